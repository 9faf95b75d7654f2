"""The database: one connection on one thread, and the Transaction that everything above works with.

A group of turns runs as one function on that thread: one hop, one commit, one fsync.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import aiosqlite

from bot.store.migrations import check_newest, migrate
from bot.store.sealing import KeyProblem, Sealing, load_keys

T = TypeVar("T")
Row: TypeAlias = Mapping[str, Any]

KEY_CHECK: Final = "key_check"
FAULTS: Final = tuple(
    f"SQLITE_{name}"
    for name in "FULL IOERR BUSY LOCKED NOMEM READONLY CANTOPEN CORRUPT NOTADB PROTOCOL INTERRUPT".split()
)


class StoreFault(Exception):
    """The store failed (disk full, I/O, busy): the whole group is undone and tried again later."""


class RaceLost(Exception):
    """Somebody else changed the row first: the turn runs again on what stands now."""


class Transaction:
    """One transaction as handlers and ``store/`` see it: named SQL, sealing, the time ``now`` (ms UTC)."""

    def __init__(self, connection: sqlite3.Connection, sealing: Sealing, now: int) -> None:
        self._connection = connection
        self._sealing = sealing
        self._newest: dict[str, int] = {}
        self.now = now

    def one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, **values: object) -> list[Row]:
        """Every row."""
        rows: list[Row] = self._connection.execute(sql, values).fetchall()
        return rows

    def only(self, sql: str, **values: object) -> Row:
        """The row that must be there; raises LookupError."""
        row = self.one(sql, **values)
        if row is None:
            raise LookupError("a row that must be there is not")
        return row

    def run(self, sql: str, **values: object) -> int:
        """Carry out a statement; returns how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def new_id(self, table: str) -> int:
        """The id of the next row of ``table``, known before the row so that sealing can bind to it.

        Nobody else writes until the transaction ends: the store is asked once, and then it is counted on.
        """
        if table not in self._newest:
            row = self.one("SELECT seq FROM sqlite_sequence WHERE name = :table", table=table)
            self._newest[table] = row["seq"] if row else 0
        self._newest[table] += 1
        return self._newest[table]

    def seal(self, table: str, column: str, row: int, words: str | bytes) -> bytes:
        """See Sealing.seal."""
        return self._sealing.seal(table, column, row, words)

    def open(self, table: str, column: str, row: int, sealed: bytes) -> str:
        """See Sealing.open."""
        return self._sealing.open(table, column, row, sealed)

    def digest(self, purpose: str, words: str | bytes) -> bytes:
        """See Sealing.digest."""
        return self._sealing.digest(purpose, words)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone alone when it raises; a StoreFault takes everything with it."""
        self._connection.execute("SAVEPOINT turn")
        try:
            yield
        except BaseException as error:
            if isinstance(error, sqlite3.Error) and is_store_fault(error):
                raise
            self._connection.execute("ROLLBACK TO turn")
            self._connection.execute("RELEASE turn")
            self._newest.clear()
            raise
        self._connection.execute("RELEASE turn")


class Database:
    """Owner of the connection; ``transact`` is the only way in."""

    def __init__(self, connection: aiosqlite.Connection, sealing: Sealing, clock: Callable[[], int]) -> None:
        self._connection = connection
        self.sealing = sealing
        self._clock = clock

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction, in one hop onto the database's thread.

        Raises StoreFault when the store itself failed; whatever ``work`` raises otherwise. In both
        cases nothing of it stays.
        """
        # aiosqlite offers single statements only; its own queue is the one way to run a whole
        # function on its thread (a hop per statement costs 25 times the CPU).
        return await self._connection._execute(self._transact, work)  # type: ignore[no-any-return, no-untyped-call]

    async def scrub(self) -> None:
        """Let what was deleted leave the write-ahead log too: its pages are overwritten in the file already."""
        await self._connection._execute(_scrub, self._connection._conn)  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close the connection after what is queued."""
        await self._connection.close()

    def _transact(self, work: Callable[[Transaction], T]) -> T:
        connection = self._connection._conn
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = work(Transaction(connection, self.sealing, self._clock()))
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and is_store_fault(error):
                # The driver's own message may quote values: only the code's name goes on.
                raise StoreFault(error.sqlite_errorname) from None
            raise
        return result


def is_store_fault(error: sqlite3.Error) -> bool:
    """Is it the store that failed (its transaction may be gone), rather than the turn?"""
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith(FAULTS)


async def open_database(file: Path, key_file: Path, clock: Callable[[], int]) -> Database:
    """Open the SQLite file, bring it to the newest schema, and fit it with its keys.

    Raises KeyProblem or SchemaProblem with a sentence for the operator, StoreFault when the file
    cannot be opened.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = await aiosqlite.connect(file, isolation_level=None)
    try:
        sealing = await connection._execute(_prepare, connection._conn, key_file)  # type: ignore[no-untyped-call]
    except BaseException as error:
        await connection.close()
        if isinstance(error, sqlite3.Error):
            raise StoreFault(f"{file}: {error.sqlite_errorname}") from None
        raise
    return Database(connection, sealing, clock)


def _scrub(connection: sqlite3.Connection) -> None:
    # Where somebody reads (a backup), the next hour does it: turns must not wait.
    for pragma in ("busy_timeout = 0", "wal_checkpoint(TRUNCATE)", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


async def look_into(
    file: Path, key_file: Path, clock: Callable[[], int], look: Callable[[Transaction], T]
) -> T:
    """What ``look`` finds in a database that exists, also while the bot runs; whatever it changes is undone.

    Raises SchemaProblem for a schema of another version: a look must not bring it up to date.
    """

    def work(connection: sqlite3.Connection) -> T:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA foreign_keys = ON")
        check_newest(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            return look(Transaction(connection, load_keys(key_file, may_create=False), clock()))
        finally:
            connection.execute("ROLLBACK")

    connection = await aiosqlite.connect(file, isolation_level=None)
    try:
        found: T = await connection._execute(work, connection._conn)  # type: ignore[no-untyped-call]
    finally:
        await connection.close()
    return found


def _prepare(connection: sqlite3.Connection, key_file: Path) -> Sealing:
    connection.row_factory = sqlite3.Row
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 5000",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    migrate(connection)
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (KEY_CHECK,)).fetchone()
    sealing = load_keys(key_file, may_create=row is None)
    check = sealing.digest(KEY_CHECK, "hoaban").hex()
    if row is None:
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (KEY_CHECK, check))
    elif row["value"] != check:
        raise KeyProblem(f"The key file {key_file} does not belong to this database. Bring its own key back.")
    return sealing
