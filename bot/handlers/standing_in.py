"""A substitute for a leave: asked for, accepted or not, and what he has while it lasts."""

from __future__ import annotations

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, quoted, text
from bot.domain.lifecycle import PROVIDED
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.request import Action, Request
from bot.handlers import announcing, escalating
from bot.handlers.facts import last_day
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import able
from bot.handlers.work import tell
from bot.store import audit, history, leaves, progress, staff
from bot.store.database import Transaction
from bot.store.leaves import Leave
from bot.store.staff import Officer


def ask(tx: Transaction, by: Officer, leave: Leave) -> list[Outgoing]:
    """Who stands in? Until somebody has said yes, those who lead know that nobody does."""
    away = staff.load(tx, leave.staff)
    found = [one for one in staff.active(tx, roles=WORKERS, branch=away.branch) if _is_there(tx, one, leave)]
    rows: Rows = tuple((Button(quoted(one.name), f"stand_in:{leave.id}.{one.id}", "🤝"),) for one in found)
    says = text("substitute.ask" if by.id == away.id else "substitute.ask_for", officer=away.name)
    asked: list[Outgoing] = [tell(by, says, rows)] if rows else []
    nobody = text("substitute.nobody", officer=away.name, first=_first(leave), last=last_day(leave.end))
    return [*asked, *(tell(one, nobody) for one in _leaders(tx, away, by))]


def proposed(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A colleague was chosen: asked, with the days."""
    row, _, chosen = given.words.partition(".")
    leave, whom = _own(tx, officer, row), staff.at_work(tx, row_in(chosen))
    if whom is None or whom.role not in WORKERS or not _is_there(tx, whom, leave):
        raise Refused(text("press.old"))
    if leave.substitute == whom.id:
        raise Refused(text("press.noted"))
    leaves.propose(tx, leave.id, whom.id)
    away = staff.load(tx, leave.staff)
    rows: Rows = (
        (Button(text("button.stands_in"), f"stands_in:{leave.id}", "✅"),),
        (Button(text("button.stands_not"), f"stands_not:{leave.id}", "🙅"),),
    )
    says = text("substitute.asked", officer=away.name, first=_first(leave), last=last_day(leave.end))
    return [tell(officer, text("substitute.waits", officer=whom.name)), tell(whom, says, rows)]


def accepted(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Yes: whoever is away hears it, and those who lead; a leave under way is covered at once."""
    leave = _asked(tx, officer, given)
    if not leaves.accept(tx, leave.id, officer.id):
        raise Refused(text("press.noted"))
    audit.note(tx, officer.person, "stands_in", details=f"staff:{leave.staff}")
    away = staff.load(tx, leave.staff)
    says = text("substitute.found", officer=away.name, substitute=officer.name, last=last_day(leave.end))
    told = [tell(one, says) for one in (away, *_leaders(tx, away, officer))]
    now = cover(tx, house, away) if leave.start <= tx.now else []
    return [tell(officer, text("substitute.thanks", officer=away.name, first=_first(leave))), *told, *now]


def declined(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """No: who is away asks somebody else."""
    leave = _asked(tx, officer, given)
    leaves.propose(tx, leave.id, None)
    away = staff.load(tx, leave.staff)
    says = text("substitute.declined", officer=officer.name)
    return [tell(officer, text("substitute.noted")), tell(away, says), *ask(tx, away, leave)]


def withdrawn(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A leave that was planned will not be."""
    leave = _own(tx, officer, given.words)
    if not leaves.withdraw(tx, leave.id):
        raise Refused(text("press.old"))
    audit.note(tx, officer.person, "leave_withdrawn", details=f"staff:{leave.staff}")
    substitute = staff.at_work(tx, leave.substitute) if leave.substitute else None
    away = staff.load(tx, leave.staff)
    off = text("substitute.off", officer=away.name, first=_first(leave))
    return [tell(officer, text("leave.withdrawn")), *([tell(substitute, off)] if substitute else [])]


def cover(tx: Transaction, house: House, away: Officer) -> list[Outgoing]:
    """The leave begins with a substitute: what is urgent is his now, all else he sees and answers until it ends."""
    substitute = announcing.substitute_of(tx, away)
    if substitute is None:
        return []
    held = progress.mine(tx, away.id)
    told: list[Outgoing] = [
        Message(
            substitute.chat,
            (text("substitute.begins", officer=away.name, count=len(held)),),
            ((Button(text("button.mine"), "mine:", "🗂️"),),),
            priority=Priority.STAFF,
        )
    ]
    for request in held:
        if request.urgent and request.stage not in PROVIDED and able(tx, [substitute], request):
            told += _hand(tx, house, away, substitute, request)
    return told


def _hand(tx: Transaction, house: House, away: Officer, to: Officer, request: Request) -> list[Outgoing]:
    """What is urgent rests with nobody who is away: it goes into these hands, with a first contact of its own."""
    history.append(tx, request.id, "machine", "transferred", f"staff:{to.id}")
    moved = progress.hand(tx, request, Action.TRANSFER, to.id)
    number = show_number(request.number)
    return [
        announcing.line(to, moved, "officer.given"),
        tell(away, text("officer.gone", number=number)),
        *announcing.taken(tx, house, moved, to),
        *escalating.begin(tx, house, moved),
    ]


def _own(tx: Transaction, officer: Officer, row: str) -> Leave:
    """A leave of his own, or one that he told of."""
    leave = leaves.find(tx, row_in(row))
    if leave is None or officer.id not in (leave.staff, leave.set_by):
        raise Refused(text("press.old"))
    return leave


def _asked(tx: Transaction, officer: Officer, given: Given) -> Leave:
    leave = leaves.find(tx, row_in(given.words))
    if leave is None or leave.substitute != officer.id:
        raise Refused(text("press.old"))
    return leave


def _is_there(tx: Transaction, one: Officer, leave: Leave) -> bool:
    """At work on all of its days."""
    if one.id == leave.staff:
        return False
    return not any(each.start < leave.end and leave.start < each.end for each in leaves.ahead(tx, one.id))


def _leaders(tx: Transaction, away: Officer, by: Officer) -> list[Officer]:
    found = staff.active(tx, roles=LEADERS, branch=away.branch)
    return [one for one in found if one.id not in (away.id, by.id)]


def _first(leave: Leave) -> Moment:
    return Moment(leave.start, day=True)
