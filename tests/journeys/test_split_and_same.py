"""Two requests of one person: a second matter is parted off, and one that is the same is closed with a link."""

from __future__ import annotations

from stage import Stage

from bot.simulator.person import Person


async def in_hand(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen, "Nhà bên lấn nương.")
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


async def again(house: Stage, citizen: Person, story: str) -> str:
    """The same person asks once more."""
    await house.say(citizen, "/start")
    await house.press(citizen, "Nhờ việc mới")
    return await house.ask_about_land(citizen, story)


async def test_a_second_matter_gets_a_number_of_its_own(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await house.say(officer, f"/tach {number}")
    await house.say(officer, "Con chưa có khai sinh.")

    rows = await house.rows("SELECT number, status, claimed_by, person FROM requests ORDER BY id")
    assert len(rows) == 2
    assert (rows[1]["status"], rows[1]["claimed_by"]) == ("answered", rows[0]["claimed_by"])
    assert rows[0]["person"] == rows[1]["person"]
    new = f"{rows[1]['number'][:3]} {rows[1]['number'][3:6]} {rows[1]['number'][6:]}"
    assert house.says("split.done", number=number, other=new) in house.all_heard(officer)
    assert "Con chưa có khai sinh." in house.heard(officer)
    assert f"Việc đi cùng: {number}" in house.heard(officer)
    assert "lấn nương" not in house.heard(officer)
    assert house.says("citizen.split", number=new) in house.all_heard(citizen)
    await house.say(officer, f"/nhatky {number}")
    assert f"tách thành việc khác ({new})" in house.heard(officer)


async def test_one_that_is_the_same_is_closed_and_read_with_the_other(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await again(house, citizen, "Nương nhà mình bị lấn.")
    await house.say(officer, f"/nhan {other}")

    await house.say(officer, f"/trung {other}")
    await house.press(officer, number)

    assert house.heard(officer) == house.says("duplicate.done", number=other, other=number)
    rows = await house.rows("SELECT status, outcome FROM requests ORDER BY id")
    assert [(row["status"], row["outcome"]) for row in rows] == [("claimed", None), ("closed", "duplicate")]
    await house.say(officer, f"/cacuoc {number}")
    assert "Nương nhà mình bị lấn." in house.heard(officer)
    assert "Nhà bên lấn nương." in house.heard(officer)


async def test_one_who_may_not_read_the_other_learns_nothing_of_it(house: Stage) -> None:
    _, citizen, number = await in_hand(house)
    other_officer = await house.hire("Cà Văn Minh")
    other = await again(house, citizen, "Nương nhà mình bị lấn.")
    await house.say(other_officer, f"/nhan {other}")

    await house.say(other_officer, f"/trung {other}")
    assert house.heard(other_officer) == house.says("duplicate.none", number=other)
    row = (await house.rows("SELECT id FROM requests ORDER BY id"))[0]["id"]
    assert await house.forge(other_officer, f"same:{row + 1}.{row}") == house.says("press.old")
    assert number not in house.heard(other_officer)
