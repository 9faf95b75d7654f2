"""The voice of who spoke recordings is her own: she takes it back with one press, of the staff still or no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.chat import Button, Message, Outgoing, PressAnswer, Rows, text
from bot.handlers.house import House
from bot.store import audit, translating
from bot.store.database import Transaction
from bot.store.people import Person

BACK: Final = "voice_back"
ROWS: Final[Rows] = ((Button(text("button.voice_back"), f"{BACK}:", "🗑️"),),)


def rows_of(tx: Transaction, person: int) -> Rows:
    """The button, for who let her voice be played."""
    return ROWS if translating.agrees(tx, person) else ()


def withdraw(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """She wants her voice back."""
    count = translating.withdraw(tx, person.id)
    audit.note(tx, person.id, "voice_withdrawn", details=str(count))
    said = Message(person.chat, (text("record.withdrawn", count=count),))
    return [PressAnswer(person.chat, press), said]


PRESSES: Final[Mapping[str, Callable[[Transaction, House, Person, str, str], list[Outgoing]]]] = {
    BACK: withdraw
}
