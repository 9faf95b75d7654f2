"""What went wrong once at the officers' desk, and must not again: words that took the wrong way, cards that nobody saw."""

from __future__ import annotations

import pytest
from stage import Stage, fresh
from test_citizen_for_somebody_else import sent_for
from test_citizen_in_danger import in_danger
from test_citizen_is_guarded import send_guarded
from test_officer_works import one_request
from test_officer_writes import card_of, in_hand
from test_waiting_for_officers import asked, claimed, goes_by, holder, lapses, said

from bot.simulator.person import Person

GROUND = "có thể không khách quan"


async def take_out(house: Stage, name: str) -> None:
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, f"Cho {name} ra", "Đúng, cho ra")


async def called_back(house: Stage) -> Person:
    """She has begun to tell, and wished to be called before the end."""
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Công an, toà")
    await house.press(citizen, "Gặp người thật", "Cán bộ nhắn lại")
    return citizen


async def becomes_urgent(house: Stage, citizen: Person) -> None:
    await house.press(citizen, "Kể sau", "Có, sắp đến ngày", "Hôm nay, mai")
    await house.say(citizen, "Na Sang", "1")
    await house.press(citizen, "Không có máy", "Chỉ mình", "Chưa muốn nói", "Gửi")


# --- words take the way they were meant to take ----------------------------------------------


@pytest.mark.parametrize("presses", [("Ghi chú",), ("Cách khác", "Huỷ nhận")])
async def test_an_answer_to_the_card_is_still_a_note_while_a_note_waits(
    house: Stage, presses: tuple[str]
) -> None:
    officer, citizen, _ = await in_hand(house)
    card = card_of(officer)
    await house.press(officer, *presses)

    await house.answer(officer, card, "Bà này có vẻ bị ép, đừng tin lời chồng.")

    assert "bị ép" not in house.all_heard(citizen)
    assert len(await house.rows("SELECT id FROM notes")) == 1


async def test_a_voice_that_answers_the_card_is_still_a_note(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    card, heard = card_of(officer), len(citizen.from_bot)
    await house.press(officer, "Ghi chú")

    officer.voice()
    message = house.world.bot(house.bot.token).updates._waiting[-1].body["message"]
    message["reply_to_message"] = {"message_id": card, "date": 1, "chat": message["chat"]}
    await house.idle()

    assert len(citizen.from_bot) == heard


@pytest.mark.parametrize(
    "mended", ["/ghichu {number} Bà nói dối.", "/traloi 000 000 A Bà nói dối.", "/huynhan {number} x"]
)
async def test_an_answer_is_not_edited_into_something_else(house: Stage, mended: str) -> None:
    officer, citizen, number = await in_hand(house)
    sent = officer.send(f"/traloi {number} Mai tôi lên.")
    await house.idle()

    assert await house.mend(officer, sent, mended.format(number=number)) == house.says("edit.other")

    assert "nói dối" not in house.all_heard(citizen)


@pytest.mark.parametrize("between", ["/start", "/viec", "/toi", "/khongco"])
async def test_whatever_is_typed_in_between_ends_what_waited(house: Stage, between: str) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    heard = len(citizen.from_bot)

    await house.say(officer, between, "Hôm nay ăn gì?")

    assert len(citizen.from_bot) == heard


async def test_a_claim_of_another_ends_what_waited(house: Stage) -> None:
    officer, first, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    await house.ask_about_land(await house.citizen("Sùng Thị Dúa"), "Chuyện hai.")
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, "Chị Dúa ơi, tôi đã nhận việc.")

    assert "Dúa" not in house.all_heard(first)


async def test_when_the_request_moved_away_the_next_words_are_free_again(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.press(officer, "Trả lời")
    await house.say(leader, f"/chuyen {number}")
    await house.press(leader, "Quàng Thị Dung", "Không cần lời")

    assert await house.say(officer, "Mai tôi lên.") == house.says("request.not_yours", number=number)
    assert house.says("staff.menu", officer="Lò Thị Hoa") == await house.say(officer, "Chào")


async def test_too_long_an_answer_may_be_sent_in_parts(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Trả lời")

    assert await house.say(officer, "dài " * 1000) == house.says("reply.too_long", max=3000)
    await house.say(officer, "Phần một.")

    assert "Phần một." in house.heard(citizen)


async def test_too_long_an_answer_to_a_card_goes_on_in_parts(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    assert await house.answer(officer, card_of(officer), "dài " * 1000) == house.says(
        "reply.too_long", max=3000
    )

    await house.say(officer, "Phần một.")

    assert "Phần một." in house.heard(citizen)


async def test_an_edited_answer_reaches_the_person_while_the_officer_asks_for_help_himself(
    house: Stage,
) -> None:
    officer, citizen, _ = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    await house.press(officer, "Trả lời")
    sent = officer.send("Mai tôi lên xã.")
    await house.idle()
    await house.say(officer, "/start")
    await house.press(officer, "Nhờ việc mới")
    await house.ask_about_land(officer, "Việc của tôi.")
    await house.press(other, "Nhận liên hệ")

    await house.mend(officer, sent, "NGÀY KIA tôi lên xã.")

    assert "NGÀY KIA" in house.heard(citizen)
    assert "NGÀY KIA" not in house.all_heard(other)


async def test_a_photo_for_the_answer_that_waits_goes_there(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.say(officer, "/start")
    await house.press(officer, "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    card = next(each for each in officer.from_bot if "✍️ Trả lời" in each.labels)
    officer.press_old(card.message_id)
    await house.idle()

    officer.photo(caption="Xem cái này.")
    await house.idle()

    assert "Xem cái này." in house.heard(citizen)


async def test_what_no_answer_can_be_opens_no_conversation(house: Stage) -> None:
    officer, _, _ = await in_hand(house)
    await house.press(officer, "Trả lời")

    officer.location()
    await house.idle()

    assert house.heard(officer) == house.says("desk.words_only")


async def test_long_after_an_album_nothing_is_said_to_have_been_lost(house: Stage) -> None:
    officer, _, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    officer.album(("photo", "photo"))
    await house.idle()
    await house.later(minutes=40)

    assert await house.say(officer, "chào") == house.says("staff.menu", officer="Lò Thị Hoa")


async def test_words_too_long_for_their_photo_are_mended_where_they_stand(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    sent = officer.photo(caption="Câu một. " * 112)
    await house.idle()

    await house.mend(officer, sent, "Câu hai.")

    assert "Câu một" not in house.all_heard(citizen)


async def test_a_mended_caption_replaces_the_wrong_one(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    sent = officer.photo(caption="Giấy hẹn ngày 5.")
    await house.idle()

    await house.mend(officer, sent, "Giấy hẹn ngày 6.")

    assert "ngày 5" not in house.all_heard(citizen)
    assert "ngày 6" in citizen.last.text
    assert citizen.last.file


async def test_a_note_is_not_rewritten_by_who_is_kept_from_the_request(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    sent = officer.send(f"/ghichu {number} Bà nói thật.")
    await house.idle()
    await house.press(officer, "Cách khác", "Vướng, phải từ chối", GROUND)

    await house.mend(officer, sent, f"/ghichu {number} Bà nói dối.")

    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, f"/yeucau {number}")
    assert "Bà nói thật." in house.heard(leader)


async def test_a_mended_note_stays_in_the_history(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    sent = officer.send(f"/ghichu {number} Một.")
    await house.idle()
    await house.mend(officer, sent, f"/ghichu {number} Hai.")
    assert "note_edited" in [row["what"] for row in await house.rows("SELECT what FROM history")]


async def test_an_old_message_edited_takes_no_withdrawal_back(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.press(citizen, "Dặn xong")
    first = citizen.send("Tôi nói thêm một câu.")
    await house.idle()
    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")

    citizen.edit(first, "Tôi nói thêm hai câu.")
    await house.idle()

    assert await house.say(officer, f"/traloi {number} Chào chị") == house.says("reply.withdrew")


# --- who must not read -----------------------------------------------------------------------


async def test_who_was_named_by_voice_hears_it_in_no_way(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Cán bộ cần tránh")
    citizen.voice(b"OggS Hoa")
    await house.idle()
    await house.press(citizen, "Cán bộ cần tránh")
    named = citizen.send("cô Hoa")
    await house.idle()
    await house.press(officer, "Nhận liên hệ")
    heard = len(officer.from_bot)
    citizen.edit(named, "cô Lò Thị Hoa ở chi nhánh")
    await house.idle()
    await house.press(citizen, "Dặn xong")
    citizen.edit(named, "cô Hoa, người cao")
    await house.idle()

    assert not [each for each in officer.from_bot if each.file]
    assert "người cao" not in house.all_heard(officer)
    assert fresh(officer, heard) == ""
    await house.say(leader, f"/yeucau {number}")
    assert "cô Hoa, người cao" in "\n".join(each.text for each in leader.from_bot)


async def test_an_edited_private_word_reaches_nobody(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(citizen, "Đặt từ riêng")
    word = citizen.send("hoa mơ")
    await house.idle()
    heard = len(officer.from_bot)

    citizen.edit(word, "hoa mận")
    await house.idle()

    assert house.heard(citizen) == house.says("talk.edit_word") or house.says(
        "talk.edit_word"
    ) in house.all_heard(citizen)
    assert fresh(officer, heard) == ""


async def test_without_leaders_an_administrator_hears_that_one_is_needed(house: Stage) -> None:
    _, citizen, number = await one_request(house)
    await house.press(citizen, "Cán bộ cần tránh")
    await house.say(citizen, "cô Hoa")
    assert house.heard(house.admin) == house.says("alarm.no_leader", number=number)


async def test_who_was_taken_out_gets_no_card_again(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await called_back(house)
    await take_out(house, "Lò Thị Hoa")
    seen = len(officer.from_bot)

    await becomes_urgent(house, citizen)

    assert fresh(officer, seen) == ""


async def test_who_has_a_conflict_sees_the_card_grow_no_more(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await called_back(house)
    await house.press(officer, "Vướng, phải từ chối", GROUND)
    seen = house.all_heard(officer)

    await becomes_urgent(house, citizen)

    assert house.all_heard(officer) == seen


async def test_who_is_taken_out_and_comes_back_is_still_kept_from_it(house: Stage) -> None:
    officer, _, number = await one_request(house)
    await house.press(officer, "Vướng, phải từ chối", GROUND)
    await take_out(house, "Lò Thị Hoa")
    await house.say(house.admin, "/moi")
    await house.press(house.admin, "Cán bộ trợ giúp")
    words = await house.say(house.admin, "Lò Thị Hoa")
    officer.start(words.partition("start=")[2].split()[0])
    await house.idle()
    await house.press(house.admin, "Đúng người")

    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)
    assert await house.say(officer, "/hangcho") == house.says("queue.empty")


async def test_of_what_another_has_in_hand_all_hear_the_same(house: Stage) -> None:
    barred, other, holder_of_it = [
        await house.hire(name) for name in ("Lò Thị Hoa", "Tủa A Sử", "Cà Văn Minh")
    ]
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    number = await house.ask_about_land(await house.citizen())
    await house.say(leader, f"/khonggiao {number}")
    await house.press(leader, "Lò Thị Hoa", GROUND)
    await house.say(holder_of_it, f"/nhan {number}")

    for command in ("/nhan", "/yeucau", "/traloi", "/dong"):
        assert await house.say(barred, f"{command} {number} x") == await house.say(
            other, f"{command} {number} x"
        )


async def test_a_conflict_by_mistake_is_lifted_by_a_leader(house: Stage) -> None:
    officer, _, number = await one_request(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.press(officer, "Vướng, phải từ chối", GROUND)

    await house.say(leader, f"/khonggiao {number}")
    await house.press(leader, "Cho Lò Thị Hoa làm lại")
    await house.say(officer, f"/nhan {number}")

    assert "Nhà bên lấn nương." in house.heard(officer)
    assert "unbarred" in [row["what"] for row in await house.rows("SELECT what FROM history")]


async def test_nobody_works_on_what_he_asked_himself(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/start")
    await house.press(officer, "Nhờ việc mới")
    number = await house.ask_about_land(officer)
    seen = len(officer.from_bot)

    await house.say(officer, f"/nhan {number}")
    await house.say(officer, f"/ghichu {number} hay lắm")

    assert fresh(officer, seen).count(house.says("request.handed_out", number=number)) == 2


async def test_a_plain_matter_does_not_uncover_what_is_sensitive(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    group = await house.group(officer, leader)
    number = await house.ask_about_land(await house.citizen(), "Bố mẹ cho đất, tôi bị đánh đuổi ra.")
    await house.tap(officer, "Nhận liên hệ", group)
    await house.say(officer, f"/linhvuc {number}")
    await house.press(officer, "Nợ, tiền công")
    await house.say(officer, f"/huynhan {number} bận")
    assert "Na Sang" not in group.last.text

    await house.say(leader, f"/linhvuc {number}")
    await house.press(leader, "Không nhạy cảm")

    assert "Nợ, tiền công, bị lừa · Xã Na Sang" in group.last.text


async def test_words_of_faith_outweigh_others(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, "Tôi bị đánh.")

    await house.say(citizen, "Họ đánh vì nhà tôi theo đạo.")

    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)


async def test_who_asked_for_somebody_else_learns_nothing_by_still_needing_help(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")

    await house.say(helper, "vẫn cần giúp")

    assert house.heard(helper) == house.says("citizen.added")
    assert "vẫn cần giúp" in house.heard(leader)


async def test_nobody_calls_nobody_writes_is_kept(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await called_back(house)
    await house.say(citizen, "/start")
    await house.press(citizen, "Bỏ, làm lại", "Đang nguy hiểm", "Không gọi, không nhắn")
    heard = len(citizen.from_bot)

    await house.press(officer, "Nhận liên hệ")

    assert fresh(citizen, heard) == ""
    assert house.says("card.warning.never") in house.heard(officer)


# --- somebody hears, at the right time -------------------------------------------------------


async def test_a_leave_told_of_before_works_when_it_begins(weekday: Stage) -> None:
    house = weekday
    leader, officer, _, number = await claimed(house)
    await house.press(officer, "Đã gặp, đã gọi")
    await house.say(officer, "/nghi 1/12-5/12")
    assert house.says("leave.rests", number=number, officer="Lò Thị Hoa") not in said(leader)

    await goes_by(house, days=1)

    assert house.says("leave.rests", number=number, officer="Lò Thị Hoa") in said(leader)


async def test_who_is_away_claims_nothing(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    _, number = await asked(house)
    await house.say(officer, "/nghi 2")
    assert "Đang nghỉ đến hết 01/12/2026" in await house.say(officer, f"/nhan {number}")
    assert await holder(house) is None


async def test_what_becomes_urgent_in_hand_has_the_short_clock(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen = await called_back(house)
    await house.press(officer, "Nhận liên hệ")

    await becomes_urgent(house, citizen)

    assert "NAY LÀ KHẨN" in said(officer)
    assert "NAY LÀ KHẨN" in said(leader)
    await goes_by(house, hours=1.5)
    assert await holder(house) is None


async def test_what_becomes_urgent_does_not_rest_with_a_person_on_leave(weekday: Stage) -> None:
    house = weekday
    await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen = await called_back(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, "/nghi 3")

    await becomes_urgent(house, citizen)

    assert await holder(house) is None


async def test_staff_who_stopped_the_bot_do_not_count_as_told(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    officer.block()
    await house.idle()
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn")

    assert "chưa có cán bộ nào nhận tin" in house.heard(house.admin)


async def test_who_is_found_to_have_stopped_the_bot_is_passed_over(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Vàng A Páo", "Giám đốc")
    house.world.faults.add(
        "error",
        method="sendMessage",
        chat=leader.id,
        code=403,
        description="Forbidden: bot was blocked by the user",
    )
    citizen = await in_danger(house)

    await house.press(citizen, "Chỉ nhắn")

    assert "🔴 Số" in said(head)


async def test_twenty_lapses_at_once_all_reach_the_group(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    numbers = []
    for turn in range(20):
        _, number = await asked(house, f"Bà Con {turn}")
        await house.say(officer, f"/nhan {number}")
        numbers.append(number)
    await goes_by(house, days=1)
    before = len(group.from_bot)

    await lapses(house)
    await house.later(minutes=2)

    shown = fresh_in(group.from_bot, before)
    assert all(number in shown for number in numbers)


def fresh_in(messages: list, since: int) -> str:  # type: ignore[type-arg]
    return "\n".join(each.text for each in messages[since:])


async def test_who_must_not_be_contacted_first_makes_nobody_late(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Đừng gọi, đừng nhắn", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ")
    await goes_by(house, days=2)
    assert await holder(house)

    await house.say(citizen, "Giờ nhắn được rồi.")
    await goes_by(house, days=2)

    assert await holder(house) is None


async def test_when_the_last_one_declines_an_administrator_hears_it(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    await house.group(officer)
    _, number = await asked(house)

    await house.say(officer, f"/khongphai {number}")

    assert house.heard(house.admin) == house.says("alarm.no_leader", number=number)


async def test_an_urgent_one_declined_goes_on_to_the_next_at_once(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    duty = await house.hire("Lò Thị Hoa")
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn")
    assert "🔴 Số" not in said(leader)

    await house.press(duty, "Không phải việc mình")

    assert "🔴 Số" in said(leader)


async def test_an_urgent_one_given_back_is_not_offered_to_who_gave_it_back(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    duty = await house.hire("Lò Thị Hoa")
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn")
    await house.press(duty, "Nhận liên hệ", "Cách khác", "Huỷ nhận")

    await house.say(duty, "Không có sóng.")

    assert "🔴 Số" in said(leader)


async def test_what_nobody_takes_is_told_again_and_again(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    citizen = await in_danger(house)
    await house.press(citizen, "Chỉ nhắn")
    before = said(leader).count("🔴 Số")

    await goes_by(house, hours=5)

    assert said(leader).count("🔴 Số") >= before + 3


async def test_who_wrote_again_and_has_no_answer_is_not_forgotten(weekday: Stage) -> None:
    house = weekday
    leader, officer, citizen, number = await claimed(house)
    await house.press(officer, "Đã gặp, đã gọi")
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "Còn một việc nữa ạ.")
    assert "đang chờ trả lời" in await house.say(officer, "/viec")
    await goes_by(house, days=1.5)
    assert house.says("waiting.awaited", number=number) in said(officer)
    assert "chưa được trả lời" not in said(leader)
    await goes_by(house, days=1)
    assert "chưa được trả lời" in said(leader)

    await house.say(officer, f"/traloi {number} Mai nhé.")
    assert "đang chờ trả lời" not in await house.say(officer, "/viec")


async def test_what_is_not_for_leaders_only_any_more_is_announced(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    number = await house.ask_about_land(await house.citizen(), "Xã bảo bỏ đạo thì mới cho làm giấy.")
    assert number not in said(officer)

    await house.say(leader, f"/linhvuc {number}")
    await house.press(leader, "Không nhạy cảm")

    assert number in said(officer)


async def test_when_the_group_is_gone_what_waits_goes_to_each(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    _, number = await asked(house)
    assert number not in said(officer)

    group.remove_bot(by=house.admin)
    await house.idle()

    assert number in said(officer)


# --- the same thing twice --------------------------------------------------------------------


async def test_a_press_brought_twice_neither_undoes_nor_doubles(weekday: Stage) -> None:
    house = weekday
    leader, officer, _, _ = await claimed(house)
    await house.say(leader, "/truc")
    await house.press_twice(leader, "Lò Thị Hoa")
    assert [row["on_duty"] for row in await house.rows("SELECT on_duty FROM staff ORDER BY id")] == [0, 0, 1]
    await goes_by(house, hours=8.5)

    await house.press_twice(officer, "Giữ thêm")

    assert (await house.rows("SELECT extended FROM requests")) == [{"extended": 1}]


async def test_more_time_comes_on_top_of_what_is_left(weekday: Stage) -> None:
    house = weekday
    _, officer, _, number = await claimed(house)
    assert "09:00 02/12/2026" in await house.say(officer, f"/giuthem {number}")
    assert "09:30 03/12/2026" in await house.say(officer, f"/giuthem {number}")


async def test_yesterday_and_today_told_today_gives_back_on_return(weekday: Stage) -> None:
    house = weekday
    _, officer, _, number = await claimed(house)
    await lapses(house)
    assert await holder(house) is None

    await house.say(officer, "/nghi hôm qua-hôm nay")
    await house.press(officer, "Đã đi làm lại")

    assert house.says("officer.given_back", number=number) in said(officer)
    assert await holder(house) == 3


async def test_back_at_work_leaves_a_later_leave_as_it_is(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/nghi 1", "/nghi 10/12-12/12", "/nghi")
    await house.press(officer, "Đã đi làm lại")
    assert len(await house.rows("SELECT id FROM leaves")) == 2
    await house.press(officer, "Đã đi làm lại")
    assert house.heard(officer) == house.says("leave.none")


async def test_what_was_given_up_does_not_come_back_by_a_leave(weekday: Stage) -> None:
    house = weekday
    _, officer, _, number = await claimed(house)
    await lapses(house)
    await house.say(officer, f"/nhan {number}", f"/huynhan {number} Thôi.")
    await house.later(days=1)

    await house.say(officer, "/nghi 30/11-1/12")

    assert await holder(house) is None


async def test_a_file_behind_its_button_can_still_be_opened_after_a_mend(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(citizen, "Dặn xong")
    await house.read(lambda tx: tx.run("UPDATE people SET low_data = 1"))
    await house.press(officer, "Trả lời")
    sent = officer.photo(caption="Giấy hẹn ngày 5.")
    await house.idle()
    await house.mend(officer, sent, "Giấy hẹn ngày 6.")

    await house.press(citizen, "Mở xem")

    assert citizen.last.file
    assert "ngày 6" in citizen.last.text


@pytest.mark.parametrize(
    "typed", ["/nghi 31/12/9999", "/nghi 1/1/9000", "/hangcho của tôi", "/hangcho 482 519 K", "/hangcho 1"]
)
async def test_odd_words_are_answered_plainly(house: Stage, typed: str) -> None:
    officer, _, number = await one_request(house)
    said_back = await house.say(officer, typed)
    assert said_back == house.says("leave.unread") or number in said_back


async def test_a_group_that_is_none_is_not_used(house: Stage) -> None:
    await house.say(house.admin, "/nhansu")
    await house.hire("Lò Thị Hoa")
    await house.say(house.admin, "/nhansu")
    assert await house.forge(house.admin, "group:999999999999999") == house.says("press.old")


async def test_a_card_with_many_letters_shows_the_newest(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.press(citizen, "Dặn xong")
    for turn in range(12):
        await house.say(citizen, f"Thư số {turn}.")

    await house.say(officer, f"/yeucau {number}")

    card = house.heard(officer)
    assert "(còn 2 thư trước đó)" in card
    assert "Thư số 1." not in card
    assert "Thư số 11." in card
