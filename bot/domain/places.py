"""Communes and wards, those of today and those before 1 July 2025, as the files of ``province/`` name them.

Finding one in what a person typed is in ``place_search``; how names are spelled, in ``spelling``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, cast, get_args

from bot.domain.problems import Problem, ProvinceProblems
from bot.domain.spelling import clean, fold, sort_key

PlaceKind: TypeAlias = Literal["xã", "phường"]
OldKind: TypeAlias = Literal["xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố"]

PLACES_FILE: Final = "places.csv"
OLD_PLACES_FILE: Final = "old_places.csv"
_COMMUNE_KINDS: Final = ("xã", "phường", "thị trấn")
_DISTRICT_KINDS: Final = ("huyện", "thị xã", "thành phố")


@dataclass(frozen=True, slots=True)
class Place:
    """A commune or ward of today. ``code`` is five digits (NSO); ``zone`` is I–III, the difficulty zone.

    ``made_of`` names the old units it was made of, only where its name used to mean other ground:
    who reads "Xã Mường Chà" on a button must see that the old town is not meant.
    """

    code: str
    name: str
    kind: PlaceKind
    zone: str
    made_of: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """``Xã Na Sang``"""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def label(self) -> str:
        """The words on a button."""
        return f"{self.title} (gồm {', '.join(self.made_of)} cũ)" if self.made_of else self.title


@dataclass(frozen=True, slots=True)
class OldUnit:
    """A unit before 1 July 2025, and the code of the place it lies in now.

    An old district lies in several places: there is one such value for each. ``district`` is then empty.
    """

    name: str
    kind: OldKind
    district: str
    place: str
    variants: tuple[str, ...] = ()

    @property
    def is_district(self) -> bool:
        """A district, a district town or a city: the level that is gone."""
        return self.kind in _DISTRICT_KINDS


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a name: the place, and the old unit that carried the name if it is not today's."""

    spelled: str
    place: Place
    because: OldUnit | None = None

    @property
    def is_district(self) -> bool:
        """Was it the name of a whole district?"""
        return self.because is not None and self.because.is_district


@dataclass(frozen=True, slots=True)
class Match:
    """A place a person may have meant. A higher ``score`` is a better guess; none is certain, always ask."""

    place: Place
    because: OldUnit | None
    score: int

    @property
    def label(self) -> str:
        """The words on a button: ``Xã Thanh An (xã cũ Noong Hẹt, huyện Điện Biên)``."""
        if self.because is None:
            return self.place.label
        old = f"{self.because.kind} cũ {self.because.name}"
        return f"{self.place.title} ({old}, {self.because.district})".replace(", )", ")")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places, in Vietnamese order, all old units, and every meaning of every folded name."""

    places: tuple[Place, ...]
    old_units: tuple[OldUnit, ...]
    names: Mapping[str, tuple[Reading, ...]] = field(repr=False)

    def place(self, code: str) -> Place | None:
        """The place of this code."""
        return next((place for place in self.places if place.code == code), None)


def read_gazetteer(text_new: str, text_old: str) -> Gazetteer:
    """The gazetteer from the words of ``places.csv`` and ``old_places.csv``; ProvinceProblems if they are wrong."""
    problems: list[Problem] = []
    places = {place.code: place for place in _read_places(text_new, problems)}
    old_units = tuple(_read_old_units(text_old, places, problems))
    if problems:
        raise ProvinceProblems(problems)
    return _gazetteer(tuple(places.values()), old_units)


def _gazetteer(bare: tuple[Place, ...], communes: tuple[OldUnit, ...]) -> Gazetteer:
    places = tuple(sorted((_with_parts(p, communes) for p in bare), key=lambda place: sort_key(place.name)))
    by_code = {place.code: place for place in places}
    districts: dict[str, dict[str, None]] = {}
    for unit in communes:
        districts.setdefault(unit.district, {})[unit.place] = None
    whole = [_district(name, code) for name, codes in districts.items() for code in codes]
    names: dict[str, list[Reading]] = {}
    for place in places:
        names.setdefault(fold(place.name), []).append(Reading(place.name, place))
    for unit in (*communes, *whole):
        for spelled in (unit.name, *unit.variants):
            place = by_code[unit.place]
            same = unit.name == place.name and not unit.is_district
            reading = Reading(spelled, place, None if same else unit)
            names.setdefault(fold(spelled), []).append(reading)
    return Gazetteer(
        places=places,
        old_units=communes,
        names={key: tuple(readings) for key, readings in names.items()},
    )


def _with_parts(place: Place, communes: Sequence[OldUnit]) -> Place:
    namesakes = [unit for unit in communes if clean(unit.name) == clean(place.name)]
    if all(unit.place == place.code for unit in namesakes):
        return place
    return replace(place, made_of=tuple(unit.name for unit in communes if unit.place == place.code))


def _district(full: str, code: str) -> OldUnit:
    kind = next(kind for kind in _DISTRICT_KINDS if full.startswith(kind + " "))
    return OldUnit(full.removeprefix(kind + " "), cast("OldKind", kind), "", code)


# --- the two files ---------------------------------------------------------------------------


def _read_places(text: str, problems: list[Problem]) -> Iterator[Place]:
    seen: set[str] = set()
    for line, row in _rows(PLACES_FILE, text, ("code", "name", "kind", "zone"), problems):
        code, kind = row["code"], row["kind"]
        if not (len(code) == 5 and code.isascii() and code.isdigit()) or code in seen:
            problems.append(_problem(PLACES_FILE, line, "code", code))
        elif kind not in get_args(PlaceKind):
            problems.append(_problem(PLACES_FILE, line, "kind", kind))
        elif not fold(row["name"]):
            problems.append(_problem(PLACES_FILE, line, "name", row["name"]))
        else:
            seen.add(code)
            yield Place(code, row["name"], cast("PlaceKind", kind), row["zone"])


def _read_old_units(text: str, places: Mapping[str, Place], problems: list[Problem]) -> Iterator[OldUnit]:
    columns = ("name", "kind", "district", "place", "variants")
    for line, row in _rows(OLD_PLACES_FILE, text, columns, problems):
        variants = tuple(filter(None, (variant.strip() for variant in row["variants"].split(";"))))
        if row["place"] not in places:
            problems.append(_problem(OLD_PLACES_FILE, line, "place", row["place"]))
        elif row["kind"] not in _COMMUNE_KINDS:
            problems.append(_problem(OLD_PLACES_FILE, line, "kind", row["kind"]))
        elif not row["district"].startswith(tuple(kind + " " for kind in _DISTRICT_KINDS)):
            problems.append(_problem(OLD_PLACES_FILE, line, "district", row["district"]))
        elif not all(fold(name) for name in (row["name"], *variants)):
            problems.append(_problem(OLD_PLACES_FILE, line, "name", row["name"]))
        else:
            kind = cast("OldKind", row["kind"])
            yield OldUnit(row["name"], kind, row["district"], row["place"], variants)


def _rows(
    file: str, text: str, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header, each with its line; lines that begin with # are remarks."""
    header_seen = False
    for line, words in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not words.strip() or words.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in next(csv.reader([words])))
        if not header_seen:
            header_seen = True
            if cells != columns:
                problems.append(_problem(file, line, "header", ",".join(columns)))
                return
        elif len(cells) != len(columns):
            problems.append(_problem(file, line, "cells", str(len(columns))))
        else:
            yield line, dict(zip(columns, cells, strict=True))
    if not header_seen:
        problems.append(_problem(file, 1, "header", ",".join(columns)))


def _problem(file: str, line: int, fault: str, what: str) -> Problem:
    says_vi, mend_vi, says_en, mend_en = (words.format(what=what) for words in _FAULTS[fault])
    return Problem("P1", file, line, says_vi, mend_vi, says_en, mend_en)


_FAULTS: Final = {
    "header": (
        "Thiếu dòng tên cột",
        "Dòng đầu phải là: {what}",
        "The line of column names is missing",
        "The first line must be: {what}",
    ),
    "cells": (
        "Dòng này không đủ {what} ô",
        "Giữa các ô có dấu phẩy, ô trống vẫn giữ dấu phẩy",
        "This line has not {what} cells",
        "Put a comma between cells, and keep the comma of an empty one",
    ),
    "code": (
        "Mã “{what}” sai hoặc đã có ở dòng khác",
        "Mã là năm chữ số, mỗi xã phường một mã",
        "The code “{what}” is wrong or used twice",
        "A code is five digits, one for each place",
    ),
    "kind": (
        "Không biết loại “{what}”",
        "Ghi xã, phường, hoặc thị trấn (thị trấn chỉ có ở xã cũ)",
        "The kind “{what}” is unknown",
        "Write xã, phường, or thị trấn (thị trấn only among old units)",
    ),
    "name": (
        "Tên “{what}” không đọc được",
        "Ghi tên bằng chữ, không ghi chữ xã, phường",
        "The name “{what}” cannot be read",
        "Write the name in letters, without the word xã or phường",
    ),
    "place": (
        "Không có xã, phường mang mã “{what}”",
        f"Lấy mã ở cột code của {PLACES_FILE}",
        "No place has the code “{what}”",
        f"Take the code from the column code of {PLACES_FILE}",
    ),
    "district": (
        "Tên huyện cũ “{what}” chưa đúng",
        "Ghi cả chữ huyện, thị xã hoặc thành phố ở trước",
        "The old district “{what}” is not well written",
        "Put huyện, thị xã or thành phố before the name",
    ),
}
