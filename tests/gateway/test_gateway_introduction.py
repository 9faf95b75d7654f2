"""The menu of commands: in every language that Telegram knows, and never in the way of the bot."""

from __future__ import annotations

import pytest
from gateway_post import PostOffice
from shipped import shipped

from bot.gateway.introduction import COMMANDS, introduce
from bot.texts import Texts


@pytest.fixture(scope="module")
def texts() -> Texts:
    loaded = shipped()
    assert loaded.texts is not None
    return loaded.texts


async def test_the_commands_are_told_in_each_language_that_telegram_knows(
    office: PostOffice, texts: Texts
) -> None:
    await office.bot.initialize()
    await introduce(office.bot, texts)
    told = [call.params.get("language_code") for call in office.calls("setMyCommands")]
    assert told == [None if tag == "vi" else tag for tag in texts.languages if len(tag) == 2]
    shown = await office.bot.get_my_commands()
    assert [command.command for command in shown] == list(COMMANDS)


async def test_when_telegram_does_not_take_them_the_bot_goes_on(office: PostOffice, texts: Texts) -> None:
    await office.bot.initialize()
    office.world.faults.add("error", method="setMyCommands", code=400)
    await introduce(office.bot, texts)
    assert len(office.calls("setMyCommands")) == 1
