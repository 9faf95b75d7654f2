"""Somebody at the counter or on the telephone: an officer leads her through the intake in his own chat.

The request is hers, a person of her own who has no chat with us; the chat is only where the officer reads and presses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.chat import Button, Outgoing, Refused, Rows, text
from bot.domain.request import Action, Request
from bot.handlers import escalating, turns, work
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, people, progress, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import CameBy, Person
from bot.store.staff import Officer

SOURCES: Final[dict[CameBy, str]] = {"counter": "🏢", "phone": "📞"}
"""How somebody comes whom an officer writes down, with the icon of its button."""


def ask_source(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Is the person here, or on the telephone? What was begun and not ended goes on first."""
    if going_on := _go_on(tx, house, officer):
        return going_on
    rows: Rows = tuple(
        (Button(text(f"counter.{source}"), f"came:{source}", icon),) for source, icon in SOURCES.items()
    )
    return [tell(officer, text("counter.ask"), rows)]


def begin(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The first question of the intake; the same press brought twice begins once."""
    source = next((each for each in SOURCES if each == given.words), None)
    if source is None:
        raise Refused(text("press.old"))
    if going_on := _go_on(tx, house, officer):
        return going_on
    person = people.write_down(tx, source, officer.id, language=officer.language)
    return [tell(officer, text("counter.begin")), *turns.begin(tx, house, _here(officer.chat, person))]


def stop(tx: Transaction, officer: Officer) -> bool:
    """What is being written down ends; what was sent stays. False where nothing was."""
    person = people.written_by(tx, officer.id)
    if person is None:
        return False
    for stored in sessions.open_ones(tx, person.id):
        sent = requests.by_session(tx, stored.id)
        sessions.erase(tx, stored.id, "closed" if sent else "left")
    return True


def take(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Who wrote it down has it in hand, and has met the person already."""
    told = work.claim(tx, house, officer, request, given)
    met = progress.move(tx, requests.load(tx, request.id), Action.CONTACT)
    escalating.settle(tx, met)
    history.append(tx, request.id, f"staff:{officer.id}", "contacted", "counter")
    return told


# --- who speaks in the chat ------------------------------------------------------------------


def speaker(tx: Transaction, person: Person) -> Person:
    """For whom the next words in this chat are: the one an officer writes down now, else whose chat it is."""
    officer = staff.of_person(tx, person.id)
    written = people.written_by(tx, officer.id) if officer else None
    if written is None:
        return person
    own, hers = sessions.current(tx, person.id), sessions.current(tx, written.id)
    newer = own is not None and hers is not None and own.id > hers.id
    return person if newer else _here(person.chat, written)


def presser(tx: Transaction, person: Person, session: str) -> Person:
    """For whom a button of this session is pressed."""
    officer = staff.of_person(tx, person.id)
    asked = people.of_session(tx, int(session)) if officer and session.isdigit() else None
    if officer is None or asked is None or asked.typed_by != officer.id:
        return person
    return _here(person.chat, asked)


def _go_on(tx: Transaction, house: House, officer: Officer) -> list[Outgoing]:
    person = people.written_by(tx, officer.id)
    if person is None:
        return []
    return [tell(officer, text("counter.open")), *turns.ask_again(tx, house, _here(officer.chat, person))]


def _here(chat: int, person: Person) -> Person:
    """She answers in the chat of the officer."""
    return replace(person, chat=chat)
