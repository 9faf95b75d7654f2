"""What is PostgreSQL's own: how statements are written, what counts as a fault, several processes, a server that goes away."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import psycopg
import pytest
from databases import POSTGRESQL, address
from psycopg import errors
from store_rows import Clock, citizen, officer, request

from bot.store import inbox, postgres, progress
from bot.store.database import Database, Transaction, open_database
from bot.store.engine import AlreadyRunning, StoreFault
from bot.store.inbox import Arrival
from bot.store.postgres import is_store_fault, rewritten

pytestmark = pytest.mark.slow

PATIENT_S = 10


@pytest.fixture
def kind() -> str:
    """Here always this one."""
    return POSTGRESQL


@pytest.fixture
def where(tmp_path: Path, kind: str) -> str:
    return address(tmp_path, kind=kind)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "secret.key"


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "there"),
    [
        (
            "SELECT :a, :b_2 FROM t WHERE x = ':no' AND y = :a",
            "SELECT %(a)s, %(b_2)s FROM t WHERE x = ':no' AND y = %(a)s",
        ),
        ("SELECT CAST(id AS TEXT) || '%' || x % 2", "SELECT CAST(id AS TEXT) || '%%' || x %% 2"),
        (
            "UPDATE t SET body = x'' WHERE digest = x'01ff'",
            r"UPDATE t SET body = '\x'::bytea WHERE digest = '\x01ff'::bytea",
        ),
        ("SELECT 'it''s :quoted', a::text", "SELECT 'it''s :quoted', a::text"),
    ],
)
def test_a_statement_is_rewritten(sql: str, there: str) -> None:
    assert rewritten(sql) == there


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (errors.DiskFull(), True),
        (errors.AdminShutdown(), True),
        (errors.ReadOnlySqlTransaction(), True),
        (errors.DeadlockDetected(), True),
        (errors.LockNotAvailable(), True),
        (psycopg.OperationalError("the server closed the connection"), True),
        (errors.CheckViolation(), False),
        (errors.SyntaxError(), False),
    ],
)
def test_what_is_a_fault_of_the_store(error: psycopg.Error, fault: bool) -> None:
    assert is_store_fault(error) is fault


async def test_truths_and_bytes_come_back_as_they_went(database: Database) -> None:
    def work(tx: Transaction) -> tuple[object, object]:
        row = citizen(tx)
        tx.run("UPDATE people SET quiet = :quiet WHERE id = :id", quiet=True, id=row.id)
        kept = tx.only("SELECT quiet, name FROM people WHERE quiet = :quiet", quiet=True)
        return kept["quiet"], type(kept["name"])

    assert await database.transact(work) == (1, bytes)


# --- several processes -----------------------------------------------------------------------


async def test_only_one_may_have_it_alone(
    where: str, key: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = {**postgres.CONNECTION, "options": "-c lock_timeout=50"}
    first = await open_database(where, key, clock, alone=True)
    with monkeypatch.context() as soon:
        soon.setattr(postgres, "CONNECTION", impatient)
        with pytest.raises(AlreadyRunning, match="Stop it first"):
            await open_database(where, key, clock, alone=True)
    beside = await open_database(where, key, clock)
    await beside.close()
    await first.close()
    await (await open_database(where, key, clock, alone=True)).close()


async def test_of_two_workers_neither_takes_what_the_other_works_on_and_each_chat_keeps_its_order(
    where: str, key: Path, clock: Clock
) -> None:
    """Both work at once, each on its thread."""
    first, second = await open_database(where, key, clock), await open_database(where, key, clock)
    rows = [
        Arrival("update", f"telegram:{chat}", {"n": number}, bot=1, update_id=10 * number + chat)
        for number in range(20)
        for chat in range(3)
    ]
    await first.transact(lambda tx: inbox.store(tx, rows))
    done: list[tuple[int, int]] = []
    both = threading.Barrier(2)

    def work(tx: Transaction) -> int:
        taken = inbox.take(tx, 2)
        for row in taken:
            done.append((row.chat, row.id))
            inbox.done(tx, row.id)
        if taken:
            # Neither commits before the other has looked too.
            wait_for_the_other(both)
        return len(taken)

    async def until_nothing_is_open(database: Database) -> None:
        while await database.transact(inbox.waiting):
            await database.transact(work)

    try:
        async with asyncio.timeout(60):
            await asyncio.gather(until_nothing_is_open(first), until_nothing_is_open(second))
    finally:
        await first.close()
        await second.close()
    assert len(done) == len(set(done)) == 60
    for chat in {chat for chat, _ in done}:
        mine = [row for each, row in done if each == chat]
        assert mine == sorted(mine)


def wait_for_the_other(both: threading.Barrier) -> None:
    try:
        both.wait(0.2)
    except threading.BrokenBarrierError:
        both.reset()


async def test_of_two_claims_at_once_one_is_lost(where: str, key: Path, clock: Clock) -> None:
    first, second = await open_database(where, key, clock), await open_database(where, key, clock)
    asked = await first.transact(lambda tx: request(tx, citizen(tx)))
    mine, other = await first.transact(lambda tx: (officer(tx, 1), officer(tx, 2)))
    both = threading.Barrier(2)

    def claim(tx: Transaction, by: int) -> bool:
        both.wait(PATIENT_S)
        return progress.claim(tx, asked.id, by)

    found = await asyncio.gather(
        first.transact(lambda tx: claim(tx, mine.id)), second.transact(lambda tx: claim(tx, other.id))
    )
    await first.close()
    await second.close()
    assert sorted(found) == [False, True]


async def test_a_row_that_two_made_at_once_is_a_race(where: str, key: Path, clock: Clock) -> None:
    first, second = await open_database(where, key, clock), await open_database(where, key, clock)
    both = threading.Barrier(2)

    def meet(tx: Transaction) -> int:
        """As ``chat_of`` does it; both have looked before either writes."""
        new = tx.new_id("chats")
        both.wait(PATIENT_S)
        return tx.run(
            "INSERT INTO chats (id, address_digest, address, private) VALUES (:id, :digest, :digest, 1)",
            id=new,
            digest=b"the same",
        )

    found = await asyncio.gather(first.transact(meet), second.transact(meet), return_exceptions=True)
    await first.close()
    await second.close()
    assert sorted(type(each).__name__ for each in found) == ["RaceLost", "int"]


# --- a server that goes away -----------------------------------------------------------------


async def test_a_connection_that_is_cut_is_a_fault_and_is_made_anew(database: Database, where: str) -> None:
    await database.transact(citizen)

    def cut_in_the_middle(tx: Transaction) -> None:
        citizen(tx, 2)
        cut(where)
        citizen(tx, 3)

    with pytest.raises(StoreFault, match="PostgreSQL") as fault:
        await database.transact(cut_in_the_middle)
    assert "Vàng" not in str(fault.value)
    rows = await database.transact(lambda tx: tx.all("SELECT id FROM people"))
    assert len(rows) == 1


async def test_who_had_it_alone_has_it_alone_again(where: str, key: Path, clock: Clock) -> None:
    database = await open_database(where, key, clock, alone=True)
    cut(where)
    with pytest.raises(StoreFault):
        await database.transact(citizen)
    await database.transact(citizen)
    held = await database.transact(
        lambda tx: tx.all("SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory'")
    )
    await database.close()
    assert len(held) == 1


async def test_a_server_that_is_not_there_is_a_fault_without_the_address(key: Path, clock: Clock) -> None:
    with pytest.raises(StoreFault) as fault:
        await open_database("postgresql://a:geheim@/x?host=/does/not/exist", key, clock)
    assert "does not answer" in str(fault.value)
    assert "geheim" not in str(fault.value)


def cut(where: str) -> None:
    with psycopg.connect(where, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
