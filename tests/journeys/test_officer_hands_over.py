"""A request changes hands: released, transferred, declined, kept from somebody, and opened again."""

from __future__ import annotations

from stage import Stage
from test_officer_works import one_request
from test_officer_writes import in_hand

from bot.simulator.person import Person

GROUND = "có thể không khách quan"


async def leader_of(house: Stage) -> Person:
    return await house.hire("Quàng Thị Dung", "Điều phối")


async def status(house: Stage) -> tuple[str, int | None]:
    [row] = await house.rows("SELECT status, claimed_by FROM requests")
    return row["status"], row["claimed_by"]


# --- released --------------------------------------------------------------------------------


async def test_a_release_asks_why_and_the_next_one_reads_it(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    heard = len(citizen.from_bot)

    await house.press(officer, "Cách khác", "Huỷ nhận")
    assert house.heard(officer) == house.says("release.write", number=number)
    await house.say(officer, "Tôi đi Mường Nhé ba ngày.")

    assert house.says("release.done", number=number) in house.all_heard(officer)
    assert await status(house) == ("new", None)
    assert len(citizen.from_bot) == heard
    await house.press(other, "Nhận liên hệ")
    assert "Tôi đi Mường Nhé ba ngày." in house.heard(other)
    assert "Cà Văn Minh" in house.heard(citizen)


async def test_who_released_it_reads_it_no_more(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/huynhan {number} Bận việc khác.")
    seen = len(officer.from_bot)

    await house.say(officer, f"/yeucau {number}")
    await house.say(officer, f"/traloi {number} Mai nhé")

    said = "\n".join(each.text for each in officer.from_bot[seen:])
    assert "lấn nương" not in said
    assert house.says("request.not_yours", number=number) in said


# --- transferred -----------------------------------------------------------------------------


async def test_a_transfer_with_a_word_to_a_colleague(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")

    await house.say(officer, f"/chuyen {number}")
    assert officer.last.labels == ["👔 Cà Văn Minh"]
    await house.press(officer, "Cà Văn Minh")
    assert house.heard(officer) == house.says("transfer.write", number=number, officer="Cà Văn Minh")
    await house.say(officer, "Bà nghe máy buổi tối.")

    assert house.heard(officer) == house.says("transfer.done", number=number, officer="Cà Văn Minh")
    assert "Cà Văn Minh" in house.heard(citizen)
    await house.press(other, "Mở xem")
    assert "Bà nghe máy buổi tối." in house.heard(other)
    assert "Bà nghe máy" not in house.all_heard(citizen)
    await house.say(officer, f"/yeucau {number}")
    assert "lấn nương" not in house.heard(officer)


async def test_a_transfer_without_a_word(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")

    await house.press(officer, "Cách khác", "Chuyển người khác", "Cà Văn Minh", "Không cần lời")

    assert house.heard(other) == house.says("officer.given", number=number)
    [row] = await house.rows("SELECT count(*) AS n FROM notes")
    assert row["n"] == 0


async def test_a_coordinator_gives_a_waiting_request_to_somebody(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    leader = await leader_of(house)

    await house.say(leader, f"/chuyen {number}")
    await house.press(leader, "Lò Thị Hoa", "Không cần lời")

    assert house.says("officer.given", number=number) in house.all_heard(officer)
    assert "Lò Thị Hoa" in house.heard(citizen)
    assert (await status(house))[0] == "claimed"


async def test_a_coordinator_takes_it_from_one_and_gives_it_to_another(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.hire("Cà Văn Minh")
    leader = await leader_of(house)

    await house.say(leader, f"/chuyen {number}")
    await house.press(leader, "Cà Văn Minh", "Không cần lời")

    assert house.heard(officer) == house.says("officer.gone", number=number)


async def test_an_old_button_of_a_transfer_gives_nothing_away(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.hire("Cà Văn Minh")
    await house.say(officer, f"/chuyen {number}")
    await house.say(officer, f"/huynhan {number} Bận.")
    before = await house.state()

    await house.press(officer, "Cà Văn Minh")

    assert house.toast(officer) == house.says("request.not_yours", number=number)
    assert await house.state() == before


# --- not for this one ------------------------------------------------------------------------


async def test_not_mine_hides_it_from_this_officer_only(house: Stage) -> None:
    officer, _, number = await one_request(house)
    other = await house.hire("Cà Văn Minh")

    await house.press(officer, "Không phải việc mình")
    assert house.heard(officer) == house.says("not_mine.done", number=number)

    assert await house.say(officer, "/hangcho") == house.says("queue.empty")
    assert number in await house.say(other, "/hangcho")
    assert await status(house) == ("new", None)


async def test_when_it_is_nobodys_the_coordinator_hears_it(house: Stage) -> None:
    officer, _, number = await one_request(house)
    leader = await leader_of(house)

    await house.press(officer, "Không phải việc mình")

    assert house.heard(leader) == house.says("officer.left_over", number=number)


async def test_a_conflict_is_known_to_the_coordinator_alone(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    other, leader = await house.hire("Cà Văn Minh"), await leader_of(house)
    group = await house.group(officer, other, leader)
    seen = len(other.from_bot)

    await house.press(officer, "Cách khác", "Vướng, phải từ chối", GROUND)

    assert house.heard(officer) == house.says("conflict.done", number=number)
    told = house.says("conflict.told", number=number, officer="Lò Thị Hoa", ground=GROUND)
    assert told in house.all_heard(leader)
    everybody_else = [*other.from_bot[seen:], *group.from_bot]
    assert not any("Lò Thị Hoa" in each.text or GROUND in each.text for each in everybody_else)
    assert await status(house) == ("new", None)


async def test_who_has_a_conflict_can_do_nothing_with_it_any_more(house: Stage) -> None:
    officer, _, number = await one_request(house)
    await house.press(officer, "Vướng, phải từ chối", GROUND)
    before, seen = await house.state(), len(officer.from_bot)

    for command in ("/yeucau", "/nhan", "/traloi", "/ghichu", "/chuyen", "/dong", "/khongphai", "/linhvuc"):
        assert await house.say(officer, f"{command} {number} gì đó") == house.says(
            "request.handed_out", number=number
        )

    assert await house.say(officer, "/hangcho") == house.says("queue.empty")
    assert await house.state() == before
    assert not any("lấn nương" in each.text for each in officer.from_bot[seen:])


async def test_a_coordinator_keeps_somebody_from_a_request_who_does_not_learn_why(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.hire("Cà Văn Minh")
    leader = await leader_of(house)
    seen = len(officer.from_bot)

    await house.say(leader, f"/khonggiao {number}")
    await house.press(leader, "Lò Thị Hoa", GROUND)

    said = "\n".join(each.text for each in officer.from_bot[seen:])
    assert house.says("officer.gone", number=number) in said
    assert GROUND not in said
    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)
    await house.say(leader, f"/chuyen {number}")
    assert leader.last.labels == ["👔 Cà Văn Minh", "👔 Quàng Thị Dung"]


async def test_what_only_leaders_hand_out_is_refused_in_the_same_words(house: Stage) -> None:
    """Whoever is kept from a request for a conflict must not be able to tell."""
    officer, _, number = await one_request(house, "Xã bảo bỏ đạo thì mới cho làm giấy.")
    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)


async def test_a_leader_with_a_conflict_hears_nothing_of_it(house: Stage) -> None:
    _, _, number = await one_request(house)
    leader = await leader_of(house)
    head = await house.hire("Vàng A Páo", "Giám đốc")
    await house.say(leader, f"/vuong {number}")
    seen = len(leader.from_bot)

    await house.press(leader, GROUND)

    assert house.heard(leader) == house.says("conflict.done", number=number)
    assert "Quàng Thị Dung" in house.heard(head)
    assert await house.say(leader, f"/yeucau {number}") == house.says("request.handed_out", number=number)
    assert not any("lấn nương" in each.text for each in leader.from_bot[seen:])


SAME_CASE = "đã hoặc đang giúp bên kia trong cùng việc"


async def test_who_helped_the_other_side_keeps_it_only_where_both_sides_agree(house: Stage) -> None:
    officer, _, number = await one_request(house)
    leader = await leader_of(house)
    await house.say(officer, f"/vuong {number}")
    await house.press(officer, SAME_CASE)
    assert house.heard(officer) == house.says("conflict.agreement", number=number)
    assert await house.rows("SELECT * FROM declines") == []

    await house.press(officer, "Có, việc dân sự")

    assert house.heard(officer) == house.says("conflict.agreed", number=number)
    assert house.says("conflict.agreed_told", number=number, officer="Lò Thị Hoa") in house.all_heard(leader)
    assert await house.rows("SELECT * FROM declines") == []
    assert number in await house.say(officer, f"/nhan {number}")
    assert "hai bên thoả thuận" not in await house.say(officer, f"/nhatky {number}")
    assert "vướng nhưng hai bên thoả thuận (Lò Thị Hoa)" in await house.say(leader, f"/nhatky {number}")


async def test_without_an_agreement_it_is_declined_as_on_any_ground(house: Stage) -> None:
    officer, _, number = await one_request(house)
    await house.say(officer, f"/vuong {number}")
    await house.press(officer, SAME_CASE, "Không, phải từ chối")

    assert house.heard(officer) == house.says("conflict.done", number=number)
    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)


async def test_in_proceedings_no_agreement_helps(house: Stage) -> None:
    officer, _, number = await one_request(house)
    await house.read(lambda tx: tx.run("UPDATE requests SET form = 'proceedings'"))
    await house.say(officer, f"/vuong {number}")
    await house.press(officer, SAME_CASE)

    assert house.heard(officer) == house.says("conflict.done", number=number)


async def test_a_forged_ground_for_somebody_else_is_refused(house: Stage) -> None:
    officer, _, _ = await one_request(house)
    await house.hire("Cà Văn Minh")
    before = await house.state()

    assert await house.forge(officer, "ground:1.3.2017:25.2.b") == house.says("press.old")
    assert await house.forge(officer, "barred_for:1.3.2017:25.2.b") == house.says(
        "staff.other_role", role="cán bộ trợ giúp"
    )

    assert await house.state() == before
    assert await house.rows("SELECT * FROM declines") == []


# --- sorting ---------------------------------------------------------------------------------


async def test_a_sorted_sensitive_matter_leaves_only_the_number_in_the_group(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await leader_of(house)
    group = await house.group(officer, leader)
    number = await house.ask_about_land(await house.citizen())
    assert "Xã Na Sang" in group.last.text

    await house.say(leader, f"/linhvuc {number}")
    await house.press(leader, "Bị xâm hại")

    assert group.last.text == f"🔴 Số {number} · Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên"
    await house.say(officer, "/hangcho")
    assert "Na Sang" not in house.heard(officer)


async def test_an_officer_who_finds_that_it_is_about_faith_hands_it_to_the_leaders(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    leader = await leader_of(house)

    await house.press(officer, "Cách khác", "Xếp lĩnh vực", "Chuyện đạo")

    assert await status(house) == ("new", None)
    assert await house.say(officer, f"/nhan {number}") == house.says("request.handed_out", number=number)
    assert "✋ Nhận liên hệ" in leader.last.labels


# --- the end, and no end ---------------------------------------------------------------------


async def test_who_still_needs_help_opens_it_again_with_the_same_officer(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.press(officer, "Đóng việc", "Đã chỉ chỗ khác lo")
    assert house.heard(citizen) == house.says("citizen.closed.referred")

    await house.press(citizen, "Vẫn cần giúp")

    assert house.heard(citizen) == house.says("citizen.reopened")
    assert house.heard(officer) == house.says("officer.reopened", number=number)
    assert (await status(house))[0] == "claimed"
    assert (await house.rows("SELECT outcome, closed_at FROM requests")) == [
        {"outcome": None, "closed_at": None}
    ]
    await house.press(citizen, "Vẫn cần giúp")
    assert house.toast(citizen) == house.says("press.noted")


async def test_thanks_do_not_open_it_again_but_the_words_do(house: Stage) -> None:
    officer, citizen, _ = await in_hand(house)
    await house.press(officer, "Đóng việc", "Đã trả lời xong")

    await house.say(citizen, "Cảm ơn cán bộ nhé")
    assert (await status(house))[0] == "closed"
    await house.say(citizen, "xoá lời đã kể")
    await house.press(citizen, "Xoá hết")
    await house.say(citizen, "vẫn cần giúp")

    assert (await status(house))[0] == "claimed"
    assert "vẫn cần giúp" in house.heard(officer)


async def test_the_old_officer_has_left_so_it_waits_in_the_queue(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    await house.press(officer, "Đóng việc", "Không gặp được")
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra", "Đúng, cho ra")

    await house.press(citizen, "Vẫn cần giúp")

    assert await status(house) == ("new", None)
    assert number in house.heard(other)


async def test_on_a_guarded_phone_the_end_and_the_button_wait_behind_the_news(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Chuyện gia đình", "Không tiện nói")
    await house.press(citizen, "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình")
    await house.press(citizen, "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")
    assert house.heard(citizen) == "Có tin mới. Mở khi tiện."

    await house.press(citizen, "Mở xem")
    assert citizen.last.labels == ["🙋 Vẫn cần giúp", "📣 Chưa bằng lòng"]
    await house.press(citizen, "Vẫn cần giúp")

    assert (await status(house))[0] == "claimed"


async def test_a_stranger_opens_nothing_again(house: Stage) -> None:
    officer, _, _ = await in_hand(house)
    await house.press(officer, "Đóng việc", "Đã trả lời xong")
    thief = await house.citizen("Kẻ Tò Mò")
    before = await house.state()

    assert await house.forge(thief, "still:1") == house.says("press.old")

    assert await house.state() == before


async def test_met_by_telephone_is_a_first_contact(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    heard = len(citizen.from_bot)

    await house.press(officer, "Đã gặp, đã gọi")

    assert house.heard(officer) == house.says("contacted.kept", number=number)
    assert len(citizen.from_bot) == heard
    [row] = await house.rows("SELECT status, first_reply_at FROM requests")
    assert row["status"] == "answered"
    assert row["first_reply_at"]
