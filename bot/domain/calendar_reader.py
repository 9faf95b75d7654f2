"""The file ``province/calendar.yaml`` → a WorkingCalendar, read strictly, with every problem found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.calendar import LocalDays, Span, WorkingCalendar
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS: Final = re.compile(r"(\d\d):([0-5]\d) ?[-–] ?(\d\d):([0-5]\d)", re.ASCII)
_DAYS: Final = re.compile(r"(\d\d?)/(\d\d?)(?: ?[-–] ?(\d\d?)/(\d\d?))?", re.ASCII)
_DATED: Final = re.compile(r"(\d\d?/\d\d?/20\d\d)(?: ?[-–] ?(\d\d?/\d\d?/20\d\d))?", re.ASCII)
_YEAR_DAYS: Final = 366
_YEAR: Final = re.compile(r"20\d\d", re.ASCII)
_LEAP: Final = 2000
_MINUTE_MS: Final = 60_000
_DAY_MINUTES: Final = 24 * 60
_ROW: Final = ("name", "days", "source", "certainty", "note")
_CERTAINTIES: Final = ("sourced", "expected", "unchecked")
_NOWHERE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Days off, and days worked instead, of years for which the file holds nothing."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


def read_calendar(
    content: bytes, name: str, foreseen: Foreseen = Foreseen(), places: Mapping[str, str] = _NOWHERE
) -> tuple[WorkingCalendar | None, list[Problem]]:
    """The calendar in a file called ``name``, and all that is wrong; nothing is counted by half of it.

    ``places``: what an exception may call a branch or a commune, and the id or code that is meant.
    """
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("week", "years", "doubted", "exceptions"))
    calendar = _calendar(top, foreseen) if top else None
    exceptions = _exceptions(top, places) if top else []
    return None if findings.failed or calendar is None else _with(calendar, exceptions), list(
        findings.problems
    )


def _with(calendar: WorkingCalendar, exceptions: list[LocalDays]) -> WorkingCalendar:
    """Those of the whole province are laid over the calendar at once."""
    for everywhere in (each for each in exceptions if not each.places):
        calendar = calendar.differing(everywhere)
    return replace(calendar, local=tuple(each for each in exceptions if each.places))


def _calendar(top: Form, foreseen: Foreseen) -> WorkingCalendar | None:
    week = top.form("week", ("days", "hours", "certainty", "source", "note"), required=True)
    years = _years(top)
    doubted = {(day.month, day.day) for day in _doubted(top)}
    if week is None:
        return None
    sure = week.one_of("certainty", ("sourced", "unchecked"), "") == "sourced"
    return WorkingCalendar(
        tuple(_hours(week)),
        frozenset(WEEKDAYS.index(day) for day in week.several("days", WEEKDAYS, required=True)),
        frozenset(day for year in years for day in year.off)
        | {day for day in _beside(foreseen.off, years) if (day.month, day.day) not in doubted},
        frozenset(day for year in years for day in year.worked) | _beside(foreseen.worked, years),
        frozenset(year.number for year in years if year.sure and sure),
    )


def _hours(week: Form) -> Iterator[Span]:
    """Spans in ms after midnight, each after the one before."""
    end = 0
    for scalar in week.scalars("hours", required=True):
        found = _HOURS.fullmatch(scalar.text)
        hour, minute, until_hour, until_minute = map(int, found.groups()) if found else (0, 0, 0, 0)
        opens, closes = hour * 60 + minute, until_hour * 60 + until_minute
        if not end <= opens < closes <= _DAY_MINUTES:
            week.findings.add("hours", scalar.line, name=scalar.text)
        end = closes
        yield opens * _MINUTE_MS, closes * _MINUTE_MS


# --- years -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Year:
    number: int
    off: frozenset[date]
    worked: frozenset[date]
    sure: bool


def _beside(days: Iterable[date], years: Iterable[_Year]) -> frozenset[date]:
    """Those of years that do not stand in the file."""
    known = {year.number for year in years}
    return frozenset(day for day in days if day.year not in known)


def _years(top: Form) -> list[_Year]:
    table = top.form("years", None, required=True)
    if table is None:
        return []
    found = []
    for name in table.table.entries:
        if not _YEAR.fullmatch(name):
            table.problem("year", name, name=name)
        elif form := table.form(name, ("off", "worked")):
            found.append(_year(form, int(name)))
    return found


def _year(form: Form, number: int) -> _Year:
    off, worked = (
        [row for node in form.rows(key) if (row := form.inner(key, node, _ROW))] for key in ("off", "worked")
    )
    days = [day for row in off for day in _days(row, number)]
    instead = [day for row in worked for day in _days(row, number)]
    for day in sorted(set(days) & set(instead)):
        form.problem("off_and_worked", "worked", name=f"{day.day}/{day.month}")
    certainties = [row.one_of("certainty", _CERTAINTIES, "", required=True) for row in (*off, *worked)]
    sure = bool(off) and all(certainty == "sourced" for certainty in certainties)
    return _Year(number, frozenset(days), frozenset(instead), sure)


def _days(row: Form, year: int) -> list[date]:
    words = row.word("days", required=True)
    days = _read_days(words, year)
    if words and not days:
        row.problem("dates", "days", name=words, year=year)
    return days


def _doubted(top: Form) -> Iterator[date]:
    for scalar in top.scalars("doubted"):
        days = _read_days(scalar.text, _LEAP)
        if not days:
            top.findings.add("dates", scalar.line, name=scalar.text, year="…")
        yield from days


def _read_days(words: str, year: int) -> list[date]:
    """``4/2`` or ``4/2-10/2``: every day meant, none when there is no such day."""
    found = _DAYS.fullmatch(words)
    if found is None:
        return []
    day, month, last_day, last_month = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month, day)
        last = date(year, last_month, last_day) if found[3] else first
    except ValueError:
        return []
    return [first + timedelta(n) for n in range((last - first).days + 1)]


# --- exceptions ------------------------------------------------------------------------------


def _exceptions(top: Form, places: Mapping[str, str]) -> list[LocalDays]:
    rows = (top.inner("exceptions", node, (*_ROW, "is", "where")) for node in top.rows("exceptions"))
    return [_exception(row, places) for row in rows if row]


def _exception(row: Form, places: Mapping[str, str]) -> LocalDays:
    """A place that is named but not known must not become the whole province: its problem blocks the file."""
    named = row.several("where", places, required="where" in row.table.entries, slug="calendar_place")
    works = row.one_of("is", ("open", "closed"), "", required=True) == "open"
    certainty = row.one_of("certainty", _CERTAINTIES, "", required=True)
    days = frozenset(_dated_days(row))
    return LocalDays(days, works, frozenset(places[name] for name in named), certainty == "sourced")


def _dated_days(row: Form) -> list[date]:
    """``12/3/2027`` or ``12/3/2027-14/3/2027``: every day meant."""
    words = row.word("days", required=True)
    found = _DATED.fullmatch(words)
    days = _between(*found.groups()) if found else []
    if words and not days:
        row.problem("dated_days", "days", name=words)
    return days


def _between(first: str, last: str | None) -> list[date]:
    """At most a year."""
    try:
        begins, ends = (date(*map(int, reversed(day.split("/")))) for day in (first, last or first))
    except ValueError:
        return []
    return [begins + timedelta(n) for n in range(min((ends - begins).days + 1, _YEAR_DAYS))]
