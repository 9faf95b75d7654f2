"""What a person may ask about her own data, until when, and what stands in the way. Pure.

Law 91/2025/QH15, Articles 4 and 9; the terms of Decree 356/2025/NĐ-CP, Article 5, stand in ``law/deadlines.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import Happened, Times, clocks
from bot.domain.deadlines import Circumstances, Deadlines, Happening, Period
from bot.domain.lifecycle import ACCEPTED
from bot.domain.request import Outcome, Stage

_VERSION: Final = re.compile(r"_v\d+$")


class Purpose(StrEnum):
    """What a consent is for. Each is asked for by itself and never set beforehand (Article 9)."""

    WRITE_DOWN = "write_down"
    ELIGIBILITY_SENSITIVE = "eligibility_sensitive"
    """Ethnicity, household class, money from the State, health, having been sold: only to see whether the person is entitled."""
    ASK_COMMUNE = "ask_commune"
    """To have the commune check papers: only with consent."""
    INTERPRETER = "interpreter"


class Medium(StrEnum):
    """How a consent was given."""

    TEXT = "text"
    """Pressed or typed in the chat."""
    VOICE = "voice"
    """Said on the telephone."""
    SPOKEN = "spoken"
    """Said to an officer face to face, who pressed for her."""
    PAPER = "paper"
    """Signed, or with a fingerprint."""


class Right(StrEnum):
    """What is asked for."""

    VIEW = "view"
    COPY = "copy"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    DELETE = "delete"


class Delay(StrEnum):
    """Why a term is extended; a code, so that no words stand in the history."""

    IDENTITY = "identity"
    UNREACHED = "unreached"
    MANY = "many"


class Answer(StrEnum):
    """How a request about data ended."""

    DONE = "done"
    REFUSED = "refused"
    NOT_HER = "not_her"
    """Who was called did not ask for it."""


class Hold(StrEnum):
    """Why nothing may be deleted yet."""

    ACCEPTED = "accepted"
    """Entered in the Centre's register: the rules on archives hold, their period was not found."""
    COMPLAINT = "complaint"
    """A complaint about it is not answered yet."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The ends of the last days on which it is to be acknowledged and done (ms UTC, exclusive); None where the law's
    data name no term."""

    acknowledge_by: int | None
    answer_by: int | None


STARTS: Final[Mapping[Right, Happening]] = {
    Right.VIEW: Happening.DATA_VIEW,
    Right.COPY: Happening.DATA_COPY,
    Right.CORRECT: Happening.DATA_CORRECT,
    Right.WITHDRAW: Happening.DATA_WITHDRAW,
    Right.RESTRICT: Happening.DATA_RESTRICT,
    Right.DELETE: Happening.DATA_DELETE,
}
"""What lets the clocks of ``law/deadlines.yaml`` run."""
SHOWN_AT_ONCE: Final = frozenset({Right.VIEW, Right.COPY})
"""What a person has at once on a phone of her own; all else a person does, who first asks whether it is she."""
SILENCES: Final = frozenset({Right.WITHDRAW, Right.DELETE})
"""What stops messages from the moment it is asked for, whoever held the phone."""


def terms(
    right: Right, at_ms: int, deadlines: Deadlines, calendar: WorkingCalendar, *, extended: bool = False
) -> Terms:
    """Until when what was asked at this instant (ms UTC) is to be acknowledged and done, by the law of that day."""
    happened = [Happened(STARTS[right], at_ms)]
    happened += [Happened(Happening.DATA_EXTENDED, at_ms)] if extended else []
    running = clocks(deadlines, happened, Circumstances(), calendar, at_ms)
    ends = {Happening.DATA_ACKNOWLEDGED in clock.deadline.ends: clock.times for clock in running}
    return Terms(_over(ends.get(True)), _over(ends.get(False)))


def _over(times: Times | None) -> int | None:
    return times.over_at if times else None


def periods_of(right: Right, deadlines: Deadlines, day: date) -> tuple[Period | None, Period | None]:
    """The periods of acknowledging and of answering on a day; None where the law's data name none."""
    found = {
        Happening.DATA_ACKNOWLEDGED in deadline.ends: deadline.period(day, Circumstances())
        for deadline in deadlines.of((STARTS[right],))
    }
    return found.get(True), found.get(False)


def purpose_of(recorded: str) -> str:
    """The purpose of a consent as it was recorded: ``write_down_v1`` is a version of ``write_down``."""
    return _VERSION.sub("", recorded)


def hold_on(stage: Stage, outcome: Outcome | None, *, registered: bool, complaint_open: bool) -> Hold | None:
    """What keeps a request from being deleted. ``registered``: it has a code in the official register."""
    if complaint_open:
        return Hold.COMPLAINT
    return Hold.ACCEPTED if registered or stage in ACCEPTED or outcome is Outcome.TAKEN_ON else None
