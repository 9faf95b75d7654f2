"""The acts of the law about a request, in the order in which they were done. What moves by them: domain/lifecycle.py."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.lifecycle import Act, stage_after
from bot.domain.request import Request
from bot.store import requests
from bot.store.database import Transaction
from bot.store.engine import RaceLost, Row


@dataclass(frozen=True, slots=True)
class Done:
    """One act. ``reference``: the number of a written act, or the code in the register; ``details``: codes."""

    id: int
    request: int
    act: Act
    at: int
    staff: int | None
    law: str
    ground: str
    details: str
    reference: str
    words: str


def do(
    tx: Transaction,
    request: Request,
    act: Act,
    staff: int | None,
    law: str,
    *,
    ground: str = "",
    details: str = "",
    reference: str = "",
    words: str = "",
    at: int | None = None,
) -> Request:
    """Note the act and move the request by it; raises RaceLost when the request changed meanwhile.

    ``at`` (ms UTC): when it was done, if not now.
    """
    stage = stage_after(request.stage, act)
    if stage is None:
        raise LookupError(f"no {act} of a request that is {request.stage}")
    moved = tx.run(
        "UPDATE requests SET stage = :stage, version = version + 1 WHERE id = :id AND version = :version",
        stage=str(stage),
        id=request.id,
        version=request.version,
    )
    if not moved:
        raise RaceLost
    new = tx.new_id("acts")
    tx.run(
        "INSERT INTO acts (id, request, act, at, staff, law, ground, details, reference, words)"
        " VALUES (:id, :request, :act, :at, :staff, :law, :ground, :details, :reference, :words)",
        id=new,
        request=request.id,
        act=str(act),
        at=tx.now if at is None else at,
        staff=staff,
        law=law,
        ground=ground,
        details=details,
        reference=tx.seal("acts", "reference", new, reference) if reference else None,
        words=tx.seal("acts", "words", new, words) if words else None,
    )
    return requests.load(tx, request.id)


def of_request(tx: Transaction, request: int) -> list[Done]:
    """Every act, oldest first."""
    rows = tx.all("SELECT * FROM acts WHERE request = :request ORDER BY id", request=request)
    return [_done(tx, row) for row in rows]


def last(tx: Transaction, request: int, act: Act) -> Done | None:
    """The newest act of this kind."""
    row = tx.one(
        "SELECT * FROM acts WHERE request = :request AND act = :act ORDER BY id DESC LIMIT 1",
        request=request,
        act=str(act),
    )
    return _done(tx, row) if row else None


def owes_papers(tx: Transaction, request: int) -> bool:
    """Was it accepted before all papers were there, and have they not been brought since?"""
    before = last(tx, request, Act.ACCEPT_URGENT)
    brought = last(tx, request, Act.PAPERS_BROUGHT)
    return before is not None and (brought is None or brought.id < before.id)


def _done(tx: Transaction, row: Row) -> Done:
    def opened(column: str) -> str:
        return tx.open("acts", column, row["id"], row[column]) if row[column] is not None else ""

    return Done(
        row["id"],
        row["request"],
        Act(row["act"]),
        row["at"],
        row["staff"],
        row["law"],
        row["ground"],
        row["details"],
        opened("reference"),
        opened("words"),
    )
