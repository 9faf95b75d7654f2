"""When somebody of the staff is away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.store.database import Transaction
from bot.store.engine import Row

Span: TypeAlias = tuple[int, int]
"""From, until (ms UTC)."""


@dataclass(frozen=True, slots=True)
class Leave:
    """``start``, ``end`` in ms UTC; ``substitute``: who was asked to stand in, ``accepted``: and said yes."""

    id: int
    staff: int
    start: int
    end: int
    set_by: int
    substitute: int | None
    accepted: bool


def add(tx: Transaction, staff: int, start: int, end: int, by: int) -> int:
    """Away from ``start`` until ``end`` (ms UTC); it may lie in the past. Returns its row."""
    new = tx.new_id("leaves")
    tx.run(
        "INSERT INTO leaves (id, staff, from_at, until_at, set_by, at) VALUES (:id, :staff, :start, :end, :by, :now)",
        id=new,
        staff=staff,
        start=start,
        end=end,
        by=by,
        now=tx.now,
    )
    return new


def find(tx: Transaction, leave: int) -> Leave | None:
    """A leave that is not over, by row."""
    row = tx.one("SELECT * FROM leaves WHERE id = :id AND until_at > :now", id=leave, now=tx.now)
    return _leave(row) if row else None


def ahead(tx: Transaction, staff: int) -> list[Leave]:
    """Those under way or still to come, in their order."""
    rows = tx.all(
        "SELECT * FROM leaves WHERE staff = :staff AND until_at > :now ORDER BY from_at",
        staff=staff,
        now=tx.now,
    )
    return [_leave(row) for row in rows]


def withdraw(tx: Transaction, leave: int) -> bool:
    """A leave that has not begun will not be; False where it has."""
    return bool(tx.run("DELETE FROM leaves WHERE id = :id AND from_at > :now", id=leave, now=tx.now))


def propose(tx: Transaction, leave: int, substitute: int | None) -> None:
    """Somebody is asked to stand in, or (None) nobody is."""
    tx.run(
        "UPDATE leaves SET substitute = :substitute, accepted_at = NULL WHERE id = :id",
        substitute=substitute,
        id=leave,
    )


def accept(tx: Transaction, leave: int, substitute: int) -> bool:
    """Yes; False where somebody else is asked now, or it was said before."""
    return bool(
        tx.run(
            "UPDATE leaves SET accepted_at = :now WHERE id = :id AND substitute = :substitute"
            " AND accepted_at IS NULL",
            now=tx.now,
            id=leave,
            substitute=substitute,
        )
    )


def covered_by(tx: Transaction, substitute: int) -> list[int]:
    """The rows of staff for whom this one stands in now."""
    rows = tx.all(
        "SELECT DISTINCT staff FROM leaves WHERE substitute = :substitute AND accepted_at IS NOT NULL"
        " AND from_at <= :now AND until_at > :now ORDER BY staff",
        substitute=substitute,
        now=tx.now,
    )
    return [row["staff"] for row in rows]


def substitute_of(tx: Transaction, staff: int) -> int | None:
    """Who stands in now for this one."""
    row = tx.one(
        "SELECT substitute FROM leaves WHERE staff = :staff AND accepted_at IS NOT NULL"
        " AND from_at <= :now AND until_at > :now ORDER BY id DESC LIMIT 1",
        staff=staff,
        now=tx.now,
    )
    return int(row["substitute"]) if row else None


def _leave(row: Row) -> Leave:
    return Leave(
        row["id"],
        row["staff"],
        row["from_at"],
        row["until_at"],
        row["set_by"],
        row["substitute"],
        row["accepted_at"] is not None,
    )


def end(tx: Transaction, staff: int) -> int:
    """Back at work: the leave under way ends now, a later one stands; returns how many that were."""
    return tx.run(
        "UPDATE leaves SET until_at = :now WHERE staff = :staff AND from_at <= :now AND until_at > :now",
        staff=staff,
        now=tx.now,
    )


def of_staff(tx: Transaction, staff: int, since: int) -> tuple[Span, ...]:
    """The leaves that ended after ``since`` or last still, in their order."""
    rows = tx.all(
        "SELECT from_at, until_at FROM leaves WHERE staff = :staff AND until_at > :since ORDER BY from_at",
        staff=staff,
        since=since,
    )
    return tuple((row["from_at"], row["until_at"]) for row in rows)


def until(tx: Transaction, staff: int) -> int | None:
    """Until when this one is away now (ms UTC); None: at work."""
    row = tx.one(
        "SELECT max(until_at) AS until_at FROM leaves"
        " WHERE staff = :staff AND from_at <= :now AND until_at > :now",
        staff=staff,
        now=tx.now,
    )
    return row["until_at"] if row else None


def at(tx: Transaction, staff: int, when: int) -> int | None:
    """Until when this one is away who is so at that time (ms UTC); None: at work then."""
    row = tx.one(
        "SELECT max(until_at) AS until_at FROM leaves"
        " WHERE staff = :staff AND from_at <= :at AND until_at > :at",
        staff=staff,
        at=when,
    )
    return row["until_at"] if row else None
