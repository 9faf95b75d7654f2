"""The deadlines of the law as dated data: what starts a clock, what stops it, how long it runs, who must act. Pure.

What a file says is read in deadlines_reader.py, how far a clock has run is told in clocks.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from bot.domain.law import Certainty, Term
from bot.domain.lifecycle import Act, AidForm, Custody

HOUR_MS: Final = 3_600_000


class Happening(StrEnum):
    """What starts or stops a clock besides the acts of lifecycle.py."""

    RECEIVED = "received"
    NOTICE = "notice"
    """Police, procuracy or court told the Centre of somebody (law, Đ31(3))."""
    COMPLAINT = "complaint"
    COMPLAINT_SECOND = "complaint_second"
    """The same once more, to the Department of Justice."""
    COMPLAINT_ANSWERED = "complaint_answered"
    DATA_VIEW = "data_view"
    DATA_COPY = "data_copy"
    DATA_CORRECT = "data_correct"
    DATA_DELETE = "data_delete"
    DATA_RESTRICT = "data_restrict"
    DATA_WITHDRAW = "data_withdraw"
    DATA_ACKNOWLEDGED = "data_acknowledged"
    DATA_EXTENDED = "data_extended"
    DATA_ENDED = "data_ended"
    BREACH = "breach"
    BREACH_TOLD = "breach_told"


Trigger: TypeAlias = Act | Happening
TRIGGERS: Final[tuple[Trigger, ...]] = (*Act, *Happening)


class Unit(StrEnum):
    """What a period is counted in. Of UNKNOWN nothing is counted: an officer will tell."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    AT_ONCE = "at_once"
    UNKNOWN = "unknown"


COUNTED: Final = frozenset({Unit.WORKING_DAY, Unit.DAY, Unit.HOUR})
IN_DAYS: Final = frozenset({Unit.WORKING_DAY, Unit.DAY})
BY_THE_CLOCK: Final = frozenset({Unit.HOUR, Unit.AT_ONCE})
"""They run at night and on days off."""

# Deadlines that the bot tells people of, by their ids in ``law/deadlines.yaml``.
SUPPLEMENT: Final = "supplement_proof"
"""For proof that follows an acceptance."""
COMPLAINT_FIRST: Final = "complaint_first"
"""For the head's answer to a complaint."""
COMPLAINT_SECOND: Final = "complaint_second"
"""For that of the Department of Justice."""


class Who(StrEnum):
    """Who must act before the time is over."""

    OFFICER = "officer"
    HEAD = "head"
    CITIZEN = "citizen"
    CENTRE = "centre"
    DEPARTMENT = "department"
    """The Department of Justice, above the Centre."""


class Area(StrEnum):
    """Where the person lives: HARD is especially difficult, or cut off by a disaster (circular 12/2018, Đ6(2)(a))."""

    USUAL = "usual"
    HARD = "hard"


class Source(StrEnum):
    """How the request came to the Centre."""

    PERSON = "person"
    """By herself or through others, in the chat."""
    COUNTER = "counter"
    AGENCY = "agency"
    """By a notice of police, procuracy or court."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What of a request decides which period applies."""

    form: AidForm | None = None
    custody: Custody = Custody.NONE
    area: Area = Area.USUAL
    source: Source = Source.PERSON


@dataclass(frozen=True, slots=True)
class When:
    """A period is for these only; what is empty fits all."""

    forms: frozenset[AidForm] = frozenset()
    custody: frozenset[Custody] = frozenset()
    areas: frozenset[Area] = frozenset()
    sources: frozenset[Source] = frozenset()

    def fits(self, found: Circumstances) -> bool:
        """Is it for these circumstances?"""
        return (
            (not self.forms or found.form in self.forms)
            and (not self.custody or found.custody in self.custody)
            and (not self.areas or found.area in self.areas)
            and (not self.sources or found.source in self.sources)
        )


@dataclass(frozen=True, slots=True)
class Period:
    """``amount`` in its unit, 0 where nothing is counted; ``longest``: with its extension; ``law``: where it stands."""

    amount: int
    unit: Unit
    when: When
    term: Term
    law: str
    certainty: Certainty
    longest: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """``starts`` and ``ends``: what lets the clock run and what stops it; ``extends``: what makes the period the longest.

    ``periods``: the first that fits is the one.
    """

    id: str
    words: str
    starts: frozenset[Trigger]
    ends: frozenset[Trigger]
    who: Who
    periods: tuple[Period, ...]
    extends: frozenset[Trigger] = frozenset()
    line: int = 0

    def period(self, day: date, found: Circumstances) -> Period | None:
        """The period for a clock that starts on this day: the law of that day decides. None: the law sets none."""
        fitting = (each for each in self.periods if each.term.covers(day) and each.when.fits(found))
        return next(fitting, None)


@dataclass(frozen=True, slots=True)
class Reminding:
    """Our own choice, not the law's: how long before the end a clock is due soon, and when «at once» is late.

    ``soon_days``: working days before the last day; ``soon_hours`` and ``last_hours`` before the end of what is counted
    in hours; ``at_once_hours``: after so many, what was to be done at once is overdue.
    """

    soon_days: int = 1
    soon_hours: int = 12
    last_hours: int = 3
    at_once_hours: int = 2


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All of them, and how they are reminded."""

    all: tuple[Deadline, ...] = ()
    reminding: Reminding = Reminding()

    def of(self, triggers: Sequence[Trigger]) -> tuple[Deadline, ...]:
        """Those that one of these starts."""
        return tuple(each for each in self.all if each.starts.intersection(triggers))

    def in_days(
        self, id_: str, day: date, *, area: Area = Area.USUAL, units: Collection[Unit] = IN_DAYS
    ) -> Period | None:
        """How long this one runs when it starts on this day; None where the law does not say it in these units."""
        found = next((each for each in self.all if each.id == id_), None)
        period = found.period(day, Circumstances(area=area)) if found else None
        return period if period and period.unit in units else None
