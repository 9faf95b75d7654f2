"""The papers that a request needs, their names sealed."""

from __future__ import annotations

from bot.domain.dossier import MOST, Listed
from bot.store.database import Transaction
from bot.store.engine import Row


def of_request(tx: Transaction, request: int) -> list[Listed]:
    """Every paper, in the order in which they were listed."""
    rows = tx.all("SELECT * FROM dossier WHERE request = :request ORDER BY id", request=request)
    return [_listed(tx, row) for row in rows]


def find(tx: Transaction, request: int, row: int) -> Listed | None:
    """One paper of this request."""
    found = tx.one("SELECT * FROM dossier WHERE id = :id AND request = :request", id=row, request=request)
    return _listed(tx, found) if found else None


def add(tx: Transaction, request: int, names: list[str], staff: int) -> list[int]:
    """List these, unless they are listed already; their rows. No more than ``MOST`` of a request."""
    there = [each.name.casefold() for each in of_request(tx, request)]
    new = [name for name in names if name.casefold() not in there]
    return [_add(tx, request, name, staff) for name in new[: MOST - len(there)]]


def _add(tx: Transaction, request: int, name: str, staff: int) -> int:
    new = tx.new_id("dossier")
    tx.run(
        "INSERT INTO dossier (id, request, name, staff, at) VALUES (:id, :request, :name, :staff, :now)",
        id=new,
        request=request,
        name=tx.seal("dossier", "name", new, name),
        staff=staff,
        now=tx.now,
    )
    return new


def set_received(tx: Transaction, row: int, *, received: bool) -> bool:
    """It is there, or it is not; whose original was seen is there. False: so it was already."""
    return bool(
        tx.run(
            "UPDATE dossier SET received_at = CASE WHEN :received = 1 THEN :now END, seen_at = NULL"
            " WHERE id = :id AND (received_at IS NOT NULL) <> (:received = 1)",
            received=int(received),
            now=tx.now,
            id=row,
        )
    )


def set_seen(tx: Transaction, row: int, staff: int, *, seen: bool) -> bool:
    """Its original was seen by this one of the staff, or was not after all. False: so it was already."""
    return bool(
        tx.run(
            "UPDATE dossier SET seen_at = CASE WHEN :seen = 1 THEN :now END, seen_by = :staff,"
            " received_at = coalesce(received_at, :now) WHERE id = :id AND (seen_at IS NOT NULL) <> (:seen = 1)",
            seen=int(seen),
            staff=staff,
            now=tx.now,
            id=row,
        )
    )


def drop(tx: Transaction, row: int) -> bool:
    """It is not needed. False: it was gone."""
    return bool(tx.run("DELETE FROM dossier WHERE id = :id", id=row))


def _listed(tx: Transaction, row: Row) -> Listed:
    name = tx.open("dossier", "name", row["id"], row["name"])
    return Listed(row["id"], name, row["received_at"], row["seen_at"])
