"""Which numbers may leave the house: none so small that it points at somebody, and none that can be reckoned from the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.stats import Tally

SMALLEST: Final = 5
"""Fewer than these are not told, as for satisfaction (opinions)."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is told of a total: those large enough by name, all others as one sum, which is large enough or nothing."""

    shown: tuple[Tally[str], ...]
    rest: int


def published(tallies: Iterable[Tally[str]], smallest: int = SMALLEST) -> Published | None:
    """The largest by name; what is left over becomes one sum. None where the total itself is too small.

    The sum of a few small ones can be reckoned from the total: where it would be small, the smallest of the shown joins it.
    """
    ordered = sorted(tallies, key=lambda tally: (-tally.count, tally.key))
    if sum(tally.count for tally in ordered) < smallest:
        return None
    shown = [tally for tally in ordered if tally.count >= smallest]
    rest = _sum(ordered[len(shown) :])
    while 0 < rest < smallest:
        rest += shown.pop().count
    return Published(tuple(shown), rest)


def _sum(tallies: Sequence[Tally[str]]) -> int:
    return sum(tally.count for tally in tallies)
