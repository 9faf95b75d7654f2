"""Methods which change or take away messages, and answers to presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.markup import read_markup
from bot.simulator.model import ADMINS, Chat, Markup, Message
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, check_may_write, message_of
from bot.simulator.render import message_json
from bot.simulator.sending import caption_of, text_of

if TYPE_CHECKING:
    from bot.simulator.world import World

DELETE_SECONDS = 48 * 3600
LONGEST_TOAST = 200
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)

_WORDS = ("text", "entities", "caption", "caption_entities")


def edit_message_text(world: World, bot: SimBot, params: Params) -> Json:
    """editMessageText. Without reply_markup the inline keyboard goes away."""
    words = text_of(params)
    chat, message = _own_message(world, bot, params)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _edit(world, bot, chat, message, words, read_markup(params, private=True, inline_only=True))


def edit_message_caption(world: World, bot: SimBot, params: Params) -> Json:
    """editMessageCaption."""
    words = caption_of(params)
    chat, message = _own_message(world, bot, params)
    if message.attachment is None:
        raise bad("there is no caption in the message to edit")
    return _edit(world, bot, chat, message, words, read_markup(params, private=True, inline_only=True))


def edit_message_reply_markup(world: World, bot: SimBot, params: Params) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _own_message(world, bot, params)
    words = {name: message.content[name] for name in _WORDS if name in message.content}
    return _edit(world, bot, chat, message, words, read_markup(params, private=True, inline_only=True))


def delete_message(world: World, bot: SimBot, params: Params) -> bool:
    """deleteMessage."""
    chat = chat_of(world, bot, params)
    message = message_of(chat, params.integer("message_id"), "message to delete not found")
    _check_may_delete(world, bot, chat, message)
    _delete(world, chat, message)
    return True


def delete_messages(world: World, bot: SimBot, params: Params) -> bool:
    """deleteMessages: skips what is not there or may not go."""
    chat = chat_of(world, bot, params)
    for message_id in _message_ids(params):
        message = chat.messages.get(message_id)
        if message is not None and not message.deleted and not _why_not_delete(world, bot, chat, message):
            _delete(world, chat, message)
    return True


def _message_ids(params: Params) -> list[int]:
    ids = params.parsed("message_ids", "message identifiers JSON object")
    if ids is not None and not isinstance(ids, list):
        raise bad("expected an Array of message identifiers")
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad("too many message identifiers specified")
    return [_message_id(each) for each in ids]


def _message_id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad("message identifier must be a Number")
    try:
        number = int(value)
    except ValueError:
        raise bad("can't parse message identifier as a Number") from None
    if number <= 0:
        raise bad("invalid message identifier specified")
    return number


def answer_callback_query(world: World, bot: SimBot, params: Params) -> bool:
    """answerCallbackQuery: within `world.press_seconds` of the virtual clock."""
    press = world.presses.get(params.text("callback_query_id"))
    if len(params.text("text")) > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    if press is None or press.bot_id != bot.id or world.clock.now() - press.at > world.press_seconds:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    press.answered = True
    if params.given("text"):
        world.toast(press, params.text("text"), params.flag("show_alert"))
    return True


def _own_message(world: World, bot: SimBot, params: Params) -> tuple[Chat, Message]:
    """The message to edit. A bot edits its own, for ever, unless it carries another keyboard than an inline one."""
    if params.given("inline_message_id") or params.given("business_connection_id"):
        raise bad("simulator: only messages of a chat are simulated")
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    if not params.given("message_id"):
        raise bad("message identifier is not specified")
    message = message_of(chat, params.integer("message_id"), "message to edit not found")
    if message.sender is not bot.user or (message.markup is not None and message.markup.kind != "inline"):
        raise bad("message can't be edited")
    return chat, message


def _edit(
    world: World, bot: SimBot, chat: Chat, message: Message, words: Json, markup: Markup | None
) -> Json:
    others = {name: value for name, value in message.content.items() if name not in _WORDS}
    content = others | words
    if content == message.content and markup == message.markup:
        raise bad(NOT_MODIFIED)
    new_words = content != message.content
    message.content = content
    if markup != message.markup:
        message.earlier_markup, message.markup = message.markup or message.earlier_markup, markup
    if new_words:
        message.edit_date = int(world.clock.now())
    world.changed(chat, message, "edit", words=new_words)
    return message_json(chat, message, bot.id)


def _check_may_delete(world: World, bot: SimBot, chat: Chat, message: Message) -> None:
    reason = _why_not_delete(world, bot, chat, message)
    if reason:
        raise bad(reason)


def _why_not_delete(world: World, bot: SimBot, chat: Chat, message: Message) -> str:
    own = message.sender is bot.user
    if not own and chat.kind != "private" and chat.members.get(bot.id) not in ADMINS:
        return "message can't be deleted"
    if world.clock.now() - message.date <= DELETE_SECONDS or (chat.kind == "supergroup" and not own):
        return ""
    return "message can't be deleted" + ("" if chat.kind == "supergroup" else " for everyone")


def _delete(world: World, chat: Chat, message: Message) -> None:
    message.deleted = True
    world.changed(chat, message, "delete")
