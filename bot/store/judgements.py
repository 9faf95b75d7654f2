"""By which version of the law a request was judged, when, with what answer. What is judged, and how: domain/eligibility.py."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.eligibility import Answer
from bot.store.database import Transaction
from bot.store.engine import Row


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement. ``moment``: receipt, check or acceptance; ``clauses``: see ``codes`` in domain/eligibility.py."""

    moment: str
    at: int
    law: str
    answer: Answer
    clauses: str


def add(tx: Transaction, request: int, moment: str, *, law: str, answer: Answer, clauses: str) -> None:
    """Keep a judgement; the clauses are sealed, since one may tell of a sickness."""
    new = tx.new_id("judgements")
    tx.run(
        "INSERT INTO judgements (id, request, moment, at, law, answer, clauses)"
        " VALUES (:id, :request, :moment, :now, :law, :answer, :clauses)",
        id=new,
        request=request,
        moment=moment,
        now=tx.now,
        law=law,
        answer=str(answer),
        clauses=tx.seal("judgements", "clauses", new, clauses),
    )


def of_request(tx: Transaction, request: int) -> list[Judged]:
    """Every judgement, oldest first."""
    rows = tx.all("SELECT * FROM judgements WHERE request = :request ORDER BY id", request=request)
    return [_judged(tx, row) for row in rows]


def _judged(tx: Transaction, row: Row) -> Judged:
    clauses = tx.open("judgements", "clauses", row["id"], row["clauses"])
    return Judged(row["moment"], row["at"], row["law"], Answer(row["answer"]), clauses)
