"""The menu of commands that Telegram shows beside the typing field; pleasant, never needed."""

from __future__ import annotations

import logging
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.chat import text
from bot.gateway.http import call
from bot.texts import AUTHORITY, Texts

log = logging.getLogger(__name__)

COMMANDS: Final = ("start", "help", "language")
TWO_LETTERS: Final = 2
"""Telegram knows no languages but those with a two-letter code; all others see the Vietnamese menu."""


async def introduce(bot: Bot, texts: Texts) -> None:
    """Tell Telegram the commands in every language that it knows."""
    for tag in texts.languages:
        if len(tag) != TWO_LETTERS:
            continue
        commands = [
            {"command": name, "description": texts.say(text(f"menu.{name}"), tag)} for name in COMMANDS
        ]
        parameters = {"commands": commands} | ({} if tag == AUTHORITY else {"language_code": tag})
        try:
            await call(bot, "setMyCommands", parameters)
        except TelegramError as error:
            log.info("the menu of commands was not taken: %s", type(error).__name__)
            return
