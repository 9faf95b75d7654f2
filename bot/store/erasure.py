"""Deleting for good: the words of a request, and all that names a person. Chains of digests and codes stay.

``secure_delete`` overwrites what is deleted; ``Database.scrub`` empties the write-ahead log; the fetcher deletes the bytes of files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from bot.domain.data_rights import Hold, hold_on
from bot.domain.request import Outcome, Stage
from bot.store import history, reports
from bot.store.database import Transaction

NOTHING: Final = b""
"""Where a sealed column may not be empty in the schema."""

OF_REQUEST: Final[Mapping[str, str]] = {
    "messages": "DELETE FROM messages WHERE request = :request",
    "notes": "DELETE FROM notes WHERE request = :request",
    "dossier": "DELETE FROM dossier WHERE request = :request",
    "desk": "DELETE FROM desk WHERE request = :request",
    "surveys": "UPDATE surveys SET body = NULL WHERE request = :request",
    "complaints": "UPDATE complaints SET body = :nothing, answer = NULL WHERE request = :request",
    "judgements": "UPDATE judgements SET clauses = :nothing WHERE request = :request",
    "acts": "UPDATE acts SET words = NULL WHERE request = :request",
    "data_requests": "UPDATE data_requests SET words = NULL WHERE request = :request",
    "outbox": "UPDATE outbox SET body = NULL, state = CASE state WHEN 'due' THEN 'expired' ELSE state END"
    " WHERE body IS NOT NULL AND (about = :request OR request = :request OR chat = :chat AND state <> 'due')",
    "inbox": "UPDATE inbox SET raw = NULL, state = 'done'"
    " WHERE chat = :chat AND state IN ('failed', 'quarantined')",
    "sessions": "UPDATE sessions SET body = NULL, outcome = CASE outcome WHEN '' THEN 'erased' ELSE outcome END"
    " WHERE body IS NOT NULL AND (id = :session OR person = :person AND outcome <> ''"
    " AND id NOT IN (SELECT session FROM requests WHERE session IS NOT NULL))",
    "files": "UPDATE files SET state = 'erased', refs = :nothing, session = NULL, request = NULL"
    " WHERE state <> 'erased' AND (request = :request OR session = :session OR session IN"
    " (SELECT session FROM complaints WHERE request = :request UNION SELECT session FROM surveys WHERE request = :request"
    " UNION SELECT session FROM data_requests WHERE request = :request))",
    "requests": "UPDATE requests SET facts = NULL, counted = NULL, code_word = NULL, speaks = NULL, erased_at = :now, next_by = NULL,"
    " next_actor = 'none', status = 'closed', outcome = coalesce(outcome, 'withdrawn'),"
    " closed_at = coalesce(closed_at, :now), version = version + 1 WHERE id = :request",
    "request_words": "DELETE FROM request_words WHERE request = :request",
    "timers": "DELETE FROM timers WHERE kind = 'wait' AND details = CAST(:request AS TEXT)",
}
"""By table, in an order that leaves no row without what it names."""

OF_PERSON: Final[Mapping[str, str]] = {
    "people": "UPDATE people SET name = NULL, language = NULL, voice = 0, low_data = 0, quiet = 0, parted_from = NULL,"
    " erased_at = :now WHERE id = :person",
    "complaints": "UPDATE complaints SET body = :nothing, answer = NULL WHERE person = :person",
    "sessions": "UPDATE sessions SET body = NULL, outcome = CASE outcome WHEN '' THEN 'erased' ELSE outcome END"
    " WHERE person = :person AND body IS NOT NULL",
    "outbox": "UPDATE outbox SET body = NULL WHERE chat = :chat AND body IS NOT NULL AND state <> 'due'",
    "inbox": "UPDATE inbox SET raw = NULL, state = 'done'"
    " WHERE chat = :chat AND state IN ('failed', 'quarantined')",
    "files": "UPDATE files SET state = 'erased', refs = :nothing, session = NULL"
    " WHERE state <> 'erased' AND request IS NULL"
    " AND (chat = :chat OR session IN (SELECT id FROM sessions WHERE person = :person))",
    "timers": "DELETE FROM timers WHERE chat = :chat",
    "tries": "DELETE FROM tries WHERE person = :person",
}
"""By table, once nothing of the person stays."""


def hold(tx: Transaction, request: int) -> Hold | None:
    """What keeps a request from being deleted now."""
    row = tx.only(
        "SELECT stage, outcome, official_code IS NOT NULL AS registered, EXISTS (SELECT 1 FROM complaints WHERE"
        " (complaints.request = requests.id OR complaints.person = requests.person) AND answered_at IS NULL) AS complaint FROM requests WHERE id = :request",
        request=request,
    )
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    return hold_on(
        Stage(row["stage"]),
        outcome,
        registered=bool(row["registered"]),
        complaint_open=bool(row["complaint"]),
    )


def erase_request(tx: Transaction, request: int, actor: str) -> Counter[str]:
    """Delete the words of a request, and of its person where nothing else of hers stays; returns rows by table.

    Its number, codes, acts and chain of digests stay: they name nobody.
    """
    row = tx.only(
        "SELECT requests.person, session, people.chat FROM requests JOIN people ON people.id = requests.person"
        " WHERE requests.id = :request",
        request=request,
    )
    gone = Counter[str]()
    for report in tx.all("SELECT id FROM reports WHERE request = :request", request=request):
        reports.drop(tx, report["id"])
        gone["reports"] += 1
    names = {"request": request, "session": row["session"], "person": row["person"], "chat": row["chat"]}
    gone += _carry_out(tx, OF_REQUEST, names)
    history.append(tx, request, actor, "erased")
    return gone + (erase_person(tx, row["person"]) if _is_bare(tx, row["person"]) else Counter())


def erase_person(tx: Transaction, person: int) -> Counter[str]:
    """Delete what names a person; the address goes once nothing is to be sent there (``forget_addresses``)."""
    row = tx.only("SELECT chat FROM people WHERE id = :person", person=person)
    gone = _carry_out(tx, OF_PERSON, {"person": person, "chat": row["chat"]})
    tx.run(
        "UPDATE consents SET withdrawn_at = :now WHERE person = :person AND withdrawn_at IS NULL",
        now=tx.now,
        person=person,
    )
    return gone


def forget_addresses(tx: Transaction) -> int:
    """The last trace: the addresses of who was deleted, wrote nothing since, and is sent nothing; returns how many."""
    rows = tx.all(
        "SELECT chats.id FROM chats JOIN people ON people.chat = chats.id WHERE people.erased_at IS NOT NULL"
        " AND chats.address <> :nothing AND NOT EXISTS"
        " (SELECT 1 FROM outbox WHERE outbox.chat = chats.id AND state = 'due') AND NOT EXISTS"
        " (SELECT 1 FROM inbox WHERE inbox.chat = chats.id AND state = 'open') AND NOT EXISTS"
        " (SELECT 1 FROM sessions WHERE sessions.person = people.id AND started_at > people.erased_at)"
        " AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.person = people.id AND erased_at IS NULL)",
        nothing=NOTHING,
    )
    for row in rows:
        tx.run(
            "UPDATE chats SET address = :nothing, address_digest = :digest WHERE id = :id",
            nothing=NOTHING,
            digest=tx.digest("erased", str(row["id"])),
            id=row["id"],
        )
    return len(rows)


def _is_bare(tx: Transaction, person: int) -> bool:
    """Does nothing of this person stay, who does not work here?"""
    row = tx.one(
        "SELECT 1 FROM people WHERE id = :person"
        " AND NOT EXISTS (SELECT 1 FROM requests WHERE person = :person AND erased_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM complaints WHERE person = :person AND answered_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM staff WHERE person = :person)"
        " AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = :person AND outcome = '')",
        person=person,
    )
    return row is not None


def _carry_out(tx: Transaction, statements: Mapping[str, str], names: Mapping[str, object]) -> Counter[str]:
    values = {**names, "nothing": NOTHING, "now": tx.now}
    gone = Counter({table: tx.run(sql, **values) for table, sql in statements.items()})
    return +gone
