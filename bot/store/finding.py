"""By which words requests are found: keyed digests of names and telephone numbers, never the words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from bot.domain.finding import Found, words_of
from bot.store.database import Transaction

AT_ONCE: Final = 500
"""Requests of an older schema that are made findable in one go."""


def note(tx: Transaction, request: int, facts: Mapping[str, Any]) -> None:
    """By these facts it is found from now on."""
    tx.run("DELETE FROM request_words WHERE request = :request", request=request)
    for kind, words in words_of(facts):
        tx.run(
            "INSERT INTO request_words (request, kind, digest) VALUES (:request, :kind, :digest)",
            request=request,
            kind=kind,
            digest=_digest(tx, kind, words),
        )
    tx.run("UPDATE requests SET worded = 1 WHERE id = :request", request=request)


def unworded(tx: Transaction) -> list[int]:
    """Requests that were kept before there was a search, some of them."""
    rows = tx.all(
        "SELECT id FROM requests WHERE worded = 0 AND facts IS NOT NULL ORDER BY id LIMIT :most", most=AT_ONCE
    )
    return [row["id"] for row in rows]


def among(tx: Transaction, kind: Found, words: Collection[str], requests: Iterable[int]) -> list[int]:
    """Those of these requests that hold all of the words."""
    return [request for request in requests if all(_holds(tx, request, kind, word) for word in words)]


def newest(tx: Transaction, kind: Found, words: Collection[str], *, limit: int, offset: int) -> list[int]:
    """All requests that hold all of the words, newest first. Read along the index of one of them."""
    first, *others = sorted(words)
    held = "".join(
        " AND EXISTS (SELECT 1 FROM request_words AS more WHERE more.request = request_words.request"
        f" AND more.kind = :kind AND more.digest = :digest{n})"
        for n in range(len(others))
    )
    rows = tx.all(
        f"SELECT request FROM request_words WHERE digest = :digest AND kind = :kind{held}"
        " ORDER BY request DESC LIMIT :limit OFFSET :offset",
        kind=kind,
        digest=_digest(tx, kind, first),
        limit=limit,
        offset=offset,
        **{f"digest{n}": _digest(tx, kind, word) for n, word in enumerate(others)},
    )
    return [row["request"] for row in rows]


def _holds(tx: Transaction, request: int, kind: Found, words: str) -> bool:
    row = tx.one(
        "SELECT 1 FROM request_words WHERE request = :request AND kind = :kind AND digest = :digest",
        request=request,
        kind=kind,
        digest=_digest(tx, kind, words),
    )
    return row is not None


def _digest(tx: Transaction, kind: Found, words: str) -> bytes:
    # The other side of one is the name of another: they are compared.
    return tx.digest("found", f"{Found.NAME if kind is Found.OTHER else kind}:{words}")
