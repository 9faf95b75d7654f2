"""A row that takes the whole process with it is set aside after three starts; everybody else is served."""

from __future__ import annotations

from pathlib import Path

import pytest
from crash_process import DYING, BotProcess, served
from launch_dying import MARKED
from patience import until

from bot.store.database import Transaction

pytestmark = pytest.mark.slow


async def test_a_row_that_kills_the_process_is_quarantined_after_three_starts(tmp_path: Path) -> None:
    async with served() as (world, server):
        bot = BotProcess(world, server.url, tmp_path)
        bot.command = (str(DYING),)
        bot.settings["PYTHONPATH"] = "."
        await bot.start()
        await bot.open_house()
        poisonous, healthy = world.person("Sùng A Pó"), world.person("Lường Thị Yên")
        await bot.say(poisonous, "/start")
        await bot.say(healthy, "/start")

        poisonous.send(MARKED)
        await until(lambda: bot.is_over)
        healthy.press("Tiếng Việt")
        for _ in range(3):
            await bot.start(listening=False)
            await until(lambda: bot.is_over)
        await bot.start()
        await bot.idle()

        assert "Máy bị lỗi" in poisonous.last.text
        assert "Cần gì?" in healthy.last.text
        assert "Nói tiếng nào?" in await bot.say(poisonous, "/start")
        await bot.stop()
        assert await states_of(bot) == {"done": 0, "quarantined": 3}


async def states_of(bot: BotProcess) -> dict[str, int]:
    """How often rows of each state were at work after a crash, at most."""

    def read(tx: Transaction) -> dict[str, int]:
        rows = tx.all(
            "SELECT state, max(CASE state WHEN 'done' THEN 0 ELSE starts END) AS starts FROM inbox GROUP BY state"
        )
        return {row["state"]: row["starts"] for row in rows}

    database = await bot.database()
    try:
        return await database.transact(read)
    finally:
        await database.close()
