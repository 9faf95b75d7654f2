"""While a request waits: who is told, when a claim lapses, and how leave and duty change it. It is a Monday, eight o'clock."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from stage import Stage
from test_citizen_in_danger import in_danger

from bot.simulator.person import Person


async def asked(house: Stage, name: str = "Giàng Thị Mỷ") -> tuple[Person, str]:
    citizen = await house.citizen(name)
    return citizen, await house.ask_about_land(citizen)


async def claimed(house: Stage) -> tuple[Person, Person, Person, str]:
    """A coordinator, an officer, and a citizen whose request the officer has claimed at eight o'clock."""
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await asked(house)
    await house.press(officer, "Nhận liên hệ")
    return leader, officer, citizen, number


async def goes_by(house: Stage, *, hours: float = 0, days: float = 0) -> None:
    """Time passes, half an hour after the other."""
    for _ in range(int((hours + days * 24) * 2)):
        await house.later(minutes=30)


async def lapses(house: Stage) -> None:
    """A day and a half go by: it is Tuesday evening."""
    await goes_by(house, days=1.5)


async def holder(house: Stage) -> int | None:
    [row] = await house.rows("SELECT claimed_by FROM requests")
    held: int | None = row["claimed_by"]
    return held


def said(who: Person) -> str:
    return "\n".join(each.text for each in who.from_bot)


# --- a claim without first contact -----------------------------------------------------------


async def test_a_claim_is_reminded_and_lapses_and_the_coordinator_is_alarmed(weekday: Stage) -> None:
    house = weekday
    leader, officer, citizen, number = await claimed(house)
    heard = len(citizen.from_bot)

    await goes_by(house, hours=7.5)  # five and a half hours of work, with the break at noon
    assert "chưa gặp bà con" not in said(officer)
    await goes_by(house, hours=1)
    assert f"Việc {number}: chưa gặp bà con. Đến 08:30 01/12/2026 thì về hàng chờ." in said(officer)
    assert "⏳ Giữ thêm" in officer.last.labels

    await goes_by(house, hours=15)  # the night does not count
    assert await holder(house)
    await goes_by(house, hours=1.5)

    assert await holder(house) is None
    assert house.says("waiting.lapsed", number=number) in said(officer)
    assert house.says("waiting.lapsed_from", number=number, officer="Lò Thị Hoa") in said(leader)
    assert len(citizen.from_bot) == heard


async def test_a_weekend_does_not_count(weekday: Stage) -> None:
    house = weekday
    await goes_by(house, days=4)  # Friday, eight o'clock
    await claimed(house)

    await goes_by(house, days=2.5)  # Sunday evening
    assert await holder(house)
    await goes_by(house, hours=14)

    assert await holder(house) is None


async def test_a_day_on_which_the_branch_is_closed_does_not_count(weekday: Stage, tmp_path: Path) -> None:
    house = weekday
    province = tmp_path / "province"
    shutil.copytree(house.settings.province_dir, province)
    flood = "\n  - {days: 1/12/2026, is: closed, where: [centre], certainty: sourced}"
    calendar = (province / "calendar.yaml").read_text("utf-8")
    (province / "calendar.yaml").write_text(
        calendar.replace("exceptions: []", f"exceptions:{flood}"), "utf-8"
    )
    house.settings = replace(house.settings, province_dir=province)
    await house.restart()
    await claimed(house)

    await lapses(house)
    assert await holder(house)
    await goes_by(house, days=1)

    assert await holder(house) is None


@pytest.mark.parametrize("contact", ["Trả lời", "Đã gặp, đã gọi"])
async def test_a_first_contact_ends_the_clock(weekday: Stage, contact: str) -> None:
    house = weekday
    _, officer, _, _ = await claimed(house)
    await house.press(officer, contact)
    if contact == "Trả lời":
        await house.say(officer, "Mai tôi lên xã.")

    await goes_by(house, days=3)

    assert await holder(house)
    assert "chưa gặp" not in said(officer)


async def test_one_press_gives_more_time_but_not_for_ever(weekday: Stage) -> None:
    house = weekday
    _, officer, _, number = await claimed(house)
    for _ in range(2):
        await goes_by(house, hours=8.5)
        await house.press(officer, "Giữ thêm")
        assert "giữ thêm đến" in house.heard(officer)
        await goes_by(house, hours=15.5)
        assert await holder(house)

    assert await house.say(officer, f"/giuthem {number}") == house.says(
        "extend.enough", number=number, count=2
    )
    await goes_by(house, days=1.5)

    assert await holder(house) is None


async def test_more_time_after_a_reminder_that_came_late_is_on_top_of_what_it_said(weekday: Stage) -> None:
    house = weekday
    _, officer, _, _ = await claimed(house)
    await house.later(days=14)  # the machine was off: it is Monday, eight o'clock
    assert "Đến 10:00 14/12/2026 thì về hàng chờ" in house.heard(officer)

    await house.press(officer, "Giữ thêm")

    assert "giữ thêm đến 10:30 15/12/2026" in house.heard(officer)


async def test_a_lapsed_request_can_be_claimed_by_another_with_a_clock_of_its_own(weekday: Stage) -> None:
    house = weekday
    _, officer, citizen, _ = await claimed(house)
    await goes_by(house, days=1.4)
    other = await house.hire("Cà Văn Minh")
    await house.say(other, "/hangcho")
    await house.press(other, "Nhận liên hệ")
    seen = len(officer.from_bot)

    assert "Cà Văn Minh" in house.heard(citizen)
    await goes_by(house, hours=12)
    assert await holder(house) == 4
    assert len(officer.from_bot) == seen


async def test_the_clock_survives_a_restart_and_a_jump_back(weekday: Stage) -> None:
    house = weekday
    await claimed(house)
    await house.restart()
    house.world.clock.advance(-3600)
    await goes_by(house, hours=9)
    assert await holder(house)
    await house.restart()

    await goes_by(house, days=1)

    assert await holder(house) is None


# --- leave -----------------------------------------------------------------------------------


async def test_a_leave_stops_the_clock_and_the_coordinator_sees_what_rests(weekday: Stage) -> None:
    house = weekday
    leader, officer, _, number = await claimed(house)

    await house.say(officer, "/nghi 2")
    assert "30/11/2026 đến hết 01/12/2026" in said(officer)
    assert house.says("leave.rests", number=number, officer="Lò Thị Hoa") in said(leader)
    await goes_by(house, days=2)
    assert await holder(house)

    await goes_by(house, days=1.5)  # since Wednesday morning, more than a day of work
    assert await holder(house) is None


async def test_a_leave_told_of_afterwards_gives_the_claim_back(weekday: Stage) -> None:
    """Six hours up a mountain without a signal: nobody is punished for that."""
    house = weekday
    _, officer, citizen, number = await claimed(house)
    await goes_by(house, days=1.2)
    assert await holder(house) is None

    await goes_by(house, days=1)  # Wednesday
    await house.say(officer, "/nghi 30/11-1/12")

    assert house.says("officer.given_back", number=number) in said(officer)
    assert await holder(house) == 3
    assert said(citizen).count("sẽ trả lời ở đây") == 1


async def test_it_is_not_given_back_once_somebody_else_has_it(weekday: Stage) -> None:
    house = weekday
    leader, officer, _, number = await claimed(house)
    await goes_by(house, days=1.2)
    await house.say(leader, f"/nhan {number}")
    await goes_by(house, days=1)

    await house.say(officer, "/nghi 30/11-1/12")

    assert await holder(house) == 2
    assert house.says("officer.given_back", number=number) not in said(officer)


async def test_a_coordinator_tells_of_the_leave_of_who_has_no_signal(weekday: Stage) -> None:
    house = weekday
    leader, officer, _, _ = await claimed(house)

    await house.say(leader, "/nghiho 3 30/11-1/12")

    assert "Lò Thị Hoa nghỉ từ 30/11/2026" in said(leader)
    assert "Đã được báo nghỉ" in said(officer)
    assert await house.say(leader, "/nghiho 99 2") == house.says("leave.whose")
    assert await house.say(leader, "/nghiho 3 khi nào rảnh") == house.says("leave.unread")


async def test_an_urgent_request_never_rests_with_a_person_on_leave(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn")
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, "/nghi 1")

    assert await holder(house) is None
    assert "🔴 Số" in said(leader)
    assert "trở lại hàng chờ" not in said(citizen)


async def test_back_at_work_the_clock_runs_on(weekday: Stage) -> None:
    house = weekday
    _, officer, _, _ = await claimed(house)
    await house.say(officer, "/nghi 5")
    await goes_by(house, hours=1)
    await house.say(officer, "/nghi")
    await house.press(officer, "Đã đi làm lại")
    assert house.heard(officer) == house.says("leave.over")

    await goes_by(house, days=1.2)

    assert await holder(house) is None


# --- nobody claims ---------------------------------------------------------------------------


async def test_a_waiting_request_climbs_from_duty_to_coordinator_to_head(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Vàng A Páo", "Giám đốc")
    duty, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    await house.group(leader, head, duty, other)
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    _, number = await asked(house)

    async def told_after(hours: float) -> list[str]:
        await goes_by(house, hours=hours)
        return [each.user.first_name for each in (duty, leader, head, other) if number in said(each)]

    assert await told_after(1.5) == []
    assert await told_after(0.5) == ["Lò Thị Hoa"]
    assert house.heard(duty).endswith(house.says("card.waits", at="08:00 30/11/2026"))
    assert await told_after(4) == ["Lò Thị Hoa", "Quàng Thị Dung"]
    assert await told_after(19) == ["Lò Thị Hoa", "Quàng Thị Dung", "Vàng A Páo"]
    assert "lấn nương" not in said(duty) + said(leader) + said(head)


async def test_an_urgent_one_climbs_by_the_minute_also_at_night(weekday: Stage) -> None:
    house = weekday
    await goes_by(house, hours=18)  # two o'clock at night
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Vàng A Páo", "Giám đốc")
    duty = await house.hire("Lò Thị Hoa")
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn")

    assert "🔴 Số" in said(duty)
    assert "🔴 Số" not in said(leader)
    await house.later(minutes=16)
    assert "🔴 Số" in said(leader)
    assert "🔴 Số" not in said(head)
    await house.later(minutes=15)
    assert "🔴 Số" in said(head)


async def test_without_a_duty_officer_the_coordinator_hears_an_urgent_one_at_once(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn")

    assert "🔴 Số" in said(leader)
    assert "🔴 Số" not in said(officer)


async def test_whoever_is_on_leave_is_passed_over(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Vàng A Páo", "Giám đốc")
    await house.say(leader, "/nghi 1")
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn")

    assert "🔴 Số" not in said(leader)
    assert "🔴 Số" in said(head)


async def test_a_claim_stops_the_climb(weekday: Stage) -> None:
    house = weekday
    leader, _, _, _ = await claimed(house)
    seen = said(leader)
    await goes_by(house, hours=5)
    assert said(leader) == seen


async def test_words_of_faith_reach_the_leaders_only(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    group = await house.group(officer, leader)
    before = len(group.from_bot)

    number = await house.ask_about_land(await house.citizen(), "Xã bảo bỏ đạo thì mới cho làm giấy.")

    assert number in said(leader)
    assert number not in said(officer)
    assert len(group.from_bot) == before
    await house.press(leader, "Nhận liên hệ")
    assert "bỏ đạo" in house.heard(leader)
