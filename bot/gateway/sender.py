"""Drains the outbox: in order within a chat, side by side across chats, by priority, within Telegram's limits.

A row is due until its result is durable, and the chat's next row waits for that. After a crash or a time-out
a row is sent again: a message may come twice, none is lost.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heappop, heappush
from typing import Final

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.chat import Priority
from bot.gateway.channel import Channel, Verdict, away, judge
from bot.gateway.intake import seconds
from bot.gateway.limits import Limits
from bot.gateway.outgoing import address
from bot.store import chats, outbox
from bot.store.database import Database, Transaction
from bot.store.engine import StoreFault
from bot.store.outbox import Due, Result

log = logging.getLogger(__name__)

CALLS: Final = 64
PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass(slots=True)
class Lane:
    """The rows of one chat in their order; ``busy`` while the first is under way or held back."""

    rows: deque[Due] = field(default_factory=deque)
    busy: bool = False


class Sender:
    """Sends until it is stopped."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        limits: Limits,
        now: Callable[[], int],
        wake_worker: Callable[[], None],
        alarm: Callable[[str], None],
    ) -> None:
        self._database = database
        self._channel = channel
        self._limits = limits
        self._now = now
        self._wake_worker = wake_worker
        self._alarm = alarm
        self._wakened = asyncio.Event()
        self._lanes: dict[int, Lane] = {}
        self._ready: list[tuple[Priority, int, int]] = []
        self._calls: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()
        self._results: list[Result] = []
        self._moved: dict[int, str] = {}
        self._newest = 0
        self._away = 0
        self._closed_until = 0.0
        self._flooded: tuple[int, float] | None = None

    def wake(self) -> None:
        """There is something in the outbox, or something was sent."""
        self._wakened.set()

    async def run(self) -> None:
        """Note results, fetch what was decided, start what may go; for ever."""
        self._wakened.set()
        while True:
            await self._wakened.wait()
            self._wakened.clear()
            if await self._exchange():
                self._start()

    async def stop(self, grace: float) -> None:
        """Let calls under way end (``grace`` seconds at most) and make their results durable."""
        if self._calls:
            await asyncio.wait(self._calls, timeout=grace)
        await self._exchange()
        for call in self._calls:  # what takes longer and what was decided last stays due
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    # --- with the store

    async def _exchange(self) -> bool:
        results, moved = self._results, dict(self._moved)
        self._results = []
        try:
            rows = await self._database.transact(lambda tx: self._note_and_fetch(tx, results, moved))
        except BaseException as fault:
            self._results = results + self._results  # to note a result twice changes nothing
            if not isinstance(fault, StoreFault):
                raise
            log.error("store fault: %s", fault)
            self._alarm("store")
            asyncio.get_running_loop().call_later(PAUSES_S[0], self.wake)
            return False
        self._moved = {chat: to for chat, to in self._moved.items() if moved.get(chat) != to}
        for result in results:
            self._free(result)
        for row in rows:
            self._line_up(row)
        if any(result.state in ("blocked", "failed") for result in results):
            self._wake_worker()
        return True

    def _note_and_fetch(self, tx: Transaction, results: list[Result], moved: dict[int, str]) -> list[Due]:
        for chat, to in moved.items():
            chats.move(tx, chat, to)
        for result in results:
            outbox.note(tx, result)
        return outbox.due(tx, self._newest)

    def _free(self, result: Result) -> None:
        lane = self._lanes.get(result.chat)
        if lane is None or not lane.rows or lane.rows[0].id != result.row:
            return
        lane.rows.popleft()
        lane.busy = False
        self._offer(result.chat, lane)

    def _line_up(self, row: Due) -> None:
        self._newest = max(self._newest, row.id)
        if row.kind == "answer":
            self._spawn(row)
            return
        lane = self._lanes.setdefault(row.chat, Lane())
        if row.kind == "clear":  # what waits was taken back; only what is under way still arrives before it
            lane.rows = deque(waiting for waiting in lane.rows if waiting.id in self._under_way)
        lane.rows.append(row)
        self._offer(row.chat, lane)

    def _offer(self, chat: int, lane: Lane) -> None:
        if not lane.rows:
            del self._lanes[chat]
        elif not lane.busy:
            lane.busy = True
            heappush(self._ready, (lane.rows[0].priority, lane.rows[0].id, chat))

    # --- with Telegram

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() < self._closed_until:
            return
        while self._ready and len(self._calls) < CALLS:
            priority, row, chat = heappop(self._ready)
            first = self._lanes[chat].rows[0]
            if pause := self._limits.wait(first.address, loop.time()):
                self._hold(priority, row, chat, pause)
            else:
                self._spawn(first)

    def _spawn(self, row: Due) -> None:
        call = asyncio.create_task(self._bring(row))
        self._calls.add(call)
        self._under_way.add(row.id)
        call.add_done_callback(partial(self._ended, row.id))

    def _ended(self, row: int, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self._under_way.discard(row)
        self.wake()

    async def _bring(self, row: Due) -> None:
        if row.expires_at is not None and row.expires_at <= self._now():
            self._results.append(Result(row.id, row.chat, "expired"))
            return
        try:
            message = await self._channel.send(row)
        except TelegramError as error:
            self._failed(row, error)
        except StoreFault:
            self._again(row, PAUSES_S[0])
        except Exception as error:  # a bug must cost one row, not the sender
            log.error("outbox row %d: %s", row.id, type(error).__name__)
            self._results.append(Result(row.id, row.chat, "failed", error=type(error).__name__))
        else:
            self._away = 0
            self._results.append(Result(row.id, row.chat, "sent", message))

    def _failed(self, row: Due, error: TelegramError) -> None:
        if isinstance(error, RetryAfter):
            self._flood(row, seconds(error))
        elif isinstance(error, ChatMigrated):
            self._moved[row.chat] = address(error.new_chat_id)
            self._relocate(row, address(error.new_chat_id))
        elif away(error):
            self._close(error)
            self._again(row, 0.0)
        else:
            self._judge(row, judge(error))

    def _judge(self, row: Due, verdict: Verdict) -> None:
        log.info("outbox row %d: %s (%s)", row.id, verdict.state, verdict.why)
        if verdict.state == "failed" and row.kind == "message":
            self._alarm("undelivered")
        self._results.append(Result(row.id, row.chat, verdict.state, error=verdict.why))

    def _flood(self, row: Due, pause: float) -> None:
        """429 holds its chat; when a second chat gets one too, everything waits."""
        now = asyncio.get_running_loop().time()
        if self._flooded and self._flooded[0] != row.chat and now < self._flooded[1]:
            self._closed_until = now + pause
            asyncio.get_running_loop().call_later(pause, self.wake)
        self._flooded = (row.chat, now + pause)
        log.warning("429: chat %d waits %.0f s", row.chat, pause)
        self._again(row, pause)

    def _close(self, error: TelegramError) -> None:
        """Telegram is away: nothing is tried until the pause is over."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._closed_until:
            return
        pause = PAUSES_S[min(self._away, len(PAUSES_S) - 1)]
        self._away += 1
        self._closed_until = loop.time() + pause
        loop.call_later(pause, self.wake)
        log.warning("sending: %s, next try in %.0f s", type(error).__name__, pause)

    def _relocate(self, row: Due, to: str) -> None:
        lane = self._lanes[row.chat]
        lane.rows = deque(replace(row, address=to) for row in lane.rows)
        self._again(lane.rows[0], 0.0)

    def _again(self, row: Due, pause: float) -> None:
        if row.kind == "answer":
            asyncio.get_running_loop().call_later(max(pause, PAUSES_S[0]), self._spawn, row)
        elif any(later.kind == "clear" and later.id > row.id for later in self._lanes[row.chat].rows):
            self._results.append(Result(row.id, row.chat, "expired"))
        else:
            self._hold(row.priority, row.id, row.chat, pause)

    def _hold(self, priority: Priority, row: int, chat: int, pause: float) -> None:
        def release() -> None:
            heappush(self._ready, (priority, row, chat))
            self.wake()

        asyncio.get_running_loop().call_later(pause, release)
