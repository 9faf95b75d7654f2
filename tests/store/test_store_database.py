"""One transaction is all or nothing; a fault of the store is told apart from a fault of the turn."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path

import psycopg
import pytest
from databases import POSTGRESQL, SQLITE, address
from store_rows import Clock, citizen

from bot.store import inbox, people
from bot.store.chats import chat_of
from bot.store.database import Database, Transaction, open_database
from bot.store.engine import StoreFault
from bot.store.sealing import KeyProblem
from bot.store.sqlite import is_store_fault


def fail_half_way(tx: Transaction) -> None:
    citizen(tx)
    raise ZeroDivisionError


async def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await database.transact(fail_half_way)
    assert await database.transact(lambda tx: tx.all("SELECT * FROM people")) == []


async def test_a_savepoint_undoes_its_own_part_only(database: Database) -> None:
    def fail_in_part(tx: Transaction) -> None:
        with tx.savepoint():
            fail_half_way(tx)

    def work(tx: Transaction) -> None:
        citizen(tx, 2)
        with pytest.raises(ZeroDivisionError):
            fail_in_part(tx)
        citizen(tx, 3)

    await database.transact(work)
    names = await database.transact(
        lambda tx: [people.name(tx, row["id"]) for row in tx.all("SELECT id FROM people ORDER BY id")]
    )
    assert names == ["Vàng A 2", "Vàng A 3"]


async def test_a_broken_rule_of_the_schema_is_a_fault_of_the_turn(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.run("INSERT INTO timers (kind, chat, due_at, details) VALUES ('x', 999, 1, '')")

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        await database.transact(work)


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_full_disk_is_a_fault_of_the_store_and_names_no_values(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        pages = tx.only("PRAGMA page_count")["page_count"]
        tx.run(f"PRAGMA max_page_count = {pages}")
        with tx.savepoint():
            for number in range(10_000):
                citizen(tx, number)

    with pytest.raises(StoreFault) as fault:
        await database.transact(fill)
    assert str(fault.value) == "SQLITE_FULL"
    assert await database.transact(lambda tx: tx.all("SELECT * FROM people")) == []


@pytest.mark.parametrize("kind", [SQLITE])
async def test_another_writer_that_does_not_end_is_a_fault_of_the_store(
    database: Database, tmp_path: Path
) -> None:
    await database.transact(lambda tx: tx.run("PRAGMA busy_timeout = 1"))
    other = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreFault, match="SQLITE_BUSY"):
            await database.transact(citizen)
    finally:
        other.close()
    assert (await database.transact(citizen)).id == 1


@pytest.mark.parametrize(("name", "fault"), [("SQLITE_IOERR_WRITE", True), ("SQLITE_CONSTRAINT", False)])
def test_the_name_of_the_code_decides(name: str, fault: bool) -> None:
    error = sqlite3.OperationalError("words of people")
    error.sqlite_errorname = name
    assert is_store_fault(error) is fault
    assert not is_store_fault(sqlite3.ProgrammingError("closed"))


async def test_a_row_that_must_be_there_and_is_not_raises(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.transact(lambda tx: tx.only("SELECT * FROM people WHERE id = 9"))


async def test_ids_are_never_used_again(database: Database) -> None:
    def new(tx: Transaction) -> int:
        inbox.add(tx, "alarm", chat_of(tx, inbox.SYSTEM), {"what": "store"})
        return int(tx.only("SELECT max(id) AS id FROM inbox")["id"])

    first = await database.transact(new)
    await database.transact(lambda tx: tx.run("DELETE FROM inbox"))
    assert await database.transact(new) == first + 1


@pytest.mark.parametrize("kind", [SQLITE])
async def test_every_commit_is_on_disk_before_it_counts(database: Database) -> None:
    pragmas = await database.transact(
        lambda tx: [tx.only(f"PRAGMA {name}")[name] for name in ("journal_mode", "synchronous")]
    )
    assert pragmas == ["wal", 2]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [POSTGRESQL])
async def test_every_commit_is_on_the_disk_of_the_server_before_it_counts(database: Database) -> None:
    said = await database.transact(lambda tx: tx.only("SHOW synchronous_commit"))
    assert said["synchronous_commit"] == "on"


async def test_a_database_without_its_key_is_refused(tmp_path: Path, clock: Clock, kind: str) -> None:
    database = await open_database(address(tmp_path, "a", kind), tmp_path / "a.key", clock)
    await database.close()
    (tmp_path / "a.key").unlink()
    with pytest.raises(KeyProblem, match="Bring the key file back"):
        await open_database(address(tmp_path, "a", kind), tmp_path / "a.key", clock)
    assert not (tmp_path / "a.key").exists()


async def test_the_key_of_another_database_is_refused(tmp_path: Path, clock: Clock, kind: str) -> None:
    for name in ("a", "b"):
        await (await open_database(address(tmp_path, name, kind), tmp_path / f"{name}.key", clock)).close()
    with pytest.raises(KeyProblem, match="does not belong to this database"):
        await open_database(address(tmp_path, "a", kind), tmp_path / "b.key", clock)


async def test_a_database_goes_on_with_a_second_key(tmp_path: Path, clock: Clock, kind: str) -> None:
    """Rotation: the old words open, new ones are sealed with the new key, people are still found."""
    where, key = address(tmp_path, "a", kind), tmp_path / "a.key"
    database = await open_database(where, key, clock)
    await database.transact(citizen)
    await database.close()
    with key.open("a") as keys:
        keys.write("2 " + base64.b64encode(b"n" * 32).decode() + "\n")

    database = await open_database(where, key, clock)
    try:
        person = await database.transact(citizen)
        assert (person.id, await database.transact(lambda tx: people.name(tx, 1))) == (1, "Vàng A 1")
        await database.transact(lambda tx: citizen(tx, 2))
        names = await database.transact(lambda tx: tx.all("SELECT name FROM people ORDER BY id"))
        assert [row["name"][0] for row in names] == [1, 2]
    finally:
        await database.close()


async def test_what_is_no_database_is_refused(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Kính gửi Trung tâm, " * 100)
    with pytest.raises(StoreFault, match="SQLITE_NOTADB"):
        await open_database(f"sqlite:///{file}", tmp_path / "secret.key", clock)
