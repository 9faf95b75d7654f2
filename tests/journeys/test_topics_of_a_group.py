"""A group parted into topics: a view of what waits. Whatever becomes of the topics, every card reaches the group."""

from __future__ import annotations

from stage import Stage

from bot.simulator import forum
from bot.simulator.group import Group
from bot.simulator.person import Person

LAND = "Đất, nhà, rừng"


async def forum_of(house: Stage, *, admin: bool = True) -> tuple[Person, Group]:
    """The officers' group as a forum; ``admin``: the bot may make topics."""
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.migrate()
    group.make_forum()
    if admin:
        group.add_bot(by=house.admin, admin=True)
    await house.idle()
    return officer, group


async def parted(house: Stage, how: str) -> None:
    await house.say(house.admin, "/chude")
    await house.press(house.admin, how)


def names(group: Group) -> list[str]:
    return [topic.name for topic in group.topics if topic.id != forum.GENERAL]


def topic(group: Group, name: str) -> Group:
    return next(group.topic(each.id) for each in group.topics if each.name == name)


def outside(group: Group) -> list[str]:
    """What stands in the group and in no topic."""
    inside = {message.message_id for topic in group.topics for message in group.topic(topic.id).chat}
    return [message.text for message in group.from_bot if message.message_id not in inside]


async def test_by_matter_each_topic_greets_and_a_card_stands_in_its_own(house: Stage) -> None:
    officer, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")
    assert house.heard(house.admin) == house.says("topics.kept.matter")
    land = topic(group, LAND)
    assert land.from_bot[-1].text == house.says("topics.here", title=LAND)
    assert not {"Bị đánh, bị doạ", "Trẻ em bị hại, ép cưới"} & set(names(group))

    number = await house.ask_about_land(await house.citizen())

    assert land.last.text == f"Số {number} · {LAND} · Xã Na Sang"
    await house.tap(officer, "Nhận liên hệ", land)
    assert land.last.text == house.says("card.taken", officer="Lò Thị Hoa", number=number)
    assert not any(number in words for words in outside(group))


async def test_by_branch_a_topic_has_the_name_of_the_office(house: Stage) -> None:
    _, group = await forum_of(house)
    await parted(house, "Theo chi nhánh")
    assert names(group) == [house.app.house.office("centre")]

    number = await house.ask_about_land(await house.citizen())

    assert number in topic(group, house.app.house.office("centre")).last.text


async def test_the_topic_of_a_matter_never_tells_of_a_sensitive_one(house: Stage) -> None:
    _, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")

    number = await house.ask_about_land(await house.citizen(), "Chồng tôi đánh tôi rồi bán nương.")

    assert any(number in words for words in outside(group))
    assert not any(number in message.text for message in topic(group, LAND).chat)


async def test_a_deleted_topic_comes_again_with_the_next_card(house: Stage) -> None:
    _, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")
    gone = topic(group, LAND)
    forum.delete(house.world, group.room, next(each for each in group.topics if each.name == LAND))

    number = await house.ask_about_land(await house.citizen())

    anew = topic(group, LAND)
    assert anew.topic_id != gone.topic_id
    assert number in anew.last.text
    again = await house.ask_about_land(await house.citizen("Vừ A Dế"))
    assert again in anew.last.text
    assert names(group).count(LAND) == 1


async def test_a_closed_topic_of_a_bot_without_its_rights_does_not_keep_a_card(house: Stage) -> None:
    officer, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")
    group.promote(officer)
    topic(group, LAND).close_topic(officer)
    group.add_bot(by=house.admin, admin=False)
    await house.idle()

    number = await house.ask_about_land(await house.citizen())

    assert any(number in message.text for message in group.chat)


async def test_topics_that_are_switched_off_leave_the_cards_in_the_group(house: Stage) -> None:
    _, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")
    group.make_forum(False)

    number = await house.ask_about_land(await house.citizen())

    assert any(number in words for words in outside(group))


async def test_a_bot_without_the_right_puts_everything_into_the_group(house: Stage) -> None:
    _, group = await forum_of(house, admin=False)
    await parted(house, "Theo lĩnh vực")
    assert house.says("topics.here", title=LAND) in outside(group)
    assert names(group) == []

    number = await house.ask_about_land(await house.citizen())

    assert any(number in words for words in outside(group))
    await house.say(house.admin, "/chude")
    group.add_bot(by=house.admin, admin=True)
    await house.press(house.admin, "Theo lĩnh vực")
    assert LAND in names(group)


async def test_a_plain_group_can_be_told_to_have_topics_and_goes_on_without(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    await parted(house, "Theo lĩnh vực")

    number = await house.ask_about_land(await house.citizen())

    assert group.last.text == f"Số {number} · {LAND} · Xã Na Sang"
    group.migrate()
    again = await house.ask_about_land(await house.citizen("Vừ A Dế"))
    assert any(again in words for words in outside(group))


async def test_many_at_once_become_one_list_a_topic(house: Stage) -> None:
    _, group = await forum_of(house)
    await parted(house, "Theo lĩnh vực")
    land = topic(group, LAND)
    numbers = [await house.ask_about_land(await house.citizen(f"Vừ A {n}")) for n in range(12)]

    await house.later(minutes=2)

    told = "\n".join(message.text for message in land.chat)
    assert all(number in told for number in numbers)
    assert any(" việc mới, chưa ai nhận:" in message.text for message in land.chat)


async def test_only_an_administrator_parts_the_group(house: Stage) -> None:
    officer, group = await forum_of(house)
    await house.say(officer, "/start")
    before = await house.state()

    await house.say(officer, "/chude")
    assert house.heard(officer) == house.says("staff.other_role", role=house.says("role.officer"))
    assert await house.forge(officer, "topics_by:matter") == house.says(
        "staff.other_role", role=house.says("role.officer")
    )

    assert await house.state() == before
    assert names(group) == []


async def test_without_a_group_it_is_said(house: Stage) -> None:
    await house.say(house.admin, "/chude")

    assert house.heard(house.admin) == house.says("topics.no_group")
