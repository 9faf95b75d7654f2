"""The database: one connection on one thread, and the Transaction that everything above works with.

A group of turns runs as one function on that thread: one hop, one commit, one fsync.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.store import sqlite
from bot.store.engine import Engine, Row, StoreFault, T
from bot.store.migrations import check_newest, migrate
from bot.store.sealing import KeyProblem, Sealing, load_keys

KEY_CHECK: Final = "key_check"
SQLITE: Final = "sqlite:///"


class Transaction:
    """One transaction as handlers and ``store/`` see it: named SQL, sealing, the time ``now`` (ms UTC)."""

    def __init__(self, engine: Engine, sealing: Sealing, now: int) -> None:
        self._engine = engine
        self._sealing = sealing
        self.now = now

    @property
    def skip_locked(self) -> str:
        """See Engine."""
        return self._engine.skip_locked

    def one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        return self._engine.one(sql, values)

    def all(self, sql: str, **values: object) -> list[Row]:
        """Every row."""
        return self._engine.all(sql, values)

    def only(self, sql: str, **values: object) -> Row:
        """The row that must be there; raises LookupError."""
        row = self.one(sql, **values)
        if row is None:
            raise LookupError("a row that must be there is not")
        return row

    def run(self, sql: str, **values: object) -> int:
        """Carry out a statement; returns how many rows it touched."""
        return self._engine.run(sql, values)

    def new_id(self, table: str) -> int:
        """The id of the next row of ``table``, known before the row so that sealing can bind to it."""
        return self._engine.next_id(table)

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
        self.run("SAVEPOINT turn")
        try:
            yield
        except StoreFault:
            raise
        except BaseException:
            self._engine.undo("turn")
            self.run("RELEASE SAVEPOINT turn")
            raise
        self.run("RELEASE SAVEPOINT turn")


class Database:
    """Owner of the connection; ``transact`` is the only way in."""

    def __init__(self, engine: Engine, sealing: Sealing, clock: Callable[[], int]) -> None:
        self._engine = engine
        self.sealing = sealing
        self._clock = clock

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction, in one hop onto the database's thread.

        Raises StoreFault when the store itself failed; whatever ``work`` raises otherwise. In both
        cases nothing of it stays.
        """
        return await self._engine.hop(lambda: self._transact(work))

    async def scrub(self) -> None:
        """Let what was deleted leave the files of the database too."""
        await self._engine.hop(self._engine.scrub)

    async def close(self) -> None:
        """Close the connection after what is queued."""
        await self._engine.close()

    def _transact(self, work: Callable[[Transaction], T]) -> T:
        engine = self._engine
        engine.begin()
        try:
            result = work(Transaction(engine, self.sealing, self._clock()))
            engine.commit()
        except BaseException:
            engine.rollback()
            raise
        return result


async def open_database(
    url: str, key_file: Path, clock: Callable[[], int], *, alone: bool = False
) -> Database:
    """Open what ``DATABASE_URL`` names, bring it to the newest schema, and fit it with its keys.

    ``alone``: no other process may work on it so. Raises AlreadyRunning, KeyProblem or SchemaProblem with a
    sentence for the operator, StoreFault when it cannot be opened.
    """
    engine = await connect(url, alone=alone)
    try:
        sealing = await engine.hop(lambda: _prepare(engine, key_file))
    except BaseException:
        await engine.close()
        raise
    return Database(engine, sealing, clock)


def exists(url: str) -> bool:
    """Is there a database to look into? A server is asked only when it is."""
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).exists()


async def look_into(
    url: str, key_file: Path, clock: Callable[[], int], look: Callable[[Transaction], T]
) -> T:
    """What ``look`` finds in a database that exists, also while the bot runs; whatever it changes is undone.

    Raises SchemaProblem for a schema of another version: a look must not bring it up to date.
    """
    engine = await connect(url)

    def work() -> T:
        engine.begin()
        try:
            check_newest(engine)
            sealing = load_keys(key_file, may_create=False)
            return look(Transaction(engine, sealing, clock()))
        finally:
            engine.rollback()

    try:
        return await engine.hop(work)
    finally:
        await engine.close()


async def connect(url: str, *, alone: bool = False) -> Engine:
    """The engine behind what ``DATABASE_URL`` names; see Engine for its faults."""
    if url.startswith(SQLITE):
        return await sqlite.connect(Path(url.removeprefix(SQLITE)), alone=alone)
    # Imported here: who keeps to SQLite need not have a driver for another.
    from bot.store import postgres

    return await postgres.connect(url, alone=alone)


def _prepare(engine: Engine, key_file: Path) -> Sealing:
    migrate(engine)
    row = engine.one("SELECT value FROM meta WHERE name = :name", {"name": KEY_CHECK})
    sealing = load_keys(key_file, may_create=row is None)
    check = sealing.digest(KEY_CHECK, "hoaban").hex()
    if row is None:
        engine.run(
            "INSERT INTO meta (name, value) VALUES (:name, :check)", {"name": KEY_CHECK, "check": check}
        )
    elif row["value"] != check:
        raise KeyProblem(f"The key file {key_file} does not belong to this database. Bring its own key back.")
    return sealing
