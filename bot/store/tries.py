"""Wrong guesses at somebody's request: counted, so that nobody can try them all."""

from __future__ import annotations

from typing import Final

from bot.store.database import Transaction

DAY_MS: Final = 24 * 3_600_000


def note(tx: Transaction, person: int) -> None:
    """One more."""
    tx.run("INSERT INTO tries (person, at) VALUES (:person, :now)", person=person, now=tx.now)


def count_today(tx: Transaction, person: int) -> int:
    """How many in the last 24 hours."""
    since = tx.now - DAY_MS
    row = tx.only(
        "SELECT count(*) AS n FROM tries WHERE person = :person AND at > :since", person=person, since=since
    )
    return int(row["n"])


def forget(tx: Transaction) -> None:
    """Delete what no longer counts."""
    tx.run("DELETE FROM tries WHERE at < :before", before=tx.now - DAY_MS)
