"""reply_markup: the four kinds of keyboards a bot can send, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from bot.simulator.errors import Json, bad
from bot.simulator.model import Markup
from bot.simulator.params import Params, check_utf8

LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100

_ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
).split()
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_KEY_ASKS = {
    "request_contact": "phone number",
    "request_location": "location",
    "request_managed_bot": "managed bots",
    "request_poll": "poll",
    "request_users": "users",
    "request_chat": "chats",
    "web_app": "web App buttons",  # only the first letter is made small
}
_KEYBOARD = {
    "keyboard",
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
}


def read_markup(params: Params, *, private: bool, inline_only: bool = False) -> Markup | None:
    """The reply_markup of a call; None when there is none or an empty inline keyboard. Raises ApiError."""
    raw = params.an_object("reply_markup", "reply markup")
    if not raw:
        return None
    if inline_only and "inline_keyboard" not in raw:
        raise bad("inline keyboard expected")
    if "inline_keyboard" in raw:
        return _inline(raw)
    if "keyboard" in raw:
        return _keyboard(raw, private)
    if raw.get("remove_keyboard"):
        return Markup("remove", raw)
    if raw.get("force_reply"):
        return Markup("force", raw)
    raise bad("can't parse reply keyboard markup JSON object")


def _inline(raw: Json) -> Markup | None:
    _check_names(raw, {"inline_keyboard"}, "InlineKeyboardMarkup")
    rows = [[_inline_button(button) for button in row] for row in _rows(raw, "inline_keyboard")]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return Markup("inline", {"inline_keyboard": rows}) if rows else None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _check_names(button, _LOOKS | set(_ACTIONS), "InlineKeyboardButton")
    _check_strings(button, ("text", "callback_data", "url"))
    if not button.get("text"):
        raise bad("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(
            f"can't parse inline keyboard button: exactly one action expected, got {', '.join(actions)}"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    return button


def _keyboard(raw: Json, private: bool) -> Markup | None:
    _check_names(raw, _KEYBOARD, "ReplyKeyboardMarkup")
    rows = [[_key(button, private) for button in row] for row in _rows(raw, "keyboard")]
    return Markup("keyboard", raw | {"keyboard": rows}) if rows else None


def _key(button: Any, private: bool) -> Json:
    key = {"text": button} if isinstance(button, str) else button
    if not isinstance(key, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _check_names(key, _LOOKS | set(_KEY_ASKS), "KeyboardButton")
    _check_strings(key, ("text",))
    if not key.get("text"):
        raise bad("keyboard button text must be non-empty")
    for name, what in _KEY_ASKS.items():
        if key.get(name) not in (None, False) and not private:
            verb = "can be used" if name == "web_app" else "can be requested"
            raise bad(f"{what} {verb} in private chats only")
    return key


def _rows(raw: Json, name: str) -> list[list[Any]]:
    value = raw[name]
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad(f'field "{name}" must be an Array of Arrays')
    return [row for row in value if row]


def _check_strings(button: Json, names: tuple[str, ...]) -> None:
    for name in names:
        value = button.get(name, "")
        if not isinstance(value, str):
            raise bad(f'can\'t parse keyboard button: field "{name}" must be of type String')
        check_utf8(value)


def _check_names(raw: Json, known: set[str], what: str) -> None:
    unknown = sorted(raw.keys() - known)
    if unknown:
        raise bad(f"simulator: {what} has no field {', '.join(unknown)}")
