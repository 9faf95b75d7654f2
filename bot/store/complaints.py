"""Complaints, and reports that somebody asked for money: for the head alone. Their words stand nowhere else.

Nothing of them enters the history of a request or its files: whoever works it must not learn of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.store.database import Transaction
from bot.store.engine import Row


class Kind(StrEnum):
    """What is told to the head."""

    COMPLAINT = "complaint"
    MONEY = "money"


DEPARTMENT: Final = 2
"""The level above the head: the Director of the Department of Justice (law, Đ45(2))."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """``session`` holds the voices and papers; ``ground`` is one of the law, of a money report when it was asked.

    ``level``: 1 the head, 2 the Department of Justice. ``discontent``: the person does not agree with the answer.
    ``watched``: when it was made, others read the phone, or a matter of hers was sensitive. ``told``: the answer was sent.
    """

    id: int
    person: int
    request: int | None
    session: int | None
    kind: Kind
    level: int
    ground: str
    words: str
    at: int
    answered_at: int | None
    answer: str
    discontent: bool
    watched: bool
    told: bool


def add(
    tx: Transaction,
    person: int,
    kind: Kind,
    session: int,
    request: int | None,
    ground: str,
    words: str,
    *,
    watched: bool,
) -> Complaint:
    """Keep a new one."""
    new = tx.new_id("complaints")
    tx.run(
        "INSERT INTO complaints (id, person, session, request, kind, ground, body, at, watched)"
        " VALUES (:id, :person, :session, :request, :kind, :ground, :body, :now, :watched)",
        id=new,
        person=person,
        session=session,
        request=request,
        kind=str(kind),
        ground=ground,
        body=tx.seal("complaints", "body", new, words),
        now=tx.now,
        watched=int(watched),
    )
    return load(tx, new)


def load(tx: Transaction, complaint: int) -> Complaint:
    """One by row."""
    return _complaint(tx, tx.only("SELECT * FROM complaints WHERE id = :id", id=complaint))


def find(tx: Transaction, complaint: int) -> Complaint | None:
    """One by row, None when there is none."""
    row = tx.one("SELECT * FROM complaints WHERE id = :id", id=complaint)
    return _complaint(tx, row) if row else None


def by_session(tx: Transaction, session: int) -> Complaint | None:
    """What was told in this conversation."""
    row = tx.one(
        "SELECT * FROM complaints WHERE session = :session ORDER BY id DESC LIMIT 1", session=session
    )
    return _complaint(tx, row) if row else None


def newest(tx: Transaction, limit: int) -> list[Complaint]:
    """Those that wait for an answer, the oldest first, then those answered, the newest first."""
    rows = tx.all(
        "SELECT * FROM complaints ORDER BY answered_at IS NOT NULL, coalesce(-answered_at, id) LIMIT :limit",
        limit=limit,
    )
    return [_complaint(tx, row) for row in rows]


def add_words(tx: Transaction, complaint: Complaint, words: str) -> None:
    """The person mended what she had written: it is added, so that nothing that was read is gone."""
    tx.run(
        "UPDATE complaints SET body = :body WHERE id = :id",
        body=tx.seal("complaints", "body", complaint.id, f"{complaint.words}\n{words}".strip()),
        id=complaint.id,
    )


def answer(tx: Transaction, complaint: int, staff: int, words: str) -> bool:
    """The head's answer, given once: one conditional UPDATE."""
    return bool(
        tx.run(
            "UPDATE complaints SET answered_at = :now, answered_by = :staff, answer = :answer"
            " WHERE id = :id AND answered_at IS NULL",
            now=tx.now,
            staff=staff,
            answer=tx.seal("complaints", "answer", complaint, words),
            id=complaint,
        )
    )


def tell(tx: Transaction, complaint: int) -> None:
    """The answer goes to the person now."""
    tx.run("UPDATE complaints SET told_at = :now WHERE id = :id", now=tx.now, id=complaint)


def untold(tx: Transaction, person: int) -> list[int]:
    """Whose answer did not go to this person yet."""
    rows = tx.all(
        "SELECT id FROM complaints WHERE person = :person AND answer IS NOT NULL AND told_at IS NULL ORDER BY id",
        person=person,
    )
    return [row["id"] for row in rows]


def follow(tx: Transaction, request: int, person: int) -> None:
    """What was told about a request goes with it to another account, and what its person told about none."""
    tx.run(
        "UPDATE complaints SET person = :person WHERE request = :request"
        " OR (request IS NULL AND person = (SELECT person FROM requests WHERE id = :request))",
        person=person,
        request=request,
    )


def disagree(tx: Transaction, complaint: int) -> bool:
    """The person is not content with the answer; False when that was said already."""
    return bool(
        tx.run(
            "UPDATE complaints SET discontent_at = :now WHERE id = :id AND discontent_at IS NULL",
            now=tx.now,
            id=complaint,
        )
    )


def raise_level(tx: Transaction, complaint: int) -> bool:
    """It goes on at the Department of Justice; False when that was noted already."""
    return bool(
        tx.run(
            "UPDATE complaints SET level = :level WHERE id = :id AND level = 1",
            level=DEPARTMENT,
            id=complaint,
        )
    )


def _complaint(tx: Transaction, row: Row) -> Complaint:
    answered = row["answer"] is not None
    return Complaint(
        row["id"],
        row["person"],
        row["request"],
        row["session"],
        Kind(row["kind"]),
        row["level"],
        row["ground"],
        tx.open("complaints", "body", row["id"], row["body"]) if row["body"] else "",  # empty: deleted
        row["at"],
        row["answered_at"],
        tx.open("complaints", "answer", row["id"], row["answer"]) if answered else "",
        row["discontent_at"] is not None,
        bool(row["watched"]),
        row["told_at"] is not None,
    )
