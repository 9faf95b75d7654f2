"""Starting, waiting and stopping as an operator does it, with signals and a second process."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
from pathlib import Path

import pytest
from crash_citizens import Citizen, repeats
from crash_process import BotProcess, by_webhook, running
from patience import until
from shipped import FLOWS

from bot.simulator.http import serve
from bot.simulator.world import World

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("settings", [{}, by_webhook()], ids=["polling", "webhook"])
async def test_it_stops_within_five_seconds_under_load_and_nothing_comes_twice(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    chance = random.Random(11)
    async with running(tmp_path, **settings) as bot:
        await bot.open_house()
        citizens = [Citizen(bot.world, number, chance) for number in range(20)]
        bot.world.faults.add("latency", method="sendMessage", seconds=0.2, count=60)
        walks = asyncio.gather(*(citizen.walk() for citizen in citizens))
        for part in ("Nhờ cho ai?", "Đang ở xã nào"):
            await somebody_hears(citizens, part)
            assert await bot.stop() < 5
            assert bot.process.returncode == 0
            await bot.start(listening=False)
        await walks
        await bot.idle()

        for citizen in citizens:
            citizen.assert_straight_on()
            assert not repeats(citizen.from_bot)
        assert "Traceback" not in bot.log
        assert "ERROR" not in bot.log


async def somebody_hears(citizens: list[Citizen], words: str) -> None:
    await until(lambda: any(words in citizen.heard for citizen in citizens))


async def test_it_does_not_wait_longer_for_an_answer_that_never_comes(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        admin = await bot.open_house()
        bot.world.faults.add("latency", method="sendMessage", seconds=60)
        admin.send("/lenh")
        await until(lambda: bot.account.in_flight)
        assert await bot.stop() < 5
        assert bot.process.returncode == 0

        bot.world.faults.clear()
        await bot.start()
        await bot.idle()
        assert "/lenh" in admin.last.text


async def test_a_second_process_on_the_same_database_is_refused_with_a_clear_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        second = BotProcess(bot.world, bot.settings["TELEGRAM_API_URL"], tmp_path)
        second.log_file = tmp_path / "second.log"
        await second.start(listening=False)
        await until(lambda: second.is_over)

        assert second.process.returncode == 1
        assert "Another process is using" in second.log
        assert "Traceback" not in second.log
        await bot.open_house()


async def test_it_waits_for_a_telegram_that_is_away_and_ends_when_told_so(tmp_path: Path) -> None:
    world = World()
    server = await serve(world, port=0)
    await server.close()
    bot = BotProcess(world, server.url, tmp_path)
    await bot.start(listening=False)
    try:
        await until(lambda: bot.log_file.exists() and "does not answer" in bot.log)
        assert await bot.stop() < 5
        assert bot.process.returncode == 0
        await bot.start(listening=False)
        await until(lambda: bot.log.count("does not answer") > 1)
        server = await serve(world, port=int(server.url.rpartition(":")[2]))
        await until(lambda: bot.account.updates.polling)
        await bot.open_house()
    finally:
        await bot.end()
        await server.close()


async def test_a_missing_key_is_refused_with_a_clear_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        await bot.stop()
        (tmp_path / "data" / "secret.key").unlink()
        await bot.start(listening=False)
        await until(lambda: bot.is_over)

        assert bot.process.returncode == 1
        assert "Bring the key file back." in bot.log
        assert "Traceback" not in bot.log


async def test_told_to_read_the_folders_anew_it_takes_all_or_nothing(tmp_path: Path) -> None:
    flows = tmp_path / "own" / "flows"
    shutil.copytree(FLOWS, flows)
    asked = "Kể bằng lời, bằng chữ, hoặc chụp giấy."
    intake = flows / "legal_aid.yaml"
    words = intake.read_text(encoding="utf-8")
    async with running(tmp_path, FLOWS_DIR=str(flows)) as bot:
        intake.write_text(words.replace("ask: choice", "ask: choise"), encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await until(lambda: "not taken in" in bot.log and "legal_aid.yaml" in bot.log)
        intake.write_text(words.replace(asked, "Kể đi."), encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await until(lambda: "taken in: release 2" in bot.log)
        assert await bot.stop() < 5
