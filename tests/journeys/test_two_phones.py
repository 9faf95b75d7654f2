"""A request is found again from another phone, by number and private word; the old phone has no part in it any more."""

from __future__ import annotations

import re

import pytest
from stage import BEFORE, Stage, fresh

from bot.simulator.person import Person
from bot.store.database import Transaction
from bot.store.migrations import MIGRATIONS

WORD = "Hoa Đào"


async def with_a_word(house: Stage) -> tuple[Person, Person, str]:
    """An officer who has it in hand, a citizen who set a word of her own, the number."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, WORD)
    return officer, citizen, number


async def look_for(house: Stage, who: Person, number: str, word: str) -> str:
    """Ask by number and word; what came of it, with the question that follows."""
    before = len(who.from_bot)
    await house.say(who, "/viecdanho")
    await house.press(who, "Mở lại bằng từ riêng")
    await house.say(who, number, word)
    return fresh(who, before)


async def on_another_phone(house: Stage) -> Person:
    return await house.citizen("Máy Mới")


# --- found again -----------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Hoa Đào", "hoa dao", " HOA ĐÀO. "])
async def test_number_and_word_find_it_and_the_officer_is_told(house: Stage, word: str) -> None:
    officer, _, number = await with_a_word(house)
    other = await on_another_phone(house)

    found = await look_for(house, other, number, word)

    assert f"Số {number}: đã nhận lời" in found
    assert house.heard(officer) == house.says("officer.moved", number=number)


async def test_from_now_on_answers_come_to_the_new_phone_only(house: Stage) -> None:
    officer, citizen, number = await with_a_word(house)
    other = await on_another_phone(house)
    await look_for(house, other, number, WORD)
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(other)
    assert fresh(citizen, before) == ""


async def test_the_old_phone_no_longer_shows_it(house: Stage) -> None:
    _, citizen, number = await with_a_word(house)
    await look_for(house, await on_another_phone(house), number, WORD)
    before = len(citizen.from_bot)

    await house.say(citizen, "/viecdanho")

    assert house.says("mine.none") in fresh(citizen, before)
    assert number not in fresh(citizen, before)


@pytest.mark.parametrize("label", ["Chọn cán bộ nữ hay nam", "Đặt từ riêng", "Dặn xong"])
async def test_presses_on_the_old_phone_change_nothing(house: Stage, label: str) -> None:
    _, citizen, number = await with_a_word(house)
    await look_for(house, await on_another_phone(house), number, WORD)
    before = await house.facts(number)

    await house.press(citizen, label)

    assert house.says("press.old") in house.toast(citizen)
    assert house.heard(citizen) == house.says("press.begin")
    assert await house.facts(number) == before


async def test_words_on_the_old_phone_do_not_reach_the_request(house: Stage) -> None:
    officer, citizen, number = await with_a_word(house)
    await look_for(house, await on_another_phone(house), number, WORD)

    await house.say(citizen, "Tôi rút lại, đừng giúp nữa nhé cán bộ")

    assert "rút lại" not in house.all_heard(officer)
    assert "rút lại" not in str(await house.facts(number))
    assert await house.rows("SELECT id FROM messages WHERE author = 'citizen'") == []


async def test_news_that_waited_on_the_old_phone_cannot_be_opened_there(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Có ai khác xem, nghe máy này không?"])
    await house.press(citizen, "Có người khác xem", "Buổi sáng", "Cúp máy", "Chưa muốn nói", "1 ✅ Gửi")
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, WORD)
    [request] = await house.rows("SELECT number FROM requests")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Mai chị đến trạm y tế.")
    await look_for(house, await on_another_phone(house), request["number"], WORD)

    await house.press(citizen, "Mở xem")

    assert house.toast(citizen) == house.says("press.old")
    assert "trạm y tế" not in house.all_heard(citizen)


# --- guessing --------------------------------------------------------------------------------


async def test_a_wrong_word_and_a_wrong_number_sound_alike(house: Stage) -> None:
    _, _, number = await with_a_word(house)
    other = await on_another_phone(house)

    wrong_word = await look_for(house, other, number, "hoa ban")
    wrong_number = await look_for(house, other, "111 111 A", WORD)
    no_number = await look_for(house, other, "không nhớ rõ", WORD)

    assert "Số, từ riêng hoặc hình chưa đúng" in wrong_word
    assert wrong_word == wrong_number == no_number


async def test_a_request_without_a_word_is_found_by_nothing(house: Stage) -> None:
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)

    for guess in ("x", "không", "."):
        assert "chưa đúng" in await look_for(house, await house.citizen("Kẻ Tò Mò"), number, guess)


async def test_after_five_wrong_ones_even_the_right_one_waits_for_tomorrow(house: Stage) -> None:
    _, _, number = await with_a_word(house)
    other = await on_another_phone(house)
    for _ in range(5):
        await look_for(house, other, number, "hoa ban")

    assert "thử nhiều lần rồi" in await look_for(house, other, number, WORD)

    house.advance(days=1.1)
    assert f"Số {number}" in await look_for(house, other, number, WORD)


async def test_the_word_is_nowhere_readable_in_the_database(house: Stage) -> None:
    _, citizen, number = await with_a_word(house)
    await look_for(house, await on_another_phone(house), number, WORD)
    await house.say(citizen, "/start")

    facts = await house.facts(number)
    assert WORD not in str(facts)
    tables = re.findall(r"CREATE TABLE (\w+)", "".join(MIGRATIONS))
    rows = [row for table in tables for row in await house.rows(f"SELECT * FROM {table}")]
    kept = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row.values()
    )
    assert number.replace(" ", "").encode() in kept
    for spelled in (WORD, "hoa dao", WORD.encode().hex(), b"hoa dao".hex()):
        assert spelled.lower().encode() not in kept.lower()


async def test_the_word_stands_in_no_session_that_could_be_opened(house: Stage) -> None:
    _, citizen, _ = await with_a_word(house)
    await house.press(citizen, "Dặn xong")

    def opened(tx: Transaction) -> str:
        rows = tx.all("SELECT id, body FROM sessions WHERE body IS NOT NULL")
        return "\n".join(tx.open("sessions", "body", row["id"], row["body"]) for row in rows)

    assert WORD not in await house.read(opened)


# --- whom not to meet ------------------------------------------------------------------------


async def test_whom_she_does_not_want_to_meet_only_those_read_who_lead(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Văn Pâng", "Điều phối")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Cán bộ cần tránh")
    await house.say(citizen, "Lò Thị Hoa là em chồng")
    citizen_voice = b"OggS the same aloud"
    await house.press(citizen, "Cán bộ cần tránh")
    citizen.voice(citizen_voice)
    await house.idle()

    await house.say(officer, f"/yeucau {number}")
    await house.say(leader, f"/yeucau {number}")

    assert "em chồng" not in house.all_heard(officer)
    assert not [message for message in officer.from_bot if message.file]
    assert house.says("officer.avoids", number=number) in house.all_heard(leader)
    assert [message.file.content for message in leader.from_bot if message.file] == [citizen_voice]
