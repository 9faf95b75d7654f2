"""Of which state of a clock of the law somebody was told last. The clocks themselves are counted anew each time."""

from __future__ import annotations

from bot.store.database import Transaction


def last(tx: Transaction, kind: str, row: int, deadline: str, over_at: int) -> str | None:
    """The state that was told last; None when nothing was. Another end (``over_at``, ms UTC) is another clock."""
    found = tx.one(
        "SELECT state FROM told_clocks WHERE kind = :kind AND row = :row AND deadline = :deadline AND over_at = :over_at",
        kind=kind,
        row=row,
        deadline=deadline,
        over_at=over_at,
    )
    return found["state"] if found else None


def note(tx: Transaction, kind: str, row: int, deadline: str, over_at: int, state: str) -> None:
    """It is told now."""
    tx.run(
        "INSERT INTO told_clocks (kind, row, deadline, over_at, state, at)"
        " VALUES (:kind, :row, :deadline, :over_at, :state, :now)"
        " ON CONFLICT (kind, row, deadline, over_at) DO UPDATE SET state = :state, at = :now",
        kind=kind,
        row=row,
        deadline=deadline,
        over_at=over_at,
        state=state,
        now=tx.now,
    )
