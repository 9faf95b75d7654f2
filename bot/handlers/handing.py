"""A request goes into other hands: released, given more time, transferred. Who may is checked before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.chat import Button, Moment, Outgoing, Refused, quoted, text
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.request import Action, Request
from bot.flow.truth import compared
from bot.handlers import announcing, escalating, letters
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import able
from bot.handlers.work import tell
from bot.store import declines, desk, history, notes, progress, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

# --- back into the queue ---------------------------------------------------------------------


def release(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Give up the claim; why is written for the staff."""
    number = show_number(request.number)
    if not given.words:
        desk.put(tx, officer.person, "release", request.id)
        return [tell(officer, text("release.write", number=number))]
    words = letters.checked(given)
    notes.add(tx, request.id, officer.id, "release", words, origin=given.origin)
    # Whoever gives it up is not the one to be told that it waits.
    declines.note(tx, request.id, officer.id, declines.NOT_MINE, "", officer.id)
    told = escalating.give_back(tx, house, request, f"staff:{officer.id}", "released", words)
    return [tell(officer, text("release.done", number=number)), *told]


def extend(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """More time for the first contact, by one press, on top of what is left; not for ever.

    The button knows how often that was done: the same press brought twice gives no more.
    """
    if given.words.isdigit() and int(given.words) != request.extended:
        return []
    number = show_number(request.number)
    if request.extended >= house.waiting.claim_of(request).extensions:
        raise Refused(text("extend.enough", number=number, count=request.extended))
    history.append(tx, request.id, f"staff:{officer.id}", "extended")
    since = escalating.lapses_at(tx, house, request)
    told = escalating.begin(tx, house, request, since=since, extended=request.extended + 1)
    at = Moment(escalating.lapses_at(tx, house, requests.load(tx, request.id)))
    return [tell(officer, text("extend.done", number=number, at=at)), *told]


# --- to a colleague --------------------------------------------------------------------------


def transfer(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """To whom? Whoever is away or kept from it is not offered, and why is not told."""
    number = show_number(request.number)
    found = _colleagues(tx, request)
    if not found:
        raise Refused(text("transfer.nobody", number=number))
    facts = requests.facts(tx, request.id)
    ordered = sorted(found, key=lambda one: not fits(one, facts))
    rows = tuple(
        (Button(quoted(one.name), f"give:{request.id}.{one.id}", "⭐" if fits(one, facts) else "👔"),)
        for one in ordered
    )
    return [tell(officer, text("transfer.ask", number=number), rows)]


def fits(one: Officer, facts: Mapping[str, Any]) -> bool:
    """Does he speak the language, or is she the woman, that the person asked for?"""
    speaks, sex = compared(facts.get("speak")), compared(facts.get("officer_sex"))
    return speaks in one.languages or (sex is not None and sex == one.sex)


def give(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The colleague is chosen; a word for the hand-over is asked for."""
    to = chosen(given, _colleagues(tx, request))
    desk.put(tx, officer.person, "transfer", request.id, str(to.id))
    rows = ((Button(text("button.no_words"), f"given:{request.id}.{to.id}", "⏭️"),),)
    says = text("transfer.write", number=show_number(request.number), officer=to.name)
    return [tell(officer, says, rows)]


def given_over(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Without a word."""
    return hand_over(tx, house, officer, request, Given(chosen=given.words))


def hand_over(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """It is the colleague's now, who has to make contact anew; the person hears the new name."""
    receiver = chosen(Given(given.chosen), _colleagues(tx, request))
    desk.clear(tx, officer.person)
    if given.words:
        notes.add(tx, request.id, officer.id, "transfer", letters.checked(given), origin=given.origin)
    before = announcing.claimer(tx, request)
    history.append(tx, request.id, f"staff:{officer.id}", "transferred", f"staff:{receiver.id}", given.words)
    moved = progress.hand(tx, request, Action.TRANSFER, receiver.id)
    waits = escalating.begin(tx, house, moved)
    number = show_number(request.number)
    told: list[Outgoing] = [
        tell(officer, text("transfer.done", number=number, officer=receiver.name)),
        announcing.line(receiver, moved, "officer.given"),
    ]
    if before and before.id not in (officer.id, receiver.id):
        told.append(tell(before, text("officer.gone", number=number)))
    says = text("citizen.claimed", officer=receiver.name)
    return [
        *told,
        *announcing.taken(tx, house, moved, receiver),
        *letters.notify(tx, house, moved, says),
        *waits,
    ]


def _colleagues(tx: Transaction, request: Request) -> list[Officer]:
    """Who can be given it: at work, of the branch, not kept from it."""
    roles = LEADERS if request.reserved else WORKERS
    found = able(tx, staff.present(tx, roles=roles, branch=request.branch), request)
    return [officer for officer in found if officer.id != request.claimed_by]


def chosen(given: Given, found: list[Officer]) -> Officer:
    """The one of these whose row the press names; a button may be older than what stands now."""
    row = row_in(given.words)
    chosen = next((officer for officer in found if officer.id == row), None)
    if chosen is None:
        raise Refused(text("press.old"))
    return chosen
