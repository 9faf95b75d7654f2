"""When somebody of the staff is away."""

from __future__ import annotations

from typing import TypeAlias

from bot.store.database import Transaction

Span: TypeAlias = tuple[int, int]
"""From, until (ms UTC)."""


def add(tx: Transaction, staff: int, start: int, end: int, by: int) -> None:
    """Away from ``start`` until ``end`` (ms UTC); it may lie in the past."""
    tx.run(
        "INSERT INTO leaves (staff, from_at, until_at, set_by, at) VALUES (:staff, :start, :end, :by, :now)",
        staff=staff,
        start=start,
        end=end,
        by=by,
        now=tx.now,
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
