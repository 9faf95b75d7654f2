"""Decided and not yet known to be sent: final words, one call a row, in the order of their chat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.chat import Address, KeptFile, Priority, Rendered
from bot.store import chats, inbox
from bot.store.database import Transaction
from bot.store.engine import Row
from bot.store.sealing import KeyProblem

Kind: TypeAlias = Literal["message", "answer", "leave", "clear", "menu"]
State: TypeAlias = Literal["sent", "blocked", "failed", "expired"]

ANSWER_MS: Final = 15_000
"""How long a channel takes an answer to a press."""
CLEARABLE_MS: Final = 48 * 3_600_000
"""How long a message can be taken away again."""


@dataclass(frozen=True, slots=True)
class Due:
    """A row the sender has to bring out. ``target`` is the row it edits, ``press`` the press it answers;
    ``since``: from when a clearing takes away."""

    id: int
    kind: Kind
    chat: int
    address: Address
    priority: Priority
    rendered: Rendered
    press: str
    expires_at: int | None
    target: int | None
    menu: tuple[tuple[str, str], ...] = ()
    since: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row; ``error`` holds codes, never words of people."""

    row: int
    chat: int
    state: State
    message: str | None = None
    error: str | None = None


def add(
    tx: Transaction,
    chat: int,
    rendered: Rendered,
    priority: Priority,
    *,
    about: int | None = None,
    handle: str | None = None,
    edits: str | None = None,
    request: int | None = None,
) -> None:
    """Decide one message. ``edits`` names the handle of an earlier message in the same chat.

    ``request``: what an answer to this message is about.
    """
    target = _newest(tx, chat, edits) if edits else None
    body = _to_json(rendered)
    _insert(tx, "message", chat, body, priority, about=about, handle=handle, target=target, request=request)


def add_answer(tx: Transaction, chat: int, press: str, words: str) -> None:
    """Decide the answer to a press."""
    body = json.dumps({"press": press, "text": words}, ensure_ascii=False)
    _insert(tx, "answer", chat, body, Priority.PRESS, expires_at=tx.now + ANSWER_MS)


def add_leave(tx: Transaction, chat: int) -> None:
    """Decide to leave a group."""
    _insert(tx, "leave", chat, json.dumps({"text": ""}), Priority.REPLY)


def add_menu(tx: Transaction, chat: int, entries: Sequence[tuple[str, str]]) -> None:
    """Decide what commands stand beside the typing field: how each is typed, what it does."""
    body = json.dumps({"text": "", "menu": entries}, ensure_ascii=False)
    _insert(tx, "menu", chat, body, Priority.BROADCAST)


def add_clear(tx: Transaction, chat: int, since: int = 0, why: str = "left") -> None:
    """Decide to take away what the chat shows from ``since`` (ms UTC) on; what was not yet sent is taken back, and whoever
    must hear that does."""
    for row in tx.all(
        "SELECT DISTINCT about, request FROM outbox"
        " WHERE chat = :chat AND state = 'due' AND kind = 'message'"
        " AND coalesce(about, request) IS NOT NULL ORDER BY about, request",
        chat=chat,
    ):
        if row["about"] is not None:
            inbox.add(tx, "undelivered", chat, {"request": row["about"], "why": why})
        else:
            inbox.add(tx, "unreached", chat, {"request": row["request"]})
    tx.run("UPDATE outbox SET state = 'expired', body = NULL WHERE chat = :chat AND state = 'due'", chat=chat)
    _insert(tx, "clear", chat, json.dumps({"text": "", "since": since}), Priority.PRESS)


def clearable(tx: Transaction, chat: int, since: int = 0) -> list[str]:
    """The channel's names of what this chat shows from ``since`` (ms UTC) on and can still be taken away."""
    since = max(since - 1, tx.now - CLEARABLE_MS)
    rows = tx.all(
        "SELECT message FROM outbox WHERE chat = :chat AND state = 'sent' AND message IS NOT NULL"
        " AND sent_at > :since",
        chat=chat,
        since=since,
    )
    received = inbox.messages_of(tx, chat, since)
    return [*dict.fromkeys([*(row["message"] for row in rows), *received])]


def _insert(
    tx: Transaction,
    kind: Kind,
    chat: int,
    body: str,
    priority: Priority,
    *,
    about: int | None = None,
    handle: str | None = None,
    target: int | None = None,
    request: int | None = None,
    expires_at: int | None = None,
) -> None:
    new = tx.new_id("outbox")
    tx.run(
        "INSERT INTO outbox (id, kind, chat, priority, body, state, created_at, expires_at,"
        " handle, target, about, request) VALUES (:id, :kind, :chat, :priority, :body, 'due', :now, :expires_at, :handle,"
        " :target, :about, :request)",
        id=new,
        kind=kind,
        chat=chat,
        priority=int(priority),
        body=tx.seal("outbox", "body", new, body),
        now=tx.now,
        expires_at=expires_at,
        handle=handle,
        target=target,
        about=about,
        request=request,
    )


def _newest(tx: Transaction, chat: int, handle: str) -> int | None:
    row = tx.one(
        "SELECT id FROM outbox WHERE chat = :chat AND handle = :handle ORDER BY id DESC LIMIT 1",
        chat=chat,
        handle=handle,
    )
    return int(row["id"]) if row else None


def due(tx: Transaction, after: int) -> list[Due]:
    """Rows decided after row ``after`` and not known to be sent. One that cannot be opened has failed."""
    rows = tx.all(
        "SELECT outbox.id, kind, chat, chats.address, priority, body, expires_at, target FROM outbox"
        " JOIN chats ON chats.id = outbox.chat WHERE state = 'due' AND outbox.id > :after ORDER BY outbox.id",
        after=after,
    )
    found = [_due(tx, row) for row in rows]
    return [row for row in found if row]


def _due(tx: Transaction, row: Row) -> Due | None:
    try:
        body = json.loads(tx.open("outbox", "body", row["id"], row["body"]))
        address = tx.open("chats", "address", row["chat"], row["address"])
    except (KeyProblem, ValueError) as error:
        note(tx, Result(row["id"], row["chat"], "failed", error=f"cannot be opened: {type(error).__name__}"))
        return None
    return Due(
        row["id"],
        row["kind"],
        row["chat"],
        address,
        Priority(row["priority"]),
        _from_json(body),
        body.get("press", ""),
        row["expires_at"],
        row["target"],
        tuple((typed, does) for typed, does in body.get("menu", ())),
        body.get("since", 0),
    )


def message_of(tx: Transaction, row: int) -> str | None:
    """The channel's name of the message that row became; None when it never arrived."""
    found = tx.one("SELECT message FROM outbox WHERE id = :row AND state = 'sent'", row=row)
    return found["message"] if found else None


def note(tx: Transaction, result: Result) -> None:
    """Make a result durable. What could not be delivered and matters comes back as a row of the inbox."""
    changed = tx.run(
        "UPDATE outbox SET state = :state, message = :message, error = :error, sent_at = :now,"
        " body = CASE WHEN :state = 'sent' OR kind <> 'message' THEN NULL ELSE body END"
        # What was under way when it was taken back has arrived all the same, and must be cleared away.
        " WHERE id = :row AND (state = 'due' OR state = 'expired' AND :state = 'sent')",
        state=result.state,
        message=result.message,
        error=result.error,
        now=tx.now,
        row=result.row,
    )
    if not changed or result.state not in ("blocked", "failed"):
        return
    if result.state == "blocked":
        chats.set_blocked(tx, result.chat, tx.now)
    row = tx.one("SELECT about, request FROM outbox WHERE id = :row AND kind = 'message'", row=result.row)
    if row and row["about"] is not None:
        inbox.add(
            tx,
            "undelivered",
            result.chat,
            {"request": row["about"], "outbox": result.row, "why": result.state},
        )
    elif row and row["request"] is not None:
        inbox.add(tx, "unreached", result.chat, {"request": row["request"]})


def request_of(tx: Transaction, chat: int, message: str) -> int | None:
    """The request that an answer to this message of ours is about; None where it is about none."""
    row = tx.one(
        "SELECT request FROM outbox WHERE chat = :chat AND message = :message ORDER BY id DESC LIMIT 1",
        chat=chat,
        message=message,
    )
    return row["request"] if row else None


def handle_of(tx: Transaction, chat: int, message: str) -> str | None:
    """The name under which this message of ours is found again; None where it has none."""
    row = tx.one(
        "SELECT handle FROM outbox WHERE chat = :chat AND message = :message ORDER BY id DESC LIMIT 1",
        chat=chat,
        message=message,
    )
    return row["handle"] if row else None


def count_since(tx: Transaction, chat: int, since: int) -> int:
    """How many messages were decided for a chat after ``since`` (ms UTC), or wait still."""
    row = tx.only(
        "SELECT (SELECT count(*) FROM outbox WHERE chat = :chat AND kind = 'message' AND created_at > :since)"
        " + (SELECT count(*) FROM outbox WHERE state = 'due' AND chat = :chat AND kind = 'message'"
        " AND created_at <= :since) AS n",
        chat=chat,
        since=since,
    )
    return int(row["n"])


def newest_at(tx: Transaction, chat: int, handle: str) -> int | None:
    """When the newest message of this handle was decided for a chat (ms UTC)."""
    at: int | None = tx.only(
        "SELECT max(created_at) AS at FROM outbox WHERE chat = :chat AND handle = :handle",
        chat=chat,
        handle=handle,
    )["at"]
    return at


def chats_with(tx: Transaction, handle: str) -> list[int]:
    """The chats that hold a message of this handle."""
    rows = tx.all("SELECT DISTINCT chat FROM outbox WHERE handle = :handle ORDER BY chat", handle=handle)
    return [row["chat"] for row in rows]


def _to_json(rendered: Rendered) -> str:
    file = rendered.file
    body = {
        "text": rendered.text,
        "buttons": rendered.buttons,
        "share": rendered.share,
        "settle": rendered.settle,
        "file": {"id": file.id, "kind": file.kind} if file else None,
        "protect": rendered.protect,
        "topic": rendered.topic,
        "recording": rendered.recording,
    }
    return json.dumps(body, ensure_ascii=False)


def _from_json(body: dict[str, object]) -> Rendered:
    file, topic = body.get("file"), body.get("topic")
    return Rendered(
        str(body["text"]),
        tuple(tuple((label, data) for label, data in row) for row in body.get("buttons", ())),  # type: ignore[attr-defined]
        body.get("share"),  # type: ignore[arg-type]
        bool(body.get("settle")),
        KeptFile(file["id"], file["kind"]) if isinstance(file, dict) else None,
        bool(body.get("protect")),
        (topic[0], topic[1]) if isinstance(topic, list) else None,
        str(body.get("recording", "")),
    )
