"""The whole world as one JSON document in a stable order: the same acts in two worlds give the same bytes.

Left out is what hangs on real time, or on how often a bot polls: calls, the numbers of changes, answered presses.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import Json
from bot.simulator.model import Chat, Message, StoredFile, Topic, User

if TYPE_CHECKING:
    from bot.simulator.world import World


def whole_json(world: World) -> Json:
    """Everything; written with sorted keys it is the same text for the same world."""
    rooms = sorted(
        (*world.private.values(), *world.groups.values()), key=lambda chat: (chat.id, chat.bot_id or 0)
    )
    return {
        "clock": {"now": world.clock.now(), "frozen": world.clock.frozen},
        "seed": world.seed,
        "users": [_user(world.users[each]) for each in sorted(world.users)],
        "chats": [_chat(world, chat) for chat in rooms],
        "bots": [_bot(world.bots[each]) for each in sorted(world.bots)],
        "files": [_file(world.files[each]) for each in sorted(world.files)],
        "faults": [asdict(rule) | {"id": None} for rule in world.faults.rules],
        "flood": world.flood.level,
    }


def _user(user: User) -> Json:
    return asdict(user) | {"blocked": sorted(user.blocked)}


def _chat(world: World, chat: Chat) -> Json:
    toasts = [
        {"user": toast.user_id, "message_id": toast.message_id, "text": toast.text, "alert": toast.alert}
        for toast in world.toasts
        if toast.chat_id == chat.id
    ]
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "bot": chat.bot_id,
        "members": {str(each): chat.members[each] for each in sorted(chat.members)},
        "withheld": {str(each): sorted(chat.withheld[each]) for each in sorted(chat.withheld)},
        "messages": [_message(chat.messages[each]) for each in sorted(chat.messages)],
        "pinned": [message.id for message in chat.pins],
        "keyboard": chat.keyboard.body if chat.keyboard else None,
        "forum": chat.forum,
        "topics": [_topic(chat.topics[each]) for each in sorted(chat.topics)],
        "invite_link": chat.invite_link,
        "moved_to": chat.moved_to,
        "toasts": toasts,
    }


def _message(message: Message) -> Json:
    return {
        "message_id": message.id,
        "from": message.sender.id,
        "as_chat": message.as_chat,
        "date": message.date,
        "edit_date": message.edit_date,
        "content": message.content,
        "files": [file.unique_id for file in message.attachment.files] if message.attachment else [],
        "markup": message.markup.body if message.markup else None,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "pinned": message.pinned.id if message.pinned else None,
        "topic": message.topic_id,
        "reactions": {str(each): message.reactions[each] for each in sorted(message.reactions)},
        "deleted": message.deleted,
    }


def _topic(topic: Topic) -> Json:
    names = ("id", "name", "color", "icon", "closed", "deleted")
    return {name: getattr(topic, name) for name in names}


def _file(file: StoredFile) -> Json:
    """The bytes by their SHA-256; null when nobody has them."""
    names = ("kind", "size", "name", "mime", "seconds")
    digest = None if file.content is None else hashlib.sha256(file.content).hexdigest()
    return {"unique_id": file.unique_id, "sha256": digest} | {name: getattr(file, name) for name in names}


def _bot(bot: SimBot) -> Json:
    return {
        "id": bot.id,
        "name": bot.user.first_name,
        "username": bot.username,
        "privacy": bot.privacy,
        "allowed_updates": sorted(bot.updates.kinds),
        "pending_updates": [each.body for each in bot.updates.waiting],
        "webhook": asdict(bot.webhook) if bot.webhook else None,
        "commands": {":".join(each): bot.commands[each] for each in sorted(bot.commands)},
        "texts": {":".join(each): bot.words[each] for each in sorted(bot.words)},
        "menu_buttons": {str(each): bot.menu_buttons[each] for each in sorted(bot.menu_buttons)},
    }
