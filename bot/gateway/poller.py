"""Takes batches of raw updates, stores them durably, and only then lets Telegram forget them."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any, Final

from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.gateway.channel import is_unreadable
from bot.gateway.http import call
from bot.gateway.incoming import ALLOWED, arrival
from bot.store import inbox
from bot.store.database import Database
from bot.store.engine import StoreFault

log = logging.getLogger(__name__)

# PTB's own way to ask for lengths of time as timedelta, without a warning at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")

LONG_POLL_S: Final = 25
PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)


class Poller:
    """Long polling. ``wake`` tells the worker; ``alarm`` takes a code."""

    def __init__(
        self, bot: Bot, database: Database, wake: Callable[[], None], alarm: Callable[[str], None]
    ) -> None:
        self._bot = bot
        self._database = database
        self._wake = wake
        self._alarm = alarm
        self._failures = 0
        self._alarmed: set[str] = set()
        self.polled_at: float | None = None
        """When Telegram last answered, by the loop's clock."""

    async def run(self) -> None:
        """Poll for ever. After a stored batch its successor is asked for; after an empty one whatever there is:
        ids may start anew after a quiet week, so the largest id ever seen means nothing."""
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

    async def _poll(self, offset: int | None) -> list[dict[str, Any]] | None:
        parameters: dict[str, Any] = {"timeout": LONG_POLL_S, "allowed_updates": ALLOWED}
        if offset is not None:
            parameters["offset"] = offset
        try:
            updates: list[dict[str, Any]] = await call(
                self._bot, "getUpdates", parameters, read_timeout=LONG_POLL_S + 10
            )
        except TelegramError as error:
            await self._rest(error)
            return None
        self._failures = 0
        self._alarmed.clear()
        self.polled_at = asyncio.get_running_loop().time()
        return updates

    async def _rest(self, error: TelegramError) -> None:
        pause = PAUSES_S[min(self._failures, len(PAUSES_S) - 1)]
        self._failures += 1
        match error:
            case RetryAfter():
                pause = max(pause, seconds(error))
            case Conflict():
                self._alarm_once("conflict")
                pause = PAUSES_S[-1]
            case _ if isinstance(error, NetworkError) or is_unreadable(error):
                pass
            case _:
                self._alarm_once("refused")
                pause = PAUSES_S[-1]
        log.warning("polling: %s, next try in %.0f s", type(error).__name__, pause)
        await asyncio.sleep(pause)

    def _alarm_once(self, what: str) -> None:
        """Until Telegram answers again, one alarm is enough."""
        if what not in self._alarmed:
            self._alarmed.add(what)
            self._alarm(what)

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        arrivals = [arrival(update, self._bot.id) for update in updates]
        for attempt in range(1_000_000):
            try:
                await self._database.transact(lambda tx: inbox.store(tx, arrivals))
                return
            except StoreFault as fault:
                log.error("store fault: %s", fault)
                self._alarm("store")
                await asyncio.sleep(PAUSES_S[min(attempt, 2)])


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    pause = error.retry_after
    return float(pause) if isinstance(pause, int) else pause.total_seconds()
