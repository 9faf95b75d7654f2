"""What a citizen and an officer wrote to each other about a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.store.database import Transaction
from bot.store.engine import Row

MACHINE: Final = "machine"
"""The author of a notice that waits to be opened."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message; ``author`` is ``citizen``, ``staff:<id>`` or ``machine``; ``held``: it waits for the person's hours."""

    id: int
    request: int
    author: str
    words: str
    file: int | None
    at: int
    album: str | None = None
    held: bool = False
    press: str = ""
    """Of a notice: what can be pressed under it."""


def add(
    tx: Transaction,
    request: int,
    author: str,
    words: str,
    file: int | None = None,
    *,
    origin: str | None = None,
    album: str | None = None,
    press: str = "",
) -> int:
    """Keep one message; returns its row. ``origin`` names what it was typed in, so that its edit finds it."""
    new = tx.new_id("messages")
    tx.run(
        "INSERT INTO messages (id, request, author, body, file, origin, album, press, at)"
        " VALUES (:id, :request, :author, :body, :file, :origin, :album, :press, :now)",
        id=new,
        request=request,
        author=author,
        body=tx.seal("messages", "body", new, words),
        file=file,
        origin=origin,
        album=album,
        press=press,
        now=tx.now,
    )
    return new


def change(tx: Transaction, message: int, words: str) -> None:
    """Its author mended it."""
    tx.run(
        "UPDATE messages SET body = :body, edited_at = :now WHERE id = :message",
        body=tx.seal("messages", "body", message, words),
        now=tx.now,
        message=message,
    )


def typed_in(tx: Transaction, author: str, origin: str) -> Letter | None:
    """What this author typed in the message of this name."""
    row = tx.one(
        "SELECT * FROM messages WHERE origin = :origin AND author = :author ORDER BY id DESC LIMIT 1",
        origin=origin,
        author=author,
    )
    return _letter(tx, row) if row else None


def of_album(tx: Transaction, request: int, album: str) -> list[Letter]:
    """What was sent together, in its order."""
    rows = tx.all(
        "SELECT * FROM messages WHERE request = :request AND album = :album ORDER BY id",
        request=request,
        album=album,
    )
    return [_letter(tx, row) for row in rows]


def of_request(tx: Transaction, request: int) -> list[Letter]:
    """Everything written about a request, oldest first."""
    rows = tx.all("SELECT * FROM messages WHERE request = :request ORDER BY id", request=request)
    return [_letter(tx, row) for row in rows]


def did_write(tx: Transaction, request: int) -> bool:
    """Did the person write about it since she asked?"""
    row = tx.one("SELECT 1 FROM messages WHERE request = :request AND author = 'citizen'", request=request)
    return row is not None


def hold(tx: Transaction, message: int) -> None:
    """It waits for the person's hours."""
    tx.run("UPDATE messages SET held = 1 WHERE id = :message", message=message)


def held(tx: Transaction, request: int) -> list[Letter]:
    """What waits for the person's hours, oldest first."""
    rows = tx.all("SELECT * FROM messages WHERE request = :request AND held = 1 ORDER BY id", request=request)
    return [_letter(tx, row) for row in rows]


def let_go(tx: Transaction, message: int) -> None:
    """It waits no longer."""
    tx.run("UPDATE messages SET held = 0 WHERE id = :message", message=message)


def load(tx: Transaction, message: int) -> Letter | None:
    """One message by row."""
    row = tx.one("SELECT * FROM messages WHERE id = :message", message=message)
    return _letter(tx, row) if row else None


def _letter(tx: Transaction, row: Row) -> Letter:
    words = tx.open("messages", "body", row["id"], row["body"])
    held = bool(row["held"])
    return Letter(
        row["id"],
        row["request"],
        row["author"],
        words,
        row["file"],
        row["at"],
        row["album"],
        held,
        row["press"],
    )
