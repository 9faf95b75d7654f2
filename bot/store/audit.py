"""Who looked at or changed what: ids and codes, never words."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Openings:
    """How often one of the staff opened requests, how many different ones, and when last (ms UTC)."""

    staff: int
    name: str
    times: int
    requests: int
    last: int


def openings(tx: Transaction, start: int, end: int) -> list[Openings]:
    """Of everybody who works here, between these times (ms UTC), in the order in which they came."""
    rows = tx.all(
        "SELECT staff.id, staff.name, count(*) AS times, count(DISTINCT audit.request) AS requests, max(audit.at) AS last"
        " FROM audit JOIN staff ON staff.person = audit.person AND staff.until IS NULL"
        " WHERE audit.what = 'read' AND audit.at >= :start AND audit.at < :end"
        " GROUP BY staff.id, staff.name ORDER BY staff.id",
        start=start,
        end=end,
    )
    return [
        Openings(
            row["id"],
            tx.open("staff", "name", row["id"], row["name"]),
            row["times"],
            row["requests"],
            row["last"],
        )
        for row in rows
    ]


def newest_openings(tx: Transaction, person: int, limit: int) -> list[tuple[int, int]]:
    """The requests that this person opened, and when (ms UTC), newest first."""
    rows = tx.all(
        "SELECT request, at FROM audit WHERE person = :person AND what = 'read' AND request IS NOT NULL"
        " ORDER BY at DESC, id DESC LIMIT :limit",
        person=person,
        limit=limit,
    )
    return [(row["request"], row["at"]) for row in rows]
