"""What changed in a request, who, when: append-only, codes and a keyed digest of the words, one chain a request.

Deleting a person deletes the words elsewhere and leaves the chain.
"""

from __future__ import annotations

import json

from bot.store.database import Transaction
from bot.store.engine import Row


def append(tx: Transaction, request: int, actor: str, what: str, details: str = "", words: str = "") -> None:
    """Add one link. ``details`` are codes and ids, never words."""
    before = tx.one(
        "SELECT digest FROM history WHERE request = :request ORDER BY id DESC LIMIT 1", request=request
    )
    said = tx.digest("words", words) if words else None
    row = {
        "request": request,
        "at": tx.now,
        "actor": actor,
        "what": what,
        "details": details,
        "words_digest": said,
    }
    digest = _link(tx, before["digest"] if before else b"", row)
    tx.run(
        "INSERT INTO history (request, at, actor, what, details, words_digest, digest)"
        " VALUES (:request, :at, :actor, :what, :details, :words_digest, :digest)",
        **row,
        digest=digest,
    )
    tx.run("UPDATE requests SET chain_end = :end WHERE id = :request", end=_end(tx, digest), request=request)


def of_request(tx: Transaction, request: int) -> list[Row]:
    """Every link, oldest first."""
    return tx.all("SELECT * FROM history WHERE request = :request ORDER BY id", request=request)


def has(tx: Transaction, request: int, what: str, details: str) -> bool:
    """Is this in it already?"""
    row = tx.one(
        "SELECT 1 FROM history WHERE request = :request AND what = :what AND details = :details",
        request=request,
        what=what,
        details=details,
    )
    return row is not None


def is_whole(tx: Transaction, request: int) -> bool:
    """Does every link follow from the one before (nothing changed, nothing taken out), up to the newest?

    Chains that no link was added to since there are ends have none to be held against.
    """
    before = b""
    for row in of_request(tx, request):
        if _link(tx, before, row) != row["digest"]:
            return False
        before = row["digest"]
    end = tx.only("SELECT chain_end FROM requests WHERE id = :request", request=request)["chain_end"]
    return end is None or bytes(end) == _end(tx, before)


def _end(tx: Transaction, newest: bytes) -> bytes:
    return tx.digest("history_end", newest)


def _link(tx: Transaction, before: bytes, row: Row) -> bytes:
    said = row["words_digest"]
    fields = [
        row["request"],
        row["at"],
        row["actor"],
        row["what"],
        row["details"],
        said.hex() if said else "",
    ]
    return tx.digest("history", before + json.dumps(fields).encode())
