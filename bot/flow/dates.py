"""stub"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat import Text, text


@dataclass(frozen=True, slots=True)
class PartialDate:
    year: int
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    about: bool = False


def read_date(words: str, today: datetime.date) -> PartialDate | None:
    return None


def to_value(date: PartialDate) -> dict[str, int | bool | None]:
    return {}


def from_value(value: Mapping[str, object]) -> PartialDate:
    return PartialDate(2000)


def years_since(date: PartialDate, today: datetime.date) -> int:
    return 0


def date_text(date: PartialDate) -> Text:
    return text("x")
