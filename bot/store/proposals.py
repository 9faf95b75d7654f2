"""Changes of flows that somebody wants published: one file each, on the release it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.store import inbox, releases
from bot.store.database import Transaction
from bot.store.engine import Row

SENT, CHECKED, BROKEN, ASKED, PUBLISHED, DROPPED = (
    "sent",
    "checked",
    "broken",
    "asked",
    "published",
    "dropped",
)
OPEN: Final = (CHECKED, ASKED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """``path``: the file below ``flows/``; ``base``: the release it was laid upon; ``origin``: as of releases; ``file``: as it was
    sent, until it was read; ``source``: the digest of its content, from then on; ``report``: what the check found (see library of the clerk). Persons by row; ``at`` in ms UTC."""

    id: int
    path: str
    base: int
    author: int
    chat: int
    origin: str
    file: int | None
    source: str | None
    state: str
    moves_all: bool
    note: str
    at: int
    report: Mapping[str, Any]


def add(
    tx: Transaction,
    path: str,
    author: int,
    chat: int,
    *,
    file: int | None = None,
    source: str | None = None,
    note: str = "",
) -> int:
    """Somebody sent a file, or chose an older content (``source``); an earlier one of the same file is dropped."""
    tx.run(
        "UPDATE proposals SET state = 'dropped' WHERE path = :path AND author = :author"
        " AND state IN ('sent', 'checked', 'broken', 'asked')",
        path=path,
        author=author,
    )
    new = tx.new_id("proposals")
    tx.run(
        "INSERT INTO proposals (id, path, base, author, chat, origin, file, source, state, note, at)"
        " VALUES (:id, :path, :base, :author, :chat, :origin, :file, :source, 'sent', :note, :now)",
        id=new,
        path=path,
        base=releases.newest(tx),
        author=author,
        chat=chat,
        origin=releases.BACK if file is None else releases.FROM_CHAT,
        file=file,
        source=source,
        note=tx.seal("proposals", "note", new, note),
        now=tx.now,
    )
    return new


def find(tx: Transaction, row: int) -> Proposal | None:
    """One of them."""
    found = tx.one("SELECT * FROM proposals WHERE id = :id", id=row)
    return _proposal(tx, found) if found else None


def waiting_for(tx: Transaction, file: int) -> int | None:
    """The proposal whose file has come."""
    row = tx.one("SELECT id FROM proposals WHERE file = :file AND state = 'sent'", file=file)
    return row["id"] if row else None


def read(tx: Transaction, row: int, source: str, base: int, report: Mapping[str, Any]) -> bool:
    """It was checked; False where it was dropped meanwhile. Whoever sent it hears of it."""
    state = BROKEN if report["errors"] else CHECKED
    changed = tx.run(
        "UPDATE proposals SET state = :state, source = :source, base = :base, report = :report, file = NULL"
        " WHERE id = :id AND state IN ('sent', 'checked', 'asked')",
        state=state,
        source=source,
        base=base,
        report=json.dumps(report, ensure_ascii=False),
        id=row,
    )
    if changed:
        chat = tx.only("SELECT chat FROM proposals WHERE id = :id", id=row)["chat"]
        inbox.add(tx, "proposal", chat, {"proposal": row})
    return bool(changed)


def move(tx: Transaction, row: int, state: str) -> None:
    """Asked for, published, dropped."""
    tx.run("UPDATE proposals SET state = :state WHERE id = :id", state=state, id=row)


def move_everybody(tx: Transaction, row: int, *, moves_all: bool) -> None:
    """Whoever is in the middle moves at once, or only when nothing is lost."""
    tx.run("UPDATE proposals SET moves_all = :moves_all WHERE id = :id", moves_all=int(moves_all), id=row)


def _proposal(tx: Transaction, row: Row) -> Proposal:
    return Proposal(
        row["id"],
        row["path"],
        row["base"],
        row["author"],
        row["chat"],
        row["origin"],
        row["file"],
        row["source"],
        row["state"],
        bool(row["moves_all"]),
        tx.open("proposals", "note", row["id"], row["note"]),
        row["at"],
        json.loads(row["report"]) if row["report"] else {},
    )
