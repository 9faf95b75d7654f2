"""Two requests that may be the two sides of one quarrel: matched silently, and only leaders hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.chat import Button, Message, Outgoing, Priority, quoted, text
from bot.domain.finding import Found, asked, same_person
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.handlers import announcing
from bot.store import declines, finding, history, requests
from bot.store.database import Transaction

MOST: Final = 20
"""Of a common name no more are looked at."""
WHAT: Final = "may_be_sides"


def look(tx: Transaction, request: Request) -> list[Outgoing]:
    """Whoever leads, and is kept from neither, hears of both numbers, once; they go to two different people."""
    told: list[Outgoing] = []
    for other in _others(tx, request):
        if not history.has(tx, request.id, WHAT, f"request:{other.id}"):
            history.append(tx, request.id, "machine", WHAT, f"request:{other.id}")
            history.append(tx, other.id, "machine", WHAT, f"request:{request.id}")
            told += _tell(tx, request, other)
    return told


def _others(tx: Transaction, request: Request) -> Iterator[Request]:
    """Of other people, still open, from the same commune where both are known, and the names fit."""
    facts = requests.facts(tx, request.id)
    hers, against = _name(facts, "name"), _name(facts, "other_party")
    seen = set[int]()
    for kind, words in ((Found.NAME, against), (Found.OTHER, hers)):
        wanted = asked(words)
        if wanted is None:
            continue
        looked_for = kind if wanted[0] is Found.NAME else wanted[0]
        # «ông Giàng A Sùng ở bản trên»: one run of it is the name.
        rows = (
            row for run in wanted[1] for row in finding.newest(tx, looked_for, {run}, limit=MOST, offset=0)
        )
        for row in rows:
            if row in seen or row == request.id:
                continue
            other = requests.load(tx, row)
            theirs = _name(requests.facts(tx, row), "name" if kind is Found.NAME else "other_party")
            sure = looked_for is Found.PHONE or same_person(words, theirs)
            if sure and _may_be(request, other):
                seen.add(row)
                yield other


def _may_be(request: Request, other: Request) -> bool:
    near = request.place == other.place or None in (request.place, other.place)
    return near and other.person != request.person and other.status is not Status.CLOSED and not other.at_rest


def _tell(tx: Transaction, request: Request, other: Request) -> list[Outgoing]:
    kept = declines.barred(tx, request.id) | declines.barred(tx, other.id)
    says = text("officer.sides", number=show_number(request.number), other=show_number(other.number))
    rows = tuple(
        (Button(quoted(show_number(each.number)), f"open:{each.id}", "📂"),) for each in (request, other)
    )
    return [
        Message(leader.chat, (says,), rows, priority=Priority.STAFF)
        for leader in announcing.leaders(tx, request)
        if leader.id not in kept
    ]


def _name(facts: dict[str, Any], fact: str) -> str:
    value = facts.get(fact)
    return str(value.get("text") or "") if isinstance(value, dict) else ""
