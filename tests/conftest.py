"""A whole bot against the simulated Telegram, without sockets: real engine, real SQLite file, real PTB Bot."""

from __future__ import annotations

import datetime
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from databases import address
from observed import checked_calls
from stage import Stage

from bot import clerk
from bot.demo import ADMIN, settings
from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World
from bot.texts import ZONE

PURE: Final = {"domain", "flow", "rehearsal"}
"""The folders whose tests go through every branch of the pure middle."""
MONDAY: Final = datetime.datetime(2026, 11, 30, 8, tzinfo=ZONE).timestamp()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a journey waits half of its time for the disk to have kept what was said.

    With two a core, tests that look at something short-lived missed it now and then.
    """
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lives with a whole bot takes longer than a unit: ``make unit`` leaves it out. One browser at a time."""
    for item in items:
        if "page" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("browser"))
        given = item.callspec.params if hasattr(item, "callspec") else {}
        whole_bot = "stage" in getattr(item, "fixturenames", ()) and "stage" not in given
        if whole_bot or {"journeys", "handlers"} & set(item.path.parts):
            item.add_marker(pytest.mark.journey)
        elif PURE & set(item.path.parts) and not item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.pure)


@pytest.fixture(autouse=True)
def sound_calls(request: pytest.FixtureRequest) -> Iterator[None]:
    """What goes over any simulated Telegram is sound by the models of another library; `any_request`: answers only."""
    with checked_calls(requests="any_request" not in request.keywords) as problems:
        yield
    assert problems == []


@pytest.fixture
async def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A bot that runs since eight o'clock in the morning of a Monday, with its set-up not yet done.

    Its clerk looks often, so that nobody waits for papers.
    """
    monkeypatch.setattr(clerk, "TICK_S", 0.02)
    world = World()
    world.clock.set(MONDAY)  # what may be sent now depends on the hour: at no hour may a test go otherwise
    # Without LibreOffice: it takes seconds for every paper. Journeys that want PDFs turn it on.
    bare = replace(settings(tmp_path), libreoffice="off", database_url=address(tmp_path))
    stage = Stage(world, bare, partial(SimulatorRequest, world))
    await stage.start()
    yield stage
    await stage.stop()


@pytest.fixture
async def weekday(stage: Stage) -> Stage:
    """The same at eight o'clock in the morning of a Monday without a day off for weeks; the bot is open."""
    stage.world.clock.set(MONDAY)
    await stage.open_house(ADMIN)
    return stage


@pytest.fixture
async def house(stage: Stage) -> Stage:
    """A bot that is open: an administrator did the set-up, no group, nobody else on the staff."""
    await stage.open_house(ADMIN)
    return stage
