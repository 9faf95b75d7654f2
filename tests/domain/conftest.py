"""The shipped places, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.places import Gazetteer, read_gazetteer

PROVINCE = Path(__file__).parents[2] / "province"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    new, old = (PROVINCE / name for name in ("places.csv", "old_places.csv"))
    gazetteer, problems = read_gazetteer(new.read_bytes(), old.read_bytes())
    assert problems == []
    assert gazetteer is not None
    return gazetteer
