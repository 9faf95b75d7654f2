"""The worker: a group of inbox rows → one transaction → handlers → outbox rows. Opens the transaction of every turn.

A fault of a turn costs that turn; a fault of the store undoes the group, which is then tried again.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias, TypeVar

from bot.chat import Capabilities, Clear, Leave, Menu, Message, Outgoing, PressAnswer, Refused, Text
from bot.store import chats, inbox, outbox, people, sessions, staff, timers
from bot.store.database import Database, Transaction
from bot.store.engine import RaceLost, StoreFault
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY, Texts

log = logging.getLogger(__name__)

GROUP: Final = 64
RACES: Final = 3
TICK_S: Final = 1.0
PAUSES_S: Final = (0.2, 1.0, 5.0, 15.0)

T = TypeVar("T")
Turn: TypeAlias = Callable[[Transaction, inbox.Open], Sequence[Outgoing]]


@dataclass(frozen=True, slots=True)
class Turns:
    """What the worker runs: ``turn`` handles a row, ``refuse`` and ``apologise`` say why it did not go."""

    turn: Turn
    refuse: Callable[[Transaction, inbox.Open, Refused], Sequence[Outgoing]]
    apologise: Turn


class Worker:
    """Runs turns until it is stopped."""

    def __init__(
        self,
        database: Database,
        turns: Turns,
        texts: Callable[[], Texts],
        channel: Capabilities,
        decided: Callable[[], None],
    ) -> None:
        self._database = database
        self._turns = turns
        self._texts = texts
        self._channel = channel
        self._decided = decided
        self._wakened = asyncio.Event()
        self._alarms: list[str] = []
        self._faults = 0

    def wake(self) -> None:
        """There is something in the inbox."""
        self._wakened.set()

    def alarm(self, what: str) -> None:
        """Tell the log now and the administrators as soon as the store takes it. ``what`` is a code."""
        log.critical("alarm: %s", what)
        if what not in self._alarms:
            self._alarms.append(what)
        self.wake()

    async def run(self) -> None:
        """Work off what a crash left, row by row; then group by group, for ever."""
        await self._recover()
        while True:
            if not await self._group():
                await self._sleep(TICK_S)

    async def _sleep(self, seconds: float) -> None:
        # Not wait_for: on Python 3.11 it can swallow the cancellation that stops us.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wakened.wait()
        self._wakened.clear()

    async def _group(self) -> int:
        """One group in one transaction; returns how many rows it took."""
        alarms = tuple(self._alarms)
        try:
            taken = await self._database.transact(lambda tx: self._take(tx, alarms, GROUP))
        except StoreFault as fault:
            await self._rest(fault)
            return 1
        del self._alarms[: len(alarms)]
        self._faults = 0
        if taken:
            self._decided()
        return taken

    async def _rest(self, fault: StoreFault) -> None:
        log.error("store fault: %s", fault)
        if not self._faults:
            self.alarm("store")
        pause = PAUSES_S[min(self._faults, len(PAUSES_S) - 1)]
        self._faults += 1
        await asyncio.sleep(pause)

    def _take(self, tx: Transaction, alarms: Sequence[str], limit: int) -> int:
        for what in alarms:
            inbox.add(tx, "alarm", chats.chat_of(tx, inbox.SYSTEM, private=False), {"what": what})
        timers.ring(tx)
        rows = inbox.take(tx, limit)
        for row in rows:
            self._work(tx, row)
        return len(rows)

    def _work(self, tx: Transaction, row: inbox.Open) -> None:
        try:
            self._attempt(tx, row)
        except StoreFault:
            raise
        except Exception as error:
            reason = where(error)
            log.error("inbox row %d failed: %s", row.id, reason)
            inbox.fail(tx, row.id, reason)
            self._apologise(tx, row)

    def _apologise(self, tx: Transaction, row: inbox.Open) -> None:
        """An apology that fails too must not take the group with it."""
        try:
            with tx.savepoint():
                self._say(tx, self._turns.apologise(tx, row))
        except StoreFault:
            raise
        except Exception as error:
            log.error("inbox row %d: no apology: %s", row.id, where(error))

    def _attempt(self, tx: Transaction, row: inbox.Open) -> None:
        for left in reversed(range(RACES)):
            try:
                with tx.savepoint():
                    self._say(tx, self._turns.turn(tx, row))
                    inbox.done(tx, row.id)
                return
            except Refused as refused:
                self._say(tx, self._turns.refuse(tx, row, refused))
                inbox.done(tx, row.id)
                return
            except RaceLost:
                if not left:
                    raise

    def _say(self, tx: Transaction, decided: Sequence[Outgoing]) -> None:
        for outgoing in decided:
            put(tx, outgoing, self._texts(), self._channel)

    async def _recover(self) -> None:
        """After a crash each row left over is marked before it is worked, so that a poisonous one is found."""
        newest = await self._persist(inbox.newest_open)
        while row := await self._persist(partial(_first, newest=newest)):
            if row.starts >= inbox.STARTS:
                await self._persist(partial(self._quarantine, row=row))
                continue
            await self._persist(partial(inbox.begin, row=row.id))
            await self._persist(partial(self._work, row=row))
            self._decided()

    def _quarantine(self, tx: Transaction, row: inbox.Open) -> None:
        inbox.fail(tx, row.id, f"at work during {row.starts} starts", "quarantined")
        self._apologise(tx, row)

    async def _persist(self, work: Callable[[Transaction], T]) -> T:
        """One transaction, tried until the store takes it."""
        while True:
            try:
                return await self._database.transact(work)
            except StoreFault as fault:
                await self._rest(fault)


def put(tx: Transaction, outgoing: Outgoing, texts: Texts, channel: Capabilities) -> None:
    """Decide one outgoing thing: in its final words, as rows of the outbox."""
    match outgoing:
        case Leave():
            outbox.add_leave(tx, outgoing.to)
        case Clear():
            outbox.add_clear(tx, outgoing.to, outgoing.since, str(outgoing.why))
        case Menu():
            language = language_of(tx, texts, outgoing.to, [does for _, does in outgoing.entries])
            entries = [
                (texts.own(typed, language), texts.say(does, language)) for typed, does in outgoing.entries
            ]
            outbox.add_menu(tx, outgoing.to, entries)
        case PressAnswer():
            says = outgoing.says
            words = texts.say(says, language_of(tx, texts, outgoing.to, [says])) if says else ""
            outbox.add_answer(tx, outgoing.to, outgoing.press, words)
        case Message():
            aloud = bool(outgoing.plays)
            language = language_of(
                tx, texts, outgoing.to, outgoing.said, aloud=aloud, hers=outgoing.about is not None
            )
            parts = texts.render(outgoing, language, channel)
            for part in parts:
                outbox.add(
                    tx,
                    outgoing.to,
                    part,
                    outgoing.priority,
                    about=outgoing.about,
                    # Words too long for their file stand above it: it is they that a later edit replaces.
                    handle=outgoing.handle if part.text or len(parts) == 1 else None,
                    edits=outgoing.edits,
                    request=outgoing.request,
                )


def language_of(
    tx: Transaction,
    texts: Texts,
    chat: int,
    says: Iterable[Text],
    *,
    aloud: bool = False,
    hers: bool = False,
) -> str:
    """The language in which this is read, or heard (``aloud``), in this chat; Vietnamese for groups and newcomers.

    Who works here reads the Centre's own words, and what is asked while somebody else's request is written down, in the
    language of the work; their own conversation, and what is told of their own request (``hers``), in the one they chose
    as citizens.
    """
    person = people.of_chat(tx, chat)
    officer = staff.of_person(tx, person.id) if person else None
    if person and officer and _is_work(tx, texts, person, officer, says, hers=hers):
        return officer.language
    if person is None:
        return AUTHORITY
    return (person.language or AUTHORITY) if aloud else person.reading


def _is_work(
    tx: Transaction, texts: Texts, person: Person, officer: Officer, says: Iterable[Text], *, hers: bool
) -> bool:
    if texts.is_for_staff(says) or people.written_by(tx, officer.id) is not None:
        return True
    return not hers and sessions.current(tx, person.id) is None


def where(error: BaseException) -> str:
    """Kind and place of a fault, without its message: that may hold words of people."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"{last.filename.rpartition('/bot/')[2]}:{last.lineno}" if last else "?"
    return f"{type(error).__name__} at {place}"


def _first(tx: Transaction, newest: int) -> inbox.Open | None:
    rows = inbox.take(tx, 1)
    return rows[0] if rows and rows[0].id <= newest else None
