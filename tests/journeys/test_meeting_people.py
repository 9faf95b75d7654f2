"""Meeting a person: set by presses, told and recalled as she allowed, moved, cancelled, answered, and as a calendar file."""

from __future__ import annotations

import io
import zipfile

from stage import Stage, at_hour, fresh

from bot.simulator.person import Person


def content_of(who: Person) -> bytes:
    file = who.last.file
    assert file is not None
    assert file.content is not None
    return file.content


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def in_hand(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


async def met(house: Stage, officer: Person, number: str, day: str = "Thứ tư", hour: str = "09:30") -> None:
    await house.say(officer, f"/hen {number}")
    await house.press(officer, day, hour, "Uỷ ban xã")


async def test_it_is_set_by_four_presses_and_told_to_the_person(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/hen {number}")
    shown = len(officer.from_bot)

    await house.press(officer, "Thứ tư", "09:30", "Uỷ ban xã")

    assert len(officer.from_bot) == shown  # all in one message
    assert house.heard(officer) == f"Đã hẹn việc {number}: 09:30 02/12/2026, Uỷ ban xã."
    assert "Cán bộ hẹn gặp: 09:30 02/12/2026, ở uỷ ban xã." in house.heard(citizen)
    assert [label for label in citizen.last.labels if "đến được" in label.lower()] == [
        "👍 Đến được",
        "🙅 Không đến được",
    ]


async def test_a_typed_time_is_taken(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)

    await house.say(officer, f"/hen {number} 3/12 14:00")
    await house.press(officer, "Nhà bà con")

    assert "14:00 03/12/2026, cán bộ đến nhà" in house.heard(citizen)
    assert await house.say(officer, f"/hen {number} hôm nào") == house.says("appointment.unread")


async def test_it_is_recalled_the_day_before_and_she_answers(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await met(house, officer, number)
    before = len(citizen.from_bot)

    at_hour(house, 8.1, days=1)
    await house.later(minutes=1)

    assert "Mai có hẹn với cán bộ" in fresh(citizen, before)
    await house.press(citizen, "Không đến được")
    assert house.heard(officer) == f"Việc {number}: bà con báo KHÔNG đến được lúc 09:30 02/12/2026. Hẹn lại."
    await house.press(citizen, "Đến được")
    assert "đến được lúc" in house.heard(officer)
    [row] = await house.rows("SELECT answer FROM appointments")
    assert row["answer"] == "yes"


async def test_it_is_moved_and_cancelled_and_the_person_hears_both(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await met(house, officer, number)

    await met(house, officer, number, "Thứ năm", "13:30")
    assert "Cán bộ đổi giờ hẹn: 13:30 03/12/2026" in house.heard(citizen)
    await house.press(officer, "Bỏ hẹn")
    assert "Cán bộ bỏ hẹn lúc 13:30 03/12/2026" in house.heard(citizen)
    before = len(citizen.from_bot)
    await house.later(days=4)

    assert "Mai có hẹn" not in fresh(citizen, before)
    assert [row["standing"] for row in await house.rows("SELECT standing FROM appointments ORDER BY id")] == [
        "moved",
        "cancelled",
    ]


async def test_old_buttons_of_a_meeting_that_is_off_say_so(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await met(house, officer, number)
    card = citizen.last.message_id
    await house.press(officer, "Bỏ hẹn")

    citizen.press_old(card)
    await house.idle()

    assert house.toast(citizen) == house.says("citizen.appointment_over")


async def test_on_a_shared_phone_there_is_only_news_and_only_in_her_hours(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_on_a_shared_phone(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.later(hours=1)
    before = len(citizen.from_bot)

    await met(house, officer, number)

    assert fresh(citizen, before) == ""
    assert house.says("appointment.told_later", number=number) in house.all_heard(officer)
    at_hour(house, 19)
    await house.later(minutes=1)
    assert "hẹn" not in fresh(citizen, before)
    assert house.says("citizen.news") in fresh(citizen, before)
    await house.press(citizen, "Mở xem")
    assert "Cán bộ hẹn gặp" in house.heard(citizen)


async def test_in_other_hands_it_goes_along(weekday: Stage) -> None:
    house = weekday
    officer, _, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    await met(house, officer, number)

    await house.say(officer, f"/chuyen {number}")
    await house.press(officer, "Cà Văn Minh", "Không cần lời")

    await house.say(other, f"/hen {number}")
    assert any("Bỏ hẹn" in label for label in other.last.labels)


async def test_the_calendar_file_comes_to_the_officer(weekday: Stage) -> None:
    house = weekday
    officer, _, number = await in_hand(house)
    await met(house, officer, number)

    await house.press(officer, "Tệp lịch")

    assert officer.last.text == house.says("made.calendar", number=number)
    content = content_of(officer)
    assert b"BEGIN:VEVENT" in content
    assert "Giàng".encode() not in content


async def test_what_is_past_or_forged_changes_nothing(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await met(house, officer, number)
    before = await house.rows("SELECT * FROM appointments")
    [row] = await house.rows("SELECT id FROM requests")

    for data in (f"meet_at:{row['id']}.202611010900", f"meet:{row['id']}.202611010900.home"):
        assert await house.forge(officer, data) == house.says("appointment.past")
    for data in (f"meet:{row['id']}.202612030900.moon", f"unmeet:{row['id']}.99", f"calendar:{row['id']}.99"):
        assert await house.forge(officer, data) == house.says("press.old")
    for data in ("meeting:99.yes", "meeting:1.maybe", "meeting:x.yes"):
        assert await house.forge(citizen, data) == house.says("press.old")
    stranger = await house.citizen("Vừ A Dế")
    assert await house.forge(stranger, "meeting:1.yes") == house.says("press.old")

    assert await house.rows("SELECT * FROM appointments") == before


async def test_the_whole_request_in_one_file(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, citizen, number = await in_hand(house)
    citizen.photo()
    await house.idle()

    await house.say(leader, f"/tronbo {number}")

    assert leader.last.text == house.says("made.bundle", number=number)
    names = unpacked(content_of(leader))
    assert set(names) >= {"1-phieu.txt", "2-loi.txt", "3-cac-buoc.txt", "4-don.docx"}
    assert any(name.startswith("tep-") for name in names)
    assert "Nhà bên lấn nương." in names["2-loi.txt"].decode()
    assert house.says("trail.whole") in names["3-cac-buoc.txt"].decode()
    await house.say(officer, f"/tronbo {number}")
    assert house.heard(officer) == house.says("staff.other_role", role="cán bộ trợ giúp")


async def test_one_ride_by_commune_the_met_ones_first(weekday: Stage) -> None:
    house = weekday
    officer, _, number = await in_hand(house)
    others = [await house.ask_about_land(await house.citizen(f"Bà Con {n}")) for n in range(2)]
    for other in others:
        await house.say(officer, f"/nhan {other}")
    await met(house, officer, others[1])

    await house.say(officer, "/chuyendi")

    lines = house.heard(officer).split("\n")
    assert "📍 Xã Na Sang (3 việc)" in lines
    stops = [line for line in lines if " · " in line]
    assert stops == [
        f"{others[1]} · hẹn 09:30 02/12/2026",
        f"{number} · chưa hẹn",
        f"{others[0]} · chưa hẹn",
    ]
    assert "Giàng" not in house.heard(officer)
