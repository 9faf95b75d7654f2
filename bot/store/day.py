"""How a day went, in numbers: what came, was claimed, met, closed, and what waits still."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Counts:
    """``oldest``: since when the one that waits longest does (ms UTC)."""

    came: int
    claimed: int
    met: int
    closed: int
    waiting: int
    oldest: int | None
    lapsed: int


def counts(tx: Transaction, since: int, branch: str) -> Counts:
    """From ``since`` (ms UTC) on, of a branch or of ``all``."""
    here = "(:branch = 'all' OR requests.branch IN (:branch, 'all'))"
    happened = {
        row["what"]: row["n"]
        for row in tx.all(
            "SELECT what, count(DISTINCT request) AS n FROM history"
            " WHERE at >= :since AND what IN ('sent', 'claimed', 'closed', 'lapsed') AND (:branch = 'all' OR EXISTS"
            f" (SELECT 1 FROM requests WHERE requests.id = history.request AND {here})) GROUP BY what",
            since=since,
            branch=branch,
        )
    }
    met = tx.only(
        f"SELECT count(*) AS n FROM requests WHERE first_reply_at >= :since AND {here}",
        since=since,
        branch=branch,
    )
    waits = tx.only(
        "SELECT count(*) AS n, min(waits_since) AS oldest FROM requests"
        f" WHERE status = 'new' AND restricted_at IS NULL AND {here}",
        branch=branch,
    )
    return Counts(
        happened.get("sent", 0),
        happened.get("claimed", 0),
        met["n"],
        happened.get("closed", 0),
        waits["n"],
        waits["oldest"],
        happened.get("lapsed", 0),
    )
