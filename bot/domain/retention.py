"""How long what is kept: the file ``retention.yaml``. Pure. What goes, and how, stands in store/retention.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.calendar import date_of, midnight_ms
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

MOST_DAYS: Final = 3_650
MOST_MONTHS: Final = 240
MONTHS: Final = 12


class Kept(StrEnum):
    """What has a time of its own. What was accepted and never handed over is not among it: that goes by no clock."""

    CLOSED = "closed"
    """Requests that were closed here and never accepted: their words."""
    REFUSED = "refused"
    """Requests that were refused in writing."""
    HANDED_OVER = "handed_over"
    """Accepted requests whose file was handed over: what stands here is no longer the file."""
    CONVERSATIONS = "conversations"
    """Finished conversations from which no request came."""
    FILES = "files"
    """Files that belong to no request and no conversation."""
    UNDELIVERED = "undelivered"
    """Messages that did not arrive; of those that did the words go at once."""
    DATA_REQUESTS = "data_requests"
    COMPLAINTS = "complaints"
    AUDIT = "audit"
    PEOPLE = "people"
    """Who has nothing here any more and was not heard of: name, language, address."""
    BACKUPS = "backups"
    """Not the bot's own doing: how long the operator keeps them, told in the notice."""


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, or so many months. ``ours``: the number is the program's until the Centre sets one."""

    days: int = 0
    months: int = 0
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Retention:
    """By what is kept, how long."""

    spans: Mapping[Kept, Span] = field(default_factory=dict)

    def before(self, kept: Kept, now_ms: int) -> int:
        """What is older than this (ms UTC) goes."""
        span = self.spans[kept]
        return midnight_ms(_back(date_of(now_ms), span))


def _back(day: date, span: Span) -> date:
    if not span.months:
        return date.fromordinal(day.toordinal() - span.days)
    months = day.year * MONTHS + day.month - 1 - span.months
    # The 31st of a month without one is its last day; the 28th is early enough for every month.
    return date(months // MONTHS, months % MONTHS + 1, min(day.day, 28))


def read_retention(content: bytes, name: str) -> tuple[Retention | None, list[Problem]]:
    """How long what is kept, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, tuple(Kept))
    spans = {kept: _span(top, kept) for kept in Kept} if top else {}
    return None if findings.failed else Retention(spans), list(findings.problems)


def _span(top: Form, kept: Kept) -> Span:
    row = top.form(kept, ("days", "months", "set_by"), required=True)
    if row is None:
        return Span()
    days, months = row.number("days", 1, MOST_DAYS, 0), row.number("months", 1, MOST_MONTHS, 0)
    if ("days" in row.table.entries) is ("months" in row.table.entries):
        row.problem("days_or_months")
    ours = row.one_of("set_by", ("us", "centre"), "us", required=True) == "us"
    return Span(days, months, ours)
