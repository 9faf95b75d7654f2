"""What the poller and the receiver share: keeping what came, and patience with a Telegram that does not answer."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from typing import Any, Final

from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError

from bot.gateway.channel import is_unreadable
from bot.gateway.http import call
from bot.gateway.incoming import Raw, arrival
from bot.store import inbox
from bot.store.database import Database

log = logging.getLogger(__name__)

# PTB's own way to ask for lengths of time as timedelta, without a warning at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")

PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)


async def keep(database: Database, bot: int, updates: Sequence[Raw]) -> None:
    """Store durably what was not seen yet; raises StoreFault, and then nothing of it is stored."""
    arrivals = [arrival(update, bot) for update in updates]
    await database.transact(lambda tx: inbox.store(tx, arrivals))


class Link:
    """Asks Telegram, and rests when it does not answer. ``alarm`` takes a code."""

    def __init__(self, bot: Bot, alarm: Callable[[str], None]) -> None:
        self._bot = bot
        self._alarm = alarm
        self._failures = 0
        self._alarmed: set[str] = set()
        self.answered_at: float | None = None
        """By the loop's clock."""

    async def ask(
        self,
        method: str,
        parameters: dict[str, Any],
        *,
        read_timeout: float | None = None,
        refused: str | None = None,
    ) -> Any:
        """Telegram's answer; None after a rest when there was none. ``refused``: the alarm for a call that is wrong."""
        try:
            result = await call(self._bot, method, parameters, read_timeout=read_timeout)
        except TelegramError as error:
            if refused and isinstance(error, BadRequest):
                log.error("%s was refused: %s", method, error.message)
                self.alarm(refused)
            await self._rest(error)
            return None
        self._failures = 0
        self._alarmed.clear()
        self.answered_at = asyncio.get_running_loop().time()
        return result

    def alarm(self, what: str) -> None:
        """Until Telegram answers again, one alarm is enough."""
        if what not in self._alarmed:
            self._alarmed.add(what)
            self._alarm(what)

    async def _rest(self, error: TelegramError) -> None:
        pause = PAUSES_S[min(self._failures, len(PAUSES_S) - 1)]
        self._failures += 1
        match error:
            case RetryAfter():
                pause = max(pause, seconds(error))
            case Conflict():
                self.alarm("conflict")
                pause = PAUSES_S[-1]
            case _ if isinstance(error, NetworkError) or is_unreadable(error):
                pass
            case _:
                self.alarm("refused")
                pause = PAUSES_S[-1]
        log.warning("Telegram: %s, next try in %.0f s", type(error).__name__, pause)
        await asyncio.sleep(pause)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    pause: Any = error.retry_after
    return float(pause) if isinstance(pause, int) else float(pause.total_seconds())
