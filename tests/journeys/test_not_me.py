"""«Đây không phải tôi»: a phone that was sold, lost, or is held by somebody else. One tap stops everything, the next clears it."""

from __future__ import annotations

import pytest
from stage import Stage, at_hour, fresh

from bot.simulator.person import Person

WORD = "Hoa Đào"


async def claimed(house: Stage, hour: float = 8) -> tuple[Person, Person, str]:
    """An officer who has it in hand, the phone from which it was asked, the number."""
    at_hour(house, hour)
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, WORD)
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


async def not_me(house: Stage, phone: Person) -> None:
    """Pressed, and meant."""
    await house.press(phone, "Đây không phải tôi", "Phải, xoá hết ở đây")


async def test_a_slip_of_the_thumb_is_asked_about_and_taken_back(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    before = len(officer.from_bot)
    await house.press(citizen, "Đây không phải tôi")
    assert house.heard(citizen) == house.says("not_me.ask")
    assert citizen.last.labels == ["🗑️ Phải, xoá hết ở đây", "↩️ Không, bấm nhầm"]

    await house.press(citizen, "Không, bấm nhầm")

    assert house.heard(citizen) == house.says("not_me.kept")
    assert fresh(officer, before) == ""
    await house.later(hours=2)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_while_it_is_asked_all_stops_and_nothing_old_is_shown(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await house.press(citizen, "Đây không phải tôi")
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.doubted")
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Không gặp được")
    assert fresh(citizen, before) == ""
    assert await house.forge(citizen, "new:") == house.says("not_me.ask")
    for words in ("/viecdanho", "/start", "Cán bộ ơi"):
        await house.say(citizen, words)
        assert house.heard(citizen) == house.says("not_me.ask")

    before = len(citizen.from_bot)
    await house.say(citizen, "không, bấm nhầm")
    assert house.says("not_me.kept") in fresh(citizen, before)
    assert house.says("citizen.closed.unreachable") in fresh(citizen, before)


async def test_unanswered_for_an_hour_it_was_meant(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await house.press(citizen, "Đây không phải tôi")
    await house.later(minutes=59)
    assert house.says("officer.not_me", number=number) not in house.all_heard(officer)

    await house.later(minutes=2)

    assert [message.text for message in citizen.chat] == [house.says("not_me.done")]
    assert house.heard(officer) == house.says("officer.not_me", number=number)


async def test_the_quick_exit_works_while_it_is_asked(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await house.press(citizen, "Đây không phải tôi")
    await house.say(citizen, "thoát")
    await house.later(hours=2)

    assert house.says("officer.left", number=number) in house.all_heard(officer)
    assert house.says("officer.not_me", number=number) not in house.all_heard(officer)


async def test_it_stands_under_a_notice_an_answer_and_news(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    assert any("Đây không phải tôi" in label for label in citizen.last.labels)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert any("Đây không phải tôi" in label for label in citizen.last.labels)
    await house.say(citizen, "đổi cách dùng")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    await house.say(officer, f"/traloi {number} Kia tôi lên xã.")

    assert house.heard(citizen) == "Có tin mới. Mở khi tiện."
    assert [label.split(" ")[0] for label in citizen.last.labels] == ["👁️", "🙅"]


async def test_it_stands_under_the_reminder_of_a_draft_too_which_goes_with_its_words(house: Stage) -> None:
    at_hour(house, 9)
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, "Nhà bên lấn nương.")
    await house.later(days=2.1)

    await not_me(house, citizen)

    assert await house.rows("SELECT body FROM sessions WHERE flow = 'legal_aid' AND body IS NOT NULL") == []
    assert await house.rows("SELECT kind FROM timers WHERE kind IN ('remind', 'draft_end')") == []
    assert house.heard(citizen) == house.says("not_me.done")


@pytest.mark.parametrize(
    "words", ["đây không phải tôi", "Đây không phải tôi.", "/khongphaitoi", "🙅 Đây không phải tôi"]
)
async def test_the_words_do_what_the_button_does(house: Stage, words: str) -> None:
    officer, citizen, number = await claimed(house)

    await house.say(citizen, words)

    assert house.heard(citizen) == house.says("not_me.done")
    assert house.heard(officer) == house.says("officer.not_me", number=number)


async def test_the_chat_is_cleared_and_nothing_of_the_old_can_be_read_any_more(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await house.say(citizen, "đổi cách dùng")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    await not_me(house, citizen)
    assert [message.text for message in citizen.chat] == [house.says("not_me.done")]

    before = len(citizen.from_bot)
    for letter in range(1, 4):
        assert await house.forge(citizen, f"read:{letter}") == house.says("press.old")
    assert await house.forge(citizen, "still:1") == house.says("press.old")
    await house.say(citizen, "/viecdanho")
    told = fresh(citizen, before)
    assert house.says("mine.none") in told
    assert number not in told
    assert "lên xã" not in told


async def test_nothing_more_is_sent_there_and_the_officer_hears_why(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await not_me(house, citizen)
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.not_me")
    await house.say(officer, f"/yeucau {number}")
    assert house.heard(officer).startswith(house.says("card.warning.not_me"))
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Không gặp được")
    await house.later(days=5)

    assert fresh(citizen, before) == ""


async def test_what_waits_to_be_sent_is_cancelled_and_told(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    house.world.faults.add("latency", method="sendMessage", chat=str(citizen.id), count=1, seconds=0.3)
    citizen.send("/viecdanho")
    officer.send(f"/traloi {number} Mai tôi lên xã.")
    citizen.send("đây không phải tôi")
    await house.idle()

    assert [message.text for message in citizen.chat] == [house.says("not_me.done")]
    assert "lên xã" not in house.all_heard(citizen)
    assert house.says("undelivered.not_me", number=number) in house.all_heard(officer)


async def test_those_who_lead_are_told_too_and_with_nobody_in_hand_only_they(house: Stage) -> None:
    leader = await house.hire("Quàng Văn Pâng", "Điều phối")
    officer, citizen, number = await claimed(house)
    await not_me(house, citizen)
    assert house.heard(leader) == house.says("officer.not_me", number=number)
    assert house.heard(officer) == house.says("officer.not_me", number=number)

    other = await house.citizen("Vừ A Sống")
    free = await house.ask_about_land(other)
    await house.say(other, "đây không phải tôi")
    assert house.heard(leader) == house.says("officer.not_me", number=free)
    assert house.says("officer.not_me", number=free) not in house.all_heard(officer)


async def test_a_leader_who_has_it_in_hand_hears_it_once(house: Stage) -> None:
    leader = await house.hire("Quàng Văn Pâng", "Điều phối")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(leader, "Nhận liên hệ")

    await house.say(citizen, "đây không phải tôi")

    assert house.all_heard(leader).count(house.says("officer.not_me", number=number)) == 1


async def test_whoever_holds_the_phone_now_begins_fresh_in_any_language(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await not_me(house, citizen)
    before = len(citizen.from_bot)

    await house.say(citizen, "/start")
    assert "Nói tiếng nào?" in house.heard(citizen)
    await house.press(citizen, "Tiếng Việt")
    new = await house.ask_about_land(citizen, "Việc của người khác.")
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "Lời của người khác")

    assert number not in fresh(citizen, before)
    assert new != number
    assert "người khác" not in str(await house.facts(number))
    assert "Lời của người khác" not in house.all_heard(officer)
    assert house.says("officer.wrote_again", number=number) not in house.all_heard(officer)


async def test_pressed_twice_it_is_done_once(house: Stage) -> None:
    officer, citizen, number = await claimed(house)

    await house.press_twice(citizen, "Đây không phải tôi")
    assert house.all_heard(citizen).count(house.says("not_me.ask")) == 1
    await house.press_twice(citizen, "Phải, xoá hết ở đây")

    assert house.all_heard(officer).count(house.says("officer.not_me", number=number)) == 1
    assert [message.text for message in citizen.chat] == [house.says("not_me.done")]


async def test_the_word_opens_it_again_on_the_same_phone_and_on_another(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await not_me(house, citizen)
    await house.say(citizen, "/viecdanho")
    await house.press(citizen, "Mở lại bằng từ riêng")
    await house.say(citizen, number, WORD)

    assert house.heard(officer) == house.says("officer.opened_again", number=number)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_an_officer_undoes_it_and_only_who_may(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    other = await house.hire("Cà Văn Ún")
    await not_me(house, citizen)
    await house.say(other, f"/noilai {number}")
    assert house.heard(other) == house.says("request.not_yours", number=number)

    await house.say(officer, f"/noilai {number}")
    await house.press(officer, "Đúng người, nối lại")
    await house.say(citizen, "Cán bộ ơi, mình bấm nhầm")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_after_an_exit_it_tells_that_the_phone_changed_hands(house: Stage) -> None:
    officer, citizen, number = await claimed(house)
    await house.say(citizen, "thoát")

    await house.say(citizen, "đây không phải tôi")

    assert house.heard(officer) == house.says("officer.not_me", number=number)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(officer) == house.says("reply.not_me")


async def test_guessing_goes_no_further_by_it(house: Stage) -> None:
    _, _, number = await claimed(house)
    thief = await house.citizen("Kẻ Tò Mò")
    for guess in ("một", "hai", "ba", "bốn", "năm"):
        await house.say(thief, "/viecdanho")
        await house.press(thief, "Mở lại bằng từ riêng")
        await house.say(thief, number, guess)
    await house.say(thief, "đây không phải tôi", "/start")
    await house.press(thief, "Tiếng Việt")
    await house.say(thief, "/viecdanho")
    await house.press(thief, "Mở lại bằng từ riêng")
    await house.say(thief, number, WORD)

    assert "thử nhiều lần rồi" in house.all_heard(thief)
    assert "đã nhận lời" not in house.all_heard(thief)


async def test_one_of_the_staff_is_told_whom_to_turn_to(house: Stage) -> None:
    officer, _, number = await claimed(house)
    await house.say(officer, f"/yeucau {number}")

    assert await house.forge(officer, "not_me:") == house.says("not_me.staff")

    assert await house.rows("SELECT id FROM people WHERE parted_from IS NOT NULL") == []


async def test_nobody_who_never_said_anything_is_parted_from_anything(house: Stage) -> None:
    newcomer = house.world.person("Người Mới")
    await house.say(newcomer, "đây không phải tôi", "đây không phải tôi")

    assert await house.rows("SELECT id FROM people WHERE parted_from IS NOT NULL") == []
