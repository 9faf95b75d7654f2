"""What of a message passes when it is forwarded or copied, and what a forward tells of its origin."""

from __future__ import annotations

from bot.simulator.errors import Json
from bot.simulator.model import Chat, Message
from bot.simulator.render import chat_json, user_json

_STAYS = ("media_group_id", "has_protected_content", "forward_origin")


def may_pass(message: Message) -> bool:
    """Service messages and protected ones do not."""
    return not message.is_service and not message.content.get("has_protected_content")


def passed_content(message: Message) -> Json:
    """The content of a copy."""
    return without(message.content, _STAYS)


def forwarded_content(source: Chat, message: Message) -> Json:
    """The content of a forward."""
    return passed_content(message) | {"forward_origin": _origin(source, message)}


def without(content: Json, names: tuple[str, ...]) -> Json:
    """The content less some fields."""
    return {name: value for name, value in content.items() if name not in names}


def _origin(source: Chat, message: Message) -> Json:
    """Who wrote it first; a forward of a forward keeps the origin."""
    if message.is_forward:
        earlier: Json = message.content["forward_origin"]
        return earlier
    if message.as_chat:
        return {"type": "chat", "sender_chat": chat_json(source), "date": message.date}
    if message.sender.hidden:
        return {"type": "hidden_user", "sender_user_name": message.sender.first_name, "date": message.date}
    return {"type": "user", "sender_user": user_json(message.sender), "date": message.date}
