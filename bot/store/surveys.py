"""What people thought when it was over: one of three faces, perhaps words or a voice. Never by officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.store.database import Transaction
from bot.store.engine import Row


class Face(StrEnum):
    """The three faces, in the order in which they are offered."""

    GOOD = "good"
    MIDDLING = "middling"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said besides the face; ``session`` holds the voices. Whose it was is not told."""

    face: Face
    words: str
    session: int | None
    at: int


def add(tx: Transaction, request: int, face: Face) -> bool:
    """Keep a face, the first one of a request; False when there is one."""
    kept = tx.run(
        "INSERT INTO surveys (request, face, at) SELECT :request, :face, :now"
        " WHERE NOT EXISTS (SELECT 1 FROM surveys WHERE request = :request)",
        request=request,
        face=str(face),
        now=tx.now,
    )
    return bool(kept)


def say(tx: Transaction, person: int, session: int, words: str) -> bool:
    """Add what was said to this person's newest face that has no words yet; False where there is none."""
    row = tx.one(
        "SELECT surveys.id FROM surveys JOIN requests ON requests.id = surveys.request"
        " WHERE requests.person = :person AND surveys.session IS NULL ORDER BY surveys.id DESC LIMIT 1",
        person=person,
    )
    if row is None:
        return False
    tx.run(
        "UPDATE surveys SET body = :body, session = :session WHERE id = :id",
        body=tx.seal("surveys", "body", row["id"], words),
        session=session,
        id=row["id"],
    )
    return True


def mend(tx: Transaction, session: int, words: str) -> None:
    """The person edited what she had said."""
    for row in tx.all("SELECT id FROM surveys WHERE session = :session", session=session):
        body = tx.seal("surveys", "body", row["id"], words)
        tx.run("UPDATE surveys SET body = :body WHERE id = :id", body=body, id=row["id"])


def totals(tx: Transaction, start: int, end: int) -> Mapping[Face, int]:
    """How many chose each face between these times (ms UTC), in the whole Centre."""
    rows = tx.all(
        "SELECT face, count(*) AS n FROM surveys WHERE at >= :start AND at < :end GROUP BY face",
        start=start,
        end=end,
    )
    counts = {row["face"]: int(row["n"]) for row in rows}
    return {face: counts.get(face, 0) for face in Face}


def opinions(tx: Transaction, limit: int) -> list[Opinion]:
    """What was said last in words or by voice, the newest first."""
    rows = tx.all(
        "SELECT * FROM surveys WHERE session IS NOT NULL ORDER BY id DESC LIMIT :limit", limit=limit
    )
    return [_opinion(tx, row) for row in rows]


def _opinion(tx: Transaction, row: Row) -> Opinion:
    words = tx.open("surveys", "body", row["id"], row["body"]) if row["body"] is not None else ""
    return Opinion(Face(row["face"]), words, row["session"], row["at"])
