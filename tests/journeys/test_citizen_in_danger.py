"""In danger, or with somebody arrested: numbers first, no consent, no story; the alarm goes at once and grows."""

from __future__ import annotations

import pytest
from stage import Stage, number_in

from bot.simulator.person import Person

NUMBERS = ("113", "115", "111", "1800 8027")


async def in_danger(house: Stage) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, "Đang nguy hiểm")
    return citizen


async def test_the_numbers_come_first_and_no_consent_is_asked(house: Stage) -> None:
    citizen = await in_danger(house)

    shown = house.heard(citizen)
    assert shown.startswith("Gọi ngay")
    assert all(number in shown for number in NUMBERS)
    assert shown.index("113") < shown.index("Muốn cán bộ gọi lại không?")
    assert "được không?" not in house.all_heard(citizen)
    assert await house.rows("SELECT id FROM consents") == []


async def test_the_alarm_goes_with_the_first_answer_and_says_little(house: Stage) -> None:
    officer, head = await house.hire("Lò Thị Hoa"), await house.hire("Cà Thị Lan", "Giám đốc")
    citizen = await in_danger(house)
    assert "🔴" not in house.all_heard(head)

    await house.press(citizen, "Gọi lại")

    assert "Đã báo cán bộ" in house.heard(citizen)
    assert house.heard(head).startswith("🔴 Số ")
    told = house.all_heard(head) + house.all_heard(officer)
    assert "nguy hiểm" not in told.lower()
    [request] = await house.rows("SELECT kind, urgent, guarded, legal_basis, status FROM requests")
    assert request == {
        "kind": "urgent",
        "urgent": 1,
        "guarded": 1,
        "legal_basis": "law_91_2025_art_19",
        "status": "new",
    }


async def test_each_next_answer_is_added_to_the_same_request(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    citizen = await in_danger(house)
    await house.press(citizen, "Gọi lại")
    await house.press(officer, "Nhận liên hệ")
    number = number_in(house.heard(officer))

    await house.say(citizen, "0912 345 678")
    assert house.heard(officer) == house.says("card.grew", number=number)
    await house.say(citizen, "Na Sang", "1")
    await house.press(citizen, "Bị đánh, bị doạ")

    assert "Cán bộ đã được báo" in house.heard(citizen)
    [request] = await house.rows("SELECT number, matter, place FROM requests")
    assert (request["matter"], request["place"]) == ("violence", "03172")
    facts = await house.facts(request["number"])
    assert facts["phone"] == {"phone": "+84912345678", "own": False}
    assert facts["contact"] == "call"
    await house.press(officer, "Mở xem")
    assert "0912 345 678" in house.heard(officer)
    assert "Na Sang" in house.heard(officer)


async def test_the_history_of_an_alarm_is_one_whole_chain(house: Stage) -> None:
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn", "Chưa muốn nói", "Lũ, sạt lở")

    links = await house.rows("SELECT actor, what FROM history ORDER BY id")
    assert links[0] == {"actor": "citizen", "what": "sent"}
    assert {link["what"] for link in links[1:]} == {"added"}


async def test_only_by_message_asks_no_phone_and_warns_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn")
    assert "Số nào gọi an toàn?" not in house.heard(citizen)
    assert "Đang ở xã nào, bản nào?" in house.heard(citizen)
    await house.press(officer, "Nhận liên hệ")

    assert "CHỈ NHẮN, ĐỪNG GỌI" in house.heard(officer)


async def test_no_contact_wanted_tells_nobody_and_says_so(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    citizen = await in_danger(house)
    before = house.all_heard(officer)

    await house.press(citizen, "Không gọi, không nhắn")

    assert "Không ai gọi, không ai nhắn" in house.heard(citizen)
    assert "113" in house.heard(citizen)
    assert house.all_heard(officer) == before
    assert await house.rows("SELECT id FROM requests") == []


async def test_poison_leads_to_the_health_station_and_asks_no_more(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn", "Chưa muốn nói", "Lá ngón")

    assert "Ra trạm y tế ngay. Gọi 115. Đừng ở một mình." in house.heard(citizen)
    [request] = await house.rows("SELECT matter FROM requests")
    assert request["matter"] == "suicide"


@pytest.mark.parametrize(
    ("label", "matter"),
    [
        ("Trẻ em bị hại", "child"),
        ("Bị lừa bán", "trafficking"),
        ("Lũ, sạt lở", "disaster"),
        ("Chuyện khác", "other"),
    ],
)
async def test_every_danger_has_its_own_matter(house: Stage, label: str, matter: str) -> None:
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn", "Chưa muốn nói", label)

    assert (await house.rows("SELECT matter FROM requests")) == [{"matter": matter}]


async def test_at_night_nobody_is_promised(house: Stage) -> None:
    citizen = await in_danger(house)

    assert "chưa có người trực" in house.heard(citizen)


async def test_an_alarm_in_a_group_is_a_number_and_nothing_else(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn", "Chưa muốn nói", "Bị đánh, bị doạ")

    card = group.last.text
    assert card.startswith("🔴 Số ")
    assert "đánh" not in card


async def test_in_danger_one_can_still_go_back_before_the_alarm_only(house: Stage) -> None:
    citizen = await in_danger(house)
    await house.press(citizen, "Quay lại")
    assert "Cần gì?" in house.heard(citizen)

    await house.press(citizen, "Đang nguy hiểm", "Chỉ nhắn")
    await house.say(citizen, "quay lại")

    assert "Không có câu nào trước nữa" in house.heard(citizen)
    assert len(await house.rows("SELECT id FROM requests")) == 1


async def test_the_family_of_an_arrested_person(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    await house.press(citizen, "Người nhà bị bắt")
    assert "Người bị bắt tên gì, bao nhiêu tuổi?" in house.heard(citizen)
    await house.say(citizen, "Sùng A Pó, 19 tuổi")
    assert "Đã báo cán bộ" in house.heard(citizen)
    assert "🔴 KHẨN" in house.heard(officer)
    assert "Pó" not in house.all_heard(officer)
    await house.press(citizen, "Biên phòng", "Hôm qua")
    await house.say(citizen, "Si Pa Phìn", "1")
    await house.say(citizen, "0912345678")

    said = house.all_heard(citizen)
    assert "Tôi xin trợ giúp pháp lý" in house.heard(citizen)
    assert "Đừng đưa tiền cho ai hứa chạy việc" in house.heard(citizen)
    facts = await house.facts(number_in(said))
    assert (facts["held"], facts["taken_away"]) == ("border", "yesterday")
    assert facts["story"]["text"] == "Sùng A Pó, 19 tuổi"
    [request] = await house.rows("SELECT kind, urgent, legal_basis, matter FROM requests")
    assert request == {
        "kind": "arrested",
        "urgent": 1,
        "legal_basis": "law_91_2025_art_19",
        "matter": "crime",
    }
    assert await house.rows("SELECT id FROM consents") == []
    await house.press(officer, "Nhận liên hệ")
    assert "Sùng A Pó, 19 tuổi" in house.heard(officer)
    assert "biên phòng" in house.heard(officer)


async def test_the_family_of_an_arrested_person_who_knows_nothing(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    await house.press(citizen, "Người nhà bị bắt", "Không biết rõ", "❓ Không biết", "❓ Không biết")
    await house.press(citizen, "❓ Không biết", "Không có máy")

    assert "Tôi xin trợ giúp pháp lý" in house.heard(citizen)
    assert len(await house.rows("SELECT id FROM requests")) == 1
    await house.press(officer, "Nhận liên hệ")
    assert "Lời kể: không biết rõ" in house.heard(officer)


async def test_with_nobody_on_the_staff_an_alarm_reaches_an_administrator(house: Stage) -> None:
    citizen = await in_danger(house)
    heard = len(house.admin.from_bot)
    await house.press(citizen, "Gọi lại")
    assert len(house.admin.from_bot) > heard


async def test_begun_anew_after_an_alarm_what_was_sent_stays(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Người nhà bị bắt")
    citizen.photo(b"\xff\xd8 the paper of the police")
    await house.idle()
    await house.say(citizen, "/start")
    await house.press(citizen, "Nhờ việc mới")
    await house.press(officer, "Nhận liên hệ")
    assert [m.file.content for m in officer.from_bot if m.file] == [b"\xff\xd8 the paper of the police"]
