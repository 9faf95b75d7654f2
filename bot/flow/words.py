"""Typed words: cleaned for keeping, folded for comparing, and matched to the choices they may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.characters import ZERO_WIDTH_JOINER, visible


@dataclass(frozen=True, slots=True)
class Meant:
    """How one choice may be typed: its number, its icon, its labels in every accepted wording."""

    labels: tuple[str, ...]
    icon: str = ""
    number: int | None = None


def clean(words: str) -> str:
    """What is kept of typed words: NFC, without control, bidi and invisible characters, stripped."""
    return unicodedata.normalize("NFC", visible(words)).strip(f" \n\t{ZERO_WIDTH_JOINER}\u00a0")


def light(words: str) -> str:
    """For comparing: case, spaces, forms of digits and punctuation at the ends do not count."""
    plain = "".join(_digit(char) for char in unicodedata.normalize("NFKC", _bare(words)).casefold())
    collapsed = " ".join(plain.split())
    return unicodedata.normalize("NFC", collapsed.strip(_PUNCTUATION) or collapsed)


def fold(words: str) -> str:
    """As ``light``, and without the accents of Latin letters and the punctuation between words."""
    letters = unicodedata.normalize("NFD", light(words).replace("đ", "d"))
    plain = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", letters))
    return " ".join(_BETWEEN.sub(" ", plain).split()) or plain


def pick(typed: str, choices: Sequence[Meant]) -> int | None:
    """Which choice was typed, or None. The exact label wins over number and icon, those over folded labels."""
    for hits in _readings(typed, choices):
        if len(hits) == 1:
            return hits[0]
    return None


def letters(words: str) -> int:
    """How many letters, of any script."""
    return sum(char.isalpha() for char in words)


# --- helpers ---------------------------------------------------------------------------------

_PUNCTUATION = " .,!?;:()[]…\"'"
_BETWEEN = re.compile('[,;:.!?«»“”"()…]')
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_KEYCAPS = re.compile("[\ufe0e\ufe0f\u20e3]")
_NUMBER = re.compile(r"\(?([0-9]{1,3})(?![0-9])[.):\]\s-]*")


def _bare(words: str) -> str:
    return _KEYCAPS.sub("", clean(words).replace("🔟", "10"))


def _digit(char: str) -> str:
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)


def _readings(typed: str, choices: Sequence[Meant]) -> Iterator[list[int]]:
    exact, loose = light(typed), fold(typed)
    yield [i for i, meant in enumerate(choices) if exact in _labels(meant, light)]
    yield [i for i, meant in enumerate(choices) if _by_mark(exact, meant, light)]
    yield [i for i, meant in enumerate(choices) if loose in _labels(meant, fold)]
    yield [i for i, meant in enumerate(choices) if _by_mark(loose, meant, fold)]


def _labels(meant: Meant, form: Callable[[str], str]) -> set[str]:
    return {_formed(form, label) for label in meant.labels} - {""}


@lru_cache(maxsize=4096)
def _formed(form: Callable[[str], str], label: str) -> str:
    """Labels are few and met at every turn; what people type is never kept here."""
    return form(label)


def _by_mark(typed: str, meant: Meant, form: Callable[[str], str]) -> bool:
    """The number, the icon or both, alone or before the label."""
    rest = typed
    number = _NUMBER.match(rest)
    if number and int(number[1]) == meant.number:
        rest = rest[number.end() :]
    rest = rest.removeprefix(_formed(form, meant.icon)).strip()
    return rest != typed and (not rest or rest in _labels(meant, form))
