"""One ride for several: what one of the staff has in hand, by commune, with the meetings of the next days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Rows, Text, quoted, text
from bot.domain.calendar import DAY_MS
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import cards
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.handlers.writable import contact_of
from bot.store import appointments, progress
from bot.store.database import Transaction
from bot.store.staff import Officer

DAYS: Final = 7
MOST: Final = 30
"""Requests on one plan."""


def trip(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The commune with the most to do first; a meeting stands before what has none yet."""
    held = [each for each in progress.mine(tx, officer.id) if each.place][:MOST]
    if not held:
        return [tell(officer, text("trip.nothing"))]
    met = {
        each.request: each.at
        for each in reversed(appointments.of_staff(tx, officer.id, tx.now, tx.now + DAYS * DAY_MS))
    }
    places: dict[str, list[Request]] = {}
    for request in held:
        places.setdefault(str(request.place), []).append(request)
    says = [
        (
            text("trip.place", place=cards.place_name(house, place), count=len(several)),
            *_stops(tx, several, met),
        )
        for place, several in sorted(places.items(), key=lambda at: -len(at[1]))
    ]
    rows: Rows = tuple((Button(quoted(show_number(each.number)), f"open:{each.id}", "📂"),) for each in held)
    head = text("trip.head", days=DAYS)
    return [Message(officer.chat, (head, *says), rows, priority=Priority.STAFF, protect=True)]


def _stops(tx: Transaction, several: list[Request], met: Mapping[int, int]) -> list[Text]:
    ordered = sorted(several, key=lambda each: (each.id not in met, met.get(each.id, 0), each.id))
    return [_stop(tx, request, met.get(request.id)) for request in ordered]


def _stop(tx: Transaction, request: Request, at: int | None) -> Text:
    """Who may not be called is not met unannounced either: that is said beside the number."""
    number = show_number(request.number)
    known = text("trip.met", number=number, at=Moment(at)) if at else text("trip.unmet", number=number)
    return text("trip.careful", stop=known) if contact_of(tx, request).no_calls else known
