"""Whatever goes wrong, the log holds ids and codes: no word of a person, no phone number, no token."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from crash_process import BotProcess, running
from databases import on_sqlite
from patience import until

from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN

STORY = "Chồng đánh hôm mồng Ba Tết"
NAME = "Hạng Thị Xía Đặc-Biệt"
PHONE = "0912 345 678"
FORBIDDEN = (
    DEFAULT_TOKEN,
    DEFAULT_TOKEN.partition(":")[2],
    "mồng Ba",
    "mu1ed3ng",
    "Đặc-Biệt",
    "Xía",
    "912345678",
    "912 345 678",
    "Huổi Lóng",
    "Nói tiếng",
    "callback_query",
)

pytestmark = pytest.mark.slow


@on_sqlite
async def test_no_word_no_number_and_no_token_is_logged_at_debug_whatever_breaks(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as bot:
        await bot.open_house()
        citizen = bot.world.person(NAME, phone="+84912345678")
        await bot.say(citizen, "/start")
        await tell_under_faults(bot, citizen)
        await break_a_turn(bot, citizen)
        await fill_the_disk(bot, citizen)
        await bot.stop()

        log = bot.log
        for evidence in (
            "429",
            "next try in",
            "failed: KeyProblem",
            "does not open",
            "alarm: store",
            "outbox row",
        ):
            assert evidence in log, evidence
        found = [words for words in (*FORBIDDEN, str(citizen.id)) if words in log]
        assert not found


async def tell_under_faults(bot: BotProcess, citizen: Person) -> None:
    faults = bot.world.faults
    faults.add("retry_after", method="sendMessage", seconds=1, count=1)
    await bot.press(citizen, "Tiếng Việt", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    faults.add("error", method="sendMessage", code=502, count=1)
    await bot.say(citizen, STORY)
    faults.add("lost_answer", method="sendMessage", count=1)
    faults.add("reset", method="getUpdates", count=1)
    await bot.press(citizen, "Không có giấy")
    faults.add("error", method="sendMessage", code=400, description="Bad Request: strange", count=1)
    await bot.say(citizen, "bản Huổi Lóng xã Na Sang")
    await bot.say(citizen, "1", PHONE)
    citizen.sticker()
    citizen.contact()
    citizen.voice(seconds=2)
    await bot.idle()


async def break_a_turn(bot: BotProcess, citizen: Person) -> None:
    """What the Centre set cannot be opened: the turn fails. Then the person's session cannot: it begins anew."""
    with closing(sqlite3.connect(bot.database_file)) as connection, connection:
        (hotline,) = connection.execute("SELECT value FROM centre WHERE name = 'hotline'").fetchone()
        connection.execute("UPDATE centre SET value = ? WHERE name = 'hotline'", (b"\x01" + bytes(40),))
    await bot.say(citizen, f"{STORY}, gọi {PHONE}")
    with closing(sqlite3.connect(bot.database_file)) as connection, connection:
        connection.execute("UPDATE centre SET value = ? WHERE name = 'hotline'", (hotline,))
        connection.execute("UPDATE sessions SET body = ? WHERE outcome = ''", (b"\x01" + bytes(40),))
    await bot.say(citizen, f"{STORY}, gọi {PHONE}")


async def fill_the_disk(bot: BotProcess, citizen: Person) -> None:
    bot.limit_files(bot.database_file.with_name("hoaban.db-wal").stat().st_size)
    citizen.send(f"{STORY} nữa")
    await until(lambda: "alarm: store" in bot.log)
    bot.lift_limit()
    await bot.idle()
