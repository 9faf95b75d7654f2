"""What a citizen and an officer wrote to each other about a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.store.database import Row, Transaction

MACHINE: Final = "machine"
"""The author of a notice that waits to be opened."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message; ``author`` is ``citizen``, ``staff:<id>`` or ``machine``."""

    id: int
    request: int
    author: str
    words: str
    file: int | None
    at: int


def add(tx: Transaction, request: int, author: str, words: str, file: int | None = None) -> int:
    """Keep one message; returns its row."""
    new = tx.new_id("messages")
    tx.run(
        "INSERT INTO messages (id, request, author, body, file, at)"
        " VALUES (:id, :request, :author, :body, :file, :now)",
        id=new,
        request=request,
        author=author,
        body=tx.seal("messages", "body", new, words),
        file=file,
        now=tx.now,
    )
    return new


def of_request(tx: Transaction, request: int) -> list[Letter]:
    """Everything written about a request, oldest first."""
    rows = tx.all("SELECT * FROM messages WHERE request = :request ORDER BY id", request=request)
    return [_letter(tx, row) for row in rows]


def load(tx: Transaction, message: int) -> Letter | None:
    """One message by row."""
    row = tx.one("SELECT * FROM messages WHERE id = :message", message=message)
    return _letter(tx, row) if row else None


def _letter(tx: Transaction, row: Row) -> Letter:
    words = tx.open("messages", "body", row["id"], row["body"])
    return Letter(row["id"], row["request"], row["author"], words, row["file"], row["at"])
