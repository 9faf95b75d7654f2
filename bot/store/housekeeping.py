"""What serves no more is forgotten: handled updates, sent messages, reports that were made."""

from __future__ import annotations

from typing import Final

from bot.store import inbox, laters, notice_drafts, previews, reports, tries
from bot.store.database import Transaction

SENT_MS: Final = 30 * 24 * 3_600_000
"""How long a sent message can still be edited by its handle."""


def tidy(tx: Transaction) -> None:
    """Delete old rows."""
    inbox.forget(tx)
    tries.forget(tx)
    reports.forget(tx)
    notice_drafts.forget(tx)
    laters.forget(tx)
    previews.forget(tx)
    tx.run(
        "DELETE FROM outbox WHERE state IN ('sent', 'expired') AND created_at < :before"
        " AND id NOT IN (SELECT target FROM outbox WHERE target IS NOT NULL)",
        before=tx.now - SENT_MS,
    )
