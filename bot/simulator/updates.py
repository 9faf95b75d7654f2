"""The updates of one bot: created, kept for a while, fetched by getUpdates (or carried to a webhook), confirmed."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.simulator.clock import Clock
from bot.simulator.errors import ApiError, Dropped, Json

MESSAGE_SECONDS = 24 * 3600
PRESS_SECONDS = 150
LONGEST_POLL = 50
HELD_SECONDS = 3.0  # real ones
BUSY_SECONDS = 0.5
LARGEST_BATCH = 100
FUTURE_OFFSET = 10  # an offset further ahead than this is invalid and served from the head

ALL_KINDS = frozenset(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query "
    "purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost "
    "removed_chat_boost managed_bot guest_message".split()
)
Lane = tuple[str, int]
"""What keeps its order on the way to a webhook: messages of a chat, presses of a user, changes of members of a chat."""
DEFAULT_KINDS = ALL_KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update not confirmed yet, and the moment of the virtual clock at which it is forgotten."""

    id: int
    body: Json
    expires: float
    lane: Lane


class UpdateQueue:
    """getUpdates of one bot, rule by rule. One long poll at a time: a newer one ends the older."""

    def __init__(self, clock: Clock, changed: Callable[[], None], first_id: int = 700_000_001) -> None:
        self.kinds = DEFAULT_KINDS
        self._clock = clock
        self._changed = changed
        self._next_id = first_id
        self._waiting: deque[Waiting] = deque()
        self._poll: asyncio.Future[None] | None = None
        self._polled = asyncio.Event()
        self._last_fetch: tuple[int, float] = (-1, 0)
        self._last_conflict = 0.0
        self.arrived = asyncio.Event()
        """For whoever carries updates to a webhook: there is a new one."""

    def add(self, kind: str, body: Json, expires: float) -> int | None:
        """Queue an update; its id, or None when the bot did not ask for this kind."""
        if kind not in self.kinds:
            return None
        update_id = self._next_id
        self._next_id += 1
        update = {"update_id": update_id, kind: body}
        self._waiting.append(Waiting(update_id, update, expires, _lane(kind, body)))
        self._changed()
        self._wake()
        self.arrived.set()
        return update_id

    @property
    def polling(self) -> bool:
        """Whether a long poll is waiting."""
        return self._poll is not None and not self._poll.done()

    async def wait_poll(self) -> None:
        """Return when a long poll is waiting: the bot is up and has nothing to fetch."""
        await self._polled.wait()

    def pending(self) -> int:
        """How many updates are not confirmed (and not too old)."""
        self._forget_old()
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is not confirmed (and not too old)."""
        self._forget_old()
        return tuple(self._waiting)

    def put_back(self, waiting: Iterable[Waiting]) -> None:
        """Queue again what once waited, under new numbers, whatever is asked for now."""
        for each in waiting:
            body = {**each.body, "update_id": self._next_id}
            self._waiting.append(replace(each, id=self._next_id, body=body))
            self._next_id += 1
        if self._waiting:
            self._changed()
            self._wake()
            self.arrived.set()

    def clear(self) -> None:
        """Forget everything; ids go on counting, because a bot may remember them."""
        self._waiting.clear()

    async def fetch(
        self, offset: int, limit: int, seconds: float, kinds: object, *, guarded: bool = False
    ) -> list[Json]:
        """One getUpdates. `seconds`, its time-out, are real ones. Raises ApiError 409 when a newer poll comes.

        `guarded`: bots that ask in a hurry, or two which drive each other out, are held up.
        """
        self.remember(kinds)
        if guarded:
            limit, seconds = self._held(offset, limit, seconds)
        self._confirm(offset)
        self.end_poll("other getUpdates request; make sure that only one bot instance is running")
        limit, seconds = max(1, min(limit, LARGEST_BATCH)), max(0, min(seconds, LONGEST_POLL))
        batch = self._batch(offset, limit)
        if batch or not seconds:
            return batch
        try:
            await self._wait(seconds)
        except ApiError:
            await self._hold_conflict(guarded)
            raise
        return self._batch(offset, limit)

    def lanes(self) -> list[Lane]:
        """Those in which something waits, the longest waiting first."""
        self._forget_old()
        return list(dict.fromkeys(each.lane for each in self._waiting))

    def head(self, lane: Lane) -> Waiting | None:
        """What is next in a lane."""
        self._forget_old()
        return next((each for each in self._waiting if each.lane == lane), None)

    def forget(self, update_id: int) -> None:
        """One update was delivered to a webhook, or will never be."""
        self._waiting = deque(each for each in self._waiting if each.id != update_id)
        self._changed()

    def end_poll(self, terminated_by: str) -> None:
        """End the poll under way with 409."""
        if self._poll is not None and self.polling:
            self._poll.set_exception(ApiError(409, f"Conflict: terminated by {terminated_by}"))

    def drop_poll(self) -> None:
        """Break the connection of the poll under way, as when Telegram goes away."""
        if self._poll is not None and self.polling:
            self._poll.set_exception(Dropped("reset"))

    def _held(self, offset: int, limit: int, seconds: float) -> tuple[int, float]:
        """Who asks for the same again at once gets one update only, and waits when there is none."""
        (last, at), now = self._last_fetch, time.monotonic()
        self._last_fetch = (offset, now)
        if offset != last or now - at >= HELD_SECONDS:
            return limit, seconds
        return (1 if now - at < BUSY_SECONDS else limit), max(seconds, HELD_SECONDS)

    async def _hold_conflict(self, guarded: bool) -> None:
        """One 409 in three seconds; a further one comes late."""
        if guarded:
            await asyncio.sleep(self._last_conflict + HELD_SECONDS - time.monotonic())
        self._last_conflict = time.monotonic()

    def remember(self, kinds: object) -> None:
        """allowed_updates is sticky; absent or unreadable leaves it, nothing known in it means the default."""
        if isinstance(kinds, list):
            self.kinds = frozenset(kind for kind in kinds if kind in ALL_KINDS) or DEFAULT_KINDS

    def _confirm(self, offset: int) -> None:
        self._forget_old()
        before = len(self._waiting)
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self._next_id - 1 + FUTURE_OFFSET:
            while self._waiting and self._waiting[0].id < offset:
                self._waiting.popleft()
        if len(self._waiting) != before:
            self._changed()

    def _forget_old(self) -> None:
        now = self._clock.now()
        if any(each.expires <= now for each in self._waiting):
            self._waiting = deque(each for each in self._waiting if each.expires > now)
            self._changed()

    def _batch(self, offset: int, limit: int) -> list[Json]:
        self._forget_old()
        from_id = offset if 0 < offset <= self._next_id - 1 + FUTURE_OFFSET else 0
        return [each.body for each in self._waiting if each.id >= from_id][:limit]

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        self._polled.set()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
                self._polled.clear()

    def _wake(self) -> None:
        if self._poll is not None and self.polling:
            self._poll.set_result(None)


def _lane(kind: str, body: Json) -> Lane:
    """Of a body that no Telegram sends, which tests make, nothing is known."""
    whose = "from" if kind == "callback_query" else "chat"
    found = body.get(whose)
    number = found.get("id") if isinstance(found, dict) else None
    keeps = kind if kind in ("callback_query", "my_chat_member") else "message"
    return keeps, number if isinstance(number, int) else 0
