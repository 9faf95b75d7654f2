"""Messages as a person sees them: the value Seen for tests, the same as JSON for the control API."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator.errors import Json
from bot.simulator.model import FileKind, Markup, Message

_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "pinned_message",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)


@dataclass(frozen=True, slots=True)
class SeenFile:
    """The file of a message."""

    kind: FileKind
    unique_id: str
    size: int
    name: str | None
    seconds: int | None
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One message on somebody's screen. `buttons` and `data` are the inline keyboard, row by row."""

    message_id: int
    sender: str
    from_bot: bool
    text: str
    buttons: tuple[tuple[str, ...], ...]
    data: tuple[tuple[str | None, ...], ...]
    keyboard: tuple[tuple[str, ...], ...] | None
    file: SeenFile | None
    date: int
    edited: bool
    deleted: bool
    service: str | None
    reply_to: int | None
    album: str | None
    forwarded_from: str | None
    topic: int | None

    @property
    def labels(self) -> list[str]:
        """All inline buttons, in reading order."""
        return [label for row in self.buttons for label in row]


def seen(message: Message) -> Seen:
    """A message on the screen."""
    return Seen(
        message.id,
        message.sender.first_name,
        message.sender.is_bot,
        message.words,
        tuple(tuple(button["text"] for button in row) for row in message.inline),
        tuple(tuple(button.get("callback_data") for button in row) for row in message.inline),
        _reply_labels(message.markup),
        _seen_file(message),
        message.date,
        message.edit_date is not None,
        message.deleted,
        next((name for name in _SERVICE if name in _service(message)), None),
        message.reply_to.id if message.reply_to else None,
        message.content.get("media_group_id"),
        _forwarded_from(message),
        message.topic_id,
    )


def seen_json(message: Message) -> Json:
    """A message for the control API."""
    body: Json = {
        "message_id": message.id,
        "chat": message.chat_id,
        "seq": message.seq,
        "from": {
            "id": message.sender.id,
            "first_name": message.sender.first_name,
            "last_name": message.sender.last_name,
            "is_bot": message.sender.is_bot,
        },
        "text": message.words,
        "inline": [[_inline_json(button) for button in row] for row in message.inline],
        "reply_keyboard": keyboard_json(message.markup),
        "file": _file_json(message),
        "date": message.date,
        "edited": message.edit_date is not None,
        "deleted": message.deleted,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "reactions": [emoji for each in message.reactions.values() for emoji in each],
        "album": message.content.get("media_group_id"),
        "forwarded_from": _forwarded_from(message),
        "topic": message.topic_id,
    }
    rest = {name: message.content[name] for name in ("contact", "location") if name in message.content}
    return body | rest | _service(message)


def keyboard_json(markup: Markup | None) -> Json | None:
    """A reply keyboard for the control API; None for every other markup."""
    if markup is None or markup.kind != "keyboard":
        return None
    return {
        "rows": [[_key_json(button) for button in row] for row in markup.rows],
        "one_time": bool(markup.body.get("one_time_keyboard")),
        "placeholder": markup.body.get("input_field_placeholder"),
    }


def _service(message: Message) -> Json:
    """What a service message tells; of a pin, the id of the message."""
    told = {name: message.content[name] for name in _SERVICE if name in message.content}
    return told | ({"pinned_message": message.pinned.id} if message.pinned else {})


def _forwarded_from(message: Message) -> str | None:
    """The name over a forwarded message."""
    match message.content.get("forward_origin"):
        case {"type": "user", "sender_user": user}:
            return str(user["first_name"])
        case {"type": "chat", "sender_chat": chat}:
            return str(chat["title"])
        case {"type": "hidden_user", "sender_user_name": name}:
            return str(name)
    return None


def _inline_json(button: Json) -> Json:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _key_json(button: Json) -> Json:
    asks = next((kind for kind in ("contact", "location") if button.get(f"request_{kind}")), None)
    return {"text": button["text"], "request": asks}


def _reply_labels(markup: Markup | None) -> tuple[tuple[str, ...], ...] | None:
    if markup is None or markup.kind != "keyboard":
        return None
    return tuple(tuple(button["text"] for button in row) for row in markup.rows)


def _seen_file(message: Message) -> SeenFile | None:
    if message.attachment is None:
        return None
    file, about = message.attachment.files[-1], message.attachment.about[-1]
    seconds = about.get("duration")
    return SeenFile(message.attachment.kind, file.unique_id, file.size, file.name, seconds, file.content)


def _file_json(message: Message) -> Json | None:
    file = _seen_file(message)
    if file is None:
        return None
    return {
        "kind": file.kind,
        "url": f"/control/files/{file.unique_id}",
        "seconds": file.seconds,
        "name": file.name,
        "size": file.size,
    }
