"""The papers of a request: asked for, ticked off, the original seen; and the photos of them as one PDF."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from stage import Stage
from test_officer_writes import in_hand
from test_way_of_the_law import open_law

from bot import clerk
from bot.simulator.person import Person


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.01)


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "JPEG")
    return made.getvalue()


async def asked_for_papers(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen, number = await in_hand(house)
    await open_law(house, officer, number)
    await house.press(officer, "Xin thêm giấy")
    await house.say(officer, "giấy có tên ông bà, sổ đỏ")
    return officer, citizen, number


async def test_what_the_law_asks_for_stands_on_the_list_and_is_ticked_off(house: Stage) -> None:
    officer, _, number = await asked_for_papers(house)

    await house.say(officer, f"/giayto {number}")
    assert "1. ⬜ giấy có tên ông bà: chưa có" in house.heard(officer)
    await house.press(officer, "Có giấy 1")
    assert "1. 📥 giấy có tên ông bà: đã có, chưa xem bản chính" in house.heard(officer)
    await house.press(officer, "Bản chính 2")
    assert "2. ✅ sổ đỏ: đã xem bản chính" in house.heard(officer)

    await open_law(house, officer, number)
    assert "Giấy: cần 2, đã có 2, đã xem bản chính 1" in house.heard(officer)
    await house.say(officer, f"/nhatky {number}")
    assert "đã xem bản chính của một giấy" not in house.heard(officer)
    assert "đã xem bản chính" in house.heard(officer)


async def test_a_tick_is_taken_back_and_a_press_brought_twice_changes_nothing(house: Stage) -> None:
    officer, _, number = await asked_for_papers(house)
    await house.say(officer, f"/giayto {number}")

    await house.press_twice(officer, "Bản chính 1")
    rows = await house.rows("SELECT received_at, seen_at FROM dossier ORDER BY id")
    assert [row["seen_at"] is not None for row in rows] == [True, False]
    await house.press(officer, "Bản chính 1")
    assert "1. 📥 giấy có tên ông bà: đã có, chưa xem bản chính" in house.heard(officer)
    await house.press(officer, "Có giấy 1")
    assert "1. ⬜ giấy có tên ông bà: chưa có" in house.heard(officer)


async def test_papers_are_added_by_words_and_left_out(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/giayto {number}")
    assert house.says("dossier.none") in house.heard(officer)
    await house.press(officer, "Thêm giấy")
    await house.say(officer, "sổ hộ nghèo và sổ đỏ, sổ đỏ")
    await house.say(officer, f"/giayto {number} giấy khai sinh")
    assert "3. ⬜ giấy khai sinh: chưa có" in house.heard(officer)

    await house.press(officer, "Bớt giấy", "sổ đỏ")

    assert "sổ đỏ" not in house.heard(officer)
    assert "2. ⬜ giấy khai sinh: chưa có" in house.heard(officer)


async def test_the_list_has_an_end(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/giayto {number} " + ", ".join(f"giấy thứ {n}a" for n in range(30)))
    assert len(await house.rows("SELECT 1 FROM dossier")) == 20
    await house.say(officer, f"/giayto {number} giấy nữa")
    assert house.heard(officer) == house.says("dossier.full", most=20)


async def test_names_of_papers_are_sealed_and_go_with_the_words(house: Stage) -> None:
    officer, _, _ = await asked_for_papers(house)
    [row, _] = await house.rows("SELECT name FROM dossier ORDER BY id")
    assert "ông bà".encode() not in bytes(row["name"])
    assert house.all_heard(officer)


async def test_photos_of_papers_come_as_one_pdf_to_whom_it_may_concern(house: Stage) -> None:
    officer, citizen, number = await asked_for_papers(house)
    await house.say(officer, f"/giayto {number}")
    assert "thành một PDF" not in str(officer.from_bot[-1].buttons)
    citizen.photo(photo())
    citizen.photo(photo())
    await house.idle()

    await house.say(officer, f"/giayto {number}")
    await house.press(officer, "2 ảnh thành một PDF")

    file = officer.from_bot[-1].file
    assert file is not None
    assert file.content is not None
    assert file.name == f"hoaban-giay-{number.replace(' ', '')}.pdf"
    assert file.content.startswith(b"%PDF")
    assert house.says("made.photos", number=number) in house.all_heard(officer)


async def test_who_is_not_in_charge_sees_no_list_and_no_pdf(house: Stage) -> None:
    _, _, number = await asked_for_papers(house)
    other = await house.hire("Cà Thị Lả")

    await house.say(other, f"/giayto {number}", f"/giayto {number} sổ gì đó")

    assert "giấy có tên" not in house.all_heard(other)
    assert len(await house.rows("SELECT 1 FROM dossier")) == 2
