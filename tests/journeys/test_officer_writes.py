"""What officers write: to the person, for the staff alone, and what becomes of it."""

from __future__ import annotations

import pytest
from stage import Stage, fresh
from test_citizen_is_guarded import send_guarded
from test_officer_works import one_request

from bot.simulator.person import Person

NEWS = "Có tin mới. Mở khi tiện."


async def in_hand(house: Stage) -> tuple[Person, Person, str]:
    """An officer who has claimed a citizen's request."""
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


def card_of(officer: Person, words: str = "Nhà bên lấn nương.") -> int:
    """The newest message of the officer's chat that holds these words."""
    return next(each.message_id for each in reversed(officer.from_bot) if words in each.text)


# --- answering a card ------------------------------------------------------------------------


async def test_an_answer_to_a_card_goes_to_the_person_and_is_echoed(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await house.answer(officer, card_of(officer), "Mai tôi lên xã.")

    assert house.heard(citizen) == "Cán bộ Lò Thị Hoa trả lời:\n\nMai tôi lên xã."
    assert house.heard(officer) == house.says("reply.sent", number=number, words="Mai tôi lên xã.")


async def test_an_answer_to_the_echo_and_to_the_persons_words_goes_the_same_way(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.answer(officer, card_of(officer), "Mai tôi lên xã.")
    await house.answer(officer, card_of(officer, "Mai tôi lên xã."), "Tám giờ nhé.")
    assert "Tám giờ nhé." in house.heard(citizen)

    await house.say(citizen, "Vâng, tôi chờ ở bản.")
    await house.answer(officer, card_of(officer, "tôi chờ ở bản"), "Được.")

    assert house.heard(citizen) == "Cán bộ Lò Thị Hoa trả lời:\n\nĐược."


async def test_an_answer_to_a_card_of_nobody_reaches_nobody(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    heard = len(citizen.from_bot)

    said = await house.answer(officer, officer.last.message_id, "Mai tôi lên xã.")

    assert said == house.says("request.not_yours", number=number)
    assert len(citizen.from_bot) == heard


async def test_an_answer_to_a_card_wins_over_the_verb_that_waits(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    first, second = await house.citizen("Giàng Thị Mỷ"), await house.citizen("Sùng Thị Dúa")
    await house.ask_about_land(first, "Chuyện một.")
    await house.press(officer, "Nhận liên hệ")
    await house.ask_about_land(second, "Chuyện hai.")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    heard = len(second.from_bot)

    await house.answer(officer, card_of(officer, "Chuyện một."), "Cho người thứ nhất.")
    await house.say(officer, "Cho ai đây?")

    assert "Cho người thứ nhất." in house.heard(first)
    assert len(second.from_bot) == heard


async def test_a_photo_and_a_voice_answer_a_card(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    card = card_of(officer)

    for send in (officer.photo, officer.voice, officer.document):
        send(caption="Xem cái này.")
        message = house.world.bot(house.bot.token).updates._waiting[-1].body["message"]
        message["reply_to_message"] = {"message_id": card, "date": 1, "chat": message["chat"]}
        await house.idle()

    kinds = [each.file.kind for each in citizen.from_bot if each.file]
    assert kinds == ["photo", "voice", "document"]


async def test_a_photo_that_answers_a_card_goes_there_even_while_something_else_is_open(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    card = card_of(officer)
    await house.say(officer, "/start")
    await house.press(officer, "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")

    officer.photo(caption="Xem cái này.")
    message = house.world.bot(house.bot.token).updates._waiting[-1].body["message"]
    message["reply_to_message"] = {"message_id": card, "date": 1, "chat": message["chat"]}
    await house.idle()

    assert "Xem cái này." in house.heard(citizen)


async def test_a_voice_that_is_passed_on_is_as_long_as_it_was(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(citizen, "Dặn xong")
    citizen.voice(seconds=7)
    await house.idle()
    assert officer.last.file
    assert officer.last.file.seconds == 7


async def test_an_album_is_one_answer_and_words_after_it_reach_nobody(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Trả lời")
    heard = len(citizen.from_bot)

    officer.album(("photo", "photo", "photo"), caption="Ba trang của tờ giấy.")
    await house.idle()
    await house.say(officer, "Trưa nay ăn gì?")

    shown = [each for each in citizen.from_bot[heard:] if each.file]
    assert len(shown) == 3
    assert fresh(citizen, heard).count("trả lời:") == 1
    assert "ăn gì" not in house.all_heard(citizen)
    assert house.all_heard(officer).count("Gửi cho người nhờ") == 1


async def test_an_album_on_a_guarded_phone_waits_behind_one_button(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    heard = len(citizen.from_bot)

    officer.album(("photo", "photo"))
    await house.idle()

    assert [each.text for each in citizen.from_bot[heard:]] == [NEWS]
    await house.press(citizen, "Mở xem")
    assert len([each for each in citizen.from_bot[heard:] if each.file]) == 2


async def test_the_persons_album_is_acknowledged_once_and_passed_on_whole(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(citizen, "Dặn xong")
    heard, seen = len(citizen.from_bot), len(officer.from_bot)

    citizen.album(("photo", "photo", "photo"), caption="Giấy xã gửi.")
    await house.idle()

    assert fresh(citizen, heard).count(house.says("citizen.added")) == 1
    assert len([each for each in officer.from_bot[seen:] if each.file]) == 3


# --- notes -----------------------------------------------------------------------------------


async def test_a_note_is_read_by_the_staff_and_never_by_the_person(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    heard = len(citizen.from_bot)

    await house.press(officer, "Ghi chú")
    assert house.heard(officer) == house.says("note.write", number=number)
    await house.say(officer, "Có vẻ nhà này hay bị ép.")

    assert house.heard(officer) == house.says("note.kept", number=number, words="Có vẻ nhà này hay bị ép.")
    assert len(citizen.from_bot) == heard
    await house.say(leader, f"/yeucau {number}")
    assert "Có vẻ nhà này hay bị ép." in house.heard(leader)
    await house.say(leader, f"/ghichu {number} Tôi gọi lại cho xã.")
    await house.say(officer, f"/yeucau {number}")
    assert "Quàng Thị Dung" in house.heard(officer)
    assert len(citizen.from_bot) == heard


@pytest.mark.parametrize("command", ["/hangcho", "hàng chờ"])
async def test_a_command_typed_or_spoken_ends_what_waited_for_words(house: Stage, command: str) -> None:
    officer, _, number = await in_hand(house)
    await house.press(officer, "Ghi chú")
    await house.say(officer, command)
    await house.say(officer, "Chị ở nhà nhé.")
    assert house.says("note.kept", number=number, words="Chị ở nhà nhé.") not in house.all_heard(officer)


async def test_a_note_by_voice_is_kept_for_the_staff(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    heard = len(citizen.from_bot)

    await house.press(officer, "Ghi chú")
    officer.voice()
    await house.idle()

    assert house.heard(officer) == house.says("note.kept", number=number, words="📎")
    assert len(citizen.from_bot) == heard


@pytest.mark.parametrize("command", ["/ghichu", "/traloi"])
async def test_words_keep_their_lines(house: Stage, command: str) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"{command} {number} Dòng một\nDòng hai")
    assert "Dòng một\nDòng hai" in house.heard(officer)


# --- mending ---------------------------------------------------------------------------------


async def test_a_mended_answer_changes_what_the_person_sees(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.press(officer, "Trả lời")
    sent = officer.send("Mai tôi lên xã Na Sang.")
    await house.idle()
    shown = citizen.last.message_id

    await house.mend(officer, sent, "Ngày kia tôi lên xã Na Sang.")

    assert citizen.last.message_id == shown
    assert citizen.last.text == "Cán bộ Lò Thị Hoa sửa lại lời trả lời:\n\nNgày kia tôi lên xã Na Sang."
    assert house.heard(officer) == house.says(
        "reply.edited", number=number, words="Ngày kia tôi lên xã Na Sang."
    )


async def test_a_mended_answer_by_command_is_found_behind_its_number(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    sent = officer.send(f"/traloi {number} Tám giờ sáng.")
    await house.idle()

    await house.mend(officer, sent, f"/traloi {number} Chín giờ sáng.")

    assert citizen.last.text.endswith("\n\nChín giờ sáng.")


async def test_a_mended_answer_on_a_guarded_phone_is_news_again_and_read_mended(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    sent = officer.send("Mai đến trạm y tế.")
    await house.idle()
    heard = len(citizen.from_bot)

    await house.mend(officer, sent, "Ngày kia đến trạm y tế.")
    assert len(citizen.from_bot) == heard  # not opened yet: nothing more to see
    await house.press(citizen, "Mở xem")
    assert house.heard(citizen).endswith("Ngày kia đến trạm y tế.")
    await house.mend(officer, sent, "Thứ hai đến trạm y tế.")
    assert house.heard(citizen) == NEWS
    await house.press(citizen, "Mở xem")

    assert house.heard(citizen).endswith("Thứ hai đến trạm y tế.")


async def test_a_mended_note_stays_with_the_staff(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    sent = officer.send(f"/ghichu {number} Gọi thứ hai.")
    await house.idle()
    heard = len(citizen.from_bot)

    assert await house.mend(officer, sent, f"/ghichu {number} Gọi thứ ba.") == house.says(
        "note.edited", number=number
    )
    await house.say(officer, f"/yeucau {number}")

    assert "Gọi thứ ba." in house.heard(officer)
    assert "Gọi thứ hai." not in house.heard(officer)
    assert len(citizen.from_bot) == heard


async def test_an_answer_is_not_mended_once_the_request_is_gone(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.press(officer, "Trả lời")
    sent = officer.send("Mai tôi lên xã.")
    await house.idle()
    await house.press(officer, "Đóng việc", "Đã trả lời xong")
    shown = house.all_heard(citizen)

    assert await house.mend(officer, sent, "Không lên nữa.") == house.says("edit.too_late", number=number)

    assert house.all_heard(citizen) == shown


async def test_editing_what_went_to_nobody_changes_nothing(house: Stage) -> None:
    officer, _, _ = await in_hand(house)
    sent = officer.send("/viec")
    await house.idle()
    before = await house.state()

    assert await house.mend(officer, sent, "/hangcho") == house.says("desk.edit_stays")

    assert await house.state() == before


# --- what did not arrive ---------------------------------------------------------------------


async def test_what_was_not_delivered_comes_back_with_the_other_ways(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói")
    await house.say(citizen, "0912 345 678")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    citizen.block()

    await house.say(officer, "Mai tôi lên xã.")

    assert "đã chặn" in house.heard(officer)
    assert "0912 345 678" in house.heard(officer)
    assert "📞 Đã gặp, đã gọi" in officer.last.labels


async def test_without_anyone_in_hand_the_leaders_hear_what_did_not_arrive(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    citizen.block()
    house.world.faults.add("latency", method="sendMessage", seconds=0.2)
    officer.send(f"/traloi {number} Mai tôi lên xã.")
    officer.send(f"/huynhan {number} Tôi đi vắng.")
    await house.idle()

    assert any("lời không tới" in each.text for each in leader.from_bot)


async def test_an_answer_overtaken_by_a_quick_exit_comes_back_to_the_officer(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    house.world.faults.add("retry_after", method="sendMessage", chat=citizen.id, seconds=1, count=1)
    officer.send(f"/traloi {number} Mai tôi lên xã.")
    citizen.send("/thoat")
    await house.idle()

    assert "Mai tôi lên xã" not in house.all_heard(citizen)
    assert house.says("undelivered.left", number=number) in house.all_heard(officer)
