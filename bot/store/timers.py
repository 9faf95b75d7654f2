"""What is to happen later. Due timers become rows of the inbox, in the order of their chat."""

from __future__ import annotations

from bot.store import inbox
from bot.store.database import Transaction


def set_timer(tx: Transaction, kind: str, chat: int, due_at: int, details: str = "") -> None:
    """Remember to do ``kind`` at ``due_at`` (ms UTC)."""
    tx.run(
        "INSERT INTO timers (kind, chat, due_at, details) VALUES (:kind, :chat, :due_at, :details)",
        kind=kind,
        chat=chat,
        due_at=due_at,
        details=details,
    )


def cancel(tx: Transaction, chat: int) -> None:
    """Forget what was to happen in this chat."""
    tx.run("DELETE FROM timers WHERE chat = :chat", chat=chat)


def ring(tx: Transaction) -> int:
    """Put every due timer into the inbox; returns how many."""
    rows = tx.all("SELECT * FROM timers WHERE due_at <= :now ORDER BY due_at, id", now=tx.now)
    for row in rows:
        inbox.add(tx, "timer", row["chat"], {"kind": row["kind"], "details": row["details"]})
        tx.run("DELETE FROM timers WHERE id = :id", id=row["id"])
    return len(rows)
