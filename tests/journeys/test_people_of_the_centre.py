"""Who works here: who am I, duty, the list, and whoever is taken out."""

from __future__ import annotations

import pytest
from stage import Stage, fresh
from test_officer_works import one_request
from test_officer_writes import in_hand

from bot.simulator.person import Person


@pytest.mark.parametrize("command", ["/toi", "/me", "/TOI"])
async def test_who_am_i(house: Stage, command: str) -> None:
    officer, _, _ = await in_hand(house)

    said = await house.say(officer, command)

    assert said == (
        "Lò Thị Hoa · cán bộ trợ giúp\n"
        "Nơi làm: Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên\n"
        "Việc đang giữ: 1"
    )


async def test_who_am_i_on_leave_and_on_duty(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/truc")
    await house.press(leader, "Lò Thị Hoa")
    assert house.heard(officer) == house.says("duty.on_you")
    await house.say(officer, "/nghi 1")

    said = await house.say(officer, "/toi")

    assert "đang nghỉ đến hết" in said
    assert said.endswith("đang trực")


async def test_an_administrator_has_nothing_in_hand_and_a_stranger_is_nobody(house: Stage) -> None:
    assert "Việc đang giữ" not in await house.say(house.admin, "/toi")
    stranger = await house.citizen()
    assert await house.say(stranger, "/toi") == house.says("staff.only")


async def test_off_duty_again(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/truc")
    await house.press(leader, "⚪ Lò Thị Hoa")
    await house.say(leader, "/truc")
    await house.press(leader, "🟢 Lò Thị Hoa")

    assert house.heard(leader) == house.says("duty.off", officer="Lò Thị Hoa")
    assert house.heard(officer) == house.says("duty.off_you")


async def test_the_list_of_people_and_who_may_take_somebody_out(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")

    await house.say(leader, "/nhansu")
    assert "2. Lò Thị Hoa · cán bộ trợ giúp" in house.heard(leader)
    described = ["🧭 Xếp việc: Lò Thị Hoa", "🧭 Xếp việc: Quàng Thị Dung"]
    assert leader.last.labels == described
    await house.say(house.admin, "/nhansu")

    out = ["🚪 Cho Lò Thị Hoa ra", "🚪 Cho Quàng Thị Dung ra"]
    assert house.admin.last.labels == [described[0], out[0], described[1], out[1]]


async def test_who_is_taken_out_loses_everything_at_once(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.press(officer, "Trả lời")

    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra")
    assert house.heard(house.admin) == house.says("remove.sure", officer="Lò Thị Hoa", count=1)
    await house.press(house.admin, "Đúng, cho ra")

    assert [each.text for each in officer.chat if each.from_bot] == [house.says("remove.told")]
    heard = len(citizen.from_bot)
    await house.say(officer, "Lời này cho ai?")
    assert "Lời này cho ai" not in fresh(citizen, heard)
    assert await house.say(officer, f"/yeucau {number}") == house.says("staff.only")
    assert await house.say(officer, "/hangcho") == house.says("staff.only")
    assert house.says("officer.handed_back", number=number, officer="Lò Thị Hoa") in house.all_heard(leader)
    await house.press(other, "Nhận liên hệ")
    assert house.says("remove.note", officer="Lò Thị Hoa") in house.heard(other)


async def test_the_menu_beside_the_typing_field_is_that_of_the_role(house: Stage) -> None:
    def menu_of(who: Person) -> list[str]:
        commands = house.world.bot(house.bot.token).commands.get((f"chat:{who.id}", ""), [])
        return [each["command"] for each in commands]

    officer = await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    assert menu_of(officer) == [
        "hangcho",
        "tim",
        "viec",
        "han",
        "thongbao",
        "quay",
        "quyenrieng",
        "sang",
        "chuyendi",
        "nghi",
        "dich",
        "thuam",
        "doichieu",
        "toi",
        "lenh",
    ]
    assert {"truc", "nhansu", "thongke"} <= set(menu_of(leader))

    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra", "Đúng, cho ra")

    assert menu_of(officer) == []


async def test_old_buttons_of_who_was_taken_out_do_nothing(house: Stage) -> None:
    officer, _, _ = await in_hand(house)
    card = officer.last.message_id
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra", "Đúng, cho ra")
    before = await house.state()

    officer.press_old(card)
    await house.idle()

    assert house.toast(officer) == house.says("staff.only")
    assert await house.state() == before


async def test_nobody_takes_out_himself_or_the_only_administrator(house: Stage) -> None:
    head = await house.hire("Vàng A Páo", "Giám đốc")
    before = await house.state()

    await house.say(head, "/nhansu")
    await house.press(head, "Cho Quản Trị ra")
    assert house.heard(head) == house.says("remove.only_admin") or house.toast(head) == house.says(
        "remove.only_admin"
    )
    assert await house.forge(house.admin, "removed:1") == house.says("remove.yourself")

    assert await house.state() == before


async def test_a_coordinator_takes_nobody_out(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    before = await house.state()
    await house.say(leader, "/truc")

    assert await house.forge(leader, "removed:2") == house.says("staff.other_role", role="điều phối")

    assert await house.state() == before


async def test_who_becomes_an_administrator_hands_back_what_is_in_hand(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(house.admin, "/moi")
    await house.press(house.admin, "Quản trị")
    words = await house.say(house.admin, "Lò Thị Hoa")
    officer.start(words.partition("start=")[2].split()[0])
    await house.idle()
    await house.press(house.admin, "Đúng người")

    [row] = await house.rows("SELECT status, claimed_by FROM requests")
    assert (row["status"], row["claimed_by"]) == ("new", None)
    assert await house.say(officer, f"/yeucau {number}") == house.says("staff.other_role", role="quản trị")


async def test_an_administrators_own_draft_survives_an_invite(house: Stage) -> None:
    await house.say(house.admin, "/start")
    await house.press(house.admin, "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    await house.say(house.admin, "/moi")
    await house.press(house.admin, "Cán bộ trợ giúp")

    await house.say(house.admin, "Lò Thị Hoa")

    assert "Chuyện gì?" in house.heard(house.admin)


@pytest.mark.parametrize(
    "typed", ["/nghi 0", "/nghi 61", "/nghi 32/1", "/nghi 1/12-30/11", "/nghi abc", "/nghi 1/1/2020"]
)
async def test_days_that_cannot_be_read_change_nothing(weekday: Stage, typed: str) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")

    assert await house.say(officer, typed) == house.says("leave.unread")

    assert await house.rows("SELECT * FROM leaves") == []


async def test_the_commands_listed_are_those_of_the_role(house: Stage) -> None:
    officer, _, _ = await one_request(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")

    of_officer = await house.say(officer, "/lenh")
    of_leader = await house.say(leader, "/lenh")
    of_admin = await house.say(house.admin, "/lenh")

    assert "/traloi" in of_officer
    assert "/truc" not in of_officer
    assert "/truc" in of_leader
    assert "/moi" not in of_leader
    assert "/moi" in of_admin
    assert "/traloi" not in of_admin
