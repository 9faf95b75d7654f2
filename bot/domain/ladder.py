"""How long a request may wait and who hears of it then, step by step: the file ``waiting.yaml``. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.calendar import WorkingCalendar
from bot.domain.lifecycle import PROVIDED
from bot.domain.request import Request, Status
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

TOLD: Final = ("duty", "coordinator", "head")
REMIND: Final = "remind"
LAPSE: Final = "lapse"
AWAITED: Final = "awaited"
AWAITED_LONG: Final = "awaited_long"
KEYS: Final = (
    "unclaimed",
    "urgent",
    "urgent_by_day",
    "claim",
    "urgent_claim",
    "unclaimed_again",
    "urgent_again",
    "awaited",
)
MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS

_SPAN: Final = re.compile(r"(\d{1,3}) (giờ làm việc|giờ|phút|working hours?|hours?|minutes?)")
_MOST: Final = 9

Absences = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in milliseconds; ``working``: only the hours in which the Centre is open count."""

    ms: int
    working: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of waiting: what happens, and after how long."""

    what: str
    after: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """How long a claim lasts without a first contact, and how often it can be extended by how much."""

    remind: Span
    lapse: Span
    extend: Span
    extensions: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The steps for a request that nobody has claimed and for a claim, each also for an urgent one; and for an answered
    one whose person wrote again. ``urgent_by_day``: where nobody need be woken. ``again``: how often the last step for an
    unclaimed one is repeated."""

    unclaimed: tuple[Rung, ...]
    urgent: tuple[Rung, ...]
    urgent_by_day: tuple[Rung, ...]
    claim: Claim
    urgent_claim: Claim
    again: Span
    urgent_again: Span
    awaited: tuple[Rung, ...]

    def claim_of(self, request: Request) -> Claim:
        """The rules of a claim of this request."""
        return self.urgent_claim if request.urgent else self.claim

    def rungs(self, request: Request) -> tuple[Rung, ...]:
        """The steps that this request climbs while it waits as it does now."""
        if request.status is Status.NEW:
            return self._of_new(request)
        if request.status is Status.ANSWERED:
            return self.awaited if request.awaited else ()
        if request.status is Status.CLOSED or request.stage in PROVIDED:
            return ()  # whoever was appointed in writing does not lapse; the clocks of the law run
        claim = self.claim_of(request)
        return Rung(REMIND, claim.remind), Rung(LAPSE, claim.extend if request.extended else claim.lapse)

    def _of_new(self, request: Request) -> tuple[Rung, ...]:
        if request.by_day:
            return self.urgent_by_day
        return self.urgent if request.urgent else self.unclaimed

    def again_after(self, request: Request) -> Span | None:
        """What nobody claims is told again and again after the last step; None where there is an end to it."""
        if request.status is not Status.NEW:
            return None
        return self.urgent_again if request.urgent and not request.by_day else self.again


_UNREAD: Final = Span(0)


def due(span: Span, since: int, calendar: WorkingCalendar, absences: Absences = ()) -> int:
    """When a span that began at ``since`` is over (ms UTC); working hours leave the ``absences`` out."""
    return calendar.after_working(since, span.ms, absences) if span.working else since + span.ms


def read_waiting(content: bytes, name: str) -> tuple[Waiting | None, list[Problem]]:
    """The rules in a file called ``name``, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, KEYS)
    waiting = _waiting(top) if top else None
    return None if findings.failed else waiting, list(findings.problems)


def _waiting(top: Form) -> Waiting:
    return Waiting(
        _rungs(top, "unclaimed"),
        _rungs(top, "urgent"),
        _rungs(top, "urgent_by_day"),
        _claim(top, "claim"),
        _claim(top, "urgent_claim"),
        _span(top, "unclaimed_again") or _UNREAD,
        _span(top, "urgent_again") or _UNREAD,
        _awaited(top),
    )


def _awaited(top: Form) -> tuple[Rung, ...]:
    form = top.form("awaited", ("remind", "tell"), required=True)
    if form is None:
        return ()
    remind, tell = _span(form, "remind"), _span(form, "tell")
    if not _in_order(remind, tell):
        form.problem("climbs", "tell")
    return Rung(AWAITED, remind or _UNREAD), Rung(AWAITED_LONG, tell or _UNREAD)


def _rungs(top: Form, key: str) -> tuple[Rung, ...]:
    rungs: list[Rung] = []
    before: Span | None = None
    for node in top.rows(key, required=True):
        row = top.inner(key, node, ("tell", "after"))
        if row is None:
            continue
        told, after = row.one_of("tell", TOLD, "", required=True), _span(row, "after")
        if not _in_order(before, after):
            row.problem("climbs", "after")
        rungs.append(Rung(told, after or _UNREAD))
        before = after
    return tuple(rungs)


def _claim(top: Form, key: str) -> Claim:
    form = top.form(key, ("remind", "lapse", "extend", "extensions"), required=True)
    if form is None:
        return Claim(_UNREAD, _UNREAD, _UNREAD, 0)
    remind, lapse, extend = (_span(form, name) for name in ("remind", "lapse", "extend"))
    if not (_in_order(remind, lapse) and _in_order(remind, extend)):
        form.problem("too_late", "remind")
    extensions = form.number("extensions", 0, _MOST, 0)
    return Claim(remind or _UNREAD, lapse or _UNREAD, extend or _UNREAD, extensions)


def _in_order(first: Span | None, second: Span | None) -> bool:
    """Is the first surely over before the second? A night makes two working hours longer than eight others."""
    if first is None or second is None:
        return True  # what could not be read has its problem already
    return first.ms < second.ms and (second.working or not first.working)


def _span(form: Form, key: str) -> Span | None:
    words = form.word(key, required=True)
    found = _SPAN.fullmatch(words)
    if found is None:
        if words:
            form.problem("span", key, name=words)
        return None
    unit = MINUTE_MS if found[2].startswith(("phút", "minute")) else HOUR_MS
    return Span(int(found[1]) * unit, found[2].startswith(("giờ làm", "working")))
