"""She takes back, presses what is no more, mends after a night: what she is told is true, and nothing is done twice."""

from __future__ import annotations

import pytest
from stage import BEFORE, Stage, at_hour, fresh, number_in

from bot.simulator.person import Person


async def telling(house: Stage, question: str = "Kể bằng lời, bằng chữ") -> Person:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE[question])
    return citizen


# --- edits -----------------------------------------------------------------------------------


async def test_an_edit_after_a_night_still_changes_the_answer(house: Stage) -> None:
    citizen = await telling(house)
    story = citizen.send("Nhà bên lấn hai mét.")
    await house.idle()
    house.advance(hours=13)

    citizen.edit(story, "Nhà bên lấn ba mét.")
    await house.idle()

    assert house.says("edit.changed") in house.heard(citizen)
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "1 ✅ Gửi")
    facts = await house.facts(number_in(house.heard(citizen)))
    assert facts["story"]["text"] == "Nhà bên lấn ba mét."


async def test_an_edit_of_a_phone_after_the_alarm_reaches_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Đang nguy hiểm", "Gọi lại")
    await house.press(officer, "Nhận liên hệ")
    phone = citizen.send("0912 345 678")
    await house.idle()
    before = len(officer.from_bot)

    citizen.edit(phone, "0912 345 679")
    await house.idle()

    assert house.says("talk.edit_kept") in house.all_heard(citizen)
    assert fresh(officer, before)
    await house.press(officer, "Mở xem")
    assert "0912 345 679" in house.heard(officer)


# --- what is not wanted any more -------------------------------------------------------------


async def test_not_sent_at_the_review_leaves_nothing(house: Stage) -> None:
    citizen = await telling(house)
    citizen.photo(b"\xff\xd8 the paper")
    await house.idle()
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")

    await house.press(citizen, "Chưa muốn nói", "Không gửi")

    assert house.heard(citizen).startswith("Không gửi. Lời vừa kể đã xoá.")
    assert await house.rows("SELECT body FROM sessions WHERE flow = 'legal_aid' AND body IS NOT NULL") == []
    assert await house.rows("SELECT id FROM files") == []
    assert await house.rows("SELECT id FROM requests") == []


async def test_consent_refused_after_a_wish_to_be_called_takes_the_words_away_not_the_wish(
    house: Stage,
) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house, "Cho cán bộ ghi lời kể")
    await house.say(citizen, "Chồng đem bán hết trâu của nhà rồi")
    citizen.voice(b"OggS before any consent")
    await house.idle()
    await house.press(citizen, "Gặp người thật", "Cán bộ nhắn lại")

    await house.press(citizen, "Không ghi, tự gọi")

    assert house.heard(citizen).startswith("Không ghi gì cả, lời vừa nhắn đã xoá.")
    await house.press(officer, "Nhận liên hệ")
    assert "Muốn gặp người thật" in house.all_heard(officer)
    assert "bán hết trâu" not in house.all_heard(officer)
    assert await house.rows("SELECT id FROM files") == []


# --- one of each -----------------------------------------------------------------------------


async def test_a_wish_to_be_called_while_looking_beside_is_one_request_with_the_intake(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house)
    await house.say(citizen, "/quyen")
    await house.press(citizen, "Gặp người thật", "Cán bộ nhắn lại")
    assert house.says("flow.human.called") in house.heard(citizen)
    assert "Muốn gặp người thật" in house.heard(officer)

    await house.press(citizen, "Xem xong", "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "1 ✅ Gửi")

    assert await house.rows("SELECT kind FROM requests") == [{"kind": "legal_aid"}]


async def test_a_press_on_an_earlier_question_closes_nothing(house: Stage) -> None:
    citizen = await telling(house)
    await house.say(citizen, "đổi cách dùng")

    await house.press(citizen, "Cho mình")

    assert house.toast(citizen) == house.says("press.noted")
    await house.press(citizen, "Không đổi nữa")
    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)


async def test_sent_twice_in_haste_is_one_request(house: Stage) -> None:
    citizen = await telling(house, "Gửi cho cán bộ nhé?")

    await house.press_twice(citizen, "1 ✅ Gửi")

    assert len(await house.rows("SELECT id FROM requests")) == 1


async def test_after_later_the_same_buttons_go_on(house: Stage) -> None:
    citizen = await telling(house, "Có giấy công an")
    await house.say(citizen, "để sau")

    await house.press(citizen, "Không có giấy")

    assert "Đang ở xã nào" in house.heard(citizen)


# --- out in haste ----------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["typed", "keyboard"])
async def test_after_the_exit_no_keyboard_is_left(house: Stage, way: str) -> None:
    citizen = await telling(house, "Cán bộ gọi số nào?")
    assert "Máy này" in " ".join(citizen.keyboard or [])

    if way == "typed":
        await house.say(citizen, "thoát")
    else:
        await house.press(citizen, "Chỉ cách dùng", "Thoát nhanh")

    assert citizen.keyboard is None
    assert [message.text for message in citizen.chat] == ["Chào bà con."]


async def test_a_lost_file_is_not_spoken_of_after_the_exit(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    house.world.faults.add("error", method="getFile", code=403)
    citizen.photo(b"\xff\xd8 the paper")
    await house.world.wait_idle(house.bot, quiet=0.05)
    await house.say(citizen, "thoát")

    while not await house.rows("SELECT id FROM files WHERE state = 'lost'"):
        house.advance(hours=2)
        house.app._fetcher.wake()
        await house.idle()
    await house.idle()

    assert [message.text for message in citizen.chat] == ["Chào bà con."]


async def test_the_reminder_for_a_draft_is_not_sent_to_who_left_and_wrote_again(house: Stage) -> None:
    at_hour(house, 9)
    citizen = await telling(house)
    await house.say(citizen, "thoát", "/start")

    house.advance(days=5)
    house.app.worker.wake()
    await house.read(lambda tx: None)
    await house.idle()

    assert house.says("reminder") not in house.all_heard(citizen)
