"""When somebody of the staff is away: leave, also told of before or afterwards, and what rests in his hands meanwhile."""

from __future__ import annotations

import datetime
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, text
from bot.domain.calendar import midnight_ms
from bot.domain.lifecycle import PROVIDED
from bot.domain.numbers import show_number
from bot.domain.periods import read_period
from bot.domain.permits import WORKERS
from bot.domain.request import Action, Request, Status
from bot.handlers import announcing, cards, escalating, standing_in
from bot.handlers.facts import last_day, local
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, chats, history, leaves, progress, staff, timers
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.staff import Officer

LEAVE: Final = "leave"
BACK: Final[Rows] = ((Button(text("button.back_at_work"), "back_at_work:", "🏢"),),)


def leave(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Away for some days, also told of afterwards; without days: how it is typed, and an end to one under way."""
    if not given.words:
        until = leaves.until(tx, officer.id)
        planned: Rows = tuple(
            (Button(text("button.unleave", first=Moment(each.start, day=True)), f"unleave:{each.id}", "🗑️"),)
            for each in leaves.ahead(tx, officer.id)
            if each.start > tx.now
        )
        return [tell(officer, text("leave.how"), (*(BACK if until else ()), *planned))]
    return _set_leave(tx, house, officer, officer, given.words)


def leave_of(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A leader tells of another's leave, who has no signal: the number in the list of people, then the days."""
    number, _, days = given.words.partition(" ")
    whose = next((one for one in staff.active(tx, roles=WORKERS) if str(one.id) == number), None)
    if whose is None:
        raise Refused(text("leave.whose"))
    return _set_leave(tx, house, officer, whose, days)


def _set_leave(tx: Transaction, house: House, by: Officer, whose: Officer, words: str) -> list[Outgoing]:
    period = read_period(words, local(tx.now).date())
    if period is None:
        raise Refused(text("leave.unread"))
    start, end = midnight_ms(period[0]), midnight_ms(period[1] + datetime.timedelta(days=1))
    row = leaves.add(tx, whose.id, start, end, by.id)
    audit.note(tx, by.person, "leave", details=f"staff:{whose.id}")
    says = text("leave.kept", officer=whose.name, first=Moment(start, day=True), last=last_day(end))
    now = start <= tx.now < end
    told: list[Outgoing] = [tell(by, says, BACK if now and by.id == whose.id else ())]
    if by.id != whose.id:
        told.append(tell(whose, text("leave.told", first=Moment(start, day=True), last=last_day(end))))
    if now:
        told += _what_rests(tx, house, whose)
    elif start > tx.now:
        timers.set_timer(tx, LEAVE, chats.chat_of(tx, SYSTEM, private=False), start, str(whose.id))
    kept = leaves.find(tx, row)
    told += standing_in.ask(tx, by, kept) if kept else []
    return [*told, *(_given_back(tx, house, whose, start, end) if end <= tx.now else [])]


def leave_begins(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """A leave that was told of before begins now, if it still stands."""
    whose = staff.at_work(tx, row)
    away = whose and leaves.until(tx, whose.id)
    return [*standing_in.cover(tx, house, whose), *_what_rests(tx, house, whose)] if whose and away else []


def now_urgent(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """What somebody has in hand became urgent: he and the leaders hear it, and its clock is the short one now."""
    assert request.claimed_by is not None
    says = text("officer.now_urgent", number=show_number(request.number))
    told = announcing.tell_leaders(tx, request, says)
    officer = announcing.hearer(tx, request)
    if request.stage not in PROVIDED and (officer is None or leaves.until(tx, officer.id)):
        return [*told, *escalating.give_back(tx, house, request, "machine", "on_leave")]
    if officer:
        told.append(announcing.line(officer, request, "officer.now_urgent"))
    if request.status is Status.CLAIMED:
        told += escalating.begin(tx, house, request)
    return told


def _what_rests(tx: Transaction, house: House, whose: Officer) -> list[Outgoing]:
    """What an absent person has in hand: what is urgent goes back at once, the rest is shown to who leads.

    Whoever was appointed in writing keeps it until somebody else is.
    """
    told: list[Outgoing] = []
    covered = announcing.substitute_of(tx, whose) is not None
    for request in progress.mine(tx, whose.id):
        bound = request.stage in PROVIDED
        if request.urgent and not bound:
            told.append(tell(whose, text("leave.urgent_back", number=show_number(request.number))))
            told += escalating.give_back(tx, house, request, "machine", "on_leave")
        else:
            escalating.count_again(tx, house, request)
            if covered:
                continue
            says = text("leave.rests", number=show_number(request.number), officer=whose.name)
            told += [
                Message(
                    each.chat,
                    (says,),
                    cards.buttons(request, ("open", "file" if bound else "transfer")),
                    priority=Priority.STAFF,
                    request=request.id,
                )
                for each in announcing.leaders(tx, request)
                if each.id != whose.id
            ]
    return told


def _given_back(tx: Transaction, house: House, whose: Officer, start: int, end: int) -> list[Outgoing]:
    """What lapsed only because a leave was not known comes back, unless it is urgent."""
    told: list[Outgoing] = []
    for request in progress.lapsed(tx, whose.id, start, end):
        if request.urgent or not may(tx, whose, "claim", request):
            continue
        history.append(tx, request.id, "machine", "given_back", f"staff:{whose.id}")
        back = progress.hand(tx, request, Action.TRANSFER, whose.id)
        told += [
            announcing.line(whose, back, "officer.given_back"),
            *announcing.taken(tx, house, back, whose),
        ]
        told += escalating.begin(tx, house, back)
    return told


def back_at_work(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The leave is over; what lapsed meanwhile comes back."""
    spans = leaves.of_staff(tx, officer.id, tx.now)
    if not leaves.end(tx, officer.id):
        return [tell(officer, text("leave.none"))]
    told = [
        each
        for start, _ in spans
        if start <= tx.now
        for each in _given_back(tx, house, officer, start, tx.now)
    ]
    for request in progress.mine(tx, officer.id):
        if request.status is Status.CLAIMED:
            escalating.count_again(tx, house, request)
    return [tell(officer, text("leave.over")), *told]
