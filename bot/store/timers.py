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


def is_set(tx: Transaction, kind: str, chat: int) -> bool:
    """Is such a timer under way in this chat?"""
    row = tx.one("SELECT 1 FROM timers WHERE kind = :kind AND chat = :chat", kind=kind, chat=chat)
    return row is not None


def set_only(tx: Transaction, kind: str, chat: int, due_at: int, details: str) -> None:
    """Remember it once: an earlier timer of this kind and these details is forgotten."""
    tx.run("DELETE FROM timers WHERE kind = :kind AND details = :details", kind=kind, details=details)
    set_timer(tx, kind, chat, due_at, details)


def waits(tx: Transaction, kind: str, details: str) -> bool:
    """Is such a timer under way for these details?"""
    row = tx.one("SELECT 1 FROM timers WHERE kind = :kind AND details = :details", kind=kind, details=details)
    return row is not None


def forget(tx: Transaction, kind: str, chat: int) -> None:
    """What was to happen of this kind in this chat does not."""
    tx.run("DELETE FROM timers WHERE kind = :kind AND chat = :chat", kind=kind, chat=chat)


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
