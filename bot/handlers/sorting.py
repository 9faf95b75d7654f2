"""What a request is about: found in the person's own words. What is sensitive shows nothing in the group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.chat import Outgoing
from bot.domain.request import Request, Status
from bot.domain.sensitive import sensitive_in
from bot.flow.answers import words_of
from bot.handlers import announcing, escalating
from bot.handlers.house import House
from bot.store import progress
from bot.store.database import Transaction


def sensitive(house: House, answers: Iterable[Any]) -> str | None:
    """What of these answers' words a group must not see."""
    return sensitive_in(house.sensitive, " ".join(words_of(answer) for answer in answers))


def look_again(tx: Transaction, house: House, request: Request, words: str) -> list[Outgoing]:
    """More was said of a request that may be sensitive now: its cards say less, and leaders hear of what is theirs."""
    found = None if request.sensitive else sensitive_in(house.sensitive, words)
    if found is None:
        return []
    return moved(tx, house, request, progress.set_sensitive(tx, request, request.matter, found))


def moved(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """While nobody has it: the cards say what it is now, and it waits anew where others are to hear of it."""
    if request.status is not Status.NEW:
        return []
    cards = announcing.grown(tx, house, before, request)
    if (before.urgent, before.reserved) == (request.urgent, request.reserved):
        return cards
    return [*cards, *escalating.begin(tx, house, request)]
