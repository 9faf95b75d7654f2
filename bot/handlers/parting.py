"""A chat that is not taken for hers any more: the quick exit, «đây không phải tôi», and how an officer undoes it.

Whoever writes from it next is somebody new (``people.part``): a fresh beginning is always possible, and nothing of the old can be
reached from there. The private word or the picture opens the old again (own_deeds.py), or an officer who has spoken with her.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.chat import Button, Clear, Message, Outgoing, Refused, text
from bot.domain.contact import Parted
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.flow.words import fold
from bot.handlers import announcing, letters
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.showing import NEW
from bot.handlers.work import tell
from bot.store import audit, files, history, people, requests, sessions, staff, timers, unsent
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

ICON: Final = "🙅"
EXIT: Final = "quick_exit"
TOLD: Final = {Parted.LEFT: "officer.left", Parted.NOT_ME: "officer.not_me"}


# --- she leaves ------------------------------------------------------------------------------


def leave(tx: Transaction, person: Person) -> list[Outgoing]:
    """The quick exit: drafts go, what waits is cancelled, who works on what she asked hears it, the chat shows nothing of us.

    One of the staff stays who he is: his cards are taken away too, and come back with his lists.
    """
    if person.came_by:  # somebody at the counter: the chat is an officer's
        _forget(tx, person, Parted.LEFT)
        return []
    told = _tell(tx, requests.open_of(tx, person.id), Parted.LEFT)
    _part(tx, person, Parted.LEFT)
    return [Clear(person.chat), *told]


def came_back(tx: Transaction, person: Person) -> list[Outgoing]:
    """Somebody writes from a chat that was left in haste: she, or another. Who works on what was asked hears that, once."""
    if not person.left:
        return []
    left = [each for each in people.parted_from(tx, person.chat) if each.parted is Parted.LEFT]
    asked = [request for each in left for request in requests.open_of(tx, each.id)]
    return [message for request in asked for message in _to_claimer(tx, request, "officer.wrote_again")]


def is_exit(house: House, person: Person, words: str) -> bool:
    """The words for the quick exit: whoever works here may need it too, whatever waits for words."""
    return house.calls[person.language or AUTHORITY].get(fold(words)) == EXIT


# --- it is not she ---------------------------------------------------------------------------


def says_so(house: House, person: Person, words: str) -> bool:
    """Are these the words for «not me»? Only the very words: they could answer a question by accident."""
    spoken = house.texts.wordings(text("not_me.words"), person.language or AUTHORITY)
    each = {fold(word) for wording in spoken for word in wording.split(",")}
    return fold(words.removeprefix(ICON)) in each


def not_me(tx: Transaction, person: Person) -> list[Outgoing]:
    """Whoever holds the phone is not the person: everything stops, what the chat shows goes, staff is told."""
    if staff.of_person(tx, person.id):
        raise Refused(text("not_me.staff"))
    before = [each for each in people.parted_from(tx, person.chat) if each.parted is Parted.LEFT]
    asked = [request for each in (person, *before) for request in requests.open_of(tx, each.id)]
    told = _tell(tx, asked, Parted.NOT_ME)
    _part(tx, person, Parted.NOT_ME)
    people.disown(tx, person.chat)
    return [Clear(person.chat, why=Parted.NOT_ME), Message(person.chat, (text("not_me.done"),), NEW), *told]


def _part(tx: Transaction, person: Person, why: Parted) -> None:
    _forget(tx, person, why)
    timers.cancel(tx, person.chat)
    if staff.of_person(tx, person.id) or not people.has_begun(tx, person.id):
        people.set_left(tx, person.id, tx.now)
    else:
        people.part(tx, person, why)


def _forget(tx: Transaction, person: Person, why: Parted) -> None:
    for stored in sessions.open_ones(tx, person.id):
        files.erase(tx, stored.id)
        sessions.erase(tx, stored.id, str(why))
        unsent.note(tx, stored)


def _tell(tx: Transaction, asked: Iterable[Request], why: Parted) -> list[Outgoing]:
    """Who has it in hand hears it; that a phone may have changed hands, those who lead too."""
    told: list[Outgoing] = []
    for request in asked:
        history.append(tx, request.id, "citizen", str(why))
        told += _to_claimer(tx, request, TOLD[why])
        told += _to_leaders(tx, request) if why is Parted.NOT_ME else []
    return told


def _to_claimer(tx: Transaction, request: Request, key: str) -> list[Outgoing]:
    officer = announcing.hearer(tx, request)
    return [announcing.line(officer, request, key)] if officer else []


def _to_leaders(tx: Transaction, request: Request) -> list[Outgoing]:
    officer = announcing.hearer(tx, request)
    if officer is None:
        says = text("officer.not_me", number=show_number(request.number))
        return announcing.tell_leaders(tx, request, says)
    others = (one for one in announcing.leaders(tx, request) if one.id != officer.id)
    return [announcing.line(one, request, "officer.not_me") for one in others]


# --- an officer has spoken with her ----------------------------------------------------------


def reconnect(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Is it she who holds the phone again? Only who has asked her knows."""
    number = show_number(request.number)
    if not people.load(tx, request.person).parted:
        return [tell(officer, text("reconnect.none", number=number))]
    rows = ((Button(text("button.reconnected"), f"reconnected:{request.id}", "🔗"),),)
    return [tell(officer, text("reconnect.sure", number=number), rows)]


def reconnected(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The request belongs to the chat again. Nothing is sent there until somebody writes from it."""
    before = people.load(tx, request.person)
    if before.parted_from is None:
        return reconnect(tx, house, officer, request, given)
    now = people.of_chat(tx, before.parted_from)
    assert now is not None
    requests.give(tx, request.id, now.id)
    requests.forget_misses(tx, request.id)
    history.append(
        tx, request.id, f"staff:{officer.id}", "reconnected", f"person:{before.id} person:{now.id}"
    )
    audit.note(tx, officer.person, "reconnected", request.id)
    said = tell(officer, text("reconnect.done", number=show_number(request.number)))
    return [said, *letters.release(tx, requests.load(tx, request.id))]
