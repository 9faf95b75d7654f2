"""What has had its time, and how it goes: by the rules of the province, once a night; or only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from bot.domain.calendar import DAY_MS, ZONE_MS, date_of
from bot.domain.data_rights import Hold
from bot.domain.retention import Kept, Retention
from bot.store import centre, erasure
from bot.store.database import Transaction

MACHINE: Final = "machine"
RAN: Final = "retention"
"""The Centre's note of the day of the last run."""
NIGHT: Final = range(1, 5)
HOUR_MS: Final = 3_600_000
MOST: Final = 500
"""Requests a night: a first run over old years must not hold the turns up."""

_RIPE: Final[Mapping[Kept, str]] = {
    Kept.CLOSED: "status = 'closed' AND closed_at < :before AND stage NOT IN ('refused', 'handed_over')",
    Kept.REFUSED: "status = 'closed' AND closed_at < :before AND stage = 'refused'",
    Kept.HANDED_OVER: "stage = 'handed_over' AND (SELECT max(at) FROM acts WHERE request = requests.id) < :before",
}
"""Which requests have had their time; what a person wants kept but not used goes by no clock."""

_ORPHAN: Final = (
    "session IS NULL AND request IS NULL AND state <> 'erased' AND created_at < :before"
    " AND id NOT IN (SELECT file FROM messages WHERE file IS NOT NULL UNION SELECT file FROM notes WHERE file IS NOT NULL"
    " UNION SELECT file FROM reports WHERE file IS NOT NULL UNION SELECT file FROM spoken WHERE file IS NOT NULL"
    " UNION SELECT file FROM readings WHERE file IS NOT NULL)"
)
_FINISHED: Final = (
    "outcome <> '' AND asked_at < :before"
    " AND id NOT IN (SELECT session FROM requests WHERE session IS NOT NULL AND erased_at IS NULL"
    " UNION SELECT session FROM complaints WHERE session IS NOT NULL AND body <> x''"
    " UNION SELECT session FROM surveys WHERE session IS NOT NULL AND body IS NOT NULL"
    " UNION SELECT session FROM data_requests WHERE session IS NOT NULL AND ended_at IS NULL)"
)
"""What was said and sent in a conversation lives as long as what it was said for."""
_GOES: Final[tuple[tuple[Kept, str, str], ...]] = (
    (
        Kept.COMPLAINTS,
        "complaints",
        "UPDATE complaints SET body = x'', answer = NULL WHERE answered_at < :before AND body <> x''",
    ),
    (
        Kept.CONVERSATIONS,
        "files",
        "UPDATE files SET state = 'erased', refs = x'', session = NULL WHERE request IS NULL AND state <> 'erased'"
        f" AND session IN (SELECT id FROM sessions WHERE {_FINISHED})",
    ),
    (
        Kept.CONVERSATIONS,
        "sessions",
        f"UPDATE sessions SET body = NULL WHERE body IS NOT NULL AND {_FINISHED}",
    ),
    (Kept.CONVERSATIONS, "notice_drafts", "DELETE FROM notice_drafts WHERE at < :before"),
    (Kept.FILES, "files", f"UPDATE files SET state = 'erased', refs = x'' WHERE {_ORPHAN}"),
    (
        Kept.UNDELIVERED,
        "outbox",
        "DELETE FROM outbox WHERE state IN ('failed', 'blocked') AND created_at < :before"
        " AND id NOT IN (SELECT target FROM outbox WHERE target IS NOT NULL)",
    ),
    (Kept.DATA_REQUESTS, "data_requests", "DELETE FROM data_requests WHERE ended_at < :before"),
    (Kept.AUDIT, "audit", "DELETE FROM audit WHERE at < :before"),
)
"""What else goes: by which rule, from which table, how."""
_UNHEARD: Final = (
    "SELECT people.id FROM people JOIN chats ON chats.id = people.chat"
    " WHERE chats.private = 1 AND people.erased_at IS NULL AND people.created_at < :before"
    " AND NOT EXISTS (SELECT 1 FROM staff WHERE staff.person = people.id)"
    " AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.person = people.id AND requests.erased_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM complaints WHERE complaints.person = people.id AND answered_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.person = people.id"
    " AND (outcome = '' OR asked_at >= :before)) LIMIT :most"
)


class _Undone(Exception):
    """Everything that was done is taken back."""


def run(tx: Transaction, rules: Retention) -> Counter[str]:
    """Let go what has had its time; returns rows by table."""
    gone = Counter[str]()
    for request in ripe(tx, rules):
        gone += erasure.erase_request(tx, request, MACHINE)
    for kept, table, sql in _GOES:
        gone[table] += tx.run(sql, before=rules.before(kept, tx.now))
    for row in tx.all(_UNHEARD, before=rules.before(Kept.PEOPLE, tx.now), most=MOST):
        gone += erasure.erase_person(tx, row["id"])
    gone["chats"] += erasure.forget_addresses(tx)
    return +gone


def nightly(tx: Transaction, rules: Retention) -> Counter[str]:
    """``run``, in the small hours of the province's clock, once a day; at any other time nothing.

    Whoever sets a rule wrong by day has until night to see it in the preview.
    """
    today, hour = date_of(tx.now), (tx.now + ZONE_MS) % DAY_MS // HOUR_MS
    if hour not in NIGHT or centre.get(tx, RAN) == today.isoformat():
        return Counter()
    centre.put(tx, RAN, today.isoformat())
    return run(tx, rules)


def foretell(tx: Transaction, rules: Retention) -> Counter[str]:
    """What ``run`` would let go now, rows by table: it is done, counted and undone."""
    gone = Counter[str]()
    with suppress(_Undone), tx.savepoint():
        gone += run(tx, rules)
        raise _Undone
    return gone


def ripe(tx: Transaction, rules: Retention) -> Iterator[int]:
    """The requests whose time is over and which nothing holds, the oldest first."""
    for kept, condition in _RIPE.items():
        rows = tx.all(
            f"SELECT id FROM requests WHERE erased_at IS NULL AND restricted_at IS NULL AND {condition}"
            " ORDER BY id LIMIT :most",
            before=rules.before(kept, tx.now),
            most=MOST,
        )
        handed_over = kept is Kept.HANDED_OVER
        for row in rows:
            hold = erasure.hold(tx, row["id"])
            if hold is None or (handed_over and hold is not Hold.COMPLAINT):
                yield row["id"]


def held_back(tx: Transaction) -> Counter[str]:
    """Closed requests that go by no clock, by the reason: accepted and not handed over, a complaint, the person's wish."""
    rows = tx.all(
        "SELECT id, stage, restricted_at FROM requests WHERE status = 'closed' AND erased_at IS NULL"
    )
    why = Counter[str]()
    for row in rows:
        if row["restricted_at"] is not None:
            why["restricted"] += 1
        elif (hold := erasure.hold(tx, row["id"])) and row["stage"] != "handed_over":
            why[hold] += 1
    return why
