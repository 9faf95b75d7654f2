"""A notice of police, procuracy or court: one line, at any hour; said back, mended, and told to who leads at once."""

from __future__ import annotations

import pytest
from stage import Stage, at_hour, fresh, number_in

from bot.domain.notice_words import EXAMPLE
from bot.simulator.person import Person
from bot.store import housekeeping
from bot.store.history import is_whole

LINE = "CA tỉnh; tạm giữ; Giàng A Dơ; {at}; xã Nậm Kè; số 123/TB"


async def typed(house: Stage, officer: Person, at: str = "hôm nay 01:30") -> str:
    return await house.say(officer, f"/thongbao {LINE.format(at=at)}")


async def requests_of(house: Stage) -> list[dict[str, object]]:
    return await house.rows(
        "SELECT kind, source, urgent, custody, stage, status, place, legal_basis, notice_at, event_at FROM requests"
    )


async def test_a_notice_at_night_is_echoed_and_alarms_everybody_who_leads(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    coordinator = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Cà Văn Minh", "Giám đốc")
    colleague = await house.hire("Vì Thị Lả")
    at_hour(house, 2)
    before = [len(each.from_bot) for each in (coordinator, head, colleague)]

    echo = await typed(house, officer)

    assert "Cơ quan: CA tỉnh (công an)" in echo
    assert "Tình trạng: bị bắt, tạm giữ" in echo
    assert "Tên: Giàng A Dơ" in echo
    assert "Số thông báo: 123/TB" in echo
    assert "⚠️" not in echo
    assert officer.last.labels == ["✅ Đúng", "✏️ Sửa"]
    assert await requests_of(house) == []

    await house.press(officer, "Đúng")

    number = number_in(house.all_heard(officer).replace(", số ", ", Số: "))
    assert "nhận việc và cử người ngay (Điều 31 khoản 3)" in house.all_heard(officer)
    for leader, since in zip((coordinator, head), before, strict=False):
        assert f"🔴 KHẨN · Số {number} · Thông báo của cơ quan tố tụng · Xã Nậm Kè" in fresh(leader, since)
        assert "Giàng" not in fresh(leader, since)
    assert fresh(colleague, before[2]) == ""
    [request] = await requests_of(house)
    night = int(house.world.clock.now() * 1000)
    assert {name: request[name] for name in ("kind", "source", "urgent", "custody", "stage", "status")} == {
        "kind": "notice",
        "source": "agency",
        "urgent": 1,
        "custody": "arrested",
        "stage": "received",
        "status": "new",
    }
    assert request["legal_basis"] == "duty_law_91_2025_art_19"
    assert abs(int(str(request["notice_at"])) - night) < 60_000
    assert int(str(request["event_at"])) == night // 3_600_000 * 3_600_000 - 1_800_000

    await house.press(head, "Nhận liên hệ")

    card = next(message.text for message in head.from_bot[::-1] if "Giàng A Dơ" in message.text)
    for line in ("Cơ quan báo: công an", "Ghi là: CA tỉnh", "Tên gọi: Giàng A Dơ", "Số thông báo: 123/TB"):
        assert line in card
    [row] = await house.rows("SELECT id FROM requests")
    assert await house.read(lambda tx: is_whole(tx, int(row["id"])))
    history = await house.rows("SELECT actor, what, details FROM history ORDER BY id LIMIT 1")
    assert history == [{"actor": "staff:2", "what": "notice", "details": "police held"}]


async def test_nothing_is_ever_sent_to_whom_the_notice_names(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await typed(house, officer)
    await house.press(officer, "Đúng", "Nhận liên hệ")
    number = number_in(house.heard(officer))

    await house.press(officer, "Trả lời")

    assert house.says("reply.no_chat", ways=house.says("undelivered.no_phone")) in house.toast(officer)
    await house.say(officer, f"/dagap {number}", f"/dong {number}")
    await house.press(officer, "Trùng việc khác")
    assert house.heard(officer).startswith(f"Đã đóng việc {number}")
    people = await house.rows("SELECT chat FROM people WHERE came_by = 'agency'")
    assert await house.rows("SELECT id FROM outbox WHERE chat = :chat", chat=people[0]["chat"]) == []


async def test_an_agency_that_tells_late_is_named_so(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")

    echo = await typed(house, officer, "hôm qua 8:00")

    assert house.says("notice.late", hours=24, term=12) in echo
    await house.press(officer, "Đúng", "Nhận liên hệ")
    assert house.says("card.late", hours=24) in house.heard(officer)


async def test_a_notice_is_not_closed_but_by_the_law_or_as_a_duplicate(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await typed(house, officer)
    await house.press(officer, "Đúng", "Nhận liên hệ")
    number = number_in(house.heard(officer))

    await house.say(officer, f"/dagap {number}", f"/dong {number}")

    assert house.heard(officer) == house.says("close.ask_notice", number=number)
    assert officer.last.labels == ["👯 Trùng việc khác"]
    await house.forge(officer, "closed:1.answered")
    assert [row["status"] for row in await requests_of(house)] == ["answered"]


@pytest.mark.parametrize(
    ("body", "echo", "code"),
    [
        ("CA tỉnh", "Nơi: chưa ghi", None),
        ("Công an tỉnh Điện Biên", "Nơi: chưa ghi", None),
        ("Toà án khu vực 1", "Nơi: chưa ghi", None),
        ("CA xã Nậm Kè", "Nơi: Xã Nậm Kè (theo tên cơ quan)", "03162"),
        ("Công an phường Điện Biên Phủ", "Nơi: Phường Điện Biên Phủ (theo tên cơ quan)", "03127"),
    ],
)
async def test_of_an_agency_no_commune_is_guessed(
    house: Stage, body: str, echo: str, code: str | None
) -> None:
    officer = await house.hire("Lò Thị Hoa")

    said = await house.say(officer, f"/thongbao {body}; tạm giữ; Giàng A Dơ; hôm nay 00:10")

    assert echo in said
    await house.press(officer, "Đúng")
    assert [row["place"] for row in await requests_of(house)] == [code]


async def test_what_is_missing_is_asked_by_buttons_one_question_each(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")

    assert house.says("notice.how", example=EXAMPLE) == await house.say(officer, "/thongbao")
    assert house.says("notice.ask.body") == await house.say(officer, "Nậm Kè")
    assert house.says("notice.ask.standing") == await house.press(officer, "Biên phòng")
    assert house.says("notice.ask.name") == await house.press(officer, "Bị hại")
    assert house.says("notice.ask.at") == await house.press(officer, "Chưa biết tên")
    echo = await house.press(officer, "Không ghi giờ")

    assert "Cơ quan: biên phòng (biên phòng)" in echo
    assert "Tên: chưa biết tên" in echo
    assert "Giờ ghi trên thông báo: chưa ghi" in echo
    await house.press(officer, "Đúng")
    [request] = await requests_of(house)
    assert (request["custody"], request["event_at"]) == ("none", None)


async def test_a_name_and_a_day_may_be_typed_where_they_are_asked_for(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/thongbao VKS tỉnh; tạm giam")

    assert house.says("notice.ask.at") == await house.say(officer, "Dơ")
    echo = await house.press(officer, "Hôm nay, không rõ giờ")

    assert "Tên: Dơ" in echo
    assert "(viện kiểm sát)" in echo


async def test_what_is_not_understood_somebody_says(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    typed_line = "/thongbao Toà án khu vực 1; bị cáo; Lò Văn Pản; hôm qua; Huổi Lóng; ?!"

    assert house.says("notice.ask.rest", words="Huổi Lóng") == await house.say(officer, typed_line)
    assert house.says("notice.ask.rest", words="?!") == await house.press(officer, "Là nơi giữ")
    echo = await house.press(officer, "Bỏ phần này")

    assert "Nơi: ở Huổi Lóng" in echo


async def test_a_part_is_mended_by_typing_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await typed(house, officer)

    asked = await house.press(officer, "Sửa")
    assert "số 123/TB; " in asked
    echo = await house.say(officer, "tạm giam; Lò Văn Pản")
    assert "Tình trạng: tạm giam" in echo
    assert "Tên: Lò Văn Pản" in echo
    assert "Cơ quan: CA tỉnh" in echo
    await house.press(officer, "Đúng")

    [request] = await requests_of(house)
    assert request["custody"] == "detained"


@pytest.mark.parametrize("line", ["?; !; a1; b2; c3; d4", "; ; ;", "x" * 501])
async def test_what_cannot_be_read_gets_a_sentence_and_changes_nothing(house: Stage, line: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    before = await house.state()

    told = await house.say(officer, f"/thongbao {line}")

    assert told in (house.says("notice.unread"), house.says("notice.too_long", max=500))
    assert await house.state() == before
    assert await house.rows("SELECT person FROM notice_drafts") == []


async def test_an_old_button_does_nothing(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await typed(house, officer)
    await house.press(officer, "Đúng")

    await house.forge(officer, "notice:1.right")
    assert house.toast(officer) == house.says("press.old")
    await typed(house, officer)
    [draft] = await house.rows("SELECT number FROM notice_drafts")
    for data in ("body.gods", "standing.x", "at.x", "is.name", "drop", "x"):
        await house.forge(officer, f"notice:{draft['number']}.{data}")
        assert house.toast(officer) == house.says("press.old"), data
    assert len(await requests_of(house)) == 1


async def test_an_unfinished_notice_leaves_no_name_behind(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await typed(house, officer)

    house.advance(hours=1)
    await house.read(housekeeping.tidy)

    assert await house.rows("SELECT person FROM notice_drafts") == []
    await house.press(officer, "Đúng")
    assert house.toast(officer) == house.says("press.old")


async def test_another_command_ends_the_waiting(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/thongbao", "/hangcho")

    assert "Chào Lò Thị Hoa" in await house.say(officer, "CA tỉnh; tạm giữ")


async def test_who_typed_it_without_leading_may_take_it_at_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.hire("Quàng Thị Dung", "Điều phối")
    await typed(house, officer)

    await house.press(officer, "Đúng", "Nhận liên hệ")

    assert "Giàng A Dơ" in house.heard(officer)


async def test_a_citizen_enters_no_notice(house: Stage) -> None:
    citizen = await house.citizen()

    assert house.says("staff.only") == await house.say(citizen, "/thongbao CA tỉnh")
