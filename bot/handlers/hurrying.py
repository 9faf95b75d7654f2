"""An officer says why a request is urgent, or that it is not: from the closed list of reasons, and no other."""

from __future__ import annotations

from bot.chat import Button, Outgoing, Refused, Text, text
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.domain.urgency import SAYABLE, Urgency, joined
from bot.handlers import cards, escalating, sorting
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, progress
from bot.store.database import Transaction
from bot.store.staff import Officer


def urgent(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Why is it urgent? A press gives a reason, or takes one back."""
    offered = [*SAYABLE, *(reason for reason in request.urgency if reason not in SAYABLE)]
    rows = tuple((_button(request, reason),) for reason in offered)
    return [tell(officer, text("urgency.ask", number=show_number(request.number)), rows)]


def _button(request: Request, reason: Urgency) -> Button:
    """The button says what is wished, so that the same press brought twice does not undo itself."""
    given = reason in request.urgency
    return Button(
        text(f"urgency.{reason}"), f"urged:{request.id}.{reason}.{int(not given)}", "🔴" if given else "⚪"
    )


def urge(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """With this reason, or without it; the last one that goes makes the request an ordinary one."""
    reason, _, wished = given.words.partition(".")
    if reason not in (*SAYABLE, *request.urgency):
        raise Refused(text("press.old"))
    others = [each for each in request.urgency if each != reason]
    reasons = joined(others, (reason,)) if wished == "1" else joined(others)
    if reasons == request.urgency:
        return []
    history.append(tx, request.id, f"staff:{officer.id}", "urged" if wished == "1" else "calmed", reason)
    now = progress.set_marks(tx, request, request.sensitive, reasons)
    return [
        tell(officer, _told(now)),
        *sorting.changed(tx, house, request, now),
        *_slower(tx, house, request, now),
    ]


def _told(request: Request) -> Text:
    number = show_number(request.number)
    if not request.urgency:
        return text("urgency.none", number=number)
    return text("urgency.done", number=number, reasons=cards.reasons(request))


def _slower(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """What somebody has in hand is urgent no more: its clock is the long one again."""
    calmed = before.urgent and not request.urgent and request.status is Status.CLAIMED
    return escalating.begin(tx, house, request) if calmed else []
