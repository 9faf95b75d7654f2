"""Numbers in a sentence: digits as people group them, and number words.

Every word becomes a mark; marks of numbers that stand together are one number. In a sentence with accents
«sau» is not six: words without accents are numbers only where the whole sentence has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final

from bot.characters import without_accents
from bot.flow.number_words import (
    AFTER_A_NUMBER,
    AFTER_DIGITS,
    BARE,
    ENGLISH_SCALES,
    LAST,
    LAST_BARE,
    MINUS,
    NAMES,
    Kind,
    Name,
)
from bot.flow.words import light

LONGEST_INPUT: Final = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One word, or several that are one number, and where they stand."""

    kind: Kind
    start: int
    end: int
    value: Fraction = Fraction(0)
    words: int = 1
    vietnamese: bool = True


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number. ``value`` is None when it cannot be told, ``sure`` says that it can be nothing but a number."""

    start: int
    end: int
    value: Fraction | None
    spelled: bool
    sure: bool
    loose: bool  # «chục người»: nobody counted


def plain(words: str) -> str:
    """A sentence as the marks want it: small letters, Western digits, no hyphens between letters, «.5» as «0.5»."""
    return _HYPHEN.sub(" ", light(_POINT.sub("0.", words.replace("’", "'"))))


def marks(sentence: str) -> tuple[Mark, ...]:
    """The words of a ``plain`` sentence, from left to right."""
    tokens = list(_TOKEN.finditer(sentence))
    names = BARE if without_accents(sentence) == sentence else NAMES
    found: list[Mark] = []
    at = 0
    while at < len(tokens):
        found.append(_mark(tokens[at : at + _REACH], names, found[-1] if found else None))
        at += found[-1].words
    return tuple(found)


def numerals(found: Sequence[Mark]) -> Iterator[Numeral]:
    """The numbers among the marks."""
    at = 0
    for is_number, group in groupby(found, lambda mark: mark.kind in _NUMBER):
        run = list(group)
        at += len(run)
        if is_number and any(mark.kind != "join" for mark in run):
            yield _numeral(run, counted=at < len(found) and found[at].kind == "unit")


def in_digits(sentence: str) -> str | None:
    """A ``plain`` sentence with its number words in digits; None when one of them cannot be told.

    What is typed in digits stays as it is: «5.3.2024» is a date, though no number.
    """
    found = marks(sentence)
    if any(mark.kind in {"vague", "unclear"} and not sentence[mark.start].isdecimal() for mark in found):
        return None
    for number in reversed([number for number in numerals(found) if number.spelled]):
        if number.value is None or number.value.denominator != 1:
            return None
        sentence = f"{sentence[: number.start]}{number.value}{sentence[number.end :]}"
    return sentence


# --- what a run of marks is worth ----------------------------------------------------------------

_NUMBER: Final = frozenset({"digits", "word", "scale", "join", "half"})
_LETTERS: Final[dict[Kind, str]] = {"digits": "a", "word": "a", "join": "j", "half": "r"}
_UNDER_THOUSAND: Final = re.compile(r"(?:a?h)?(?:j?a|a?c|(?<=h)r)?")


def _numeral(run: Sequence[Mark], *, counted: bool) -> Numeral:
    sure = counted or any(mark.kind == "digits" for mark in run) or sum(mark.words for mark in run) > 1
    spelled = any(mark.kind != "digits" for mark in run)
    loose = run[0].kind == "scale" and run[0].value == 10
    return Numeral(run[0].start, run[-1].end, _value(run), spelled, sure, loose)


def _value(run: Sequence[Mark]) -> Fraction | None:
    """From the greatest scale down: «hai triệu năm trăm nghìn»."""
    total, last, small = Fraction(0), None, list[Mark]()
    for mark in run:
        if mark.kind != "scale" or mark.value < 1000:
            small.append(mark)
            continue
        amount = _small(small) if small or last else Fraction(1)
        if amount is None or (last is not None and mark.value >= last.value):
            return None
        total, last, small = total + amount * mark.value, mark, []
    rest = _small(small) if last is None else _rest(small, last)
    return None if rest is None else total + rest


def _small(marks: Sequence[Mark]) -> Fraction | None:
    """A number under a thousand, or as written; «trăm hai» is 120, «trăm linh hai» 102."""
    kinds = _kinds(marks)
    if not kinds or not _UNDER_THOUSAND.fullmatch(kinds):
        return None
    total, pending, last = Fraction(0), None, marks[0]
    for mark in marks:
        if mark.kind == "scale":
            total += mark.value * (1 if pending is None else pending.value)
            pending, last = None, mark
        elif mark.kind == "half":
            total += last.value / 2
        elif mark.kind != "join":
            pending = mark
    if pending is None:
        return total
    tens = kinds.endswith("ha") and last.vietnamese and last.value and pending.value < 10
    return total + pending.value * (10 if tens else 1)


def _rest(marks: Sequence[Mark], last: Mark) -> Fraction | None:
    """What stands after the last scale: «3 triệu 5» and «3 triệu 500» are both three and a half million."""
    kinds = _kinds(marks)
    if not kinds or kinds == "r":
        return last.value / 2 if kinds else Fraction(0)
    value = _small(marks)
    if value is None or not last.vietnamese:
        return value
    if value < 10 and kinds == "a":
        return value * last.value / 10
    if last.value < 1_000_000:
        return value
    return value * last.value / 1000 if 100 <= value < 1000 else None


def _kinds(marks: Sequence[Mark]) -> str:
    return "".join(_LETTERS.get(mark.kind, "c" if mark.value == 10 else "h") for mark in marks)


# --- what a word is ------------------------------------------------------------------------------

_REACH: Final = 3
_POINT: Final = re.compile(r"(?<![\w.,])[.,](?=\d)")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|k?m[23]\b|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_GROUPED: Final = re.compile(
    r"[1-9]\d{0,2}(?:(?:\.\d{3})+(?:,(?P<rest>\d+))?|(?:,\d{3})+(?:\.(?P<tail>\d+))?)"
)
_NO_NAME: Final[Name] = ("other", 0)


def _mark(tokens: Sequence[re.Match[str]], names: dict[str, Name], before: Mark | None) -> Mark:
    """The first of the tokens, with as many after it as are one name."""
    first, then = tokens[0], tokens[1][0] if len(tokens) > 1 else ""
    scaled = then in AFTER_DIGITS or names.get(then, _NO_NAME)[0] == "scale"
    if first[0][0].isdecimal():
        value = _written(first[0], scaled=scaled)
        return _one(first, "unclear") if value is None else _one(first, "digits", value)
    named = _placed(first, before) or _named(tokens, names, before)
    if named.kind != "five":
        return named
    counted = names.get(then, _NO_NAME)[0] in {"unit", "five"}
    return _one(first, _five(before, counted=counted, scaled=scaled), Fraction(5))


def _placed(first: re.Match[str], before: Mark | None) -> Mark | None:
    """Words that are something else in another place: «3k», «trăm tư», a minus."""
    kind = before.kind if before else None
    if kind is None and first[0] in MINUS:
        return _one(first, "not")
    if kind == "digits" and first[0] in AFTER_DIGITS:
        return _one(first, "scale", Fraction(AFTER_DIGITS[first[0]]))
    if kind == "scale" and first[0] in LAST:
        return _one(first, "word", Fraction(LAST[first[0]]))
    return _one(first, "unclear") if kind == "scale" and first[0] in LAST_BARE else None


def _named(tokens: Sequence[re.Match[str]], names: dict[str, Name], before: Mark | None) -> Mark:
    first = tokens[0]
    for size in range(len(tokens), 0, -1):
        name = names.get(" ".join(token[0] for token in tokens[:size]))
        if name is not None:
            break
    else:
        return _one(first, "other")
    if first[0] in AFTER_A_NUMBER and (before is None or before.kind not in _NUMBER):
        return _one(first, "other")
    kind, value = name
    vietnamese = first[0] not in ENGLISH_SCALES
    return Mark(kind, first.start(), tokens[size - 1].end(), Fraction(value), size, vietnamese)


def _five(before: Mark | None, *, counted: bool, scaled: bool) -> Kind:
    """«năm»: «ba năm» three years, «năm năm» five years, «hai nghìn năm trăm» 2 500; «bốn năm người» is no number."""
    kind = before.kind if before else "other"
    if kind == "digits" or (before and kind == "scale" and before.value == 10):
        return "unit"
    if kind == "word":
        return "unclear" if counted else "unit"
    if kind == "join" or counted or scaled:
        return "word"
    return "unclear" if kind == "scale" else "five"


def _written(digits: str, *, scaled: bool) -> Fraction | None:
    """«1.500.000» and «1,5»; a lone «1,500» before «triệu» may be either and is nothing."""
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        if scaled and re.fullmatch(r"\d+,\d+", digits):
            return None
        rest = grouped["rest"] or grouped["tail"] or ""
        whole = re.sub(r"\D", "", digits)
        return Fraction(int(whole), 10 ** len(rest))
    parts = re.split(r"[.,]", digits)
    if len(parts) > 2:
        return None
    return Fraction(int("".join(parts)), 10 ** len(parts[1]) if len(parts) == 2 else 1)


def _one(token: re.Match[str], kind: Kind, value: Fraction = Fraction(0)) -> Mark:
    return Mark(kind, token.start(), token.end(), value)
