"""Who is nearer than 113: the numbers of commune police, border post and health station, where the Centre set them."""

from __future__ import annotations

from bot.chat import Text, Value, quoted, text
from bot.flow.session import Session, answers
from bot.handlers.facts import last_place
from bot.handlers.house import House
from bot.store.database import Transaction
from bot.store.people import Person


def near(tx: Transaction, house: House, person: Person, session: Session) -> Value:
    """The numbers of the place named last in this talk, else of the one known from before; nothing where none is set."""
    code = _named(session) or last_place(tx, person)
    place = house.gazetteer.place(code) if code else None
    if place is None or place.code not in house.near:
        return ""
    numbers = house.near[place.code]
    return text(
        "near.place", place=quoted(place.label), numbers=tuple(_line(who, numbers[who]) for who in numbers)
    )


def _line(who: str, numbers: tuple[str, ...]) -> Text:
    return text(f"near.{who}", numbers=", ".join(numbers))


def _named(session: Session) -> str | None:
    """The code of the commune that was answered last."""
    said = [
        value["place"] for value in answers(session).values() if isinstance(value, dict) and "place" in value
    ]
    return next((code for code in reversed(said) if isinstance(code, str)), None)
