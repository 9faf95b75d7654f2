"""What a request is about: found in the person's own words, or said by an officer. The group sees nothing of what is
sensitive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bot.chat import Button, Outgoing, Refused, Rows, text
from bot.domain import urgency
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS
from bot.domain.request import RESERVED, SENSITIVE_MATTERS, Request, Status
from bot.domain.sensitive import matters_in, sensitive_in
from bot.domain.urgency import Urgency
from bot.flow.answers import words_of
from bot.handlers import absence, announcing, escalating
from bot.handlers.house import House, matter_words
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, progress
from bot.store.database import Transaction
from bot.store.staff import Officer

DOORS: Final = frozenset({"callback", "arrested", "danger"})
"""What a request is called after while nobody has said what it is about."""
PLAIN: Final = "plain"
"""Not sensitive after all."""


def sensitive(house: House, answers: Iterable[Any]) -> str | None:
    """What of these answers' words a group must not see."""
    return sensitive_in(house.sensitive, " ".join(words_of(answer) for answer in answers))


def told(house: House, answers: Iterable[Any]) -> frozenset[Urgency]:
    """What of these answers' words cannot wait."""
    words = " ".join(words_of(answer) for answer in answers)
    return urgency.told(matters_in(house.telling, words), words)


def look_again(tx: Transaction, house: House, request: Request, words: str) -> list[Outgoing]:
    """More was said of a request that may be sensitive or urgent now: its cards say less, and who is to hear of it does."""
    matters = matters_in(house.telling, words)
    marked = weightier(request.sensitive, sensitive_in(house.sensitive, words))
    reasons = urgency.joined(request.urgency, urgency.told(matters, words))
    if (marked, reasons) == (request.sensitive, request.urgency):
        return []
    return changed(tx, house, request, progress.set_marks(tx, request, marked, reasons))


def changed(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """It is something else now: whoever waits for it, or has it in hand, hears what must be heard."""
    if request.claimed_by is None:
        return moved(tx, house, before, request)
    if request.urgent and not before.urgent:
        return absence.now_urgent(tx, house, request)
    return []


def weightier(before: str | None, found: str | None) -> str | None:
    """What leaders alone hand out outweighs all else; otherwise what was found first stays."""
    return found if before is None or found in RESERVED else before


def moved(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """While nobody has it: the cards say what it is now, and it waits anew where others are to hear of it."""
    if request.status is not Status.NEW:
        return []
    if before.reserved and not request.reserved:
        return escalating.open_up(tx, house, request)
    cards = announcing.grown(tx, house, before, request)
    if _heard_by(before) == _heard_by(request):
        return cards
    return [*cards, *escalating.begin(tx, house, request)]


def _heard_by(request: Request) -> tuple[bool, bool, bool]:
    """What decides who hears of it, and when."""
    return request.urgent, request.by_day, request.reserved


# --- said by an officer ----------------------------------------------------------------------


def matter(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What is it about? What is sensitive shows nothing in the group."""
    may_clear = request.sensitive and officer.role in LEADERS
    buttons = [
        Button(
            matter_words(house, name),
            f"sorted:{request.id}.{name}",
            "🔴" if name in SENSITIVE_MATTERS else "🏷️",
        )
        for name in (*sortable(house), *((PLAIN,) if may_clear else ()))
    ]
    rows: Rows = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
    return [tell(officer, text("matter.ask", number=show_number(request.number)), rows)]


def sort(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Set the matter, or what makes it sensitive; the cards say what it is now."""
    name, leads = given.words, officer.role in LEADERS
    if name not in sortable(house) and not (name == PLAIN and leads):
        raise Refused(text("press.old"))
    history.append(tx, request.id, f"staff:{officer.id}", "sorted", name)
    now = progress.set_sensitive(tx, request, *_sorted(request, name))
    said = tell(
        officer, text("matter.done", number=show_number(request.number), matter=matter_words(house, name))
    )
    if now.reserved and now.claimed_by == officer.id and not leads:
        return [said, *escalating.give_back(tx, house, now, f"staff:{officer.id}", "reserved")]
    return [said, *moved(tx, house, request, now)]


def _sorted(request: Request, name: str) -> tuple[str | None, str | None]:
    """Its matter, and what makes it sensitive: a plain matter does not uncover that."""
    if name == PLAIN:
        return request.matter, None
    return (request.matter, name) if name in SENSITIVE_MATTERS else (name, request.sensitive)


def sortable(house: House) -> tuple[str, ...]:
    """What an officer can say that a request is about."""
    plain = (name for name in house.routing.matters if name not in DOORS | set(SENSITIVE_MATTERS))
    return (*plain, *SENSITIVE_MATTERS)
