"""One's own data: seen and copied on one's own phone, nowhere else; all other wishes go to an officer, who asks whether it is she."""

from __future__ import annotations

import pytest
from stage import BEFORE, Stage, fresh

from bot.domain.eligibility import Circumstance, Truth
from bot.handlers import eligibility
from bot.simulator.person import Person
from bot.store import history, requests, retention
from bot.store.database import Transaction

STORY = "Nhà bên dời cọc, lấn nương của tôi."


async def asked(house: Stage, wish: tuple[str, ...]) -> tuple[Person, Person, str]:
    """An officer who has it in hand, a citizen on a phone of her own who wishes this, the number."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, STORY)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Dặn xong")
    await look(house, citizen, *wish)
    return officer, citizen, number


async def look(house: Stage, who: Person, *labels: str) -> str:
    """Open one's own data and press these; what came of it."""
    before = len(who.from_bot)
    await house.say(who, "/dulieu")
    await house.press(who, *labels)
    return fresh(who, before)


async def shared_phone(house: Stage) -> tuple[Person, str]:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Có ai khác xem, nghe máy này không?"])
    await house.press(
        citizen, "Có người khác xem", "Buổi sáng", "Cúp máy", "Chưa muốn nói", "1 ✅ Gửi", "Dặn xong"
    )
    [request] = await house.rows("SELECT number FROM requests")
    return citizen, f"{request['number'][:3]} {request['number'][3:6]} {request['number'][6:]}"


async def waiting(house: Stage) -> list[tuple[str, bool, str | None]]:
    rows = await house.rows("SELECT kind, acknowledged_at, result FROM data_requests ORDER BY id")
    return [(row["kind"], row["acknowledged_at"] is not None, row["result"]) for row in rows]


async def queued(house: Stage, officer: Person) -> str:
    before = len(officer.from_bot)
    await house.say(officer, "/quyenrieng")
    return fresh(officer, before)


# --- on one's own phone ----------------------------------------------------------------------


async def test_what_is_kept_is_said_first_with_the_days_in_force(house: Stage) -> None:
    citizen = await house.citizen()

    said = await look(house, citizen, "Xem xong")

    assert "Chỉ để giúp việc đã nhờ." in said
    assert "máy chủ ở nước ngoài" in said
    assert "giữ 30 ngày" in said
    assert "Việc đóng, chưa vào sổ: 12 tháng; không nhận việc: 24 tháng. Số này Trung tâm chưa chốt." in said
    assert "0215 3000 000" in said


async def test_own_phone_sees_shortly_what_is_kept_and_what_was_agreed_to(house: Stage) -> None:
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, STORY)
    await house.press(citizen, "Dặn xong")

    seen = await look(house, citizen, "Xem, lấy một bản", "Hiện ngắn ở đây")

    assert f"Số {number}: " in seen
    assert "Lời kể" in seen
    assert "✓ Đồng ý ghi lời kể (bấm nút" in seen
    assert STORY not in seen
    assert await waiting(house) == []


async def test_own_phone_gets_the_whole_copy_and_no_notes_of_the_staff(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, STORY)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/ghichu {number} Chị này hay khóc.", f"/traloi {number} Mai tôi lên xã.")
    await house.press(citizen, "Dặn xong")

    copy = await look(house, citizen, "Xem, lấy một bản", "Gửi cả bản vào đây")

    assert STORY in copy
    assert "Mai tôi lên xã." in copy
    assert "hay khóc" not in copy
    assert house.says("data.copy_comes") in copy


async def test_without_a_request_there_is_nothing_to_show_and_nobody_is_bothered(house: Stage) -> None:
    citizen = await house.citizen()

    assert house.says("data.nothing") in await look(house, citizen, "Xem, lấy một bản", "Gửi cả bản")
    assert await waiting(house) == []


# --- on a shared phone -----------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Hiện ngắn ở đây", "Gửi cả bản vào đây", "Cán bộ nói tận tai"])
async def test_a_shared_phone_prints_nothing_and_an_officer_is_asked(house: Stage, label: str) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    citizen, number = await shared_phone(house)

    said = await look(house, citizen, "Xem, lấy một bản", label)

    assert house.says("data.asked") in said
    assert number not in said
    assert "Đồng ý ghi" not in said
    assert f"Việc {number}: bà con xin" in house.heard(officer)
    assert f"🔐 Số {number}: xin" in await queued(house, officer)


async def test_who_asks_for_somebody_else_gets_nothing_either(house: Stage) -> None:
    await house.hire("Lò Thị Hoa", "Điều phối")
    citizen, _ = await shared_phone(house)
    await house.read(lambda tx: tx.run("UPDATE requests SET guarded = 0, helper = 1"))

    said = await look(house, citizen, "Xem, lấy một bản", "Gửi cả bản vào đây")

    assert house.says("data.asked") in said
    assert await waiting(house) == [("copy", False, None)]


# --- the staff's queue -----------------------------------------------------------------------


async def test_the_clocks_are_those_of_the_decree(weekday: Stage) -> None:
    """Monday 30 November 2026: two working days, and 20 days for deleting, which end on a Sunday."""
    officer, _, number = await asked(weekday, ("Xoá việc đã gửi", "Xin xoá"))

    shown = await queued(weekday, officer)

    assert f"Số {number}: xin xoá đi" in shown
    assert "Báo đã nhận chậm nhất ngày 02/12/2026." in shown
    assert "Làm xong chậm nhất ngày 21/12/2026." in shown
    assert "QUÁ HẠN" not in shown


async def test_one_extension_with_its_reason_is_told_to_the_person(weekday: Stage) -> None:
    officer, citizen, _ = await asked(weekday, ("Sửa chỗ ghi sai", "Nói với cán bộ"))
    await queued(weekday, officer)

    await weekday.press(officer, "Thêm ngày", "cần hỏi lại cho đúng người")

    assert "Chậm nhất hết ngày 21/12/2026" in weekday.heard(citizen)
    assert "Thêm ngày" not in str((await queued(weekday, officer), officer.last.labels)[1])


async def test_what_is_late_says_so(weekday: Stage) -> None:
    officer, _, _ = await asked(weekday, ("Sửa chỗ ghi sai", "Nói với cán bộ"))
    weekday.advance(days=3)

    assert "⚠️ QUÁ HẠN" in await queued(weekday, officer)

    await weekday.press(officer, "Đã báo nhận")
    assert "QUÁ HẠN" not in await queued(weekday, officer)
    weekday.advance(days=8)
    assert "⚠️ QUÁ HẠN" in await queued(weekday, officer)


async def test_the_person_hears_that_it_arrived(house: Stage) -> None:
    officer, citizen, _ = await asked(house, ("Sửa chỗ ghi sai", "Nói với cán bộ"))
    await queued(house, officer)

    await house.press(officer, "Đã báo nhận")

    assert house.heard(citizen) == house.says("data.told.acknowledged")


async def test_who_has_nothing_to_do_with_it_does_not_see_it(house: Stage) -> None:
    await asked(house, ("Xoá việc đã gửi", "Xin xoá"))
    other = await house.hire("Quàng Văn Nam")

    assert await queued(house, other) == house.says("rights.none")


async def test_asked_twice_it_stands_there_once(house: Stage) -> None:
    _, citizen, _ = await asked(house, ("Sửa chỗ ghi sai", "Nói với cán bộ"))
    await look(house, citizen, "Sửa chỗ ghi sai", "Nói với cán bộ")

    assert await waiting(house) == [("correct", False, None)]


async def test_what_is_wrong_is_put_right_above_her_own_words(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Sửa chỗ ghi sai",))
    await house.say(citizen, "Nương ở Huổi Lóng, không phải Huổi Lèng.")
    assert "không phải Huổi Lèng" in await queued(house, officer)

    await house.press(officer, "Đúng người, làm")
    await house.say(officer, "Nương ở bản Huổi Lóng.")

    assert house.heard(citizen) == house.says("data.told.corrected")
    await house.say(officer, f"/yeucau {number}")
    assert "Ghi lại cho đúng: Nương ở bản Huổi Lóng." in house.all_heard(officer)
    assert STORY in house.all_heard(officer)
    assert await waiting(house) == [("correct", False, "done")]


async def test_not_her_changes_nothing_but_how_much_is_said_there(house: Stage) -> None:
    officer, _citizen, number = await asked(house, ("Xoá việc đã gửi", "Xin xoá"))
    await queued(house, officer)

    await house.press(officer, "Không phải người ấy")

    assert (await house.facts(number))["story"]["text"] == STORY
    [request] = await house.rows("SELECT guarded, status FROM requests")
    assert request == {"guarded": 1, "status": "claimed"}
    assert await waiting(house) == [("delete", False, "not_her")]


# --- withdrawing and restricting -------------------------------------------------------------


async def test_a_withdrawal_stops_messages_and_the_request_stays_open(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Thôi không cho dùng", "Rút lời đồng ý"))
    before = len(citizen.from_bot)

    assert house.heard(officer) == house.says("officer.withdrew", number=number)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert house.heard(officer) == house.says("reply.withdrew")
    assert fresh(citizen, before) == ""
    assert await house.rows("SELECT status, restricted_at FROM requests") == [
        {"status": "claimed", "restricted_at": None}
    ]
    assert await house.rows("SELECT withdrawn_at FROM consents") == [{"withdrawn_at": None}]


async def test_once_it_is_her_the_consent_ends_with_the_day_she_asked(house: Stage) -> None:
    officer, _, number = await asked(house, ("Thôi không cho dùng", "Rút lời đồng ý"))
    [asking] = await house.rows("SELECT at FROM data_requests")
    house.advance(days=1)
    await queued(house, officer)

    await house.press(officer, "Đúng người, làm")

    assert await house.rows("SELECT withdrawn_at FROM consents") == [{"withdrawn_at": asking["at"]}]
    [request] = await house.rows("SELECT status, restricted_at IS NOT NULL AS rests FROM requests")
    assert request == {"status": "claimed", "rests": 1}
    await house.say(officer, f"/yeucau {number}")
    assert "✗ Đã rút lời đồng ý ghi lời kể" in house.all_heard(officer)


async def test_what_is_restricted_is_kept_and_not_used_until_she_allows_it(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Thôi không cho dùng", "Giữ lại, đừng dùng"))
    await queued(house, officer)
    await house.press(officer, "Đúng người, làm")
    before = len(citizen.from_bot)

    for typed in (f"/traloi {number} Mai tôi lên.", f"/huynhan {number} bận", f"/dong {number}"):
        await house.say(officer, typed)
        assert house.heard(officer) == house.says("request.restricted", number=number)
    await house.later(days=30)

    assert fresh(citizen, before) == ""
    await house.say(officer, f"/yeucau {number}")
    assert "GIỮ LẠI, ĐỪNG DÙNG" in house.all_heard(officer)

    await house.say(officer, f"/quyencua {number}")
    await house.press(officer, "Cho dùng lại")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_who_writes_about_what_is_at_rest_can_be_helped_again_by_one_press(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Thôi không cho dùng", "Giữ lại, đừng dùng"))
    await queued(house, officer)
    await house.press(officer, "Đúng người, làm")

    await house.say(citizen, "Cho dùng lại, tôi cần giúp gấp.")
    await house.press(officer, "Cho dùng lại")

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_a_restricted_request_stands_in_no_queue(house: Stage) -> None:
    leader = await house.hire("Lò Thị Hoa", "Điều phối")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.say(leader, f"/quyencua {number}")
    await house.press(leader, "giữ lại, đừng dùng", "Đúng người, làm")

    await house.say(leader, "/hangcho")

    assert house.heard(leader) == house.says("queue.empty")

    await house.say(citizen, "Cán bộ ơi, tôi nghĩ lại rồi.")
    assert house.heard(leader) == house.says("rights.wrote", number=number)


# --- deleting --------------------------------------------------------------------------------


async def test_deleting_takes_two_presses_and_leaves_codes_only(house: Stage) -> None:
    officer, _citizen, number = await asked(house, ("Xoá việc đã gửi", "Xin xoá"))
    await house.say(officer, f"/ghichu {number} Gọi buổi tối.")
    await queued(house, officer)

    await house.press(officer, "Đúng người, làm")
    assert "XOÁ HẲN" in house.heard(officer)
    assert (await house.facts(number))["story"]["text"] == STORY
    await house.press(officer, "Xoá hẳn")

    assert await house.facts(number) == {}
    [request] = await house.rows(
        "SELECT number, matter, status, outcome, stage, code_word, session FROM requests"
    )
    assert {name: request[name] for name in ("matter", "status", "outcome", "stage", "code_word")} == {
        "matter": "land",
        "status": "closed",
        "outcome": "withdrawn",
        "stage": "withdrawn",
        "code_word": None,
    }
    for table in ("messages", "notes", "desk"):
        assert await house.rows(f"SELECT * FROM {table}") == [], table
    assert (
        await house.rows(
            "SELECT id FROM sessions WHERE body IS NOT NULL AND person = (SELECT person FROM requests)"
        )
        == []
    )
    assert await house.read(lambda tx: history.is_whole(tx, 1))
    assert "erased" in {row["what"] for row in await house.rows("SELECT what FROM history")}


async def test_a_deleted_person_is_nobody_and_the_address_goes_last(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Xoá việc đã gửi", "Xin xoá"))
    await queued(house, officer)
    await house.press(officer, "Đúng người, làm", "Xoá hẳn")

    [person] = await house.rows("SELECT name, language FROM people WHERE id = (SELECT person FROM requests)")
    assert person == {"name": None, "language": None}

    await house.read(lambda tx: retention.run(tx, house.app.house.retention))
    [chat] = await house.rows(
        "SELECT address FROM chats JOIN people ON people.chat = chats.id WHERE people.id = (SELECT person FROM requests)"
    )
    assert chat["address"] == b""

    await house.say(citizen, "/start")
    assert "Nói tiếng nào?" in house.heard(citizen)
    await house.say(officer, f"/yeucau {number}")
    assert "Lời của việc này đã xoá" in house.all_heard(officer)


async def test_files_and_bytes_on_disk_go_with_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Kể bằng lời, bằng chữ"])
    citizen.voice(b"OggS my field")
    await house.idle()
    await house.press(
        citizen,
        "Không có giấy",
        "Chưa muốn nói",
        "Không có máy",
        "Chỉ mình dùng",
        "Chưa muốn nói",
        "1 ✅ Gửi",
    )
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Dặn xong")
    vault = house.settings.data_dir / "files"
    assert [file for file in vault.rglob("*") if file.is_file()]
    [sealed] = await house.rows("SELECT facts FROM requests")
    await look(house, citizen, "Xoá việc đã gửi", "Xin xoá")
    await queued(house, officer)

    await house.press(officer, "Đúng người, làm", "Xoá hẳn")
    await house.idle()
    await house.app.database.scrub()

    assert await house.rows("SELECT * FROM files") == []
    assert [file for file in vault.rglob("*") if file.is_file()] == []
    kept = b"".join(file.read_bytes() for file in house.settings.data_dir.glob("hoaban.db*"))
    assert sealed["facts"] not in kept


async def test_what_was_accepted_is_not_deleted_and_the_head_decides(house: Stage) -> None:
    head = await house.hire("Cà Thị Mai", "Giám đốc")
    officer, citizen, number = await asked(house, ("Thôi không cho dùng", "Giữ lại, đừng dùng"))
    await house.read(lambda tx: tx.run("UPDATE requests SET stage = 'accepted', official_code = '12/2026'"))
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(officer, f"/quyencua {number}")
    await house.press(officer, "xoá đi")
    await house.say(leader, f"/quyencua {number}")
    await house.press(leader, "Đúng người, làm")

    assert "Giám đốc quyết định" in house.heard(head)
    assert "phải giữ theo luật lưu trữ" in house.heard(citizen)
    assert (await house.facts(number))["story"]["text"] == STORY
    assert ("delete", False, "refused") in await waiting(house)


async def test_pressed_late_it_is_asked_again_whether_anything_holds_it(house: Stage) -> None:
    officer, _, number = await asked(house, ("Xoá việc đã gửi", "Xin xoá"))
    await queued(house, officer)
    await house.press(officer, "Đúng người, làm")
    await house.read(lambda tx: tx.run("UPDATE requests SET stage = 'accepted'"))

    await house.press(officer, "Xoá hẳn")

    assert (await house.facts(number))["story"]["text"] == STORY


async def test_deleting_says_nothing_on_a_shared_phone(house: Stage) -> None:
    leader = await house.hire("Lò Thị Hoa", "Điều phối")
    head = await house.hire("Cà Thị Mai", "Giám đốc")
    citizen, number = await shared_phone(house)
    before = len(citizen.from_bot)
    await house.say(leader, f"/quyencua {number}")

    await house.press(leader, "xoá đi")
    await queued(house, head)
    await house.press(head, "Đúng người, làm", "Xoá hẳn")

    assert fresh(citizen, before) == ""
    assert await house.facts(number) == {}


async def test_nobody_makes_a_request_vanish_alone(house: Stage) -> None:
    head = await house.hire("Cà Thị Mai", "Giám đốc")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, _, number = await asked(house, ("Xem xong",))
    await house.say(officer, f"/quyencua {number}")

    await house.press(officer, "xoá đi")
    for each in (head, leader):
        assert house.heard(each) == house.says("rights.noted_delete", number=number, officer="Lò Thị Hoa")
    await house.press(officer, "Đúng người, làm")
    await house.forge(officer, "rights_sure:1.1")
    assert (await house.facts(number))["story"]["text"] == STORY
    await queued(house, leader)
    await house.press(leader, "Đúng người, làm", "Xoá hẳn")

    assert await house.facts(number) == {}
    assert house.heard(head) == house.says("rights.erased_told", number=number, officer="Quàng Thị Dung")


async def test_any_open_complaint_of_the_person_holds_it_and_the_officer_is_not_told_so(house: Stage) -> None:
    head = await house.hire("Cà Thị Mai", "Giám đốc")
    officer, citizen, number = await asked(house, ("Xem xong",))
    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số", "cán bộ làm sai")
    await house.say(citizen, "Cán bộ đòi tiền.")
    await house.press(citizen, "Gửi giám đốc")
    await look(house, citizen, "Xoá việc đã gửi", "Xin xoá")
    await queued(house, officer)

    await house.press(officer, "Đúng người, làm")

    assert (await house.facts(number))["story"]["text"] == STORY
    assert house.heard(officer) == house.says("rights.refused_unsaid", number=number)
    assert house.says("hold.complaint") in house.heard(head)


# --- asked by telephone or at the counter ----------------------------------------------------


async def test_an_officer_prints_the_copy_for_who_calls(house: Stage) -> None:
    officer, _, number = await asked(house, ("Xem xong",))

    await house.say(officer, f"/quyencua {number}")
    await house.press(officer, "Bản cho bà con")

    assert STORY in house.heard(officer)
    assert {"what": "copy"} in await house.rows("SELECT what FROM audit")


async def test_a_consent_given_by_telephone_is_kept_with_how_and_seen_on_the_card(house: Stage) -> None:
    officer, _, number = await asked(house, ("Xem xong",))

    await house.say(officer, f"/dongy {number}")
    await house.press(officer, "hỏi xã")
    assert "Cho cán bộ hỏi xã về việc này" in house.heard(officer)
    await house.press(officer, "Đồng ý, qua điện thoại")

    await house.say(officer, f"/yeucau {number}")
    assert "✓ Đồng ý hỏi xã (nói qua điện thoại" in house.all_heard(officer)
    [kept] = await house.rows("SELECT purpose, given, medium, language FROM consents WHERE staff IS NOT NULL")
    assert kept == {"purpose": "ask_commune_v1", "given": 1, "medium": "voice", "language": "vi"}


async def test_a_consent_is_taken_back_for_its_purpose_alone(house: Stage) -> None:
    officer, _, number = await asked(house, ("Xem xong",))
    await house.say(officer, f"/dongy {number}")
    await house.press(officer, "nhờ người phiên dịch", "Đồng ý, đã ký")
    await house.press(officer, "nhờ người phiên dịch", "Rút lời đồng ý")

    rows = await house.rows("SELECT purpose, withdrawn_at IS NULL AS holds FROM consents ORDER BY id")
    assert rows == [{"purpose": "write_down_v1", "holds": 1}, {"purpose": "interpreter_v1", "holds": 0}]


async def test_with_its_consent_go_the_private_circumstances_and_no_others(house: Stage) -> None:
    officer, citizen, number = await asked(house, ("Xem xong",))
    told = {Circumstance.POOR: Truth.YES, Circumstance.MERIT: Truth.NO}

    def tell(tx: Transaction) -> None:
        eligibility.keep(tx, requests.load(tx, 1), told, eligibility.CITIZEN)

    await house.read(tell)
    copy = await look(house, citizen, "Xem, lấy một bản", "Gửi cả bản vào đây")
    assert "hộ nghèo: có" in copy
    await house.say(officer, f"/dongy {number}")
    await house.press(
        officer, "hỏi chuyện riêng", "Đồng ý, qua điện thoại", "hỏi chuyện riêng", "Rút lời đồng ý"
    )

    assert set((await house.facts(number))["circumstances"]) == {"merit"}


async def test_no_is_kept_as_no(house: Stage) -> None:
    officer, _, number = await asked(house, ("Xem xong",))
    await house.say(officer, f"/dongy {number}")
    await house.press(officer, "hỏi xã", "Không đồng ý")

    assert "✗ Không đồng ý hỏi xã" in house.all_heard(officer)


# --- by age ----------------------------------------------------------------------------------


async def test_a_dry_run_counts_and_changes_nothing(house: Stage) -> None:
    officer, _citizen, number = await asked(house, ("Xem xong",))
    await house.press(officer, "Trả lời")
    await house.say(officer, "Mai tôi lên xã.", f"/dong {number}")
    await house.press(officer, "Không gặp được")
    house.advance(days=400)
    before = await house.state()

    foretold = await house.read(lambda tx: retention.foretell(tx, house.app.house.retention))

    assert foretold["requests"] == 1
    assert foretold["messages"] >= 1
    assert await house.state() == before
    assert (await house.facts(number))["story"]["text"] == STORY
    assert await house.read(lambda tx: retention.run(tx, house.app.house.retention)) == foretold
    assert await house.facts(number) == {}


async def test_the_night_lets_go_and_only_the_night(weekday: Stage) -> None:
    officer, _, number = await asked(weekday, ("Xem xong",))
    await weekday.say(officer, f"/dong {number}")
    await weekday.press(officer, "Không gặp được")
    weekday.advance(days=400)
    await weekday.app.let_go()
    assert (await weekday.facts(number))["story"]["text"] == STORY

    weekday.advance(hours=18)  # two o'clock
    await weekday.app.let_go()

    assert await weekday.facts(number) == {}
