"""When the switch for floods and landslides was on: clocks ask it of a day, the intake asks it of now."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Disaster:
    """On from ``start`` until ``end`` (ms UTC); None: it is on."""

    start: int
    end: int | None


def is_disaster(tx: Transaction, at: int | None = None) -> bool:
    """Was the switch on at this instant (ms UTC)? None: is it on now?"""
    when = tx.now if at is None else at
    row = tx.one(
        "SELECT 1 FROM disasters WHERE from_at <= :at AND (until_at IS NULL OR until_at > :at)", at=when
    )
    return row is not None


def spans(tx: Transaction) -> tuple[Disaster, ...]:
    """Every time the switch was on, in order."""
    rows = tx.all("SELECT from_at, until_at FROM disasters ORDER BY id")
    return tuple(Disaster(row["from_at"], row["until_at"]) for row in rows)


def begin(tx: Transaction, by: int) -> bool:
    """Turn it on; False where it was on already."""
    return bool(
        tx.run(
            "INSERT INTO disasters (from_at, set_by) SELECT :now, :by"
            " WHERE NOT EXISTS (SELECT 1 FROM disasters WHERE until_at IS NULL)",
            now=tx.now,
            by=by,
        )
    )


def end(tx: Transaction, by: int) -> bool:
    """Turn it off; False where it was off already."""
    return bool(
        tx.run(
            "UPDATE disasters SET until_at = :now, ended_by = :by WHERE until_at IS NULL", now=tx.now, by=by
        )
    )
