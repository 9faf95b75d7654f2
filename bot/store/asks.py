"""What officers asked people besides: which questions, in which conversation they are answered, and how that ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.store.database import Transaction
from bot.store.engine import Row


class State(StrEnum):
    """How it stands."""

    ASKED = "asked"
    OPENED = "opened"
    ANSWERED = "answered"
    SILENT = "silent"
    """No answer came in time; one that comes later is taken all the same."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One asking: the flow whose questions these are; ``session`` once the person opened it."""

    id: int
    request: int
    flow: str
    staff: int
    session: int | None
    state: State
    at: int
    """When it was asked last (ms UTC)."""


def add(tx: Transaction, request: int, flow: str, staff: int) -> Ask:
    """Note that it is asked."""
    new = tx.new_id("asks")
    tx.run(
        "INSERT INTO asks (id, request, flow, staff, state, asked_at)"
        " VALUES (:id, :request, :flow, :staff, :state, :now)",
        id=new,
        request=request,
        flow=flow,
        staff=staff,
        state=str(State.ASKED),
        now=tx.now,
    )
    return Ask(new, request, flow, staff, None, State.ASKED, tx.now)


def again(tx: Transaction, ask: Ask) -> Ask:
    """The same is asked once more."""
    tx.run("UPDATE asks SET asked_at = :now WHERE id = :id", now=tx.now, id=ask.id)
    return replace(ask, at=tx.now)


def find(tx: Transaction, ask: int) -> Ask | None:
    """One by row."""
    row = tx.one("SELECT * FROM asks WHERE id = :id", id=ask)
    return _read(row) if row else None


def of_session(tx: Transaction, session: int) -> Ask | None:
    """The one that is answered in this conversation."""
    row = tx.one("SELECT * FROM asks WHERE session = :session", session=session)
    return _read(row) if row else None


def waiting(tx: Transaction, request: int, flow: str) -> Ask | None:
    """The same questions, asked before and not yet answered."""
    row = tx.one(
        "SELECT * FROM asks WHERE request = :request AND flow = :flow AND state <> 'answered' ORDER BY id DESC LIMIT 1",
        request=request,
        flow=flow,
    )
    return _read(row) if row else None


def open_in(tx: Transaction, ask: int, session: int) -> None:
    """The person opened it: it is answered in this conversation."""
    tx.run("UPDATE asks SET session = :session, state = 'opened' WHERE id = :id", session=session, id=ask)


def end(tx: Transaction, ask: int, state: State) -> bool:
    """How it ended; False where that was noted already."""
    return bool(
        tx.run("UPDATE asks SET state = :state WHERE id = :id AND state <> :state", state=str(state), id=ask)
    )


def _read(row: Row) -> Ask:
    return Ask(
        row["id"],
        row["request"],
        row["flow"],
        row["staff"],
        row["session"],
        State(row["state"]),
        row["asked_at"],
    )
