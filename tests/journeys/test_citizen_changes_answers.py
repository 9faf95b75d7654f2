"""A person mends what she said: by editing the message, from the review, by going back; and is told what came of it."""

from __future__ import annotations

import pytest
from stage import BEFORE, INTAKE, Stage, number_in

from bot.simulator.person import Person


async def typed(house: Stage, who: Person, words: str) -> int:
    """Type these; the message, to be edited later."""
    message = who.send(words)
    await house.idle()
    return message


async def edited(house: Stage, who: Person, message: int, words: str) -> str:
    who.edit(message, words)
    await house.idle()
    return house.heard(who)


async def led_to(house: Stage, question: str) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE[question])
    assert question in house.heard(citizen)
    return citizen


async def mend(house: Stage, citizen: Person, question: str) -> None:
    """From the review to one of its questions, which may stand on the second page."""
    await house.press(citizen, "Sửa")
    if not any(question in label for label in citizen.last.labels):
        await house.press(citizen, "Xem tiếp")
    await house.press(citizen, question)


async def send_from(house: Stage, citizen: Person, question: str) -> str:
    """Answer the rest by pressing; the request's number."""
    questions = [asked for asked, _ in INTAKE]
    for asked, label in INTAKE[questions.index(question) :]:
        assert asked in house.heard(citizen)
        await house.press(citizen, label)
    return number_in(house.heard(citizen))


# --- an edited message -----------------------------------------------------------------------


async def test_an_edited_story_stands_in_the_place_of_the_first(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời, bằng chữ")
    story = await typed(house, citizen, "Nhà bên lấn hai mét.")

    said = await edited(house, citizen, story, "Nhà bên lấn ba mét.")

    assert house.says("edit.changed") in said
    assert "Có giấy công an" in said
    await send_from(house, citizen, "Có giấy công an")
    await house.press(officer, "Nhận liên hệ")
    assert "lấn ba mét" in house.heard(officer)
    assert "lấn hai mét" not in house.heard(officer)


async def test_an_edited_phone_and_an_edited_name_count(house: Stage) -> None:
    citizen = await led_to(house, "Cán bộ gọi số nào?")
    phone = await typed(house, citizen, "0912 345 678")
    await house.press(citizen, "Chỉ mình dùng")
    name = await typed(house, citizen, "Mỷ")

    await edited(house, citizen, phone, "0912 345 679")
    said = await edited(house, citizen, name, "Giàng Thị Mỷ")

    assert "0912 345 679" in said
    facts = await house.facts(await send_from(house, citizen, "Gửi cho cán bộ nhé?"))
    assert facts["phone"]["phone"] == "+84912345679"
    assert facts["name"]["text"] == "Giàng Thị Mỷ"


async def test_an_edit_that_is_no_number_keeps_the_old_one_and_says_so(house: Stage) -> None:
    citizen = await led_to(house, "Cán bộ gọi số nào?")
    phone = await typed(house, citizen, "0912 345 678")

    said = await edited(house, citizen, phone, "0912 34")

    assert house.says("edit.kept") in said
    assert "Có ai khác xem, nghe máy này không?" in said
    facts = await house.facts(await send_from(house, citizen, "Có ai khác xem, nghe máy này không?"))
    assert facts["phone"]["phone"] == "+84912345678"


async def test_an_edited_place_is_the_place_that_counts(house: Stage) -> None:
    citizen = await led_to(house, "Đang ở xã nào, bản nào?")
    place = await typed(house, citizen, "Na Sang")
    await house.press(citizen, "Xã Na Sang")

    await edited(house, citizen, place, "Si Pa Phìn")
    await house.press(citizen, "Xã Si Pa Phìn")

    assert "Cán bộ gọi số nào?" in house.heard(citizen)
    facts = await house.facts(await send_from(house, citizen, "Cán bộ gọi số nào?"))
    assert facts["place"]["said"] == "Si Pa Phìn"


async def test_a_place_mended_before_it_was_chosen_is_looked_for_again(house: Stage) -> None:
    citizen = await led_to(house, "Đang ở xã nào, bản nào?")
    place = await typed(house, citizen, "Na Sang")

    await edited(house, citizen, place, "Si Pa Phìn")

    assert "Xã Si Pa Phìn" in " ".join(citizen.last.labels)


async def test_what_depends_on_an_edited_answer_is_asked_with_the_reason(house: Stage) -> None:
    citizen = await led_to(house, "Chuyện gì?")
    matter = await typed(house, citizen, "1")
    await house.press(citizen, "Kể sau với cán bộ")

    said = await edited(house, citizen, matter, "2")

    assert house.says("edit.because", question="Chuyện gì?") in said
    assert "Có ai bị đánh, bị doạ, bị ép không?" in said
    await house.press(citizen, "Không ai bị")
    assert "Có giấy công an" in house.heard(citizen)


async def test_an_edit_after_sending_reaches_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời, bằng chữ")
    story = await typed(house, citizen, "Nhà bên lấn hai mét.")
    await send_from(house, citizen, "Có giấy công an")
    await house.press(officer, "Nhận liên hệ")

    said = await edited(house, citizen, story, "Nhà bên lấn ba mét.")

    assert "Muốn dặn thêm gì không?" in said
    assert house.says("talk.edit_kept") in house.all_heard(citizen)
    await house.press(officer, "Mở xem")
    assert "lấn ba mét" in house.heard(officer)


async def test_an_edit_after_everything_is_said_reaches_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời, bằng chữ")
    story = await typed(house, citizen, "Nhà bên lấn hai mét.")
    await send_from(house, citizen, "Có giấy công an")
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")

    assert house.says("citizen.added") in await edited(house, citizen, story, "Nhà bên lấn ba mét.")

    assert "lấn ba mét" in house.heard(officer)


async def test_edited_words_under_a_photo_are_kept_for_the_officer_with_the_photo(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời, bằng chữ")
    photo = citizen.photo(b"\xff\xd8 the fence", caption="Cọc cũ")
    await house.idle()

    said = await edited(house, citizen, photo, "Cọc mới dời tháng trước")

    assert "Có giấy công an" in said
    await send_from(house, citizen, "Có giấy công an")
    await house.press(officer, "Nhận liên hệ")
    assert "Cọc mới dời tháng trước" in house.all_heard(officer)
    assert [m.file.content for m in officer.from_bot if m.file] == [b"\xff\xd8 the fence"]


# --- several photos --------------------------------------------------------------------------


async def test_an_album_is_one_answer_with_all_its_pictures(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời, bằng chữ")
    before = len(citizen.from_bot)

    citizen.album(("photo", "photo", "photo"), caption="Giấy của xã")
    await house.idle()

    assert len(citizen.from_bot) == before + 1
    await send_from(house, citizen, "Có giấy công an")
    await house.press(officer, "Nhận liên hệ")
    assert len([message for message in officer.from_bot if message.file]) == 3
    assert "Giấy của xã" in house.all_heard(officer)


async def test_photos_are_sent_one_after_another_until_done(house: Stage) -> None:
    citizen = await led_to(house, "Có giấy công an")
    await house.press(citizen, "Có, chụp gửi")
    for count in (1, 2):
        citizen.photo(f"page {count}".encode())
        await house.idle()
        assert house.says("flow.files_so_far", files=count) in house.heard(citizen)

    await house.press(citizen, "✅ Xong", "Tuần này")

    assert "Đang ở xã nào" in house.heard(citizen)
    facts = await house.facts(await send_from(house, citizen, "Đang ở xã nào, bản nào?"))
    assert len(facts["paper_photos"]["files"]) == 2


# --- the review ------------------------------------------------------------------------------

MENDED = (
    ("Nhờ cho ai?", "Cho mình", "Cho mình"),
    ("Chuyện gì?", "Nợ, tiền công", "💰 Nợ, tiền công"),
    ("Kể bằng lời", "Kể ở trên rồi", "Kể ở trên rồi"),
    ("Có giấy công an", "❓ Không biết", "❓ Không biết"),
    ("Đang ở xã nào", "Chưa muốn nói", "Chưa muốn nói"),
    ("Cán bộ gọi số nào?", "Không có máy", "Không có máy"),
    ("Có ai khác xem", "Chỉ mình dùng", "Chỉ mình dùng"),
    ("Gọi tên gì", "Chưa muốn nói", "Chưa muốn nói"),
)


@pytest.mark.parametrize(("question", "label", "shown"), MENDED)
async def test_every_answer_is_mended_from_the_review(
    house: Stage, question: str, label: str, shown: str
) -> None:
    citizen = await led_to(house, "Gửi cho cán bộ nhé?")

    await mend(house, citizen, question)
    assert question in house.heard(citizen)
    await house.press(citizen, label)

    assert "Gửi cho cán bộ nhé?" in house.heard(citizen)
    assert shown.split()[-1] in house.heard(citizen)


async def test_a_phone_that_turns_out_to_be_shared_asks_how_to_call_and_then_only_counts(
    house: Stage,
) -> None:
    citizen = await led_to(house, "Gửi cho cán bộ nhé?")

    await mend(house, citizen, "Có ai khác xem")
    await house.press(citizen, "Có người khác xem")
    assert house.says("edit.because", question="Có ai khác xem, nghe máy này không?") in house.heard(citizen)
    assert "Lúc nào gọi được?" in house.heard(citizen)
    await house.press(citizen, "Buổi tối", "Cúp máy")

    assert house.heard(citizen) == "Đã ghi 10 điều.\n\nGửi cho cán bộ nhé?"


async def test_on_a_shared_phone_answers_are_mended_and_never_read_back(house: Stage) -> None:
    citizen = await led_to(house, "Có ai khác xem, nghe máy này không?")
    await house.press(citizen, "Có người khác xem", "Buổi sáng", "Cúp máy", "Chưa muốn nói")

    await house.press(citizen, "Sửa", "Chuyện gì?", "Nợ, tiền công")

    assert house.heard(citizen) == "Đã ghi 10 điều.\n\nGửi cho cán bộ nhé?"
    await house.press(citizen, "1 ✅ Gửi")
    assert (await house.facts(number_in(house.heard(citizen))))["matter"] == "money"


# --- going back ------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(1, len(INTAKE)), ids=lambda at: INTAKE[at][0])
async def test_back_returns_to_the_question_before_and_forward_the_rest_stands(house: Stage, at: int) -> None:
    question, (before, label) = INTAKE[at][0], INTAKE[at - 1]
    citizen = await led_to(house, question)

    await house.press(citizen, "Quay lại")
    assert before in house.heard(citizen)
    assert question not in house.heard(citizen)
    await house.press(citizen, label)

    await send_from(house, citizen, question)
