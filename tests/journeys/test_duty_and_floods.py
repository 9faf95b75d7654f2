"""The roster of who is on duty, and the coordinator's switch for floods and landslides. It is a Monday, eight o'clock."""

from __future__ import annotations

import pytest
from stage import INTAKE, Stage, fresh, number_in
from test_citizen_in_danger import in_danger
from test_clocks_of_the_law import accept

from bot.simulator.person import Person
from bot.store import disasters


def said(who: Person) -> str:
    return "\n".join(message.text for message in who.from_bot)


async def row_of(house: Stage, position: int) -> int:
    rows = await house.rows("SELECT id FROM staff WHERE role <> 'admin' ORDER BY id")
    row: int = rows[position]["id"]
    return row


# --- the roster ------------------------------------------------------------------------------


async def test_a_leader_puts_somebody_on_duty_for_some_days_nights_too(weekday: Stage) -> None:
    house = weekday
    leader, officer = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Lò Thị Hoa")
    row = await row_of(house, 1)

    await house.say(leader, f"/truc {row} 1/12-2/12")
    assert house.heard(leader) == "Lò Thị Hoa trực từ 01/12/2026 đến hết 02/12/2026."
    assert "trực từ 01/12/2026 đến hết 02/12/2026, cả đêm" in house.heard(officer)
    assert "Bây giờ chưa có người trực" in house.heard(await house.citizen("Giàng Thị A"))

    await house.later(days=1)
    assert "Bây giờ chưa có người trực" not in house.heard(await house.citizen("Giàng Thị B"))
    citizen = await in_danger(house)
    before = len(leader.from_bot)
    await house.press(citizen, "Gọi lại")
    assert house.heard(officer).startswith("🔴 Số ")
    assert len(leader.from_bot) == before  # a quarter of an hour later
    await house.later(days=2)
    assert "Bây giờ chưa có người trực" in house.heard(await house.citizen("Giàng Thị C"))


async def test_the_roster_is_shown_and_days_can_be_struck(weekday: Stage) -> None:
    house = weekday
    leader, officer = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Lò Thị Hoa")
    row = await row_of(house, 1)
    await house.say(leader, f"/truc {row} 30/11-2/12", "/truc")
    assert "30/11/2026–02/12/2026: Lò Thị Hoa" in house.heard(leader)
    assert "🟢 Lò Thị Hoa" in leader.last.labels
    strike = next(label for label in leader.last.labels if "Bỏ lịch" in label)
    await house.press(leader, strike)
    assert "30/11/2026" not in house.heard(leader)
    assert "⚪ Lò Thị Hoa" in leader.last.labels
    await house.forge(leader, "off_rota:1")
    assert house.says("press.old") in house.toast(leader) + house.heard(leader)
    await house.say(officer, f"/truc {row} 1/12")
    assert "trực từ" not in house.heard(officer)  # leaders alone


async def test_days_that_cannot_be_read_or_are_past_are_refused(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    row = await row_of(house, 0)
    for words in (f"{row}", f"{row} 20/11-21/11", "99 1/12", f"{row} lúc nào đó"):
        await house.say(leader, f"/truc {words}")
        assert house.heard(leader) == house.says("duty.unread")
    await house.say(leader, f"/truc {row} 1/12")
    assert house.heard(leader) == "Quàng Thị Dung trực từ 01/12/2026 đến hết 01/12/2026."


async def test_the_switch_ends_todays_duty_and_a_leave_does_too(weekday: Stage) -> None:
    house = weekday
    leader, officer = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Lò Thị Hoa")
    row = await row_of(house, 1)
    await house.say(leader, f"/truc {row} 30/11", "/truc")
    await house.press(leader, "🟢 Lò Thị Hoa")
    assert "Bây giờ chưa có người trực" in house.heard(await house.citizen("Giàng Thị A"))
    await house.say(leader, f"/truc {row} 30/11")
    assert "Bây giờ chưa có người trực" not in house.heard(await house.citizen("Giàng Thị B"))
    await house.say(officer, "/nghi 1")
    assert "Bây giờ chưa có người trực" in house.heard(await house.citizen("Giàng Thị C"))


# --- floods and landslides -------------------------------------------------------------------


async def test_the_switch_is_set_with_its_words_and_asked_once_more(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/thientai Lên trường học Na Sang, đừng qua suối.")
    assert "Đang TẮT" in house.heard(leader)
    assert "Chỗ tránh: Lên trường học Na Sang" in house.heard(leader)
    await house.press(leader, "Bật lúc thiên tai")
    assert not await house.read(disasters.is_disaster)
    await house.press(leader, "Bật ngay")
    assert "10 ngày làm việc nếu thụ lý đến hết 31/12/2026; sau đó chờ thông tư." in house.heard(leader)
    assert "Đang BẬT từ 08:00 30/11/2026" in house.heard(leader)

    citizen = await house.citizen()
    heard = house.heard(citizen)
    assert heard.index("112") < heard.index("Lên trường học Na Sang") < heard.index("Cần gì?")
    assert "114" in heard

    await house.press(leader, "Tắt")
    assert "Đang TẮT" in house.heard(leader)
    assert "trường học" not in house.heard(leader)  # the next flood has another shelter
    assert "112, có cháy" not in house.heard(await house.citizen("Sùng Thị Chư"))
    audit = await house.rows(
        "SELECT what, details FROM audit WHERE what IN ('disaster', 'shelter') ORDER BY id"
    )
    assert [(row["what"], row["details"]) for row in audit] == [
        ("shelter", ""),
        ("disaster", "1"),
        ("disaster", "0"),
    ]
    [row] = await house.rows("SELECT count(*) AS n FROM centre WHERE name = 'shelter'")
    assert row["n"] == 0
    assert "trường học" not in str(await house.rows("SELECT * FROM audit"))


async def test_without_words_people_are_told_to_ask_in_the_village(weekday: Stage) -> None:
    house = weekday
    head = await house.hire("Cà Thị Lan", "Giám đốc")
    await house.say(head, "/thientai")
    await house.press(head, "Bật lúc thiên tai", "Bật ngay")
    assert "hỏi trưởng bản, uỷ ban xã" in house.heard(await house.citizen())


async def test_only_leaders_turn_it(weekday: Stage) -> None:
    house = weekday
    officer, leader = await house.hire("Lò Thị Hoa"), await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(officer, "/thientai Lên đồi")
    await house.say(leader, "/thientai")
    assert "Lên đồi" not in house.heard(leader)
    await house.say(officer, "/hangcho")
    await house.forge(leader, "flood_on:")
    assert await house.read(disasters.is_disaster)
    await house.say(leader, "/thientai " + "x" * 501)
    assert house.heard(leader) == house.says("reply.too_long", max=500)


async def test_in_a_flood_nobody_is_reminded_and_what_came_of_it_stands_first(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    left = await house.citizen("Mùa A Sử")
    await house.press(left, "Nhờ giúp", "Đồng ý ghi")
    arrested = await house.citizen("Vàng A Páo")
    await house.press(arrested, "Người nhà bị bắt", "Không biết rõ")
    flooded = await in_danger(house)
    await house.press(flooded, "Chỉ nhắn", "Chưa muốn nói", "Lũ, sạt lở")
    await house.say(leader, "/thientai")
    await house.press(leader, "Bật lúc thiên tai", "Bật ngay")

    before = len(leader.from_bot)
    await house.say(leader, "/hangcho")
    rows = await house.rows("SELECT number, matter FROM requests WHERE matter = 'disaster'")
    number = rows[0]["number"]
    assert f"{number[:3]} {number[3:6]} {number[6:]}" in fresh(leader, before).splitlines()[2]

    heard = len(left.from_bot)
    await house.later(days=2, hours=4)
    await house.later(days=1)
    assert len(left.from_bot) == heard


async def test_clocks_can_ask_whether_it_was_on_at_a_time(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/thientai")
    await house.press(leader, "Bật lúc thiên tai", "Bật ngay")
    await house.later(hours=5)
    await house.press(leader, "Tắt")
    [span] = await house.read(disasters.spans)
    assert span.end is not None
    assert (span.end - span.start) // 3_600_000 == 5
    middle = span.start + 3_600_000
    assert await house.read(lambda tx: disasters.is_disaster(tx, middle))
    assert not await house.read(lambda tx: disasters.is_disaster(tx, span.start - 1))
    assert not await house.read(disasters.is_disaster)


@pytest.mark.parametrize(("on", "last"), [(False, "07/12/2026"), (True, "14/12/2026")])
async def test_papers_of_what_was_accepted_meanwhile_have_ten_working_days(
    weekday: Stage, on: bool, last: str
) -> None:
    house = weekday
    officer, leader = await house.hire("Lò Thị Hoa"), await house.hire("Quàng Thị Dung", "Điều phối")
    citizen = await house.citizen()
    await house.press(citizen, *(label for _, label in INTAKE))
    number = number_in(house.heard(citizen))
    await house.press(officer, "Nhận liên hệ", "Đã gặp, đã gọi")
    if on:
        await house.say(leader, "/thientai")
        await house.press(leader, "Bật lúc thiên tai", "Bật ngay")
    await accept(house, officer, number, "Tư vấn pháp luật", urgent=True)
    if on:
        await house.press(leader, "Tắt")  # it was on when it was accepted: that stays

    await house.say(officer, f"/hoso {number}")
    assert f"{last} (dự kiến)" in next(line for line in said(officer).splitlines() if "đưa thêm giấy" in line)
