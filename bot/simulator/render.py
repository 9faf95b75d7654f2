"""Objects of the world as the Bot API writes them for one bot (file ids differ from bot to bot)."""

from __future__ import annotations

from bot.simulator.errors import Json
from bot.simulator.model import Attachment, Chat, Message, Status, User

ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)

RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories "
    "can_pin_messages can_manage_topics"
).split()


def user_json(user: User) -> Json:
    """A User."""
    optional = {
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
    }
    body: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    return body | {name: value for name, value in optional.items() if value}


def chat_json(chat: Chat) -> Json:
    """A Chat."""
    if chat.user is None:
        forum = {"is_forum": True} if chat.forum else {}
        return {"id": chat.id, "type": chat.kind, "title": chat.title} | forum
    face = user_json(chat.user)
    names = {name: face[name] for name in ("first_name", "last_name", "username") if name in face}
    return {"id": chat.id, "type": "private"} | names


def message_json(chat: Chat, message: Message, bot_id: int, with_reply: bool = True) -> Json:
    """A Message as one bot gets it."""
    body: Json = {
        "message_id": message.id,
        "from": user_json(ANONYMOUS if message.as_chat else message.sender),
        "chat": chat_json(chat),
        "date": message.date,
    }
    if message.as_chat:
        body["sender_chat"] = chat_json(chat)
    if message.edit_date is not None:
        body["edit_date"] = message.edit_date
    replied = _replied(chat, message)
    if replied is not None and with_reply and not replied.deleted:
        body["reply_to_message"] = message_json(chat, replied, bot_id, with_reply=False)
    body |= _thread(chat, message)
    if message.pinned is not None:
        body["pinned_message"] = accessible_json(chat, message.pinned, bot_id, with_reply=False)
    body |= message.content
    if message.attachment is not None:
        body |= attachment_json(message.attachment, bot_id)
    if message.inline and message.markup is not None:
        body["reply_markup"] = message.markup.body
    return body


def _replied(chat: Chat, message: Message) -> Message | None:
    """What a message answers; in a topic, when it answers nothing else, the message which began the topic."""
    topic = chat.topic(message.topic_id) if message.topic_id else None
    if message.reply_to is not None or topic is None or topic.made is message:
        return message.reply_to
    return topic.made


def _thread(chat: Chat, message: Message) -> Json:
    """Replies outside of topics carry a message_thread_id too, which is none of a topic."""
    if message.topic_id is not None and chat.forum:
        return {"message_thread_id": message.topic_id, "is_topic_message": True}
    first = message.reply_to
    while first is not None and first.reply_to is not None:
        first = first.reply_to
    return {"message_thread_id": first.id} if first is not None and chat.kind == "supergroup" else {}


def accessible_json(chat: Chat, message: Message, bot_id: int, with_reply: bool = True) -> Json:
    """A Message, or what is left of one that was deleted."""
    if message.deleted:
        return inaccessible_json(chat, message)
    return message_json(chat, message, bot_id, with_reply)


def inaccessible_json(chat: Chat, message: Message) -> Json:
    """An InaccessibleMessage: no words, no date."""
    return {"chat": chat_json(chat), "message_id": message.id, "date": 0}


def attachment_json(attachment: Attachment, bot_id: int) -> Json:
    """The field of a Message which holds its file."""
    sizes = [
        {
            "file_id": file.id_for(bot_id),
            "file_unique_id": file.unique_id,
            "file_size": file.size,
        }
        | about
        for file, about in zip(attachment.files, attachment.about, strict=True)
    ]
    also = {"document": _as_document(sizes[-1])} if attachment.kind == "animation" else {}
    return {attachment.kind: sizes if attachment.kind == "photo" else sizes[-1]} | also


def _as_document(animation: Json) -> Json:
    """An animation comes as a document too, for bots older than animations."""
    return {name: value for name, value in animation.items() if name not in ("width", "height", "duration")}


def chat_member_json(chat: Chat, user: User, status: Status | None = None) -> Json:
    """A ChatMember, by default with the status of now."""
    known = status or ("member" if chat.kind == "private" else chat.members.get(user.id, "left"))
    body: Json = {"user": user_json(user), "status": known}
    if known == "creator":
        return body | {"is_anonymous": False}
    if known == "administrator":
        rights = {right: right not in chat.withheld.get(user.id, ()) for right in _rights(chat)}
        return body | {"can_be_edited": False, "is_anonymous": False} | rights
    return body | ({"until_date": 0} if known == "kicked" else {})


def _rights(chat: Chat) -> list[str]:
    """Only a supergroup has topics."""
    return [right for right in RIGHTS if right != "can_manage_topics" or chat.kind == "supergroup"]
