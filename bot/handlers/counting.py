"""What the signed form says of the person helped, noted for the sums of the Ministry's report and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Outgoing, Refused, text
from bot.domain.numbers import show_number
from bot.domain.register import SEXES, Counted
from bot.domain.request import Request
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, register
from bot.store.database import Transaction
from bot.store.staff import Officer

UNSAID: Final = "unsaid"
"""Nothing is to be noted."""
MINORITY: Final = {"yes": True, "no": False, UNSAID: None}


def sex(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """A woman or a man? By the form that was signed, never guessed."""
    return [ask(officer, request)]


def ask(officer: Officer, request: Request) -> Message:
    """The first of two questions."""
    return _asked(officer, request, "sex", (*SEXES, UNSAID))


def note_sex(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """It is kept, and the other question comes."""
    if given.words not in (*SEXES, UNSAID):
        raise Refused(text("press.old"))
    said = None if given.words == UNSAID else given.words
    _keep(tx, officer, request, replace(register.counted(tx, request.id), sex=said))
    return [_asked(officer, request, "minority", tuple(MINORITY))]


def note_minority(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """It is kept; that is all."""
    if given.words not in MINORITY:
        raise Refused(text("press.old"))
    _keep(tx, officer, request, replace(register.counted(tx, request.id), minority=MINORITY[given.words]))
    return [tell(officer, text("counted.noted", number=show_number(request.number)))]


def _keep(tx: Transaction, officer: Officer, request: Request, now_known: Counted) -> None:
    """That something was noted stands in the history, not what."""
    register.note(tx, request.id, now_known)
    history.append(tx, request.id, f"staff:{officer.id}", "counted")


def _asked(officer: Officer, request: Request, what: str, answers: tuple[str, ...]) -> Message:
    row = tuple(
        Button(text(f"counted.{what}.{each}"), f"counted_{what}:{request.id}.{each}") for each in answers
    )
    return tell(officer, text(f"counted.{what}", number=show_number(request.number)), (row,))
