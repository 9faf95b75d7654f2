"""A real database in a folder of its own, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from store_rows import Clock

from bot.store.database import Database, open_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(tmp_path: Path, clock: Clock) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "hoaban.db", tmp_path / "secret.key", clock)
    yield opened
    await opened.close()
