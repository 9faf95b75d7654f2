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


async def test_it_is_the_first_press_under_help(house: Stage) -> None:
    citizen = await telling(house)

    await house.press(citizen, "Chỉ cách dùng")
    assert citizen.last.labels[0] == "1 🚪 Thoát nhanh"
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


async def test_when_she_writes_again_the_officer_may_too(house: Stage) -> None:
    officer, citizen, number = await sent_and_left(house)
    await house.press(officer, "Nhận liên hệ")

    await house.say(citizen, "Giờ nói được rồi, cán bộ ơi")
    assert house.says("citizen.added") in house.heard(citizen)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(citizen)


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
