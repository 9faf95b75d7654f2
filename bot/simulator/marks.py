"""Methods by which a bot marks what stands in a chat: pins, and reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator import acts
from bot.simulator.account import SimBot
from bot.simulator.errors import bad
from bot.simulator.model import Chat
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, check_right, message_of

if TYPE_CHECKING:
    from bot.simulator.world import World

MOST_REACTIONS = 1  # of a bot to one message
REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 "
    "😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split()
)

_AS_PICTURE = "\ufe0f"  # means the same to Telegram with it and without


def pin_chat_message(world: World, bot: SimBot, params: Params) -> bool:
    """pinChatMessage: the newest pin is on top."""
    chat = _chat_with_pins(world, bot, params)
    message = message_of(chat, params.integer("message_id"), "message to pin not found")
    if message.is_service:
        raise bad("message can't be pinned")
    acts.pin(world, chat, bot.user, message)
    return True


def unpin_chat_message(world: World, bot: SimBot, params: Params) -> bool:
    """unpinChatMessage: without message_id the newest pin."""
    chat = _chat_with_pins(world, bot, params)
    pinned = chat.pins
    if params.given("message_id"):
        pinned = [each for each in pinned if each.id == params.integer("message_id")]
    if not pinned:
        raise bad("message to unpin not found")
    acts.unpin(world, chat, pinned[-1:])
    return True


def unpin_all_chat_messages(world: World, bot: SimBot, params: Params) -> bool:
    """unpinAllChatMessages."""
    chat = _chat_with_pins(world, bot, params)
    acts.unpin(world, chat, chat.pins)
    return True


def set_message_reaction(world: World, bot: SimBot, params: Params) -> bool:
    """setMessageReaction: one emoji of Telegram's list, or none to take it back."""
    chat = chat_of(world, bot, params)
    message = message_of(chat, params.integer("message_id"), "message to react not found")
    emoji = _emojis(params)
    if len(emoji) > MOST_REACTIONS:
        raise bad("REACTIONS_TOO_MANY")
    if message.is_service:
        raise bad("REACTION_INVALID")
    if message.reactions.get(bot.id, []) != emoji:
        message.reactions[bot.id] = emoji
        world.changed(chat, message, "edit")
    return True


def _chat_with_pins(world: World, bot: SimBot, params: Params) -> Chat:
    chat = chat_of(world, bot, params)
    check_right(bot, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    return chat


def _emojis(params: Params) -> list[str]:
    given = params.parsed("reaction", "reaction types JSON object")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad("expected an Array of ReactionType")
    return [_emoji(each) for each in given]


def _emoji(reaction: Any) -> str:
    if not isinstance(reaction, dict):
        raise bad("can't parse ReactionType: expected an Object")
    if reaction.get("type") not in ("emoji", "custom_emoji"):
        raise bad("can't parse ReactionType: invalid reaction type specified")
    emoji = str(reaction.get("emoji", "?")).replace(_AS_PICTURE, "")
    if not emoji:
        raise bad("invalid reaction type specified")
    if emoji not in REACTIONS:
        raise bad("REACTION_INVALID")
    return emoji
