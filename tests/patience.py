"""Waiting in tests for what another process, thread or loop does: short looks, and an end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

T = TypeVar("T")

LOOK_S: Final = 0.005


async def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    """Until it is so; raises TimeoutError."""

    async def look() -> object:
        return true()

    await patiently(look, bool, seconds)


async def patiently(
    look: Callable[[], Awaitable[T]], enough: Callable[[T], object], seconds: float = 10.0
) -> T:
    """What was seen when it was enough; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        seen = await look()
        for _ in range(int(seconds / LOOK_S)):
            if enough(seen):
                return seen
            await asyncio.sleep(LOOK_S)
            seen = await look()
    raise TimeoutError
