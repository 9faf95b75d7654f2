"""The day's two messages by themselves: what is before one of the staff this morning, and to leaders how the day went."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.calendar import DAY_MS, date_of, midnight_ms
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.sieve import By, Sieve
from bot.handlers import appointments, cards, dues
from bot.handlers.facts import last_day
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import appointments as kept
from bot.store import chats, day, leaves, progress, staff, timers
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.staff import Officer

MORNING: Final = "morning"
EVENING: Final = "evening"
MINUTE_MS: Final = 60_000
USUAL: Final = 7 * 60 + 30
"""Minutes after midnight; each of the staff can choose another hour."""
HOURS: Final = (6 * 60 + 30, 7 * 60, USUAL, 8 * 60)
NONE: Final = -1
EVENING_AT: Final = 17 * 60
MOST: Final = 8
"""Lines of each kind; the whole stands behind a button."""


def watch(tx: Transaction) -> None:
    """Everybody who works has a morning, every leader an evening: whoever has none yet gets one."""
    for one in staff.active(tx, roles=WORKERS):
        if not timers.waits(tx, MORNING, str(one.id)):
            _ring_next(tx, MORNING, one.id, _minute_of(tx, one))
        if one.role in LEADERS and not timers.waits(tx, EVENING, str(one.id)):
            _ring_next(tx, EVENING, one.id, EVENING_AT)


def morning(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The list now, and at which hour it comes by itself."""
    says = _before(tx, house, officer) or [(text("morning.nothing"),)]
    return [Message(officer.chat, tuple(says), (*LISTS, *_hours(tx, officer)), priority=Priority.STAFF)]


def set_hour(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """From now on at another hour, or not at all."""
    minute = int(given.words) if given.words.lstrip("-").isdecimal() and len(given.words) < 5 else None
    if minute not in (*HOURS, NONE):
        raise Refused(text("press.old"))
    staff.set_morning(tx, officer.id, minute)
    if minute == NONE:
        return [tell(officer, text("morning.none"))]
    _ring_next(tx, MORNING, officer.id, minute)
    return [tell(officer, text("morning.at", hour=_clock(minute)))]


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """It is morning: nothing to whoever is away, on a day off, or where nothing is to be said."""
    officer = staff.at_work(tx, row)
    if officer is None or officer.role not in WORKERS:
        return []
    minute = _minute_of(tx, officer)
    _ring_next(tx, MORNING, row, minute)
    if minute == NONE or not _works_today(tx, house, officer):
        return []
    says = _before(tx, house, officer)
    if not says:
        return []
    return [Message(officer.chat, ((text("morning.hello"),), *says), LISTS, priority=Priority.STAFF)]


def evening(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """How the day went, until now."""
    return [Message(officer.chat, (tuple(_day(tx, house, officer)),), EVENING_LISTS, priority=Priority.STAFF)]


def ring_evening(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """To those who lead, on working days."""
    officer = staff.at_work(tx, row)
    if officer is None or officer.role not in LEADERS:
        return []
    _ring_next(tx, EVENING, row, EVENING_AT)
    return evening(tx, house, officer, Given()) if _works_today(tx, house, officer) else []


# --- what is before one of the staff ---------------------------------------------------------


def _before(tx: Transaction, house: House, officer: Officer) -> list[tuple[Text, ...]]:
    """What meets him today, what the law wants, who waits for his answer, what he could take."""
    today = midnight_ms(date_of(tx.now))
    meetings = [appointments.line(tx, each) for each in kept.of_staff(tx, officer.id, tx.now, today + DAY_MS)]
    mine = progress.mine(tx, officer.id)
    awaited = [cards.headline(house, each) for each in mine if each.awaited]
    pressing = dues.pressing(tx, house, officer)
    free = progress.queue(tx, officer, Sieve(By.MINE), limit=MOST + 1, offset=0)
    parts = {
        "meetings": meetings,
        "dues": pressing,
        "awaited": awaited,
        "free": [cards.headline(house, each) for each in free],
    }
    return [_part(name, lines) for name, lines in parts.items() if lines]


def _part(name: str, lines: list[Text]) -> tuple[Text, ...]:
    more = (text("morning.more", count=len(lines) - MOST),) if len(lines) > MOST else ()
    return (text(f"morning.{name}"), *lines[:MOST], *more)


LISTS: Final[Rows] = (
    (Button(text("button.queue"), "queue:0", "📥"), Button(text("button.mine"), "mine:", "🗂️")),
)
EVENING_LISTS: Final[Rows] = ((Button(text("button.queue"), "queue:0", "📥"),),)


def _hours(tx: Transaction, officer: Officer) -> Rows:
    now = _minute_of(tx, officer)
    shown = [
        Button(quoted(_clock(minute)), f"morning_at:{minute}", "✅" if minute == now else "⏰")
        for minute in HOURS
    ]
    off = Button(text("button.no_morning"), f"morning_at:{NONE}", "✅" if now == NONE else "🔕")
    return (tuple(shown), (off,))


# --- how the day went ------------------------------------------------------------------------


def _day(tx: Transaction, house: House, officer: Officer) -> Iterator[Text]:
    since = midnight_ms(date_of(tx.now))
    counts = day.counts(tx, since, officer.branch)
    yield text("evening.head", day=Moment(tx.now, day=True))
    yield text("evening.done", came=counts.came, claimed=counts.claimed, met=counts.met, closed=counts.closed)
    if counts.waiting:
        yield text("evening.waiting", count=counts.waiting, at=Moment(counts.oldest or tx.now))
    if counts.lapsed:
        yield text("evening.lapsed", count=counts.lapsed)
    if overdue := dues.overdue(tx, house, officer):
        yield text("evening.overdue", count=overdue)
    tomorrow = house.calendar.next_open(since + DAY_MS)
    for one in staff.active(tx, roles=WORKERS):
        if away := leaves.at(tx, one.id, tomorrow):
            yield text("evening.away", officer=one.name, day=last_day(away))
    duty = [quoted(one.name) for one in staff.present(tx, roles=WORKERS) if one.on_duty]
    yield text("evening.duty", officers=tuple(duty)) if duty else text("evening.nobody")


# --- when ------------------------------------------------------------------------------------


def _works_today(tx: Transaction, house: House, officer: Officer) -> bool:
    open_ = house.calendar.here(officer.branch).is_working_day(date_of(tx.now))
    return open_ and leaves.until(tx, officer.id) is None


def _ring_next(tx: Transaction, kind: str, row: int, minute: int) -> None:
    """At this minute of the day, today if it is still ahead. Who wants none keeps a timer: it finds that out anew."""
    at = midnight_ms(date_of(tx.now)) + (USUAL if minute == NONE else minute) * MINUTE_MS
    at += DAY_MS if at <= tx.now else 0
    timers.set_only(tx, kind, chats.chat_of(tx, SYSTEM, private=False), at, str(row))


def _minute_of(tx: Transaction, officer: Officer) -> int:
    minute = staff.morning_of(tx, officer.id)
    return USUAL if minute is None else minute


def _clock(minute: int) -> str:
    return f"{datetime.time(minute // 60, minute % 60):%H:%M}"
