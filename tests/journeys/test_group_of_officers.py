"""The officers' group: it sees little of what is sensitive, is never flooded, and moves house."""

from __future__ import annotations

import pytest
from stage import Stage

from bot.simulator.group import Group
from bot.simulator.person import Person

OFFICE = "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên"


async def at_work(house: Stage) -> tuple[Person, Group]:
    officer = await house.hire("Lò Thị Hoa")
    return officer, await house.group(officer)


@pytest.mark.parametrize(
    ("story", "kept"),
    [
        ("Chồng uống rượu về bị đánh suốt.", "violence"),
        ("Họ kéo vợ, con gái tôi mới mười bốn.", "child"),
        ("Bị lừa bán sang bên kia.", "trafficking"),
        ("Em gái tôi ăn LÁ NGÓN đêm qua.", "suicide"),
        ("Ông ấy hiếp dâm con tôi.", "sexual"),
        ("Nhà tôi bị HIV nên họ không cho vào.", "hiv"),
        ("Chủ tịch xã lấy đất của nhà tôi.", "commune"),
    ],
)
async def test_the_group_sees_only_the_number_of_what_is_sensitive(
    house: Stage, story: str, kept: str
) -> None:
    _, group = await at_work(house)

    number = await house.ask_about_land(await house.citizen(), story)

    assert group.last.text == f"🔴 Số {number} · {OFFICE}"
    assert await house.rows("SELECT sensitive FROM requests") == [{"sensitive": kept}]


async def test_a_story_that_holds_no_such_word_is_shown_with_matter_and_commune(house: Stage) -> None:
    _, group = await at_work(house)
    number = await house.ask_about_land(await house.citizen(), "Con dao rơi, hàng xóm lấn đất.")
    assert group.last.text == f"Số {number} · Đất, nhà, rừng · Xã Na Sang"


async def test_what_is_said_afterwards_makes_the_card_say_less(house: Stage) -> None:
    _, group = await at_work(house)
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    assert "Na Sang" in group.last.text

    await house.say(citizen, "Đêm qua tôi còn bị đánh.")

    assert group.last.text == f"🔴 Số {number} · {OFFICE}"


async def test_many_at_once_are_one_list_within_a_minute(house: Stage) -> None:
    officer, group = await at_work(house)
    before = len(group.from_bot)
    numbers = [await house.ask_about_land(await house.citizen(f"Bà Con {turn}")) for turn in range(18)]
    single = len(group.from_bot) - before
    assert single == 14  # and the greeting of the group: fifteen a minute

    await house.later(minutes=1.1)

    shown = group.from_bot[before:]
    assert len(shown) == single + 1
    assert shown[-1].text.startswith("4 việc mới, chưa ai nhận:")
    assert all(number in "\n".join(each.text for each in shown) for number in numbers)
    await house.tap(officer, numbers[-1], group)
    assert "Nhà bên lấn nương." in house.heard(officer)


async def test_the_list_leaves_out_what_was_claimed_meanwhile(house: Stage) -> None:
    officer, group = await at_work(house)
    numbers = [await house.ask_about_land(await house.citizen(f"Bà Con {turn}")) for turn in range(16)]
    await house.say(officer, f"/nhan {numbers[-1]}")

    await house.later(minutes=1.1)

    assert group.last.text.startswith("1 việc mới")
    assert numbers[-1] not in group.last.text


async def test_nothing_typed_in_the_group_reaches_a_citizen(house: Stage) -> None:
    officer, group = await at_work(house)
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.tap(officer, "Nhận liên hệ", group)
    card = group.last.message_id
    await house.press(officer, "Trả lời")
    heard = len(citizen.from_bot)

    officer.send("Bà này nói dối.", chat=group)
    officer.send("Bà này nói dối.", chat=group, reply_to=card)
    officer.send(f"/traloi {number} Bà nói dối.", chat=group)
    officer.photo(caption="Xem này", chat=group)
    await house.idle()

    assert len(citizen.from_bot) == heard


async def test_a_list_that_waits_moves_with_the_group_to_a_supergroup(house: Stage) -> None:
    officer, group = await at_work(house)
    for turn in range(16):
        number = await house.ask_about_land(await house.citizen(f"Bà Con {turn}"))

    group.migrate()
    await house.idle()
    await house.later(minutes=1.1)

    assert number in group.last.text
    await house.tap(officer, number, group)
    assert "Nhà bên lấn nương." in house.heard(officer)
