"""Communes and wards, those of today and those before 1 July 2025, as the files of ``province/`` name them.

Finding one in what a person typed is in ``place_search``; how names are spelled, in ``spelling``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, cast, get_args

from bot.domain.sentences import SENTENCES
from bot.domain.spelling import clean, fold, sort_key
from bot.file_text import read_text
from bot.problems import Findings, Problem

PlaceKind: TypeAlias = Literal["xã", "phường"]
OldKind: TypeAlias = Literal["xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố"]

PLACES_FILE: Final = "places.csv"
OLD_PLACES_FILE: Final = "old_places.csv"
PLACE_COLUMNS: Final = ("code", "name", "kind", "zone", "lat", "lon")
_DEGREES: Final = re.compile(r"\d{1,3}(\.\d{1,6})?", re.ASCII)
_COMMUNE_KINDS: Final = ("xã", "phường", "thị trấn")
_DISTRICT_KINDS: Final = ("huyện", "thị xã", "thành phố")


@dataclass(frozen=True, slots=True)
class Place:
    """A commune or ward of today. ``code`` is five digits (NSO); ``zone`` is I–III, the difficulty zone; ``at``: latitude
    and longitude of a point within it in degrees (WGS 84), None where none was given.

    ``made_of`` names the old units it was made of, only where its name used to mean other ground:
    who reads "Xã Mường Chà" on a button must see that the old town is not meant.
    """

    code: str
    name: str
    kind: PlaceKind
    zone: str
    made_of: tuple[str, ...] = ()
    at: tuple[float, float] | None = None

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


def read_gazetteer(new: bytes, old: bytes) -> tuple[Gazetteer | None, list[Problem]]:
    """The gazetteer in ``places.csv`` and ``old_places.csv``, and all that is wrong."""
    today, before = Findings(PLACES_FILE, SENTENCES), Findings(OLD_PLACES_FILE, SENTENCES)
    places = {place.code: place for place in _read_places(new, today)}
    # Without any place every old unit would lie nowhere: one mistake is one problem.
    old_units = tuple(_read_old_units(old, places, before)) if places else ()
    failed = today.failed or before.failed
    gazetteer = None if failed else _gazetteer(tuple(places.values()), old_units)
    return gazetteer, [*today.problems, *before.problems]


def _gazetteer(bare: tuple[Place, ...], communes: tuple[OldUnit, ...]) -> Gazetteer:
    namesakes: dict[str, list[OldUnit]] = {}
    for unit in communes:
        namesakes.setdefault(clean(unit.name), []).append(unit)
    whole_places = (_with_parts(place, communes, namesakes.get(clean(place.name), ())) for place in bare)
    places = tuple(sorted(whole_places, key=lambda place: sort_key(place.name)))
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


def _with_parts(place: Place, communes: Sequence[OldUnit], namesakes: Sequence[OldUnit]) -> Place:
    if all(unit.place == place.code for unit in namesakes):
        return place
    return replace(place, made_of=tuple(unit.name for unit in communes if unit.place == place.code))


def _district(full: str, code: str) -> OldUnit:
    kind = next(kind for kind in _DISTRICT_KINDS if full.startswith(kind + " "))
    return OldUnit(full.removeprefix(kind + " "), cast("OldKind", kind), "", code)


# --- the two files ---------------------------------------------------------------------------


def _read_places(content: bytes, findings: Findings) -> Iterator[Place]:
    seen: set[str] = set()
    for line, row in _rows(content, PLACE_COLUMNS, findings):
        code, kind = row["code"], row["kind"]
        if not (len(code) == 5 and code.isascii() and code.isdigit()) or code in seen:
            findings.add("place_code", line, name=code)
        elif kind not in get_args(PlaceKind):
            findings.add("place_kind", line, name=kind)
        elif not fold(row["name"]):
            findings.add("place_name", line, name=row["name"])
        elif (at := _point(row["lat"], row["lon"])) is None and row["lat"] + row["lon"]:
            findings.add("place_point", line, name=f"{row['lat']},{row['lon']}")
        else:
            seen.add(code)
            yield Place(code, row["name"], cast("PlaceKind", kind), row["zone"], at=at)


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    if not (_DEGREES.fullmatch(lat) and _DEGREES.fullmatch(lon)):
        return None
    at = float(lat), float(lon)
    return at if at[0] <= 90 and at[1] <= 180 else None


def _read_old_units(content: bytes, places: Mapping[str, Place], findings: Findings) -> Iterator[OldUnit]:
    for line, row in _rows(content, ("name", "kind", "district", "place", "variants"), findings):
        variants = tuple(filter(None, (variant.strip() for variant in row["variants"].split(";"))))
        if row["place"] not in places:
            findings.add("place_missing", line, name=row["place"], file=PLACES_FILE)
        elif row["kind"] not in _COMMUNE_KINDS:
            findings.add("place_kind", line, name=row["kind"])
        elif not row["district"].startswith(tuple(kind + " " for kind in _DISTRICT_KINDS)):
            findings.add("district", line, name=row["district"])
        elif not all(fold(name) for name in (row["name"], *variants)):
            findings.add("place_name", line, name=row["name"])
        else:
            kind = cast("OldKind", row["kind"])
            yield OldUnit(row["name"], kind, row["district"], row["place"], variants)


def _rows(
    content: bytes, columns: tuple[str, ...], findings: Findings
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header, each with its line; lines that begin with # are remarks."""
    header_seen = False
    for line, words in enumerate((read_text(content, findings) or "").splitlines(), start=1):
        if not words.strip() or words.startswith("#"):
            continue
        cells = _cells(words)
        if not header_seen:
            header_seen = True
            if cells != columns:
                findings.add("header", line, columns=",".join(columns))
                return
        elif len(cells) != len(columns):
            findings.add("cells", line, count=len(columns))
        else:
            yield line, dict(zip(columns, cells, strict=True))
    if not header_seen and not findings.failed:
        findings.add("header", 1, columns=",".join(columns))


def _cells(words: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([words])))
    except csv.Error:  # a cell that is longer than any name
        return ()
