"""A world whose clock stands, somebody in it, and a bot of python-telegram-bot that talks with it without sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.simulator.clock import Clock
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World


@pytest.fixture
def world() -> World:
    return World(Clock(frozen_at=1_790_000_000))


@pytest.fixture
def mai(world: World) -> Person:
    mai = world.person("Mai")
    mai.start()
    return mai


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    request = SimulatorRequest(world)
    async with Bot(DEFAULT_TOKEN, request=request, get_updates_request=request) as bot:
        yield bot
