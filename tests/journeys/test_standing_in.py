"""A leave with somebody who stands in: asked, accepted or not, and what he has while it lasts and no longer."""

from __future__ import annotations

from stage import Stage, at_hour, fresh

from bot.simulator.person import Person

STORY = "Nhà bên lấn nương."


async def away(house: Stage, days: str = "1/12-3/12") -> tuple[Person, Person, Person, Person, str]:
    """A leader, an officer with a request in hand who told of a leave, a colleague who was asked; the person; the number."""
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, STORY)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/traloi {number} Tuần sau tôi lên.", f"/nghi {days}")
    await house.press(officer, "Cà Văn Minh")
    return leader, officer, other, citizen, number


async def test_until_somebody_has_said_yes_leaders_know_that_nobody_stands_in(weekday: Stage) -> None:
    house = weekday
    leader, officer, other, _, _ = await away(house)

    nobody = house.says("substitute.nobody", officer="Lò Thị Hoa", first="01/12/2026", last="03/12/2026")
    assert house.heard(leader) == nobody
    assert "nhờ lo thay" in house.heard(other)
    await house.press(other, "Không được")
    assert house.says("substitute.declined", officer="Cà Văn Minh") in house.all_heard(officer)
    assert [message.text for message in leader.from_bot].count(nobody) == 2


async def test_he_reads_and_answers_while_it_lasts_and_no_longer(weekday: Stage) -> None:
    house = weekday
    leader, officer, other, citizen, number = await away(house)
    await house.press(other, "Lo thay được")
    found = house.says("substitute.found", officer="Lò Thị Hoa", substitute="Cà Văn Minh", last="03/12/2026")
    assert house.heard(officer) == found
    assert house.heard(leader) == found
    await house.say(other, f"/cacuoc {number}")
    assert house.heard(other) == house.says("request.not_yours", number=number)  # it has not begun

    at_hour(house, 8, days=0)
    await house.later(minutes=1)
    await house.say(citizen, "Bao giờ cán bộ lên?")

    assert "Bao giờ cán bộ lên?" in house.all_heard(other)
    await house.say(other, "/viec")
    assert number in house.all_heard(other)
    await house.say(other, f"/traloi {number} Tôi lo thay, thứ tư tôi lên.")
    assert "Tôi lo thay, thứ tư tôi lên." in house.all_heard(citizen)
    assert "Cà Văn Minh" in house.all_heard(citizen)

    await house.later(days=3)
    await house.say(other, f"/traloi {number} Còn tôi.")
    assert house.heard(other) == house.says("request.not_yours", number=number)
    before = len(other.from_bot)
    await house.say(citizen, "Cảm ơn cán bộ.")
    assert "Cảm ơn" not in fresh(other, before)
    assert "Cảm ơn" in house.all_heard(officer)


async def test_what_is_urgent_goes_into_his_hands(weekday: Stage) -> None:
    house = weekday
    leader, _, other, _, number = await away(house)
    await house.press(other, "Lo thay được")
    await house.say(leader, f"/khan {number}")
    await house.press(leader, "toà xử")
    heard = len(other.from_bot)

    at_hour(house, 8)
    await house.later(minutes=1)

    [row] = await house.rows("SELECT claimed_by, status FROM requests")
    assert (row["claimed_by"], row["status"]) == (4, "claimed")
    assert house.says("officer.given", number=number) in fresh(other, heard)


async def test_without_a_substitute_what_is_urgent_goes_back(weekday: Stage) -> None:
    house = weekday
    leader, _, other, _, number = await away(house)
    await house.press(other, "Không được")
    await house.say(leader, f"/khan {number}")
    await house.press(leader, "toà xử")

    at_hour(house, 8)
    await house.later(minutes=1)

    [row] = await house.rows("SELECT claimed_by FROM requests")
    assert row["claimed_by"] is None


async def test_who_is_away_himself_is_not_asked(weekday: Stage) -> None:
    house = weekday
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    await house.hire("Vừ A Dế")
    await house.say(other, "/nghi 2/12-2/12")

    await house.say(officer, "/nghi 1/12-3/12")

    assert [label for label in officer.last.labels if label.startswith("🤝")] == ["🤝 Vừ A Dế"]


async def test_a_planned_leave_is_withdrawn(weekday: Stage) -> None:
    house = weekday
    _, officer, other, _, number = await away(house)
    await house.press(other, "Lo thay được")

    await house.say(officer, "/nghi")
    await house.press(officer, "Bỏ ngày nghỉ từ 01/12/2026")

    assert house.heard(officer) == house.says("leave.withdrawn")
    assert "Không phải lo thay" in house.heard(other)
    at_hour(house, 8)
    await house.later(minutes=1)
    await house.say(other, f"/yeucau {number}")
    assert STORY not in house.heard(other)


async def test_a_leader_asks_for_who_has_no_signal(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")

    await house.say(leader, "/nghiho 3 30/11-2/12")
    await house.press(leader, "🤝 Cà Văn Minh")
    await house.press(other, "Lo thay được")

    assert "Cà Văn Minh lo thay Lò Thị Hoa" in house.heard(officer)


async def test_forged_presses_change_nothing(weekday: Stage) -> None:
    house = weekday
    _, officer, _, _, _ = await away(house)
    third = await house.hire("Vừ A Dế")
    await house.say(third, "/start")
    before = await house.rows("SELECT * FROM leaves")

    for data in ("stands_in:1", "stands_not:1", "unleave:1", "stand_in:1.5", "stand_in:9.4", "stands_in:x"):
        assert await house.forge(third, data) == house.says("press.old"), data
    assert await house.forge(officer, "stand_in:1.3") == house.says("press.old")  # himself

    assert await house.rows("SELECT * FROM leaves") == before
