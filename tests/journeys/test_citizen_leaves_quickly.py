"""Somebody comes in: the chat is cleared at once and stays silent until she writes. And what is deleted, by whom."""

from __future__ import annotations

import asyncio

import pytest
from stage import BEFORE, Stage, at_hour, fresh, number_in

from bot.simulator.person import Person

BYE = "Chào bà con."


async def telling(house: Stage, question: str = "Kể bằng lời, bằng chữ") -> Person:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE[question])
    return citizen


async def files_kept(house: Stage) -> list[str]:
    return [file.name for file in (house.settings.data_dir / "files").rglob("*") if file.is_file()]


# --- the exit --------------------------------------------------------------------------------


@pytest.mark.parametrize("question", BEFORE)
@pytest.mark.parametrize("words", ["thoát", "/thoat", "🚪 Thoát nhanh"])
async def test_from_every_question_the_chat_is_cleared_on_both_sides(
    house: Stage, question: str, words: str
) -> None:
    citizen = await telling(house, question)

    await house.say(citizen, words)

    assert [message.text for message in citizen.chat] == [BYE]
    assert citizen.last.labels == []


async def test_it_stands_last_under_help_and_no_number_typed_there_wipes_the_chat(house: Stage) -> None:
    citizen = await telling(house)

    await house.press(citizen, "Chỉ cách dùng")
    assert citizen.last.labels[-1] == "🚪 Thoát nhanh"
    await house.say(citizen, "1")
    assert BYE not in house.all_heard(citizen)
    await house.press(citizen, "Chỉ cách dùng")
    await house.press(citizen, "Thoát nhanh")

    assert [message.text for message in citizen.chat] == [BYE]


async def test_pressed_twice_in_haste_nothing_more_comes(house: Stage) -> None:
    citizen = await telling(house)
    await house.press(citizen, "Chỉ cách dùng")

    await house.press_twice(citizen, "Thoát nhanh")

    assert [message.text for message in citizen.chat] == [BYE]


async def test_what_is_older_than_two_days_cannot_be_taken_away(house: Stage) -> None:
    citizen = await telling(house)
    house.advance(days=2.1)
    await house.say(citizen, "Nhà bên lấn nương.", "thoát")

    assert citizen.chat[-1].text == BYE
    assert "Nhà bên lấn nương." not in [message.text for message in citizen.chat]
    assert citizen.chat[0].text == "/start"


@pytest.mark.parametrize("words", ["thoát nhanh", "/thoat", "Thoát"])
async def test_it_works_when_nothing_is_being_asked(house: Stage, words: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")

    await house.say(citizen, words)

    assert [message.text for message in citizen.chat] == [BYE]
    assert await house.rows("SELECT id FROM messages") == []


async def test_it_works_before_a_language_was_chosen(house: Stage) -> None:
    citizen = house.world.person("Sùng Thị Dợ")
    citizen.start()
    await house.idle()

    await house.say(citizen, "thoát")

    assert [message.text for message in citizen.chat] == [BYE]


async def test_it_works_while_something_else_is_on_top(house: Stage) -> None:
    citizen = await telling(house)
    await house.say(citizen, "đổi cách dùng", "thoát")

    assert [message.text for message in citizen.chat] == [BYE]
    assert await house.rows("SELECT id FROM sessions WHERE outcome = '' AND flow <> 'set_up'") == []


async def test_the_draft_is_gone_with_its_words_and_its_files(house: Stage) -> None:
    citizen = await telling(house)
    citizen.photo(b"\xff\xd8 her papers")
    await house.idle()
    assert await files_kept(house) != []

    await house.say(citizen, "thoát")

    assert await house.rows("SELECT body FROM sessions WHERE flow = 'legal_aid' AND body IS NOT NULL") == []
    assert await house.rows("SELECT id FROM files") == []
    assert await files_kept(house) == []


# --- nothing more comes ----------------------------------------------------------------------


async def sent_and_left(house: Stage) -> tuple[Person, Person, str]:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.say(citizen, "thoát")
    return officer, citizen, number


async def test_no_claim_no_reply_no_closing_arrives_and_the_officer_is_told(house: Stage) -> None:
    officer, citizen, number = await sent_and_left(house)

    await house.press(officer, "Nhận liên hệ", "Trả lời")
    assert "Chưa gửi gì" in officer.toasts[-1].text
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Chưa gửi gì" in house.heard(officer)
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert [message.text for message in citizen.chat] == [BYE]
    assert await house.rows("SELECT id FROM messages") == []


async def test_no_reminder_comes(house: Stage) -> None:
    at_hour(house, 9)
    citizen = await telling(house)
    await house.say(citizen, "thoát")

    house.advance(days=5)
    await house.idle()

    assert [message.text for message in citizen.chat] == [BYE]


async def in_hand_and_left(house: Stage, *wishes: str) -> tuple[Person, Person, str]:
    """An officer has it in hand, she set a word of her own and left."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, "Hoa Đào", "thoát")
    return officer, citizen, number


async def test_who_has_it_in_hand_hears_that_she_left(house: Stage) -> None:
    officer, _, number = await in_hand_and_left(house)

    assert house.heard(officer) == house.says("officer.left", number=number)
    await house.press(officer, "Mở xem")
    assert house.says("card.warning.left") in house.heard(officer)


async def test_whoever_writes_next_begins_fresh_and_sees_nothing_of_the_old(house: Stage) -> None:
    officer, citizen, number = await in_hand_and_left(house)
    before = len(citizen.from_bot)

    await house.say(citizen, "Alo, ai đấy")
    await house.press(citizen, "Việc đã nhờ")

    told = fresh(citizen, before)
    assert "Cần gì?" in told
    assert house.says("mine.none") in told
    assert number not in told
    assert house.says("citizen.added") not in told
    assert await house.rows("SELECT id FROM messages WHERE author = 'citizen'") == []
    assert house.heard(officer) == house.says("officer.wrote_again", number=number)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.left")


async def test_a_new_request_is_not_held_up_by_the_old_one(house: Stage) -> None:
    officer, citizen, number = await in_hand_and_left(house)

    await house.say(citizen, "/start")
    new = await house.ask_about_land(citizen, "Chuyện mới.")
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "Thêm một điều")

    assert new != number
    await house.say(officer, f"/nhan {new}", f"/traloi {new} Tôi nghe.")
    assert "Tôi nghe." in house.heard(citizen)


@pytest.mark.parametrize("number_known", [True, False])
async def test_her_word_opens_the_old_again_also_without_the_number(house: Stage, number_known: bool) -> None:
    officer, citizen, number = await in_hand_and_left(house)

    await house.say(citizen, "/viecdanho")
    await house.press(citizen, "Mở lại bằng từ riêng")
    if number_known:
        await house.say(citizen, number)
    else:
        await house.press(citizen, "Không nhớ số")
    await house.say(citizen, "hoa dao")

    assert f"Số {number}: đã nhận lời" in house.all_heard(citizen)
    assert house.heard(officer) == house.says("officer.opened_again", number=number)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_a_wrong_word_opens_nothing_and_sounds_as_where_nothing_is(house: Stage) -> None:
    _, citizen, number = await in_hand_and_left(house)
    stranger = await house.citizen("Người Lạ")
    for each in (citizen, stranger):
        await house.say(each, "/viecdanho")
        await house.press(each, "Mở lại bằng từ riêng", "Không nhớ số")
        await house.say(each, "hoa ban")

    assert number not in house.all_heard(citizen)
    assert house.heard(citizen) == house.heard(stranger)


async def test_an_officer_who_has_spoken_with_her_connects_the_phone_again(house: Stage) -> None:
    officer, citizen, number = await in_hand_and_left(house)
    await house.press(officer, "Mở xem", "Nối lại máy")
    assert house.heard(officer) == house.says("reconnect.sure", number=number)
    await house.press_twice(officer, "Đúng người, nối lại")

    assert house.says("reconnect.done", number=number) in house.all_heard(officer)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.left")  # she writes first
    assert [message.text for message in citizen.chat] == [BYE]
    await house.say(citizen, "Giờ nói được rồi")
    assert house.says("citizen.added") in house.heard(citizen)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_while_the_phone_is_hers_there_is_nothing_to_connect(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    number = await house.ask_about_land(await house.citizen())
    await house.press(officer, "Nhận liên hệ")

    assert not any("Nối lại" in label for label in officer.last.labels)
    await house.say(officer, f"/noilai {number}")
    assert house.heard(officer) == house.says("reconnect.none", number=number)


async def test_a_second_exit_hides_the_second_request_too_and_the_word_finds_its_own(house: Stage) -> None:
    _, citizen, first = await in_hand_and_left(house)
    await house.say(citizen, "/start")
    second = await house.ask_about_land(citizen, "Chuyện mới.")
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, "con suối", "thoát", "/viecdanho")
    await house.press(citizen, "Mở lại bằng từ riêng", "Không nhớ số")
    await house.say(citizen, "con suối")

    assert second in house.all_heard(citizen)
    assert first not in house.all_heard(citizen)


async def test_the_settings_of_the_phone_stay_without_the_story(house: Stage) -> None:
    _, citizen, _ = await in_hand_and_left(house)
    await house.say(citizen, "/start")

    assert "Nói tiếng nào?" not in house.heard(citizen)


# --- one of the staff ------------------------------------------------------------------------


async def test_an_officers_exit_takes_his_cards_away_and_his_lists_bring_them_back(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/yeucau {number}")

    await house.say(officer, "thoát")
    assert [message.text for message in officer.chat] == [BYE]
    await house.say(officer, "/viec")
    await house.press(officer, "Mở xem")
    assert "Nhà bên lấn nương." in house.heard(officer)
    await house.say(citizen, "Còn chuyện nữa")
    assert "Còn chuyện nữa" in house.heard(officer)


async def test_what_an_officer_had_not_been_sent_when_he_left_goes_to_whoever_comes_next(
    house: Stage,
) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    head = await house.hire("Quàng Văn Pâng", "Giám đốc")
    citizen = await house.citizen()
    await house.press(citizen, "Đang nguy hiểm")
    house.world.faults.add("latency", method="sendMessage", chat=str(officer.id), count=1, seconds=0.4)
    officer.send("/lenh")
    await asyncio.sleep(0.05)
    citizen.press("Chỉ nhắn")
    await asyncio.sleep(0.1)
    officer.send("thoát")
    await house.idle()

    assert "🔴" in house.all_heard(head)


async def test_after_it_she_starts_fresh(house: Stage) -> None:
    citizen = await telling(house)
    await house.say(citizen, "Nhà bên lấn nương.", "thoát")

    await house.say(citizen, "/start")

    assert "Cần gì?" in house.heard(citizen)
    assert "dở" not in house.all_heard(citizen)
    number = await house.ask_about_land(citizen, "Chuyện mới.")
    assert (await house.facts(number))["story"]["text"] == "Chuyện mới."


# --- Telegram is slow ------------------------------------------------------------------------


async def test_what_waits_to_be_sent_does_not_arrive_after_the_exit(house: Stage) -> None:
    citizen = await telling(house)
    house.world.faults.add("latency", method="sendMessage", chat=str(citizen.id), count=1, seconds=0.3)
    for words in ("quay lại", "nhắc lại", "nhắc lại", "thoát"):
        citizen.send(words)
    await house.idle()

    assert [message.text for message in citizen.chat] == [BYE]


async def test_what_is_under_way_when_she_leaves_is_cleared_away_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    house.world.faults.add("latency", method="sendMessage", chat=str(citizen.id), count=1, seconds=0.3)
    officer.send(f"/traloi {number} Mai tôi lên xã.")
    await asyncio.sleep(0.1)

    citizen.send("thoát")
    await house.idle()

    assert [message.text for message in citizen.chat] == [BYE]


# --- deleting --------------------------------------------------------------------------------


async def test_a_deleted_draft_leaves_no_word_and_no_file(house: Stage) -> None:
    citizen = await telling(house)
    citizen.photo(b"\xff\xd8 her papers")
    await house.idle()

    await house.say(citizen, "xoá lời đã kể")
    assert house.says("flow.delete.sure") in house.heard(citizen)
    await house.press(citizen, "Xoá hết")

    assert house.heard(citizen) == house.says("flow.delete.done")
    assert await house.rows("SELECT body FROM sessions WHERE flow = 'legal_aid' AND body IS NOT NULL") == []
    assert await house.rows("SELECT id FROM files") == []
    assert await files_kept(house) == []


async def test_a_deletion_can_be_thought_better_of(house: Stage) -> None:
    citizen = await telling(house)

    await house.say(citizen, "/xoa")
    await house.press(citizen, "Kể tiếp")

    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)


@pytest.mark.parametrize("over", [(), ("Dặn xong",)], ids=["while more is offered", "when all is said"])
async def test_what_was_sent_goes_to_a_person_and_stays_open(house: Stage, over: tuple[str, ...]) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, *over)
    await house.press(officer, "Nhận liên hệ")

    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")

    assert house.heard(citizen) == house.says("withdraw.told")
    assert house.heard(officer) == house.says("officer.withdrew", number=number)
    assert await house.rows("SELECT status FROM requests") == [{"status": "claimed"}]
    await house.press(officer, "Mở xem")
    assert "BÀ CON XIN XOÁ, XIN DỪNG" in house.heard(officer)
    assert "Nhà bên lấn nương." in house.heard(officer)


async def test_after_that_nothing_is_sent_until_she_writes(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.withdrew")
    assert fresh(citizen, before) == ""
    await house.say(citizen, "Cán bộ ơi, vẫn nhờ giúp")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_with_nobody_in_hand_those_who_lead_are_told_of_it(house: Stage) -> None:
    leader = await house.hire("Quàng Văn Pâng", "Điều phối")
    citizen = await house.citizen()
    number = number_in("Số: " + await house.ask_about_land(citizen))

    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")

    assert house.heard(leader) == house.says("officer.withdrew", number=number)


async def test_with_a_draft_and_a_request_the_draft_goes_and_a_person_asks_about_the_other(
    house: Stage,
) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Dặn xong", "Nhờ việc mới")
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình")

    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")

    assert house.says("flow.delete.done") in house.all_heard(citizen)
    assert house.heard(citizen) == house.says("withdraw.told")
    assert house.heard(officer) == house.says("officer.withdrew", number=number)
