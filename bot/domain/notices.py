"""A notice of police, procuracy or court about one person, as an officer types it in one line. Pure.

«CA tỉnh; tạm giữ; Giàng A B; 24/11 21:30; xã Nậm Kè; số 123/TB»: the parts in any order, each known by what it looks
like. What is not understood is kept as it is, to be asked about. What is written can be read again.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, assert_never

from bot.characters import visible
from bot.domain.notice_words import (
    AROUND_TIME,
    BEFORE,
    BODIES,
    CLOCK,
    DATE,
    NAME,
    NAME_LABEL,
    NEAR,
    NEAR_WORDS,
    PLACE,
    REFERENCE,
    SEPARATORS,
    STANDING_WORDS,
    STANDINGS,
    Agency,
    Standing,
    agency_of,
)

BACK_DAYS: Final = 60
"""A date further back is no date of a notice: perhaps one of birth."""


class Part(StrEnum):
    """What a part of the line can be."""

    BODY = "body"
    STANDING = "standing"
    NAME = "name"
    AT = "at"
    PLACE = "place"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Notice:
    """What was understood. ``body``: the agency as it was typed; ``day`` and ``clock``: the time that the notice names,
    on the province's clock; ``rest``: what was not understood."""

    body: str = ""
    standing: Standing | None = None
    name: str = ""
    day: datetime.date | None = None
    clock: datetime.time | None = None
    place: str = ""
    reference: str = ""
    rest: tuple[str, ...] = ()

    @property
    def agency(self) -> Agency | None:
        """Which kind of agency it is."""
        return agency_of(self.body)

    @property
    def at(self) -> datetime.datetime | None:
        """The moment, where day and hour are known."""
        return datetime.datetime.combine(self.day, self.clock) if self.day and self.clock else None


def read_notice(
    words: str, now: datetime.datetime, is_place: Callable[[str], bool] = lambda _: False
) -> Notice:
    """The notice in these words; ``now`` is the province's clock. ``is_place``: is this the name of a commune?"""
    reader = _Reader(now, is_place)
    for part in _parts(words):
        reader.take(part)
    return reader.notice()


def write_notice(notice: Notice) -> str:
    """In one line that is read as the same notice again."""
    at = [f"{notice.day:%d/%m/%Y}"] if notice.day else []
    at += [f"{notice.clock:%H:%M}"] if notice.clock else []
    parts = [
        f"số {notice.reference}" if notice.reference else "",
        " ".join(at),
        notice.body,
        STANDINGS[notice.standing] if notice.standing else "",
        notice.place,
        f"tên {notice.name}" if notice.name else "",
        *notice.rest,
    ]
    return "".join(f"{part}; " for part in parts if part).strip()


def amended(before: Notice, later: Notice) -> Notice:
    """What was said later replaces what was said before, part by part."""
    told = replace(before, rest=later.rest)
    for name in ("body", "standing", "name", "place", "reference"):
        if said := getattr(later, name):
            told = replace(told, **{name: said})
    return replace(told, day=later.day, clock=later.clock) if later.day else told


def named(notice: Notice, part: Part, words: str) -> Notice | None:
    """With these words as the part that somebody says they are; None where they cannot be that."""
    said = " ".join(words.split())
    match part:
        case Part.BODY:
            told = replace(notice, body=said if agency_of(said) else f"{BODIES[Agency.OTHER]} {said}")
        case Part.NAME:
            told = replace(notice, name=said)
        case Part.PLACE:
            told = replace(notice, place=said if PLACE.search(said) else f"ở {said}")
        case Part.REFERENCE:
            told = replace(notice, reference="".join(said.split()))
        case Part.STANDING | Part.AT:
            return None
        case _:  # pragma: no cover
            assert_never(part)
    return replace(told, rest=tuple(each for each in notice.rest if each != words))


def hours_late(notice: Notice, now: datetime.datetime) -> int | None:
    """Whole hours since the time of the notice, where more passed than the agency has; None else."""
    if notice.at is None or notice.standing is None:
        return None
    hours = (now - notice.at) / datetime.timedelta(hours=1)
    return int(hours) if hours > notice.standing.agency_hours else None


# --- reading ---------------------------------------------------------------------------------


def _parts(words: str) -> list[str]:
    """The line cut at its marks; without any at its commas; without those before what begins a part."""
    plain = unicodedata.normalize("NFC", visible(unicodedata.normalize("NFC", words)))
    cut = SEPARATORS.split(plain)
    if len(cut) == 1:
        cut = plain.split(",")
    if len(cut) == 1:
        cut = BEFORE.split(" ".join(plain.split()))
    return [part for part in (_tidy(each) for each in cut) if part]


def _tidy(part: str) -> str:
    while (tidied := " ".join(part.split()).strip(" .,:")) != part:
        part = tidied
    return part


@dataclass(slots=True)
class _Reader:
    """Fills a place for each kind of part; the first that fits stands."""

    now: datetime.datetime
    is_place: Callable[[str], bool]
    body: str = ""
    standing: Standing | None = None
    name: str = ""
    day: datetime.date | None = None
    clock: datetime.time | None = None
    place: str = ""
    reference: str = ""
    rest: list[str] = field(default_factory=list)

    def notice(self) -> Notice:
        """What was understood; an hour without a day is the last one that the clock showed."""
        if self.clock and self.day is None:
            self.day = self.now.date()
            if self.clock > self.now.time():
                self.day -= datetime.timedelta(days=1)
        fields = (self.body, self.standing, self.name, self.day, self.clock, self.place, self.reference)
        return Notice(*fields, tuple(self.rest))

    def take(self, part: str) -> None:
        """Know one part by what it looks like; what is left of it is a part again."""
        for know in (self._numbered, self._timed, self._labelled, self._stands):
            left = know(part)
            if left is not None:
                if left := _tidy(left):
                    self.take(left)
                return
        if not self._whole(part):
            self.rest.append(part)

    def _numbered(self, part: str) -> str | None:
        found = None if self.reference else REFERENCE.match(part)
        if found is None or (not part[found.end() : found.end() + 1].isspace() and found.end() < len(part)):
            return None
        self.reference = found["number"] or found["bare"]
        return part[found.end() :]

    def _timed(self, part: str) -> str | None:
        left = self._without_clock(self._without_day(part))
        if left == part:
            return None
        return "" if AROUND_TIME.issuperset(left.casefold().split()) else left

    def _without_day(self, part: str) -> str:
        if self.day:
            return part
        if near := NEAR_WORDS.search(part):
            self.day = self.now.date() - datetime.timedelta(days=NEAR[near[0].casefold()])
            return _without(part, near)
        for found in DATE.finditer(part):
            if day := self._day(int(found[3]), int(found[1]), found[4]):
                self.day = day
                return _without(part, found)
        return part

    def _day(self, month: int, day: int, year: str | None) -> datetime.date | None:
        today = self.now.date()
        years = (today.year, today.year - 1) if year is None else (int(year) % 2000 + 2000,)
        for each in years:
            try:
                found = datetime.date(each, month, day)
            except ValueError:
                continue
            if datetime.timedelta(0) <= today - found <= datetime.timedelta(days=BACK_DAYS):
                return found
        return None

    def _without_clock(self, part: str) -> str:
        found = None if self.clock else CLOCK.search(part)
        if found is None:
            return part
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if hour > 23 or minute > 59:
            return part
        self.clock = datetime.time(hour, minute)
        return _without(part, found)

    def _labelled(self, part: str) -> str | None:
        found = None if self.name else NAME_LABEL.match(part)
        if found is None:
            return None
        self.name = part[found.end() :]
        return ""

    def _stands(self, part: str) -> str | None:
        if self.standing:
            return None
        folded = part.casefold()
        for standing, pattern in STANDING_WORDS:
            if found := pattern.match(folded):
                self.standing = standing
                return " ".join(part.split()[len(found[0].split()) :])
        return None

    def _whole(self, part: str) -> bool:
        """Is all of it one thing?"""
        if not self.body and agency_of(part):
            self.body = part
        elif PLACE.search(part):
            self.place = f"{self.place}, {part}" if self.place else part
        elif not self.place and self.is_place(part):
            self.place = part
        elif not self.name and NAME.fullmatch(part):
            self.name = part
        else:
            return False
        return True


def _without(part: str, found: re.Match[str]) -> str:
    return f"{part[: found.start()].rstrip()} {part[found.end() :].lstrip()}".strip()
