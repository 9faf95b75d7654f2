"""What a database does for the Transaction above it: one connection on one thread. sqlite.py and postgres.py are the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias, TypeVar

T = TypeVar("T")
Row: TypeAlias = Mapping[str, Any]


class StoreFault(Exception):
    """The store failed (disk full, I/O, busy, gone): the whole group is undone and tried again later.

    The message is a code: what a driver says may quote values.
    """


class RaceLost(Exception):
    """Somebody else changed the row first: the turn runs again on what stands now."""


class AlreadyRunning(Exception):
    """Another process works on the same database."""


class Engine(Protocol):
    """One connection. Everything but ``hop`` and ``close`` is called on its thread, inside a ``hop``.

    A failure of the store is a StoreFault, a row that two processes made at once a RaceLost; what is wrong with a
    statement stays the driver's own error.
    """

    words: Mapping[str, str]
    """What ``{id}`` and ``{bytes}`` of a migration are here."""
    skip_locked: str
    """The end of a query that takes rows which no other process works on."""

    async def hop(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the thread of the connection."""

    async def close(self) -> None:
        """Close the connection after what is queued."""

    def begin(self) -> None:
        """Begin a transaction."""

    def commit(self) -> None:
        """End it; afterwards it is durable."""

    def rollback(self) -> None:
        """Undo it, if one is open."""

    def undo(self, savepoint: str) -> None:
        """Undo what happened since the savepoint."""

    def one(self, sql: str, values: Mapping[str, object]) -> Row | None:
        """The first row, or None. Parameters are written ``:name``."""

    def all(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """Every row."""

    def run(self, sql: str, values: Mapping[str, object]) -> int:
        """Carry out a statement; returns how many rows it touched."""

    def next_id(self, table: str) -> int:
        """The id of the next row of a table."""

    def scrub(self) -> None:
        """Let what was deleted leave the files of the database as well; outside of a transaction."""
