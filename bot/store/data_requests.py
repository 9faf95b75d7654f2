"""What people asked about their data, each about one request, until it is done, refused, or was not theirs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.data_rights import Answer, Right
from bot.store.database import Transaction
from bot.store.engine import Row


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One of them; times in ms UTC. ``words``: what is wrong, in the person's own words; a voice hangs on its ``session``."""

    id: int
    person: int
    request: int
    right: Right
    at: int
    acknowledged_at: int | None
    extended_at: int | None
    ended_at: int | None
    words: str
    session: int | None


def ask(
    tx: Transaction, person: int, request: int, right: Right, words: str = "", session: int | None = None
) -> int | None:
    """Keep what is asked; None where the same waits already (its words are kept with it, its clock runs on)."""
    waiting = tx.one(
        "SELECT id, words FROM data_requests WHERE request = :request AND kind = :kind AND ended_at IS NULL",
        request=request,
        kind=str(right),
    )
    if waiting is not None:
        _add_words(tx, waiting, words)
        return None
    new = tx.new_id("data_requests")
    tx.run(
        "INSERT INTO data_requests (id, person, request, kind, at, words, session)"
        " VALUES (:id, :person, :request, :kind, :now, :words, :session)",
        id=new,
        person=person,
        request=request,
        kind=str(right),
        now=tx.now,
        words=tx.seal("data_requests", "words", new, words) if words else None,
        session=session,
    )
    return new


def _add_words(tx: Transaction, row: Row, words: str) -> None:
    if not words:
        return
    before = tx.open("data_requests", "words", row["id"], row["words"]) if row["words"] is not None else ""
    together = "\n".join(part for part in (before, words) if part)
    tx.run(
        "UPDATE data_requests SET words = :words WHERE id = :id",
        words=tx.seal("data_requests", "words", row["id"], together),
        id=row["id"],
    )


def waiting(tx: Transaction) -> list[DataRequest]:
    """Those that nobody has ended, the oldest first."""
    rows = tx.all("SELECT * FROM data_requests WHERE ended_at IS NULL AND request IS NOT NULL ORDER BY id")
    return [_read(tx, row) for row in rows]


def of_request(tx: Transaction, request: int) -> list[DataRequest]:
    """Those about one request that nobody has ended, the oldest first."""
    return [each for each in waiting(tx) if each.request == request]


def find(tx: Transaction, row: int, request: int) -> DataRequest | None:
    """One that waits still, if it is about this request."""
    return next((each for each in of_request(tx, request) if each.id == row), None)


def noted_by(tx: Transaction, asked: DataRequest) -> int | None:
    """Who of the staff noted it for the person, by the history; None where it was asked in the chat."""
    row = tx.only(
        "SELECT actor FROM history WHERE request = :request AND what = 'rights_asked' AND details = :details",
        request=asked.request,
        details=f"{asked.right}:{asked.id}",
    )
    kind, _, staff = row["actor"].partition(":")
    return int(staff) if kind == "staff" else None


def acknowledge(tx: Transaction, row: int) -> bool:
    """The person was told that it arrived; False when she was before."""
    return _once(tx, row, "acknowledged_at")


def extend(tx: Transaction, row: int) -> bool:
    """More time, once; False when it was taken before."""
    return _once(tx, row, "extended_at")


def end(tx: Transaction, row: int, staff: int, answer: Answer) -> bool:
    """It is over; False when somebody ended it before."""
    ended = tx.run(
        "UPDATE data_requests SET ended_at = :now, ended_by = :staff, result = :result"
        " WHERE id = :id AND ended_at IS NULL",
        now=tx.now,
        staff=staff,
        result=str(answer),
        id=row,
    )
    return bool(ended)


def _once(tx: Transaction, row: int, column: str) -> bool:
    return bool(
        tx.run(
            f"UPDATE data_requests SET {column} = :now WHERE id = :id AND {column} IS NULL AND ended_at IS NULL",
            now=tx.now,
            id=row,
        )
    )


def _read(tx: Transaction, row: Row) -> DataRequest:
    words = row["words"]
    return DataRequest(
        row["id"],
        row["person"],
        row["request"],
        Right(row["kind"]),
        row["at"],
        row["acknowledged_at"],
        row["extended_at"],
        row["ended_at"],
        tx.open("data_requests", "words", row["id"], words) if words is not None else "",
        row["session"],
    )
