"""Methods by which a bot sets up its face: commands, name, descriptions, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.params import Params

if TYPE_CHECKING:
    from bot.simulator.world import World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_LONGEST_WORDS = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(_world: World, bot: SimBot, params: Params) -> bool:
    """setMyCommands."""
    commands = params.objects("commands", "BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        _check_command(each)
    bot.commands[_scope(params), _language(params)] = commands
    return True


def get_my_commands(_world: World, bot: SimBot, params: Params) -> list[Json]:
    """getMyCommands: those of exactly this scope and language."""
    return bot.commands.get((_scope(params), _language(params)), [])


def delete_my_commands(_world: World, bot: SimBot, params: Params) -> bool:
    """deleteMyCommands."""
    bot.commands.pop((_scope(params), _language(params)), None)
    return True


def setter(name: str) -> Callable[[World, SimBot, Params], bool]:
    """setMyName, setMyDescription, setMyShortDescription."""

    def set_words(_world: World, bot: SimBot, params: Params) -> bool:
        words = params.text(name)
        if len(words) > _LONGEST_WORDS[name]:
            raise bad(f"bot {name.replace('_', ' ')} is too long")
        bot.words[name, _language(params)] = words
        if name == "name" and words and not _language(params):
            bot.user.first_name = words
        return True

    return set_words


def getter(name: str) -> Callable[[World, SimBot, Params], Json]:
    """getMyName, getMyDescription, getMyShortDescription; falls back to the words without a language."""

    def get_words(_world: World, bot: SimBot, params: Params) -> Json:
        default = bot.words.get((name, "")) or (bot.user.first_name if name == "name" else "")
        return {name: bot.words.get((name, _language(params))) or default}

    return get_words


def set_chat_menu_button(_world: World, bot: SimBot, params: Params) -> bool:
    """setChatMenuButton; chat 0 is the default."""
    wrong = "can't parse menu button: MenuButton must be an Object"
    button = params.an_object("menu_button", "menu button", wrong) or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    bot.menu_buttons[params.integer("chat_id")] = button
    return True


def get_chat_menu_button(_world: World, bot: SimBot, params: Params) -> Json:
    """getChatMenuButton."""
    default = bot.menu_buttons.get(0, {"type": "commands"})
    return bot.menu_buttons.get(params.integer("chat_id"), default)


def _check_command(command: Json) -> None:
    if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(params: Params) -> str:
    wrong = "can't parse BotCommandScope: BotCommandScope must be an Object"
    scope = params.an_object("scope", "BotCommandScope", wrong) or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    missing = [name for name in _SCOPES[kind] if name not in scope]
    if missing:
        raise bad(f"can't parse BotCommandScope: {missing[0]} is missing")
    return ":".join([kind, *(str(scope[name]) for name in _SCOPES[kind])])


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language
