"""What the acts of the law of a period add up to, for the report to the Ministry (circular 12/2018/TT-BTP, Điều 7).

Pure: cases, never people; no words, no names.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from bot.domain.lifecycle import Act
from bot.domain.reporting_period import Period
from bot.domain.stats import Tally, tallies

Key = TypeVar("Key", bound=Hashable)

SEXES: Final = ("woman", "man")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the signed form says of the person helped and only sums may tell; None: not noted.

    By sex: circular 11/2014/TT-BTP, Điều 8.
    """

    sex: str | None = None
    minority: bool | None = None


class Part(StrEnum):
    """What became of cases in a period."""

    CARRIED = "carried"
    """Accepted before it and not over when it began."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ENDED = "ended"
    DISCONTINUED = "discontinued"
    WITHDRAWN = "withdrawn"
    CARRIED_ON = "carried_on"
    """Accepted, and not over at its end."""


ENDINGS: Final = {Act.END: Part.ENDED, Act.DISCONTINUE: Part.DISCONTINUED, Act.WITHDRAW: Part.WITHDRAWN}
ENTRIES: Final = frozenset({Act.ACCEPT, Act.ACCEPT_URGENT})
REGISTERED: Final = (*sorted(ENTRIES), Act.REFUSE, *ENDINGS)
"""The acts that the register is made of."""


@dataclass(frozen=True, slots=True)
class Case:
    """One acceptance with its end, or one refusal. Times in ms UTC; ``matter``: all sensitive ones are one;
    ``clauses``: those that hold, by which the person is helped; ``form`` of aid."""

    branch: str
    matter: str
    form: str | None = None
    clauses: tuple[str, ...] = ()
    counted: Counted = Counted()
    accepted_at: int | None = None
    over_at: int | None = None
    how: Part | None = None
    refused_at: int | None = None
    ground: str = ""

    def parts(self, period: Period) -> frozenset[Part]:
        """Among which sums of the period it counts."""
        start, end = period.start_ms, period.end_ms
        found = {Part.REFUSED} if self.refused_at is not None and start <= self.refused_at < end else set()
        if self.accepted_at is None or self.accepted_at >= end:
            return frozenset(found)
        over = self.over_at if self.over_at is not None else end
        if over < start:
            return frozenset(found)
        found.add(Part.CARRIED if self.accepted_at < start else Part.ACCEPTED)
        found.add(self.how if over < end and self.how else Part.CARRIED_ON)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Noted:
    """An act of a request, as the register reads it. ``at`` in ms UTC."""

    act: Act
    at: int
    ground: str = ""


def cases(acts: Iterable[Noted], known: Case) -> list[Case]:
    """The cases that one request makes: looked at anew after its end it is another. ``known``: what is alike in all."""
    found: list[Case] = []
    for noted in acts:
        going = bool(found) and found[-1].accepted_at is not None and found[-1].over_at is None
        if noted.act in ENTRIES and not going:
            found.append(replace(known, accepted_at=noted.at))
        elif noted.act is Act.REFUSE:
            found.append(replace(known, refused_at=noted.at, ground=noted.ground))
        elif going and noted.act in ENDINGS:
            found[-1] = replace(found[-1], over_at=noted.at, how=ENDINGS[noted.act])
    return found


def of_part(found: Iterable[Case], period: Period, part: Part) -> list[Case]:
    """The cases that count among this sum."""
    return [case for case in found if part in case.parts(period)]


def counted_by(found: Sequence[Case], key: Callable[[Case], Iterable[Key]]) -> tuple[Tally[Key], ...]:
    """How many cases have each, the most frequent first; one case can have several, or none."""
    return tallies(each for case in found for each in key(case))
