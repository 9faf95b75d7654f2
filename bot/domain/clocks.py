"""The clocks of the law: computed on read from what happened and the calendar, never counted along. Pure.

The first day does not count; a last day that is a day off moves to the next working day, and ends at midnight
(Civil Code 2015, Đ147–148). Hours run by the clock, also at night.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from bot.domain.calendar import WorkingCalendar, date_of, midnight_ms
from bot.domain.deadlines import (
    BY_THE_CLOCK,
    HOUR_MS,
    Circumstances,
    Deadline,
    Deadlines,
    Period,
    Reminding,
    Trigger,
    Unit,
)
from bot.domain.lifecycle import OVER, STEPS

_ONE_DAY: Final = timedelta(1)


class State(StrEnum):
    """How a clock stands. DUE_TODAY: the last day; of hours the last few; what is to be done at once from its beginning."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    UNKNOWN = "unknown"


PRESSING: Final[tuple[str, ...]] = (State.DUE_SOON, State.DUE_TODAY, State.OVERDUE)
"""What somebody is told of, in the order in which time brings it."""
GIVEN_UP: Final[frozenset[Trigger]] = frozenset(act for act, step in STEPS.items() if step.to in OVER)
"""Acts after which nothing is owed that they did not start themselves."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, and when (ms UTC)."""

    what: Trigger
    at: int


@dataclass(frozen=True, slots=True)
class Times:
    """When a clock becomes due soon, enters its last day (or hours), and is overdue (ms UTC).

    ``sure``: every day it counts has its official source.
    """

    soon_at: int
    last_at: int
    over_at: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """One run of a deadline. ``times`` None: how long it runs is not known; ``longest``: when it would be extended."""

    deadline: Deadline
    period: Period
    started_at: int
    state: State
    times: Times | None
    longest: Times | None = None
    ended_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Is it still to be done?"""
        return self.ended_at is None

    @property
    def by_the_clock(self) -> bool:
        """Does it run at night and on days off, so that people are told then too?"""
        return self.period.unit in BY_THE_CLOCK

    def next_change(self, after: int) -> int | None:
        """When its state changes next after this instant (ms UTC); None where it does no more."""
        if self.times is None or not self.is_open:
            return None
        changes = (self.times.soon_at, self.times.last_at, self.times.over_at)
        return min((at for at in changes if at > after), default=None)


def clocks(
    deadlines: Deadlines,
    happened: Iterable[Happened],
    circumstances: Circumstances,
    calendar: WorkingCalendar,
    now: int,
) -> tuple[Clock, ...]:
    """Every clock that was started, as it stands now (ms UTC), in the order of the file and of its starts.

    ``happened`` is in the order in which it was noted, which a machine's clock that jumps back does not change.
    """
    story = tuple(happened)
    return tuple(
        clock
        for deadline in deadlines.all
        for run in _runs(deadline, story)
        if (clock := _clock(deadline, run, circumstances, calendar, deadlines.reminding, now))
    )


@dataclass(frozen=True, slots=True)
class _Run:
    started_at: int
    ended_at: int | None
    extended: bool


def _runs(deadline: Deadline, story: Sequence[Happened]) -> Iterator[_Run]:
    """A start while it runs lets it begin anew; what is given up meanwhile leaves no clock."""
    since: int | None = None
    extended = False
    for each in story:
        if each.what in deadline.starts:
            since, extended = each.at, False
        elif each.what in GIVEN_UP and each.what not in deadline.ends:
            since = None
        extended = extended or each.what in deadline.extends
        if since is not None and each.what in deadline.ends:
            yield _Run(since, each.at, extended)
            since = None
    if since is not None:
        yield _Run(since, None, extended)


def _clock(
    deadline: Deadline,
    run: _Run,
    circumstances: Circumstances,
    calendar: WorkingCalendar,
    reminding: Reminding,
    now: int,
) -> Clock | None:
    """None where the law of the day sets no period, and where it is done of which none was known."""
    period = deadline.period(date_of(run.started_at), circumstances)
    if period is None or (period.unit is Unit.UNKNOWN and run.ended_at is not None):
        return None

    def lasting(amount: int) -> Times | None:
        return _times(period, amount, run.started_at, calendar, reminding)

    longest = lasting(period.longest) if period.longest else None
    extended = run.extended and longest is not None
    times = longest if extended else lasting(period.amount)
    state = _state(times, run.ended_at, now)
    longer = None if extended else longest
    return Clock(deadline, period, run.started_at, state, times, longer, run.ended_at)


def _state(times: Times | None, ended_at: int | None, now: int) -> State:
    if times is None:
        return State.UNKNOWN
    if ended_at is not None:
        return State.MET if ended_at < times.over_at else State.MET_LATE
    if now < times.soon_at:
        return State.RUNNING
    if now < times.last_at:
        return State.DUE_SOON
    return State.DUE_TODAY if now < times.over_at else State.OVERDUE


def _times(
    period: Period, amount: int, start: int, calendar: WorkingCalendar, reminding: Reminding
) -> Times | None:
    match period.unit:
        case Unit.UNKNOWN:
            return None
        case Unit.AT_ONCE:
            return Times(start, start, start + reminding.at_once_hours * HOUR_MS)
        case Unit.HOUR:
            over = start + amount * HOUR_MS
            soon, last = (over - hours * HOUR_MS for hours in (reminding.soon_hours, reminding.last_hours))
            return Times(max(start, min(soon, last)), max(start, last), over)
        case Unit.DAY | Unit.WORKING_DAY:
            last_day = _last_day(period.unit, amount, date_of(start), calendar)
            soon_day = calendar.working_days_before(last_day, reminding.soon_days)
            over = midnight_ms(last_day + _ONE_DAY)
            sure = calendar.is_sure(start, over - 1)
            return Times(max(start, midnight_ms(soon_day)), max(start, midnight_ms(last_day)), over, sure)
        case _:
            assert_never(period.unit)


def _last_day(unit: Unit, amount: int, first: date, calendar: WorkingCalendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.working_days_after(first, amount)
    return calendar.working_day_from(first + timedelta(amount))


# --- how they were kept ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """How one deadline was kept: in time, late (or over and still open), not over yet."""

    deadline: str
    within: int
    late: int
    running: int


LATE: Final = frozenset({State.MET_LATE, State.OVERDUE})


def kept(found: Iterable[Clock]) -> tuple[Kept, ...]:
    """By deadline, the most frequent first; clocks whose time is not known are left out."""
    states: Counter[tuple[str, State]] = Counter(
        (clock.deadline.id, clock.state) for clock in found if clock.state is not State.UNKNOWN
    )
    totals = Counter[str]()
    for (deadline, _), count in states.items():
        totals[deadline] += count
    ordered = sorted(totals, key=lambda deadline: (-totals[deadline], deadline))
    return tuple(_of_one(deadline, states, totals[deadline]) for deadline in ordered)


def _of_one(deadline: str, states: Mapping[tuple[str, State], int], total: int) -> Kept:
    within = states.get((deadline, State.MET), 0)
    late = sum(states.get((deadline, state), 0) for state in LATE)
    return Kept(deadline, within, late, total - within - late)
