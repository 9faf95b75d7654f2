"""What happens while a request waits: who is told, step by step, and when a claim without first contact lapses.

One timer a request. Whenever it rings, what is due is read anew from the request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import Message, Moment, Outgoing, Priority, text
from bot.domain.calendar import WorkingCalendar
from bot.domain.ladder import AWAITED, AWAITED_LONG, LAPSE, REMIND, Span, due
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.request import Action, Request, Status
from bot.handlers import announcing, cards
from bot.handlers.house import House
from bot.handlers.permission import able
from bot.handlers.writable import may_contact
from bot.store import centre, chats, history, leaves, progress, requests, staff, timers
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


def begin(
    tx: Transaction, house: House, request: Request, *, since: int | None = None, extended: int = 0
) -> list[Outgoing]:
    """It waits from now, or from ``since`` (ms UTC): the first step is taken at once where it is due."""
    start = tx.now if since is None else since
    progress.wait(tx, request.id, since=start, rung=0, next_by=None, extended=extended)
    return _go_on(tx, house, requests.load(tx, request.id))


def await_answer(tx: Transaction, house: House, request: Request) -> None:
    """She said something last: an answer is waited for, and the first step is no longer hers alone."""
    progress.set_awaited(tx, request.id)
    starts = request.status is Status.CLAIMED and request.next_by is None
    if starts or (request.status is Status.ANSWERED and not request.awaited):
        begin(tx, house, requests.load(tx, request.id))


def settle(tx: Transaction, request: Request) -> None:
    """It waits for nobody of the staff any more."""
    progress.wait(tx, request.id, since=tx.now, rung=0, next_by=None, extended=0)


def give_back(
    tx: Transaction, house: House, request: Request, actor: str, what: str, words: str = ""
) -> list[Outgoing]:
    """Nobody has it in hand any more: it waits in the queue, and those who can act hear of it."""
    history.append(tx, request.id, actor, what, words=words)
    return open_up(tx, house, progress.hand(tx, request, Action.RELEASE, None))


def hurry(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Who was told does not take it, or was not reached: whoever comes next is told now."""
    waits = request.status is Status.NEW and not request.at_rest
    return _climb(tx, house, request) if waits else []


def count_again(tx: Transaction, house: House, request: Request) -> None:
    """The time that counts has changed (a leave): the next step comes when it is due now."""
    if request.next_by is not None and request.rung < len(house.waiting.rungs(request)):
        _wait_until(tx, request, request.rung, _due_at(tx, house, request, request.rung))


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The timer of a request rang: too early, it is set again; else the step that is due is taken."""
    request = requests.find(tx, row)
    return [] if request is None or request.next_by is None else _go_on(tx, house, request)


def _go_on(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Take the step that is due, or set the timer for it."""
    if request.at_rest or (request.status is Status.CLAIMED and not may_contact(tx, request)):
        _stop(tx, request)  # the first step is hers: it begins when she writes
        return []
    if request.rung >= len(house.waiting.rungs(request)):
        return _again(tx, house, request)
    at = _due_at(tx, house, request, request.rung)
    if at > tx.now:
        _wait_until(tx, request, request.rung, at)
        return []
    return _climb(tx, house, request)


def _climb(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Take the present step; where nobody is there to be told, the next one at once. Then set the timer.

    A step that is counted in working hours wakes nobody because the one before found nobody.
    """
    rungs = house.waiting.rungs(request)
    for place, rung in enumerate(rungs[request.rung :], start=request.rung):
        if place > request.rung and rung.after.working and not _calendar(house, request).is_open(tx.now):
            _wait_until(tx, request, place, _due_at(tx, house, request, place))
            return []
        told = STEPS[rung.what](tx, house, request)
        if rung.what == LAPSE:  # it waits anew, as something else
            return told
        if told:
            _wait_for(tx, house, request, place + 1)
            return told
    _wait_for(tx, house, request, len(rungs))
    return _nobody(tx, house, request)


def _again(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Everybody on the ladder was told, and nobody took it: they are told once more."""
    if request.next_by is not None and request.next_by > tx.now:
        _wait_until(tx, request, request.rung, request.next_by)
        return []
    if house.waiting.again_after(request) is None:
        return []
    _wait_for(tx, house, request, request.rung)
    told = [each for rung in house.waiting.rungs(request) for each in STEPS[rung.what](tx, house, request)]
    return told or _nobody(tx, house, request)


def _wait_for(tx: Transaction, house: House, request: Request, place: int) -> None:
    """The step after one that was taken now; after the last one the round begins again, where there is an «again»."""
    rungs, again = house.waiting.rungs(request), house.waiting.again_after(request)
    if place < len(rungs):
        _wait_until(tx, request, place, _due_at(tx, house, request, place, taken_at=tx.now))
    elif again:
        _wait_until(tx, request, len(rungs), due(again, tx.now, _calendar(house, request)))
    else:
        _stop(tx, request, len(rungs))


def _wait_until(tx: Transaction, request: Request, place: int, at: int) -> None:
    progress.wait(
        tx, request.id, since=request.waits_since, rung=place, next_by=at, extended=request.extended
    )
    timers.set_only(tx, WAIT, chats.chat_of(tx, SYSTEM, private=False), at, str(request.id))


def _stop(tx: Transaction, request: Request, place: int = 0) -> None:
    since, extended = request.waits_since, request.extended
    progress.wait(tx, request.id, since=since, rung=place, next_by=None, extended=extended)


def _due_at(
    tx: Transaction, house: House, request: Request, place: int, *, taken_at: int | None = None
) -> int:
    """When the step comes (ms UTC). After a step that was taken late (``taken_at``) there is as much time as ever."""
    rungs = house.waiting.rungs(request)
    since, after = request.waits_since, rungs[place].after
    absences = leaves.of_staff(tx, request.claimed_by, since) if request.claimed_by else ()
    calendar = _calendar(house, request)
    at = due(after, since, calendar, absences)
    if taken_at is None:
        return at
    before = rungs[place - 1].after
    gap = Span(after.ms - before.ms, after.working) if before.working == after.working else Span(0)
    return max(at, due(gap, taken_at, calendar, absences))


def _calendar(house: House, request: Request) -> WorkingCalendar:
    """That of its branch: a day on which the branch is closed does not count."""
    return house.calendar.here(request.branch)


# --- nobody has claimed it -------------------------------------------------------------------


def _tell(role: str) -> Step:
    def told(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
        """Only the headline: the story is for who takes it."""
        found = [officer for officer in _reached(tx, request) if _is(officer, role)]
        if found:
            history.append(tx, request.id, "machine", "escalated", role)
        waiting = request.waits_since < tx.now
        if role == "head" and request.urgent:
            return announcing.invite_head(house, request, found, waiting=waiting)
        return announcing.invite(house, request, found, waiting=waiting)

    return told


def _is(officer: Officer, role: str) -> bool:
    return officer.on_duty if role == "duty" else officer.role == role


def _reached(tx: Transaction, request: Request) -> list[Officer]:
    """Everyone at work who may have to do with it; what leaders hand out, only leaders."""
    roles = LEADERS if request.reserved else WORKERS
    return able(tx, staff.present(tx, roles=roles, branch=request.branch), request, willing=True)


def _nobody(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Nobody of the ladder was there to be told: whoever else may take it is, in the group or each; else administrators."""
    if request.status is not Status.NEW:
        return []
    found = _reached(tx, request)
    if found and centre.staff_chat(tx) and not request.reserved:
        return []  # they see its card in the group
    if found:
        return announcing.invite(house, request, found)
    return announcing.tell_admins(tx, text("alarm.nobody", number=show_number(request.number)))


# --- in hand, and the person waits -----------------------------------------------------------


def _remind(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    officer = announcing.claimer(tx, request)
    if officer is None:
        return []
    at = Moment(_due_at(tx, house, request, LAST, taken_at=tx.now))
    says = text("waiting.remind", number=show_number(request.number), at=at)
    rows = cards.buttons(request, ("open", "contacted", "extend", "release"))
    return [Message(officer.chat, (says,), rows, priority=Priority.STAFF, request=request.id)]


def lapses_at(tx: Transaction, house: House, request: Request) -> int:
    """When a claim goes back into the queue (ms UTC), unless the person is met before."""
    reminded = request.rung == len(house.waiting.rungs(request)) - 1
    if reminded and request.next_by is not None:  # as the reminder said, which may have come late
        return request.next_by
    return max(_due_at(tx, house, request, LAST), tx.now)


def _lapse(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Back into the queue; whose it was and those who lead hear it, and the ladder begins anew."""
    officer = announcing.claimer(tx, request)
    assert request.claimed_by is not None
    history.append(tx, request.id, "machine", "lapsed", f"staff:{request.claimed_by}")
    number = show_number(request.number)
    told: list[Outgoing] = []
    if officer:
        told.append(Message(officer.chat, (text("waiting.lapsed", number=number),), priority=Priority.STAFF))
    name = staff.load(tx, request.claimed_by).name
    free = progress.hand(tx, request, Action.RELEASE, None)
    progress.note_lapse(tx, request.id, request.claimed_by)
    told += announcing.tell_leaders(tx, free, text("waiting.lapsed_from", number=number, officer=name))
    return [*told, *open_up(tx, house, free)]


def _awaited(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    officer = announcing.hearer(tx, request)
    return [announcing.line(officer, request, "waiting.awaited")] if officer else []


def _awaited_long(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    at = Moment(request.waits_since)
    says = text("waiting.awaited_long", number=show_number(request.number), at=at)
    return announcing.tell_leaders(tx, request, says)


STEPS: Final[Mapping[str, Step]] = {
    "duty": _tell("duty"),
    "coordinator": _tell("coordinator"),
    "head": _tell("head"),
    REMIND: _remind,
    LAPSE: _lapse,
    AWAITED: _awaited,
    AWAITED_LONG: _awaited_long,
}
