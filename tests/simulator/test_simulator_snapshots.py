"""The same world twice, byte for byte; and a world put back while a bot goes on polling."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import pytest
from control_client import Control, NotDone
from hook import listening
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.simulator import snapshots
from bot.simulator.clock import Clock
from bot.simulator.courier import rest
from bot.simulator.dispatch import call
from bot.simulator.http import serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

NOW: Final = 1_790_000_000


async def _echo(update: Update, _context: Any) -> None:
    assert update.message is not None
    button = InlineKeyboardButton("Có", callback_data="yes")
    await update.message.reply_text(update.message.text or "?", reply_markup=InlineKeyboardMarkup([[button]]))


async def _pressed(update: Update, _context: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Đã ghi ✓")
    await update.callback_query.edit_message_text("Đã ghi.")


@asynccontextmanager
async def polled_world() -> AsyncIterator[Control]:
    """A world of its own over HTTP, with an ordinary bot that polls it."""
    server = await serve(World(Clock(frozen_at=NOW), seed=7), port=0)
    quiet = {"trust_env": False}
    builder = Application.builder().token(DEFAULT_TOKEN).base_url(f"{server.url}/bot")
    builder = builder.request(HTTPXRequest(httpx_kwargs=quiet))
    app = builder.get_updates_request(HTTPXRequest(httpx_kwargs=quiet)).build()
    app.add_handlers([MessageHandler(filters.TEXT, _echo), CallbackQueryHandler(_pressed)])
    async with app, aiohttp.ClientSession(server.url) as session:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=5)
        yield Control(session)
        await app.updater.stop()
        await app.stop()
    await server.close()


async def talk(control: Control) -> int:
    """Mai talks with the bot, in private and in a group."""
    mai = await control.user("Mai")
    group = await control.group("Nhóm", [mai])
    for words in ("một", "hai"):
        await control.send(mai, words)
        await control.idle()
    await control.press(mai, "Có")
    await control.idle()
    await control.act(mai, "album")
    await control.send(mai, "/viec", chat=group)
    await control.clock(advance=60)
    await control.idle()
    return mai


@pytest.mark.slow
async def test_two_runs_are_the_same_byte_for_byte() -> None:
    told = []
    for _ in range(2):
        async with polled_world() as control:
            await talk(control)
            told.append(await control.whole())
    assert told[0] == told[1]
    for part in ('"Đã ghi ✓"', '"seed": 7', '"sha256"', '"media_group_id"', '"callback_data": "yes"'):
        assert part in told[0]


@pytest.mark.slow
async def test_a_world_is_put_back_while_a_bot_polls() -> None:
    async with polled_world() as control:
        mai = await talk(control)
        await control.keep("after the talk")
        before = await control.whole()
        for _ in range(2):  # as often as one likes
            await control.send(mai, "ba")
            await control.act(mai, "voice")
            await control.user("Lan")
            await control.clock(advance=86_400)
            await control.fault("error", method="sendPhoto")
            await control.idle()
            assert await control.whole() != before
            await control.restore("after the talk")
            assert await control.whole() == before
        sent = await control.send(mai, "bốn")
        await control.press(mai, "Có")
        await control.idle()
        shown = await control.messages(mai)
        assert [(each["text"], each["message_id"]) for each in shown if each["message_id"] >= sent] == [
            ("bốn", sent),
            ("bốn", sent + 1),
        ]
        assert "Đã ghi." in [each["text"] for each in shown]
        with pytest.raises(NotDone, match="there is no snapshot other"):
            await control.restore("other")
        assert await control.get("/control/snapshots") == {"snapshots": ["after the talk"]}


async def test_what_a_bot_had_not_fetched_comes_again_under_new_numbers() -> None:
    world = World(Clock(frozen_at=NOW))
    bot = world.bot()
    mai = world.person("Mai")
    mai.start()
    kept = snapshots.take(world)
    mai.send("sau")
    seen = await bot.updates.fetch(0, 100, 0, ["message"])
    snapshots.restore(world, kept)
    (again,) = await bot.updates.fetch(seen[-1]["update_id"] + 1, 100, 0, None)
    assert again["message"] == seen[0]["message"]
    assert again["update_id"] > seen[-1]["update_id"]
    assert "callback_query" in bot.updates.kinds


async def test_people_and_groups_of_a_test_live_on_in_the_restored_world() -> None:
    world = World(Clock(frozen_at=NOW))
    mai = world.person("Mai")
    mai.start()
    group = world.group("Nhóm", [mai], supergroup=True)
    group.add_bot(by=mai)
    group.make_forum()
    topic = group.open_topic(mai, "Đất")
    kept = snapshots.take(world)
    mai.block()
    topic.close_topic(mai)
    mai.send("xong", chat=group)
    snapshots.restore(world, kept)
    edited = mai.send("còn đây")
    mai.edit(edited, "vẫn còn đây")
    mai.send("trong nhóm", chat=topic)
    assert [each.text for each in topic.chat][-1] == "trong nhóm"
    assert [each.text for each in mai.chat] == ["/start", "vẫn còn đây"]


async def test_a_bot_made_after_the_snapshot_stays_with_nothing_set_up() -> None:
    world = World(Clock(frozen_at=NOW))
    kept = snapshots.take(world)
    bot = world.bot()
    bot.words["name", ""] = "Khác"
    snapshots.restore(world, kept)
    assert world.bots[bot.id] is bot
    assert bot.words == {}


def test_chance_hangs_on_the_seed_and_on_what_is_decided() -> None:
    one, same, other = World(seed=1), World(seed=1), World(seed=2)
    assert one.chance("resend", 3).random() == same.chance("resend", 3).random()
    assert one.chance("resend", 4).random() != same.chance("resend", 3).random()
    other.reset(seed=1)
    assert other.chance("resend", 3).random() == one.chance("resend", 3).random()
    one.reset()
    assert one.seed == 1


@pytest.mark.slow
async def test_a_webhook_that_is_put_back_gets_what_waited() -> None:
    world = World(Clock(frozen_at=NOW))
    async with listening() as hook:
        world.person("Mai").start()
        await call(world, DEFAULT_TOKEN, "setWebhook", {"url": hook.url})
        kept = snapshots.take(world)
        await world.wait_idle(quiet=0.01)
        await call(world, DEFAULT_TOKEN, "deleteWebhook", {})
        snapshots.restore(world, kept)
        await world.wait_idle(quiet=0.01)
        assert hook.words == ["/start", "/start"]
        await rest(world)
