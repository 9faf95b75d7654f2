"""An agency's notice while it is typed: one of each of the staff, until it is said to be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.store.database import Transaction

KEPT_MS: Final = 30 * 60_000
"""After half an hour it is typed anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """``number`` stands on its buttons; ``asks``: what the next words answer, empty while none are waited for."""

    number: int
    asks: str
    body: str


def keep(tx: Transaction, person: int, number: int, asks: str, body: str) -> None:
    """Keep how it stands now."""
    tx.run(
        "INSERT INTO notice_drafts (person, number, asks, body, at) VALUES (:person, :number, :asks, :body, :now)"
        " ON CONFLICT (person) DO UPDATE SET number = :number, asks = :asks, body = :body, at = :now",
        person=person,
        number=number,
        asks=asks,
        body=tx.seal("notice_drafts", "body", person, body),
        now=tx.now,
    )


def of_person(tx: Transaction, person: int) -> Draft | None:
    """What this one of the staff types now."""
    row = tx.one(
        "SELECT number, asks, body FROM notice_drafts WHERE person = :person AND at > :since",
        person=person,
        since=tx.now - KEPT_MS,
    )
    if row is None:
        return None
    return Draft(row["number"], row["asks"], tx.open("notice_drafts", "body", person, row["body"]))


def wait_no_longer(tx: Transaction, person: int) -> None:
    """The next words are not for it."""
    tx.run("UPDATE notice_drafts SET asks = '' WHERE person = :person", person=person)


def drop(tx: Transaction, person: int) -> None:
    """It was sent, or is typed anew."""
    tx.run("DELETE FROM notice_drafts WHERE person = :person", person=person)


def forget(tx: Transaction) -> None:
    """What nobody finished holds somebody's name: it goes."""
    tx.run("DELETE FROM notice_drafts WHERE at <= :before", before=tx.now - KEPT_MS)
