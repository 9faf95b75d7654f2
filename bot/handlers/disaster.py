"""The switch for floods and landslides: what the intake says first, where to shelter; reminders rest while it is on."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, text
from bot.domain.calendar import date_of, midnight_ms
from bot.domain.deadlines import SUPPLEMENT, Area, Unit
from bot.flow.words import clean
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit, centre, disasters
from bot.store.database import Transaction
from bot.store.staff import Officer

LONGEST: Final = 500
"""Letters of the words about shelter: they stand before the first question."""
SHELTER: Final = "shelter"


def disaster(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Is it on, and what is said of shelter? Words after the command are what is said of it from now on."""
    words = clean(given.words)
    if len(words) > LONGEST:
        raise Refused(text("reply.too_long", max=LONGEST))
    if words:
        centre.put(tx, SHELTER, words)
        audit.note(tx, officer.person, "shelter")
    return [_state(tx, house, officer)]


def ask(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Asked once more: everybody who opens the bot will read it."""
    return [tell(officer, text("disaster.sure"), _button("on", "flood_on", "🌊"))]


def turn_on(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """On from now."""
    if disasters.begin(tx, officer.id):
        audit.note(tx, officer.person, "disaster", details="1")
    return [_state(tx, house, officer)]


def turn_off(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Off; where to shelter this time is not where to shelter the next."""
    if disasters.end(tx, officer.id):
        centre.clear(tx, SHELTER)
        audit.note(tx, officer.person, "disaster", details="0")
    return [_state(tx, house, officer)]


def _state(tx: Transaction, house: House, officer: Officer) -> Message:
    on = next((span for span in disasters.spans(tx) if span.end is None), None)
    shelter = centre.get(tx, SHELTER)
    said = text("disaster.shelter", words=shelter) if shelter else text("disaster.no_shelter")
    if on is None:
        return _shown(officer, (text("disaster.is_off"), said), _button("turn_on", "flood", "🌊"))
    is_on = text("disaster.is_on", at=Moment(on.start), papers=_papers(house, date_of(tx.now)))
    return _shown(officer, (is_on, said), _button("off", "flood_off", "☀️"))


def _papers(house: House, day: date) -> Text:
    """How long whoever is cut off may bring proof of being entitled; what the law does not say is not told."""
    period = house.law.deadlines.in_days(SUPPLEMENT, day, area=Area.HARD, units=(Unit.WORKING_DAY,))
    if period is None:
        return text("disaster.papers_unknown")
    if period.term.last is None:
        return text("disaster.papers", days=period.amount)
    until = Moment(midnight_ms(period.term.last), day=True)
    return text("disaster.papers_until", days=period.amount, until=until)


def _shown(officer: Officer, says: tuple[Text, ...], rows: Rows) -> Message:
    return Message(officer.chat, says, rows, priority=Priority.STAFF)


def _button(name: str, verb: str, icon: str) -> Rows:
    return ((Button(text(f"button.disaster.{name}"), f"{verb}:", icon),),)
