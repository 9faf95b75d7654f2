"""Whether anybody is at work: when something moved last, and the wait until nothing moves any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.simulator.account import SimBot


class Activity:
    """What moves in a world, in real time."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._moved = asyncio.Event()
        self._receiving = 0

    def touch(self) -> None:
        """Something moved: nobody is idle right now."""
        self._last = time.monotonic()
        self._moved.set()

    @contextmanager
    def receiving(self) -> Iterator[None]:
        """While a call or a download is on its way over the network, nobody is idle."""
        self._receiving += 1
        try:
            yield
        finally:
            self._receiving -= 1
            self.touch()

    async def wait_idle(self, bots: list[SimBot], quiet: float, seconds: float) -> None:
        """Return when nothing moved for `quiet` seconds. Raises TimeoutError, saying what is still open."""
        try:
            async with asyncio.timeout(seconds):
                while (wait := self._until_quiet(bots, quiet)) > 0:
                    await self._move_within(wait)
        except TimeoutError:
            raise TimeoutError(_open_work(bots)) from None

    def _until_quiet(self, bots: list[SimBot], quiet: float) -> float:
        if self._receiving or any(bot.in_flight or bot.updates.pending() for bot in bots):
            return quiet
        return self._last + quiet - time.monotonic()

    async def _move_within(self, seconds: float) -> None:
        self._moved.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return


def _open_work(bots: list[SimBot]) -> str:
    open_work = [
        f"{bot.username}: {bot.updates.pending()} updates unconfirmed, {bot.in_flight} calls in flight"
        for bot in bots
    ]
    return "not idle in time: " + "; ".join(open_work or ["no bots"])
