"""Who looked at or changed what: ids and codes, never words."""

from __future__ import annotations

from bot.store.database import Transaction


def note(
    tx: Transaction, person: int | None, what: str, request: int | None = None, details: str = ""
) -> None:
    """Add one line."""
    tx.run(
        "INSERT INTO audit (at, person, what, request, details) VALUES (:now, :person, :what, :request, :details)",
        now=tx.now,
        person=person,
        what=what,
        request=request,
        details=details,
    )
