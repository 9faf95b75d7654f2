"""What goes past the officers to the head alone: complaints with their clock and answer, and reports of asked money."""

from __future__ import annotations

import datetime
import logging

import pytest
from stage import Stage, at_hour, fresh, number_in
from test_hours_of_a_shared_phone import shared
from test_own_data import queued
from test_two_phones import WORD, look_for, on_another_phone

from bot.simulator.person import Person
from bot.texts import ZONE

STORY = "Cán bộ bảo nhà không nghèo, không xem sổ."
SECRET = ("không xem sổ", "khiếu nại", "Chưa bằng lòng", "Đơn 1")


async def staffed(house: Stage) -> tuple[Person, Person, Person]:
    """An officer, a coordinator and the head."""
    officer = await house.hire("Lò Thị Hoa")
    coordinator = await house.hire("Quàng Văn Pọm", "Điều phối")
    head = await house.hire("Vàng A Chứ", "Giám đốc")
    return officer, coordinator, head


async def asked(house: Stage, officer: Person) -> tuple[Person, str]:
    """A request that the officer has in hand."""
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await house.say(officer, f"/nhan {number}")
    return citizen, number


def own_log(caplog: pytest.LogCaptureFixture) -> str:
    """What we ourselves log; PTB's own debugging is never turned on."""
    return "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))


async def complain(house: Stage, citizen: Person, story: str = STORY) -> str:
    """From the question about which request on; returns the receipt."""
    await house.press(citizen, "cán bộ làm sai")
    await house.say(citizen, story)
    return await house.press(citizen, "Gửi giám đốc")


async def test_a_refusal_and_its_complaint_reach_the_head_and_nobody_else(
    weekday: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    officer, coordinator, head = await staffed(weekday)
    group = await weekday.group(officer)
    citizen, number = await asked(weekday, officer)
    await weekday.say(officer, f"/hoso {number}")
    await weekday.press(officer, "Từ chối", "nơi khác đang giúp")
    await weekday.say(officer, "Nhà không thuộc diện được trợ giúp.")
    assert "Không đồng ý thì bấm «Chưa bằng lòng»" in weekday.heard(citizen)
    before = {who: len(who.from_bot) for who in (officer, coordinator, weekday.admin)}
    in_group = len(group.chat)

    await weekday.press(citizen, "Chưa bằng lòng")
    assert "chỉ giám đốc Trung tâm đọc" in weekday.heard(citizen)
    await weekday.press(citizen, number)
    await weekday.press(citizen, "không nhận việc")
    await weekday.say(citizen, STORY)
    citizen.voice(b"OggS a voice")
    await weekday.idle()
    await weekday.press(citizen, "Gửi giám đốc")

    # Monday 30 November: three working days, the first not counted, end on Thursday 3 December.
    assert "chậm nhất 03/12/2026" in weekday.heard(citizen)
    assert weekday.heard(head) == weekday.says("charge.new.complaint", row=1)
    for who, count in before.items():
        assert fresh(who, count) == ""
    assert len(group.chat) == in_group
    assert not any(word in own_log(caplog) for word in SECRET)
    rows = await weekday.rows("SELECT body, session FROM complaints")
    assert STORY.encode() not in rows[0]["body"]


async def test_the_head_reads_hears_and_answers_and_the_person_goes_on(weekday: Stage) -> None:
    officer, _, head = await staffed(weekday)
    citizen, number = await asked(weekday, officer)
    await weekday.say(citizen, "/khieunai")
    await weekday.press(citizen, number, "cán bộ không làm")
    citizen.voice(b"OggS a voice")
    await weekday.idle()
    await weekday.press(citizen, "Gửi giám đốc")

    listed = await weekday.say(head, "/khieunai")
    assert "Đơn 1 · khiếu nại" in listed
    assert "trả lời chậm nhất 03/12/2026" in listed
    await weekday.press(head, "Đơn 1")
    card = weekday.all_heard(head)
    assert f"Về việc {number}" in card
    assert "Căn cứ khiếu nại: cán bộ không làm" in card
    assert [m.file.content for m in head.from_bot if m.file] == [b"OggS a voice"]
    await weekday.press(head, "Trả lời")
    await weekday.say(head, "Trung tâm đã cử người khác.")

    assert "Trung tâm đã cử người khác." in weekday.heard(citizen)
    assert "Giám đốc Trung tâm trả lời" in weekday.heard(citizen)
    assert "Trung tâm đã cử" not in weekday.all_heard(officer)
    await weekday.press(citizen, "Chưa đồng ý")
    assert "Sở Tư pháp tỉnh Điện Biên" in weekday.heard(citizen)
    assert "15 ngày" in weekday.heard(citizen)
    assert "0215" in weekday.heard(citizen), "no address is invented: the Centre is asked for it"
    assert weekday.heard(head) == weekday.says("charge.discontent", row=1)
    await weekday.press(head, "Mở xem", "Đã lên Sở Tư pháp")
    assert "đã lên Sở Tư pháp" in await weekday.say(head, "/khieunai")


async def test_a_complaint_needs_no_number_and_no_request(house: Stage) -> None:
    head = await house.hire("Vàng A Chứ", "Giám đốc")
    citizen = await house.citizen()

    await house.say(citizen, "khiếu nại")
    await house.press(citizen, "Không biết, không có số")
    receipt = await complain(house, citizen, "Đến trụ sở không ai tiếp.")
    await house.press(head, "Mở xem")

    assert "Đã đưa giám đốc" in house.all_heard(citizen)
    assert receipt
    assert "Không nói việc nào" in house.heard(head)
    assert "Đến trụ sở không ai tiếp." in house.heard(head)


async def test_somebody_elses_number_stays_mere_words(house: Stage) -> None:
    officer, _, head = await staffed(house)
    _, number = await asked(house, officer)
    stranger = await house.citizen("Kẻ Tò Mò")

    await house.say(stranger, "/khieunai")
    await house.press(stranger, "Việc khác, nói số")
    await house.say(stranger, number)
    await complain(house, stranger)
    await house.press(head, "Mở xem")

    assert "Không nói việc nào" in house.heard(head)
    assert await house.rows("SELECT request FROM complaints") == [{"request": None}]


async def test_on_a_shared_phone_it_is_taken_and_nothing_is_shown_back(house: Stage) -> None:
    officer, _, head = await staffed(house)
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Có người khác xem", "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Chưa muốn nói", "1 ✅ Gửi")
    number = number_in(house.heard(citizen))
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")
    before = len(citizen.from_bot)

    await house.say(citizen, "/khieunai")
    assert not any(number in label for label in citizen.last.labels)
    await house.press(citizen, "Không biết, không có số")
    await complain(house, citizen)
    assert STORY not in fresh(citizen, before)
    await house.press(head, "Mở xem")
    assert "CÓ NGƯỜI KHÁC XEM MÁY" in house.heard(head)
    assert number in house.heard(head), "the head need not search for what was asked"
    await house.press(head, "Trả lời")
    await house.say(head, "Mai mời lên Trung tâm.")

    assert house.heard(citizen) == house.says("citizen.news")
    assert "Mai mời" not in fresh(citizen, before)
    await house.press(citizen, "Mở xem")
    assert "Mai mời lên Trung tâm." in house.heard(citizen)


async def test_what_is_said_apart_never_goes_into_the_request(house: Stage) -> None:
    """Words that answer nothing, a voice at a choice, a wish to be called, edits during and after."""
    officer, _, head = await staffed(house)
    citizen, number = await asked(house, officer)
    before = len(officer.from_bot)

    await house.say(citizen, "/khieunai", "Cán bộ ấy là họ hàng bên kia, nên bỏ việc nhà này")
    citizen.voice(b"OggS at a choice")
    await house.idle()
    await house.press(citizen, "Gặp người thật", "Cán bộ nhắn lại")
    await house.press(citizen, "cán bộ làm sai")
    story = citizen.send("Cán bộ nhận quà bên kia.")
    await house.idle()
    await house.mend(citizen, story, "Cán bộ nhận quà của nhà bên kia.")
    await house.press(citizen, "Gửi giám đốc")
    kept = await house.mend(citizen, story, "Cán bộ nhận gà của nhà bên kia.")

    assert kept == house.says("apart.edit_kept")
    told = fresh(officer, before)
    assert "họ hàng" not in told
    assert "bên kia" not in told
    assert [m.file for m in officer.from_bot if m.file] == []
    assert "bên kia" not in str(await house.facts(number))
    await house.say(head, "/khieunai")
    await house.press(head, "Đơn 1")
    read = house.all_heard(head)
    assert "họ hàng bên kia" in read
    assert "nhận gà của nhà bên kia" in read
    assert [m.file.content for m in head.from_bot if m.file] == [b"OggS at a choice"]


async def test_a_dropped_complaint_leaves_nothing_and_its_edit_reaches_nobody(house: Stage) -> None:
    officer, _, head = await staffed(house)
    citizen, _ = await asked(house, officer)
    before = len(officer.from_bot), len(head.from_bot)

    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số", "cán bộ làm sai")
    story = citizen.send(STORY)
    await house.idle()
    await house.press(citizen, "Không gửi")
    await house.mend(citizen, story, STORY + " Thật thế.")

    assert (fresh(officer, before[0]), fresh(head, before[1])) == ("", "")
    assert await house.rows("SELECT id FROM complaints") == []


async def test_without_a_head_nobody_reads_it_and_an_administrator_hears_that_one_is_needed(
    house: Stage,
) -> None:
    coordinator = await house.hire("Quàng Văn Pọm", "Điều phối")
    citizen = await house.citizen()
    before = len(coordinator.from_bot)

    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số")
    await complain(house, citizen)

    assert "chưa có giám đốc nào đọc" in house.all_heard(citizen)
    assert house.heard(house.admin) == house.says("alarm.no_head")
    assert STORY not in house.all_heard(house.admin)
    assert fresh(coordinator, before) == ""
    head = await house.hire("Vàng A Chứ", "Giám đốc")
    assert "Đơn 1" in await house.say(head, "/khieunai"), "it waits for the head who comes"


@pytest.mark.parametrize("role", ["Cán bộ trợ giúp", "Điều phối", "Quản trị"])
async def test_nobody_but_the_head_opens_it(house: Stage, role: str) -> None:
    head = await house.hire("Vàng A Chứ", "Giám đốc")
    other = await house.hire("Lò Thị Hoa", role)
    citizen = await house.citizen()
    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số")
    await complain(house, citizen)
    await house.say(other, "/toi")

    assert "không thuộc vai" in await house.say(other, "/khieunai")
    assert STORY not in house.all_heard(other)
    assert STORY not in await house.say(head, "/khieunai"), "the list says what waits, not what was told"


async def test_on_the_last_day_the_head_is_reminded_once_and_then_it_is_late(weekday: Stage) -> None:
    head = await weekday.hire("Vàng A Chứ", "Giám đốc")
    citizen = await weekday.citizen()
    await weekday.say(citizen, "/khieunai")
    await weekday.press(citizen, "Không biết, không có số")
    await complain(weekday, citizen)

    await weekday.later(days=2)
    assert weekday.heard(head) == weekday.says("charge.new.complaint", row=1)
    await weekday.later(days=1)
    assert weekday.heard(head) == weekday.says("charge.due", row=1)
    await weekday.later(days=1)
    assert "QUÁ HẠN từ 03/12/2026" in await weekday.say(head, "/khieunai")


async def test_from_2027_no_number_of_days_is_promised(house: Stage) -> None:
    house.world.clock.set(datetime.datetime(2027, 1, 4, 8, tzinfo=ZONE).timestamp())
    head = await house.hire("Vàng A Chứ", "Giám đốc")
    citizen = await house.citizen()
    before = len(citizen.from_bot)
    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số")
    await complain(house, citizen)

    assert "Luật mới chưa rõ mấy ngày" in fresh(citizen, before)
    assert "chậm nhất" not in fresh(citizen, before)
    assert house.says("charge.no_term") in await house.say(head, "/khieunai")
    await house.press(head, "Đơn 1", "Trả lời")
    await house.say(head, "Đã xem.")
    await house.press(citizen, "Chưa đồng ý")
    assert "15 ngày" not in house.heard(citizen)


# --- where the answer goes -------------------------------------------------------------------

ANSWER = "Trung tâm đã đổi người lo việc."


async def answer_by(house: Stage, head: Person) -> str:
    """The head answers what was told first; returns what the head then reads."""
    await house.say(head, "/khieunai")
    await house.press(head, "Đơn 1", "Trả lời")
    before = len(head.from_bot)
    await house.say(head, ANSWER)
    return fresh(head, before)


async def told_without_a_number(house: Stage, citizen: Person) -> None:
    await house.say(citizen, "/khieunai")
    await house.press(citizen, "Không biết, không có số")
    await complain(house, citizen)


async def test_the_answer_follows_to_the_phone_on_which_the_request_was_opened(weekday: Stage) -> None:
    _, _, head = await staffed(weekday)
    citizen, number = await shared(weekday, "Buổi sáng", at=8)
    await weekday.press(citizen, "Đặt từ riêng")
    await weekday.say(citizen, WORD)
    await weekday.press(citizen, "Dặn xong")
    await told_without_a_number(weekday, citizen)
    other = await on_another_phone(weekday)
    await look_for(weekday, other, number, WORD)
    before = len(citizen.from_bot), len(other.from_bot)

    await answer_by(weekday, head)

    assert fresh(citizen, before[0]) == ""
    assert fresh(other, before[1]) == weekday.says("citizen.news")
    await weekday.press(other, "Mở xem")
    assert ANSWER in weekday.heard(other)


async def test_an_answer_that_waits_is_deleted_with_the_person(weekday: Stage) -> None:
    officer, _, head = await staffed(weekday)
    citizen, number = await shared(weekday, "Buổi sáng", at=15)
    await weekday.press(citizen, "Dặn xong")
    await weekday.say(officer, f"/nhan {number}")
    await told_without_a_number(weekday, citizen)
    await answer_by(weekday, head)
    await weekday.say(citizen, "/dulieu")
    await weekday.press(citizen, "Xoá việc đã gửi", "Xin xoá")
    await queued(weekday, officer)
    await weekday.press(officer, "Đúng người, làm", "Xoá hẳn")
    before = len(citizen.from_bot)

    at_hour(weekday, 7)
    await weekday.later()

    assert fresh(citizen, before) == ""
    assert ANSWER not in weekday.all_heard(citizen)
    assert "Đơn 1" in await weekday.say(head, "/khieunai"), (
        "what was deleted is listed still, without its words"
    )


async def test_the_answer_waits_for_her_hours(weekday: Stage) -> None:
    _, _, head = await staffed(weekday)
    citizen, _ = await shared(weekday, "Buổi sáng", at=15)
    await weekday.press(citizen, "Dặn xong")
    await told_without_a_number(weekday, citizen)
    at_hour(weekday, 23)
    await weekday.later()
    before = len(citizen.from_bot)

    assert "giờ người ấy cho nhắn" in await answer_by(weekday, head)
    assert fresh(citizen, before) == ""
    at_hour(weekday, 7)
    await weekday.later()

    assert fresh(citizen, before) == weekday.says("citizen.news")
    assert any("Đây không phải tôi" in label for label in citizen.last.labels)


async def test_the_answer_is_kept_from_who_said_not_to_be_written_to_until_she_writes(weekday: Stage) -> None:
    _, _, head = await staffed(weekday)
    citizen, _ = await shared(weekday, "Đừng gọi", at=9)
    await weekday.press(citizen, "Dặn xong")
    await told_without_a_number(weekday, citizen)
    before = len(citizen.from_bot)

    assert weekday.says("charge.why.never") in await answer_by(weekday, head)
    assert fresh(citizen, before) == ""
    assert weekday.says("charge.untold") in await weekday.say(head, "/khieunai")
    await weekday.say(citizen, "Việc của tôi thế nào rồi?")
    await weekday.later()

    assert weekday.says("citizen.news") in fresh(citizen, before)


async def test_who_withdraws_and_then_complains_is_answered(weekday: Stage) -> None:
    officer, _, head = await staffed(weekday)
    citizen, _ = await asked(weekday, officer)
    await weekday.say(citizen, "/dulieu")
    await weekday.press(citizen, "Thôi không cho dùng", "Rút lời đồng ý")
    assert (await weekday.rows("SELECT silenced_at FROM requests"))[0]["silenced_at"]
    await weekday.later(minutes=1)
    await told_without_a_number(weekday, citizen)

    await answer_by(weekday, head)

    assert ANSWER in weekday.heard(citizen)


@pytest.mark.parametrize(("words", "why"), [("thoát", "left"), ("đây không phải tôi", "not_me")])
async def test_what_cannot_be_sent_is_answered_all_the_same(weekday: Stage, words: str, why: str) -> None:
    officer, _, head = await staffed(weekday)
    citizen, number = await asked(weekday, officer)
    await weekday.say(citizen, "/khieunai")
    await weekday.press(citizen, number)
    await complain(weekday, citizen)
    await weekday.say(citizen, words)
    await weekday.say(citizen, "/start")

    assert weekday.says(f"charge.why.{why}") in await answer_by(weekday, head)

    assert ANSWER not in weekday.all_heard(citizen)
    await weekday.say(head, "/khieunai")
    assert ANSWER in await weekday.press(head, "Đơn 1")


async def test_what_answers_the_letter_of_the_head_is_for_the_head_alone(weekday: Stage) -> None:
    officer, _, head = await staffed(weekday)
    citizen, number = await asked(weekday, officer)
    await weekday.say(citizen, "/khieunai")
    await weekday.press(citizen, number)
    await complain(weekday, citizen)
    await answer_by(weekday, head)
    assert weekday.says("complained.who_reads") in weekday.heard(citizen)
    letter, before = citizen.last.message_id, len(officer.from_bot)

    await weekday.answer(citizen, letter, "Cán bộ Hoa vẫn đòi tiền.")

    assert weekday.heard(citizen) == weekday.says("complained.added")
    assert weekday.heard(head) == weekday.says("charge.wrote", row=1)
    assert fresh(officer, before) == ""
    assert "vẫn đòi tiền" in await weekday.press(head, "Mở xem")
    await weekday.press(citizen, "Viết cho giám đốc")
    assert "chỉ giám đốc Trung tâm đọc" in weekday.all_heard(citizen)


async def test_the_head_opens_the_request_from_the_complaint(weekday: Stage) -> None:
    officer, _, head = await staffed(weekday)
    citizen, number = await asked(weekday, officer)
    await weekday.say(citizen, "/khieunai")
    await weekday.press(citizen, number)
    await complain(weekday, citizen)

    await weekday.press(head, "Mở xem", "Mở việc")

    assert number in weekday.heard(head)


# --- somebody asked for money ----------------------------------------------------------------


async def test_only_the_head_learns_who_asked_for_money(
    house: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    officer, coordinator, head = await staffed(house)
    group = await house.group(officer)
    citizen, number = await asked(house, officer)
    before = {who: len(who.from_bot) for who in (officer, coordinator, house.admin)}
    in_group = len(group.chat)

    await house.say(citizen, "đòi tiền")
    assert "không lấy tiền" in house.heard(citizen)
    await house.press(citizen, "Báo giám đốc")
    await house.say(citizen, "Cán bộ Hoa đòi 500 nghìn.")
    await house.press(citizen, "Hôm nay")

    assert house.says("complained.money") in house.all_heard(citizen)
    assert house.heard(head) == house.says("charge.new.money", row=1)
    for who, count in before.items():
        assert fresh(who, count) == ""
    assert len(group.chat) == in_group
    assert "500 nghìn" not in own_log(caplog)
    assert "500 nghìn" not in str(await house.facts(number))
    assert not any(link["what"] == "told_money" for link in await house.rows("SELECT what FROM history"))
    await house.press(head, "Mở xem")
    assert "Cán bộ Hoa đòi 500 nghìn." in house.heard(head)
    assert "Đòi lúc: hôm nay" in house.heard(head)
    assert "Sở Tư pháp" not in str(head.last.labels)


async def test_asked_for_money_is_found_under_whom_to_call_and_on_the_receipt(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    assert "/doitien" in house.all_heard(citizen)
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "/goiai")

    await house.press(citizen, "Bị đòi tiền")

    assert "/doitien" in house.heard(citizen)
    assert "hỏi lại, đừng gọi số người ấy đưa" in house.heard(citizen)
    await house.say(citizen, "/doitien")
    assert "Báo riêng cho giám đốc không?" in house.heard(citizen)
