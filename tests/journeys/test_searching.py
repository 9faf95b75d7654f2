"""Finding a request again: by number, telephone, words of a name, commune; and two sides that nobody is told of but leaders."""

from __future__ import annotations

from stage import Stage, number_in

from bot.simulator.person import Person
from bot.store import erasure, lookups
from bot.store.database import Transaction


def erase_all(tx: Transaction) -> None:
    for row in tx.all("SELECT id FROM requests"):
        erasure.erase_request(tx, row["id"], "machine")


async def asked_by(
    house: Stage, name: str, phone: str, story: str = "Nhà bên lấn nương."
) -> tuple[Person, str]:
    citizen = await house.citizen(name)
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, story)
    await house.press(citizen, "Không có giấy")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1")
    await house.press(citizen, "Số khác")
    await house.say(citizen, phone)
    await house.press(citizen, "Chỉ mình dùng")
    await house.say(citizen, name)
    await house.press(citizen, "Gửi")
    return citizen, number_in(house.heard(citizen))


async def test_an_officer_finds_by_name_and_phone_what_he_has_in_hand_only(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    _, mine = await asked_by(house, "Giàng Thị Mỷ", "0912 345 678")
    await house.press(officer, "Nhận liên hệ")
    _, free = await asked_by(house, "Giàng Thị Dở", "0987 654 321")

    for words in ("Giàng Thị Mỷ", "giang thi my", "Mỷ", "0912345678"):
        assert mine in await house.say(officer, f"/tim {words}"), words
        assert free not in house.heard(officer)
    for words in ("Giàng Thị Dở", "0987654321"):
        assert await house.say(officer, f"/tim {words}") == house.says("search.none_mine")
    assert (
        await house.rows(
            "SELECT details FROM audit WHERE what = 'searched' AND details NOT IN ('name', 'phone')"
        )
        == []
    )


async def test_a_leader_finds_all_that_she_may_see(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    _, number = await asked_by(house, "Giàng Thị Mỷ", "0912 345 678")
    await house.press(officer, "Nhận liên hệ")

    assert number in await house.say(leader, "/tim Giàng Thị Mỷ")
    assert number in await house.say(leader, "/tim 0912 345 678")
    await house.say(leader, f"/vuong {number}")
    await house.press(leader, "không khách quan")
    assert await house.say(leader, "/tim Giàng Thị Mỷ") == house.says("search.none")


async def test_by_number_code_and_commune(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    _, number = await asked_by(house, "Giàng Thị Mỷ", "0912 345 678")

    assert number in await house.say(officer, f"/tim {number}")
    assert number in await house.say(officer, "/tim xã Na Sang")
    assert "Giàng" not in house.heard(officer)
    assert await house.say(officer, "/tim xã Nậm Kè") == house.says("search.none")
    await house.say(officer, "/tim")
    assert house.heard(officer) == house.says("search.how")
    assert number in await house.say(officer, number)
    assert await house.say(officer, "/tim ?!") == house.says("search.unclear")
    assert await house.say(officer, "/tim 999 999 Z") in (
        house.says("search.unclear"),
        house.says("search.none_mine"),
    )


async def test_a_commune_does_not_tell_where_a_sensitive_one_is(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    _, number = await asked_by(house, "Giàng Thị Mỷ", "0912 345 678", "Chồng tôi đánh tôi.")

    assert await house.say(officer, "/tim xã Na Sang") == house.says("search.none")
    assert number not in house.heard(officer)


async def test_what_was_deleted_is_found_no_more(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    await asked_by(house, "Giàng Thị Mỷ", "0912 345 678")
    assert await house.rows("SELECT request FROM request_words") != []

    await house.read(erase_all)

    assert await house.rows("SELECT request FROM request_words") == []


async def test_what_was_kept_before_there_was_a_search_is_found_too(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    _, number = await asked_by(house, "Giàng Thị Mỷ", "0912 345 678")
    await house.read(
        lambda tx: (tx.run("DELETE FROM request_words"), tx.run("UPDATE requests SET worded = 0"))
    )
    assert await house.say(leader, "/tim Giàng Thị Mỷ") == house.says("search.none")

    await house.restart()
    await house.read(lookups.make_older_findable)

    assert number in await house.say(leader, "/tim Giàng Thị Mỷ")


# --- two sides -------------------------------------------------------------------------------


async def test_two_sides_of_a_quarrel_are_told_to_leaders_alone(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    one, first = await asked_by(house, "Giàng A Sùng", "0912 345 678")
    other, second = await asked_by(house, "Vừ Thị Mỷ", "0987 654 321")
    before = {who: len(who.from_bot) for who in (one, officer)}

    await house.press(other, "Người kia là ai")
    await house.say(other, "ông Giàng A Sùng ở bản trên")

    assert house.says("officer.sides", number=second, other=first) in house.all_heard(leader)
    assert {who: len(who.from_bot) for who in (one, officer)} == before
    assert "Sùng" not in house.all_heard(officer)


async def test_the_other_way_round_too_and_once(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    one, first = await asked_by(house, "Vừ Thị Mỷ", "0912 345 678")
    await house.press(one, "Người kia là ai")
    await house.say(one, "Giàng A Sùng")
    assert house.says("officer.sides", number=first, other=first)[:20] not in house.all_heard(leader)

    _, second = await asked_by(house, "Giàng A Sùng", "0987 654 321")

    told = [message.text for message in leader.from_bot if "hai bên của một chuyện" in message.text]
    assert told == [house.says("officer.sides", number=second, other=first)]


async def test_a_bare_given_name_matches_nobody(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await asked_by(house, "Giàng A Sùng", "0912 345 678")
    other, _ = await asked_by(house, "Vừ Thị Mỷ", "0987 654 321")

    await house.press(other, "Người kia là ai")
    await house.say(other, "Sùng")

    assert "hai bên" not in house.all_heard(leader)
