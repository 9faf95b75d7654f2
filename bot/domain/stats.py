"""What the Centre's requests of a period add up to. Pure: numbers of requests, never of people, no words, no names.

Sensitive matters are one sum and are not counted by commune: in a small commune such a number would be a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, TypeVar

from bot.domain.calendar import DAY_MS, WorkingCalendar, date_of
from bot.domain.reporting_period import Period
from bot.domain.request import SENSITIVE_MATTERS, Kind, Status

SENSITIVE: Final = "sensitive"
"""Stands for every sensitive matter."""
PLACES: Final = 8
"""So many communes are counted by name, the rest together."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as reports see it: nothing of the person, nothing sealed. Times in ms UTC."""

    number: str
    kind: Kind
    source: str
    matter: str | None
    place: str | None
    branch: str
    urgent: bool
    status: Status
    outcome: str | None
    created_at: int
    claimed_at: int | None
    first_reply_at: int | None
    closed_at: int | None
    marked: bool = False
    """Something sensitive was found in it, whatever its matter."""
    refused: str = ""
    """By which ground of the law it stands refused."""

    @property
    def is_sensitive(self) -> bool:
        """Would its matter beside its commune point at somebody?"""
        return self.marked or self.kind is Kind.URGENT or self.matter in SENSITIVE_MATTERS

    @property
    def shown_matter(self) -> str:
        """The matter, or the door it came in by; all sensitive ones are one."""
        return SENSITIVE if self.is_sensitive else self.matter or self.kind


@dataclass(frozen=True, slots=True)
class Tally(Generic[Key]):
    """How many requests have this."""

    key: Key
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Of ``count`` durations half are at most ``median``, nine in ten at most ``most``."""

    count: int
    median: int
    most: int


@dataclass(frozen=True, slots=True)
class Week:
    """The requests that came in a week, by where they stand now; ``first`` is its first day within the period."""

    first: date
    counts: tuple[int, ...]
    """In the order of ``Status``."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """Of a conversation: how many began it in a period, and how many left it unsent, by the question they left it at."""

    begun: int
    at: tuple[Tally[str], ...]

    @property
    def count(self) -> int:
        """How many left it."""
        return sum(tally.count for tally in self.at)


@dataclass(frozen=True, slots=True)
class Stats:
    """Requests received in the period, as they stand now.

    ``outcomes``: of the closed ones, None where none was noted. ``refusals``: of the refused ones, by ground.
    ``everywhere``: codes of communes, None for an unknown one; sensitive requests are not among them.
    ``first_contact`` in ms of working time, ``until_closed`` in days.
    """

    received: int
    urgent: int
    statuses: tuple[Tally[Status], ...]
    outcomes: tuple[Tally[str | None], ...]
    refusals: tuple[Tally[str], ...]
    matters: tuple[Tally[str], ...]
    everywhere: tuple[Tally[str | None], ...]
    first_contact: Spread | None
    until_closed: Spread | None
    weeks: tuple[Week, ...]

    @property
    def places(self) -> tuple[Tally[str | None], ...]:
        """Those counted by name."""
        return self.everywhere[:PLACES]

    @property
    def other_places(self) -> int:
        """The requests of all others together."""
        return sum(tally.count for tally in self.everywhere[PLACES:])

    @property
    def urgent_share(self) -> int:
        """In percent."""
        return round(100 * self.urgent / self.received) if self.received else 0


def add_up(entries: Sequence[Entry], period: Period, calendar: WorkingCalendar) -> Stats:
    """The numbers of the requests received in a period."""
    states = Counter(entry.status for entry in entries)
    contacts = (to_first_contact(entry, calendar) for entry in entries)
    return Stats(
        received=len(entries),
        urgent=sum(entry.urgent for entry in entries),
        statuses=tuple(Tally(status, states[status]) for status in Status),
        outcomes=tallies(entry.outcome for entry in entries if entry.status is Status.CLOSED),
        refusals=tallies(entry.refused for entry in entries if entry.refused),
        matters=tallies(entry.shown_matter for entry in entries),
        everywhere=tallies(entry.place for entry in entries if not entry.is_sensitive),
        first_contact=_spread(ms for ms in contacts if ms is not None),
        until_closed=_spread(_days(entry) for entry in entries if entry.closed_at is not None),
        weeks=tuple(_weeks(entries, period)),
    )


def to_first_contact(entry: Entry, calendar: WorkingCalendar) -> int | None:
    """Working time (ms) until the person was first answered or met; None when that is still to come."""
    if entry.first_reply_at is None:
        return None
    return calendar.working_ms(entry.created_at, entry.first_reply_at)


def _days(entry: Entry) -> int:
    """Begun days until it was closed."""
    assert entry.closed_at is not None
    return -(-(entry.closed_at - entry.created_at) // DAY_MS)


def tallies(keys: Iterable[Key]) -> tuple[Tally[Key], ...]:
    """How many of each: the most frequent first, those alike by name, what is not known last among them."""
    counts = Counter(keys).items()
    in_order = sorted(counts, key=lambda item: (-item[1], item[0] is None, str(item[0])))
    return tuple(Tally(key, count) for key, count in in_order)


def _spread(values: Iterable[int]) -> Spread | None:
    ordered = sorted(values)
    if not ordered:
        return None
    return Spread(len(ordered), _rank(ordered, 50), _rank(ordered, 90))


def _rank(ordered: Sequence[int], percent: int) -> int:
    """The nearest rank: the smallest value that so many percent do not exceed."""
    return ordered[-(-len(ordered) * percent // 100) - 1]


def _weeks(entries: Iterable[Entry], period: Period) -> Iterable[Week]:
    """Every week of the period, those without requests too."""
    counts = Counter((_monday(date_of(entry.created_at)), entry.status) for entry in entries)
    monday = _monday(period.first)
    while monday <= period.last:
        yield Week(max(monday, period.first), tuple(counts[monday, status] for status in Status))
        monday += timedelta(7)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
