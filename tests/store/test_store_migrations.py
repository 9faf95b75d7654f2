"""The schema: made once, left alone afterwards, never used by a program that is older than it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_rows import Clock

from bot.store import migrations
from bot.store.database import open_database
from bot.store.migrations import MIGRATIONS, SchemaProblem, migrate


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
