"""What happens while a request waits: who is told, step by step, and when a claim without first contact lapses.

One timer a request. Whenever it rings, what is due is read anew from the request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import Message, Moment, Outgoing, Priority, text
from bot.domain.ladder import LAPSE, REMIND, Span, due
from bot.domain.numbers import show_number
from bot.domain.request import Action, Request, Status
from bot.handlers import announcing, cards
from bot.handlers.house import House
from bot.store import centre, chats, declines, history, leaves, progress, requests, staff, timers
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.staff import Officer

WAIT: Final = "wait"
LAST: Final = -1
"""The lapse is the last step of a claim."""
Step: TypeAlias = Callable[[Transaction, House, Request], list[Outgoing]]


def open_up(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """A request waits for whoever takes it: all who should hear it do, and somebody in any case."""
    told = [*announcing.announce(tx, house, request), *begin(tx, house, request)]
    return told or _nobody(tx, house, request)


def begin(tx: Transaction, house: House, request: Request, *, extended: int = 0) -> list[Outgoing]:
    """It waits from now: the first step is taken at once where it is due."""
    progress.wait(tx, request.id, since=tx.now, rung=0, next_by=None, extended=extended)
    return _go_on(tx, house, requests.load(tx, request.id))


def settle(tx: Transaction, request: Request) -> None:
    """It waits for nobody of the staff any more."""
    progress.wait(tx, request.id, since=tx.now, rung=0, next_by=None, extended=0)


def count_again(tx: Transaction, house: House, request: Request) -> None:
    """The time that counts has changed (a leave): the next step comes when it is due now."""
    if request.next_by is not None and request.rung < len(house.waiting.rungs(request)):
        _wait_until(tx, request, request.rung, _due_at(tx, house, request, request.rung))


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The timer of a request rang: too early, it is set again; else the step that is due is taken."""
    request = requests.find(tx, row)
    return [] if request is None or request.next_by is None else _go_on(tx, house, request)


def _go_on(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Take the step that is due; where nobody is there to be told, the next one at once. Then set the timer."""
    rungs = house.waiting.rungs(request)
    for place, rung in enumerate(rungs[request.rung :], start=request.rung):
        if place == request.rung and (at := _due_at(tx, house, request, place)) > tx.now:
            _wait_until(tx, request, place, at)
            return []
        told = STEPS[rung.what](tx, house, request)
        if rung.what == LAPSE:  # it waits anew, as something else
            return told
        if told:
            _wait_for(tx, house, request, place + 1)
            return told
    _stop(tx, request, len(rungs))
    return _nobody(tx, house, request) if rungs[request.rung :] else []


def _wait_for(tx: Transaction, house: House, request: Request, place: int) -> None:
    """The step after one that was taken now; there may be none."""
    if place < len(house.waiting.rungs(request)):
        _wait_until(tx, request, place, _due_at(tx, house, request, place, taken_at=tx.now))
    else:
        _stop(tx, request, place)


def _wait_until(tx: Transaction, request: Request, place: int, at: int) -> None:
    progress.wait(
        tx, request.id, since=request.waits_since, rung=place, next_by=at, extended=request.extended
    )
    timers.set_only(tx, WAIT, chats.chat_of(tx, SYSTEM, private=False), at, str(request.id))


def _stop(tx: Transaction, request: Request, place: int) -> None:
    since, extended = request.waits_since, request.extended
    progress.wait(tx, request.id, since=since, rung=place, next_by=None, extended=extended)


def _due_at(
    tx: Transaction, house: House, request: Request, place: int, *, taken_at: int | None = None
) -> int:
    """When the step comes (ms UTC). After a step that was taken late (``taken_at``) there is as much time as ever."""
    rungs = house.waiting.rungs(request)
    since, after = request.waits_since, rungs[place].after
    absences = leaves.of_staff(tx, request.claimed_by, since) if request.claimed_by else ()
    at = due(after, since, house.calendar, absences)
    if taken_at is None:
        return at
    before = rungs[place - 1].after
    gap = Span(after.ms - before.ms, after.working) if before.working == after.working else Span(0)
    return max(at, due(gap, taken_at, house.calendar, absences))


# --- nobody has claimed it -------------------------------------------------------------------


def _tell(role: str) -> Step:
    def told(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
        """Only the headline: the story is for who takes it."""
        found = [officer for officer in _reached(tx, request) if _is(officer, role)]
        if found:
            history.append(tx, request.id, "machine", "escalated", role)
        waiting = request.waits_since < tx.now
        return announcing.invite(house, request, found, waiting=waiting)

    return told


def _is(officer: Officer, role: str) -> bool:
    return officer.on_duty if role == "duty" else officer.role == role


def _reached(tx: Transaction, request: Request) -> list[Officer]:
    """Everyone at work who may have to do with it; what leaders hand out, only leaders."""
    away = declines.declined(tx, request.id)
    roles = announcing.LEADERS if request.reserved else announcing.WORKERS
    found = staff.present(tx, roles=roles, branch=request.branch)
    return [officer for officer in found if officer.id not in away]


def _nobody(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """The last step, and nobody was there to be told: every officer of the branch, else the administrators."""
    if request.status is not Status.NEW or (centre.staff_chat(tx) and not request.reserved):
        return []  # the group sees its card
    if found := _reached(tx, request):
        return announcing.invite(house, request, found)
    says = text("alarm.nobody", number=show_number(request.number))
    return [
        Message(admin.chat, (says,), priority=Priority.STAFF) for admin in staff.active(tx, roles=("admin",))
    ]


# --- claimed, and not met yet ----------------------------------------------------------------


def _remind(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    officer = announcing.claimer(tx, request)
    if officer is None:
        return []
    at = Moment(_due_at(tx, house, request, LAST, taken_at=tx.now))
    says = text("waiting.remind", number=show_number(request.number), at=at)
    rows = cards.buttons(request, ("open", "contacted", "extend", "release"))
    return [Message(officer.chat, (says,), rows, priority=Priority.STAFF, request=request.id)]


def lapses_at(tx: Transaction, house: House, request: Request) -> Moment:
    """When a claim that has just been made or extended goes back into the queue, unless the person is met before."""
    return Moment(_due_at(tx, house, request, LAST))


def _lapse(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Back into the queue; whose it was and those who lead hear it, and the ladder begins anew."""
    officer = announcing.claimer(tx, request)
    assert request.claimed_by is not None
    progress.note_lapse(tx, request.id, request.claimed_by)
    history.append(tx, request.id, "machine", "lapsed", f"staff:{request.claimed_by}")
    number = show_number(request.number)
    told: list[Outgoing] = []
    if officer:
        told.append(Message(officer.chat, (text("waiting.lapsed", number=number),), priority=Priority.STAFF))
    name = staff.load(tx, request.claimed_by).name
    free = progress.hand(tx, request, Action.RELEASE, None)
    told += announcing.tell_leaders(tx, free, text("waiting.lapsed_from", number=number, officer=name))
    return [*told, *announcing.announce(tx, house, free), *begin(tx, house, free)]


STEPS: Final[Mapping[str, Step]] = {
    "duty": _tell("duty"),
    "coordinator": _tell("coordinator"),
    "head": _tell("head"),
    REMIND: _remind,
    LAPSE: _lapse,
}
