"""Working time: which days and hours count, and how much of them lies between two instants. Pure.

What a file says is read in calendar_reader.py. Nothing is promised to anybody by it: it only counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

DAY_MS: Final = 86_400_000
ZONE_MS: Final = 7 * 3_600_000
"""Asia/Ho_Chi_Minh has kept seven hours before UTC since 1975, without summer time."""
LONGEST_DAYS: Final = 3_653
"""How far ahead an end of working time, or a working day, is sought: ten years."""
LONGEST_MS: Final = LONGEST_DAYS * DAY_MS

Span: TypeAlias = tuple[int, int]
"""From, and up to but without."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_ONE_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days on which some places (branches, codes of communes) are closed, or work though others do not."""

    days: frozenset[date]
    works: bool
    places: frozenset[str]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """``hours``: spans of a working day in ms after midnight, in order; ``weekdays``: Monday is 0.

    ``off`` and ``worked``: days that differ from the week; ``sure``: the years in which every day and hour has its
    official source, but for the days that are ``unsure``; ``local``: what differs in some places.
    """

    hours: tuple[Span, ...]
    weekdays: frozenset[int]
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    sure: frozenset[int] = frozenset()
    unsure: frozenset[date] = frozenset()
    local: tuple[LocalDays, ...] = ()

    def here(self, *places: str | None) -> WorkingCalendar:
        """The calendar of a branch, of a commune: what differs there is laid over it, later lines over earlier ones."""
        calendar = replace(self, local=())
        for each in self.local:
            if each.places.intersection(places):
                calendar = calendar.differing(each)
        return calendar

    def differing(self, local: LocalDays) -> WorkingCalendar:
        """The same with these days closed or worked."""
        return replace(
            self,
            off=self.off - local.days if local.works else self.off | local.days,
            worked=self.worked | local.days if local.works else self.worked - local.days,
            unsure=self.unsure - local.days if local.sure else self.unsure | local.days,
        )

    def is_working_day(self, day: date) -> bool:
        """Is work done on this day? A day worked instead of another wins over a day off."""
        return day in self.worked or (day.weekday() in self.weekdays and day not in self.off)

    def is_open(self, at_ms: int) -> bool:
        """Is this instant (ms UTC) within working hours?"""
        day, within = divmod(at_ms + ZONE_MS, DAY_MS)
        return self._works(day) and any(opens <= within < closes for opens, closes in self.hours)

    def next_open(self, at_ms: int) -> int:
        """The earliest instant (ms UTC), from this one on, that is within working hours; sought for ten years."""
        return self.after_working(at_ms, 1) - 1

    def is_sure(self, start_ms: int, end_ms: int) -> bool:
        """Has every day between these instants (ms UTC) its official source?"""
        first, last = date_of(start_ms), date_of(end_ms)
        doubtful = any(first <= day <= last for day in self.unsure)
        return not doubtful and self.sure.issuperset(range(first.year, last.year + 1))

    def working_day_from(self, day: date) -> date:
        """This day if work is done on it, else the next on which it is."""
        return self._seek(day, 1)

    def working_days_after(self, day: date, count: int) -> date:
        """The last of so many working days after this day, which does not count itself; the day itself for none."""
        for _ in range(count):
            day = self._seek(day + _ONE_DAY, 1)
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """The working day that lies so many working days before this day; the day itself for none."""
        for _ in range(count):
            day = self._seek(day - _ONE_DAY, -1)
        return day

    def working_ms(self, start_ms: int, end_ms: int, away: Sequence[Span] = ()) -> int:
        """Working time between two instants (ms UTC), 0 when the end is not after the start.

        ``away``: spans that do not count, in any order, such as the leave of an officer.
        """
        return sum(end - start for start, end in self._open(start_ms, end_ms, _in_order(away)))

    def after_working(self, start_ms: int, amount_ms: int, away: Sequence[Span] = ()) -> int:
        """The earliest instant (ms UTC) at which that much working time has passed since the start.

        It is sought for ten years; where so much is never worked, the end of these ten years.
        """
        latest = start_ms + LONGEST_MS
        if amount_ms <= 0:
            return start_ms
        for start, end in self._open(start_ms, latest, _in_order(away)):
            if amount_ms <= end - start:
                return start + amount_ms
            amount_ms -= end - start
        return latest

    def _open(self, start_ms: int, end_ms: int, away: Sequence[Span]) -> Iterator[Span]:
        """The pieces of working time between two instants, in order."""
        for day in range((start_ms + ZONE_MS) // DAY_MS, (end_ms + ZONE_MS) // DAY_MS + 1):
            if self._works(day):
                midnight = day * DAY_MS - ZONE_MS
                for opens, closes in self.hours:
                    yield from _without(max(start_ms, midnight + opens), min(end_ms, midnight + closes), away)

    def _seek(self, day: date, step: int) -> date:
        """The next working day in one direction, from this day on; the day itself where none is found in ten years."""
        near = (day + _ONE_DAY * step * count for count in range(LONGEST_DAYS))
        return next((found for found in near if self.is_working_day(found)), day)

    def _works(self, day: int) -> bool:
        return self.is_working_day(date.fromordinal(_EPOCH + day))


def date_of(at_ms: int) -> date:
    """The day of the province's clock at an instant (ms UTC)."""
    return date.fromordinal(_EPOCH + (at_ms + ZONE_MS) // DAY_MS)


def midnight_ms(day: date) -> int:
    """The instant (ms UTC) at which a day of the province's clock begins."""
    return (day.toordinal() - _EPOCH) * DAY_MS - ZONE_MS


def _in_order(away: Sequence[Span]) -> list[Span]:
    return sorted(span for span in away if span[0] < span[1])


def _without(start: int, end: int, away: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span; ``away`` in the order of its starts."""
    for gone, back in away:
        if start >= end:
            return
        if start < gone:
            yield start, min(gone, end)
        start = max(start, back)
    if start < end:
        yield start, end
