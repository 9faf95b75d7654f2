"""Topics of a forum: made, changed, closed and deleted by the bot; written in by people."""

from __future__ import annotations

import pytest
from telegram import Bot, Message
from telegram.error import BadRequest

from bot.simulator.acts import NotPossible
from bot.simulator.forum import COLORS
from bot.simulator.group import Group
from bot.simulator.person import Person
from bot.simulator.world import World


@pytest.fixture
def lan(world: World) -> Person:
    return world.person("Lan")


@pytest.fixture
def hung(world: World) -> Person:
    return world.person("Hùng")


@pytest.fixture
def group(world: World, lan: Person, hung: Person) -> Group:
    group = world.group("Trợ giúp viên", [lan, hung], supergroup=True)
    group.make_forum()
    group.add_bot(by=lan, admin=True)
    return group


async def messages(bot: Bot) -> list[Message]:
    return [update.message for update in await bot.get_updates() if update.message]


async def test_a_topic_is_told_and_what_is_written_in_it_says_so(
    bot: Bot, group: Group, hung: Person
) -> None:
    assert (await bot.get_chat(group.id)).is_forum
    topic = await bot.create_forum_topic(group.id, "Hồ sơ 12", icon_color=COLORS[2])
    assert (topic.name, topic.icon_color) == ("Hồ sơ 12", COLORS[2])
    thread = topic.message_thread_id
    sent = await bot.send_message(group.id, "Yêu cầu mới", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    hung.send("tôi gọi", chat=group.topic(thread))
    hung.send("trả lời", chat=group, reply_to=sent.message_id)
    hung.photo(chat=group.topic(thread))
    hung.send("ở ngoài", chat=group)
    created, *inside, outside = (await messages(bot))[-5:]
    assert created.forum_topic_created is not None
    assert {(each.message_thread_id, each.is_topic_message) for each in inside} == {(thread, True)}
    assert inside[0].reply_to_message is not None
    assert inside[0].reply_to_message.forum_topic_created is not None
    assert (outside.message_thread_id, outside.is_topic_message) == (None, None)
    view = group.topic(thread)
    assert view.texts == ["", "Yêu cầu mới"]
    assert [seen.text for seen in view.chat][1:4] == ["Yêu cầu mới", "tôi gọi", "trả lời"]


async def test_outside_of_topics_a_reply_has_a_thread_that_is_no_topic(
    bot: Bot, group: Group, lan: Person
) -> None:
    first = lan.send("một", chat=group)
    second = lan.send("hai", chat=group, reply_to=first)
    lan.send("ba", chat=group, reply_to=second)
    last = (await messages(bot))[-1]
    assert (last.message_thread_id, last.is_topic_message) == (first, None)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=first)


async def test_a_topic_is_renamed_closed_and_opened_again(
    bot: Bot, group: Group, lan: Person, hung: Person
) -> None:
    thread = (await bot.create_forum_topic(group.id, "Hồ sơ 12")).message_thread_id
    await bot.edit_forum_topic(group.id, thread, name="Hồ sơ 12: đất đai")
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.edit_forum_topic(group.id, thread, name="Hồ sơ 12: đất đai")
    await bot.close_forum_topic(group.id, thread)
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.close_forum_topic(group.id, thread)
    with pytest.raises(NotPossible, match="closed"):
        hung.send("x", chat=group.topic(thread))
    lan.send("tôi được", chat=group.topic(thread))
    await bot.send_message(group.id, "máy cũng được", message_thread_id=thread)
    await bot.reopen_forum_topic(group.id, thread)
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.reopen_forum_topic(group.id, thread)
    hung.send("y", chat=group.topic(thread))
    services = [seen.service for seen in group.topic(thread).chat if seen.service]
    names = ["created", "edited", "closed", "reopened"]
    assert services == [f"forum_topic_{name}" for name in names]
    heard = [
        name
        for each in await messages(bot)
        for name in names
        if each.to_dict().get(f"forum_topic_{name}") is not None
    ]
    assert heard == names


async def test_general_and_what_is_gone_are_not_found(bot: Bot, group: Group, hung: Person) -> None:
    thread = (await bot.create_forum_topic(group.id, "Hồ sơ 12")).message_thread_id
    await bot.send_message(group.id, "x", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=1)
    group.make_forum(False)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=thread)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.close_forum_topic(group.id, thread)
    group.make_forum()
    await bot.delete_forum_topic(group.id, thread)
    assert group.topics == []
    assert thread not in [seen.message_id for seen in group.chat]
    for call in (bot.delete_forum_topic, bot.close_forum_topic):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await call(group.id, thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_photo(group.id, b"x", message_thread_id=thread)
    with pytest.raises(LookupError, match="no topic"):
        group.topic(thread)


async def test_the_right_to_manage_topics_and_the_limits(
    world: World, bot: Bot, group: Group, lan: Person
) -> None:
    for name in ("", "x" * 129):
        with pytest.raises(BadRequest, match="1 to 128 characters"):
            await bot.create_forum_topic(group.id, name)
    with pytest.raises(BadRequest, match="icon_color must be one of"):
        await bot.create_forum_topic(group.id, "x", icon_color=5)
    topic = group.open_topic(lan, "của Lan")
    group.add_bot(by=lan, admin=True, without=["can_manage_topics"])
    with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
        await bot.create_forum_topic(group.id, "x")
    group.add_bot(by=lan)
    topic.close_topic(lan)
    assert topic.topic_id is not None
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group.id, "x", message_thread_id=topic.topic_id)
    small = world.group("Nhóm nhỏ", [lan])
    with pytest.raises(NotPossible, match="only a supergroup"):
        small.make_forum()
    with pytest.raises(NotPossible, match="no right can_fly"):
        group.add_bot(by=lan, admin=True, without=["can_fly"])
