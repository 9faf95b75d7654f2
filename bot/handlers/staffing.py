"""The people of the Centre: who am I, the list, and taking somebody out of the staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.chat import Button, Menu, Message, Outgoing, Priority, Refused, Text, text
from bot.domain.numbers import show_number
from bot.domain.permits import WORKERS
from bot.domain.request import Action, Request
from bot.handlers import announcing, escalating, law_acts
from bot.handlers.dismissing import dismiss
from bot.handlers.facts import last_day
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, history, leaves, notes, progress, staff
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import AUTHORITY

WITHOUT_NUMBER: Final = (
    "queue", "search", "mine", "dues", "notice", "counter", "rights_queue", "morning", "trip", "evening", "leave", "duty", "disaster", "people", "balance", "stats", "report", "public", "opinions",
    "complaints", "looked", "export", "invite", "set_up", "topics", "flows", "again", "translate", "record", "compare", "me", "commands",
)  # fmt: skip
"""What can be chosen from a menu: these need no request."""


def me(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Who am I: name, role, office, what is in hand, on leave or on duty."""
    said = [
        text("me.role", officer=officer.name, role=text(f"role.{officer.role}")),
        text("me.office", office=house.office(officer.branch)),
    ]
    if officer.role in WORKERS:
        said.append(text("me.in_hand", count=len(progress.mine(tx, officer.id))))
    return [lines(officer, [*said, *_presence(tx, officer)])]


def _presence(tx: Transaction, officer: Officer) -> list[Text]:
    until = leaves.until(tx, officer.id)
    said = [] if until is None else [text("me.leave", day=last_day(until))]
    return [*said, text("me.duty")] if officer.on_duty else said


# --- people ----------------------------------------------------------------------------------


def people(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Everyone who works here, with a number each; whoever may takes somebody out by a press."""
    found = staff.active(tx)
    listed = tuple(
        text(
            "people.line",
            row=one.id,
            officer=one.name,
            known=(text(f"role.{one.role}"), *_presence(tx, one)),
        )
        for one in found
    )
    doors = (tuple(_doors(tx, officer, one)) for one in found)
    rows = tuple(row for row in doors if row)
    says = (text("people.list"), listed)
    return [Message(officer.chat, says, rows, priority=Priority.STAFF)]


def _doors(tx: Transaction, officer: Officer, one: Officer) -> list[Button]:
    """What can be done with this one: say what he looks after, take him out."""
    described = [Button(text("button.team", officer=one.name), f"person:{one.id}", "🧭")]
    out = [Button(text("button.remove", officer=one.name), f"remove:{one.id}", "🚪")]
    return [
        *(described if one.role in WORKERS and may(tx, officer, "team") else ()),
        *(out if may(tx, officer, "remove") and one.id != officer.id else ()),
    ]


# --- taking out ------------------------------------------------------------------------------


def remove(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Asked once more, with what that person has in hand."""
    whom = _removable(tx, officer, given.words)
    rows = ((Button(text("button.remove_sure"), f"removed:{whom.id}", "🚪"),),)
    count = len(progress.mine(tx, whom.id))
    return [tell(officer, text("remove.sure", officer=whom.name, count=count), rows)]


def removed(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """At once: no right is left, what was in hand goes back with a note, what the chat shows is taken away."""
    whom = _removable(tx, officer, given.words)
    audit.note(tx, officer.person, "removed", details=f"staff:{whom.id}")
    return [
        tell(officer, text("remove.done", officer=whom.name)),
        *dismiss(tx, whom, text("remove.told")),
        *hand_back(tx, house, whom, officer, progress.mine(tx, whom.id)),
    ]


def hand_back(
    tx: Transaction, house: House, whom: Officer, by: Officer, several: Iterable[Request]
) -> list[Outgoing]:
    """What he had in hand goes into the queue, each with a note."""
    told: list[Outgoing] = []
    for request in several:
        words = house.texts.say(text("remove.note", officer=whom.name), AUTHORITY)
        notes.add(tx, request.id, by.id, "removal", words)
        history.append(tx, request.id, f"staff:{by.id}", "handed_back", f"staff:{whom.id}")
        request, heard = law_acts.replaced(tx, house, by, request, "")
        told += heard
        free = progress.hand(tx, request, Action.RELEASE, None)
        says = text("officer.handed_back", number=show_number(request.number), officer=whom.name)
        told += [*announcing.tell_leaders(tx, free, says), *escalating.open_up(tx, house, free)]
    return told


def _removable(tx: Transaction, officer: Officer, words: str) -> Officer:
    """Not oneself, and not the last administrator: nobody locks the house from outside."""
    whom = by_row(tx, words)
    if whom.id == officer.id:
        raise Refused(text("remove.yourself"))
    if whom.role == "admin" and len(staff.active(tx, roles=("admin",))) == 1:
        raise Refused(text("remove.only_admin"))
    return whom


def by_row(tx: Transaction, words: str) -> Officer:
    """Who works here under this row, which a button named."""
    whom = staff.at_work(tx, row_in(words))
    if whom is None:
        raise Refused(text("press.old"))
    return whom


def menu(tx: Transaction, officer: Officer) -> Menu:
    """The commands without a number that the officer may use, beside the typing field: nothing need be typed."""
    entries = (
        (text(f"command.{name}.typed"), text(f"command.{name}.help"))
        for name in WITHOUT_NUMBER
        if may(tx, officer, name)
    )
    return Menu(officer.chat, tuple(entries))


def lines(officer: Officer, several: list[Text]) -> Message:
    """Several lines to one of the staff."""
    return Message(officer.chat, (tuple(several),), priority=Priority.STAFF)
