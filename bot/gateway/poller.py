"""Takes batches of raw updates, stores them durably, and only then lets Telegram forget them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from telegram import Bot

from bot.gateway.incoming import ALLOWED, Raw
from bot.gateway.intake import PAUSES_S, Link, keep
from bot.store.database import Database
from bot.store.engine import StoreFault

log = logging.getLogger(__name__)

LONG_POLL_S: Final = 25


class Poller:
    """Long polling. ``wake`` tells the worker; ``alarm`` takes a code."""

    def __init__(
        self, bot: Bot, database: Database, wake: Callable[[], None], alarm: Callable[[str], None]
    ) -> None:
        self._bot = bot
        self._database = database
        self._wake = wake
        self._alarm = alarm
        self._link = Link(bot, alarm)

    @property
    def reached_at(self) -> float | None:
        """When Telegram last answered, by the loop's clock."""
        return self._link.answered_at

    async def open(self) -> None:
        """Nothing to open: we ask, nobody calls us."""

    async def close(self) -> None:
        """Nothing to close."""

    async def run(self) -> None:
        """Poll for ever. After a stored batch its successor is asked for; after an empty one whatever there is:
        ids may start anew after a quiet week, so the largest id ever seen means nothing."""
        await self._take_over()
        offset: int | None = None
        while True:
            updates = await self._poll(offset)
            if updates is None:
                continue
            if updates:
                # A stop in the middle must not cut the commit short: what is stored is then confirmed next time.
                await asyncio.shield(self._store(updates))
                self._wake()
            offset = updates[-1]["update_id"] + 1 if updates else None

    async def _take_over(self) -> None:
        """From the webhook that may have been set before: what waits for it is fetched instead."""
        while await self._link.ask("deleteWebhook", {}) is None:
            pass

    async def _poll(self, offset: int | None) -> list[Raw] | None:
        parameters: dict[str, Any] = {"timeout": LONG_POLL_S, "allowed_updates": ALLOWED}
        if offset is not None:
            parameters["offset"] = offset
        updates: list[Raw] | None = await self._link.ask(
            "getUpdates", parameters, read_timeout=LONG_POLL_S + 10
        )
        return updates

    async def _store(self, updates: list[Raw]) -> None:
        for attempt in range(1_000_000):
            try:
                await keep(self._database, self._bot.id, updates)
                return
            except StoreFault as fault:
                log.error("store fault: %s", fault)
                self._alarm("store")
                await asyncio.sleep(PAUSES_S[min(attempt, 2)])
