"""Who does not read sets one of twelve pictures instead of a word; it opens the old as a word does, and nobody guesses it."""

from __future__ import annotations

import pytest
from stage import Stage, fresh

from bot.simulator.person import Person
from bot.store.database import Transaction

PICTURES = ["Con trâu", "Con gà", "Con cá", "Con ong", "Bắp ngô", "Bông hoa"]
PICTURES += ["Ngọn núi", "Bếp lửa", "Trời mưa", "Ngôi sao", "Cái trống", "Cái gùi"]


async def with_a_picture(house: Stage, picture: str = "Con ong") -> tuple[Person, Person, str]:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.press(citizen, "Đặt từ riêng", "Chọn hình, khỏi gõ", picture)
    return officer, citizen, number


async def choose(house: Stage, who: Person, picture: str, number: str = "") -> str:
    """Look for the old by this picture; what came of it."""
    before = len(who.from_bot)
    await house.say(who, "/viecdanho")
    await house.press(who, "Mở lại bằng từ riêng")
    if number:
        await house.say(who, number)
    else:
        await house.press(who, "Không nhớ số")
    await house.press(who, "Đã chọn hình", picture)
    return fresh(who, before)


async def test_all_twelve_stand_on_one_screen_three_in_a_row(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Đặt từ riêng", "Chọn hình, khỏi gõ")

    rows = citizen.last.buttons
    assert [len(row) for row in rows[:4]] == [3, 3, 3, 3]
    assert [label.split(" ", 2)[2] for row in rows[:4] for label in row] == PICTURES


@pytest.mark.parametrize("picture", ["Con trâu", "Con ong", "Cái gùi"])
async def test_after_the_exit_the_picture_alone_opens_the_old(house: Stage, picture: str) -> None:
    officer, citizen, number = await with_a_picture(house, picture)
    await house.say(citizen, "thoát")

    assert f"Số {number}: đã nhận lời" in await choose(house, citizen, picture)

    assert house.heard(officer) == house.says("officer.opened_again", number=number)


async def test_from_another_phone_it_needs_the_number_too(house: Stage) -> None:
    officer, _, number = await with_a_picture(house)
    other = await house.citizen("Máy Mới")

    assert house.says("find.wrong", hotline="0215 3000 000") in await choose(house, other, "Con ong")
    assert f"Số {number}" in await choose(house, other, "Con ong", number)
    assert house.heard(officer) == house.says("officer.moved", number=number)


async def test_after_two_wrong_ones_not_even_the_right_one_opens_and_an_officer_hears_it(
    house: Stage,
) -> None:
    officer, citizen, number = await with_a_picture(house)
    await house.say(citizen, "thoát")
    assert number not in await choose(house, citizen, "Con gà")
    assert house.says("officer.guessed", number=number) not in house.all_heard(officer)
    assert number not in await choose(house, citizen, "Con cá")
    assert house.says("officer.guessed", number=number) in house.all_heard(officer)
    house.advance(days=2)  # nor on another day

    assert number not in await choose(house, citizen, "Con ong")
    await house.say(officer, f"/noilai {number}")
    await house.press(officer, "Đúng người, nối lại")
    await house.say(citizen, "/viecdanho")
    assert number in house.all_heard(citizen)


async def test_wrong_pictures_do_not_lock_out_who_has_a_word(house: Stage) -> None:
    _, citizen, number = await with_a_picture(house)
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, "hoa đào", "thoát")
    for picture in ("Con ong", "Con gà"):  # the picture was replaced by the word
        assert number not in await choose(house, citizen, picture)

    await house.say(citizen, "/viecdanho")
    await house.press(citizen, "Mở lại bằng từ riêng", "Không nhớ số")
    await house.say(citizen, "hoa dao")

    assert number in house.all_heard(citizen)


@pytest.mark.parametrize("typed", ["PICTURE bee", "picture bee", "Con ong", "🐝"])
async def test_a_picture_cannot_be_typed_as_a_word(house: Stage, typed: str) -> None:
    _, citizen, number = await with_a_picture(house)
    await house.say(citizen, "thoát", "/viecdanho")
    await house.press(citizen, "Mở lại bằng từ riêng", "Không nhớ số")

    await house.say(citizen, typed)

    assert number not in house.all_heard(citizen)


async def test_the_picture_stands_nowhere_on_the_card_or_in_the_session(house: Stage) -> None:
    officer, _, number = await with_a_picture(house)
    await house.say(officer, f"/yeucau {number}")
    assert "ong" not in house.heard(officer).split()
    assert "bee" not in str(await house.facts(number))

    def opened(tx: Transaction) -> str:
        rows = tx.all("SELECT id, body FROM sessions WHERE body IS NOT NULL")
        return "\n".join(tx.open("sessions", "body", row["id"], row["body"]) for row in rows)

    assert '"bee"' not in await house.read(opened)
