"""A shared phone has its hours: what the machine begins, and what an officer writes, waits for them; callers are warned."""

from __future__ import annotations

import pytest
from stage import Stage, at_hour, fresh, number_in

from bot.simulator.person import Person

NEWS = "Có tin mới. Mở khi tiện."
HOURS = {"Buổi sáng": (8, 10.5), "Buổi trưa": (11, 13.5), "Buổi tối": (18, 20)}
"""What she chooses; an hour in it, and from when on the machine would not begin any more (it sleeps from eight)."""


async def shared(house: Stage, hours: str = "Buổi sáng", *, at: float = 15) -> tuple[Person, str]:
    """A request about land from a phone that others read, sent out of her hours."""
    at_hour(house, at)
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, "Nhà bên lấn nương.", "3", "Na Sang", "1", "0912 345 678")
    await house.press(
        citizen, "Có người khác xem", hours, "Chào, không nói việc", "Chưa muốn nói", "1 ✅ Gửi"
    )
    return citizen, number_in(house.heard(citizen))


async def quietly(house: Stage, minutes: int = 30) -> None:
    """She put the phone away some time ago."""
    await house.later(minutes=minutes)


# --- what the machine begins -----------------------------------------------------------------


@pytest.mark.parametrize("hours", HOURS)
async def test_a_notice_waits_for_the_hours_she_chose(house: Stage, hours: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house, hours, at=15)
    before = len(citizen.from_bot)
    await house.press(officer, "Nhận liên hệ")
    assert fresh(citizen, before) == ""

    at_hour(house, HOURS[hours][0])
    await house.later()

    assert fresh(citizen, before) == NEWS
    await house.press(citizen, "Mở xem")
    assert house.says("citizen.claimed", officer="Lò Thị Hoa") in house.heard(citizen)


@pytest.mark.parametrize("hours", HOURS)
async def test_in_her_hours_it_comes_at_once(house: Stage, hours: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house, hours, at=HOURS[hours][0])

    await house.press(officer, "Nhận liên hệ")

    assert house.heard(citizen) == NEWS


async def test_in_the_evening_the_quiet_hours_hold_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(
        house, "Buổi tối", at=20.2
    )  # hers until half past eight, the machine sleeps from eight
    before = len(citizen.from_bot)
    await house.press(officer, "Nhận liên hệ")
    assert fresh(citizen, before) == ""

    at_hour(house, 17.6)
    await house.later()

    assert fresh(citizen, before) == NEWS


async def test_what_waits_survives_a_restart_and_a_clock_that_jumps_back(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house)
    before = len(citizen.from_bot)
    await house.press(officer, "Nhận liên hệ")
    await house.restart()

    await house.later(hours=15.9)  # nearly seven
    assert fresh(citizen, before) == ""
    await house.read(lambda tx: tx.run("UPDATE timers SET due_at = 0 WHERE kind = 'held'"))
    await house.later()  # it rings too early and is set again
    assert fresh(citizen, before) == ""
    assert await house.rows("SELECT kind FROM timers WHERE kind = 'held'") == [{"kind": "held"}]
    await house.later(hours=1)

    assert fresh(citizen, before) == NEWS
    assert await house.rows("SELECT kind FROM timers WHERE kind = 'held'") == []


async def test_what_waits_does_not_come_after_an_exit_or_a_withdrawal(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")
    before = len(citizen.from_bot)

    at_hour(house, 8)
    await house.later()

    assert fresh(citizen, before) == ""


async def test_when_she_writes_herself_what_waits_comes_along(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house)
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")
    before = len(citizen.from_bot)

    await house.say(citizen, "Cán bộ ơi, giờ có mình ở nhà thôi")

    assert NEWS in fresh(citizen, before)


async def test_a_phone_made_quiet_meanwhile_shows_only_that_there_is_news(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    at_hour(house, 21)
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await quietly(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(citizen, "đổi cách dùng")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    before = len(citizen.from_bot)

    at_hour(house, 7.5)
    await house.later()

    assert fresh(citizen, before) == NEWS


# --- one's own phone: only the quiet hours -----------------------------------------------------


async def test_on_ones_own_phone_a_notice_waits_for_the_morning(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    at_hour(house, 21)
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    before = len(citizen.from_bot)
    await quietly(house)
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")
    assert fresh(citizen, before) == ""

    at_hour(house, 7.1)
    await house.later()

    assert "Lò Thị Hoa" in fresh(citizen, before)
    assert house.says("citizen.closed.answered") in fresh(citizen, before)
    assert any("Vẫn cần giúp" in label for label in citizen.last.labels)


async def test_who_wrote_a_moment_ago_hears_at_night_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    at_hour(house, 21)
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    await house.press(officer, "Nhận liên hệ")

    assert "Lò Thị Hoa" in house.heard(citizen)


async def test_who_called_for_help_at_night_hears_at_night(house: Stage) -> None:
    officer = await house.hire("Quàng Văn Pâng", "Điều phối")
    at_hour(house, 23)
    citizen = await house.citizen()
    await house.press(citizen, "Đang nguy hiểm", "Chỉ nhắn")
    await quietly(house)
    before = len(citizen.from_bot)

    await house.press(officer, "Nhận liên hệ")

    assert fresh(citizen, before) == NEWS


# --- what an officer writes --------------------------------------------------------------------


async def test_an_answer_out_of_her_hours_waits_and_the_officer_is_told_until_when(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await quietly(house)
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")

    assert fresh(citizen, before) == ""
    assert "chờ đến 07:00" in house.heard(officer)
    assert officer.last.labels == ["📨 Gửi ngay"]
    await house.say(officer, f"/yeucau {number}")
    assert "Chờ đến giờ mới gửi: Mai tôi lên xã." in house.heard(officer)
    at_hour(house, 7.1)
    await house.later()
    assert NEWS in fresh(citizen, before)
    await house.press(citizen, "Mở xem")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_one_press_sends_it_at_once_and_twice_is_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await quietly(house)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    before = len(citizen.from_bot)

    await house.press_twice(officer, "Gửi ngay")

    assert fresh(citizen, before) == NEWS
    assert house.says("reply.sent_now", number=number) in house.all_heard(officer)
    at_hour(house, 8)
    await house.later()
    assert fresh(citizen, before).count(NEWS) == 2  # that, and the notice of the claim


async def test_while_she_writes_an_answer_goes_at_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "Cán bộ ơi")
    before = len(citizen.from_bot)

    await house.say(officer, f"/traloi {number} Tôi nghe đây.")

    assert fresh(citizen, before) == NEWS


async def test_another_officer_cannot_send_what_waits(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    other = await house.hire("Cà Văn Ún")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(other, "/start")
    await quietly(house)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    before = len(citizen.from_bot)

    refused = await house.forge(other, "send_now:1.2")

    assert "không phải việc đang giữ" in refused
    assert fresh(citizen, before) == ""


async def test_what_was_mended_while_it_waits_comes_mended(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await quietly(house)
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    written = [message.message_id for message in officer.chat if not message.from_bot][-1]
    await house.mend(officer, written, f"/traloi {number} Kia tôi lên xã.")
    before = len(citizen.from_bot)

    at_hour(house, 7.1)
    await house.later()
    await house.press(citizen, "Mở xem")

    assert "Kia tôi lên xã." in fresh(citizen, before)
    assert "Mai tôi" not in fresh(citizen, before)


async def test_pictures_sent_together_wait_together(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await quietly(house)
    before = len(citizen.from_bot)
    await house.press(officer, "Trả lời")
    officer.album(("photo", "photo"))
    await house.idle()
    assert fresh(citizen, before) == ""

    at_hour(house, 7.1)
    await house.later()

    assert fresh(citizen, before).count(NEWS) == 2  # the claim, and one for both pictures
    await house.press(citizen, "Mở xem")
    assert len([message for message in citizen.from_bot[before:] if message.file]) == 2


# --- calling -----------------------------------------------------------------------------------


async def test_before_the_number_stands_how_to_call_and_that_it_is_not_the_hour(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await shared(house)
    await house.press(officer, "Nhận liên hệ")

    card = house.heard(officer)
    order = [
        "CÓ NGƯỜI KHÁC NGHE MÁY",
        "GIỜ NÀY ĐỪNG GỌI",
        "sáng (07:00–10:30)",
        "chào, không nói việc",
        "0912 345 678",
    ]
    assert sorted(order, key=card.index) == order


async def test_in_her_hours_there_is_no_such_warning(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await shared(house, at=8)

    await house.press(officer, "Nhận liên hệ")

    assert "GIỜ NÀY ĐỪNG GỌI" not in house.heard(officer)


async def test_whom_not_to_call_has_no_number_on_the_card(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await shared(house, "Đừng gọi, đừng nhắn")

    await house.press(officer, "Nhận liên hệ")

    assert "0912" not in house.heard(officer)
    assert house.says("card.phone_kept") in house.heard(officer)
    assert "GIỜ NÀY" not in house.heard(officer)


async def test_what_did_not_arrive_is_told_with_the_hours_and_what_to_say(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, _ = await shared(house, at=8)
    citizen.block()

    await house.press(officer, "Nhận liên hệ")

    told = house.heard(officer)
    assert "đã chặn" in told
    assert "Gọi số 0912 345 678: sáng (07:00–10:30) · chào, không nói việc." in told


async def test_an_act_of_the_law_out_of_her_hours_is_told_later_and_the_officer_knows(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen, number = await shared(house)
    await house.press(officer, "Nhận liên hệ")
    await quietly(house)
    before = len(citizen.from_bot)

    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Xin thêm giấy")
    await house.say(officer, "Sổ hộ nghèo")

    assert fresh(citizen, before) == ""
    assert house.says("law.told_later", number=number) in house.all_heard(officer)
    at_hour(house, 8)
    await house.later()
    assert NEWS in fresh(citizen, before)
