"""``kill -9`` in the middle of a load: nothing is lost, nobody is thrown back, hardly anything comes twice."""

from __future__ import annotations

import asyncio
import json
import random
from bisect import bisect
from collections import Counter
from pathlib import Path

import pytest
from crash_citizens import Citizen, repeats
from crash_process import BotProcess, by_webhook, running
from databases import POSTGRESQL, SQLITE, address
from patience import until

from bot.store import messages, requests
from bot.store.database import Transaction

CALLS_EACH = 22
"""So many calls of the Bot API a citizen causes at least: the kills fall among them."""

pytestmark = pytest.mark.slow


class Killer:
    """Kills the bot after so many calls and a moment, starts it anew, and remembers when it was."""

    def __init__(self, bot: BotProcess, chance: random.Random, kills: int, calls: int) -> None:
        self._bot = bot
        self._pauses = [chance.random() * 0.02 for _ in range(kills)]
        self._calls_at = sorted(chance.sample(range(1, calls), kills))
        self.moments: list[int] = []

    async def run(self) -> None:
        before = self._calls()
        for calls, pause in zip(self._calls_at, self._pauses, strict=True):
            await self._wait_for(before + calls)
            await asyncio.sleep(pause)
            await self._bot.kill()
            self.moments.append(self._bot.world.seq)
            await self._bot.start(listening=False)

    async def _wait_for(self, calls: int) -> None:
        await until(lambda: self._calls() >= calls, 60)

    def _calls(self) -> int:
        return sum(call.method != "getUpdates" for call in self._bot.world.calls)


@pytest.mark.parametrize(
    ("settings", "kind", "people", "kills"),
    [({}, SQLITE, 50, 20), (by_webhook(), SQLITE, 16, 6), ({}, POSTGRESQL, 16, 6)],
    ids=["polling", "webhook", "postgresql"],
)
async def test_kills_lose_nothing_and_throw_nobody_back(
    tmp_path: Path, settings: dict[str, str], kind: str, people: int, kills: int
) -> None:
    chance = random.Random(20_26)
    (tmp_path / "data").mkdir()
    where = address(tmp_path / "data", kind=kind)
    async with running(tmp_path, DATABASE_URL=where, **settings) as bot:
        await bot.open_house()
        citizens = [Citizen(bot.world, number, chance) for number in range(people)]
        killer = Killer(bot, chance, kills, people * CALLS_EACH)
        await asyncio.gather(killer.run(), *(citizen.walk() for citizen in citizens))
        await bot.idle()
        assert await bot.stop() < 5

        assert len(killer.moments) == kills
        for citizen in citizens:
            citizen.assert_straight_on()
            assert_seldom_twice(citizen, killer.moments)
        await assert_all_is_kept(bot, citizens)


def assert_seldom_twice(citizen: Citizen, kills: list[int]) -> None:
    """At most one repeated message a chat and kill."""
    after_kill = Counter(bisect(kills, seq) for seq in repeats(citizen.from_bot))
    assert after_kill[0] == 0
    assert all(count == 1 for count in after_kill.values()), after_kill


async def assert_all_is_kept(bot: BotProcess, citizens: list[Citizen]) -> None:
    database = await bot.database()
    try:
        kept = await database.transact(_everything)
        states = await database.transact(_states)
    finally:
        await database.close()
    assert states == {"done"}
    assert len(kept) == len(citizens)
    for citizen in citizens:
        number = citizen.number.replace(" ", "")
        assert kept[number].count(citizen.story) == 1
        assert kept[number].count(citizen.later) == 1
        assert sum(citizen.story in words or citizen.later in words for words in kept.values()) == 1


def _everything(tx: Transaction) -> dict[str, str]:
    """All words of each request, by its number; two requests of one person would differ in it."""
    found = {}
    for row in tx.all("SELECT id, number FROM requests"):
        facts = json.dumps(requests.facts(tx, row["id"]), ensure_ascii=False)
        letters = [letter.words for letter in messages.of_request(tx, row["id"])]
        found[row["number"]] = "\n".join((facts, *letters))
    return found


def _states(tx: Transaction) -> set[str]:
    return {row["state"] for row in tx.all("SELECT DISTINCT state FROM inbox")}
