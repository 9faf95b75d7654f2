"""A request is not for somebody: not his matter, or a conflict of interest. Who may is checked before."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Outgoing, Refused, quoted, text
from bot.domain.grounds import Ground, GroundOf
from bot.domain.numbers import show_number
from bot.domain.permits import PROVIDERS, WORKERS, Role
from bot.domain.request import Action, Request
from bot.handlers import announcing, escalating, law_acts
from bot.handlers.handing import chosen
from bot.handlers.house import House, ground_words
from bot.handlers.letters import Given
from bot.handlers.permission import able
from bot.handlers.work import tell
from bot.store import declines, history, progress, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

ANSWER: Final = "!"
"""Between a ground and whether both sides agree."""
YES, NO = "yes", "no"


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
    return _ask_ground(tx, house, officer, request, officer)


def bar(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """A leader keeps somebody from a request, or lets somebody at it again: whom?"""
    others = [one for one in _below(tx, request) if one.id != officer.id]
    kept = declines.declined(tx, request.id)
    rows = [
        (Button(text("bar.lift", officer=one.name), f"unbarred:{request.id}.{one.id}", "✅"),)
        if one.id in kept
        else (Button(quoted(one.name), f"barred:{request.id}.{one.id}", "👔"),)
        for one in others
    ]
    if not rows:
        raise Refused(text("bar.nobody", number=show_number(request.number)))
    return [tell(officer, text("bar.ask", number=show_number(request.number)), tuple(rows))]


def _below(tx: Transaction, request: Request) -> list[Officer]:
    """Whom a leader may keep from it. The head says so of himself only: some acts of the law are his alone."""
    found = staff.active(tx, roles=WORKERS, branch=request.branch)
    return [one for one in found if one.role != Role.HEAD]


def unbar(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """That one may have to do with it again: a mis-press must not last for ever."""
    whom = chosen(given, staff.active(tx, roles=WORKERS))
    if declines.lift(tx, request.id, whom.id):
        history.append(tx, request.id, f"staff:{officer.id}", "unbarred", f"staff:{whom.id}")
    return [tell(officer, text("bar.lifted", number=show_number(request.number), officer=whom.name))]


def bar_whom(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """On which ground?"""
    whom = chosen(given, _below(tx, request))
    return _ask_ground(tx, house, officer, request, whom)


def _ask_ground(
    tx: Transaction, house: House, officer: Officer, request: Request, whom: Officer
) -> list[Outgoing]:
    verb = _verb(officer, whom)
    rows = tuple(
        (Button(ground_words(ground), f"{verb}:{request.id}.{whom.id}.{ground.id}", "⚖️"),)
        for ground in house.law.grounds_at(GroundOf.CONFLICT, tx.now)
    )
    return [tell(officer, text("conflict.ask", number=show_number(request.number), officer=whom.name), rows)]


def on_ground(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """A conflict of interest: that one has nothing to do with it any more, and only those who lead learn why."""
    row, _, rest = given.words.partition(".")
    id_, _, agreed = rest.partition(ANSWER)
    whom = chosen(Given(row), [officer, *_below(tx, request)])
    ground = ground_named(tx, house, GroundOf.CONFLICT, id_)
    if ground.agreement and not request.in_proceedings and agreed != NO:
        ask_or_note = _agreed if agreed == YES else _ask_agreement
        return ask_or_note(tx, officer, request, whom, ground)
    declines.note(tx, request.id, whom.id, declines.CONFLICT, id_, officer.id)
    number = show_number(request.number)
    heard: list[Outgoing] = []
    if request.claimed_by == whom.id:
        request, heard = law_acts.replaced(tx, house, officer, request, id_)
    told = _without(tx, house, whom, request, "conflict", f"staff:{whom.id} {id_}", f"staff:{officer.id}")
    told += heard
    told += announcing.tell_leaders(
        tx,
        requests.load(tx, request.id),
        text("conflict.told", number=number, officer=whom.name, ground=ground_words(ground)),
    )
    if whom.id == officer.id:
        return [tell(officer, text("conflict.done", number=number)), *told]
    if request.claimed_by == whom.id:
        told.append(tell(whom, text("officer.gone", number=number)))
    return [tell(officer, text("bar.done", number=number, officer=whom.name)), *told]


def _ask_agreement(
    tx: Transaction, officer: Officer, request: Request, whom: Officer, ground: Ground
) -> list[Outgoing]:
    """The law lets it be where both sides agree: do they?"""
    data = f"{_verb(officer, whom)}:{request.id}.{whom.id}.{ground.id}{ANSWER}"
    rows = (
        (Button(text("button.no_agreement"), f"{data}{NO}", "⚖️"),),
        (Button(text("button.agreement"), f"{data}{YES}", "🤝"),),
    )
    return [tell(officer, text("conflict.agreement", number=show_number(request.number)), rows)]


def _agreed(
    tx: Transaction, officer: Officer, request: Request, whom: Officer, ground: Ground
) -> list[Outgoing]:
    """Nobody is kept from it; those who lead hear of it, and the agreement belongs into the file."""
    history.append(tx, request.id, f"staff:{officer.id}", "conflict_agreed", f"staff:{whom.id} {ground.id}")
    number = show_number(request.number)
    told = announcing.tell_leaders(
        tx, request, text("conflict.agreed_told", number=number, officer=whom.name)
    )
    return [tell(officer, text("conflict.agreed", number=number)), *told]


def _verb(officer: Officer, whom: Officer) -> str:
    return "ground" if whom.id == officer.id else "barred_for"


def ground_named(tx: Transaction, house: House, of: GroundOf, id_: str) -> Ground:
    """The ground that a press names, if it is in force today; a button may be older than the law."""
    found = (ground for ground in house.law.grounds_at(of, tx.now) if ground.id == id_)
    ground = next(found, None)
    if ground is None:
        raise Refused(text("press.old"))
    return ground


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
    return [] if request.claimed_by is not None else _left_over(tx, house, request)


def _left_over(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """An urgent one goes on to whoever comes next; of any other one somebody must hear once no officer is left."""
    if request.urgent:
        return escalating.hurry(tx, house, request)
    if able(tx, staff.present(tx, roles=PROVIDERS, branch=request.branch), request, willing=True):
        return []
    says = text("officer.left_over", number=show_number(request.number))
    return announcing.tell_leaders(tx, request, says)
