"""What comes to its end in law: one's own requests, or all of them for who leads. One message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.chat import Message, Outgoing, Priority, Text, text
from bot.domain.clocks import PRESSING, Clock, State
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, Relation
from bot.domain.request import Request
from bot.handlers import clocks
from bot.handlers.house import House, deadline_key
from bot.handlers.letters import Given
from bot.handlers.permission import stand
from bot.store import progress
from bot.store.database import Transaction
from bot.store.staff import Officer

MOST: Final = 40
"""Lines in one message, the most pressing first."""


def dues(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What is overdue, what is due, what is due soon."""
    found = sorted(_pressing(tx, house, officer), key=_order)
    says: list[tuple[Text, ...]] = []
    for state in reversed(PRESSING):
        items = [_item(request, clock) for request, clock in found[:MOST] if clock.state == state]
        if items:
            says.append((text(f"clock.list.{state}"), *items))
    if len(found) > MOST:
        says.append((text("clock.list.more", count=len(found) - MOST),))
    return [Message(officer.chat, tuple(says) or (text("clock.list.none"),), priority=Priority.STAFF)]


def pressing(tx: Transaction, house: House, officer: Officer) -> list[Text]:
    """The same in lines, what presses most first; of what the officer has in hand."""
    found = sorted(_pressing(tx, house, officer, mine=True), key=_order)
    return [_item(request, clock) for request, clock in found]


def overdue(tx: Transaction, house: House, officer: Officer) -> int:
    """How many clocks are over, of all that one may see."""
    return sum(clock.state is State.OVERDUE for _, clock in _pressing(tx, house, officer))


def _pressing(
    tx: Transaction, house: House, officer: Officer, *, mine: bool = False
) -> Iterator[tuple[Request, Clock]]:
    """Nobody sees what he is kept from."""
    whose = None if officer.role in LEADERS and not mine else officer.id
    for request in progress.in_law(tx, staff=whose, branch=officer.branch):
        if stand(tx, officer, request) is not Relation.BARRED:
            for clock in clocks.of_request(tx, house, request):
                if clock.state in PRESSING and not clocks.is_paused(request, clock):
                    yield request, clock


def _order(found: tuple[Request, Clock]) -> tuple[int, int]:
    """The most pressing first, then what ends first."""
    _, clock = found
    return -PRESSING.index(clock.state), clock.times.over_at if clock.times else 0


def _item(request: Request, clock: Clock) -> Text:
    what = text(deadline_key(clock.deadline.id))
    return text("clock.item", number=show_number(request.number), what=what, due=clocks.until(clock))
