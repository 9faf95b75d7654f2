"""By which words a request is found again: those of names, and telephone numbers. Pure; only digests of them are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.domain.phones import read_phone
from bot.domain.spelling import fold_word

LONGEST_RUN: Final = 3
"""A name is kept by its words, its pairs and threes of neighbouring ones: «thi» alone finds half of the province."""
MOST_WORDS: Final = 12


class Found(StrEnum):
    """What was found."""

    NAME = "name"
    PHONE = "phone"
    OTHER = "other"
    """The name of the other side."""


NAMED_IN: Final[Mapping[str, Found]] = {
    "name": Found.NAME,
    "other_party": Found.OTHER,
}
PHONES: Final = ("phone", "person_phone")
_WORD: Final = re.compile(r"[^\W_]+")


def words_of(facts: Mapping[str, Any]) -> frozenset[tuple[Found, str]]:
    """All by which a request with these facts is found."""
    found = {
        (kind, run)
        for fact, kind in NAMED_IN.items()
        if isinstance(value := facts.get(fact), dict)
        for run in runs(str(value.get("text") or ""))
    }
    phones = (facts.get(fact) for fact in PHONES)
    return frozenset(
        found
        | {
            (Found.PHONE, value["phone"])
            for value in phones
            if isinstance(value, dict) and value.get("phone")
        }
    )


def runs(words: str) -> frozenset[str]:
    """Every run of one to three neighbouring words, folded."""
    several = _words(words)
    return frozenset(
        " ".join(several[start : start + length])
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(several) - length + 1)
    )


def asked(words: str) -> tuple[Found, frozenset[str]] | None:
    """What is looked for: one telephone number, or a name by its longest runs; None where nothing can be."""
    if phone := read_phone(words):
        return Found.PHONE, frozenset({phone})
    several = _words(words)
    length = min(len(several), LONGEST_RUN)
    if not length or not any(char.isalpha() for char in words):
        return None
    longest = (" ".join(several[start : start + length]) for start in range(len(several) - length + 1))
    return Found.NAME, frozenset(longest)


def same_person(one: str, other: str) -> bool:
    """May two names be of one person: the words of the shorter, at least two, stand in the longer in this order?"""
    short, long = sorted((_words(one), _words(other)), key=len)
    if len(short) < 2:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _words(words: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in _WORD.findall(words.casefold())[:MOST_WORDS])
