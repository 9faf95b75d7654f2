"""Typed words and files → the answer they are to a question, or the Text that says why they are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from bot.chat import Text, text
from bot.flow.amounts import read_amount
from bot.flow.dates import read_date, to_value
from bot.flow.model import (
    ChoiceStep,
    ConsentStep,
    Content,
    DateStep,
    FileStep,
    ManyStep,
    NumberStep,
    PhoneStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    TextStep,
    Validator,
)
from bot.flow.session import Value
from bot.flow.turn import Facts
from bot.flow.words import letters

FIRST_YEAR: Final = 1900
ID_DIGITS: Final = 12
SPOKEN: Final[frozenset[Content]] = frozenset({"voice", "audio"})
FILES: Final[frozenset[Content]] = frozenset({"voice", "audio", "photo", "video", "document"})


def read_words(step: QuestionStep, words: str, facts: Facts) -> Mapping[str, Value] | Text:
    """The answer in typed words; a Text of the program that says how to answer instead."""
    match step:
        case TextStep(words=True):
            return _text(step, words, facts)
        case NumberStep():
            return _number(step, words)
        case DateStep():
            date = read_date(words, facts.today)
            return text("flow.retry.date") if date is None else {"date": {**to_value(date)}, "said": words}
        case PhoneStep():
            number = facts.read_phone(words)
            return text("flow.retry.phone") if number is None else {"phone": number, "own": False}
        case ChoiceStep() if "text" in step.accept:
            return {"text": words, "files": []}
        case TextStep():
            return text("flow.retry.voice")
        case FileStep():
            return text("flow.retry.file")
        case ChoiceStep() | ManyStep() | ConsentStep() | ReviewStep() | PlaceStep():
            return text("flow.retry.choice")
        case _:
            assert_never(step)


def takes(step: QuestionStep) -> frozenset[Content]:
    """The kinds of files that answer this question."""
    match step:
        case TextStep():
            return (FILES if step.words else SPOKEN) if step.voice else frozenset()
        case ChoiceStep() | FileStep():
            return step.accept
        case PlaceStep() | NumberStep() | DateStep() | PhoneStep():
            return SPOKEN
        case ManyStep() | ConsentStep() | ReviewStep():
            return frozenset()
        case _:
            assert_never(step)


def _text(step: TextStep, words: str, facts: Facts) -> Mapping[str, Value] | Text:
    if len(words) > step.max_chars:
        return text("flow.too_long_text", max=step.max_chars)
    kept = words if step.valid is None else _valid(step.valid, words, facts)
    if kept is None:
        return text(f"flow.retry.{step.valid}")
    return {"text": kept, "files": []} if step.voice else {"text": kept}


def _valid(validator: Validator, words: str, facts: Facts) -> str | None:
    """The words as they are kept, None when they are not of this kind."""
    match validator:
        case "name":
            return words if letters(words) and not any(char.isdigit() for char in words) else None
        case "year":
            amount = read_amount(words)
            fits = amount is not None and FIRST_YEAR <= amount.number <= facts.today.year
            return str(amount.number) if amount and fits else None
        case "vn_id12":
            digits = "".join(char for char in words if not char.isspace() and char not in ".-")
            return digits if digits.isascii() and digits.isdigit() and len(digits) == ID_DIGITS else None
        case "vn_phone":
            return facts.read_phone(words)
        case _:
            assert_never(validator)


def _number(step: NumberStep, words: str) -> Mapping[str, Value] | Text:
    amount = read_amount(words)
    if amount is None:
        return text("flow.retry.number")
    if not step.min <= amount.number <= step.max:
        return text("flow.retry.bounds", min=step.min, max=step.max)
    return {"number": amount.number, "about": amount.about, "said": words}
