"""Days as officers type them for a leave: «3», «25/11», «25/11-27/11», «hôm qua-mai». Pure."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Final

MOST_DAYS: Final = 60
AHEAD_DAYS: Final = 366
BACK_DAYS: Final = 14
"""How far back a leave may begin: whoever had no signal tells of it afterwards."""

_DAYS: Final = re.compile(r"(\d{1,2})(?: ngày| ngay| days?)?")
_DATE: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")
_NEAR: Final = {
    **dict.fromkeys(("hôm qua", "hom qua", "yesterday"), -1),
    **dict.fromkeys(("hôm nay", "hom nay", "today"), 0),
    **dict.fromkeys(("mai", "ngày mai", "ngay mai", "tomorrow"), 1),
}


def read_period(words: str, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """First and last day; a number counts from today. None for what cannot be read or is too long or too far back."""
    folded = " ".join(unicodedata.normalize("NFC", words).casefold().replace("–", "-").split())
    if found := _DAYS.fullmatch(folded):
        first, last = today, today + datetime.timedelta(days=int(found[1]) - 1)
    else:
        begins, dash, ends = folded.partition("-")
        start = _day(begins.strip(), today)
        end = _day(ends.strip(), today) if dash else start
        if start is None or end is None:
            return None
        first, last = start, end
    long_ago = first < today - datetime.timedelta(days=BACK_DAYS)
    far = first > today + datetime.timedelta(days=AHEAD_DAYS)
    return None if last < first or long_ago or far or (last - first).days >= MOST_DAYS else (first, last)


def _day(words: str, today: datetime.date) -> datetime.date | None:
    if words in _NEAR:
        return today + datetime.timedelta(days=_NEAR[words])
    found = _DATE.fullmatch(words)
    if found is None:
        return None
    if found[3]:
        return _date(int(found[3]), int(found[2]), int(found[1]))
    near = (_date(today.year + shift, int(found[2]), int(found[1])) for shift in (-1, 0, 1))
    return min((day for day in near if day), key=lambda day: abs(day - today), default=None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
