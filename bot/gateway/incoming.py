"""From a raw Telegram update to an Event. Whatever it cannot read raises, and only that update is set aside."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any, Final

from telegram import Chat, ChatMemberUpdated, Message, MessageEntity, Update

from bot.chat import (
    AddedToGroup,
    Address,
    Blocked,
    Edited,
    Event,
    File,
    GroupMoved,
    Pressed,
    Reached,
    Said,
    SentFile,
    SharedLocation,
    SharedPhone,
    Unreadable,
    What,
)
from bot.gateway.outgoing import address
from bot.store.inbox import SYSTEM, Arrival

# PTB's own way to ask for lengths of time as timedelta, without a warning at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")

ALLOWED: Final = ["message", "edited_message", "callback_query", "my_chat_member"]


def arrival(raw: dict[str, Any], bot: int) -> Arrival:
    """What of a raw update is needed to store it: its number, and the chat whose order it keeps."""
    inner: Any = next((value for value in raw.values() if isinstance(value, dict)), {})
    message = inner.get("message")
    found = (inner.get("chat"), message.get("chat") if isinstance(message, dict) else None, inner.get("from"))
    chat = next((chat for chat in found if isinstance(chat, dict)), {})
    if not isinstance(chat.get("id"), int):
        return Arrival("update", SYSTEM, raw, private=False, bot=bot, update_id=raw["update_id"])
    private = chat.get("type", "private") == "private"
    name = inner.get("message_id")
    return Arrival(
        "update",
        address(chat["id"]),
        raw,
        private=private,
        bot=bot,
        update_id=raw["update_id"],
        message=str(name) if isinstance(name, int) else None,
    )


def event(raw: dict[str, Any], username: str) -> Event | None:
    """What happened; None for what does not concern us (a command for another bot, a service message)."""
    if "callback_query" in raw:
        return _pressed(raw["callback_query"])
    update = Update.de_json(raw, None)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.edited_message:
        return _edited(update.edited_message, username)
    return _message(update.message, username) if update.message else None


def _pressed(query: dict[str, Any]) -> Event | None:
    """A press brings our whole message and keyboard along: building them would cost more than the turn."""
    if "data" not in query:
        return None
    who = query["from"]
    sender = address(who["id"])
    chat = (query.get("message") or {}).get("chat")
    where = address(chat["id"]) if chat else sender
    private = chat is None or chat["type"] == Chat.PRIVATE
    name = " ".join(part for part in (who["first_name"], who.get("last_name")) if part)
    return Event(where, sender, name, private, Pressed(query["data"], query["id"]))


def _membership(change: ChatMemberUpdated) -> Event | None:
    chat, sender = change.chat, address(change.from_user.id)
    here = change.new_chat_member.status in ("member", "administrator", "restricted", "creator")
    what: What
    if not here:
        what = Blocked()
    elif chat.type == Chat.PRIVATE:
        what = Reached()
    elif change.old_chat_member.status in ("left", "kicked"):
        what = AddedToGroup(chat.title or "")
    else:
        return None
    return Event(address(chat.id), sender, change.from_user.full_name, chat.type == Chat.PRIVATE, what)


def _edited(message: Message, username: str) -> Event | None:
    found = _message(message, username)
    if found is None or not isinstance(found.what, Said | SentFile):
        return None
    return replace(found, what=Edited(found.what))


def _message(message: Message, username: str) -> Event | None:
    if message.migrate_to_chat_id:
        moved = GroupMoved(address(message.migrate_to_chat_id))
        return Event(address(message.chat.id), None, "", False, moved)
    what = _content(message, username)
    if what is None:
        return None
    return Event(
        address(message.chat.id),
        _sender(message),
        message.from_user.full_name if message.from_user else "",
        message.chat.type == Chat.PRIVATE,
        what,
        str(message.message_id),
        _answers(message),
    )


def _answers(message: Message) -> str | None:
    """The message of this chat that it was written to as an answer."""
    answered = message.reply_to_message
    return str(answered.message_id) if answered else None


def _sender(message: Message) -> Address | None:
    """Who wrote it; nobody where a group or a channel speaks in its own name."""
    if message.sender_chat is not None or message.from_user is None or message.from_user.is_bot:
        return None
    return address(message.from_user.id)


def _content(message: Message, username: str) -> What | None:
    if message.text is not None:
        return _said(message, username)
    if message.contact:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedPhone(message.contact.phone_number, own)
    if message.location:
        return SharedLocation(message.location.latitude, message.location.longitude)
    if file := _file(message):
        return SentFile(file, message.caption or "", message.media_group_id)
    kind = message.effective_attachment
    return Unreadable(type(kind).__name__.lower()) if kind is not None else None


def _said(message: Message, username: str) -> Said | None:
    words = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return Said(words)
    command = words[: first.length]
    name, at, bot = command.partition("@")
    if at and bot.casefold() != username.casefold():
        return None
    return Said(name + words[first.length :])


def _file(message: Message) -> File | None:
    if message.voice:
        it = message.voice
        return File(
            "voice", it.file_id, it.file_unique_id, it.file_size, None, it.mime_type, _seconds(it.duration)
        )
    if message.audio:
        a = message.audio
        return File(
            "audio", a.file_id, a.file_unique_id, a.file_size, a.file_name, a.mime_type, _seconds(a.duration)
        )
    if message.video:
        v = message.video
        return File(
            "video", v.file_id, v.file_unique_id, v.file_size, v.file_name, v.mime_type, _seconds(v.duration)
        )
    if message.photo:
        largest = message.photo[-1]
        return File("photo", largest.file_id, largest.file_unique_id, largest.file_size)
    if message.document:
        d = message.document
        return File("document", d.file_id, d.file_unique_id, d.file_size, d.file_name, d.mime_type)
    return None


def _seconds(duration: Any) -> int:
    return int(duration.total_seconds()) if hasattr(duration, "total_seconds") else int(duration)
