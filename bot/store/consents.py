"""Consents: exactly what was agreed to or refused, in which words, when."""

from __future__ import annotations

from bot.store.database import Transaction


def record(
    tx: Transaction,
    person: int,
    session: int,
    purpose: str,
    *,
    given: bool,
    text_key: str,
    text_digest: str,
    language: str,
    medium: str = "text",
) -> None:
    """Keep one answer to a consent question (Law 91/2025/QH15, Article 9: verifiable, reproducible).

    ``medium``: text, voice, or spoken to an officer who pressed for her.
    """
    tx.run(
        "INSERT INTO consents (person, session, purpose, given, text_key, text_digest, language, medium, at)"
        " VALUES (:person, :session, :purpose, :given, :text_key, :text_digest, :language, :medium, :now)",
        person=person,
        session=session,
        purpose=purpose,
        given=int(given),
        text_key=text_key,
        text_digest=text_digest,
        language=language,
        medium=medium,
        now=tx.now,
    )
