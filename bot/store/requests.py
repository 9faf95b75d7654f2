"""Requests: what citizens ask of the Centre, and what is known of them. In whose hands they are: progress.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.domain.request import (
    LEGAL_BASIS,
    NEXT_ACTOR,
    SENSITIVE_MATTERS,
    Kind,
    Outcome,
    Request,
    Stage,
    Status,
)
from bot.domain.urgency import Urgency
from bot.flow.truth import compared
from bot.store import complaints, finding
from bot.store.database import Transaction
from bot.store.engine import Row

COLUMNS: Final = (
    "id, number, kind, person, matter, place, branch, urgent, guarded, status, version, claimed_by, created_at,"
    " silenced_at, helper, sensitive, rung, waits_since, next_by, extended, awaited,"
    " stage, form, custody, urgency, restricted_at, erased_at"
)

_SENSITIVE: Final = ", ".join(f"'{matter}'" for matter in sorted(SENSITIVE_MATTERS))
LITTLE: Final = (
    f"(kind = 'urgent' OR guarded = 1 OR sensitive IS NOT NULL OR coalesce(matter, '') IN ({_SENSITIVE}))"
)
"""As ``says_little``: a list by place, matter or language must not tell what the card does not."""


def create(
    tx: Transaction,
    *,
    number: str,
    kind: Kind,
    person: int,
    session: int | None,
    source: str,
    matter: str | None,
    place: str | None,
    branch: str,
    urgent: bool,
    guarded: bool,
    facts: Mapping[str, Any],
    flow_version: str,
    rules_version: str,
    helper: bool = False,
    sensitive: str | None = None,
    urgency: Iterable[str] = (),
) -> Request:
    """Store a new request and return it."""
    new = tx.new_id("requests")
    tx.run(
        "INSERT INTO requests (id, number, kind, person, session, source, matter, place, branch, urgent, guarded,"
        " status, version, facts, legal_basis, flow_version, rules_version, next_actor, created_at, helper, sensitive,"
        " urgency) VALUES"
        " (:id, :number, :kind, :person, :session, :source, :matter, :place, :branch, :urgent, :guarded, :status, 1,"
        " :facts, :legal_basis, :flow_version, :rules_version, :next_actor, :now, :helper, :sensitive,"
        " :urgency)",
        id=new,
        number=number,
        kind=str(kind),
        person=person,
        session=session,
        source=source,
        matter=matter,
        place=place,
        branch=branch,
        urgent=int(urgent),
        guarded=int(guarded),
        status=str(Status.NEW),
        facts=_sealed(tx, new, facts),
        legal_basis=LEGAL_BASIS[kind],
        flow_version=flow_version,
        rules_version=rules_version,
        next_actor=str(NEXT_ACTOR[Status.NEW]),
        now=tx.now,
        helper=int(helper),
        sensitive=sensitive,
        urgency=" ".join(urgency),
    )
    make_findable(tx, new, facts)
    return load(tx, new)


def grow(
    tx: Transaction,
    request: Request,
    facts: Mapping[str, Any],
    *,
    kind: Kind,
    matter: str | None,
    place: str | None,
    branch: str,
    urgent: bool,
    guarded: bool,
    helper: bool,
    sensitive: str | None,
    urgency: Iterable[str] = (),
) -> Request:
    """Add to what is known of a request that was sent before all was asked (an alarm grows)."""
    tx.run(
        "UPDATE requests SET facts = :facts, kind = :kind, legal_basis = :legal_basis, matter = :matter,"
        " place = :place, branch = :branch, urgent = :urgent, guarded = :guarded, helper = :helper,"
        " sensitive = :sensitive, urgency = :urgency,"
        " version = version + 1 WHERE id = :id",
        facts=_sealed(tx, request.id, facts),
        kind=str(kind),
        legal_basis=LEGAL_BASIS[kind],
        matter=matter,
        place=place,
        branch=branch,
        urgent=int(urgent),
        guarded=int(guarded),
        helper=int(helper),
        sensitive=sensitive,
        urgency=" ".join(urgency),
        id=request.id,
    )
    make_findable(tx, request.id, facts)
    return load(tx, request.id)


def load(tx: Transaction, request: int) -> Request:
    """A request by row."""
    return read(tx.only(f"SELECT {COLUMNS} FROM requests WHERE id = :request", request=request))


def find(tx: Transaction, request: int) -> Request | None:
    """A request by row, None when there is none."""
    return _maybe(tx.one(f"SELECT {COLUMNS} FROM requests WHERE id = :request", request=request))


def by_number(tx: Transaction, number: str) -> Request | None:
    """A request by its number in canonical form."""
    return _maybe(tx.one(f"SELECT {COLUMNS} FROM requests WHERE number = :number", number=number))


def by_session(tx: Transaction, session: int) -> Request | None:
    """The request that a session sent."""
    return _maybe(tx.one(f"SELECT {COLUMNS} FROM requests WHERE session = :session", session=session))


def session_of(tx: Transaction, request: int) -> int | None:
    """The session that sent a request."""
    session: int | None = tx.only("SELECT session FROM requests WHERE id = :request", request=request)[
        "session"
    ]
    return session


def facts(tx: Transaction, request: int) -> dict[str, Any]:
    """What was answered, unsealed."""
    row = tx.only("SELECT facts FROM requests WHERE id = :request", request=request)
    if row["facts"] is None:
        return {}
    opened: dict[str, Any] = json.loads(tx.open("requests", "facts", request, row["facts"]))
    return opened


def set_facts(tx: Transaction, request: int, now_known: Mapping[str, Any]) -> None:
    """Keep what is known now."""
    tx.run(
        "UPDATE requests SET facts = :facts, version = version + 1 WHERE id = :request",
        facts=_sealed(tx, request, now_known),
        request=request,
    )
    make_findable(tx, request, now_known)


def make_findable(tx: Transaction, request: int, now_known: Mapping[str, Any]) -> None:
    """It is found by names, numbers, and the language that the person wants to be spoken with."""
    finding.note(tx, request, now_known)
    speaks = compared(now_known.get("speak"))
    tx.run(
        "UPDATE requests SET speaks = :speaks WHERE id = :request",
        speaks=speaks if isinstance(speaks, str) else None,
        request=request,
    )


def of_person(tx: Transaction, person: int) -> list[Request]:
    """What this person asked and was not deleted, newest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM requests WHERE person = :person AND erased_at IS NULL ORDER BY id DESC",
        person=person,
    )
    return [read(row) for row in rows]


def open_of(tx: Transaction, person: int) -> list[Request]:
    """What this person asked and nobody closed yet, newest first."""
    return [request for request in of_person(tx, person) if request.status is not Status.CLOSED]


def guard(tx: Transaction, person: int) -> None:
    """From now on every open request of this person says as little as can be."""
    tx.run(
        "UPDATE requests SET guarded = 1, version = version + 1"
        " WHERE person = :person AND guarded = 0 AND status <> 'closed'",
        person=person,
    )


def silence(tx: Transaction, request: int, at: int | None) -> None:
    """The person wants no more messages about it; None: they wrote again."""
    tx.run("UPDATE requests SET silenced_at = :at WHERE id = :request", at=at, request=request)


def was_silenced(tx: Transaction, request: int, before: int) -> bool:
    """Were messages refused before this time (ms UTC), and not since?"""
    row = tx.one("SELECT 1 FROM requests WHERE id = :id AND silenced_at < :before", id=request, before=before)
    return row is not None


def accept(tx: Transaction, request: int, *, form: str, custody: str, code: str) -> None:
    """Entered in the official register: by this code, as this form of aid; how the person is held."""
    tx.run(
        "UPDATE requests SET form = :form, custody = :custody, official_code = :code, version = version + 1"
        " WHERE id = :request",
        form=form,
        custody=custody,
        code=code,
        request=request,
    )


def outcome(tx: Transaction, request: int) -> Outcome | None:
    """How the desk closed it; None while it is open."""
    row = tx.only("SELECT outcome FROM requests WHERE id = :request", request=request)
    return Outcome(row["outcome"]) if row["outcome"] else None


def restrict(tx: Transaction, request: int, at: int | None) -> None:
    """The person wants it kept but not used; None: it may be used again."""
    tx.run(
        "UPDATE requests SET restricted_at = :at, version = version + 1 WHERE id = :request",
        at=at,
        request=request,
    )


def forget_acceptance(tx: Transaction, request: int) -> None:
    """It is a new matter from now on: neither form, custody nor code of the old one are its own."""
    tx.run(
        "UPDATE requests SET form = NULL, custody = NULL, official_code = NULL, version = version + 1"
        " WHERE id = :request",
        request=request,
    )


def official_code(tx: Transaction, request: int) -> str:
    """Its code in the official register; empty while it has none."""
    row = tx.only("SELECT official_code FROM requests WHERE id = :request", request=request)
    return row["official_code"] or ""


def origin(tx: Transaction, request: int) -> tuple[str, int | None]:
    """How it came to the Centre, and when a notice of an agency about it did (ms UTC)."""
    row = tx.only("SELECT source, notice_at FROM requests WHERE id = :request", request=request)
    return row["source"], row["notice_at"]


def note_notice(tx: Transaction, request: int, *, custody: str, notice_at: int, event_at: int | None) -> None:
    """What an agency told: how the person is held, when the Centre heard it, and the time it names (ms UTC)."""
    tx.run(
        "UPDATE requests SET custody = :custody, notice_at = :notice_at, event_at = :event_at WHERE id = :request",
        custody=custody,
        notice_at=notice_at,
        event_at=event_at,
        request=request,
    )


def let_helper_hear(tx: Transaction, request: int, at: int | None) -> None:
    """The person said that whoever asked for her may hear how it goes; None: not any more."""
    tx.run("UPDATE requests SET helper_told_at = :at WHERE id = :request", at=at, request=request)


def helper_may_hear(tx: Transaction, request: int) -> bool:
    """Did the person say so?"""
    row = tx.only("SELECT helper_told_at FROM requests WHERE id = :request", request=request)
    return row["helper_told_at"] is not None


def set_code_word(tx: Transaction, request: int, word: str) -> None:
    """Keep a keyed digest of the word by which the person finds the request again; ``word`` comes folded."""
    digest = tx.digest("code_word", f"{request}:{word}")
    tx.run(
        "UPDATE requests SET code_word = :digest, picture_misses = 0 WHERE id = :request",
        digest=digest,
        request=request,
    )


def opens_with(tx: Transaction, request: int, word: str) -> bool:
    """Is this the word of the request?"""
    row = tx.only("SELECT code_word FROM requests WHERE id = :request", request=request)
    return row["code_word"] is not None and bytes(row["code_word"]) == tx.digest(
        "code_word", f"{request}:{word}"
    )


def has_word(tx: Transaction, request: int) -> bool:
    """Did the person set a word or a picture?"""
    row = tx.only("SELECT code_word FROM requests WHERE id = :request", request=request)
    return row["code_word"] is not None


def misses(tx: Transaction, request: int) -> int:
    """How many wrong pictures were chosen since it was last opened."""
    row = tx.only("SELECT picture_misses FROM requests WHERE id = :request", request=request)
    return int(row["picture_misses"])


def note_miss(tx: Transaction, request: int) -> int:
    """One more; returns how many there are."""
    tx.run(
        "UPDATE requests SET picture_misses = picture_misses + 1 WHERE id = :request",
        request=request,
    )
    return misses(tx, request)


def forget_misses(tx: Transaction, request: int) -> None:
    """It was opened, or an officer has spoken with the person."""
    tx.run("UPDATE requests SET picture_misses = 0 WHERE id = :request", request=request)


def give(tx: Transaction, request: int, person: int) -> None:
    """The person has another account now: the request follows, and the conversation it came from adds no more.

    An answer to a complaint must not go to the phone that was left: what was complained follows too.
    """
    complaints.follow(tx, request, person)
    tx.run(
        "UPDATE requests SET person = :person, session = NULL, version = version + 1 WHERE id = :request",
        person=person,
        request=request,
    )


def _sealed(tx: Transaction, request: int, what: Mapping[str, Any]) -> bytes:
    return tx.seal("requests", "facts", request, json.dumps(what, ensure_ascii=False))


def _maybe(row: Row | None) -> Request | None:
    return read(row) if row else None


def read(row: Row) -> Request:
    """A row of COLUMNS."""
    return Request(
        row["id"],
        row["number"],
        Kind(row["kind"]),
        row["person"],
        row["matter"],
        row["place"],
        row["branch"],
        bool(row["urgent"]),
        bool(row["guarded"]),
        Status(row["status"]),
        row["version"],
        row["claimed_by"],
        row["created_at"],
        row["silenced_at"] is not None,
        bool(row["helper"]),
        row["sensitive"],
        row["rung"],
        row["waits_since"],
        row["next_by"],
        row["extended"],
        bool(row["awaited"]),
        Stage(row["stage"]),
        row["form"],
        row["custody"],
        tuple(map(Urgency, row["urgency"].split())),
        row["restricted_at"] is not None,
        row["erased_at"] is not None,
    )
