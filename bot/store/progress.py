"""In whose hands a request is and how it goes on. Two people can race for one: each such write carries its condition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from bot.domain.lifecycle import OVER
from bot.domain.permits import LEADERS, Role
from bot.domain.request import (
    NEXT_ACTOR,
    RESERVED,
    Action,
    Outcome,
    Request,
    Stage,
    after,
)
from bot.domain.sieve import By, Sieve
from bot.store import requests
from bot.store.database import Transaction
from bot.store.engine import RaceLost
from bot.store.staff import Officer

_OVER: Final = ", ".join(f"'{stage}'" for stage in sorted(OVER - {Stage.ENDED}))
_RESERVED: Final = ", ".join(f"'{matter}'" for matter in sorted(RESERVED))


_SIEVES: Final[Mapping[By, str]] = {
    By.ALL: "1 = 1",
    By.MINE: f"({requests.LITTLE} OR (:communes = '' OR :communes LIKE '% ' || coalesce(place, '?') || ' %')"
    " AND (:matters = '' OR :matters LIKE '% ' || coalesce(matter, '?') || ' %'))",
    By.URGENT: "urgent = 1",
    By.LONGEST: "1 = 1",
    By.PLACE: f"coalesce(place, '') = :code AND NOT {requests.LITTLE}",
    By.MATTER: f"matter = :code AND NOT {requests.LITTLE}",
    By.LANGUAGE: f"speaks = :code AND NOT {requests.LITTLE}",
}
_IN_QUEUE: Final = (
    "status = 'new' AND restricted_at IS NULL AND (:branch = 'all' OR branch IN (:branch, 'all'))"
    f" AND (:leads = 1 OR coalesce(sensitive, '') NOT IN ({_RESERVED}) AND coalesce(matter, '') NOT IN ({_RESERVED}))"
    " AND (:collaborates = 0 OR kind NOT IN ('arrested', 'notice') AND coalesce(form, '') <> 'proceedings'"
    " AND coalesce(custody, 'none') = 'none')"
    " AND NOT EXISTS (SELECT 1 FROM declines JOIN staff ON staff.id = declines.staff WHERE"
    " declines.request = requests.id AND staff.person = :person)"
    " AND NOT EXISTS (SELECT 1 FROM laters WHERE laters.request = requests.id AND laters.staff = :staff"
    " AND laters.until_at > :now AND requests.urgent = 0)"
    " AND requests.person <> :person"
)
"""What waits for a first contact and may be seen by one of the staff, who did not decline it or put it off."""


def queue(tx: Transaction, officer: Officer, sieve: Sieve, *, limit: int, offset: int) -> list[Request]:
    """Who waits for a first contact: urgent ones first, then the longest. In a flood or a landslide (disasters.py) what came
    of it stands before all."""
    order = (
        "waits_since, id"
        if sieve.by is By.LONGEST
        else "(matter = 'disaster' AND EXISTS (SELECT 1 FROM disasters WHERE until_at IS NULL)) DESC, urgent DESC, id"
    )
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE {_IN_QUEUE} AND {_SIEVES[sieve.by]}"
        f" ORDER BY {order} LIMIT :limit OFFSET :offset",
        limit=limit,
        offset=offset,
        **_seen_by(tx, officer, sieve),
    )
    return [requests.read(row) for row in rows]


def in_queue(tx: Transaction, officer: Officer, sieve: Sieve) -> int:
    """How many they are."""
    row = tx.only(
        f"SELECT count(*) AS n FROM requests WHERE {_IN_QUEUE} AND {_SIEVES[sieve.by]}",
        **_seen_by(tx, officer, sieve),
    )
    return int(row["n"])


def waiting_codes(tx: Transaction, officer: Officer, by: By) -> list[str]:
    """The places, matters or languages by which the queue can be sieved now."""
    column = {By.PLACE: "place", By.MATTER: "matter", By.LANGUAGE: "speaks"}[by]
    rows = tx.all(
        f"SELECT DISTINCT {column} AS code FROM requests WHERE {_IN_QUEUE} AND {column} IS NOT NULL AND NOT {requests.LITTLE}"
        " ORDER BY code",
        **_seen_by(tx, officer, Sieve()),
    )
    return [row["code"] for row in rows]


def _seen_by(tx: Transaction, officer: Officer, sieve: Sieve) -> dict[str, object]:
    """The values that the conditions name; a list is found in by LIKE, between spaces."""
    return {
        "branch": officer.branch,
        "leads": int(officer.role in LEADERS),
        "collaborates": int(officer.role == Role.COLLABORATOR),
        "staff": officer.id,
        "person": officer.person,
        "now": tx.now,
        "code": sieve.code,
        "communes": f" {' '.join(officer.communes)} " if officer.communes else "",
        "matters": f" {' '.join(officer.matters)} " if officer.matters else "",
    }


def waiting(tx: Transaction, since: int) -> list[Request]:
    """What nobody has claimed and waits from ``since`` (ms UTC) or later."""
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE status = 'new' AND restricted_at IS NULL AND waits_since >= :since ORDER BY id",
        since=since,
    )
    return [requests.read(row) for row in rows]


def mine(tx: Transaction, staff: int) -> list[Request]:
    """What this officer has in hand, oldest first."""
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE claimed_by = :staff AND status <> 'closed'"
        " ORDER BY urgent DESC, id",
        staff=staff,
    )
    return [requests.read(row) for row in rows]


def in_law(tx: Transaction, *, staff: int | None, branch: str) -> list[Request]:
    """What the law's clocks can run on: an act was done, an agency gave notice, somebody came to the counter, a
    right over data was asked for. What is over in law is left out.

    ``staff``: in this one's hands; None: of a branch, or of ``all``.
    """
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE id IN (SELECT id FROM requests"
        # Word for word the condition of the index requests_in_law: what was closed undecided owes nothing.
        f" WHERE stage NOT IN ({_OVER}) AND (status <> 'closed' OR stage = 'ended' OR kind = 'notice')"
        " AND (notice_at IS NOT NULL OR source = 'counter'"
        " OR EXISTS (SELECT 1 FROM acts WHERE acts.request = requests.id))"
        " UNION SELECT request FROM data_requests WHERE ended_at IS NULL)"
        " AND (:staff IS NULL OR claimed_by = :staff)"
        " AND (:branch = 'all' OR branch IN (:branch, 'all')) ORDER BY id",
        staff=staff,
        branch=branch,
    )
    return [requests.read(row) for row in rows]


def claim(tx: Transaction, request: int, staff: int) -> bool:
    """One conditional UPDATE: True for the one who wins."""
    won = bool(
        tx.run(
            "UPDATE requests SET claimed_by = :staff, claimed_at = :now, status = 'claimed',"
            " lapsed_from = NULL, version = version + 1, next_actor = 'officer'"
            " WHERE id = :request AND claimed_by IS NULL AND status = 'new'",
            staff=staff,
            now=tx.now,
            request=request,
        )
    )
    take_along(tx, request)
    return won


def take_along(tx: Transaction, request: int) -> None:
    """What was closed as the same as this request is in the same hands: its words are read with it."""
    tx.run(
        "UPDATE requests SET claimed_by = (SELECT claimed_by FROM requests AS kept WHERE kept.id = :request)"
        " WHERE status = 'closed' AND outcome = 'duplicate'"
        " AND id IN (SELECT request FROM links WHERE other = :request AND kind = 'duplicate')",
        request=request,
    )


def move(tx: Transaction, request: Request, action: Action, outcome: Outcome | None = None) -> Request:
    """Let an action happen to a request; raises RaceLost when it changed meanwhile."""
    status = after(request.status, action)
    if status is None:
        raise LookupError(f"no {action} of a request that is {request.status}")
    _change(
        tx,
        request,
        "status = :status, next_actor = :next_actor, outcome = :outcome, awaited = 0,"
        " first_reply_at = CASE WHEN :status = 'answered' THEN coalesce(first_reply_at, :now)"
        " ELSE first_reply_at END,"
        " closed_at = CASE WHEN :status = 'closed' THEN :now END",
        status=str(status),
        next_actor=str(NEXT_ACTOR[status]),
        outcome=str(outcome) if outcome else None,
        now=tx.now,
    )
    return requests.load(tx, request.id)


def hand(tx: Transaction, request: Request, action: Action, to: int | None) -> Request:
    """Let it go from one hand into another, or (None) back into the queue; raises RaceLost."""
    moved = move(tx, request, action)
    _change(
        tx,
        moved,
        "lapsed_from = NULL, claimed_by = :to, claimed_at = CASE WHEN :to IS NULL THEN NULL ELSE :now END",
        to=to,
        now=tx.now,
    )
    take_along(tx, request.id)
    return requests.load(tx, request.id)


def wait(tx: Transaction, request: int, *, since: int, rung: int, next_by: int | None, extended: int) -> None:
    """Note from when it waits, how many steps of waiting have passed, and when the next one comes (ms UTC)."""
    tx.run(
        "UPDATE requests SET waits_since = :since, rung = :rung, next_by = :next_by, extended = :extended"
        " WHERE id = :request",
        since=since,
        rung=rung,
        next_by=next_by,
        extended=extended,
        request=request,
    )


def note_lapse(tx: Transaction, request: int, staff: int) -> None:
    """Remember from whom a claim lapsed: a leave that is told of later may give it back."""
    tx.run(
        "UPDATE requests SET lapsed_from = :staff, lapsed_at = :now WHERE id = :request",
        staff=staff,
        now=tx.now,
        request=request,
    )


def lapsed(tx: Transaction, staff: int, start: int, end: int) -> list[Request]:
    """What lapsed from this officer between these times (ms UTC) and waits in the queue still."""
    rows = tx.all(
        f"SELECT {requests.COLUMNS} FROM requests WHERE lapsed_from = :staff AND lapsed_at BETWEEN :start AND :end"
        " AND status = 'new' ORDER BY id",
        staff=staff,
        start=start,
        end=end,
    )
    return [requests.read(row) for row in rows]


def set_awaited(tx: Transaction, request: int) -> None:
    """The person wrote and waits for an answer."""
    tx.run(
        "UPDATE requests SET awaited = 1, next_actor = 'officer' WHERE id = :request AND status <> 'closed'",
        request=request,
    )


def set_sensitive(tx: Transaction, request: Request, matter: str | None, sensitive: str | None) -> Request:
    """An officer sorted it: its matter, and what a group must not see; raises RaceLost."""
    _change(tx, request, "matter = :matter, sensitive = :sensitive", matter=matter, sensitive=sensitive)
    return requests.load(tx, request.id)


def set_marks(tx: Transaction, request: Request, sensitive: str | None, urgency: Collection[str]) -> Request:
    """What a group must not see of it, and why it is urgent; without a reason it is not. Raises RaceLost."""
    _change(
        tx,
        request,
        "sensitive = :sensitive, urgency = :urgency, urgent = :urgent",
        sensitive=sensitive,
        urgency=" ".join(urgency),
        urgent=int(bool(urgency)),
    )
    return requests.load(tx, request.id)


def _change(tx: Transaction, request: Request, what: str, **values: object) -> None:
    changed = tx.run(
        f"UPDATE requests SET {what}, version = version + 1 WHERE id = :id AND version = :version",
        id=request.id,
        version=request.version,
        **values,
    )
    if not changed:
        raise RaceLost
