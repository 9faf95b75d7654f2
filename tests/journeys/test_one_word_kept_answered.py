"""The main job: a person tells, an officer claims and answers."""

from __future__ import annotations

from stage import Stage


async def test_a_land_quarrel_is_told_claimed_answered_and_closed(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    number = await house.ask_about_land(citizen, "Nhà bên dời cọc, lấn nương của tôi.")

    assert number in house.heard(officer)
    assert "lấn nương" not in house.all_heard(officer)
    await house.press(officer, "Nhận liên hệ")
    assert "lấn nương" in house.all_heard(officer)
    assert "Lò Thị Hoa" in house.heard(citizen)
    await house.press(officer, "Trả lời")
    await house.say(officer, "Chào bà con, mai tôi lên xã.")
    assert "mai tôi lên xã" in house.heard(citizen)
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")
    assert house.heard(citizen) == house.says("citizen.closed.answered")
