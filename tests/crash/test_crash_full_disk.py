"""The disk is full in the middle of a load: nothing fails, an alarm is raised, and all goes on when there is room."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from crash_citizens import Citizen, repeats
from crash_process import BotProcess, running
from databases import on_sqlite
from patience import until

from bot.store.database import Transaction

CITIZENS = 8
ROOM = 64 * 1024
PATIENT_S = 60.0
"""The loops rest longer after each fault, up to 15 seconds."""

pytestmark = pytest.mark.slow


@on_sqlite
async def test_a_full_disk_loses_nothing_and_fails_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    async with running(tmp_path) as bot:
        admin = await bot.open_house()
        citizens = [Citizen(bot.world, number, chance) for number in range(CITIZENS)]
        await asyncio.gather(fill_and_empty(bot, citizens), *(citizen.walk() for citizen in citizens))
        await bot.idle()
        await bot.stop()

        assert "alarm: store" in bot.log
        assert any("không ghi được" in message.text for message in admin.chat)
        for citizen in citizens:
            citizen.assert_straight_on()
            assert not repeats(citizen.from_bot)
        assert await states_of(bot) == {("inbox", "done"), ("outbox", "sent")}


async def fill_and_empty(bot: BotProcess, citizens: list[Citizen]) -> None:
    """Full while everybody is on the way; room again when each of the loops has met the fault several times."""
    await until(lambda: "Chuyện gì?" in citizens[0].heard)
    # Only the log still has room: the write-ahead log begins again at its head, however long it has been.
    bot.limit_files(bot.log_file.stat().st_size + ROOM)
    await until(lambda: bot.log.count("store fault") >= 6, PATIENT_S)
    heard = [len(citizen.from_bot) for citizen in citizens]
    await until(lambda: bot.log.count("store fault") >= 9, PATIENT_S)
    assert heard == [len(citizen.from_bot) for citizen in citizens], "somebody got words that are not on disk"
    bot.lift_limit()


async def states_of(bot: BotProcess) -> set[tuple[str, str]]:
    """What became of every row; answers to presses that came too late may expire."""
    database = await bot.database()
    try:
        return await database.transact(_states)
    finally:
        await database.close()


def _states(tx: Transaction) -> set[tuple[str, str]]:
    rows = tx.all(
        "SELECT DISTINCT 'inbox' AS box, state FROM inbox"
        " UNION SELECT DISTINCT 'outbox', state FROM outbox WHERE kind <> 'answer' OR state <> 'expired'"
    )
    return {(row["box"], row["state"]) for row in rows}
