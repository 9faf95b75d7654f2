"""What a bot marks or opens in a chat: pins, reactions, invite links, drafts."""

from __future__ import annotations

import pytest
from telegram import Bot, ReactionTypeEmoji
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from bot.simulator.errors import Json
from bot.simulator.group import Group
from bot.simulator.marks import REACTIONS
from bot.simulator.person import Person
from bot.simulator.world import World


@pytest.fixture
def lan(world: World) -> Person:
    lan = world.person("Lan")
    lan.start()
    return lan


@pytest.fixture
def group(world: World, lan: Person) -> Group:
    group = world.group("Trợ giúp viên", [lan], supergroup=True)
    group.add_bot(by=lan, admin=True)
    return group


async def test_a_pin_is_told_with_the_message_and_the_chat_shows_the_newest(bot: Bot, group: Group) -> None:
    first, second = await bot.send_message(group.id, "một"), await bot.send_message(group.id, "hai")
    assert await bot.pin_chat_message(group.id, first.message_id)
    assert await bot.pin_chat_message(group.id, second.message_id)
    assert await bot.pin_chat_message(group.id, second.message_id)
    told = [update.message for update in await bot.get_updates() if update.message]
    pinned = [message.pinned_message for message in told if message.pinned_message]
    assert [message.message_id for message in pinned] == [first.message_id, second.message_id]
    assert [seen.service for seen in group.chat].count("pinned_message") == 2
    shown = (await bot.get_chat(group.id)).pinned_message
    assert shown is not None
    assert shown.message_id == second.message_id
    await bot.unpin_chat_message(group.id)
    shown = (await bot.get_chat(group.id)).pinned_message
    assert shown is not None
    assert shown.message_id == first.message_id
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await bot.unpin_chat_message(group.id, second.message_id)
    await bot.unpin_all_chat_messages(group.id)
    assert (await bot.get_chat(group.id)).pinned_message is None


async def test_pinning_needs_the_right_in_a_group_and_none_in_a_private_chat(
    bot: Bot, group: Group, lan: Person
) -> None:
    group.add_bot(by=lan, admin=True, without=["can_pin_messages"])
    member = await bot.get_chat_member(group.id, bot.id)
    assert member.to_dict()["can_pin_messages"] is False
    sent = await bot.send_message(group.id, "một")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(lan.id, 999)
    own = await bot.send_message(lan.id, "hai")
    await bot.pin_chat_message(lan.id, own.message_id)
    assert lan.chat[-1].service == "pinned_message"


async def test_a_reaction_is_one_emoji_of_telegrams_list(world: World, bot: Bot, lan: Person) -> None:
    said = lan.send("cảm ơn")
    await bot.set_message_reaction(lan.id, said, "🙏")
    assert _reactions(world, lan) == ["🙏"]
    await bot.set_message_reaction(lan.id, said, [])
    assert _reactions(world, lan) == []
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(lan.id, said, [ReactionTypeEmoji("🚲")])
    with pytest.raises(BadRequest, match="Reactions_too_many"):
        await bot.set_message_reaction(lan.id, said, ["🙏", "👍"])
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(lan.id, 999, "🙏")


def test_the_list_of_reactions_is_telegrams() -> None:
    assert {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji} == REACTIONS


async def test_links_are_made_by_an_administrator_who_may_invite(bot: Bot, group: Group, lan: Person) -> None:
    link = await bot.create_chat_invite_link(group.id, name="Cho chị Hoa", member_limit=1)
    assert (link.name, link.member_limit, link.creator.id) == ("Cho chị Hoa", 1, bot.id)
    with pytest.raises(BadRequest, match="Member limit can't be specified"):
        await bot.create_chat_invite_link(group.id, member_limit=1, creates_join_request=True)
    primary = await bot.export_chat_invite_link(group.id)
    assert primary not in (link.invite_link, await bot.export_chat_invite_link(group.id))
    assert (await bot.get_chat(group.id)).invite_link
    group.add_bot(by=lan)
    with pytest.raises(BadRequest, match="Not enough rights to manage chat invite link"):
        await bot.create_chat_invite_link(group.id)
    with pytest.raises(BadRequest, match="private chat"):
        await bot.export_chat_invite_link(lan.id)


async def test_a_draft_is_heard_in_a_private_chat_and_leaves_nothing(
    world: World, bot: Bot, group: Group, lan: Person
) -> None:
    heard: list[Json] = []
    world.listeners.append(heard.append)
    assert await bot.send_message_draft(lan.id, 5, "Đang tìm…")
    assert [(event["draft_id"], event["text"]) for event in heard if event["type"] == "draft"] == [
        (5, "Đang tìm…")
    ]
    assert lan.from_bot == []
    with pytest.raises(BadRequest, match="private chat only"):
        await bot.send_message_draft(group.id, 5, "Đang tìm…")
    with pytest.raises(BadRequest, match="draft_id"):
        await bot.send_message_draft(lan.id, 0, "Đang tìm…")


def _reactions(world: World, person: Person) -> list[str]:
    found: list[str] = world.transcript(person)[-1]["reactions"]
    return found
