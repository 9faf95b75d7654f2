"""Received and not yet handled: every cause of a turn is a row here, in the order of its chat."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from bot.chat import Address
from bot.store.chats import chat_of
from bot.store.database import Transaction
from bot.store.engine import Row
from bot.store.sealing import KeyProblem

Kind: TypeAlias = Literal[
    "update", "timer", "file", "undelivered", "unreached", "alarm", "report", "proposal", "recording"
]

SEEN_MS: Final = 48 * 3_600_000
"""How long an update counts as the same one: its ids may start again at random after a quiet week."""
SYSTEM: Final = "system:0"
"""The chat of what belongs to nobody: alarms."""
STARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something to be stored: raw words of a channel, or of our own clock."""

    kind: Kind
    address: Address
    raw: Any
    private: bool = True
    bot: int | None = None
    update_id: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A row at work."""

    id: int
    kind: Kind
    chat: int
    starts: int
    raw: Any


def store(tx: Transaction, arrivals: Iterable[Arrival]) -> int:
    """Store what is new; returns how many rows were."""
    return sum(_store(tx, arrival) for arrival in arrivals)


def _store(tx: Transaction, arrival: Arrival) -> int:
    if arrival.update_id is not None and _seen(tx, arrival):
        return 0
    chat = chat_of(tx, arrival.address, private=arrival.private)
    add(
        tx,
        arrival.kind,
        chat,
        arrival.raw,
        bot=arrival.bot,
        update_id=arrival.update_id,
        message=arrival.message,
    )
    return 1


def add(
    tx: Transaction,
    kind: Kind,
    chat: int,
    raw: Any,
    *,
    bot: int | None = None,
    update_id: int | None = None,
    message: str | None = None,
) -> None:
    """Put one row into the queue of its chat."""
    new = tx.new_id("inbox")
    tx.run(
        "INSERT INTO inbox (id, kind, chat, bot, update_id, received_at, state, raw, message)"
        " VALUES (:id, :kind, :chat, :bot, :update_id, :now, 'open', :raw, :message)",
        id=new,
        kind=kind,
        chat=chat,
        bot=bot,
        update_id=update_id,
        message=message,
        now=tx.now,
        # ASCII: half of a surrogate pair, which JSON may hold, must not stop the poller.
        raw=tx.seal("inbox", "raw", new, json.dumps(raw)),
    )


def messages_of(tx: Transaction, chat: int, since: int) -> list[str]:
    """The channel's names of what was received from a chat after ``since`` (ms UTC)."""
    rows = tx.all(
        "SELECT DISTINCT message FROM inbox"
        " WHERE chat = :chat AND message IS NOT NULL AND received_at > :since",
        chat=chat,
        since=since,
    )
    return [row["message"] for row in rows]


def _seen(tx: Transaction, arrival: Arrival) -> bool:
    row = tx.one(
        "SELECT 1 FROM inbox WHERE bot = :bot AND update_id = :update_id AND received_at > :since LIMIT 1",
        bot=arrival.bot,
        update_id=arrival.update_id,
        since=tx.now - SEEN_MS,
    )
    return row is not None


def take(tx: Transaction, limit: int) -> list[Open]:
    """The oldest open row of each chat, oldest first. One that cannot be opened is set aside, with an alarm."""
    rows = tx.all(
        # Through the index of what is open: the table holds two days of what is done, too. Asked once more whether it
        # is open: another process may have ended it since, and then the next of its chat must wait for our next look.
        "SELECT id, kind, chat, starts, raw FROM inbox"
        " WHERE id IN (SELECT min(id) FROM inbox WHERE state = 'open' GROUP BY chat) AND state = 'open'"
        f" ORDER BY id LIMIT :limit{tx.skip_locked}",
        limit=limit,
    )
    opened = [_open(tx, row) for row in rows]
    return [row for row in opened if row] if all(opened) else take(tx, limit)


def _open(tx: Transaction, row: Row) -> Open | None:
    try:
        raw = json.loads(tx.open("inbox", "raw", row["id"], row["raw"]))
    except (KeyProblem, ValueError) as error:
        fail(tx, row["id"], f"cannot be opened: {type(error).__name__}")
        add(tx, "alarm", chat_of(tx, SYSTEM, private=False), {"what": "turn"})
        return None
    return Open(row["id"], row["kind"], row["chat"], row["starts"], raw)


def begin(tx: Transaction, row: int) -> None:
    """Note durably that this row is at work, before it is (only after a crash)."""
    tx.run("UPDATE inbox SET starts = starts + 1 WHERE id = :row", row=row)


def done(tx: Transaction, row: int) -> None:
    """Handled: its raw words go at once."""
    tx.run("UPDATE inbox SET state = 'done', raw = NULL WHERE id = :row", row=row)


def fail(tx: Transaction, row: int, reason: str, state: Literal["failed", "quarantined"] = "failed") -> None:
    """Set aside, sealed words and all, until an admin runs it again. ``reason`` holds no words of people."""
    tx.run(
        "UPDATE inbox SET state = :state, error = :reason WHERE id = :row",
        state=state,
        reason=reason,
        row=row,
    )


def reopen_failed(tx: Transaction) -> int:
    """Run again what was set aside; returns how many rows."""
    return tx.run(
        "UPDATE inbox SET state = 'open', starts = 0, error = NULL WHERE state IN ('failed', 'quarantined')"
    )


def waiting(tx: Transaction) -> int:
    """How many rows are open."""
    row = tx.one("SELECT count(*) AS n FROM inbox WHERE state = 'open'")
    return int(row["n"]) if row else 0


def newest_open(tx: Transaction) -> int:
    """The id of the newest open row, 0 when there is none."""
    row = tx.one("SELECT max(id) AS id FROM inbox WHERE state = 'open'")
    return int(row["id"] or 0) if row else 0


def forget(tx: Transaction) -> int:
    """Delete done rows that no longer serve to recognise a repeated update."""
    return tx.run("DELETE FROM inbox WHERE state = 'done' AND received_at < :before", before=tx.now - SEEN_MS)
