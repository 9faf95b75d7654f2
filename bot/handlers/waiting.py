"""Drafts that wait: one gentle reminder outside the quiet hours, and an end after the flow's days."""

from __future__ import annotations

import datetime
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, text
from bot.flow.session import Session
from bot.flow.waiting import draft_ends, may_remind, reminder_due
from bot.handlers import letters
from bot.handlers.facts import facts, local
from bot.handlers.house import House, flow_of
from bot.store import disasters, files, people, sessions, timers, unsent
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

REMIND: Final = "remind"
END: Final = "draft_end"


def wait(tx: Transaction, house: House, person: Person, stored: Stored) -> None:
    """Set the one timer of a new conversation with a citizen; it is put off as long as answers come."""
    flow = flow_of(house, stored.session)
    if flow.audience == "citizen" and not stored.session.outcome:
        _set(tx, REMIND, person.chat, stored.id, reminder_due(local(tx.now), house.defaults))


def remind(tx: Transaction, house: House, session: int) -> list[Outgoing]:
    """The timer of a draft rang: too early, it is set again; else the person is reminded, once."""
    found = _draft(tx, session)
    if found is None:
        return []
    person, stored = found
    due = max(reminder_due(local(stored.asked_at), house.defaults), _allowed(tx, house))
    if _ms(due) > tx.now:
        _set(tx, REMIND, person.chat, stored.id, due)
        return []
    _set(tx, END, person.chat, stored.id, _end(house, stored))
    if not _may_remind(tx, house, person, stored):
        return []
    rows = ((Button(text("button.go_on"), "go:", "▶️"),), *letters.NOT_ME)
    return [Message(person.chat, (text("reminder"),), rows, priority=Priority.REMINDER)]


def end(tx: Transaction, house: House, session: int) -> list[Outgoing]:
    """Nobody went on with a draft for so long: its words go, without a word."""
    found = _draft(tx, session)
    if found is None:
        return []
    person, stored = found
    if _ms(_end(house, stored)) > tx.now:
        _set(tx, END, person.chat, stored.id, _end(house, stored))
        return []
    files.erase(tx, stored.id)
    sessions.erase(tx, stored.id, "expired")
    unsent.note(tx, stored)
    return []


def _draft(tx: Transaction, session: int) -> tuple[Person, Stored] | None:
    found = sessions.find_open(tx, session)
    return (people.load(tx, found[0]), found[1]) if found else None


def _may_remind(tx: Transaction, house: House, person: Person, stored: Stored) -> bool:
    """Besides what the flow allows: not who left quickly or has no chat, and nobody while there is a flood or a landslide."""
    flow = flow_of(house, stored.session)
    allowed = may_remind(flow, stored.session, facts(tx, house, person, flow))
    reached = person.came_by is None and not person.left
    return allowed and reached and not disasters.is_disaster(tx)


def _allowed(tx: Transaction, house: House) -> datetime.datetime:
    """A timer that rings late, after the bot was down, must not ring at night."""
    return house.defaults.quiet_hours.next_allowed(local(tx.now))


def _end(house: House, stored: Stored) -> datetime.datetime:
    return draft_ends(local(stored.asked_at), _days(house, stored.session))


def _days(house: House, session: Session) -> int:
    return flow_of(house, session).answers_kept_days


def _set(tx: Transaction, kind: str, chat: int, session: int, due: datetime.datetime) -> None:
    timers.set_timer(tx, kind, chat, _ms(due), str(session))


def _ms(at: datetime.datetime) -> int:
    return int(at.timestamp() * 1000)
