"""The simulator's virtual time: real time plus an offset, or frozen. Seconds since 1970, UTC."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress


class Clock:
    """Tells the time of the simulated world; tests freeze it and move it on by hand."""

    def __init__(self, frozen_at: float | None = None) -> None:
        self._frozen = frozen_at
        self._offset = 0.0
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._offset if self._frozen is None else self._frozen

    @property
    def frozen(self) -> bool:
        """Does it stand still?"""
        return self._frozen is not None

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once (a day is 86,400)."""
        if self._frozen is None:
            self._offset += seconds
        else:
            self._frozen += seconds
        self._wake_sleepers()

    def set(self, now: float) -> None:
        """Jump to a moment; a frozen clock stays frozen there."""
        self.advance(now - self.now())

    def freeze(self, frozen: bool = True) -> None:
        """Stop the clock where it stands, or let it run on from there."""
        now = self.now()
        self._frozen = now if frozen else None
        if not frozen:
            self._offset = now - time.time()
        self._wake_sleepers()

    async def reach(self, moment: float) -> None:
        """Return when it is `moment`, whether time runs there or somebody moves it on."""
        moved = asyncio.Event()
        self._sleepers.add(moved)
        try:
            while (left := moment - self.now()) > 0:
                moved.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(None if self.frozen else left):
                        await moved.wait()
        finally:
            self._sleepers.discard(moved)

    def _wake_sleepers(self) -> None:
        for moved in self._sleepers:
            moved.set()
