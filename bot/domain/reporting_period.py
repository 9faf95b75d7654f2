"""The time that a report is about, as it is typed: a month, a quarter, a year, or from one day to another. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.characters import without_accents
from bot.domain.calendar import date_of, midnight_ms

MOST_DAYS: Final = 366

_YEAR: Final = re.compile(r"20\d\d", re.ASCII)
_HALF: Final = re.compile(
    r"(?:6 thang |nua nam |nua |half ?|h)(dau|cuoi|[12])(?: nam)?[/. -]?(20\d\d)", re.ASCII
)
_MONTH: Final = re.compile(r"(\d\d?)[/.-](20\d\d)", re.ASCII)
_QUARTER: Final = re.compile(r"(?:quy|q|quarter) ?([1-4])[/. -]?(20\d\d)", re.ASCII)
_DAY: Final = re.compile(r"(\d\d?)[/.](\d\d?)[/.](20\d\d)", re.ASCII)
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it, on the province's clock."""

    first: date
    last: date

    @property
    def start_ms(self) -> int:
        """The instant (ms UTC) it begins."""
        return midnight_ms(self.first)

    @property
    def end_ms(self) -> int:
        """The instant (ms UTC) it is over."""
        return midnight_ms(self.last + timedelta(1))


def read_reporting_period(words: str, now_ms: int) -> Period | None:
    """``11/2026``, ``2026``, ``quý 3/2026``, ``6 tháng đầu 2026``, ``1/11/2026-15/11/2026``; no words: this month.

    None for what is no such period, or one that is longer than a year.
    """
    typed = " ".join(without_accents(words[:_LONGEST]).casefold().replace("–", "-").split())
    if not typed:
        today = date_of(now_ms)
        return _months(today.year, today.month, 1)
    if found := _YEAR.fullmatch(typed):
        return _months(int(found[0]), 1, 12)
    if found := _QUARTER.fullmatch(typed):
        return _months(int(found[2]), 3 * int(found[1]) - 2, 3)
    if found := _HALF.fullmatch(typed):
        return _months(int(found[2]), 1 if found[1] in ("dau", "1") else 7, 6)
    if found := _MONTH.fullmatch(typed):
        return _months(int(found[2]), int(found[1]), 1)
    return _days(typed)


def _months(year: int, month: int, count: int) -> Period | None:
    if not 1 <= month <= 12:
        return None
    after = month - 1 + count
    ends = date(year + after // 12, after % 12 + 1, 1) - timedelta(1)
    return Period(date(year, month, 1), ends)


def _days(typed: str) -> Period | None:
    begins, dash, ends = typed.partition("-")
    first = _day(begins.strip())
    last = _day(ends.strip()) if dash else first
    if first is None or last is None or not 0 <= (last - first).days < MOST_DAYS:
        return None
    return Period(first, last)


def _day(typed: str) -> date | None:
    found = _DAY.fullmatch(typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
