"""Who comes in and as what: an invite that somebody must confirm, lawyers, collaborators, translators, and interpreters for one request."""

from __future__ import annotations

import re

from stage import Stage

from bot.simulator.person import Person

STORY = "Nhà bên lấn nương."


async def link_for(house: Stage, role: str, name: str = "Lò Thị Hoa") -> str:
    await house.say(house.admin, "/moi")
    await house.press(house.admin, role)
    await house.say(house.admin, name)
    found: list[str] = re.findall(r"start=([A-Za-z0-9_-]+)", house.all_heard(house.admin))
    return found[-1]


async def staff_rows(house: Stage) -> list[str]:
    return [row["role"] for row in await house.rows("SELECT role FROM staff WHERE until IS NULL ORDER BY id")]


# --- coming in -------------------------------------------------------------------------------


async def test_nobody_is_in_before_an_administrator_saw_who_pressed_the_link(house: Stage) -> None:
    token = await link_for(house, "Cán bộ trợ giúp")
    account = house.world.person("Hoa Ban Đêm")

    account.start(token)
    await house.idle()

    assert house.heard(account) == house.says("invite.wait")
    asked = house.says("invite.confirm", account="Hoa Ban Đêm", officer="Lò Thị Hoa", role="cán bộ trợ giúp")
    assert house.heard(house.admin) == asked
    assert await staff_rows(house) == ["admin"]
    await house.say(account, "/hangcho")
    assert house.heard(account) == house.says("staff.only")

    await house.press(house.admin, "Đúng người")

    assert await staff_rows(house) == ["admin", "officer"]
    assert house.heard(account) == house.says("invite.welcome", officer="Lò Thị Hoa", role="cán bộ trợ giúp")


async def test_a_stranger_with_the_link_is_turned_away_and_the_link_is_dead(house: Stage) -> None:
    token = await link_for(house, "Cán bộ trợ giúp")
    thief = house.world.person("Kẻ Nhặt Được")
    thief.start(token)
    await house.idle()

    await house.press(house.admin, "Không, không cho vào")

    assert house.heard(thief) == house.says("invite.refused")
    assert await staff_rows(house) == ["admin"]
    other = house.world.person("Lò Thị Hoa")
    other.start(token)
    await house.idle()
    assert house.heard(other) == house.says("invite.invalid")


async def test_what_was_said_of_an_invite_cannot_be_said_again(house: Stage) -> None:
    token = await link_for(house, "Cán bộ trợ giúp")
    account = house.world.person("Hoa")
    account.start(token)
    await house.idle()
    card = house.admin.last.message_id
    await house.press(house.admin, "Không, không cho vào")

    house.admin.press_old(card)
    await house.idle()

    assert house.toast(house.admin) == house.says("press.old")
    assert await staff_rows(house) == ["admin"]


async def test_a_yes_a_day_later_is_too_late(house: Stage) -> None:
    token = await link_for(house, "Cán bộ trợ giúp")
    house.world.person("Hoa").start(token)
    await house.idle()
    house.advance(hours=24.1)

    await house.press(house.admin, "Đúng người")

    assert house.toast(house.admin) == house.says("press.old")
    assert await staff_rows(house) == ["admin"]


async def test_an_officer_lets_nobody_in(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    token = await link_for(house, "Giám đốc", "Cà Văn Minh")
    house.world.person("Minh").start(token)
    await house.idle()
    await house.say(officer, "/start")

    for data in ("admit:2", "turn_away:2"):
        refused = house.says("staff.other_role", role="cán bộ trợ giúp")
        assert await house.forge(officer, data) == refused

    assert await staff_rows(house) == ["admin", "officer"]


# --- lawyers, collaborators, translators -----------------------------------------------------


async def test_a_lawyer_works_as_officers_do_but_not_at_the_counter(house: Stage) -> None:
    lawyer = await house.hire("Lò Thị Hoa", "Luật sư hợp đồng")
    number = await house.ask_about_land(await house.citizen(), STORY)

    await house.press(lawyer, "Nhận liên hệ")
    assert STORY in house.heard(lawyer)
    await house.say(lawyer, f"/traloi {number} Mai tôi lên xã.")

    for command in ("/quay", "/thongbao"):
        await house.say(lawyer, command)
        assert house.heard(lawyer) == house.says("staff.other_role", role="luật sư hợp đồng")


async def test_a_collaborator_gives_advice_but_has_nothing_to_do_with_proceedings(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    helper = await house.hire("Lò Thị Hoa", "Cộng tác viên")
    await house.say(leader, "/thongbao CA tỉnh; tạm giữ; Giàng A B; hôm nay 7:30; xã Nậm Kè")
    await house.press(leader, "Đúng")
    [notice] = await house.rows("SELECT number FROM requests")
    refused = house.says(
        "request.outside", number=f"{notice['number'][:3]} {notice['number'][3:6]} {notice['number'][6:]}"
    )

    await house.say(helper, f"/nhan {notice['number']}")
    assert house.heard(helper) == refused
    await house.say(helper, "/hangcho")
    assert house.heard(helper) == house.says("queue.empty")
    await house.say(leader, f"/chuyen {notice['number']}")
    assert not any("Lò Thị Hoa" in label for label in leader.last.labels)

    number = await house.ask_about_land(await house.citizen(), STORY)
    await house.press(helper, "Nhận liên hệ")
    assert STORY in house.heard(helper)
    await house.say(helper, f"/hoso {number}")
    await house.press(helper, "Hồ sơ đủ", "Thụ lý")
    await house.press(helper, "Tham gia tố tụng")
    assert house.toast(helper) == house.says("request.outside", number=number)
    assert await house.rows("SELECT id FROM requests WHERE form IS NOT NULL") == []


async def test_a_translator_sees_no_request(house: Stage) -> None:
    translator = await house.hire("Lò Thị Hoa", "Người dịch chữ")
    number = await house.ask_about_land(await house.citizen(), STORY)

    for command in ("/hangcho", "/viec", f"/yeucau {number}", f"/nhan {number}", "/nhansu", "/thongke"):
        await house.say(translator, command)
        assert house.heard(translator) == house.says("staff.other_role", role="người dịch chữ")
    assert number not in house.all_heard(translator)


async def test_an_officer_who_becomes_a_translator_gives_back_what_he_had(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.ask_about_land(await house.citizen(), STORY)
    await house.press(officer, "Nhận liên hệ")

    officer.start(await link_for(house, "Người dịch chữ"))
    await house.idle()
    await house.press(house.admin, "Đúng người")

    [row] = await house.rows("SELECT status, claimed_by FROM requests")
    assert (row["status"], row["claimed_by"]) == ("new", None)


# --- an interpreter --------------------------------------------------------------------------


async def interpreted(house: Stage) -> tuple[Person, Person, Person, str]:
    """An officer has a request in hand and called an interpreter into it."""
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen, STORY)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/phiendich {number}")
    await house.press(officer, "Đúng cả ba")
    await house.say(officer, "Sùng Thị Dở")
    token = re.findall(r"start=([A-Za-z0-9_-]+)", house.heard(officer))[-1]
    interpreter = house.world.person("Dở")
    interpreter.start(token)
    await house.idle()
    await house.press(officer, "Đúng người")
    return officer, citizen, interpreter, number


async def test_an_interpreter_sees_the_words_of_one_request_and_no_more(house: Stage) -> None:
    officer, citizen, interpreter, number = await interpreted(house)
    other = await house.ask_about_land(await house.citizen("Vừ A Dế"), "Chuyện khác hẳn.")
    await house.say(officer, f"/ghichu {number} Chồng chị hay uống rượu.")
    citizen.voice()
    await house.idle()

    await house.press(interpreter, "Mở xem")

    card = next(message for message in interpreter.from_bot if STORY in message.text)
    assert card.text.startswith(house.says("interpreter.card", number=number))
    told = house.all_heard(interpreter)
    assert not any(word in told for word in ("Giàng Thị Mỷ", "Huổi Lóng", "Na Sang", "uống rượu", other))
    for command in (
        "/hangcho",
        "/viec",
        "/nhansu",
        f"/nhan {number}",
        f"/traloi {number} chào",
        f"/chuyen {number}",
    ):
        await house.say(interpreter, command)
        assert house.heard(interpreter) == house.says("staff.other_role", role="người phiên dịch")
    await house.say(interpreter, f"/yeucau {other}")
    assert house.heard(interpreter) == house.says("request.unknown")
    assert "Chuyện khác hẳn." not in house.all_heard(interpreter)


async def test_what_he_writes_reaches_the_officer_and_never_the_person(house: Stage) -> None:
    officer, citizen, interpreter, number = await interpreted(house)
    before = len(citizen.from_bot)

    await house.press(interpreter, "Mở xem")
    await house.say(interpreter, f"/ghichu {number} Chị ấy nói cọc đã dời ba lần.")

    assert house.heard(officer) == house.says("officer.interpreted", number=number)
    await house.press(officer, "Mở xem")
    assert "cọc đã dời ba lần" in house.heard(officer)
    assert len(citizen.from_bot) == before


async def test_he_is_let_go_with_the_request(house: Stage) -> None:
    officer, _, interpreter, number = await interpreted(house)
    await house.press(interpreter, "Mở xem")

    await house.say(officer, f"/traloi {number} Mai tôi lên xã.", f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert [message.text for message in interpreter.chat] == [house.says("interpreter.over", number=number)]
    await house.say(interpreter, f"/yeucau {number}")
    assert house.heard(interpreter) == house.says("staff.only")
    whats = [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")]
    for what in ("interpreter_invited", "interpreter_in", "interpreter_read", "interpreter_out"):
        assert what in whats


async def test_he_is_let_go_by_a_press(house: Stage) -> None:
    officer, _, interpreter, number = await interpreted(house)

    await house.say(officer, f"/phiendich {number}")
    await house.press(officer, "Thôi phiên dịch: Sùng Thị Dở")

    assert house.heard(officer) == house.says("interpreter.gone", officer="Sùng Thị Dở", number=number)
    await house.say(interpreter, f"/yeucau {number}")
    assert house.heard(interpreter) == house.says("staff.only")


async def test_one_of_the_staff_is_no_interpreter(house: Stage) -> None:
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    number = await house.ask_about_land(await house.citizen(), STORY)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/phiendich {number}")
    await house.press(officer, "Đúng cả ba")
    await house.say(officer, "Cà Văn Minh")

    other.start(re.findall(r"start=([A-Za-z0-9_-]+)", house.heard(officer))[-1])
    await house.idle()

    assert house.heard(other) == house.says("interpreter.of_the_staff")


async def test_nobody_calls_an_interpreter_into_what_he_does_not_have(house: Stage) -> None:
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    number = await house.ask_about_land(await house.citizen(), STORY)
    await house.press(officer, "Nhận liên hệ")

    await house.say(other, f"/phiendich {number}")

    assert house.heard(other) == house.says("request.not_yours", number=number)
