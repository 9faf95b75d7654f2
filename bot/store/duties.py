"""The roster: who is on duty on which days. The switch for one person, without days, is staff.on_duty."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Duty:
    """``staff`` is on duty from ``start`` until ``end`` (ms UTC)."""

    id: int
    staff: int
    start: int
    end: int


def add(tx: Transaction, staff: int, start: int, end: int, by: int) -> None:
    """On duty from ``start`` until ``end`` (ms UTC)."""
    tx.run(
        "INSERT INTO duties (staff, from_at, until_at, set_by, at) VALUES (:staff, :start, :end, :by, :now)",
        staff=staff,
        start=start,
        end=end,
        by=by,
        now=tx.now,
    )


def end(tx: Transaction, staff: int) -> None:
    """The duty under way ends now; a later one stands."""
    tx.run(
        "UPDATE duties SET until_at = :now WHERE staff = :staff AND from_at <= :now AND until_at > :now",
        staff=staff,
        now=tx.now,
    )


def strike(tx: Transaction, duty: int) -> bool:
    """Take a duty that is not over off the roster; False where there is none."""
    return bool(
        tx.run(
            "UPDATE duties SET until_at = from_at WHERE id = :duty AND until_at > :now", duty=duty, now=tx.now
        )
    )


def ahead(tx: Transaction) -> list[Duty]:
    """What is under way or still to come, of those who work here, in the order of the days."""
    rows = tx.all(
        "SELECT duties.id, staff, from_at, until_at FROM duties JOIN staff ON staff.id = duties.staff"
        " WHERE until_at > :now AND until_at > from_at AND staff.until IS NULL ORDER BY from_at, duties.id",
        now=tx.now,
    )
    return [Duty(row["id"], row["staff"], row["from_at"], row["until_at"]) for row in rows]
