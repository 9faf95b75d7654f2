"""What the staff write for the staff about a request. Nothing here is ever sent to a citizen."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction
from bot.store.engine import Row


@dataclass(frozen=True, slots=True)
class Note:
    """One note; ``kind`` is note, release, transfer or removal, ``staff`` who wrote it."""

    id: int
    request: int
    kind: str
    staff: int
    words: str
    file: int | None
    at: int


def add(
    tx: Transaction,
    request: int,
    staff: int,
    kind: str,
    words: str,
    file: int | None = None,
    origin: str | None = None,
) -> None:
    """Keep a note. ``origin`` names what it was typed in, so that its edit finds it."""
    new = tx.new_id("notes")
    tx.run(
        "INSERT INTO notes (id, request, staff, kind, body, file, origin, at)"
        " VALUES (:id, :request, :staff, :kind, :body, :file, :origin, :now)",
        id=new,
        request=request,
        staff=staff,
        kind=kind,
        body=tx.seal("notes", "body", new, words),
        file=file,
        origin=origin,
        now=tx.now,
    )


def of_request(tx: Transaction, request: int) -> list[Note]:
    """Every note, oldest first."""
    rows = tx.all("SELECT * FROM notes WHERE request = :request ORDER BY id", request=request)
    return [_note(tx, row) for row in rows]


def typed_in(tx: Transaction, staff: int, origin: str) -> Note | None:
    """The note that this member of staff typed in the message of this name."""
    row = tx.one(
        "SELECT * FROM notes WHERE origin = :origin AND staff = :staff ORDER BY id DESC LIMIT 1",
        origin=origin,
        staff=staff,
    )
    return _note(tx, row) if row else None


def change(tx: Transaction, note: int, words: str) -> None:
    """Its author mended it."""
    tx.run(
        "UPDATE notes SET body = :body WHERE id = :note",
        body=tx.seal("notes", "body", note, words),
        note=note,
    )


def _note(tx: Transaction, row: Row) -> Note:
    words = tx.open("notes", "body", row["id"], row["body"])
    return Note(row["id"], row["request"], row["kind"], row["staff"], words, row["file"], row["at"])
