"""The schema: made once, left alone afterwards, never used by a program that is older than it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from databases import address
from store_rows import Clock

from bot.flow.session import Session, answers
from bot.store import chats, inbox, migrations, outbox, people, requests, sessions, timers
from bot.store.database import Database, Transaction, connect, open_database
from bot.store.engine import Engine
from bot.store.migrations import FIRST, MIGRATIONS, SchemaProblem, migrate
from bot.store.sqlite import Sqlite

HOUR_MS = 3_600_000


@pytest.fixture
async def engine(tmp_path: Path, kind: str) -> AsyncIterator[Engine]:
    opened = await connect(address(tmp_path, kind=kind, bare=True))
    yield opened
    await opened.close()


def schema(engine: Engine) -> list[tuple[str, str]]:
    if isinstance(engine, Sqlite):
        found = "SELECT name, sql FROM sqlite_master ORDER BY name"
    else:
        found = (
            "SELECT table_name || '.' || column_name AS name, data_type AS sql FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1"
        )
    return [(row["name"], row["sql"]) for row in engine.all(found, {})]


def version(engine: Engine) -> str | None:
    row = engine.one("SELECT value FROM meta WHERE name = 'schema'", {})
    return str(row["value"]) if row else None


RELEASED = (
    "7e18b0603b80b9f0",
    "6adc5d681c8b61c9",
    "b724c6ed558821f9",
    "1d42469eec9e4d8c",
    "abfa139865da0b99",
    "ce1f49cdff67fbf0",
    "9ad99649bf6b25bc",
    "d79deb962034ca46",
    "a8b68c833219b47a",
)
"""Digests of the migrations that installations may have run already."""


def test_what_was_released_never_changes() -> None:
    """A column more is a migration more, at the end."""
    found = [hashlib.sha256(script.strip().encode()).hexdigest()[:16] for script in MIGRATIONS]
    assert tuple(found[: len(RELEASED)]) == RELEASED


async def test_what_was_said_of_the_staff_is_read_in_the_words_of_today(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:5])

    def before() -> None:
        migrate(engine)
        engine.run(
            "INSERT INTO chats (id, address_digest, address, private) VALUES (1, :bytes, :bytes, 1)",
            {"bytes": b"x"},
        )
        engine.run("INSERT INTO people (id, chat, created_at) VALUES (1, 1, 1)", {})
        for row, sex in ((1, "female"), (2, "male"), (3, None)):
            engine.run(
                "INSERT INTO staff (id, person, role, name, branch, since, until, sex)"
                " VALUES (:row, 1, 'officer', :bytes, 'all', 1, 2, :sex)",
                {"row": row, "bytes": b"x", "sex": sex},
            )

    await engine.hop(before)
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    await engine.hop(lambda: migrate(engine))
    rows = await engine.hop(lambda: engine.all("SELECT sex FROM staff ORDER BY id", {}))
    assert [row["sex"] for row in rows] == ["woman", "man", None]


async def test_a_fresh_database_gets_the_newest_schema(engine: Engine) -> None:
    await engine.hop(lambda: migrate(engine))
    assert await engine.hop(lambda: version(engine)) == str(len(MIGRATIONS))
    assert not [sql for _, sql in await engine.hop(lambda: schema(engine)) if sql and "{" in sql]


async def test_migrating_again_changes_nothing(engine: Engine) -> None:
    def twice() -> tuple[object, object]:
        migrate(engine)
        before = schema(engine)
        migrate(engine)
        return before, schema(engine)

    before, after = await engine.hop(twice)
    assert before == after


async def test_a_newer_schema_is_refused_and_left_alone(
    engine: Engine, tmp_path: Path, clock: Clock, kind: str
) -> None:
    def work() -> None:
        migrate(engine)
        engine.run("UPDATE meta SET value = '99' WHERE name = 'schema'", {})

    await engine.hop(work)
    with pytest.raises(SchemaProblem, match="Use a newer program"):
        await open_database(address(tmp_path, kind=kind), tmp_path / "secret.key", clock)
    assert await engine.hop(lambda: version(engine)) == "99"
    assert not (tmp_path / "secret.key").exists()


async def test_a_migration_that_fails_half_way_leaves_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await engine.hop(lambda: migrate(engine))
    before = await engine.hop(lambda: schema(engine))
    broken = "CREATE TABLE one (id {id}); CREATE TABLE two (id {id}, broken;"
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.SyntaxError)):
        await engine.hop(lambda: migrate(engine))
    assert await engine.hop(lambda: schema(engine)) == before
    assert await engine.hop(lambda: version(engine)) == str(len(MIGRATIONS))


async def test_a_later_migration_runs_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    await engine.hop(lambda: migrate(engine))
    later = "-- a remark; with a semicolon\nCREATE TABLE later (id {id}, words {bytes});"
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, later))
    await engine.hop(lambda: migrate(engine))
    assert await engine.hop(lambda: version(engine)) == str(len(MIGRATIONS) + 1)
    assert any(name.startswith("later") for name, _ in await engine.hop(lambda: schema(engine)))


# --- from schema 1 to 2 ------------------------------------------------------------------------

OLD_SESSION = {
    "flow": "legal_aid",
    "version": "v1",
    "events": [
        ["answered", "menu", {"option": "ask"}],
        ["answered", "story", {"text": "Mất trâu.", "files": []}],
    ],
    "turn": 4,
    "offer": [["option", "send"], ["restart_yes", ""]],
    "misses": 1,
    "outcome": "",
    "screen": ["check", "restart", 0, "", [], False],
}
"""As the first program wrote it, on a list of choices that is no more."""


@pytest.fixture
async def moved(
    tmp_path: Path, clock: Clock, kind: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Database]:
    """A database that the first program filled, opened by this one an hour later."""
    with monkeypatch.context() as first:
        first.setattr(migrations, "MIGRATIONS", (FIRST,))
        old = await open_database(address(tmp_path, "old", kind, bare=True), tmp_path / "old.key", clock)
        try:
            await old.transact(fill)
        finally:
            await old.close()
    clock.pass_by(hours=1)
    opened = await open_database(address(tmp_path, "old", kind, bare=True), tmp_path / "old.key", clock)
    yield opened
    await opened.close()


def fill(tx: Transaction) -> None:
    """Somebody half-way through, somebody who sent a request, an administrator's set-up, a word and an answer."""
    for number in (1, 2, 3):
        tx.run(
            "INSERT INTO people (chat, name, language, created_at) VALUES (:chat, :name, 'vi', :now)",
            chat=chats.chat_of(tx, f"telegram:{number}"),
            name=tx.seal("people", "name", number, f"Vàng A {number}"),
            now=tx.now,
        )
    for person_id, flow, outcome in ((1, "legal_aid", ""), (2, "legal_aid", "done"), (3, "set_up", "")):
        body = json.dumps(OLD_SESSION | {"flow": flow, "outcome": outcome})
        tx.run(
            "INSERT INTO sessions (person, flow, version, body, outcome, started_at, asked_at)"
            " VALUES (:person, :flow, 'v1', :body, :outcome, :now, :now)",
            person=person_id,
            flow=flow,
            body=tx.seal("sessions", "body", person_id, body),
            outcome=outcome,
            now=tx.now,
        )
    tx.run(
        "INSERT INTO requests (number, kind, person, session, source, branch, urgent, guarded, status, version, facts,"
        " legal_basis, flow_version, rules_version, next_actor, created_at) VALUES ('482519K', 'legal_aid', 2, 2,"
        " 'telegram', 'all', 0, 1, 'new', 1, :facts, 'consent', 'v1', '2017', 'officer', :now)",
        facts=tx.seal("requests", "facts", 1, json.dumps({"story": {"text": "Mất trâu."}})),
        now=tx.now,
    )
    tx.run(
        "INSERT INTO outbox (kind, chat, priority, body, state, created_at)"
        " VALUES ('message', 1, 1, :body, 'due', :now)",
        body=tx.seal("outbox", "body", 1, json.dumps({"text": "Gửi nhé?"})),
        now=tx.now,
    )
    tx.run(
        "INSERT INTO inbox (kind, chat, bot, update_id, received_at, state, raw)"
        " VALUES ('update', 1, 5, 10, :now, 'open', :raw)",
        raw=tx.seal("inbox", "raw", 1, json.dumps({"words": "1"})),
        now=tx.now,
    )


async def test_people_and_requests_of_the_first_schema_stand_as_they_were(moved: Database) -> None:
    def look(tx: Transaction) -> None:
        person = people.load(tx, 2)
        assert (person.language, people.name(tx, 2)) == ("vi", "Vàng A 2")
        assert (person.voice, person.low_data, person.quiet, person.left) == (False, False, False, False)
        (asked,) = requests.of_person(tx, 2)
        assert (asked.number, asked.guarded, asked.silenced, asked.helper) == ("482519K", True, False, False)
        assert requests.facts(tx, asked.id) == {"story": {"text": "Mất trâu."}}
        assert requests.by_session(tx, 2) == asked
        assert not requests.opens_with(tx, asked.id, "")
        assert (asked.rung, asked.next_by, asked.waits_since) == (0, tx.now - HOUR_MS, tx.now - HOUR_MS)
        assert tx.one(
            "SELECT 1 FROM timers WHERE kind = 'wait' AND details = '1' AND due_at < :now", now=tx.now
        )

    await moved.transact(look)


async def test_a_conversation_of_the_first_schema_goes_on_and_another_opens_on_top(moved: Database) -> None:
    def look(tx: Transaction) -> None:
        stored = sessions.current(tx, 1)
        assert stored is not None
        assert answers(stored.session)["story"] == {"text": "Mất trâu.", "files": []}
        assert (stored.session.turn, stored.session.screen.kind) == (4, "question")
        ended = sessions.ended(tx, 2, 2)
        assert ended is not None
        top = sessions.open_one(tx, 1, Session("status", "v1"))
        assert [one.id for one in sessions.open_ones(tx, 1)] == [top.id, stored.id]

    await moved.transact(look)


async def test_what_waited_in_the_first_schema_is_worked_and_sent(moved: Database) -> None:
    def look(tx: Transaction) -> None:
        assert [row.raw for row in inbox.take(tx, 9)] == [{"words": "1"}]
        assert [due.rendered.text for due in outbox.due(tx, 0)] == ["Gửi nhé?"]
        again = [inbox.Arrival("update", "telegram:1", {}, bot=5, update_id=10)]
        assert inbox.store(tx, again) == 0
        assert inbox.messages_of(tx, 1, 0) == []

    await moved.transact(look)


async def test_drafts_of_the_first_schema_get_an_end(moved: Database) -> None:
    def look(tx: Transaction) -> list[object]:
        timers.ring(tx)
        return [
            tx.open("inbox", "raw", row["id"], row["raw"])
            for row in tx.all("SELECT * FROM inbox WHERE kind = 'timer'")
        ]

    assert await moved.transact(look) == [
        '{"kind": "draft_end", "details": "1"}',
        '{"kind": "wait", "details": "1"}',
    ]
