"""What is drawn and written: words already said, numbers, times. Light to import; the drawing and writing are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

Value: TypeAlias = "str | int | float | datetime | None"
"""A datetime is shown as it is: give it on the province's clock, without a zone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the line of column names, the rows below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A named list of counts, the first on top; ``ends_in_rest``: the last one is all the others together."""

    title: str
    rows: tuple[tuple[str, int], ...]
    ends_in_rest: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, each of several layers, whose names stand in the legend."""

    title: str
    layers: tuple[str, ...]
    columns: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """Counts on a map: names, latitude, longitude (degrees), how many; where there are none stands a small grey dot."""

    title: str
    dots: tuple[tuple[str, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A card to keep: what stands on top, the lines below it, a link as a square code, and what to do with that."""

    title: str
    lines: tuple[str, ...]
    link: str
    hint: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: a headline, the most important numbers in words, and below them the charts."""

    title: str
    lines: tuple[str, ...]
    columns: Columns
    bars: tuple[Bars, ...]
    map: Dots | None = None
