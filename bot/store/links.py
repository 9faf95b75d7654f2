"""Which requests of one person belong together: one that was parted off another, one that is the same as another."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.store.database import Transaction

Kind: TypeAlias = Literal["split", "duplicate"]


def add(tx: Transaction, request: int, other: int, kind: Kind) -> None:
    """``request`` was parted off ``other``, or is the same as it."""
    tx.run(
        "INSERT INTO links (request, other, kind, at) VALUES (:request, :other, :kind, :now)",
        request=request,
        other=other,
        kind=kind,
        now=tx.now,
    )


def beside(tx: Transaction, request: int) -> list[int]:
    """Every request that is linked with this one."""
    rows = tx.all(
        "SELECT other AS id FROM links WHERE request = :request UNION SELECT request FROM links WHERE other = :request"
        " ORDER BY id",
        request=request,
    )
    return [row["id"] for row in rows]


def duplicates(tx: Transaction, request: int) -> list[int]:
    """Those that are the same as this one, and were closed for that."""
    rows = tx.all(
        "SELECT request AS id FROM links WHERE other = :request AND kind = 'duplicate' ORDER BY id",
        request=request,
    )
    return [row["id"] for row in rows]
