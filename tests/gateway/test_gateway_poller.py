"""The poller: stored first and only then confirmed; whatever Telegram answers, it goes on."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from databases import on_sqlite
from gateway_post import PostOffice
from patience import patiently, until
from telegram import Bot
from telegram.request import BaseRequest

from bot.gateway import intake, poller
from bot.gateway.poller import Poller
from bot.simulator.courier import rest
from bot.simulator.request import SimulatorRequest
from bot.simulator.tokens import DEFAULT_TOKEN


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses are short."""
    for module in (intake, poller):
        monkeypatch.setattr(module, "PAUSES_S", (0.01,))


@pytest.fixture
async def polled(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    """A poller works, and pauses are short."""
    quick(monkeypatch)
    async for _ in polling(office, office.bot):
        yield office


async def polling(office: PostOffice, bot: Bot) -> AsyncIterator[None]:
    await bot.initialize()
    poller = Poller(bot, office.database, office._wake_worker, office.alarms.append)
    task = asyncio.create_task(poller.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def stored(office: PostOffice, count: int) -> list[dict[str, Any]]:
    """Wait for so many rows."""
    rows = await patiently(
        lambda: office.rows("SELECT * FROM inbox ORDER BY id"), lambda rows: len(rows) >= count
    )
    await until(lambda: not office.account.updates.pending())
    return rows


async def test_what_is_stored_is_confirmed_and_the_worker_wakes(polled: PostOffice) -> None:
    await polled.person("Mai")
    (row,) = await stored(polled, 1)
    assert (row["kind"], row["state"], row["bot"]) == ("update", "open", polled.account.id)
    assert polled.woken


@on_sqlite
async def test_nothing_is_confirmed_while_it_cannot_be_stored(polled: PostOffice, tmp_path: Path) -> None:
    await polled.database.transact(lambda tx: tx.run("PRAGMA busy_timeout = 1"))
    mai, _ = await polled.person("Mai")
    await stored(polled, 1)
    other = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mai.send("Cứu tôi với")
    await until(lambda: "store" in polled.alarms)
    assert polled.account.updates.pending() == 1
    other.close()
    await stored(polled, 2)


async def test_what_was_stored_before_a_crash_and_comes_again_is_stored_once(office: PostOffice) -> None:
    await office.person("Mai")
    seen = list(office.account.updates._waiting)
    for _ in range(2):
        office.account.updates._waiting.extend(seen)
        async for _ in polling(office, office.bot):
            await stored(office, 1)
    assert len(await stored(office, 1)) == 1


async def test_numbers_that_start_anew_lower_are_heard(polled: PostOffice) -> None:
    mai, _ = await polled.person("Mai")
    await stored(polled, 1)
    await until(lambda: polled.account.updates.polling)
    polled.account.updates._next_id = 12
    mai.send("Sau một tuần")
    mai.send("và nữa")
    rows = await stored(polled, 3)
    assert [row["update_id"] for row in rows][1:] == [12, 13]


async def test_another_bot_on_the_same_token_is_one_alarm_and_no_loop(polled: PostOffice) -> None:
    await until(lambda: polled.account.updates.polling)
    polled.world.faults.add("error", method="getUpdates", code=409, count=5)
    mai, _ = await polled.person("Mai")
    await stored(polled, 1)
    assert polled.alarms == ["conflict"]
    polled.world.faults.add("error", method="getUpdates", code=409, count=1)
    mai.send("Xin chào")
    await stored(polled, 2)
    assert polled.alarms == ["conflict", "conflict"]


@pytest.mark.parametrize(("code", "alarms"), [(401, ["refused"]), (500, []), (502, [])])
async def test_a_refused_token_is_one_alarm_and_an_ill_telegram_none(
    polled: PostOffice, code: int, alarms: list[str]
) -> None:
    await until(lambda: polled.account.updates.polling)
    polled.world.faults.add("error", method="getUpdates", code=code, count=3)
    await polled.person("Mai")
    await stored(polled, 1)
    assert polled.alarms == alarms


@pytest.mark.slow
async def test_it_waits_as_long_as_telegram_asks(polled: PostOffice) -> None:
    await until(lambda: polled.account.updates.polling)
    polled.world.faults.add("retry_after", method="getUpdates", seconds=1, count=1)
    began = asyncio.get_running_loop().time()
    await polled.person("Mai")
    await stored(polled, 1)
    assert asyncio.get_running_loop().time() - began > 0.9
    assert not polled.alarms


class CutShort(SimulatorRequest):
    """A proxy on the way that cuts answers short, or puts a page of its own in their place."""

    answers: list[bytes | None]

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        if "getMe" not in url and self.answers and (answer := self.answers.pop(0)) is not None:
            return 200, answer
        return await super().do_request(url, *args, **more)


async def test_an_answer_that_is_none_of_telegrams_is_no_alarm_and_its_words_are_not_logged(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    quick(monkeypatch)
    request = CutShort(office.world)
    request.answers = ["<html>Trang này bị chặn</html>".encode(), b'{"ok": true, "result": [{"tex']
    bot = Bot(DEFAULT_TOKEN, request=request, get_updates_request=request)
    async for _ in polling(office, bot):
        await office.person("Mai")
        await stored(office, 1)
    assert not office.alarms
    lines = [record for record in caplog.records if record.name.startswith("bot")]
    assert all("chặn" not in record.getMessage() for record in lines)
    assert any(record.levelno == logging.WARNING for record in lines)


async def test_rows_that_meet_an_answer_that_is_none_of_telegrams_stay_due(office: PostOffice) -> None:
    request = CutShort(office.world)
    request.answers = [b"<html>blocked</html>"]
    bot: BaseRequest = request
    office.bot = Bot(DEFAULT_TOKEN, request=bot, get_updates_request=bot)
    office.sender = office.new_sender()
    mai, chat = await office.person("Mai")
    await office.decide(chat, "Số của việc: 482 519 K")
    await office.open()
    assert await office.settle() == ["sent"]
    assert mai.read() == ["Số của việc: 482 519 K"]


async def test_an_update_of_any_shape_is_stored_and_stops_nobody(polled: PostOffice) -> None:
    queue = polled.account.updates
    far = polled.world.clock.now() + 900
    for body in ({"chat": "chợ"}, {"message": 5}, {"chat": {"id": "x"}}, {"from": {"id": 3}}):
        queue.add("message", body, far)
    await polled.person("Mai")
    rows = await stored(polled, 5)
    assert len(rows) == 5
    assert json.dumps(polled.alarms) == "[]"


async def test_it_takes_over_from_a_webhook_without_dropping_anything(office: PostOffice) -> None:
    async with office.bot:
        await office.bot.set_webhook("http://127.0.0.1:9/")
        await office.person("Mai")
    async for _ in polling(office, office.bot):
        await stored(office, 1)
    assert office.account.webhook is None
    await rest(office.world)
