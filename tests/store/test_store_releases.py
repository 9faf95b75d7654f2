"""Releases in the store and the library above it: kept once, found by version, never lost, whatever another program calls them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import shipped
from store_rows import Clock, citizen

from bot.flow.session import Session
from bot.library import Library, Running, merged
from bot.loading import Loaded, NotLoadable
from bot.store import releases, sessions
from bot.store.database import Database, Transaction

A, B, C = b"a", b"b", b"c"
INTAKE = "legal_aid.yaml"


def looked(**files: bytes) -> dict[str, str]:
    return {path: releases.digest(body) for path, body in files.items()}


@pytest.mark.parametrize(
    ("running", "before", "folder", "files", "aside"),
    [
        ({"x": A}, looked(x=A), {"x": A}, {"x": A}, ()),
        ({"x": A}, looked(x=A), {"x": B}, {"x": B}, ()),
        ({"x": B}, looked(x=A), {"x": A}, {"x": B}, ()),
        ({"x": B}, looked(x=A), {"x": C}, {"x": B}, ("x",)),
        ({"x": B}, looked(x=A), {"x": B}, {"x": B}, ()),
        ({"x": A}, looked(x=A), {"x": A, "y": B}, {"x": A, "y": B}, ()),
        ({"x": A, "y": B}, looked(x=A, y=B), {"x": A}, {"x": A}, ()),
        ({"x": A, "y": C}, looked(x=A, y=B), {"x": A}, {"x": A, "y": C}, ("y",)),
    ],
)
def test_folder_and_chat_are_laid_together(
    running: dict[str, bytes],
    before: dict[str, str],
    folder: dict[str, bytes],
    files: dict[str, bytes],
    aside: tuple[str, ...],
) -> None:
    assert merged(running, before, folder) == (files, aside)


async def test_a_content_is_kept_once_and_a_release_never_changes(database: Database, clock: Clock) -> None:
    def work(tx: Transaction) -> None:
        first = releases.add(tx, {"x": A, "y": B}, {"x": "v1"}, origin=releases.FROM_FOLDER)
        second = releases.add(tx, {"x": C, "y": B}, {"x": "v2"}, origin=releases.FROM_CHAT, note="sửa câu")
        assert (first, second, releases.newest(tx)) == (1, 2, 2)
        assert releases.files(tx, 1) == {"x": A, "y": B}
        assert releases.load(tx, 2).note == "sửa câu"
        assert len(tx.all("SELECT 1 FROM sources")) == 3
        assert [found.id for found, _ in releases.with_file(tx, "x", 9)] == [2, 1]
        assert [found.id for found, _ in releases.with_file(tx, "y", 9)] == [1]

    await database.transact(work)


async def test_a_version_is_found_in_the_newest_release_that_holds_it(
    database: Database, clock: Clock
) -> None:
    async def add(version: str, *, moves_all: bool = False) -> None:
        await database.transact(
            lambda tx: releases.add(
                tx, {"x": A}, {"x": version}, origin=releases.FROM_CHAT, moves_all=moves_all
            )
        )

    for version in ("v1", "v2", "v1"):
        await add(version)
        clock.pass_by(hours=1)
    ends = clock.now
    await add("v3", moves_all=True)

    def look(tx: Transaction) -> None:
        assert releases.of_version(tx, "x", "v1") == 3
        assert releases.of_version(tx, "x", "v0") is None
        assert releases.superseded(tx, 3) == (ends, True)
        assert releases.superseded(tx, 4) == (tx.now, False)

    await database.transact(look)


# --- the library -----------------------------------------------------------------------------


def library() -> Library:
    return Library(lambda files: replace(shipped(), files=files))


def stands(tx: Transaction, version: str) -> None:
    sessions.open_one(tx, citizen(tx).id, Session("legal_aid", version))


async def running(database: Database, opened: Library, folder: Loaded) -> Running:
    return await database.transact(lambda tx: opened.open(tx, folder))


async def test_another_program_may_call_the_same_logic_otherwise(database: Database) -> None:
    def older_program(tx: Transaction) -> None:
        releases.add(tx, shipped().files, {"legal_aid": "named otherwise"}, origin=releases.FROM_FOLDER)
        releases.note_folder(tx, shipped().files)
        stands(tx, "named otherwise")

    await database.transact(older_program)
    now = await running(database, library(), shipped())
    assert now.release == 1
    assert now.older == {}
    version = shipped().flows["legal_aid"].version
    assert await database.transact(lambda tx: releases.of_version(tx, "legal_aid", version)) == 1


async def test_a_version_that_nobody_knows_goes_on_with_the_newest(database: Database) -> None:
    await database.transact(lambda tx: stands(tx, "0000"))
    assert (await running(database, library(), shipped())).older == {}


async def test_what_does_not_go_together_is_said_and_nothing_is_published(database: Database) -> None:
    await running(database, library(), shipped())
    broken = Library(lambda files: Loaded(files=files, errors=("flows/x.yaml:1: L0 …",)))
    other = replace(shipped(), files={**shipped().files, "x.yaml": B}, errors=("flows/x.yaml:1: L0 …",))
    with pytest.raises(NotLoadable, match="L0"):
        await running(database, broken, other)
    assert await database.transact(releases.newest) == 1
    with pytest.raises(NotLoadable):
        await database.transact(broken.current)


async def test_what_was_put_aside_is_told_at_each_start(database: Database) -> None:
    await running(database, library(), shipped())
    chat = {**shipped().files, INTAKE: B}
    await database.transact(lambda tx: releases.add(tx, chat, {}, origin=releases.FROM_CHAT))
    folder = replace(shipped(), files={**shipped().files, INTAKE: C})
    for _ in range(2):
        found = await running(database, library(), folder)
        assert found.aside == (INTAKE,)
        assert found.release == 2


def test_a_set_of_files_is_read_once() -> None:
    calls: list[int] = []

    def read(files: object) -> Loaded:
        calls.append(1)
        return shipped()

    some = Library(read)
    for n in (1, 2, 1, *range(3, 12), 1):
        some.load({"x": str(n).encode()})
    assert len(calls) == 12
    some.forget()
    some.load({"x": b"1"})
    assert len(calls) == 13
