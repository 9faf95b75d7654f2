"""Which of the waiting requests one of the staff wants to see, and in which order. Pure.

Written into buttons as a letter and, after it, what is looked for: ``p03158``, ``tland``, ``u``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """By what the queue is sieved; the value is the letter in a button."""

    ALL = "a"
    MINE = "m"
    """What fits the communes and matters that somebody looks after."""
    URGENT = "u"
    LONGEST = "w"
    """All of it, who has waited longest first."""
    PLACE = "p"
    MATTER = "t"
    LANGUAGE = "l"


NAMED = frozenset({By.PLACE, By.MATTER, By.LANGUAGE})
"""Those that look for something by its code."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """By what, and for which code where it looks for one."""

    by: By = By.ALL
    code: str = ""

    @property
    def data(self) -> str:
        """As a button carries it."""
        return f"{self.by}{self.code}"


def read_sieve(data: str) -> Sieve | None:
    """What a button carried; None where it is no sieve: a modified client can send anything."""
    letter, code = data[:1], data[1:]
    if letter not in set(By):
        return None
    by = By(letter)
    return Sieve(by, code) if bool(code) is (by in NAMED) else None
