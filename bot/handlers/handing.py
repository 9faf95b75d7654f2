"""A request goes into other hands: released, transferred, declined; and sorted. Who may is checked before."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Outgoing, Refused, Rows, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import SENSITIVE_MATTERS, Action, Request
from bot.handlers import announcing, escalating, letters, sorting
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import declines, desk, history, notes, progress, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

DOORS: Final = frozenset({"callback", "arrested", "danger"})
"""What a request is called after while nobody has said what it is about."""

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
    told = give_back(tx, house, request, f"staff:{officer.id}", "released", words)
    return [tell(officer, text("release.done", number=number)), *told]


def give_back(
    tx: Transaction, house: House, request: Request, actor: str, what: str, words: str = ""
) -> list[Outgoing]:
    """Nobody has it in hand any more: it waits in the queue, and those who can act hear of it."""
    history.append(tx, request.id, actor, what, words=words)
    free = progress.hand(tx, request, Action.RELEASE, None)
    return escalating.open_up(tx, house, free)


def extend(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """More time for the first contact, by one press; not for ever."""
    rules = house.waiting.claim_of(request)
    number = show_number(request.number)
    if request.extended >= rules.extensions:
        raise Refused(text("extend.enough", number=number, count=request.extended))
    history.append(tx, request.id, f"staff:{officer.id}", "extended")
    escalating.begin(tx, house, request, extended=request.extended + 1)
    at = escalating.lapses_at(tx, house, requests.load(tx, request.id))
    return [tell(officer, text("extend.done", number=number, at=at))]


# --- to a colleague --------------------------------------------------------------------------


def transfer(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """To whom? Whoever is away or kept from it is not offered, and why is not told."""
    return _offer(tx, officer, request, "transfer", "give", _colleagues(tx, request))


def give(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The colleague is chosen; a word for the hand-over is asked for."""
    to = _chosen(given, _colleagues(tx, request))
    desk.put(tx, officer.person, "transfer", request.id, str(to.id))
    rows = ((Button(text("button.no_words"), f"given:{request.id}.{to.id}", "⏭️"),),)
    says = text("transfer.write", number=show_number(request.number), officer=to.name)
    return [tell(officer, says, rows)]


def given_over(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Without a word."""
    return hand_over(tx, house, officer, request, given.words, Given())


def hand_over(
    tx: Transaction, house: House, officer: Officer, request: Request, to: str, given: Given
) -> list[Outgoing]:
    """It is the colleague's now, who has to make contact anew; the person hears the new name."""
    receiver = _chosen(Given(to), _colleagues(tx, request))
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
        told.append(tell(before, text("officer.taken_over", number=number)))
    says = text("citizen.claimed", officer=receiver.name)
    return [
        *told,
        *announcing.taken(tx, house, moved, receiver),
        *letters.notify(tx, house, moved, says),
        *waits,
    ]


def _colleagues(tx: Transaction, request: Request) -> list[Officer]:
    """Who can be given it: at work, of the branch, not kept from it."""
    barred = declines.barred(tx, request.id)
    roles = announcing.LEADERS if request.reserved else announcing.WORKERS
    found = staff.present(tx, roles=roles, branch=request.branch)
    return [officer for officer in found if officer.id not in barred and officer.id != request.claimed_by]


def _offer(
    tx: Transaction, officer: Officer, request: Request, says: str, press: str, found: list[Officer]
) -> list[Outgoing]:
    number = show_number(request.number)
    if not found:
        raise Refused(text(f"{says}.nobody", number=number))
    buttons = [Button(quoted(one.name), f"{press}:{request.id}.{one.id}", "👔") for one in found]
    return [tell(officer, text(f"{says}.ask", number=number), tuple((button,) for button in buttons))]


def _chosen(given: Given, found: list[Officer]) -> Officer:
    """The one of these whose row the press names; a button may be older than what stands now."""
    row = row_in(given.words)
    chosen = next((officer for officer in found if officer.id == row), None)
    if chosen is None:
        raise Refused(text("press.old"))
    return chosen


# --- not for this one ------------------------------------------------------------------------


def not_mine(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Not his matter: it is not shown to him in the queue again, and goes back where he had it."""
    declines.note(tx, request.id, officer.id, declines.NOT_MINE, "", officer.id)
    told = _without(tx, house, officer, request, "not_mine")
    return [tell(officer, text("not_mine.done", number=show_number(request.number))), *told]


def conflict(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """On which ground of the law (Đ25)?"""
    return _ask_ground(house, officer, request, officer)


def bar(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """A leader keeps somebody from a request: whom?"""
    found = [
        one
        for one in staff.active(tx, roles=announcing.WORKERS, branch=request.branch)
        if one.id != officer.id
    ]
    return _offer(tx, officer, request, "bar", "barred", found)


def bar_whom(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """On which ground?"""
    whom = _chosen(given, staff.active(tx, roles=announcing.WORKERS, branch=request.branch))
    return _ask_ground(house, officer, request, whom)


def _ask_ground(house: House, officer: Officer, request: Request, whom: Officer) -> list[Outgoing]:
    verb = "ground" if whom.id == officer.id else "barred_for"
    rows = tuple(
        (Button(words, f"{verb}:{request.id}.{whom.id}.{ground}", "⚖️"),)
        for ground, words in house.grounds.items()
    )
    return [tell(officer, text("conflict.ask", number=show_number(request.number), officer=whom.name), rows)]


def on_ground(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """A conflict of interest: that one has nothing to do with it any more, and only those who lead learn why."""
    row, _, ground = given.words.partition(".")
    whom = _chosen(Given(row), staff.active(tx, roles=announcing.WORKERS))
    if ground not in house.grounds:
        raise Refused(text("press.old"))
    declines.note(tx, request.id, whom.id, declines.CONFLICT, ground, officer.id)
    number = show_number(request.number)
    told = _without(tx, house, whom, request, "conflict", f"staff:{whom.id} {ground}", f"staff:{officer.id}")
    told += announcing.tell_leaders(
        tx,
        requests.load(tx, request.id),
        text("conflict.told", number=number, officer=whom.name, ground=house.grounds[ground]),
    )
    if whom.id == officer.id:
        return [tell(officer, text("conflict.done", number=number)), *told]
    if request.claimed_by == whom.id:
        told.append(tell(whom, text("officer.taken_over", number=number)))
    return [tell(officer, text("bar.done", number=number, officer=whom.name)), *told]


def own_ground(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """One's own conflict: no other's row can stand in the press."""
    row, _, _ = given.words.partition(".")
    if row != str(officer.id):
        raise Refused(text("press.old"))
    return on_ground(tx, house, officer, request, given)


def _without(
    tx: Transaction,
    house: House,
    whom: Officer,
    request: Request,
    what: str,
    details: str = "",
    actor: str = "",
) -> list[Outgoing]:
    """It goes on without that one; when nobody is left to take it, those who lead hear it."""
    history.append(tx, request.id, actor or f"staff:{whom.id}", what, details)
    if request.claimed_by == whom.id:
        free = progress.hand(tx, request, Action.RELEASE, None)
        return escalating.open_up(tx, house, free)
    return [] if request.claimed_by is not None else _left_over(tx, request)


def _left_over(tx: Transaction, request: Request) -> list[Outgoing]:
    away = declines.declined(tx, request.id)
    if any(one.id not in away for one in staff.active(tx, roles=("officer",), branch=request.branch)):
        return []
    return announcing.tell_leaders(tx, request, text("officer.left_over", number=show_number(request.number)))


# --- sorting ---------------------------------------------------------------------------------


def matter(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What is it about? What is sensitive shows nothing in the group."""
    buttons = [
        Button(
            text(f"matter.{name}"), f"sorted:{request.id}.{name}", "🔴" if name in SENSITIVE_MATTERS else "🏷️"
        )
        for name in sortable(house)
    ]
    rows: Rows = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
    return [tell(officer, text("matter.ask", number=show_number(request.number)), rows)]


def sort(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Set the matter, or what makes it sensitive; the cards say what it is now."""
    name = given.words
    if name not in sortable(house):
        raise Refused(text("press.old"))
    sensitive = name in SENSITIVE_MATTERS
    matter = request.matter if sensitive else name
    now = progress.set_sensitive(tx, request, matter, name if sensitive else None)
    history.append(tx, request.id, f"staff:{officer.id}", "sorted", name)
    said = tell(
        officer, text("matter.done", number=show_number(request.number), matter=text(f"matter.{name}"))
    )
    told = sorting.moved(tx, house, request, now)
    if now.reserved and officer.role not in announcing.LEADERS and now.claimed_by == officer.id:
        told += give_back(tx, house, now, f"staff:{officer.id}", "reserved")
    return [said, *told]


def sortable(house: House) -> tuple[str, ...]:
    """What an officer can say that a request is about."""
    return (
        *(name for name in house.routing.matters if name not in DOORS | set(SENSITIVE_MATTERS)),
        *SENSITIVE_MATTERS,
    )
