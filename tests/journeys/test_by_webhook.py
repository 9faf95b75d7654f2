"""Telegram brings what people write, instead of being asked for it: nobody notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from patience import until
from ports import free_port
from stage import DAY_S, Stage

from bot.demo import ADMIN, settings
from bot.gateway.receiver import CannotListen
from bot.settings import Webhook
from bot.simulator.courier import rest
from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot that is open, and does not poll."""
    port = free_port()
    webhook = Webhook(f"http://127.0.0.1:{port}/hoaban", host="127.0.0.1", port=port)
    world = World()
    given = replace(settings(tmp_path), libreoffice="off", webhook=webhook)
    stage = Stage(world, given, partial(SimulatorRequest, world))
    await stage.start()
    await stage.open_house(ADMIN)
    yield stage
    await stage.stop()
    await rest(world)


async def test_a_whole_call_for_help_and_its_answer(hooked: Stage) -> None:
    officer = await hooked.hire("Lò Thị Hoa")
    group = await hooked.group(officer)
    citizen = await hooked.citizen()
    number = await hooked.ask_about_land(citizen)
    assert number in group.last.text
    await hooked.tap(officer, "Nhận liên hệ", group)
    await hooked.press(officer, "Trả lời")
    await hooked.say(officer, "Mai tôi lên bản Huổi Lóng.")
    assert "Mai tôi lên bản Huổi Lóng." in hooked.all_heard(citizen)
    assert not [call for call in hooked.world.calls if call.method == "getUpdates"]


async def test_what_is_written_while_it_is_down_is_answered_afterwards(hooked: Stage) -> None:
    citizen = await hooked.citizen()
    await hooked.press(citizen, "Nhờ giúp", "Đồng ý ghi")
    await hooked.stop()
    citizen.send("Cho mình")
    await until(lambda: hooked.bot.webhook_error)
    assert hooked.bot.updates.pending() == 1
    hooked.world.clock.advance(10)
    hooked.app = hooked._new_app()
    await hooked.start()
    await hooked.idle()
    assert "Chuyện gì?" in hooked.heard(citizen)


async def test_an_update_that_cannot_be_parsed_fails_alone(hooked: Stage) -> None:
    citizen = await hooked.citizen()
    far = hooked.world.clock.now() + DAY_S
    strange = {"message_id": "?", "date": "hôm qua", "chat": {"id": citizen.id, "type": "private"}}
    hooked.bot.updates.add("message", strange, far)
    hooked.bot.updates.add("callback_query", {"id": 5}, far)
    await hooked.idle()
    states = {row["state"] for row in await hooked.rows("SELECT state FROM inbox ORDER BY id DESC LIMIT 3")}
    assert states == {"failed", "done"}
    assert "ghi lời kể" in await hooked.press(citizen, "Nhờ giúp")


async def test_from_a_webhook_to_polling_and_back_nothing_is_lost(hooked: Stage) -> None:
    citizen = await hooked.citizen()
    by_webhook = hooked.settings
    said = 0
    for given in (replace(by_webhook, webhook=None), by_webhook):
        await hooked.stop()
        citizen.send("Xin chào")
        hooked.world.clock.advance(1)
        hooked.settings = given
        hooked.app = hooked._new_app()
        await hooked.start()
        await hooked.idle()
        assert len(citizen.from_bot) > said
        said = len(citizen.from_bot)
        assert (hooked.bot.webhook is None) == (given.webhook is None)


async def test_a_port_that_is_taken_ends_the_start_and_leaves_nothing_open(
    hooked: Stage, tmp_path: Path
) -> None:
    other = settings(tmp_path / "other")
    second = Stage(hooked.world, replace(other, webhook=hooked.settings.webhook), hooked._request)
    with pytest.raises(CannotListen, match="LISTEN"):
        await second.start()
    await hooked.stop()
    await second.start()
    await second.stop()
    await hooked.start()
