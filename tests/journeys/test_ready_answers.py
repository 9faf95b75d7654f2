"""Answers that stand ready: read in Vietnamese by the officer, sent in the person's own language, nowhere where nothing may be sent."""

from __future__ import annotations

from stage import Stage

from bot.handlers import canned
from bot.simulator.person import Person

SIGN = "Chưa hiểu thì đừng ký. Hỏi cán bộ trước."


async def in_hand(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


async def test_it_is_previewed_and_sent_as_the_officers_own_answer(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await house.say(officer, f"/causan {number}")
    await house.press(officer, SIGN)
    assert house.heard(officer) == f"Sẽ gửi cho bà con việc {number}: «{SIGN}»"
    assert SIGN not in house.all_heard(citizen)
    await house.press(officer, "Gửi")

    assert SIGN in house.heard(citizen)
    assert "Lò Thị Hoa" in house.heard(citizen)
    [request] = await house.rows("SELECT status FROM requests")
    assert request["status"] == "answered"
    [link] = await house.rows("SELECT details FROM history WHERE what = 'canned'")
    assert link["details"] == "canned.do_not_sign vi"


async def test_it_goes_in_the_language_of_the_person(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(citizen, "/language")
    await house.press(citizen, "English")

    await house.say(officer, f"/causan {number}")
    await house.press(officer, SIGN)
    assert "English" in house.heard(officer)
    await house.press(officer, "Gửi")

    assert "Do not sign what you do not understand." in house.heard(citizen)
    assert SIGN not in house.heard(citizen)


async def test_one_press_brought_twice_sends_once(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/causan {number}")
    await house.press(officer, SIGN)

    await house.press_twice(officer, "Gửi")

    assert house.all_heard(citizen).count(SIGN) == 1
    assert house.toast(officer) == house.says("press.noted")


async def test_another_one_is_chosen_after_the_preview(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await house.say(officer, f"/causan {number}")
    await house.press(officer, SIGN, "Câu khác", "Ngày mai cán bộ gọi lại.", "Gửi")

    assert "Ngày mai cán bộ gọi lại." in house.heard(citizen)
    assert SIGN not in house.all_heard(citizen)


async def test_where_nothing_may_be_sent_none_is_offered(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(citizen, "thoát")

    await house.say(officer, f"/causan {number}")

    assert "Chưa gửi gì" in house.heard(officer)


async def test_a_forged_one_is_none(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    before = len(citizen.from_bot)

    for data in ("canned_send:1.card", "canned_of:1.x", "canned_send:1."):
        assert await house.forge(officer, data) == house.says("press.old")

    assert len(citizen.from_bot) == before


async def test_every_ready_answer_is_short_and_a_dozen_stand_there(house: Stage) -> None:
    names = canned.names(house.app.house)
    assert len(names) == 12
    assert all(len(house.says(f"canned.{name}")) <= 60 for name in names)
