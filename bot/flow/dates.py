"""Dates as people remember them: to the day, the month or the year, solar or lunar, sure or about."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.chat import Text, text
from bot.flow.date_words import Named, find_dates
from bot.flow.numerals import LONGEST_INPUT

FIRST_YEAR: Final = 1900
YEARS_AHEAD: Final = 20


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What was said of a date. A lunar one is never turned into a solar one: ``year`` is the year of its Tết."""

    year: int
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    about: bool = False


def read_date(words: str, today: datetime.date) -> PartialDate | None:
    """The one date in the words; None when there is none, an impossible one, or it would have to be guessed."""
    if len(words) > LONGEST_INPUT:
        return None
    found = {_dated(named, today) for named in find_dates(words, today)}
    return found.pop() if len(found) == 1 else None


def date_text(date: PartialDate) -> Text:
    """As it is shown: ``date.day``, ``date.lunar_month``, …, and ``date.about`` around it."""
    return text("date.about", date=_shown(date)) if date.about else _shown(date)


def years_since(date: PartialDate, today: datetime.date) -> int:
    """Whole years, never negative. Of a year alone the difference; a lunar date is taken a month later."""
    years = today.year - date.year
    if date.month is not None:
        years -= _start(date, today.year) > today
    return max(years, 0)


def to_value(date: PartialDate) -> dict[str, int | bool | None]:
    """As it is kept."""
    return {
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "lunar": date.lunar,
        "about": date.about,
    }


def from_value(value: Mapping[str, Any]) -> PartialDate:
    """From what ``to_value`` made."""
    year: int | None = value["year"]
    if year is None:
        raise ValueError("a date has a year")
    return PartialDate(year, value["month"], value["day"], value["lunar"] is True, value["about"] is True)


# --- helpers -------------------------------------------------------------------------------------

_NEARBY: Final = 8  # 29 February may be as far away, around 1900 and 2100
_LUNAR_LATER: Final = datetime.timedelta(days=35)


def _shown(date: PartialDate) -> Text:
    year = date.year
    if date.month is None:
        return text("date.lunar_year" if date.lunar else "date.year", year=year)
    if date.day is None:
        return text("date.lunar_month" if date.lunar else "date.month", month=date.month, year=year)
    return text("date.lunar_day" if date.lunar else "date.day", day=date.day, month=date.month, year=year)


def _dated(named: Named, today: datetime.date) -> PartialDate | None:
    if named.year is None:
        return _nearest(named, today)
    date = _with_year(named, named.year)
    begins = (date.year, date.month or 1, date.day or 1)
    if named.short_year and begins > (today.year, today.month, today.day):
        date = _with_year(named, date.year - 100)
    return date if _possible(date, today) else None


def _nearest(named: Named, today: datetime.date) -> PartialDate | None:
    years = range(today.year - _NEARBY, today.year + _NEARBY + 1)
    dates = [date for date in (_with_year(named, year) for year in years) if _possible(date, today)]
    return min(dates, key=lambda date: abs(_start(date, date.year) - today), default=None)


def _with_year(named: Named, year: int) -> PartialDate:
    return PartialDate(year, named.month, named.day, named.lunar, named.about)


def _possible(date: PartialDate, today: datetime.date) -> bool:
    if not FIRST_YEAR <= date.year <= today.year + YEARS_AHEAD:
        return False
    if date.month is None:
        return True
    if not 1 <= date.month <= 12:
        return False
    longest = 30 if date.lunar else calendar.monthrange(date.year, date.month)[1]
    return date.day is None or 1 <= date.day <= longest


def _start(date: PartialDate, year: int) -> datetime.date:
    """The day itself in the ``year``, or the first of its month; of a lunar one roughly."""
    month, day = date.month or 1, date.day or 1
    if date.lunar:
        return datetime.date(year, month, min(day, 28)) + _LUNAR_LATER
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
