"""Appointments of the staff with people: times and codes, no words."""

from __future__ import annotations

from bot.domain.appointments import Appointment, Standing, Where
from bot.store.database import Transaction
from bot.store.engine import Row


def add(tx: Transaction, request: int, at: int, where: Where) -> Appointment:
    """Keep a new one (``at``: ms UTC)."""
    new = tx.new_id("appointments")
    tx.run(
        "INSERT INTO appointments (id, request, at, place, standing, answer, created_at)"
        " VALUES (:id, :request, :at, :place, :standing, '', :now)",
        id=new,
        request=request,
        at=at,
        place=str(where),
        standing=str(Standing.SET),
        now=tx.now,
    )
    return load(tx, new)


def load(tx: Transaction, appointment: int) -> Appointment:
    """One by row."""
    return _read(tx.only("SELECT * FROM appointments WHERE id = :id", id=appointment))


def find(tx: Transaction, appointment: int) -> Appointment | None:
    """One by row, if there is one."""
    row = tx.one("SELECT * FROM appointments WHERE id = :id", id=appointment)
    return _read(row) if row else None


def end(tx: Transaction, appointment: int, standing: Standing) -> bool:
    """It was moved or cancelled; False where it does not stand any more."""
    return bool(
        tx.run(
            "UPDATE appointments SET standing = :standing WHERE id = :id AND standing = 'set'",
            standing=str(standing),
            id=appointment,
        )
    )


def answer(tx: Transaction, appointment: int, said: str) -> None:
    """What the person said: ``yes`` or ``no``."""
    tx.run("UPDATE appointments SET answer = :said WHERE id = :id", said=said, id=appointment)


def ahead(tx: Transaction, request: int) -> list[Appointment]:
    """Those of a request that stand and are still to come, the next one first."""
    rows = tx.all(
        "SELECT * FROM appointments WHERE request = :request AND standing = 'set' AND at > :now ORDER BY at, id",
        request=request,
        now=tx.now,
    )
    return [_read(row) for row in rows]


def of_staff(tx: Transaction, staff: int, start: int, end: int) -> list[Appointment]:
    """Those about what one of the staff has in hand, that stand, between these times (ms UTC), in their order."""
    rows = tx.all(
        "SELECT appointments.* FROM appointments JOIN requests ON requests.id = appointments.request"
        " WHERE requests.claimed_by = :staff AND requests.status <> 'closed' AND standing = 'set'"
        " AND at >= :start AND at < :end ORDER BY at, appointments.id",
        staff=staff,
        start=start,
        end=end,
    )
    return [_read(row) for row in rows]


def _read(row: Row) -> Appointment:
    return Appointment(
        row["id"],
        row["request"],
        row["at"],
        Where(row["place"]),
        Standing(row["standing"]),
        row["answer"],
    )
