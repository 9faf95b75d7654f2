"""What people do in the simulated world, and which updates bots get of it.

Each act raises NotPossible with a plain sentence when a Telegram client would not allow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.entities import text_content
from bot.simulator.errors import Json
from bot.simulator.forwards import forwarded_content, may_pass
from bot.simulator.model import ADMINS, PRESENT, Attachment, Chat, Message, Press, User
from bot.simulator.render import (
    accessible_json,
    inaccessible_json,
    message_json,
    user_json,
)
from bot.simulator.sight import sees
from bot.simulator.updates import MESSAGE_SECONDS, PRESS_SECONDS

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
EDIT_SECONDS = 48 * 3600


class NotPossible(ValueError):
    """No Telegram client would let a person do this; says why."""


def say(
    world: World,
    chat: Chat,
    user: User,
    text: str,
    *,
    reply_to: Message | None = None,
    as_chat: bool = False,
    topic_id: int | None = None,
) -> Message:
    """Send typed words. Long ones are refused here; a client would split them."""
    words = text.strip()
    if not words or len(words) > LONGEST_TEXT:
        raise NotPossible(f"a message has 1 to {LONGEST_TEXT} characters")
    content = text_content(words)
    return send(world, chat, user, content, reply_to=reply_to, as_chat=as_chat, topic_id=topic_id)


def show(
    world: World,
    chat: Chat,
    user: User,
    attachment: Attachment,
    caption: str = "",
    *,
    album: str | None = None,
    topic_id: int | None = None,
) -> Message:
    """Send a file with a caption, maybe as a part of an album."""
    if len(caption) > LONGEST_CAPTION:
        raise NotPossible(f"a caption has up to {LONGEST_CAPTION} characters")
    content = text_content(caption.strip(), "caption")
    content |= {"media_group_id": album} if album else {}
    return send(world, chat, user, content, attachment=attachment, topic_id=topic_id)


def send(
    world: World,
    chat: Chat,
    user: User,
    content: Json,
    *,
    attachment: Attachment | None = None,
    reply_to: Message | None = None,
    as_chat: bool = False,
    topic_id: int | None = None,
) -> Message:
    """Send a message of any content. An answer goes to the topic of what it answers."""
    _check_may_write(chat, user)
    where = topic_id or (reply_to.topic_id if reply_to else None)
    _check_topic(chat, user, where)
    message = world.post(
        chat, user, content, attachment=attachment, reply_to=reply_to, as_chat=as_chat, topic_id=where
    )
    _hide_one_time_keyboard(world, chat, content)
    announce(world, chat, message)
    return message


def forward(
    world: World, chat: Chat, user: User, source: Chat, message: Message, *, topic_id: int | None = None
) -> Message:
    """Pass a message on, with the name of who wrote it."""
    if not may_pass(message) or message.deleted:
        raise NotPossible(f"message {message.id} cannot be forwarded")
    content = forwarded_content(source, message)
    return send(world, chat, user, content, attachment=message.attachment, topic_id=topic_id)


def edit(world: World, chat: Chat, user: User, message_id: int, text: str) -> Message:
    """Change one's own words (or caption) within 48 hours."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted or message.sender is not user or message.is_forward:
        raise NotPossible("a person can edit only messages of their own")
    if world.clock.now() - message.date > EDIT_SECONDS:
        raise NotPossible("a person can edit a message for 48 hours")
    field = "caption" if message.attachment else "text"
    kept = {name: value for name, value in message.content.items() if not _is_words(name)}
    message.content = kept | text_content(text.strip(), field)
    message.edit_date = int(world.clock.now())
    world.changed(chat, message, "edit", words=True)
    announce(world, chat, message, "edited_message")
    return message


def press(world: World, chat: Chat, user: User, message_id: int, index: int) -> str:
    """Press an inline button (counted through all rows); the id of the callback query.

    A keyboard the bot has just taken away can still be pressed: the press may have been on its way.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise NotPossible(f"there is no message {message_id} in this chat")
    _check_may_write(chat, user)
    data = _button(message, index).get("callback_data")
    if data is None:
        raise NotPossible("this button opens a link; the bot gets nothing of it")
    query_id = _send_press(world, chat, user, message, data)
    if world.faults.befalls("press", {"chat_id": chat.id}):
        _send_press(world, chat, user, message, data)
    return query_id


def _send_press(world: World, chat: Chat, user: User, message: Message, data: str) -> str:
    query_id = str((user.id << 32) + world.next_name())
    query = Press(query_id, message.sender.id, user.id, chat, message.id, world.clock.now())
    world.presses[query.id] = query
    bot = world.bots[message.sender.id]
    body: Json = {
        "id": query.id,
        "from": user_json(user),
        "message": _pressed(world, chat, message, bot),
        "chat_instance": chat.instance,
        "data": data,
    }
    queue(world, bot, chat, "callback_query", body, world.clock.now() + PRESS_SECONDS)
    return query.id


def _pressed(world: World, chat: Chat, message: Message, bot: SimBot) -> Json:
    """The message of a press, or what a bot gets of one that is gone, or too old."""
    if world.clock.now() - message.date > world.message_seconds:
        return inaccessible_json(chat, message)
    return accessible_json(chat, message, bot.id)


def pin(world: World, chat: Chat, by: User, message: Message) -> None:
    """Pin a message, with the service message that says so."""
    if message not in chat.pins:
        chat.pinned.append(message)
        world.changed(chat, message, "edit")
        announce(world, chat, world.post(chat, by, {}, pinned=message))


def unpin(world: World, chat: Chat, messages: list[Message]) -> None:
    """Take pins away; nothing is said of it."""
    chat.pinned = [each for each in chat.pinned if each not in messages]
    for message in messages:
        world.changed(chat, message, "edit")


def announce(world: World, chat: Chat, message: Message, kind: str = "message") -> None:
    """Queue an update for every bot which may see the message."""
    for bot in world.bots.values():
        if sees(bot, chat, message):
            queue_message(world, bot, chat, message, kind)


def _check_may_write(chat: Chat, user: User) -> None:
    if chat.kind == "private":
        if chat.bot_id in user.blocked:
            raise NotPossible(f"{user.first_name} blocked the bot; unblock or start it first")
    elif chat.moved_to is not None:
        raise NotPossible(f"this group became the supergroup {chat.moved_to}")
    elif chat.members.get(user.id) not in PRESENT:
        raise NotPossible(f"{user.first_name} is not a member of this group")


def _check_topic(chat: Chat, user: User, topic_id: int | None) -> None:
    topic = chat.topic(topic_id) if topic_id else None
    if topic_id and topic is None:
        raise NotPossible(f"there is no topic {topic_id} in this chat")
    if topic is not None and topic.closed and chat.members.get(user.id) not in ADMINS:
        raise NotPossible(f"the topic {topic.name} is closed; only administrators write in it")


def _hide_one_time_keyboard(world: World, chat: Chat, content: Json) -> None:
    keyboard = chat.keyboard
    if keyboard is None or not keyboard.body.get("one_time_keyboard"):
        return
    labels = {button["text"] for row in keyboard.rows for button in row}
    if content.get("text") in labels or "contact" in content or "location" in content:
        world.set_keyboard(chat, None)


def _is_words(name: str) -> bool:
    return name in ("text", "entities", "caption", "caption_entities")


def _button(message: Message, index: int) -> Json:
    rows = message.inline or (message.earlier_markup.rows if message.earlier_markup else [])
    buttons = [button for row in rows for button in row]
    if not 0 <= index < len(buttons):
        raise NotPossible(f"message {message.id} has {len(buttons)} buttons; there is no button {index}")
    return buttons[index]


def queue_message(world: World, bot: SimBot, chat: Chat, message: Message, kind: str) -> None:
    """Queue an update for one bot that shows it a message."""
    body = message_json(chat, message, bot.id)
    queue(world, bot, chat, kind, body, (message.edit_date or message.date) + MESSAGE_SECONDS)


def queue(world: World, bot: SimBot, chat: Chat, kind: str, body: Json, expires: float) -> None:
    """Queue an update, when the bot asked for such."""
    update_id = bot.updates.add(kind, body, expires)
    if update_id is not None:
        world.observe("update", {}, {"update_id": update_id, kind: body})
        world.emit("update", chat, update=kind, update_id=update_id, bot=bot.id)
