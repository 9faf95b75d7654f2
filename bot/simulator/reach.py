"""Where a bot may write: finds the chat of a call, or says with Telegram's words why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import ApiError, bad, forbidden
from bot.simulator.model import ADMINS, PRESENT, Chat, Message
from bot.simulator.params import Params

if TYPE_CHECKING:
    from bot.simulator.world import World

MOST_MESSAGES = 100


def chat_of(world: World, bot: SimBot, params: Params, name: str = "chat_id") -> Chat:
    """The chat a parameter names. Raises ApiError as Telegram would."""
    raw = params.text(name).strip()
    if not raw:
        raise bad("chat_id is empty")
    try:
        chat_id = int(raw)
    except ValueError:
        raise bad("chat not found") from None
    return _group(world, bot, chat_id) if chat_id < 0 else _private(world, bot, chat_id)


def check_may_write(bot: SimBot, chat: Chat) -> None:
    """Raises ApiError 403 when the person stopped the bot or is gone."""
    if chat.user is None:
        return
    if chat.user.deactivated:
        raise forbidden("user is deactivated")
    if bot.id in chat.user.blocked:
        raise forbidden("bot was blocked by the user")


def check_right(bot: SimBot, chat: Chat, right: str, refusal: str) -> None:
    """Raises ApiError when a bot in a group is no administrator with this right; in a private chat it needs none."""
    if chat.kind != "private" and not chat.allows(bot.id, right):
        raise bad(refusal)


def topic_of(bot: SimBot, chat: Chat, params: Params) -> int | None:
    """The topic a call names by message_thread_id. Raises ApiError; 1, General, is named by leaving it out."""
    if not params.given("message_thread_id"):
        return None
    topic = chat.topic(params.integer("message_thread_id"))
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and chat.members.get(bot.id) not in ADMINS:
        raise bad("TOPIC_CLOSED")
    return topic.id


def message_of(chat: Chat, message_id: int, missing: str) -> Message:
    """A message which is still there."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise bad(missing)
    return message


def message_ids_of(params: Params) -> list[int]:
    """The 1 to 100 message_ids of a call."""
    ids = params.parsed("message_ids", "message identifiers JSON object")
    if ids is not None and not isinstance(ids, list):
        raise bad("expected an Array of message identifiers")
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > MOST_MESSAGES:
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


def _private(world: World, bot: SimBot, user_id: int) -> Chat:
    chat = world.private.get((bot.id, user_id))
    if chat is not None and chat.messages:
        return chat
    if user_id in world.users and _shares_group(world, bot, user_id):
        raise forbidden("bot can't initiate conversation with a user")
    raise bad("chat not found")


def _shares_group(world: World, bot: SimBot, user_id: int) -> bool:
    return any(
        chat.members.get(bot.id) in PRESENT and chat.members.get(user_id) in PRESENT
        for chat in world.groups.values()
    )


def _group(world: World, bot: SimBot, chat_id: int) -> Chat:
    chat = world.groups.get(chat_id)
    if chat is None or bot.id not in chat.members:
        raise bad("chat not found")
    if chat.moved_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.moved_to},
        )
    status = chat.members[bot.id]
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat
