"""Somebody asks for another person: the officer is warned, the helper learns only that it arrived."""

from __future__ import annotations

import pytest
from stage import Stage, fresh, number_in

from bot.simulator.person import Person

RECEIPT = "Đã nhận lời nhờ. Việc đi tới đâu, cán bộ nói với chính người ấy."
REST = ("Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "1 ✅ Gửi")


async def helping(house: Stage, *presses: str, name: str = "Lò Văn Pản") -> Person:
    helper = await house.citizen(name)
    await house.press(helper, "Nhờ giúp", "Đồng ý ghi", "Cho người khác", *presses)
    return helper


async def sent_for(house: Stage, *presses: str) -> Person:
    """A neighbour asks about somebody's debts, and all is said."""
    helper = await helping(house, "Người quen", "Chưa biết", "Nợ, tiền công", *presses)
    await house.say(helper, "Bà ấy bị lừa mất đôi trâu.")
    await house.press(helper, *REST)
    return helper


async def card(house: Stage, officer: Person) -> str:
    await house.press(officer, "Nhận liên hệ")
    return next(message.text for message in officer.from_bot[::-1] if "⚠️" in message.text)


# --- the questions ---------------------------------------------------------------------------


async def test_who_is_there_says_so_by_voice_and_may_be_called(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await helping(house, "Người nhà", "Có, đang ở đây")
    assert "Mời người ấy nói vào máy: «Tôi nhờ giúp»." in house.heard(helper)
    await house.press(helper, "Nói cách nào")
    assert "Giữ nút micro" in house.heard(helper)
    helper.voice(b"OggS I ask for help")
    await house.idle()
    assert "Cán bộ gọi thẳng người ấy được không?" in house.heard(helper)
    await house.press(helper, "Gọi được, gõ số")
    assert "Gõ số máy của người ấy" in house.heard(helper)
    await house.say(helper, "0912 345 678")
    assert house.heard(helper) == "Mấy câu sau hỏi chuyện của người ấy.\n\nChuyện gì?"
    await house.press(helper, "Giấy tờ, chế độ")
    await house.say(helper, "Bà ấy mất sổ nghèo.")
    await house.press(helper, "Không có giấy", "Chưa muốn nói")
    assert "Giờ hỏi về máy của người nhờ hộ." in house.heard(helper)
    await house.press(helper, *REST[2:5])
    assert "Đọc lại lời đã ghi cho người ấy nghe. Đúng chưa?" in house.heard(helper)
    await house.press(helper, "Người ấy bảo chưa đúng")
    assert "Bấm «Quay lại»" in house.heard(helper)
    await house.press(helper, "Người ấy bảo đúng", REST[5])

    read = await card(house, officer)

    assert "Máy người cần giúp: 0912 345 678" in read
    assert "Người ấy đồng ý: có, ở cạnh người nhờ hộ" in read
    assert "Người nhờ hộ là: người nhà" in read
    assert "Đọc lại cho người ấy nghe: người ấy bảo đúng" in read
    assert [m.file.content for m in officer.from_bot if m.file] == [b"OggS I ask for help"]


@pytest.mark.parametrize("agreed", ["Chưa biết", "Không hỏi được"])
async def test_whoever_does_not_know_of_it_is_not_called(house: Stage, agreed: str) -> None:
    helper = await helping(house, "Người quen", agreed)

    assert "Cán bộ gọi thẳng" not in house.all_heard(helper)
    assert "Chuyện gì?" in house.heard(helper)


async def test_who_agrees_from_afar_says_nothing_into_this_phone(house: Stage) -> None:
    helper = await helping(house, "Người nhà", "Có, không ở đây")

    assert "Cán bộ gọi thẳng người ấy được không?" in house.heard(helper)
    await house.press(helper, "Không có máy")
    assert "Chuyện gì?" in house.heard(helper)


@pytest.mark.parametrize(
    ("relation", "matter", "asked"),
    [
        ("Mình là trưởng bản", "Nợ, tiền công", True),
        ("Người quen", "Đất, nhà", True),
        ("Người nhà", "Chuyện gia đình", True),
        ("Người quen", "Nợ, tiền công", False),
    ],
)
async def test_ones_own_stake_is_asked_where_there_may_be_one(
    house: Stage, relation: str, matter: str, asked: bool
) -> None:
    helper = await helping(house, relation, "Chưa biết", matter)

    assert ("Mình có dính vào việc này không?" in house.heard(helper)) is asked


# --- what the officer is warned of -----------------------------------------------------------


async def test_the_officer_reads_first_that_it_is_a_helper(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await sent_for(house)

    read = await card(house, officer)

    assert read.startswith(house.says("card.warning.helper"))
    assert "Nhờ cho: người khác" in read


async def test_that_the_person_must_not_be_called(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await helping(house, "Người nhà", "Có, không ở đây", "Đừng gọi, nguy hiểm", "Nợ, tiền công")
    await house.press(helper, "Kể sau", *REST)

    read = await card(house, officer)

    assert house.says("card.warning.person") in read
    assert "Máy người cần giúp: đừng gọi, nguy hiểm" in read


@pytest.mark.parametrize(("stake", "shown"), [("Có dính vào", "có"), ("Không tiện nói", "không tiện nói")])
async def test_that_the_helper_may_have_a_stake_of_his_own(house: Stage, stake: str, shown: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await helping(house, "Mình là trưởng bản", "Không hỏi được", "Đất, nhà", stake)
    await house.press(helper, "Kể sau", *REST)

    read = await card(house, officer)

    assert house.says("card.warning.involved") in read
    assert f"Người nhờ hộ có dính vào: {shown}" in read


async def test_a_helper_without_a_stake_makes_no_warning_of_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await helping(house, "Người quen", "Chưa biết", "Đất, nhà", "Không dính gì")
    await house.press(helper, "Kể sau", *REST)

    assert house.says("card.warning.involved") not in await card(house, officer)


async def test_a_group_learns_nothing_but_the_number(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    await sent_for(house)

    assert "Nợ" not in group.last.text
    assert "trâu" not in group.last.text


# --- what the helper learns ------------------------------------------------------------------


async def test_the_helper_learns_that_it_arrived_and_no_number(house: Stage) -> None:
    helper = await sent_for(house)
    [request] = await house.rows("SELECT number, helper, guarded FROM requests")

    assert house.heard(helper).startswith(RECEIPT)
    assert "Chưa phải thụ lý" in house.heard(helper)
    assert request["number"][:3] + " " not in house.all_heard(helper)
    assert (request["helper"], request["guarded"]) == (1, 1)


async def test_neither_claim_nor_closing_is_told_to_the_helper(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    before = len(helper.from_bot)

    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")

    assert fresh(helper, before) == ""


async def test_status_tells_the_helper_nothing(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ")
    before = len(helper.from_bot)

    await house.say(helper, "xem việc đã nhờ")

    said = fresh(helper, before)
    assert house.says("mine.helper") in said
    assert "đang xem" not in said
    assert not any("Số " in label for label in helper.last.labels)


async def test_the_helper_is_offered_no_private_word(house: Stage) -> None:
    helper = await sent_for(house)

    assert "Dặn thêm gì cho người ấy không?" in house.heard(helper)
    assert not any("từ riêng" in label for label in helper.last.labels)


async def test_an_officer_who_answers_is_told_to_whom(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    assert "NGƯỜI NHỜ HỘ" in house.heard(officer)

    await house.say(officer, "Nhờ bà ấy gọi cho Trung tâm.")

    assert house.heard(helper) == house.says("citizen.news")
    await house.press(helper, "Mở xem")
    assert "Nhờ bà ấy gọi cho Trung tâm." in house.heard(helper)


async def test_a_helper_with_a_request_of_his_own_still_sees_that_one(house: Stage) -> None:
    helper = await sent_for(house)
    await house.press(helper, "Dặn xong", "Nhờ việc mới")
    number = await house.ask_about_land(helper)
    await house.press(helper, "Dặn xong")
    before = len(helper.from_bot)

    await house.say(helper, "xem việc đã nhờ")

    assert number in fresh(helper, before) + " ".join(helper.last.labels)


async def test_the_review_of_a_helper_on_his_own_phone_reads_back_what_he_said(house: Stage) -> None:
    helper = await helping(house, "Người quen", "Chưa biết", "Nợ, tiền công")
    await house.say(helper, "Bà ấy bị lừa mất đôi trâu.")
    await house.press(helper, *REST[:-1])

    review = house.heard(helper)

    assert "Người ấy là ai?\n→ Người quen" in review
    assert "Người ấy có đồng ý không?\n→ Chưa biết" in review
    assert "đôi trâu" not in review


# --- what the helper's chat keeps ------------------------------------------------------------


async def test_the_helpers_chat_keeps_nothing_of_what_was_told(house: Stage) -> None:
    helper = await sent_for(house)

    assert "đôi trâu" not in "\n".join(message.text for message in helper.chat)
    assert "Người ấy là ai?" not in house.all_heard(helper)
    assert "Tin quá hai ngày, ảnh chụp màn hình thì bot không xoá được." in house.heard(helper)
    assert RECEIPT in house.heard(helper)


async def test_what_was_there_before_stays(house: Stage) -> None:
    helper = await house.citizen("Lò Văn Pản")
    number = await house.ask_about_land(helper)
    await house.press(helper, "Dặn xong")
    house.advance(hours=1)
    await house.press(
        helper, "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi", "Cho người khác", "Người quen", "Chưa biết"
    )
    await house.press(helper, "Nợ, tiền công", "Kể sau", *REST)

    assert number in house.all_heard(helper)
    assert "Người ấy là ai?" not in house.all_heard(helper)


async def test_what_is_added_later_goes_too(house: Stage) -> None:
    helper = await sent_for(house)
    await house.press(helper, "Nói người kia là ai")
    await house.say(helper, "Ông Vàng Seo Páo")

    assert "Vàng Seo Páo" not in "\n".join(message.text for message in helper.chat)
    assert RECEIPT in house.all_heard(helper)


# --- by which the person is known ------------------------------------------------------------


async def test_a_phrase_by_which_the_officer_knows_the_person(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(helper, "Đặt câu để nhận ra người ấy")
    assert "Người ấy nói câu gì thì cán bộ nhận ra?" in house.heard(helper)
    await house.say(helper, "Chim én về")

    assert "Chim én về" in await card(house, officer)
    assert "Chim én" not in "\n".join(message.text for message in helper.chat)
    [request] = await house.rows("SELECT facts FROM requests")
    assert "Chim én".encode() not in request["facts"]


# --- who may hear later ----------------------------------------------------------------------


async def test_the_helper_hears_in_a_few_words_once_the_person_allowed_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ")
    number = number_in(house.all_heard(officer))
    before = len(helper.from_bot)

    assert house.says("helper_told.ask", number=number) == await house.say(officer, f"/baonguoinho {number}")
    assert house.says("helper_told.kept", number=number) == await house.press(officer, "Người ấy cho báo")
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert fresh(helper, before) == house.says("citizen.news")
    await house.press(helper, "Mở xem")
    told = fresh(helper, before)
    assert "Việc nhờ hộ:" in told
    assert "Người ấy cho báo." in told
    assert number not in told
    assert "trâu" not in told
    history = [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")]
    assert "helper_may_hear" in history


async def test_what_was_allowed_can_be_taken_back(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ")
    number = number_in(house.all_heard(officer))
    before = len(helper.from_bot)
    await house.say(officer, f"/baonguoinho {number}")
    await house.press(officer, "Người ấy cho báo", "Không cho báo")

    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert fresh(helper, before) == ""


async def test_nobody_asks_that_of_a_request_of_ones_own(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    assert house.says("helper_told.none", number=number) == await house.say(officer, f"/baonguoinho {number}")
    [row] = await house.rows("SELECT id FROM requests")
    await house.forge(officer, f"helper_hears:{row['id']}.yes")
    assert house.toast(officer) == house.says("press.old")


# --- commune staff ---------------------------------------------------------------------------


async def test_an_official_cannot_ask_against_his_own_committee_and_nothing_is_kept(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    before = len(officer.from_bot)
    helper = await helping(house, "Mình là cán bộ xã", "Có, không ở đây")
    await house.say(helper, "0912 345 678")
    await house.press(helper, "Giấy tờ, chế độ", "Phải, về uỷ ban xã mình")

    told = house.heard(helper)
    assert "Việc về uỷ ban xã thì cán bộ xã ấy không nhờ hộ được. Không ghi gì cả." in told
    assert "0215 3000 000" in told
    assert await house.rows("SELECT id FROM requests") == []
    assert await house.rows("SELECT id FROM sessions WHERE flow = 'legal_aid' AND body IS NOT NULL") == []
    assert fresh(officer, before) == ""


@pytest.mark.parametrize("later", [False, True])
async def test_words_that_tell_of_the_communes_people_are_marked_for_who_leads(
    house: Stage, later: bool
) -> None:
    coordinator = await house.hire("Quàng Thị Dung", "Điều phối")
    helper = await helping(
        house, "Mình là cán bộ xã", "Chưa biết", "Giấy tờ, chế độ", "Không rõ", "Không dính gì"
    )
    words = "Chủ tịch xã không ký giấy cho bà ấy."
    await house.say(helper, "Bà ấy mất giấy." if later else words)
    await house.press(helper, *REST)
    if later:
        await house.press(helper, "Dặn xong")
        await house.say(helper, words)

    [row] = await house.rows("SELECT number FROM requests")
    number = f"{row['number'][:3]} {row['number'][3:6]} {row['number'][6:]}"
    assert house.all_heard(coordinator).count(house.says("officer.own_commune", number=number)) == 1
    await house.press(coordinator, "Mở xem")
    assert house.says("card.warning.own_commune") in house.heard(coordinator)


async def test_a_village_head_asks_for_a_neighbour(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await helping(
        house, "Mình là trưởng bản", "Có, không ở đây", "Không có máy", "Nợ, tiền công", "Không dính gì"
    )
    await house.say(helper, "Nhà ấy bị lừa mất đôi trâu.")
    await house.press(helper, *REST)

    read = await card(house, officer)

    assert read.startswith(house.says("card.warning.helper"))
    for line in (
        "Người nhờ hộ là: trưởng bản",
        "Người ấy đồng ý: có, không ở cạnh",
        "Nhà ấy bị lừa mất đôi trâu.",
    ):
        assert line in read
    assert house.says("card.warning.involved") not in read
    assert RECEIPT in house.all_heard(helper)
    assert "đôi trâu" not in "\n".join(message.text for message in helper.chat)
