"""How the channel calls recordings that it was sent already, by bot: the names of one bot are none of another."""

from __future__ import annotations

from bot.store.database import Transaction


def find(tx: Transaction, bot: int, sha256: str) -> str | None:
    """The name of a recording; None where it was never sent."""
    row = tx.one(
        "SELECT ref FROM recording_refs WHERE bot = :bot AND sha256 = :sha256", bot=bot, sha256=sha256
    )
    return row["ref"] if row else None


def keep(tx: Transaction, bot: int, sha256: str, ref: str) -> None:
    """From now on it is called so."""
    tx.run(
        "INSERT INTO recording_refs (bot, sha256, ref) VALUES (:bot, :sha256, :ref)"
        " ON CONFLICT (bot, sha256) DO UPDATE SET ref = :ref",
        bot=bot,
        sha256=sha256,
        ref=ref,
    )
