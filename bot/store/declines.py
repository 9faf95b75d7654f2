"""Who of the staff does not take a request: not his matter, or a conflict of interest (law, Đ25)."""

from __future__ import annotations

from typing import Final

from bot.store.database import Transaction

NOT_MINE: Final = "not_mine"
CONFLICT: Final = "conflict"


def note(tx: Transaction, request: int, staff: int, kind: str, ground: str, by: int) -> None:
    """Remember it; a conflict is never weakened to a mere «not mine»."""
    tx.run(
        "INSERT INTO declines (request, staff, kind, ground, by_staff, at)"
        " VALUES (:request, :staff, :kind, :ground, :by, :now)"
        " ON CONFLICT (request, staff) DO UPDATE SET kind = :kind, ground = :ground, by_staff = :by, at = :now"
        " WHERE declines.kind <> 'conflict' OR :kind = 'conflict'",
        request=request,
        staff=staff,
        kind=kind,
        ground=ground,
        by=by,
        now=tx.now,
    )


def take_along(tx: Transaction, request: int, to: int) -> None:
    """Whoever is kept from one request for a conflict is kept from the other too."""
    tx.run(
        "INSERT INTO declines (request, staff, kind, ground, by_staff, at)"
        " SELECT :to, staff, kind, ground, by_staff, :now FROM declines"
        " WHERE request = :request AND kind = 'conflict' ON CONFLICT (request, staff) DO NOTHING",
        to=to,
        request=request,
        now=tx.now,
    )


def is_barred(tx: Transaction, request: int, staff: int) -> bool:
    """Must this one have nothing to do with the request?"""
    return staff in barred(tx, request)


def barred(tx: Transaction, request: int) -> frozenset[int]:
    """Everyone who must have nothing to do with the request (rows of staff): it goes by the person, also one who was
    taken out and came back; and nobody works on what he asked himself."""
    own = tx.all(
        "SELECT staff.id FROM staff JOIN requests ON requests.person = staff.person WHERE requests.id = :request",
        request=request,
    )
    return _of(tx, request, CONFLICT) | {row["id"] for row in own}


def lift(tx: Transaction, request: int, staff: int) -> int:
    """A leader takes a conflict back; returns how many entries went."""
    return tx.run(
        "DELETE FROM declines WHERE request = :request AND staff IN"
        " (SELECT other.id FROM staff JOIN staff AS other ON other.person = staff.person WHERE staff.id = :staff)",
        request=request,
        staff=staff,
    )


def declined(tx: Transaction, request: int) -> frozenset[int]:
    """Everyone who does not take it, for whichever reason."""
    return barred(tx, request) | _of(tx, request, NOT_MINE)


def _of(tx: Transaction, request: int, kind: str) -> frozenset[int]:
    rows = tx.all(
        "SELECT other.id FROM declines JOIN staff ON staff.id = declines.staff"
        " JOIN staff AS other ON other.person = staff.person"
        " WHERE declines.request = :request AND declines.kind = :kind",
        request=request,
        kind=kind,
    )
    return frozenset(row["id"] for row in rows)
