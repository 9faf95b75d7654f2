"""SQLite: aiosqlite owns the connection and its thread; the file is durable at every commit, and one process works on it."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

import aiosqlite

from bot.store.engine import AlreadyRunning, Row, StoreFault, T

FAULTS: Final = tuple(
    f"SQLITE_{name}"
    for name in "FULL IOERR BUSY LOCKED NOMEM READONLY CANTOPEN CORRUPT NOTADB PROTOCOL INTERRUPT".split()
)
PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
)


class Sqlite:
    """See Engine."""

    words: Mapping[str, str] = {"id": "INTEGER PRIMARY KEY AUTOINCREMENT", "bytes": "BLOB"}
    skip_locked: str = ""

    def __init__(self, connection: aiosqlite.Connection, lock: TextIO | None) -> None:
        self._owner = connection
        self._connection = connection._conn
        self._lock = lock
        self._newest: dict[str, int] = {}

    async def hop(self, work: Callable[[], T]) -> T:
        """See Engine."""
        # aiosqlite offers single statements only; its own queue is the one way to run a whole
        # function on its thread (a hop per statement costs 25 times the CPU).
        return await self._owner._execute(work)  # type: ignore[no-any-return, no-untyped-call]

    async def close(self) -> None:
        """See Engine."""
        await self._owner.close()
        if self._lock:
            self._lock.close()

    def begin(self) -> None:
        """See Engine."""
        self._newest.clear()
        self.run("BEGIN IMMEDIATE", {})

    def commit(self) -> None:
        """See Engine."""
        self.run("COMMIT", {})

    def rollback(self) -> None:
        """See Engine."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def undo(self, savepoint: str) -> None:
        """See Engine."""
        self._newest.clear()
        self.run(f"ROLLBACK TO {savepoint}", {})

    def one(self, sql: str, values: Mapping[str, object]) -> Row | None:
        """See Engine."""
        with _faults():
            row: Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def all(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """See Engine."""
        with _faults():
            rows: list[Row] = self._connection.execute(sql, values).fetchall()
            return rows

    def run(self, sql: str, values: Mapping[str, object]) -> int:
        """See Engine."""
        with _faults():
            return self._connection.execute(sql, values).rowcount

    def next_id(self, table: str) -> int:
        """Nobody else writes until the transaction ends: the store is asked once, and then it is counted on."""
        if table not in self._newest:
            row = self.one("SELECT seq FROM sqlite_sequence WHERE name = :table", {"table": table})
            self._newest[table] = row["seq"] if row else 0
        self._newest[table] += 1
        return self._newest[table]

    def scrub(self) -> None:
        """Deleted words are overwritten in the file already (``secure_delete``): here the write-ahead log is emptied."""
        # Where somebody reads (a backup), the next hour does it: turns must not wait.
        for pragma in ("busy_timeout = 0", "wal_checkpoint(TRUNCATE)", "busy_timeout = 5000"):
            self.all(f"PRAGMA {pragma}", {})


async def connect(file: Path, *, alone: bool = False) -> Sqlite:
    """Open the file. ``alone``: no other process may have it so; raises AlreadyRunning.

    Raises StoreFault when the file cannot be opened, or is none.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(file) if alone else None
    opened: aiosqlite.Connection | None = None
    try:
        opened = await aiosqlite.connect(file, isolation_level=None)
        await opened._execute(_prepare, opened._conn)  # type: ignore[no-untyped-call]
    except BaseException as error:
        if opened:
            await opened.close()
        if lock:
            lock.close()
        if isinstance(error, sqlite3.Error):
            raise StoreFault(f"{file}: {error.sqlite_errorname}") from None
        raise
    return Sqlite(opened, lock)


def is_store_fault(error: sqlite3.Error) -> bool:
    """Is it the store that failed (its transaction may be gone), rather than the statement?"""
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith(FAULTS)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if is_store_fault(error):
            raise StoreFault(error.sqlite_errorname) from None
        raise


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _lock(database: Path) -> TextIO:
    handle = database.with_suffix(".lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise AlreadyRunning(f"Another process is using {database}. Stop it first.") from None
    return handle
