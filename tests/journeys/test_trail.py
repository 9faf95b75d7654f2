"""Trust: what happened to a request and by whom, who opened what, and all that was said, page by page."""

from __future__ import annotations

from stage import Stage

from bot.simulator.person import Person
from bot.store import erasure
from bot.store.database import Transaction


def erase(tx: Transaction) -> None:
    erasure.erase_request(tx, 1, "machine")


async def worked_on(house: Stage) -> tuple[Person, Person, Person, str]:
    """An officer answered a request; a leader and a head are there."""
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, "Nhà bên lấn nương.")
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.", f"/ghichu {number} Chồng hay uống rượu.")
    return leader, officer, citizen, number


async def test_every_opening_is_in_the_trail_with_who_and_when(house: Stage) -> None:
    leader, _, _, number = await worked_on(house)
    await house.say(leader, f"/yeucau {number}")

    await house.say(leader, f"/nhatky {number}")

    lines = house.heard(leader).split("\n")
    assert lines[0] == house.says("trail.of", number=number)
    assert any("Quàng Thị Dung: mở phiếu" in line for line in lines)
    assert any("Lò Thị Hoa: trả lời bà con" in line for line in lines)
    assert any("Bà con: gửi lời nhờ" in line for line in lines)
    assert lines[-1] == house.says("trail.whole")
    told = house.heard(leader)
    assert not any(word in told for word in ("Mai tôi lên xã", "uống rượu", "lấn nương"))


async def test_a_link_that_was_changed_or_taken_out_is_seen(house: Stage) -> None:
    leader, _, _, number = await worked_on(house)
    await house.read(lambda tx: tx.run("DELETE FROM history WHERE what = 'claimed'"))

    await house.say(leader, f"/nhatky {number}")

    assert house.says("trail.broken") in house.heard(leader)


async def test_links_that_were_taken_off_the_end_are_seen_too(house: Stage) -> None:
    leader, _, _, number = await worked_on(house)
    await house.read(lambda tx: tx.run("DELETE FROM history WHERE id = (SELECT max(id) FROM history)"))

    await house.say(leader, f"/nhatky {number}")

    assert house.says("trail.broken") in house.heard(leader)


async def test_deleting_the_words_leaves_the_chain_whole(house: Stage) -> None:
    leader, _, _, number = await worked_on(house)
    await house.read(erase)

    await house.say(leader, f"/nhatky {number}")

    assert house.says("trail.whole") in house.heard(leader)
    assert "xoá lời" in house.heard(leader)


async def test_older_ones_follow_in_the_same_message(house: Stage) -> None:
    leader, officer, _, number = await worked_on(house)
    for n in range(15):
        await house.say(officer, f"/ghichu {number} Lời {n}.")
    await house.say(leader, f"/nhatky {number}")
    shown = len(leader.from_bot)

    await house.press(leader, "Cũ hơn")

    assert len(leader.from_bot) == shown
    assert "gửi lời nhờ" in house.heard(leader)
    await house.press(leader, "Mới hơn")
    assert "gửi lời nhờ" not in house.heard(leader)


async def test_who_has_it_in_hand_reads_the_trail_but_not_who_is_kept_from_it(house: Stage) -> None:
    leader, officer, _, number = await worked_on(house)
    other = await house.hire("Cà Văn Minh")
    await house.say(leader, f"/khonggiao {number}")
    await house.press(leader, "Cà Văn Minh", "không khách quan")

    await house.say(officer, f"/nhatky {number}")
    assert "Cà Văn Minh" not in house.heard(officer)
    assert "vướng" not in house.heard(officer)
    await house.say(leader, f"/nhatky {number}")
    assert "vướng, phải từ chối (Cà Văn Minh)" in house.heard(leader)
    await house.say(other, f"/nhatky {number}")
    assert house.heard(other) == house.says("request.not_yours", number=number)


async def test_the_whole_conversation_in_order_with_notes_apart(house: Stage) -> None:
    _, officer, citizen, number = await worked_on(house)
    await house.say(citizen, "Cán bộ lên lúc nào?")
    citizen.photo()
    await house.idle()
    await house.say(officer, f"/cacuoc {number}")

    told = house.heard(officer)
    assert (
        told.index("Nhà bên lấn nương.") < told.index("Mai tôi lên xã.") < told.index("Cán bộ lên lúc nào?")
    )
    note = next(line for line in told.split("\n") if "uống rượu" in line)
    assert "chỉ cán bộ đọc" in note
    await house.press(officer, "Tệp 1")
    assert officer.last.text == house.says("card.file", number=number)
    [row] = await house.rows(
        "SELECT count(*) AS n FROM history WHERE what IN ('conversation_read', 'file_read')"
    )
    assert row["n"] == 2


async def test_a_long_conversation_is_turned_in_one_message(house: Stage) -> None:
    _, officer, citizen, number = await worked_on(house)
    for n in range(12):
        await house.say(citizen, f"Lời thứ {n}.")
    await house.say(officer, f"/cacuoc {number}")
    shown = len(officer.from_bot)
    assert "Lời thứ 11." in house.heard(officer)
    assert "Nhà bên" not in house.heard(officer)

    await house.press(officer, "Cũ hơn")

    assert len(officer.from_bot) == shown
    assert "Nhà bên lấn nương." in house.heard(officer)
    [row] = await house.rows("SELECT count(*) AS n FROM history WHERE what = 'conversation_read'")
    assert row["n"] == 1  # not one a page


async def test_a_file_of_another_request_is_not_handed_out(house: Stage) -> None:
    _, officer, _, number = await worked_on(house)
    stranger = await house.citizen("Vừ A Dế")
    await house.ask_about_land(stranger)
    stranger.photo()
    await house.idle()
    [file] = await house.rows("SELECT max(id) AS id FROM files")
    await house.say(officer, f"/cacuoc {number}")
    [row] = await house.rows("SELECT min(id) AS id FROM requests")

    assert await house.forge(officer, f"file_of:{row['id']}.{file['id']}") == house.says("press.old")


async def test_the_head_sees_who_opened_what_and_nobody_else_does(house: Stage) -> None:
    leader, officer, _, number = await worked_on(house)
    head = await house.hire("Vàng A Páo", "Giám đốc")
    await house.say(officer, f"/yeucau {number}")

    await house.say(head, "/aidaxem")
    line = next(line for line in house.heard(head).split("\n") if line.startswith("Lò Thị Hoa"))
    assert "2 lần, 1 việc" in line  # the claim, and the card once more
    await house.press(head, "Lò Thị Hoa")
    assert house.heard(head).count(number) == 2
    for who, role in ((leader, "điều phối"), (officer, "cán bộ trợ giúp")):
        await house.say(who, "/aidaxem")
        assert house.heard(who) == house.says("staff.other_role", role=role)
