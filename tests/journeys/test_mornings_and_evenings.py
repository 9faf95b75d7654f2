"""The two messages of a day: what is before an officer this morning, and to a leader how the day went."""

from __future__ import annotations

from stage import Stage, at_hour, fresh

from bot.handlers import mornings
from bot.simulator.person import Person


async def at_work(house: Stage) -> tuple[Person, Person, str]:
    """An officer with a request in hand whose person wrote, a leader, and a request that nobody has."""
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.", f"/hen {number}")
    await house.press(officer, "Thứ ba", "09:30", "Uỷ ban xã")
    await house.say(citizen, "Mai mấy giờ?")
    await house.ask_about_land(await house.citizen("Vừ A Dế"))
    await house.read(mornings.watch)
    return officer, leader, number


async def test_the_morning_says_in_one_message_what_is_before_him(weekday: Stage) -> None:
    house = weekday
    officer, _, number = await at_work(house)
    before = len(officer.from_bot)

    at_hour(house, 7.51, days=0)
    await house.later(minutes=1)

    told = [
        message.text
        for message in officer.from_bot[before:]
        if message.text.startswith(house.says("morning.hello"))
    ]
    assert len(told) == 1
    assert f"09:30 01/12/2026 · {number} · Uỷ ban xã" in told[0]
    assert told[0].index(house.says("morning.meetings")) < told[0].index(house.says("morning.awaited"))
    assert house.says("morning.free") in told[0]


async def test_nothing_on_a_day_off_on_leave_or_where_nothing_presses(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    await house.read(mornings.watch)
    before = len(officer.from_bot)
    await house.later(days=1)
    assert house.says("morning.hello") not in fresh(officer, before)

    await house.ask_about_land(await house.citizen())
    await house.say(officer, "/nghi 2")
    before = len(officer.from_bot)
    await house.later(days=1)
    assert house.says("morning.hello") not in fresh(officer, before)

    await house.later(days=3)  # a Saturday has gone by, and a Sunday
    before = len(officer.from_bot)
    at_hour(house, 9)
    saturday = fresh(officer, before)
    assert house.says("morning.hello") not in saturday


async def test_the_hour_is_chosen_and_it_can_be_turned_off(weekday: Stage) -> None:
    house = weekday
    officer, _, _ = await at_work(house)
    await house.say(officer, "/sang")
    await house.press(officer, "06:30")
    assert house.heard(officer) == house.says("morning.at", hour="06:30")
    before = len(officer.from_bot)

    at_hour(house, 6.6)
    await house.later(minutes=1)
    assert house.says("morning.hello") in fresh(officer, before)
    await house.say(officer, "/sang")
    await house.press(officer, "Đừng gửi buổi sáng")
    before = len(officer.from_bot)
    await house.later(days=1)

    assert house.says("morning.hello") not in fresh(officer, before)
    assert await house.forge(officer, "morning_at:5") == house.says("press.old")


async def test_it_comes_each_day_also_after_a_restart_and_only_once(weekday: Stage) -> None:
    house = weekday
    officer, _, _ = await at_work(house)
    await house.restart()
    await house.read(mornings.watch)
    before = len(officer.from_bot)

    for _ in range(3):
        at_hour(house, 7.6)
        await house.later(minutes=1)

    assert fresh(officer, before).count(house.says("morning.hello")) == 3


async def test_who_was_taken_out_hears_no_more(weekday: Stage) -> None:
    house = weekday
    officer, _, _ = await at_work(house)
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra", "Đúng, cho ra")
    before = len(officer.from_bot)

    await house.later(days=1)

    assert fresh(officer, before) == ""


async def test_a_leader_hears_in_the_evening_how_the_day_went(weekday: Stage) -> None:
    house = weekday
    officer, leader, _ = await at_work(house)
    await house.say(officer, "/nghi 1/12-3/12")
    before = len(leader.from_bot)

    at_hour(house, 17.01)
    await house.later(minutes=1)

    told = next(each.text for each in leader.from_bot[before:] if each.text.startswith("Hết ngày 30/11/2026"))
    assert house.says("evening.done", came=2, claimed=1, met=1, closed=0) in told
    assert "1 việc chưa ai nhận" in told
    assert "Lò Thị Hoa nghỉ đến hết 03/12/2026" in told
    assert house.says("evening.nobody") in told
    assert house.says("evening.head", day="30/11/2026") not in house.all_heard(officer)
    await house.say(officer, "/chieu")
    assert house.heard(officer) == house.says("staff.other_role", role="cán bộ trợ giúp")
