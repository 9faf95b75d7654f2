"""Where a person stands in a conversation, sealed as one text; others may be open on top of the first."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.flow.session import Session, from_json, to_json
from bot.store.database import Transaction
from bot.store.engine import Row
from bot.store.sealing import KeyProblem

log = logging.getLogger(__name__)

LAG_MS: Final = 5 * 60_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A session and its row. ``asked_at``: when its question was last asked."""

    id: int
    session: Session
    asked_at: int


def open_one(tx: Transaction, person: int, session: Session) -> Stored:
    """Open a session; it stands on top of those that are open."""
    new = tx.new_id("sessions")
    tx.run(
        "INSERT INTO sessions (id, person, flow, version, body, outcome, started_at, asked_at)"
        " VALUES (:id, :person, :flow, :version, :body, :outcome, :now, :now)",
        id=new,
        person=person,
        flow=session.flow,
        version=session.version,
        body=tx.seal("sessions", "body", new, to_json(session)),
        outcome=session.outcome,
        now=tx.now,
    )
    return Stored(new, session, tx.now)


def current(tx: Transaction, person: int) -> Stored | None:
    """The open session of a person that stands on top."""
    return next(iter(open_ones(tx, person)), None)


def open_ones(tx: Transaction, person: int) -> list[Stored]:
    """The open sessions of a person, the one on top first."""
    rows = tx.all(
        "SELECT id, body, asked_at FROM sessions WHERE person = :person AND outcome = '' ORDER BY id DESC",
        person=person,
    )
    return [stored for stored in (_stored(tx, row) for row in rows) if stored]


COUNTED: Final = 500
"""Sessions that are opened to see where people stand."""


def open_flows(tx: Transaction) -> list[str]:
    """The flow of every open session."""
    return [row["flow"] for row in tx.all("SELECT flow FROM sessions WHERE outcome = ''")]


def open_in(tx: Transaction, flow: str) -> list[Stored]:
    """The open sessions of a flow, the newest first, no more than ``COUNTED``."""
    rows = tx.all(
        "SELECT id, body, asked_at FROM sessions WHERE flow = :flow AND outcome = '' ORDER BY id DESC LIMIT :limit",
        flow=flow,
        limit=COUNTED,
    )
    return [stored for stored in (_stored(tx, row) for row in rows) if stored]


def with_words(tx: Transaction, person: int) -> list[Stored]:
    """Every session of a person whose words still stand, open or over, the newest first."""
    rows = tx.all(
        "SELECT id, body, asked_at FROM sessions WHERE person = :person AND body IS NOT NULL ORDER BY id DESC",
        person=person,
    )
    return [stored for stored in (_stored(tx, row) for row in rows) if stored]


def told_in(tx: Transaction, person: int, flows: Collection[str], message: str) -> int | None:
    """The ended session of one of these flows in which this message was sent, whatever it answered.

    A message may have come in while the one that opened the session was not yet handled: so long the slack is.
    """
    rows = tx.all(
        "SELECT sessions.id, sessions.flow FROM sessions JOIN people ON people.id = sessions.person"
        " JOIN inbox ON inbox.chat = people.chat AND inbox.message = :message"
        " WHERE sessions.person = :person AND sessions.outcome <> ''"
        " AND inbox.received_at BETWEEN sessions.started_at - :slack AND sessions.asked_at ORDER BY sessions.id DESC",
        message=message,
        person=person,
        slack=LAG_MS,
    )
    return next((row["id"] for row in rows if row["flow"] in flows), None)


def find_open(tx: Transaction, session: int) -> tuple[int, Stored] | None:
    """Whose open session this is, and how it stands."""
    row = tx.one(
        "SELECT id, person, body, asked_at FROM sessions WHERE id = :session AND outcome = ''",
        session=session,
    )
    stored = _stored(tx, row) if row else None
    return (row["person"], stored) if row and stored else None


def ended(tx: Transaction, person: int, session: int) -> Stored | None:
    """A session of this person that is over and whose words still stand."""
    row = tx.one(
        "SELECT id, body, asked_at FROM sessions"
        " WHERE id = :session AND person = :person AND outcome <> '' AND body IS NOT NULL",
        session=session,
        person=person,
    )
    return _stored(tx, row) if row else None


def started_at(tx: Transaction, session: int) -> int:
    """When it was opened (ms UTC)."""
    return int(tx.only("SELECT started_at FROM sessions WHERE id = :session", session=session)["started_at"])


def save(tx: Transaction, session: int, now_stands: Session) -> None:
    """Keep how the session stands now."""
    tx.run(
        "UPDATE sessions SET body = :body, version = :version, outcome = :outcome, asked_at = :now"
        " WHERE id = :session",
        body=tx.seal("sessions", "body", session, to_json(now_stands)),
        version=now_stands.version,
        outcome=now_stands.outcome,
        now=tx.now,
        session=session,
    )


def erase(tx: Transaction, session: int, outcome: str) -> None:
    """Close a session and delete every word of it."""
    tx.run(
        "UPDATE sessions SET body = NULL, outcome = :outcome WHERE id = :session",
        outcome=outcome,
        session=session,
    )


def _stored(tx: Transaction, row: Row) -> Stored | None:
    try:
        body = tx.open("sessions", "body", row["id"], row["body"])
    except KeyProblem:
        # Nobody can read it any more; the person must be able to begin anew all the same.
        log.error("session %d does not open and is closed", row["id"])
        erase(tx, row["id"], "unreadable")
        return None
    return Stored(row["id"], from_json(body), row["asked_at"])
