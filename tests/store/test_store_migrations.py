"""The schema: made once, left alone afterwards, never used by a program that is older than it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from store_rows import Clock

from bot.flow.session import Session, answers
from bot.store import chats, inbox, migrations, outbox, people, requests, sessions, timers
from bot.store.database import Database, Transaction, open_database
from bot.store.migrations import FIRST, MIGRATIONS, SchemaProblem, migrate

HOUR_MS = 3_600_000


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")]


def version(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return str(row["value"]) if row else None


def test_a_fresh_database_gets_the_newest_schema(connection: sqlite3.Connection) -> None:
    migrate(connection)
    assert version(connection) == str(len(MIGRATIONS))
    assert not [sql for _, sql in schema(connection) if sql and "{" in sql]


def test_migrating_again_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = schema(connection)
    migrate(connection)
    assert schema(connection) == before


async def test_a_newer_schema_is_refused_and_left_alone(
    connection: sqlite3.Connection, tmp_path: Path, clock: Clock
) -> None:
    migrate(connection)
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(SchemaProblem, match="Use a newer program"):
        await open_database(tmp_path / "hoaban.db", tmp_path / "secret.key", clock)
    assert version(connection) == "99"
    assert not (tmp_path / "secret.key").exists()


def test_a_migration_that_fails_half_way_leaves_nothing(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection)
    before = schema(connection)
    broken = "CREATE TABLE one (id {id}); CREATE TABLE two (id {id}, broken;"
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert schema(connection) == before
    assert version(connection) == str(len(MIGRATIONS))


def test_a_later_migration_runs_alone(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection)
    later = "-- a remark; with a semicolon\nCREATE TABLE later (id {id}, words {bytes});"
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, later))
    migrate(connection)
    assert version(connection) == str(len(MIGRATIONS) + 1)
    assert "later" in [name for name, _ in schema(connection)]


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
async def moved(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A database that the first program filled, opened by this one an hour later."""
    with monkeypatch.context() as first:
        first.setattr(migrations, "MIGRATIONS", (FIRST,))
        old = await open_database(tmp_path / "old.db", tmp_path / "old.key", clock)
        try:
            await old.transact(fill)
        finally:
            await old.close()
    clock.pass_by(hours=1)
    opened = await open_database(tmp_path / "old.db", tmp_path / "old.key", clock)
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
