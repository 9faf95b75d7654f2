"""Faults that strike a certain call, answers that trickle, and what comes twice."""

from __future__ import annotations

import time

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from bot.simulator.person import Person
from bot.simulator.world import World


async def test_a_fault_strikes_the_nth_matching_call(world: World, bot: Bot, mai: Person) -> None:
    other = world.person("Lan")
    other.start()
    world.faults.add("error", method="sendMessage", chat=str(mai.id), nth=2, count=1, code=502)
    for text in ("một", "hai", "ba"):
        await bot.send_message(other.id, text)
        if text == "hai":
            with pytest.raises(NetworkError, match="Bad Gateway"):
                await bot.send_message(mai.id, text)
        else:
            await bot.send_message(mai.id, text)
    assert mai.read() == ["một", "ba"]
    assert world.faults.rules == []


async def test_two_rules_count_the_same_calls(world: World, bot: Bot, mai: Person) -> None:
    world.faults.add("error", method="sendMessage", nth=1, count=1, code=500)
    world.faults.add("error", method="sendMessage", nth=2, count=1, code=502)
    for reason in ("Internal Server Error", "Bad Gateway"):
        with pytest.raises(NetworkError, match=reason):
            await bot.send_message(mai.id, "x")
    await bot.send_message(mai.id, "x")


async def test_a_slow_answer_takes_its_time(world: World, bot: Bot, mai: Person) -> None:
    world.faults.add("slow", method="sendMessage", seconds=0.05, count=1)
    began = time.monotonic()
    await bot.send_message(mai.id, "x")
    assert time.monotonic() - began >= 0.05
    assert mai.read() == ["x"]


async def test_updates_come_twice_though_they_were_confirmed(world: World, bot: Bot, mai: Person) -> None:
    world.faults.add("updates_twice", count=1)
    (first,) = await bot.get_updates()
    mai.send("thêm")
    again = await bot.get_updates(offset=first.update_id + 1)
    assert [update.update_id for update in again] == [first.update_id, first.update_id + 1]
    assert await bot.get_updates(offset=first.update_id + 2) == ()


async def test_a_press_comes_twice_with_another_id(world: World, bot: Bot, mai: Person) -> None:
    button = InlineKeyboardButton("Có", callback_data="yes")
    await bot.send_message(mai.id, "?", reply_markup=InlineKeyboardMarkup([[button]]))
    world.faults.add("press_twice", chat=str(mai.id), nth=2, count=1)
    mai.press("Có")
    mai.press("Có")
    queries = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [query.data for query in queries] == ["yes"] * 3
    assert len({query.id for query in queries}) == 3
