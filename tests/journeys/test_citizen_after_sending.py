"""After sending: words and files go to the officer, answers come back, what was asked is listed."""

from __future__ import annotations

from stage import Stage, number_in

MORE = "Muốn dặn thêm gì không?"
"""What is offered after sending, and again after each thing that was added."""


async def test_words_before_any_claim_stand_on_the_card_later(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    citizen.read()
    await house.say(citizen, "Tôi quên nói: nhà bên có giấy đỏ.")
    assert citizen.read() == [house.says("citizen.added"), MORE]
    assert "giấy đỏ" not in house.all_heard(officer)
    await house.press(officer, "Nhận liên hệ")

    assert "nhà bên có giấy đỏ" in house.heard(officer)


async def test_words_after_the_claim_go_to_the_claimer_only(house: Stage) -> None:
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    await house.say(citizen, "Tôi quên nói: nhà bên có giấy đỏ.")

    assert house.says("officer.from_citizen", number=number) in house.heard(officer)
    assert "giấy đỏ" in house.heard(officer)
    assert "giấy đỏ" not in house.all_heard(other)
    [letter] = await house.rows("SELECT author FROM messages")
    assert letter["author"] == "citizen"


async def test_a_voice_and_a_photo_after_the_claim_go_to_the_claimer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    citizen.voice(b"OggS more to tell")
    await house.idle()
    citizen.photo(b"\xff\xd8 the paper", caption="Giấy của xã")
    await house.idle()

    files = [message for message in officer.from_bot if message.file]
    assert [message.file.content for message in files if message.file] == [
        b"OggS more to tell",
        b"\xff\xd8 the paper",
    ]
    assert "Giấy của xã" in files[-1].text


async def test_the_conversation_goes_on_after_an_answer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Bà con có giấy gì không?")
    assert house.heard(citizen) == "Cán bộ Lò Thị Hoa trả lời:\n\nBà con có giấy gì không?"

    await house.say(citizen, "Có giấy viết tay.")
    await house.press(officer, "Trả lời")
    await house.say(officer, "Mang theo giấy ấy nhé.")

    assert "Mang theo giấy ấy" in house.heard(citizen)
    letters = await house.rows("SELECT author FROM messages ORDER BY id")
    assert [letter["author"].partition(":")[0] for letter in letters] == ["staff", "citizen", "staff"]
    [request] = await house.rows("SELECT status, first_reply_at, next_actor FROM requests")
    assert request["status"] == "answered"
    assert request["first_reply_at"]


async def test_a_new_request_is_one_press_away(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    assert "0215" in await house.press(citizen, "Dặn xong")
    await house.press(citizen, "Nhờ việc mới")

    assert "Cần gì?" in house.heard(citizen)


async def test_a_new_request_can_be_begun_while_more_may_be_added(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    await house.say(citizen, "/start")
    assert house.heard(citizen) == house.says("recap.sent")
    await house.press(citizen, "Kể tiếp")
    assert house.heard(citizen) == MORE
    await house.say(citizen, "/start")
    await house.press(citizen, "Nhờ việc mới")

    assert "Cần gì?" in house.heard(citizen)
    [request] = await house.rows("SELECT status FROM requests")
    assert request["status"] == "new"


async def test_words_after_closing_begin_anew(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")
    before = house.all_heard(officer)

    await house.say(citizen, "Cảm ơn cán bộ nhiều lắm nhé")

    assert "Cần gì?" in house.heard(citizen)
    assert house.all_heard(officer) == before


async def test_a_button_of_what_may_be_added_is_old_once_the_request_is_closed(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")

    await house.press(citizen, "Nói người kia")

    assert house.toast(citizen) == house.says("press.old")
    assert house.heard(citizen) == house.says("press.begin")
    assert "Cần gì?" in await house.press(citizen, "Nhờ việc mới")


async def test_what_is_being_told_anew_stays_when_an_earlier_request_is_closed(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong", "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")

    assert "Kể bằng lời" in await house.press(citizen, "Đất, nhà")


async def test_nothing_was_asked_yet(house: Stage) -> None:
    citizen = await house.citizen()

    await house.press(citizen, "Việc đã nhờ")

    assert "Chưa có việc nào đã nhờ" in house.heard(citizen)
    assert "0215" in await house.press(citizen, "Xem xong")


async def test_what_was_asked_is_listed_with_where_it_stands(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)

    async def listed() -> str:
        shown = await house.say(citizen, "/viecdanho")
        await house.press(citizen, "Xem xong")
        return shown

    assert f"Số {number}: đã nhận lời" in await listed()
    await house.press(officer, "Nhận liên hệ")
    assert f"Số {number}: đã nhận lời" in await listed()
    await house.press(officer, "Trả lời")
    await house.say(officer, "Mai tôi lên xã.")
    assert f"Số {number}: đã nhận lời" in await listed()
    await house.press(officer, "Đóng việc", "Đã trả lời xong")
    assert f"Số {number}: đã xong" in await listed()


async def test_who_only_looked_is_not_told_that_something_was_sent(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Việc đã nhờ")

    assert house.says("recap.sent") not in await house.say(citizen, "/start")
    assert "Cần gì?" in await house.press(citizen, "Bỏ, làm lại")


async def test_from_what_was_asked_one_comes_back_by_one_word(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    await house.say(citizen, "/viecdanho")

    shown = await house.say(citizen, "/start")

    assert shown.startswith(house.says("recap.plain"))
    assert "Chuyện gì?" in await house.press(citizen, "Kể tiếp")


async def test_what_others_asked_is_not_listed(house: Stage) -> None:
    one, other = await house.citizen("Giàng Thị Mỷ"), await house.citizen("Quàng Văn Phương")
    number = await house.ask_about_land(one)

    await house.press(other, "Việc đã nhờ")

    assert number not in house.heard(other)


async def test_who_blocked_the_bot_is_named_to_the_officer_with_other_ways(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói")
    await house.say(citizen, "0912 345 678")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    number = number_in(house.heard(citizen))
    await house.press(officer, "Nhận liên hệ")

    citizen.block()
    await house.idle()
    await house.press(officer, "Trả lời")
    await house.say(officer, "Mai tôi lên xã.")

    assert f"Việc {number}: lời không tới" in house.heard(officer)
    assert "0912 345 678" in house.heard(officer)
    citizen.unblock()
    await house.idle()
    await house.press(officer, "Trả lời")
    await house.say(officer, "Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_a_place_and_a_number_after_sending_go_to_the_claimer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    citizen.location(21.38612, 103.01694)
    await house.idle()
    assert "21.38612, 103.01694" in house.heard(officer)

    citizen.read()
    citizen.contact()
    await house.idle()
    assert citizen.read() == [house.says("citizen.added"), MORE]


async def test_a_sticker_after_sending_opens_no_new_conversation(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    before = await house.state()

    citizen.sticker()
    await house.idle()
    assert house.heard(citizen) == f"{house.says('flow.retry.unreadable')}\n\n{MORE}"
    assert await house.state() == before
    await house.press(citizen, "Dặn xong")
    citizen.sticker()
    await house.idle()

    assert house.says("flow.retry.unreadable") in house.heard(citizen)
    assert await house.rows("SELECT id FROM sessions WHERE outcome = '' AND flow = 'legal_aid'") == []


async def test_a_mended_word_under_a_photo_reaches_the_claimer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    sent = citizen.photo(caption="giấy đỏ nhà bên")
    await house.idle()

    citizen.edit(sent, "giấy đỏ nhà tôi")
    await house.idle()
    assert house.says("talk.edit_kept") in house.all_heard(citizen)
    await house.press(officer, "Mở xem")

    assert any("giấy đỏ nhà tôi" in message.text for message in officer.from_bot)


async def test_a_photo_that_cannot_be_fetched_is_asked_for_again(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    house.world.faults.add("error", method="getFile", code=400, description="Bad Request: file is too big")

    citizen.photo()
    await house.idle()

    assert house.says("file.lost") in house.heard(citizen)


async def test_a_word_of_only_invisible_signs_is_not_sent_on(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    await house.say_raw(citizen, "\u200b\u200b")

    assert house.says("flow.retry.empty") in house.heard(citizen)
    assert await house.rows("SELECT id FROM messages") == []
