"""A real database of each kind, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from databases import POSTGRESQL, SQLITE, address
from store_rows import Clock

from bot.store.database import Database, open_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.slow)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def database(tmp_path: Path, clock: Clock, kind: str) -> AsyncIterator[Database]:
    opened = await open_database(address(tmp_path, kind=kind), tmp_path / "secret.key", clock)
    yield opened
    await opened.close()
