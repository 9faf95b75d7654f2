"""The topics of a group, as the channel names them. They are a view: what is lost here is made anew, and no request with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.store.database import Transaction

TRY_AGAIN_MS: Final = 24 * 3_600_000
"""After so long a group that had no topics is asked for them again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a topic. ``thread``: the channel's name of it, None where there can be none now."""

    thread: str | None


def find(tx: Transaction, chat: int, code: str) -> Known | None:
    """The topic of this code; None where it must be made first."""
    row = tx.one(
        "SELECT thread FROM topics WHERE chat = :chat AND code = :code AND (thread IS NOT NULL OR at > :tried)",
        chat=chat,
        code=code,
        tried=tx.now - TRY_AGAIN_MS,
    )
    return Known(row["thread"]) if row else None


def keep(tx: Transaction, chat: int, code: str, thread: str | None) -> None:
    """Note the topic that was made, or (None) that none could be."""
    tx.run(
        "INSERT INTO topics (chat, code, thread, at) VALUES (:chat, :code, :thread, :now)"
        " ON CONFLICT (chat, code) DO UPDATE SET thread = :thread, at = :now",
        chat=chat,
        code=code,
        thread=thread,
        now=tx.now,
    )


def forget(tx: Transaction, chat: int, code: str | None = None) -> None:
    """It was deleted over there; without a code all of them: they are to be parted in another way."""
    tx.run(
        "DELETE FROM topics WHERE chat = :chat AND (:code IS NULL OR code = :code)",
        chat=chat,
        code=code,
    )
