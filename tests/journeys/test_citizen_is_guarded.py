"""A phone that others read: nothing of the matter shows, replies wait behind a button, silence is obeyed."""

from __future__ import annotations

from stage import Stage, at_hour, number_in

from bot.simulator.person import Person

MATTER = ("gia đình", "đánh", "ly hôn", "toà", "trợ giúp")


async def send_guarded(house: Stage, *answers: str) -> Person:
    """A request about one's family from a shared phone, at eight in the morning."""
    at_hour(house, 8)
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Chuyện gia đình", "Không tiện nói")
    await house.say(citizen, "Chuyện ly hôn", "3", "Na Sang", "1", "0912 345 678")
    await house.press(citizen, "Có người khác xem", *answers)
    await house.say(citizen, "Mỷ")
    return citizen


async def test_the_review_counts_and_tells_nothing(house: Stage) -> None:
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")

    shown = house.heard(citizen)
    assert "Đã ghi" in shown
    assert "điều" in shown
    assert not any(word in shown.lower() for word in MATTER)
    assert "0912" not in shown


async def test_the_officer_reads_first_how_to_call(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi tối", "Chào, không nói việc")
    await house.press(citizen, "Gửi")
    assert house.heard(officer).startswith("🔴 Số ")
    assert "Gia đình" not in house.heard(officer)

    await house.press(officer, "Nhận liên hệ")

    card = house.heard(officer)
    assert card.startswith("⚠️ CÓ NGƯỜI KHÁC NGHE MÁY")
    assert "CÓ THỂ CÓ BẠO LỰC" in card
    assert "tối" in card
    assert "chào, không nói việc" in card


async def test_news_shows_no_matter_and_opens_on_a_press(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ")
    assert house.heard(citizen) == "Có tin mới. Mở khi tiện."
    await house.press(citizen, "Mở xem")
    assert "Lò Thị Hoa" in house.heard(citizen)

    await house.press(officer, "Trả lời")
    await house.say(officer, "Mai chị đến trạm y tế gặp tôi.")
    assert house.heard(citizen) == "Có tin mới. Mở khi tiện."
    assert "trạm y tế" not in house.all_heard(citizen)
    await house.press(citizen, "Mở xem")

    assert "Mai chị đến trạm y tế gặp tôi." in house.heard(citizen)


async def test_an_officers_file_waits_behind_the_button_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")

    officer.document("giay-hen.pdf", b"%PDF a paper")
    await house.idle()
    assert [message.file for message in citizen.from_bot if message.file] == []
    await house.press(citizen, "Mở xem")

    assert [message.file.content for message in citizen.from_bot if message.file] == [b"%PDF a paper"]


async def test_nobody_else_opens_the_news(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Mai chị đến trạm y tế gặp tôi.")
    thief = await house.citizen("Kẻ Tò Mò")

    for letter in range(1, 5):
        assert await house.forge(thief, f"read:{letter}") == "Nút này cũ rồi."

    assert "trạm y tế" not in house.all_heard(thief)


async def test_closing_says_no_more_than_that_there_is_news(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")

    assert house.heard(citizen) == "Có tin mới. Mở khi tiện."


async def test_do_not_call_do_not_write_is_obeyed_everywhere(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Đừng gọi, đừng nhắn", "Cúp máy")
    await house.press(citizen, "Gửi")
    number = number_in(house.heard(citizen))
    before = len(citizen.from_bot)

    await house.press(officer, "Nhận liên hệ")
    assert "ĐỪNG GỌI, ĐỪNG NHẮN" in house.heard(officer)
    await house.say(officer, f"/traloi {number} Mai tôi gọi nhé")
    assert "Chưa gửi gì" in house.heard(officer)
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert len(citizen.from_bot) == before
    assert await house.rows("SELECT id FROM messages") == []


async def test_what_was_asked_is_not_listed_on_a_shared_phone(house: Stage) -> None:
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    number = number_in(house.heard(citizen))

    assert number not in await house.say(citizen, "/viecdanho")
    assert "nói tận tai" in house.heard(citizen)
    assert not any(number in label for label in citizen.last.labels)
    assert number not in await house.say(citizen, "/start")
    await house.press(citizen, "Nhờ việc mới", "Việc đã nhờ")

    assert number not in house.heard(citizen)
    assert "nói tận tai" in house.heard(citizen)
    assert "0215" in await house.press(citizen, "Xem xong")


async def test_a_group_sees_a_number_and_the_office_only(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")

    card = group.last.text
    assert number_in(house.heard(citizen)) in card
    assert not any(word in card.lower() for word in ("gia đình", "đánh", "na sang", "mỷ", "0912"))
