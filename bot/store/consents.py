"""Consents: exactly what was agreed to or refused, in which words, how, when. Each purpose stands by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.display import State
from bot.domain.data_rights import Medium, Purpose, purpose_of
from bot.store.database import Transaction
from bot.store.engine import Row

OF_REQUEST: Final = "SELECT * FROM consents WHERE request = :request ORDER BY id"


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer. ``recorded`` is the purpose with its version; ``staff`` who wrote it down, None for the chat."""

    id: int
    recorded: str
    given: bool
    text_key: str
    language: str
    medium: Medium
    at: int
    withdrawn_at: int | None
    staff: int | None

    @property
    def purpose(self) -> str:
        """What it is for."""
        return purpose_of(self.recorded)

    @property
    def holds(self) -> bool:
        """Was it given, and not taken back?"""
        return self.given and self.withdrawn_at is None


def record(
    tx: Transaction,
    person: int,
    session: int | None,
    purpose: str,
    *,
    given: bool,
    text_key: str,
    text_digest: str,
    language: str,
    medium: Medium = Medium.TEXT,
    request: int | None = None,
    staff: int | None = None,
    state: State | None = None,
    voice: str | None = None,
) -> None:
    """Keep one answer to a consent question (Law 91/2025/QH15, Article 9: verifiable, reproducible).

    ``medium``: text, voice, or spoken to an officer who pressed for her. ``state``: of the translation beside the Vietnamese;
    ``voice``: the SHA-256 of the recording that could be heard with it.
    """
    tx.run(
        "INSERT INTO consents (person, session, request, purpose, given, text_key, text_digest, language, medium,"
        " staff, state, voice, at) VALUES (:person, :session, :request, :purpose, :given, :text_key, :text_digest, :language,"
        " :medium, :staff, :state, :voice, :now)",
        person=person,
        session=session,
        request=request,
        purpose=purpose,
        given=int(given),
        text_key=text_key,
        text_digest=text_digest,
        language=language,
        medium=str(medium),
        staff=staff,
        state=state,
        voice=voice,
        now=tx.now,
    )


def attach(tx: Transaction, session: int, request: int) -> None:
    """What was agreed to in a session belongs to the request it made."""
    tx.run(
        "UPDATE consents SET request = :request WHERE session = :session AND request IS NULL",
        request=request,
        session=session,
    )


def of_request(tx: Transaction, request: int) -> list[Consent]:
    """The newest answer for each purpose, in the order in which the purposes came up."""
    newest = {each.purpose: each for each in map(_consent, tx.all(OF_REQUEST, request=request))}
    return list(newest.values())


def holds(tx: Transaction, request: int, purpose: Purpose) -> bool:
    """May this be done for the request? Silence is no consent."""
    return any(each.purpose == purpose and each.holds for each in of_request(tx, request))


def withdraw(tx: Transaction, request: int, at: int, purpose: Purpose | None = None) -> int:
    """Take back what was given for one purpose, or for all, from ``at`` (ms UTC) on; returns how many."""
    rows = [_consent(row) for row in tx.all(OF_REQUEST, request=request)]
    taken = [each.id for each in rows if each.holds and purpose in (None, each.purpose)]
    for row in taken:
        tx.run("UPDATE consents SET withdrawn_at = :at WHERE id = :id", at=at, id=row)
    return len(taken)


def _consent(row: Row) -> Consent:
    return Consent(
        row["id"],
        row["purpose"],
        bool(row["given"]),
        row["text_key"],
        row["language"],
        Medium(row["medium"]),
        row["at"],
        row["withdrawn_at"],
        row["staff"],
    )
