"""Where a test keeps its rows: a SQLite file, or a database of its own on a PostgreSQL that the tests start.

``TEST_DATABASE=postgresql`` puts every test there; those of the store go to both by themselves.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
import pytest

from bot.store import postgres
from bot.store.migrations import MIGRATIONS, migrate

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
CHOSEN: Final = os.environ.get("TEST_DATABASE", SQLITE)
TEMPLATE: Final = "hoaban_empty"
SERVER: Final = (
    # On a socket only. A crash of the machine is not what these tests are about: nothing waits for the disk.
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"
    " -c log_min_messages=fatal -c autovacuum=off"
)

EMPTY: Final = """
DO $$ DECLARE name TEXT; BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'meta' LOOP
    EXECUTE 'DELETE FROM ' || quote_ident(name);
  END LOOP;
  DELETE FROM meta WHERE meta.name <> 'schema';
  UPDATE meta SET value = '%d';
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE 'ALTER SEQUENCE ' || quote_ident(name) || ' RESTART';
  END LOOP;
END $$
"""

on_sqlite = pytest.mark.skipif(CHOSEN != SQLITE, reason="it is about the file of SQLite")


def address(folder: Path, name: str = "hoaban", kind: str = CHOSEN, *, bare: bool = False) -> str:
    """What ``DATABASE_URL`` is for a test; in one test the same folder and name give the same database.

    ``bare``: without a schema.
    """
    if kind == SQLITE:
        return f"sqlite:///{folder / name}.db"
    return server(_pool().take(f"{folder}/{name}", bare=bare))


class _Pool:
    """Databases of this process, emptied and used again by the tests that follow: making one takes a quarter of a second."""

    def __init__(self) -> None:
        self._test = ""
        self._taken: dict[str, str] = {}
        self._free: list[str] = []
        self._made = 0

    def take(self, what: str, *, bare: bool) -> str:
        test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
        if test != self._test:  # the tests of a process run one after the other
            self._free += [name for name in self._taken.values() if not name.startswith("bare")]
            self._test, self._taken = test, {}
        if what not in self._taken:
            self._taken[what] = self._new(bare=True) if bare else self._emptied()
        return self._taken[what]

    def _new(self, *, bare: bool) -> str:
        self._made += 1
        name, template = f"{'bare' if bare else 'hoaban'}{self._made}", "template0" if bare else _template()
        with psycopg.connect(server("postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _emptied(self) -> str:
        if not self._free:
            return self._new(bare=False)
        name = self._free.pop()
        with psycopg.connect(server(name), autocommit=True) as admin:
            admin.execute(EMPTY % len(MIGRATIONS))
        return name


@cache
def _pool() -> _Pool:
    return _Pool()


@cache
def _template() -> str:
    """An empty database with the newest schema: copying it is ten times as fast as making it."""
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TEMPLATE}")
    engine = postgres.Postgres(server(TEMPLATE), alone=False)
    try:
        engine.connect()
        migrate(engine)
    finally:
        engine.shut()
    return TEMPLATE


def server(database: str) -> str:
    """The address of a database on the server of this process; skips the test where there is no PostgreSQL."""
    return f"postgresql://hoaban@/{database}?host={_server().folder}"


def crash_server() -> None:
    """The server dies without a word and is started again: it recovers what was committed."""
    _server().control("restart", "--mode=immediate")


@dataclass(frozen=True, slots=True)
class _Server:
    """Its programs, its folder (data, log and socket), and who runs it."""

    programs: Path
    folder: Path
    owner: tuple[str, str] | None

    def control(self, what: str, *options: str) -> None:
        """pg_ctl, until it is done."""
        quiet = (f"--pgdata={self.folder / 'data'}", "--wait", "--silent", f"--log={self.folder / 'log'}")
        how = f"--options=-k {self.folder} {SERVER}"
        _run(self.owner, self.programs / "pg_ctl", *quiet, *options, *([how] if what != "stop" else []), what)


@cache
def _server() -> _Server:
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL (initdb, pg_ctl) is not on this machine: apt install postgresql")
    started = _Server(programs, Path(tempfile.mkdtemp(prefix="hoaban-pg-")), _owner())
    if started.owner:
        shutil.chown(started.folder, started.owner[0], int(started.owner[1]))
    initdb = ("--username=hoaban", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
    _run(started.owner, programs / "initdb", f"--pgdata={started.folder / 'data'}", *initdb)
    atexit.register(shutil.rmtree, started.folder, ignore_errors=True)
    atexit.register(started.control, "stop", "--mode=immediate")
    started.control("start")
    return started


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: in PATH, or where Debian puts them."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


def _owner() -> tuple[str, str] | None:
    """initdb refuses root: then it is somebody else who runs it."""
    if os.getuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return user, str(pwd.getpwnam(user).pw_gid)


def _run(owner: tuple[str, str] | None, *command: str | Path) -> None:
    as_owner = ["setpriv", f"--reuid={owner[0]}", f"--regid={owner[1]}", "--clear-groups"] if owner else []
    subprocess.run([*as_owner, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)
