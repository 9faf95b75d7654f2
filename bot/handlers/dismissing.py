"""Somebody is no longer of the staff: every right is gone at once, and what the chat shows is taken away."""

from __future__ import annotations

from bot.chat import Clear, Menu, Message, Outgoing, Text, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import voices
from bot.store import desk, history, staff
from bot.store.database import Transaction
from bot.store.staff import Officer


def dismiss(tx: Transaction, whom: Officer, says: Text) -> list[Outgoing]:
    """From now on not of the staff, who hears so."""
    staff.end(tx, whom.id)
    desk.clear(tx, whom.person)
    return [Clear(whom.chat), Menu(whom.chat), Message(whom.chat, (says,), voices.rows_of(tx, whom.person))]


def end_interpreting(tx: Transaction, request: Request, whom: Officer, by: str) -> list[Outgoing]:
    """An interpreter was of the staff for this request only; ``by``: an actor of the history."""
    history.append(tx, request.id, by, "interpreter_out", f"staff:{whom.id}")
    return dismiss(tx, whom, text("interpreter.over", number=show_number(request.number)))


def end_all_interpreting(tx: Transaction, request: Request) -> list[Outgoing]:
    """The request is over."""
    return [
        each
        for whom in staff.interpreters(tx, request.id)
        for each in end_interpreting(tx, request, whom, "machine")
    ]
