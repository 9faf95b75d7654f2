"""Files people sent: first a wish with the channel's names of it, then sealed bytes under a keyed digest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from bot.chat import File, FileKind, KeptFile
from bot.store.database import Transaction
from bot.store.engine import Row
from bot.store.sealing import KeyProblem

RETRY_MS: Final = (5_000, 30_000, 120_000, 600_000, 3_600_000)
"""Pauses between tries; after the last one the file counts as lost."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file's row; size in bytes. ``ref`` is the channel's own name, which sends it again while it works; empty for
    a file of ours."""

    id: int
    chat: int
    kind: FileKind
    ref: str
    name: str | None
    mime: str | None
    size: int | None
    seconds: int | None
    state: str
    digest: str | None


def want(tx: Transaction, chat: int, session: int | None, file: File, request: int | None = None) -> int:
    """Note a file to be fetched soon; returns its row."""
    new = tx.new_id("files")
    refs = json.dumps({"ref": file.ref, "name": file.name, "mime": file.mime}, ensure_ascii=False)
    tx.run(
        "INSERT INTO files (id, chat, session, request, kind, refs, size, seconds, state, due_at, created_at)"
        " VALUES (:id, :chat, :session, :request, :kind, :refs, :size, :seconds, 'wanted', :now, :now)",
        id=new,
        chat=chat,
        session=session,
        request=request,
        kind=file.kind,
        refs=tx.seal("files", "refs", new, refs),
        size=file.size,
        seconds=file.seconds,
        now=tx.now,
    )
    return new


def add_made(tx: Transaction, chat: int, kind: FileKind, name: str, mime: str, digest: str, size: int) -> int:
    """Keep a file that we made, for this chat; the channel has no name of it. Returns its row."""
    new = tx.new_id("files")
    refs = json.dumps({"ref": "", "name": name, "mime": mime}, ensure_ascii=False)
    tx.run(
        "INSERT INTO files (id, chat, kind, refs, size, state, digest, due_at, created_at)"
        " VALUES (:id, :chat, :kind, :refs, :size, 'kept', :digest, :now, :now)",
        id=new,
        chat=chat,
        kind=kind,
        refs=tx.seal("files", "refs", new, refs),
        size=size,
        digest=digest,
        now=tx.now,
    )
    return new


def copy_made(tx: Transaction, file: int, chat: int) -> KeptFile:
    """The same bytes for another chat, to be kept there as long as that needs them."""
    made = load(tx, file)
    assert made.digest is not None
    assert made.size is not None
    copy = add_made(tx, chat, made.kind, made.name or "", made.mime or "", made.digest, made.size)
    return KeptFile(copy, made.kind)


def erase_made(tx: Transaction, file: int) -> None:
    """A file that we made must go: its names at once, its bytes by the fetcher soon after."""
    tx.run("UPDATE files SET state = 'erased', refs = :nothing WHERE id = :file", nothing=b"", file=file)


def wanted(tx: Transaction, limit: int) -> list[Stored]:
    """Files whose next try is due. One whose names cannot be opened is lost."""
    rows = tx.all(
        "SELECT * FROM files WHERE state = 'wanted' AND due_at <= :now ORDER BY due_at, id LIMIT :limit",
        now=tx.now,
        limit=limit,
    )
    found = [_wanted(tx, row) for row in rows]
    return [file for file in found if file]


def _wanted(tx: Transaction, row: Row) -> Stored | None:
    try:
        return _stored(tx, row)
    except (KeyProblem, ValueError):
        lose(tx, row["id"])
        return None


def load(tx: Transaction, file: int) -> Stored:
    """A file by row."""
    return _stored(tx, tx.only("SELECT * FROM files WHERE id = :file", file=file))


def kept(tx: Transaction, file: int, digest: str, size: int) -> bool:
    """The bytes are sealed on disk under ``digest``; size in bytes. False when nobody wants them any more."""
    return bool(
        tx.run(
            "UPDATE files SET state = 'kept', digest = :digest, size = :size WHERE id = :file AND state = 'wanted'",
            digest=digest,
            size=size,
            file=file,
        )
    )


def put_off(tx: Transaction, file: int, *, for_good: bool = True) -> bool:
    """A try failed: set the next one; False (and lost) when there were enough.

    Without ``for_good`` there are never enough: Telegram or the disk is away, the file is not at fault.
    """
    row = tx.only("SELECT tries FROM files WHERE id = :file", file=file)
    tries = row["tries"] + 1
    if tries > len(RETRY_MS) and for_good:
        lose(tx, file)
        return False
    tries = min(tries, len(RETRY_MS))
    tx.run(
        "UPDATE files SET tries = :tries, due_at = :due_at WHERE id = :file",
        tries=tries,
        due_at=tx.now + RETRY_MS[tries - 1],
        file=file,
    )
    return True


def lose(tx: Transaction, file: int) -> None:
    """The file cannot be had."""
    tx.run("UPDATE files SET state = 'lost' WHERE id = :file", file=file)


def attach(tx: Transaction, session: int, request: int) -> None:
    """What was sent in a session belongs to the request it made."""
    tx.run("UPDATE files SET request = :request WHERE session = :session", request=request, session=session)


def move(tx: Transaction, session: int, to: int) -> None:
    """What was sent in a session belongs to another conversation."""
    tx.run("UPDATE files SET session = :to WHERE session = :session", to=to, session=session)


def detach(tx: Transaction, request: int) -> None:
    """What was sent for a request belongs to it no more."""
    tx.run("UPDATE files SET request = NULL WHERE request = :request", request=request)


def of_session(tx: Transaction, session: int) -> list[Stored]:
    """Everything sent in a session, in order."""
    return [
        _stored(tx, row)
        for row in tx.all("SELECT * FROM files WHERE session = :session ORDER BY id", session=session)
    ]


def of_request(tx: Transaction, request: int) -> list[Stored]:
    """Everything sent for a request, in order."""
    return [
        _stored(tx, row)
        for row in tx.all("SELECT * FROM files WHERE request = :request ORDER BY id", request=request)
    ]


def erase(tx: Transaction, session: int) -> None:
    """What was sent in a session and for no request must go: names at once, bytes by the fetcher soon after."""
    tx.run(
        "UPDATE files SET state = 'erased', refs = :nothing, session = NULL"
        " WHERE session = :session AND request IS NULL",
        nothing=b"",
        session=session,
    )


def take_erased(tx: Transaction) -> list[str]:
    """Delete the rows of erased files; returns the digests whose bytes no other row needs."""
    rows = tx.all("SELECT DISTINCT digest FROM files WHERE state = 'erased' AND digest IS NOT NULL")
    tx.run("DELETE FROM files WHERE state = 'erased'")
    return [row["digest"] for row in rows if not is_needed(tx, row["digest"])]


def is_needed(tx: Transaction, digest: str) -> bool:
    """Does a row still name these bytes?"""
    return tx.one("SELECT 1 FROM files WHERE digest = :digest", digest=digest) is not None


def _stored(tx: Transaction, row: Row) -> Stored:
    refs = json.loads(tx.open("files", "refs", row["id"], row["refs"]))
    return Stored(
        row["id"],
        row["chat"],
        row["kind"],
        refs["ref"],
        refs["name"],
        refs["mime"],
        row["size"],
        row["seconds"],
        row["state"],
        row["digest"],
    )
