"""Where a request stands in five plain words, and what the person must do next: from desk and law, one answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.lifecycle import OVER, UNDECIDED
from bot.domain.request import Stage, Status


class Standing(StrEnum):
    """The five words that a person is told."""

    HEARD = "heard"
    """It has arrived; nothing is decided. Also when she said that she still needs help."""
    PAPERS = "papers"
    TAKEN = "taken"
    """Thụ lý: entered in the register."""
    WORKING = "working"
    """Somebody was appointed."""
    OVER = "over"


class End(StrEnum):
    """In which way it is over."""

    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"
    REFERRED = "referred"


class Todo(StrEnum):
    """What the person must do next."""

    WAIT = "wait"
    CALLER = "caller"
    """Ask whoever calls for name and office."""
    ASK = "ask"
    PAPERS = "papers"
    DECISION = "decision"
    """Wait whether it is taken on."""
    PROVIDER = "provider"
    """Wait who is appointed."""
    DATES = "dates"
    """Go where a court or the police call, on the day of their paper."""
    NOTHING = "nothing"
    COMPLAIN = "complain"
    """If not content: how to complain."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as its person sees it; ``end`` only where it is over."""

    standing: Standing
    todo: Todo
    end: End | None = None


_DESK: Final = {
    Status.NEW: Todo.WAIT,
    Status.CLAIMED: Todo.CALLER,
    Status.ANSWERED: Todo.ASK,
    Status.CLOSED: Todo.NOTHING,
}
_LAW: Final = {
    Stage.PAPERS_ASKED: Seen(Standing.PAPERS, Todo.PAPERS),
    Stage.COMPLETE: Seen(Standing.HEARD, Todo.DECISION),
    Stage.ACCEPTED: Seen(Standing.TAKEN, Todo.PROVIDER),
    Stage.APPOINTED: Seen(Standing.WORKING, Todo.DATES),
    Stage.UNDER_WAY: Seen(Standing.WORKING, Todo.DATES),
    Stage.ENDED: Seen(Standing.OVER, Todo.NOTHING, End.DONE),
    Stage.HANDED_OVER: Seen(Standing.OVER, Todo.NOTHING, End.DONE),
    Stage.REFUSED: Seen(Standing.OVER, Todo.COMPLAIN, End.REFUSED),
    Stage.WITHDRAWN: Seen(Standing.OVER, Todo.NOTHING, End.WITHDRAWN),
    Stage.DISCONTINUED: Seen(Standing.OVER, Todo.COMPLAIN, End.DISCONTINUED),
    Stage.REFERRED: Seen(Standing.OVER, Todo.ELSEWHERE, End.REFERRED),
}


def seen(status: Status, stage: Stage, *, owes_papers: bool = False) -> Seen:
    """How a request stands to its person. ``owes_papers``: it was accepted before all papers were there.

    What is over in law and open on the desk was opened again: she still needs help, and somebody looks anew.
    """
    if status is Status.CLOSED:
        return Seen(Standing.OVER, Todo.NOTHING, End.DONE) if stage in UNDECIDED else _LAW[stage]
    if stage is Stage.RECEIVED or stage in OVER:
        return Seen(Standing.HEARD, _DESK[status])
    found = _LAW[stage]
    return Seen(found.standing, Todo.PAPERS) if owes_papers else found
