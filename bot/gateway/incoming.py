"""From a raw Telegram update to an Event. Whatever it cannot read raises, and only that update is set aside.

What is not asked for is not looked at: to build PTB's objects of a message would cost more than its turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeAlias

from telegram.constants import ChatType, MessageAttachmentType, MessageEntityType

from bot.chat import (
    AddedToGroup,
    Address,
    Blocked,
    Edited,
    Event,
    File,
    FileKind,
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

ALLOWED: Final = ["message", "edited_message", "callback_query", "my_chat_member"]
FILES: Final[tuple[FileKind, ...]] = ("voice", "audio", "video", "photo", "document")
Raw: TypeAlias = dict[str, Any]
"""An object of the Bot API as it came."""
CHATTER: Final = frozenset({"message", "edited_message"})
KEPT_OF_CHATTER: Final = frozenset(
    {"message_id", "date", "chat", "from", "sender_chat", "migrate_to_chat_id", "migrate_from_chat_id"}
)


def arrival(raw: Raw, bot: int) -> Arrival:
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
        raw if private else _without_chatter(raw),
        private=private,
        bot=bot,
        update_id=raw["update_id"],
        message=str(name) if isinstance(name, int) else None,
    )


def _without_chatter(raw: Raw) -> Raw:
    """An administrator among bots is sent all that people of a group say to each other: only commands are ours to keep."""
    return {
        name: _said_nothing(inner)
        if name in CHATTER and isinstance(inner, dict) and not _is_command(inner)
        else inner
        for name, inner in raw.items()
    }


def _said_nothing(message: Raw) -> Raw:
    kept = {name: value for name, value in message.items() if name in KEPT_OF_CHATTER}
    return kept | (
        {"text": ""} if "text" in message else {}
    )  # that somebody spoke: a stranger's group is left


def _is_command(message: Raw) -> bool:
    return str(message.get("text", "")).startswith("/")


def event(raw: Raw, username: str) -> Event | None:
    """What happened; None for what does not concern us (a command for another bot, a service message)."""
    if query := raw.get("callback_query"):
        return _pressed(query)
    if change := raw.get("my_chat_member"):
        return _membership(change)
    if edited := raw.get("edited_message"):
        return _edited(edited, username)
    message = raw.get("message")
    return _message(message, username) if message else None


def _pressed(query: Raw) -> Event | None:
    if "data" not in query:
        return None
    who = query["from"]
    sender = address(who["id"])
    chat = (query.get("message") or {}).get("chat")
    where = address(chat["id"]) if chat else sender
    private = chat is None or _is_private(chat)
    return Event(where, sender, _name(who), private, Pressed(query["data"], query["id"]))


def _membership(change: Raw) -> Event | None:
    chat, sender = change["chat"], change["from"]
    here = change["new_chat_member"]["status"] in ("member", "administrator", "restricted", "creator")
    what: What
    if not here:
        what = Blocked()
    elif _is_private(chat):
        what = Reached()
    elif change["old_chat_member"]["status"] in ("left", "kicked"):
        what = AddedToGroup(chat.get("title", ""))
    else:
        return None
    return Event(address(chat["id"]), address(sender["id"]), _name(sender), _is_private(chat), what)


def _edited(message: Raw, username: str) -> Event | None:
    found = _message(message, username)
    if found is None or not isinstance(found.what, Said | SentFile):
        return None
    return replace(found, what=Edited(found.what))


def _message(message: Raw, username: str) -> Event | None:
    chat, who, number = message["chat"], message.get("from"), message["message_id"]
    if not (isinstance(number, int) and isinstance(message["date"], int)):
        raise ValueError("not what the Bot API promises of every message")
    if "migrate_to_chat_id" in message:
        moved = GroupMoved(address(message["migrate_to_chat_id"]))
        return Event(address(chat["id"]), None, "", False, moved)
    what = _content(message, username)
    if what is None:
        return None
    return Event(
        address(chat["id"]),
        _sender(message),
        _name(who) if who else "",
        _is_private(chat),
        what,
        str(number),
        _answers(message),
    )


def _answers(message: Raw) -> str | None:
    """The message of this chat that it was written to as an answer."""
    answered = message.get("reply_to_message")
    return str(answered["message_id"]) if answered else None


def _is_private(chat: Raw) -> bool:
    return bool(chat["type"] == ChatType.PRIVATE)


def _name(who: Raw) -> str:
    return " ".join(part for part in (who["first_name"], who.get("last_name")) if part)


def _sender(message: Raw) -> Address | None:
    """Who wrote it; nobody where a group or a channel speaks in its own name."""
    who = message.get("from")
    return None if "sender_chat" in message or who is None or who["is_bot"] else address(who["id"])


def _content(message: Raw, username: str) -> What | None:
    if "text" in message:
        return _said(message, username)
    if contact := message.get("contact"):
        own = "from" in message and contact.get("user_id") == message["from"]["id"]
        return SharedPhone(contact["phone_number"], own)
    if point := message.get("location"):
        return SharedLocation(point["latitude"], point["longitude"])
    if file := _file(message):
        return SentFile(file, message.get("caption", ""), message.get("media_group_id"))
    kind = next((kind for kind in MessageAttachmentType if kind in message), None)
    return Unreadable(kind) if kind else None


def _said(message: Raw, username: str) -> Said | None:
    words = message["text"]
    first = next(iter(message.get("entities", ())), None)
    if first is None or first["type"] != MessageEntityType.BOT_COMMAND or first["offset"]:
        return Said(words)
    command = words[: first["length"]]
    name, at, bot = command.partition("@")
    if at and bot.casefold() != username.casefold():
        return None
    return Said(name + words[first["length"] :])


def _file(message: Raw) -> File | None:
    kind = next((kind for kind in FILES if message.get(kind)), None)
    if kind is None:
        return None
    # Of a photo there are several sizes, the largest last.
    found = message[kind][-1] if kind == "photo" else message[kind]
    return File(
        kind,
        found["file_id"],
        found["file_unique_id"],
        found.get("file_size"),
        found.get("file_name"),
        found.get("mime_type"),
        found.get("duration"),
    )
