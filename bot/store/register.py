"""The cases of the Centre's register, read from the acts; and what the form says of a person, sealed, for sums only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from bot.domain.lifecycle import Act
from bot.domain.register import REGISTERED, Case, Counted, Noted, cases
from bot.domain.reporting_period import Period
from bot.store import judgements, reports
from bot.store.database import Transaction

_ACTS: Final = ", ".join(f"'{act}'" for act in REGISTERED)
HELD: Final = "=yes"
"""How a judgement names a clause that holds."""


def rows(tx: Transaction, period: Period, branch: str) -> list[int]:
    """Requests that may count in the period: under way now, or with an act of the register since it began."""
    found = tx.all(
        "SELECT id FROM requests WHERE (stage IN ('accepted', 'appointed', 'under_way')"
        f" OR id IN (SELECT request FROM acts WHERE at >= :start AND act IN ({_ACTS})))"
        " AND (:branch = 'all' OR branch IN (:branch, 'all')) ORDER BY id",
        start=period.start_ms,
        branch=branch,
    )
    return [row["id"] for row in found]


def read(tx: Transaction, requests: Sequence[int]) -> list[Case]:
    """The cases of these requests."""
    return [case for request in requests for case in _of_request(tx, request)]


def _of_request(tx: Transaction, request: int) -> list[Case]:
    noted = [
        Noted(Act(row["act"]), row["at"], row["ground"])
        for row in tx.all(
            f"SELECT act, at, ground FROM acts WHERE request = :request AND act IN ({_ACTS}) ORDER BY id",
            request=request,
        )
    ]
    row = tx.only(f"SELECT {reports.ENTRY}, form FROM requests WHERE id = :request", request=request)
    entry = reports.entry(row)
    known = Case(
        entry.branch,
        entry.shown_matter,
        row["form"],
        clauses=_clauses(tx, request),
        counted=counted(tx, request),
    )
    return cases(noted, known)


def _clauses(tx: Transaction, request: int) -> tuple[str, ...]:
    """By which clauses the person is helped, as it was judged at acceptance, by the version in force that day."""
    judged = [each for each in judgements.of_request(tx, request) if each.moment == "acceptance"]
    if not judged:
        return ()
    codes = (code.removesuffix(HELD) for code in judged[-1].clauses.split() if code.endswith(HELD))
    return tuple(clause for clause in codes if clause.startswith(f"{judged[-1].law}:"))


def simple(tx: Transaction, period: Period, branch: str) -> list[str]:
    """The branches of simple questions answered at once in the period: «việc», no case (circular 12/2018, Điều 8(2))."""
    found = tx.all(
        "SELECT branch FROM requests WHERE closed_at >= :start AND closed_at < :end AND outcome = 'answered'"
        " AND stage = 'received' AND (:branch = 'all' OR branch IN (:branch, 'all'))",
        start=period.start_ms,
        end=period.end_ms,
        branch=branch,
    )
    return [row["branch"] for row in found]


def counted(tx: Transaction, request: int) -> Counted:
    """What was noted of the person helped."""
    row = tx.only("SELECT counted FROM requests WHERE id = :request", request=request)
    if row["counted"] is None:
        return Counted()
    return Counted(**json.loads(tx.open("requests", "counted", request, row["counted"])))


def note(tx: Transaction, request: int, now_known: Counted) -> None:
    """Keep it, sealed."""
    said = json.dumps({"sex": now_known.sex, "minority": now_known.minority})
    tx.run(
        "UPDATE requests SET counted = :counted WHERE id = :request",
        counted=tx.seal("requests", "counted", request, said),
        request=request,
    )
