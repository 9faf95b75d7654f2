"""Appointments: when and where one of the staff meets a person; the days and hours that are offered, and the calendar file. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.calendar import ZONE_MS, date_of, midnight_ms

DAYS: Final = 8
"""So many days are offered, from today on."""
HOURS: Final = ("07:30", "08:30", "09:30", "10:30", "13:30", "14:30", "15:30", "16:30")
LONGEST_AHEAD: Final = 180
"""Days."""
HOUR_MS: Final = 3_600_000
_TYPED: Final = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?\s+(?:lúc\s+)?(?P<hour>\d{1,2})(?:[:h]|\s*giờ\s*)(?P<minute>\d{2})?"
)


class Where(StrEnum):
    """Where one meets."""

    COMMUNE = "commune"
    CENTRE = "centre"
    HOME = "home"
    PHONE = "phone"


class Standing(StrEnum):
    """What became of an appointment."""

    SET = "set"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """``at``: ms UTC; ``answer``: what the person said to it, ``yes``, ``no`` or empty."""

    id: int
    request: int
    at: int
    where: Where
    standing: Standing
    answer: str = ""


def days_from(now: int) -> list[datetime.date]:
    """The days that are offered (``now``: ms UTC)."""
    today = date_of(now)
    return [today + datetime.timedelta(days=n) for n in range(DAYS)]


def moment(day: str, hour: str) -> int | None:
    """``20261128`` and ``0930`` on the province's clock, in ms UTC; None where it is no time: buttons can be forged."""
    try:
        at = datetime.datetime.strptime(f"{day}{hour}", "%Y%m%d%H%M").replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return int(at.timestamp() * 1000) - ZONE_MS


def read_moment(words: str, now: int) -> int | None:
    """«28/11 9:00», «28/11/2026 lúc 9 giờ»: the next such time, in ms UTC; None where it cannot be read."""
    found = _TYPED.fullmatch(words.strip().casefold())
    if found is None:
        return None
    today = date_of(now)
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    for year in years:
        day = f"{year:04d}{int(found['month']):02d}{int(found['day']):02d}"
        at = moment(day, f"{int(found['hour']):02d}{found['minute'] or '00'}")
        if at is not None and may_be(at, now):
            return at
    return None


def may_be(at: int, now: int) -> bool:
    """Is it ahead, and not too far?"""
    return now < at <= now + LONGEST_AHEAD * 24 * HOUR_MS


def eve(at: int, hour: int) -> int:
    """On the day before, at this hour of the province's clock (ms UTC)."""
    return midnight_ms(date_of(at) - datetime.timedelta(days=1)) + hour * HOUR_MS


def calendar_file(appointments: Iterable[tuple[Appointment, str]], now: int) -> bytes:
    """An iCalendar file (RFC 5545); each appointment with its number, and nothing that tells who or what."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hoa Ban//vi", "METHOD:PUBLISH"]
    for each, number in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.id}@hoaban",
            f"DTSTAMP:{_utc(now)}",
            f"DTSTART:{_utc(each.at)}",
            f"DTEND:{_utc(each.at + HOUR_MS)}",
            f"SUMMARY:Hoa Ban {number}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _utc(at: int) -> str:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
