"""stub"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    number: int
    about: bool


def read_amount(words: str) -> Amount | None:
    return Amount(int(words), False) if words.isdigit() else None
