"""The officers' group: who may bring the bot in, what is shown there, what happens when it moves or ends."""

from __future__ import annotations

from stage import Stage, number_in


async def test_the_administrator_brings_the_bot_in_and_is_asked_in_private(house: Stage) -> None:
    group = house.world.group("Cán bộ Điện Biên", [house.admin])

    group.add_bot(by=house.admin)
    await house.idle()
    assert house.heard(house.admin) == house.says("group.use", title="Cán bộ Điện Biên")
    assert group.from_bot == []
    await house.press(house.admin, "Dùng nhóm này")

    assert group.last.text == house.says("group.hello")
    assert house.heard(house.admin) == house.says("group.kept")


async def test_a_card_in_the_group_names_nobody_and_tells_no_words(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    citizen = await house.citizen("Giàng Thị Mỷ")

    number = await house.ask_about_land(citizen, "Chú Sùng dời cọc.")

    assert group.last.text == f"Số {number} · Đất, nhà, rừng · Xã Na Sang"
    assert group.last.labels == ["✋ Nhận liên hệ"]
    everything = "\n".join(message.text for message in group.chat)
    assert not any(word in everything for word in ("Mỷ", "Sùng", "dời cọc", "Huổi Lóng"))
    assert number not in house.all_heard(officer)


async def test_a_claim_in_the_group_shows_all_in_private_and_the_name_in_the_group(house: Stage) -> None:
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    group = await house.group(officer, other)
    number = await house.ask_about_land(await house.citizen(), "Chú Sùng dời cọc.")

    await house.tap(officer, "Nhận liên hệ", group)

    assert "Chú Sùng dời cọc." in house.heard(officer)
    assert "Sùng" not in "\n".join(message.text for message in group.chat)
    assert group.last.text == house.says("card.taken", officer="Lò Thị Hoa", number=number)
    assert group.last.labels == []


async def test_the_loser_in_the_group_is_told_by_name(house: Stage) -> None:
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    group = await house.group(officer, other)
    number = await house.ask_about_land(await house.citizen())

    card = group.last.message_id
    officer.press("Nhận liên hệ", chat=group)
    other.press_old(card, chat=group)
    await house.idle()

    assert [toast.text for toast in group.toasts if toast.user_id == other.id] == [
        house.says("claim.taken", officer="Lò Thị Hoa", number=number)
    ]


async def test_a_member_who_is_not_of_the_staff_claims_nothing(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    guest = house.world.person("Khách")
    group = await house.group(officer, guest)
    await house.ask_about_land(await house.citizen())
    before = await house.state()

    await house.tap(guest, "Nhận liên hệ", group)

    assert group.toasts[-1].text == house.says("staff.only")
    assert await house.state() == before


async def test_commands_in_the_group_are_answered_with_where_to_write(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    number = await house.ask_about_land(await house.citizen())
    before = await house.state()

    officer.send(f"/claim {number}", chat=group)
    await house.idle()

    assert group.last.text == house.says("group.private_only")
    assert await house.state() == before


async def test_an_anonymous_administrator_of_the_group_is_nobody(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.promote(officer)
    number = await house.ask_about_land(await house.citizen())
    before = await house.state()

    officer.send(f"/claim {number}", chat=group, anonymous=True)
    await house.idle()

    assert group.last.text == house.says("group.anonymous")
    assert await house.state() == before


async def test_the_group_of_a_stranger_is_left(house: Stage) -> None:
    stranger = house.world.person("Người Lạ")
    group = house.world.group("Bán hàng", [stranger])

    group.add_bot(by=stranger)
    await house.idle()

    assert house.says("group.leaving") in [message.text for message in group.from_bot]
    assert group.room.members[house.bot.id] == "left"
    assert await house.rows("SELECT name FROM centre WHERE name = 'staff_chat'") == []


async def test_the_group_of_an_officer_is_left_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = house.world.group("Nhà tôi", [officer])

    group.add_bot(by=officer)
    await house.idle()

    assert group.room.members[house.bot.id] == "left"


async def test_a_stranger_who_presses_for_the_administrator_changes_nothing(house: Stage) -> None:
    stranger = await house.citizen("Người Lạ")
    group = house.world.group("Cán bộ", [house.admin, stranger])
    group.add_bot(by=house.admin)
    await house.idle()

    assert await house.forge(stranger, "group:1") == house.says("staff.only")

    assert await house.rows("SELECT name FROM centre WHERE name = 'staff_chat'") == []


async def test_when_the_group_becomes_a_supergroup_cards_follow(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)

    group.migrate()
    await house.idle()
    number = await house.ask_about_land(await house.citizen())

    assert number in group.last.text
    await house.tap(officer, "Nhận liên hệ", group)
    assert "Nhà bên lấn nương." in house.heard(officer)
    assert group.last.text == house.says("card.taken", officer="Lò Thị Hoa", number=number)


async def test_when_the_bot_is_thrown_out_administrators_hear_it_and_cards_go_to_each(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)

    group.remove_bot(by=house.admin)
    await house.idle()
    assert house.heard(house.admin) == house.says("alarm.no_group")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    assert number_in(house.heard(citizen)) in house.heard(officer)


async def test_words_among_officers_are_none_of_its_business(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.add_bot(by=house.admin, admin=True)
    await house.idle()
    before, said = await house.state(), len(group.from_bot)

    officer.send("Mai ai lên Na Sang?", chat=group)
    await house.idle()

    assert len(group.from_bot) == said
    assert await house.state() == before


async def test_in_the_supergroup_a_command_does_not_drive_the_bot_out(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.migrate()
    await house.idle()
    officer.send("/queue", chat=group)
    await house.idle()
    assert group.room.members[house.bot.id] != "left"


async def test_thrown_out_of_the_supergroup_administrators_hear_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.migrate()
    await house.idle()
    group.remove_bot(by=house.admin)
    await house.idle()
    assert house.heard(house.admin) == house.says("alarm.no_group")
