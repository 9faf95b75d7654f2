"""An interpreter for one request: how he is called in, and let go."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, text
from bot.domain.numbers import show_number
from bot.domain.permits import Role
from bot.domain.request import Request
from bot.handlers import inviting, letters
from bot.handlers.dismissing import end_interpreting
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import desk, history, people, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

LONGEST_NAME: Final = 80
RULES: Final = ("kin", "village", "secret")
"""What must be true of him: neither kin nor of the same village, and he signed that he keeps the secret."""


def interpreter(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Who interprets now; to call in another one, all of the rules must be true."""
    number = show_number(request.number)
    rules = tuple(text(f"interpreter.{rule}") for rule in RULES)
    ends: Rows = tuple(
        (
            Button(
                text("button.interpreter_out", officer=one.name),
                f"interpreter_out:{request.id}.{one.id}",
                "🚪",
            ),
        )
        for one in staff.interpreters(tx, request.id)
    )
    sure: Rows = ((Button(text("button.interpreter_sure"), f"interpreter_sure:{request.id}", "✅"),),)
    says = (text("interpreter.ask", number=number), rules)
    return [Message(officer.chat, says, (*ends, *sure), priority=Priority.STAFF, request=request.id)]


def sure(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """All are: his name is asked for."""
    desk.put(tx, officer.person, "interpreter", request.id)
    return [tell(officer, text("interpreter.name", number=show_number(request.number)))]


def named(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The link for him: it opens this request only, once."""
    name = letters.checked(given)
    if len(name) > LONGEST_NAME:
        raise Refused(text("reply.too_long", max=LONGEST_NAME))
    by = people.load(tx, officer.person)
    link = inviting.link(tx, house, by, Role.INTERPRETER, name, request.branch, request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "interpreter_invited", " ".join(RULES))
    return [tell(officer, text("interpreter.link", officer=name, link=link))]


def ended(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """He is let go by a press."""
    row = row_in(given.words)
    whom = next((one for one in staff.interpreters(tx, request.id) if one.id == row), None)
    if whom is None:
        raise Refused(text("press.old"))
    says = text("interpreter.gone", officer=whom.name, number=show_number(request.number))
    return [tell(officer, says), *end_interpreting(tx, request, whom, f"staff:{officer.id}")]
