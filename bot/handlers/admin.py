"""Administrators: the first set-up, the group, alarms."""

from __future__ import annotations

import re
from typing import Final

from bot.chat import Message, Outgoing, Priority, Refused, text
from bot.handlers import inviting, turns
from bot.handlers.house import INVITE, SET_UP, House, flow_of, is_open, row_in
from bot.handlers.letters import Given
from bot.store import audit, centre, chats, inbox, people, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer

ALARMS: Final = frozenset(
    {"store", "conflict", "refused", "webhook", "undelivered", "turn", "no_group", "flows"}
)
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")


def hear(tx: Transaction, house: House, person: Person, words: str) -> list[Outgoing] | None:
    """An invite, or a first administrator's ``/start``; None for all else."""
    name, _, rest = words.strip().partition(" ")
    if name == "/start" and TOKEN.fullmatch(rest.strip()):
        return inviting.use(tx, house, person, rest.strip())
    if _is_first_admin(tx, house, person):
        _hire_first(tx, house, person)
    opens = name == "/start" and not is_open(tx) and sessions.current(tx, person.id) is None
    return turns.begin(tx, house, person, SET_UP) if opens and _is_admin(tx, person) else None


def alarm(tx: Transaction, house: House, what: str) -> list[Outgoing]:
    """Tell every administrator that something needs a look."""
    says = text(f"alarm.{what}") if what in ALARMS else text("alarm.other")
    return [Message(admin.chat, (says,), priority=Priority.STAFF) for admin in _admins(tx)]


def _is_first_admin(tx: Transaction, house: House, person: Person) -> bool:
    named = chats.address_of(tx, person.chat) in house.admins
    return named and staff.of_person(tx, person.id) is None


def _hire_first(tx: Transaction, house: House, person: Person) -> None:
    """Named by the operator in the setting ADMINS."""
    if person.language is None:
        people.set_language(tx, person.id, "vi")
    staff.hire(tx, person.id, "admin", people.name(tx, person.id), "all")
    audit.note(tx, person.id, "joined", details="admin")


def _admins(tx: Transaction) -> list[staff.Officer]:
    return staff.active(tx, roles=("admin",))


def _is_admin(tx: Transaction, person: Person) -> bool:
    officer = staff.of_person(tx, person.id)
    return officer is not None and officer.role == "admin"


# --- commands --------------------------------------------------------------------------------


def invite(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Somebody is to work here."""
    return _anew(tx, house, officer, INVITE)


def set_up(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The Centre's telephone and group, again."""
    return _anew(tx, house, officer, SET_UP)


def _anew(tx: Transaction, house: House, officer: Officer, flow: str) -> list[Outgoing]:
    """Open this flow from its beginning; a draft of the administrator's own as a citizen stays beneath."""
    for stored in sessions.open_ones(tx, officer.person):
        if flow_of(house, stored.session).audience == "staff":
            sessions.erase(tx, stored.id, "restarted")
    return turns.begin(tx, house, people.load(tx, officer.person), flow)


def again(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Run what failed again."""
    count = inbox.reopen_failed(tx)
    audit.note(tx, officer.person, "run_again", details=str(count))
    return [Message(officer.chat, (text("again.done", count=count),), priority=Priority.STAFF)]


def use_group(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """This group is the staff's."""
    chat = row_in(given.words)
    if not chats.is_group(tx, chat):
        raise Refused(text("press.old"))
    centre.put(tx, "staff_chat", str(chat))
    audit.note(tx, officer.person, "group", details=given.words)
    return [
        Message(officer.chat, (text("group.kept"),), priority=Priority.STAFF),
        Message(chat, (text("group.hello"),), priority=Priority.STAFF),
    ]
