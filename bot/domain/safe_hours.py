"""When a person who shares her phone may be called or written to, by what she chose: ``safe_hours.yaml``. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

HOURS: Final = ("morning", "noon", "evening")
"""The times of the day that the intake offers (``call_time``)."""

_SPAN: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_DAY: Final = datetime.timedelta(days=1)

Span = tuple[datetime.time, datetime.time]


@dataclass(frozen=True, slots=True)
class SafeHours:
    """``spans``: the beginning and the end of each of HOURS, local times of the province; ``lines``: where they stand."""

    spans: Mapping[str, Span]
    lines: Mapping[str, int] = field(default_factory=dict)

    def holds(self, hours: str, at: datetime.time) -> bool:
        """Is it one of these hours? Any time is where none were chosen."""
        if hours not in self.spans:
            return True
        begin, end = self.spans[hours]
        return begin <= at < end

    def next_in(self, hours: str, at: datetime.datetime) -> datetime.datetime:
        """The first moment of these hours from ``at`` on."""
        if self.holds(hours, at.time()):
            return at
        begin = self.spans[hours][0]
        today = at.replace(hour=begin.hour, minute=begin.minute, second=0, microsecond=0)
        return today if today > at else today + _DAY

    def shown(self, hours: str) -> str:
        """As people read it: ``07:00–10:30``."""
        return "–".join(f"{time:%H:%M}" for time in self.spans[hours])


def read_safe_hours(content: bytes, name: str) -> tuple[SafeHours | None, list[Problem]]:
    """The hours in a file called ``name``, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, HOURS)
    spans = dict(_spans(top)) if top else {}
    lines = {hours: top.line(hours) for hours in spans} if top else {}
    return None if findings.failed else SafeHours(spans, lines), list(findings.problems)


def _spans(top: Form) -> Iterator[tuple[str, Span]]:
    for hours in HOURS:
        word = top.word(hours, required=True)
        found = _SPAN.fullmatch(word)
        span = tuple(datetime.time(int(found[at]), int(found[at + 1])) for at in (1, 3)) if found else ()
        if len(span) == len(("begin", "end")) and span[0] < span[1]:
            yield hours, (span[0], span[1])
        elif word:
            top.problem("safe_hours", hours, name=word)
