"""Phone numbers: read as people type them, kept as E.164, shown in groups for reading back."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

HOME: Final = "VN"
LONGEST_INPUT: Final = 200

_NOT_A_PERSONS: Final = (
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
)


def read_phone(text: str) -> str | None:
    """A person's number as E.164, of Vietnam unless a country is typed; None when there is none, or several.

    Short numbers (113) and service lines (1800, 1900) are nobody's own number.
    """
    number = _read(text)
    if number is None or phonenumbers.number_type(number) in _NOT_A_PERSONS:
        return None
    return _e164(number)


def read_line(text: str) -> str | None:
    """A line of an office as E.164: any valid Vietnamese number, 1800 and 1900 among them."""
    number = _read(text)
    if number is None or not phonenumbers.is_valid_number_for_region(number, HOME):
        return None
    return _e164(number)


def show_phone(e164: str) -> str:
    """In groups, to be read back: ``0912 345 678``, abroad ``+856 20 55 123 456``; anything else unchanged."""
    number = _parse(e164)
    if number is None:
        return e164
    at_home = phonenumbers.region_code_for_number(number) == HOME
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    )


def _read(text: str) -> PhoneNumber | None:
    """The one number in the words. Two different ones are not guessed between."""
    words = _zeros(text[:LONGEST_INPUT])
    found = {_e164(match.number): match.number for match in phonenumbers.PhoneNumberMatcher(words, HOME)}
    if found:
        return found.popitem()[1] if len(found) == 1 else None
    return _parse(words)


def _parse(words: str) -> PhoneNumber | None:
    if _LETTERS_AMONG_DIGITS.search(words):
        return None  # the library would read letters as keys: 1800-FLOWERS
    try:
        number = phonenumbers.parse(words, HOME)
    except NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


_LETTERS_AMONG_DIGITS: Final = re.compile(r"\d.*[^\W\d]", re.DOTALL)


def _zeros(text: str) -> str:
    """The letter o beside a digit is a nought."""
    return re.sub(r"(?<=\d)[oO]|[oO](?=[\d.])", "0", text)


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
