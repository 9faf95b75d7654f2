"""Administrators: the first set-up, invites, alarms, and what failed run again."""

from __future__ import annotations

import asyncio
import re

import pytest
from stage import Stage

from bot.demo import ADMIN
from bot.simulator.person import Person
from bot.store import inbox
from bot.store.database import Transaction

HOTLINE = "0215 3 825 825"


def link_in(words: str) -> str:
    found = re.findall(r"start=([A-Za-z0-9_-]+)", words)
    return str(found[-1])


async def invited(house: Stage, role: str = "Cán bộ trợ giúp", name: str = "Lò Thị Hoa") -> str:
    await house.say(house.admin, "/moi")
    await house.press(house.admin, role)
    return link_in(await house.say(house.admin, name))


async def test_before_the_set_up_nothing_is_taken_and_danger_has_a_number(stage: Stage) -> None:
    citizen = stage.world.person("Vàng A Dơ")

    await stage.say(citizen, "/start", "Chồng tôi đem bán hết trâu rồi")

    assert "chưa mở cửa" in stage.heard(citizen)
    assert "113" in stage.heard(citizen)
    assert await stage.rows("SELECT id FROM sessions") == []
    assert await stage.rows("SELECT id FROM inbox WHERE raw IS NOT NULL") == []


async def test_the_first_administrator_is_led_through_the_set_up(stage: Stage) -> None:
    admin = stage.world.person("Quản Trị", id=ADMIN)

    await stage.say(admin, "/start")
    assert "1/3" in stage.heard(admin)
    await stage.say(admin, "không nhớ")
    assert "Số này không đúng" in stage.heard(admin)
    await stage.say(admin, HOTLINE)
    assert "Hoa Ban mở cửa" in stage.heard(admin)
    assert "2/3" in stage.heard(admin)
    await stage.press(admin, "Có, thêm vào nhóm", "Đã thêm", "Điều phối")
    await stage.say(admin, "Quàng Thị Dung")
    assert "https://t.me/" in stage.heard(admin)

    assert await stage.rows("SELECT name FROM centre ORDER BY name") == [{"name": "hotline"}]
    [officer] = await stage.rows("SELECT role FROM staff")
    assert officer["role"] == "admin"


@pytest.mark.parametrize("line", ["1800 1234", "0215 3825825", "02153825825"])
async def test_any_line_of_an_office_can_be_the_hotline(stage: Stage, line: str) -> None:
    admin = stage.world.person("Quản Trị", id=ADMIN)

    await stage.say(admin, "/start", line)

    assert "2/3" in stage.heard(admin)


async def test_a_stranger_is_not_led_through_the_set_up(stage: Stage) -> None:
    stranger = stage.world.person("Người Lạ")

    await stage.say(stranger, "/start", HOTLINE)

    assert await stage.rows("SELECT name FROM centre") == []
    assert await stage.rows("SELECT id FROM staff") == []


async def test_the_hotline_can_be_set_anew(house: Stage) -> None:
    await house.say(house.admin, "/caidat", "0215 3 111 222")
    await house.press(house.admin, "Không có nhóm", "Để sau")
    citizen = await house.citizen()

    await house.press(citizen, "Gọi người thật")

    assert "0215 3111 222" in house.heard(citizen)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Cán bộ trợ giúp", "officer"),
        ("Điều phối", "coordinator"),
        ("Giám đốc", "head"),
        ("Quản trị", "admin"),
    ],
)
async def test_an_invite_brings_somebody_in_with_a_role(house: Stage, label: str, role: str) -> None:
    await house.hire("Lò Thị Hoa", label)

    [officer] = await house.rows("SELECT role FROM staff ORDER BY id DESC LIMIT 1")
    assert officer["role"] == role
    assert "Lò Thị Hoa đã vào" in house.heard(house.admin)
    assert [row["what"] for row in await house.rows("SELECT what FROM audit WHERE what = 'joined'")]


async def test_an_invite_is_used_once(house: Stage) -> None:
    token = await invited(house)
    first, second = house.world.person("Lò Thị Hoa"), house.world.person("Kẻ Tò Mò")
    first.start(token)
    await house.idle()
    before = await house.state()

    second.start(token)
    await house.idle()

    assert house.heard(second) == house.says("invite.invalid")
    assert await house.state() == before
    await house.say(second, "/queue")
    assert house.heard(second) == house.says("staff.only")


async def test_an_invite_expires_after_a_day(house: Stage) -> None:
    token = await invited(house)
    officer = house.world.person("Lò Thị Hoa")
    before = await house.state()

    house.advance(hours=24.01)
    officer.start(token)
    await house.idle()

    assert house.heard(officer) == house.says("invite.invalid")
    assert await house.state() == before


async def test_an_invite_serves_until_the_day_is_over(house: Stage) -> None:
    token = await invited(house)
    officer = house.world.person("Lò Thị Hoa")

    house.advance(hours=23.9)
    officer.start(token)
    await house.idle()

    assert house.heard(officer) == house.says("invite.wait")
    await house.press(house.admin, "Đúng người")
    assert "Chào Lò Thị Hoa" in house.heard(officer)


async def test_a_wrong_invite_lets_nobody_in(house: Stage) -> None:
    token = await invited(house)
    stranger = house.world.person("Người Lạ")
    before = await house.state()

    stranger.start(token[::-1])
    await house.idle()

    assert house.heard(stranger) == house.says("invite.invalid")
    assert await house.state() == before


async def test_a_start_with_some_other_word_is_a_plain_start(house: Stage) -> None:
    citizen = house.world.person("Vàng A Dơ")

    citizen.start("to-roi-2026")
    await house.idle()

    assert house.heard(citizen) == house.says("language.ask")


async def test_only_a_digest_of_the_invite_is_kept(house: Stage) -> None:
    token = await invited(house)

    [invite] = await house.rows("SELECT * FROM invites")

    assert token.encode() not in b"".join(value for value in invite.values() if isinstance(value, bytes))
    assert "Lò Thị Hoa".encode() not in invite["name"]


@pytest.mark.parametrize("what", ["store", "conflict", "refused", "undelivered", "turn", "no_group"])
async def test_an_alarm_reaches_every_administrator(house: Stage, what: str) -> None:
    second = await house.hire("Vừ A Của", "Quản trị")
    officer = await house.hire("Lò Thị Hoa")

    house.app.worker.alarm(what)
    while "⚠️" not in house.all_heard(second):
        await house.idle()

    assert house.heard(house.admin) == house.heard(second) == house.says(f"alarm.{what}")
    assert "⚠️" not in house.all_heard(officer)


async def broken_turn(house: Stage, citizen: Person) -> None:
    """A row that cannot be handled yet: it names a request that does not exist."""

    def add(tx: Transaction) -> None:
        inbox.add(tx, "undelivered", 1, {"request": 1, "outbox": 1, "why": "blocked"})

    await house.read(add)
    house.app.worker.wake()
    await house.idle()


async def test_a_turn_that_failed_is_alarmed_and_run_again(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    await broken_turn(house, citizen)
    assert house.heard(house.admin) == house.says("alarm.turn")
    [failed] = await house.rows("SELECT state, error FROM inbox WHERE state = 'failed'")
    assert failed["error"].startswith("LookupError at ")

    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(house.admin, "/chaylai")

    assert house.says("again.done", count=1) in house.all_heard(house.admin)
    assert f"Việc {number}: lời không tới" in house.heard(officer)
    assert await house.rows("SELECT id FROM inbox WHERE state = 'failed'") == []


async def test_an_update_that_cannot_be_read_costs_only_itself(house: Stage) -> None:
    citizen = await house.citizen()
    strange = {"message_id": 1, "chat": {"id": citizen.id, "type": "private"}, "date": "yesterday"}

    house.bot.updates.add("message", strange, house.world.clock.now() + 100)
    await house.idle()
    assert house.says("sorry") in house.all_heard(citizen)
    await house.press(citizen, "Nhờ giúp")

    assert "được không?" in house.heard(citizen)
    assert house.heard(house.admin) == house.says("alarm.turn")


async def test_the_commands_of_administrators_are_listed_for_them_only(house: Stage) -> None:
    await house.say(house.admin, "/lenh")

    for name in ("/moi", "/caidat", "/chaylai"):
        assert name in house.heard(house.admin)


@pytest.mark.parametrize("steps", range(4))
async def test_the_bot_ends_at_once_also_when_something_just_came(stage: Stage, steps: int) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)
    stage.app.worker.wake()

    async with asyncio.timeout(5):
        await stage.restart()
