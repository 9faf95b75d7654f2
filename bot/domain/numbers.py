"""Request numbers: six digits and a check letter, ``482 519 K``, unlike anything in the Centre's register.

People copy them from a card, read them out on the phone and type them with a thumb: the letter
catches every wrong digit, every two that changed places, and most of the rest.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

DIGITS: Final = 6
LETTERS: Final = "ABCDEGHKLMNPRTVXY"
"""Seventeen, a prime, so that the check misses nothing above; no I, O, Q, U, S, Z, which look like others."""

_WEIGHTS: Final = (2, 3, 4, 5, 6, 7)
_SHAPE: Final = re.compile(rf"(?P<digits>\d{{{DIGITS}}})(?P<letter>[{LETTERS}])", re.ASCII)


def make_number(chance: int) -> str:
    """The number that belongs to ``chance`` (not negative; the caller draws it), as it is kept: ``482519K``."""
    if chance < 0:
        raise ValueError("chance must not be negative")
    digits = f"{chance % 10**DIGITS:0{DIGITS}d}"
    return digits + _letter(digits)


def read_number(text: str) -> str | None:
    """The number in the words of a person, as it is kept, or None when it is none or its letter is wrong."""
    shape = _SHAPE.fullmatch(_plain(text[:100]))
    if shape is None or shape["letter"] != _letter(shape["digits"]):
        return None
    return shape["digits"] + shape["letter"]


def show_number(number: str) -> str:
    """In groups: ``482 519 K``."""
    return f"{number[:3]} {number[3:DIGITS]} {number[DIGITS:]}"


def _letter(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return LETTERS[total % len(LETTERS)]


def _plain(text: str) -> str:
    """Capitals and Western digits without accents, spaces and dashes; O and I can only be 0 and 1."""
    plain = []
    for sign in unicodedata.normalize("NFKD", text.upper().replace("Đ", "D")):
        digit = unicodedata.decimal(sign, None)
        if digit is not None:
            plain.append(str(digit))
        elif sign.isalpha() or sign == "#":
            plain.append(sign)
    words = "".join(plain)
    prefix = re.match(r"SO|MA|#", words)
    start = prefix.end() if prefix else 0
    return words[start:].replace("O", "0").replace("I", "1")
