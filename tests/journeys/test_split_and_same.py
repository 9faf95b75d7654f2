"""Two requests of one person: a second matter is parted off, and one that is the same is closed with a link."""

from __future__ import annotations

from stage import Stage

from bot.simulator.person import Person
from bot.store import requests


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


async def test_who_wants_no_messages_hears_of_no_second_one_either(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.read(lambda tx: requests.silence(tx, 1, tx.now))
    before = len(citizen.from_bot)

    await house.say(officer, f"/tach {number} Con chưa có khai sinh.")

    assert len(citizen.from_bot) == before
    assert await house.rows("SELECT id FROM requests WHERE silenced_at IS NULL") == []


async def test_who_is_kept_from_the_first_is_kept_from_what_was_parted_off(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, _, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    await house.say(leader, f"/khonggiao {number}")
    await house.press(leader, "Cà Văn Minh", "không khách quan")

    await house.say(officer, f"/tach {number} Con chưa có khai sinh.")
    [row] = await house.rows("SELECT number FROM requests ORDER BY id DESC LIMIT 1")
    await house.say(officer, f"/huynhan {row['number']} Tôi đi xa.")

    assert await house.say(other, "/hangcho") == house.says("queue.empty")


async def test_what_cannot_wait_or_must_not_be_shown_is_seen_in_the_second_matter_too(house: Stage) -> None:
    officer, _, number = await in_hand(house)

    await house.say(officer, f"/tach {number} Chị kể là bị chồng đánh.")

    [row] = await house.rows("SELECT urgent, sensitive FROM requests ORDER BY id DESC LIMIT 1")
    assert (row["urgent"], row["sensitive"]) == (1, "violence")


async def test_what_is_the_same_goes_from_hand_to_hand_with_the_other(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    minh = await house.hire("Cà Văn Minh")
    other = await again(house, citizen, "Nương nhà mình bị lấn.")
    await house.say(officer, f"/nhan {other}", f"/trung {other}")
    await house.press(officer, number)

    await house.say(officer, f"/chuyen {number}")
    await house.press(officer, "Cà Văn Minh", "Không cần lời")

    await house.say(minh, f"/cacuoc {number}")
    assert "Nương nhà mình bị lấn." in house.heard(minh)
    await house.say(officer, f"/yeucau {other}")
    assert "Nương nhà mình bị lấn." not in house.heard(officer)


async def test_what_is_only_kept_is_not_read_with_the_other(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await again(house, citizen, "Nương nhà mình bị lấn.")
    await house.say(officer, f"/nhan {other}", f"/trung {other}")
    await house.press(officer, number)
    await house.read(lambda tx: requests.restrict(tx, 2, tx.now))

    await house.say(officer, f"/cacuoc {number}")

    assert "Nương nhà mình bị lấn." not in house.heard(officer)
