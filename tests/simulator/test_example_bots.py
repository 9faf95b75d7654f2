"""Two ordinary echo bots, each a program of its own, talk with a person in the simulator."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

import pytest
from patience import until

from bot.simulator.http import serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow

EXAMPLES: Final = sorted((Path(__file__).parent / "examples").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("program", EXAMPLES, ids=lambda path: path.stem)
async def test_an_ordinary_bot_greets_and_echoes(program: Path) -> None:
    world = World()
    server = await serve(world, port=0)
    env = {"PATH": os.environ["PATH"], "API_URL": server.url, "BOT_TOKEN": DEFAULT_TOKEN}
    running = await asyncio.create_subprocess_exec(sys.executable, str(program), env=env)
    try:
        async with asyncio.timeout(60):
            await world.bot().updates.wait_poll()
        mai = world.person("Mai")
        mai.start()
        await until(lambda: mai.texts == ["Xin chào!"])
        mai.send("đất của tôi 🌄")
        await until(lambda: mai.texts == ["Xin chào!", "đất của tôi 🌄"])
    finally:
        running.terminate()
        code = await running.wait()
        await server.close()
    assert code == 0


def test_there_is_an_example_of_each_library() -> None:
    assert [path.stem for path in EXAMPLES] == ["echo_aiogram", "echo_ptb"]
