"""Every kind of fault against the bot's own sender and poller; the rows stand in test-output/faults.md."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

import pytest
from fault_rows import STRIKES, Row, Strike, told
from gateway_post import PostOffice, post_office
from patience import patiently, until
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.gateway import intake, poller, sender
from bot.gateway.poller import Poller
from bot.simulator.faults import FAULT_KINDS, FaultKind

LIVES: Final = {strike.name: ["sent"] * 3 for strike in STRIKES} | {"error 403": ["sent", "blocked", "sent"]}


@pytest.mark.slow
async def test_the_own_sender_gets_everything_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "PAUSES_S", (0.05, 0.1))
    rows: list[Row] = []
    for number, strike in enumerate(each for each in STRIKES if "time-out" not in each.name):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with post_office(folder) as office:
            await office.open()
            mai, chat = await office.person("Mai")
            rule = strike.rule | ({"seconds": 1} if strike.kind == "retry_after" else {})
            office.world.faults.add(
                strike.kind, method="sendMessage", chat=str(mai.id), nth=2, count=1, **rule
            )
            await office.decide(chat, "1", "2", "3")
            states, texts = await office.settle(), mai.read()
            rows.append(
                Row(strike.name, "sendMessage, own sender", "Mai/2", ", ".join(states), ", ".join(texts))
            )
            assert states == LIVES[strike.name]
            assert texts == _arrived(strike)
    told(rows)


def _arrived(strike: Strike) -> list[str]:
    """What was done though the answer was lost comes twice; a person who blocked the bot gets it not."""
    match strike.kind:
        case "lost_answer":
            return ["1", "2", "2", "3"]
        case "error" if strike.rule["code"] == 403:
            return ["1", "3"]
    return ["1", "2", "3"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULT_KINDS)
async def test_the_own_poller_stores_everything_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: FaultKind
) -> None:
    for module in (intake, poller):
        monkeypatch.setattr(module, "PAUSES_S", (0.01,))
    async with post_office(tmp_path) as office:
        await office.bot.initialize()
        mai, _ = await office.person("Mai")
        await office.bot.send_message(mai.id, "?", reply_markup=_KEYBOARD)
        event = kind in ("updates_twice", "press_twice")
        struck: dict[str, Any] = {"chat": str(mai.id)} if kind == "press_twice" else {}
        struck |= {} if event else {"method": "getUpdates", "nth": 2, "seconds": 0.05}
        office.world.faults.add(kind, count=1, **struck)
        task = asyncio.create_task(
            Poller(office.bot, office.database, office._wake_worker, office.alarms.append).run()
        )
        await asyncio.sleep(0.05)
        mai.press("Có")
        mai.send("thêm")
        wanted = 4 if kind == "press_twice" else 3
        stored = await patiently(lambda: _inbox(office), lambda rows: len(rows) >= wanted)
        await until(lambda: not office.account.updates.pending())
        await asyncio.sleep(0.1)
        stored = await _inbox(office)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    where = "Mai/1" if kind == "press_twice" else "all/1" if event else "all/2"
    saw = f"{len(stored)} updates, {len(set(stored))} different"
    told([Row(kind, "getUpdates, own poller", where, saw, "all confirmed")])
    assert len(stored) == len(set(stored)) == wanted


_KEYBOARD: Final = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="y")]])


async def _inbox(office: PostOffice) -> list[int]:
    return [row["update_id"] for row in await office.rows("SELECT update_id FROM inbox ORDER BY id")]
