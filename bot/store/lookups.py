"""Requests by what people name: the code in the register, a commune. Names and telephones: finding.py."""

from __future__ import annotations

from bot.domain.request import Request
from bot.store import finding, requests
from bot.store.database import Transaction


def by_code(tx: Transaction, code: str) -> list[Request]:
    """Those with this code in the official register."""
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE official_code = :code ORDER BY id DESC LIMIT 20",
        code=code,
    )
    return [requests.read(row) for row in rows]


def of_place(
    tx: Transaction, place: str, *, branch: str, tells: bool, limit: int, offset: int
) -> list[Request]:
    """Those of a commune, newest first; ``tells``: only where the card may tell the place to everybody of the staff."""
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE place = :place AND (:branch = 'all' OR branch IN (:branch, 'all'))"
        f" AND (:tells = 0 OR NOT {requests.LITTLE}) ORDER BY id DESC LIMIT :limit OFFSET :offset",
        place=place,
        branch=branch,
        tells=int(tells),
        limit=limit,
        offset=offset,
    )
    return [requests.read(row) for row in rows]


def make_older_findable(tx: Transaction) -> int:
    """Some of the requests that were kept before there was a search; returns how many."""
    found = finding.unworded(tx)
    for request in found:
        requests.make_findable(tx, request, requests.facts(tx, request))
    return len(found)
