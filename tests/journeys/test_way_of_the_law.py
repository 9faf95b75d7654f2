"""The way of a request in law: papers, acceptance, refusal, appointment, end; and what each of them wants before it is done."""

from __future__ import annotations

import pytest
from stage import Stage
from test_hours_of_a_shared_phone import shared
from test_officer_works import one_request
from test_officer_writes import in_hand

from bot.simulator.person import Person

CODE = "TT.TV.07.2026"


async def in_law(house: Stage) -> str:
    [row] = await house.rows("SELECT stage FROM requests")
    return str(row["stage"])


async def done(house: Stage) -> list[str]:
    return [row["act"] for row in await house.rows("SELECT act FROM acts ORDER BY id")]


async def open_law(house: Stage, who: Person, number: str) -> str:
    return await house.say(who, f"/hoso {number}")


async def accepted(house: Stage, form: str = "Tư vấn pháp luật") -> tuple[Person, Person, str]:
    officer, citizen, number = await in_hand(house)
    await open_law(house, officer, number)
    await house.press(officer, "Hồ sơ đủ", "Thụ lý", form)
    if form == "Tham gia tố tụng":
        await house.press(officer, "Bị bắt, tạm giữ")
    await house.say(officer, CODE)
    return officer, citizen, number


async def appointed(house: Stage) -> tuple[Person, Person, Person, str]:
    officer, citizen, number = await accepted(house)
    head = await house.hire("Vàng A Páo", "Giám đốc")
    await open_law(house, head, number)
    await house.press(head, "Cử người", "Lò Thị Hoa")
    await house.say(head, "12/QĐ-TGPL")
    return officer, head, citizen, number


# --- before it is accepted -------------------------------------------------------------------


async def test_papers_are_asked_for_in_words_that_the_person_reads(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    assert "Đang ở bước: đã nhận lời nhờ" in house.heard(officer)
    await house.press(officer, "Xin thêm giấy")
    assert house.heard(officer) == house.says("law.write.ask_papers", number=number)
    await house.say(officer, "giấy có tên ông bà, sổ đỏ")

    assert "giấy có tên ông bà, sổ đỏ" in house.heard(citizen)
    assert await in_law(house) == "papers_asked"
    assert "đang chờ giấy" in house.all_heard(officer)


async def test_acceptance_wants_the_form_of_aid_and_the_code_of_the_register(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Hồ sơ đủ")
    await house.press(officer, "Thụ lý")
    assert house.heard(officer) == house.says("law.ask.form", number=number)
    await house.press(officer, "Tư vấn pháp luật")
    assert house.heard(officer) == house.says("law.write.accept", number=number)
    assert await in_law(house) == "complete"
    await house.say(officer, CODE)

    assert await in_law(house) == "accepted"
    [row] = await house.rows("SELECT official_code, form, custody, status FROM requests")
    assert row == {"official_code": CODE, "form": "advice", "custody": "none", "status": "claimed"}
    assert "Trung tâm đã nhận việc, ghi vào sổ" in house.heard(citizen)
    assert CODE in house.all_heard(officer)
    [act] = await house.rows("SELECT law, reference FROM acts WHERE act = 'accept'")
    assert act["law"] == "2017"
    assert CODE.encode() not in act["reference"]  # sealed


async def test_in_proceedings_it_is_asked_how_the_person_is_held(house: Stage) -> None:
    await accepted(house, "Tham gia tố tụng")

    [row] = await house.rows("SELECT form, custody FROM requests")
    assert row == {"form": "proceedings", "custody": "arrested"}


async def test_an_urgent_one_is_accepted_before_its_papers_come(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Thụ lý ngay, giấy sau", "Tư vấn pháp luật")
    assert house.heard(officer) == house.says("law.ask.at_once", number=number)
    await house.press(officer, "Toà xử trong chưa đầy 5 ngày")
    await house.say(officer, CODE)
    assert await in_law(house) == "accepted"
    assert "Điều 30 khoản 4; TT 12/2018 Điều 6 khoản 1 · Toà xử trong" in house.all_heard(officer)
    assert "Còn thiếu giấy" in house.heard(citizen)

    await open_law(house, officer, number)
    await house.press(officer, "Giấy đã bổ sung")
    assert await in_law(house) == "accepted"
    assert await done(house) == ["accept_urgent", "papers_brought"]


async def test_a_refusal_has_a_ground_of_the_law_a_reason_and_a_way_to_complain(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý")
    grounds = officer.last.labels
    assert len(grounds) == 4
    await house.press(officer, "nơi khác đang giúp")
    await house.say(officer, "Hội Luật gia tỉnh đang giúp việc này.")

    told = house.heard(citizen)
    assert "nơi khác đang giúp cùng việc này" in told
    assert "Hội Luật gia tỉnh đang giúp việc này." in told
    assert "bấm «Chưa bằng lòng», giám đốc xem lại; rồi Sở Tư pháp, rồi toà" in told
    assert "Luật ghi: xin đến hết 31/12/2026 thì giám đốc trả lời trong 3 ngày cơ quan mở cửa." in told
    assert citizen.last.labels == ["🙋 Vẫn cần giúp", "📣 Chưa bằng lòng", "🙅 «Đây không phải tôi»"]
    [row] = await house.rows("SELECT stage, status, outcome FROM requests")
    assert row == {"stage": "refused", "status": "closed", "outcome": "refused"}
    [act] = await house.rows("SELECT ground, law FROM acts")
    assert act == {"ground": "2017:30.3.d", "law": "2017"}


async def test_on_a_shared_phone_the_buttons_of_a_refusal_come_with_its_words(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.read(lambda tx: tx.run("UPDATE requests SET guarded = 1"))
    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await house.say(officer, "Hội Luật gia tỉnh đang giúp việc này.")
    assert house.heard(citizen) == house.says("citizen.news")

    await house.press(citizen, "Mở xem")
    assert "bấm «Chưa bằng lòng»" in house.heard(citizen)
    await house.press(citizen, "Chưa bằng lòng")
    assert house.says("citizen.news") != house.heard(citizen)


@pytest.mark.parametrize("ground", ["2027:30.3.dd", "25.2.a", "2017:25.2.a", "x", ""])
async def test_nothing_is_refused_on_another_ground(house: Stage, ground: str) -> None:
    officer, _, number = await in_hand(house)
    await open_law(house, officer, number)
    before = await house.state()

    [row] = await house.rows("SELECT id FROM requests")
    await house.forge(officer, f"refuse:{row['id']}.{ground},{ground}")

    assert await house.state() == before
    assert await in_law(house) == "received"


async def test_a_button_of_the_old_law_refuses_nothing_in_the_new_year(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý")
    house.advance(days=40)

    await house.press(officer, "nơi khác đang giúp")

    assert house.toast(officer) == house.says("press.old")
    assert await in_law(house) == "received"


async def test_a_withdrawal_is_asked_twice_and_written_down(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Bà con rút yêu cầu")
    assert await in_law(house) == "received"
    await house.press(officer, "Đúng, ghi lại")

    assert await in_law(house) == "withdrawn"
    assert "thôi nhờ việc này" in house.heard(citizen)


async def test_it_goes_to_another_centre_in_words(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Chuyển Trung tâm khác")
    await house.say(officer, "Trung tâm tỉnh Lai Châu")

    [row] = await house.rows("SELECT stage, status, outcome FROM requests")
    assert row == {"stage": "referred", "status": "closed", "outcome": "referred"}
    assert "Trung tâm tỉnh Lai Châu" in house.heard(citizen)


# --- appointed, done, handed over ------------------------------------------------------------


async def test_a_claim_is_no_appointment_and_only_a_decision_appoints(house: Stage) -> None:
    officer, _, number = await accepted(house)
    await open_law(house, officer, number)
    assert not any("Cử người" in label for label in officer.last.labels)
    head = await house.hire("Vàng A Páo", "Giám đốc")
    other = await house.hire("Cà Văn Minh")

    await open_law(house, head, number)
    await house.press(head, "Cử người", "Cà Văn Minh")
    assert house.heard(head) == house.says("law.write.appoint", number=number)
    await house.say(head, "12/QĐ-TGPL")

    assert await in_law(house) == "appointed"
    assert house.says("law.appointed", number=number) in house.all_heard(other)
    assert house.says("officer.gone", number=number) in house.all_heard(officer)
    assert "12/QĐ-TGPL" in house.all_heard(head)
    await open_law(house, other, number)
    assert "🖋️" not in "".join(other.last.labels)
    assert any("Bắt đầu thực hiện" in label for label in other.last.labels)


async def test_who_leads_hears_that_somebody_must_be_appointed(house: Stage) -> None:
    head = await house.hire("Vàng A Páo", "Giám đốc")
    officer, _, number = await accepted(house)

    assert house.says("law.next_head", number=number) in house.all_heard(head)
    assert house.says("law.next_head", number=number) not in house.all_heard(officer)


async def test_the_whole_way_to_the_file_that_is_handed_over(house: Stage) -> None:
    officer, _, citizen, number = await appointed(house)
    assert "Trung tâm cử Lò Thị Hoa lo việc này." in house.all_heard(citizen)

    await open_law(house, officer, number)
    await house.press(officer, "Bắt đầu thực hiện")
    await house.press(officer, "Kết thúc")
    await house.say(officer, "Hai nhà đã thoả thuận lại mốc đất.")

    [row] = await house.rows("SELECT stage, status, outcome FROM requests")
    assert row == {"stage": "ended", "status": "closed", "outcome": "ended"}
    assert "Việc này đã làm xong." in house.heard(citizen)
    assert "thoả thuận" not in house.all_heard(citizen)
    await open_law(house, officer, number)
    await house.press(officer, "Nộp hồ sơ", "Đúng, ghi lại")
    assert await in_law(house) == "handed_over"
    assert await done(house) == ["file_complete", "accept", "appoint", "begin", "end", "hand_over"]
    assert [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")][
        -6:
    ] == await done(house)


async def test_whoever_was_appointed_is_let_go_in_writing_only(house: Stage) -> None:
    officer, head, citizen, number = await appointed(house)

    assert house.says("law.not_now", number=number, stage="đã cử người") == await house.say(
        officer, f"/huynhan {number} bận"
    )
    await open_law(house, head, number)
    await house.press(head, "Thay người", "có thể không khách quan")

    [row] = await house.rows("SELECT stage, status, claimed_by FROM requests")
    assert row == {"stage": "accepted", "status": "new", "claimed_by": None}
    assert house.says("officer.gone", number=number) in house.all_heard(officer)
    assert "Trung tâm sẽ cử người khác lo việc này." in house.heard(citizen)
    await open_law(house, head, number)
    await house.press(head, "Cử người")
    assert not any("Lò Thị Hoa" in label for label in head.last.labels)


async def test_a_conflict_of_who_was_appointed_asks_for_another_appointment(house: Stage) -> None:
    officer, head, _, number = await appointed(house)

    await house.say(officer, f"/vuong {number}")
    await house.press(officer, "có thể không khách quan")

    assert await in_law(house) == "accepted"
    assert (await done(house))[-1] == "change_provider"
    assert "Lò Thị Hoa" in house.heard(head)


async def test_an_appointment_does_not_lapse(house: Stage) -> None:
    officer, _, _, number = await appointed(house)

    await house.later(days=14)

    [row] = await house.rows("SELECT stage, claimed_by IS NOT NULL AS held FROM requests")
    assert row == {"stage": "appointed", "held": 1}
    assert house.says("waiting.lapsed", number=number) not in house.all_heard(officer)


async def test_a_leave_takes_nothing_away_that_was_given_in_writing(house: Stage) -> None:
    officer, head, _, number = await appointed(house)
    await house.say(officer, "/nghi 3")

    [row] = await house.rows("SELECT stage, claimed_by IS NOT NULL AS held FROM requests")
    assert row == {"stage": "appointed", "held": 1}
    rests = house.says("leave.rests", number=number, officer="Lò Thị Hoa")
    [told] = [message for message in head.from_bot if message.text == rests]
    assert any("Theo luật" in label for label in told.labels)
    assert not any("Chuyển" in label for label in told.labels)


async def test_losing_eligibility_stops_nothing(house: Stage) -> None:
    officer, _, _, number = await appointed(house)

    await open_law(house, officer, number)
    await house.press(officer, "Đình chỉ")

    assert "Không còn thuộc diện thì việc vẫn đi tiếp" in house.heard(officer)
    assert not any("thuộc diện" in label for label in officer.last.labels)


async def test_a_discontinuation_is_told_with_its_ground(house: Stage) -> None:
    officer, head, citizen, number = await appointed(house)
    await open_law(house, officer, number)
    await house.press(officer, "Đình chỉ", "cố ý nói sai")
    assert house.toast(officer) == house.says("law.head_only", number=number)  # so much only the head may say

    await open_law(house, head, number)
    await house.press(head, "Đình chỉ", "cố ý nói sai")
    await house.say(head, "Giấy đưa cho Trung tâm là giấy giả.")

    [row] = await house.rows("SELECT stage, status, outcome FROM requests")
    assert row == {"stage": "discontinued", "status": "closed", "outcome": "discontinued"}
    assert "cố ý nói sai" in house.heard(citizen)


async def test_a_new_matter_after_the_end_is_looked_at_from_the_beginning(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await house.say(officer, "Nơi khác đang giúp.")

    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.press(citizen, "Vẫn cần giúp")
    # With other eyes: it waits for whoever takes it, and those who lead hear so.
    assert house.says("officer.reopened", number=number) in house.all_heard(leader)
    await house.say(officer, f"/nhan {number}")
    await open_law(house, officer, number)
    await house.press(officer, "Xét lại từ đầu")

    assert await in_law(house) == "received"
    assert await done(house) == ["refuse", "look_anew"]


# --- nobody let in, nothing said too much ----------------------------------------------------


async def test_who_has_it_not_in_hand_does_no_act(house: Stage) -> None:
    _, _, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    await house.say(other, "/start")
    before = await house.state()
    [row] = await house.rows("SELECT id FROM requests")

    assert await open_law(house, other, number) == house.says("request.not_yours", number=number)
    for act in ("file_complete", "refuse", "appoint", "withdraw", "accept_urgent"):
        await house.say(other, "/start")
        await house.forge(other, f"{act}:{row['id']}")

    assert await house.state() == before
    assert await done(house) == []


async def test_an_act_pressed_twice_is_done_once(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await open_law(house, officer, number)

    await house.press_twice(officer, "Hồ sơ đủ")

    assert await done(house) == ["file_complete"]


async def test_where_the_machine_may_not_write_the_officer_hears_so(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(citizen, "/thoat")
    seen = len(citizen.from_bot)

    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await house.say(officer, "Nơi khác đang giúp.")

    assert house.says("law.not_told", number=number) in house.all_heard(officer)
    assert len(citizen.from_bot) == seen


async def test_words_for_an_act_that_is_no_longer_possible_change_nothing(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await open_law(house, leader, number)
    await house.press(leader, "Hồ sơ đủ", "Thụ lý", "Tư vấn pháp luật")
    await house.say(leader, CODE)

    await house.say(officer, "Nơi khác đang giúp.")

    assert await in_law(house) == "accepted"
    assert house.heard(officer) == house.says("law.not_now", number=number, stage="đã thụ lý, chờ cử người")


async def test_of_what_nobody_has_a_leader_may_only_let_it_be_accepted_at_once(house: Stage) -> None:
    head = await house.hire("Vàng A Páo", "Giám đốc")
    _, _, number = await one_request(house)

    await open_law(house, head, number)
    assert head.last.labels == ["🔴 Thụ lý ngay, giấy sau", "🧭 Có thuộc diện không", "📋 Giấy của việc"]
    await house.press(head, "Thụ lý ngay", "Tư vấn pháp luật", "Giám đốc cho")
    await house.say(head, CODE)

    [row] = await house.rows("SELECT stage, status FROM requests")
    assert row == {"stage": "accepted", "status": "new"}
    await house.press(head, "Cử người", "Lò Thị Hoa")
    await house.say(head, "12/QĐ-TGPL")
    assert await in_law(house) == "appointed"


async def test_whoever_has_it_already_hears_of_the_appointment_too(house: Stage) -> None:
    officer, head, _, number = await appointed(house)

    assert house.says("law.appointed", number=number) in house.all_heard(officer)
    assert "Lò Thị Hoa · 12/QĐ-TGPL" in await open_law(house, head, number)


async def test_who_is_away_is_shown_to_be_and_gets_nothing_urgent(house: Stage) -> None:
    _, _, number = await accepted(house)
    away = await house.hire("Cà Văn Minh")
    await house.say(away, "/nghi 3")
    head = await house.hire("Vàng A Páo", "Giám đốc")

    await open_law(house, head, number)
    await house.press(head, "Cử người")
    assert "👔 Cà Văn Minh (đang nghỉ)" in head.last.labels
    await house.read(lambda tx: tx.run("UPDATE requests SET urgent = 1"))
    await open_law(house, head, number)
    await house.press(head, "Cử người")
    assert not any("Cà Văn Minh" in label for label in head.last.labels)


async def test_her_officer_goes_and_she_hears_so(house: Stage) -> None:
    _, head, citizen, _ = await appointed(house)
    [row] = await house.rows("SELECT id FROM staff WHERE role = 'officer'")
    await house.say(head, "/nhansu")
    await house.press(head, "Cho Lò Thị Hoa ra", "Đúng, cho ra")

    assert row
    assert "Trung tâm sẽ cử người khác lo việc này." in house.all_heard(citizen)
    assert await in_law(house) == "accepted"


async def test_a_leader_looks_anew_at_what_was_refused(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await house.say(officer, "Nơi khác đang giúp.")
    head = await house.hire("Vàng A Páo", "Giám đốc")

    await open_law(house, head, number)
    await house.press(head, "Xét lại từ đầu")

    [row] = await house.rows("SELECT stage, status, official_code FROM requests")
    assert row == {"stage": "received", "status": "new", "official_code": None}


async def test_in_december_nobody_is_refused_for_want_of_eligibility_unasked(house: Stage) -> None:
    officer, _, number = await in_hand(house)

    await open_law(house, officer, number)
    await house.press(officer, "Từ chối thụ lý", "luật chỉ giúp việc cụ thể")

    assert house.toast(officer) == house.says("law.refuse_unasked", number=number)
    assert await in_law(house) == "received"


async def test_the_head_says_of_himself_whether_he_must_not(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.hire("Vàng A Páo", "Giám đốc")
    _, _, number = await in_hand(house)

    await house.say(leader, f"/khonggiao {number}")

    assert not any("Vàng A Páo" in label for label in leader.last.labels)


async def test_a_command_without_a_number_asks_which(house: Stage) -> None:
    officer, _, number = await in_hand(house)

    assert await house.say(officer, "/hoso") == house.says("request.which")
    await house.press(officer, number)

    assert f"Việc {number} theo luật" in house.heard(officer)


async def test_no_officer_is_promised_a_notice_that_never_comes(weekday: Stage) -> None:
    """Something else waits for her hours, but she left: this notice does not wait, and the officer must tell her."""
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, number = await shared(weekday, at=15)
    await weekday.press(citizen, "Dặn xong")
    await weekday.press(officer, "Nhận liên hệ")
    await weekday.say(citizen, "thoát")

    await open_law(weekday, officer, number)
    await weekday.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await weekday.say(officer, "Nơi khác giúp.")

    assert weekday.says("law.not_told", number=number) in weekday.all_heard(officer)
    assert weekday.says("law.told_later", number=number) not in weekday.all_heard(officer)
