"""Whole numbers as people say them: «khoảng ba năm», «1,5 triệu», «hai mươi lăm», «about three»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.flow.numerals import LONGEST_INPUT, Mark, marks, numerals, plain

GREATEST: Final = 10**12


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number, not negative; ``about`` when the person said so."""

    number: int
    about: bool


def read_amount(words: str) -> Amount | None:
    """The one number in the words; None when there is none, or it would have to be guessed."""
    if len(words) > LONGEST_INPUT:
        return None
    found = marks(_GAPS.sub(lambda match: match[0].replace(" ", ""), plain(words)))
    if any(mark.kind in _REFUSED for mark in found):
        return None
    value = _value(found)
    if value is None or value.denominator != 1 or value > GREATEST:
        return None
    return Amount(int(value), _about(found))


_GAPS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![\d.,])")  # 1 500 000
_REFUSED: Final = frozenset({"vague", "not", "unclear"})
_HARMLESS: Final = frozenset({"digits", "word", "scale", "join", "five", "unit", "about", "filler"})


def _value(found: Sequence[Mark]) -> Fraction | None:
    """One number said twice, «3 (ba)», is one. A lone «ba» is a number only among harmless words: «ba tôi» is not."""
    said = list(numerals(found))
    fives = [mark.value for mark in found if mark.kind == "five"] if not said else []
    values = {number.value for number in said}.union(fives)
    sure = any(number.sure for number in said)
    if len(values) != 1 or not (sure or all(mark.kind in _HARMLESS for mark in found)):
        return None
    return values.pop()


def _about(found: Sequence[Mark]) -> bool:
    """«khoảng ba», and «chục người»."""
    return any(mark.kind == "about" for mark in found) or any(number.loose for number in numerals(found))
