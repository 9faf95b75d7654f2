"""The database server dies in the middle of a load and comes back: nothing is lost, nobody is thrown back."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from crash_citizens import Citizen, repeats
from crash_process import BotProcess, running
from databases import POSTGRESQL, address, crash_server
from patience import until
from test_crash_kill import assert_all_is_kept

CITIZENS = 12
CRASHES = 3
EACH = 80
"""Calls of the Bot API between two crashes; the citizens cause more than all of them."""

pytestmark = pytest.mark.slow


async def test_a_server_that_dies_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(5)
    async with running(tmp_path, DATABASE_URL=address(tmp_path, kind=POSTGRESQL)) as bot:
        await bot.open_house()
        citizens = [Citizen(bot.world, number, chance) for number in range(CITIZENS)]
        await asyncio.gather(crash(bot), *(citizen.walk() for citizen in citizens))
        await bot.idle()
        assert await bot.stop() < 5

        assert "alarm: store" in bot.log
        assert "Traceback" not in bot.log
        for citizen in citizens:
            citizen.assert_straight_on()
            assert not repeats(citizen.from_bot)
        await assert_all_is_kept(bot, citizens)


async def crash(bot: BotProcess) -> None:
    for _ in range(CRASHES):
        await reach(bot, len(bot.world.calls) + EACH)
        await asyncio.to_thread(crash_server)


async def reach(bot: BotProcess, calls: int) -> None:
    await until(lambda: len(bot.world.calls) >= calls, 60)
