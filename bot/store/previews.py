"""Which flow somebody of the staff tries out, and what was typed so far: all there is to play it anew."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from bot.store.database import Transaction

OPEN_MS: Final = 60 * 60_000
"""After an hour words are no longer taken for a preview."""
MOST: Final = 200
"""Lines of one preview."""


@dataclass(frozen=True, slots=True)
class Preview:
    """``proposal`` 0: the flow as it runs."""

    flow: str
    proposal: int
    language: str
    typed: tuple[str, ...] = ()


def put(tx: Transaction, person: int, preview: Preview) -> None:
    """It stands so now; one at a time."""
    tx.run(
        "INSERT INTO previews (person, flow, proposal, language, typed, at)"
        " VALUES (:person, :flow, :proposal, :language, :typed, :now)"
        " ON CONFLICT (person) DO UPDATE SET flow = :flow, proposal = :proposal, language = :language,"
        " typed = :typed, at = :now",
        person=person,
        flow=preview.flow,
        proposal=preview.proposal,
        language=preview.language,
        typed=tx.seal("previews", "typed", person, json.dumps(preview.typed[-MOST:], ensure_ascii=False)),
        now=tx.now,
    )


def open_one(tx: Transaction, person: int) -> Preview | None:
    """The one that is open."""
    row = tx.one(
        "SELECT * FROM previews WHERE person = :person AND at > :since", person=person, since=tx.now - OPEN_MS
    )
    if row is None:
        return None
    typed = json.loads(tx.open("previews", "typed", person, row["typed"]))
    return Preview(row["flow"], row["proposal"], row["language"], tuple(typed))


def forget(tx: Transaction) -> None:
    """What nobody goes on with."""
    tx.run("DELETE FROM previews WHERE at <= :since", since=tx.now - OPEN_MS)


def close(tx: Transaction, person: int) -> bool:
    """No more. False: there was none."""
    return bool(tx.run("DELETE FROM previews WHERE person = :person", person=person))
