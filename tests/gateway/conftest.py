"""A post office for the tests of the gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from gateway_post import PostOffice, post_office

from bot.gateway import sender


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    """Its sender does not work yet; when it does, its own pauses are short."""
    monkeypatch.setattr(sender, "PAUSES_S", (0.05, 0.1))
    async with post_office(tmp_path) as opened:
        yield opened


@pytest.fixture
async def post(office: PostOffice) -> PostOffice:
    """Its sender works."""
    await office.open()
    return office
