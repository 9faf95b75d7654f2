"""From our words to a call of the Bot API: no markup is ever sent, so nothing people type is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from telegram.error import Forbidden

from bot.chat import Address, Capabilities, FileKind, Rendered
from bot.store.outbox import Due

CHANNEL: Final = "telegram"
TELEGRAM: Final = Capabilities(
    buttons="inline", edit=True, files=True, share=True, max_length=4096, max_caption=1024
)
LONGEST_TOPIC: Final = 128
SEND: Final[dict[FileKind, tuple[str, str]]] = {
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
    "photo": ("sendPhoto", "photo"),
    "video": ("sendVideo", "video"),
    "document": ("sendDocument", "document"),
}


def address(chat_id: int) -> Address:
    """Our name of a Telegram chat."""
    return f"{CHANNEL}:{chat_id}"


def chat_id(name: Address) -> int:
    """Telegram's id of a chat of ours; raises Forbidden for an address that is none: nothing must go to another."""
    channel, _, number = name.partition(":")
    if channel != CHANNEL:
        raise Forbidden("this address is no chat")
    return int(number)


def message_call(due: Due, thread: str | None = None) -> tuple[str, dict[str, Any]]:
    """A new text message; ``thread``: in this topic of a forum."""
    rendered = due.rendered
    call: dict[str, Any] = {
        "chat_id": chat_id(due.address),
        "text": rendered.text,
        "link_preview_options": {"is_disabled": True},
    }
    if thread:
        call["message_thread_id"] = int(thread)
    return "sendMessage", call | _protection(rendered) | _markup(rendered)


def topic_call(due: Due, title: str) -> tuple[str, dict[str, Any]]:
    """A new topic of a forum."""
    return "createForumTopic", {"chat_id": chat_id(due.address), "name": title[:LONGEST_TOPIC]}


def file_call(due: Due, kind: FileKind, file: Any) -> tuple[str, dict[str, Any]]:
    """A file with the text as its caption; ``file`` is Telegram's id of it or an upload."""
    method, field = SEND[kind]
    call = {"chat_id": chat_id(due.address), field: file} | _protection(due.rendered)
    if due.rendered.text:
        call["caption"] = due.rendered.text
    return method, call | _markup(due.rendered)


def edit_call(due: Due, message: str) -> tuple[str, dict[str, Any]]:
    """Another text and other buttons for a message that stands."""
    call: dict[str, Any] = {
        "chat_id": chat_id(due.address),
        "message_id": int(message),
        "text": due.rendered.text,
        "link_preview_options": {"is_disabled": True},
    }
    return "editMessageText", call | _markup(due.rendered)


def caption_call(due: Due, message: str) -> tuple[str, dict[str, Any]]:
    """Other words below a file that stands."""
    call = {"chat_id": chat_id(due.address), "message_id": int(message), "caption": due.rendered.text}
    return "editMessageCaption", call | _markup(due.rendered)


def answer_call(due: Due) -> tuple[str, dict[str, Any]]:
    """The notice that answers a press, at most 200 characters."""
    call: dict[str, Any] = {"callback_query_id": due.press}
    if due.rendered.text:
        call["text"] = due.rendered.text[:200]
    return "answerCallbackQuery", call


def leave_call(due: Due) -> tuple[str, dict[str, Any]]:
    """Leave a group."""
    return "leaveChat", {"chat_id": chat_id(due.address)}


def menu_call(due: Due) -> tuple[str, dict[str, Any]]:
    """The commands of one chat; a command is its first word, without what is typed behind it."""
    scope = {"type": "chat", "chat_id": chat_id(due.address)}
    if not due.menu:
        return "deleteMyCommands", {"scope": scope}
    commands = [
        {"command": typed.split()[0].removeprefix("/"), "description": does} for typed, does in due.menu
    ]
    return "setMyCommands", {"scope": scope, "commands": commands}


def clear_call(due: Due, messages: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Take these messages away; Telegram skips those that it cannot find."""
    ids = [int(message) for message in messages]
    return "deleteMessages", {"chat_id": chat_id(due.address), "message_ids": ids}


def _protection(rendered: Rendered) -> dict[str, Any]:
    return {"protect_content": True} if rendered.protect else {}


def _markup(rendered: Rendered) -> dict[str, Any]:
    if rendered.share:
        ask = {"phone": "request_contact", "location": "request_location"}[rendered.share]
        keyboard = [
            [{"text": label} | ({} if data else {ask: True}) for label, data in row]
            for row in rendered.buttons
        ]
        return {"reply_markup": {"keyboard": keyboard, "resize_keyboard": True, "one_time_keyboard": True}}
    if rendered.buttons:
        rows = [[{"text": label, "callback_data": data} for label, data in row] for row in rendered.buttons]
        return {"reply_markup": {"inline_keyboard": rows}}
    return {"reply_markup": {"remove_keyboard": True}} if rendered.settle else {}
