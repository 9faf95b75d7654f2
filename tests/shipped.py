"""What the shipped folders hold, read once for all tests of a process: nothing of it ever changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from bot.loading import Loaded, load
from bot.settings import SHIPPED

FLOWS: Final = SHIPPED / "flows"
LOCALES: Final = SHIPPED / "locales"
PROVINCE: Final = SHIPPED / "province"


@cache
def shipped(flows: Path = FLOWS, locales: Path = LOCALES, province: Path = PROVINCE) -> Loaded:
    """Everything, or with a folder of one's own instead of ours: one that is not changed afterwards."""
    return load(flows, locales, province)
