"""Why a request is urgent: found in what was answered and told, or said by an officer. Pure.

The law lets an urgent request be accepted before its papers are there (law, Đ30(4)): less than five working days to a hearing
or to the end of a limitation, or harm that waiting would do. What is found here decides who of the staff is told and how
soon (``waiting.yaml``), nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from bot.domain.calendar import WorkingCalendar

SOON: Final = 5
"""Working days within which a hearing or the end of a term is near (law, Đ30(4); the day itself still counts as near)."""
CHILD_BELOW: Final = 16
"""Years (Law on Children, Đ1)."""


class Urgency(StrEnum):
    """Why. An officer may say the first eight; the others are found while nobody has said more."""

    DETAINED = "detained"
    HEARING_SOON = "hearing_soon"
    LIMIT_SOON = "limit_soon"
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"
    CHILD = "child"
    SUICIDE = "suicide"
    DISASTER = "disaster"
    NOTICE = "notice"
    """A notice of a proceedings agency: the Centre accepts and appoints at once (law, Đ31(3))."""
    DANGER = "danger"
    """«Đang nguy hiểm», and not yet said what it is."""
    DATE_NOW = "date_now"
    """A paper that names today or tomorrow."""
    DATE_SOON = "date_soon"
    """A paper with a date within five working days, or a near one that is not known."""
    TOLD_VIOLENCE = "told_violence"
    """Words or an answer of a plain request tell of violence: perhaps now, perhaps long ago."""
    TOLD_CHILD = "told_child"
    TOLD_DETAINED = "told_detained"
    """Words of a plain request tell of an arrest."""


SAYABLE: Final = tuple(Urgency)[:8]
BY_DAY: Final = frozenset(
    {Urgency.DATE_SOON, Urgency.TOLD_VIOLENCE, Urgency.TOLD_CHILD, Urgency.TOLD_DETAINED}
)
"""To be looked at soon, but nobody but who is on duty is woken for it."""
OF_MATTER: Final[Mapping[str | None, Urgency]] = {
    each: each
    for each in (Urgency.VIOLENCE, Urgency.TRAFFICKING, Urgency.CHILD, Urgency.SUICIDE, Urgency.DISASTER)
}
"""What was pressed in danger."""
TOLD: Final[Mapping[str, Urgency]] = {
    "suicide": Urgency.SUICIDE,
    "trafficking": Urgency.TRAFFICKING,
    "detained": Urgency.TOLD_DETAINED,
    "child": Urgency.TOLD_CHILD,
    "violence": Urgency.TOLD_VIOLENCE,
    "sexual": Urgency.TOLD_VIOLENCE,
}
"""By the matter whose words stand in a story. Of the first two nobody waits for the morning."""
_HURTFUL: Final = frozenset(TOLD) - {"suicide"}
_VAGUE: Final[Mapping[Urgency, frozenset[Urgency]]] = {
    Urgency.DANGER: frozenset(Urgency) - {Urgency.DANGER} - BY_DAY,
    Urgency.DATE_SOON: frozenset({Urgency.DATE_NOW, Urgency.HEARING_SOON, Urgency.LIMIT_SOON}),
    Urgency.DATE_NOW: frozenset({Urgency.HEARING_SOON, Urgency.LIMIT_SOON}),
    Urgency.TOLD_VIOLENCE: frozenset({Urgency.VIOLENCE}),
    Urgency.TOLD_CHILD: frozenset({Urgency.CHILD}),
    Urgency.TOLD_DETAINED: frozenset({Urgency.DETAINED}),
}
"""What is said no longer once one of these is known."""
_AGE: Final = re.compile(r"(?<![\d/.])(\d{1,2})\s*(?:tuổi|tuoi)\b", re.IGNORECASE)


def joined(*found: Iterable[str]) -> tuple[Urgency, ...]:
    """All of these reasons together, in their order, without what has become more exact."""
    known = {Urgency(each) for several in found for each in several}
    return tuple(each for each in Urgency if each in known and not _VAGUE.get(each, frozenset()) & known)


def by_day(reasons: Collection[str]) -> bool:
    """Is there nothing among the reasons for which somebody must be woken?"""
    return bool(reasons) and BY_DAY.issuperset(Urgency(each) for each in reasons)


def told(matters: Collection[str], words: str) -> frozenset[Urgency]:
    """What the words of a story tell of; ``matters``: those whose words stand in it."""
    found = {TOLD[matter] for matter in matters if matter in TOLD}
    if _HURTFUL.intersection(matters) and speaks_of_child(words):
        found.add(Urgency.TOLD_CHILD)
    return frozenset(found)


def speaks_of_child(words: str) -> bool:
    """Is an age below sixteen named?"""
    return any(int(age) < CHILD_BELOW for age in _AGE.findall(words))


def of_paper(
    answer: object, day: Mapping[str, Any] | None, today: date, calendar: WorkingCalendar
) -> Urgency | None:
    """How near the date on a paper is: ``now``, ``week``, ``unknown``, or ``later`` and then its day, as it was said.

    What is not known to be far is near: a false alarm costs a look, a missed one a right.
    """
    match answer:
        case "now":
            return Urgency.DATE_NOW
        case "week" | "unknown":
            return Urgency.DATE_SOON
        case "later":
            far = day is not None and _is_far(day, today, calendar)
            return None if far else Urgency.DATE_SOON
        case _:
            return None


def _is_far(day: Mapping[str, Any], today: date, calendar: WorkingCalendar) -> bool:
    """Is even the first day that is meant more than five working days ahead? A lunar date cannot be placed."""
    if day["lunar"]:
        return False
    first = date(day["year"], day["month"] or 1, day["day"] or 1)
    return first > today and not is_soon(first, today, calendar)


def is_soon(day: date, today: date, calendar: WorkingCalendar) -> bool:
    """Is it at most the fifth working day after today?"""
    return day <= calendar.working_days_after(today, SOON)
