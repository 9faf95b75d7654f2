"""The verb an officer chose and has not yet finished: the next words he sends belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.store import notice_drafts
from bot.store.database import Transaction

OPEN_MS: Final = 30 * 60_000
"""After half an hour the next words no longer go to a citizen."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What is waiting for words; ``details`` is what was chosen already. ``request`` 0: the details name what it is about."""

    verb: str
    request: int
    details: str = ""


def put(tx: Transaction, person: int, verb: str, request: int | None, details: str = "") -> None:
    """Wait for words."""
    tx.run(
        "INSERT INTO desk (person, verb, request, details, at) VALUES (:person, :verb, :request, :details, :now)"
        " ON CONFLICT (person) DO UPDATE SET verb = :verb, request = :request, details = :details, at = :now",
        person=person,
        verb=verb,
        request=request,
        details=details,
        now=tx.now,
    )


def pending(tx: Transaction, person: int) -> Pending | None:
    """What waits for this officer's words, unless it waited too long."""
    row = tx.one(
        "SELECT verb, request, details FROM desk WHERE person = :person AND at > :since",
        person=person,
        since=tx.now - OPEN_MS,
    )
    return Pending(row["verb"], row["request"] or 0, row["details"]) if row else None


def late(tx: Transaction, person: int) -> str | None:
    """The verb that has waited too long for its words (not for the rest of an album)."""
    row = tx.one(
        "SELECT verb FROM desk WHERE person = :person AND at <= :since AND (details = '' OR verb NOT IN ('reply', 'note'))",
        person=person,
        since=tx.now - OPEN_MS,
    )
    return row["verb"] if row else None


def clear(tx: Transaction, person: int) -> bool:
    """Wait no longer; False when nothing waited."""
    notice_drafts.wait_no_longer(tx, person)
    return bool(tx.run("DELETE FROM desk WHERE person = :person", person=person))
