"""Flood limits: off by default, then as Telegram's guide says, or harsher."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.simulator import updates
from bot.simulator.dispatch import call
from bot.simulator.group import Group
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World


@pytest.fixture
def group(world: World, mai: Person) -> Group:
    group = world.group("Nhóm", [mai])
    group.add_bot(by=mai)
    return group


async def sent(world: World, chat: int, times: int, method: str = "sendMessage", **params: Any) -> list[int]:
    """0 for each message that went, else the seconds to wait."""
    answers = []
    for number in range(times):
        values = {"chat_id": chat, "text": str(number)} | params
        status, body = await call(world, DEFAULT_TOKEN, method, values)
        wait = body.get("parameters", {}).get("retry_after", 0)
        assert (status == 429) is (wait > 0)
        if wait:
            assert body["description"] == f"Too Many Requests: retry after {wait}"
        answers.append(wait)
    return answers


async def test_limits_are_off_by_default_and_after_a_reset(world: World, mai: Person) -> None:
    assert set(await sent(world, mai.id, 100)) == {0}
    world.flood.switch("harsh")
    world.reset()
    assert world.flood.level == "off"


async def test_the_guide_gives_a_private_chat_a_small_burst_then_one_a_second(
    world: World, mai: Person
) -> None:
    world.flood.switch("guide")
    assert await sent(world, mai.id, 5) == [0, 0, 0, 1, 1]
    world.clock.advance(1)
    assert await sent(world, mai.id, 2) == [0, 1]
    world.clock.advance(60)
    assert await sent(world, mai.id, 4) == [0, 0, 0, 1]


async def test_the_guide_gives_a_group_twenty_a_minute(world: World, group: Group) -> None:
    world.flood.switch("guide")
    assert await sent(world, group.id, 21) == [0] * 20 + [3]
    world.clock.advance(2.5)
    assert await sent(world, group.id, 1) == [1]
    world.clock.advance(0.5)
    assert await sent(world, group.id, 1) == [0]


async def test_the_guide_gives_all_chats_together_thirty_a_second(world: World) -> None:
    people = [world.person(f"Người {number}") for number in range(31)]
    for person in people:
        person.start()
    world.flood.switch("guide")
    assert [(await sent(world, person.id, 1))[0] for person in people] == [0] * 30 + [1]


async def test_an_album_counts_as_its_messages_and_a_draft_or_typing_as_none(
    world: World, mai: Person
) -> None:
    world.flood.switch("guide")
    photos = mai.album(["photo"] * 3)
    many = {"chat_id": mai.id, "from_chat_id": mai.id, "message_ids": photos}
    status, _ = await call(world, DEFAULT_TOKEN, "copyMessages", many)
    assert status == 200
    assert await sent(world, mai.id, 1) == [1]
    typing = {"chat_id": mai.id, "action": "typing"}
    assert (await call(world, DEFAULT_TOKEN, "sendChatAction", typing))[0] == 200
    draft = {"chat_id": mai.id, "draft_id": 1, "text": "x"}
    assert (await call(world, DEFAULT_TOKEN, "sendMessageDraft", draft))[0] == 200


async def test_harsh_limits_count_edits_too(world: World, mai: Person) -> None:
    world.flood.switch("harsh")
    assert await sent(world, mai.id, 2) == [0, 2]
    edit = {"chat_id": mai.id, "message_id": mai.last.message_id, "text": "khác"}
    assert (await call(world, DEFAULT_TOKEN, "editMessageText", edit))[0] == 429
    world.clock.advance(2)
    assert (await call(world, DEFAULT_TOKEN, "editMessageText", edit))[0] == 200


async def test_a_bot_that_asks_in_a_hurry_is_held_up(
    world: World, mai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "HELD_SECONDS", 0.05)
    world.flood.switch("guide")
    mai.send("hai")
    sizes = [len((await call(world, DEFAULT_TOKEN, "getUpdates", {}))[1]["result"]) for _ in range(2)]
    assert sizes == [2, 1]
    await call(world, DEFAULT_TOKEN, "getUpdates", {"offset": 800_000_000})
    world.bot().updates.clear()
    began = time.monotonic()
    await call(world, DEFAULT_TOKEN, "getUpdates", {"offset": 800_000_000})
    assert time.monotonic() - began >= 0.05


async def test_of_two_bots_one_is_told_every_three_seconds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "HELD_SECONDS", 0.05)
    world.flood.switch("guide")
    polls, began = [], time.monotonic()
    for _ in range(3):
        polls.append(asyncio.create_task(call(world, DEFAULT_TOKEN, "getUpdates", {"timeout": 20})))
        await asyncio.sleep(0)
    answers = [await poll for poll in polls[:2]]
    assert [status for status, _ in answers] == [409, 409]
    assert time.monotonic() - began >= 0.05
    polls[2].cancel()
