"""Files: fetched soon, sealed, kept once, retried while Telegram is away, sent again by upload when their id is stale."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from gateway_post import PostOffice
from patience import patiently, until
from telegram import Bot

from bot.chat import File, FileKind
from bot.gateway import files as files_module
from bot.gateway.files import Fetcher
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.store import files, inbox
from bot.store.sealing import read_keys
from bot.store.vault import Vault

CONTENT = "Giấy mời của toà".encode() * 100


@pytest.fixture
async def fetching(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    """A fetcher works; it looks often, and pauses between tries are short."""
    monkeypatch.setattr(files_module, "TICK_S", 0.01)
    monkeypatch.setattr(files, "RETRY_MS", (0,) * 5)
    async with fetching_with(office, office.bot):
        yield office


@asynccontextmanager
async def fetching_with(office: PostOffice, bot: Bot) -> AsyncIterator[None]:
    await bot.initialize()
    fetcher = Fetcher(bot, office.database, office.vault, office._wake_worker)
    task = asyncio.create_task(fetcher.run())
    fetcher.wake()
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def want(office: PostOffice, person: Person, chat: int, kind: FileKind = "photo") -> int:
    """Note the newest file of a person as wanted; its row."""
    seen = person.chat[-1].file
    assert seen is not None
    number = len(office.world.files)
    file = File(kind, f"SIMF-{office.account.id}-{number}", seen.unique_id, seen.size, seen.name)
    return await office.database.transact(lambda tx: files.want(tx, chat, None, file))


async def states(office: PostOffice, *, but: str = "wanted") -> list[str]:
    """The states, as soon as none is ``but``."""

    async def look() -> list[str]:
        return [row["state"] for row in await office.rows("SELECT state FROM files ORDER BY id")]

    return await patiently(look, lambda found: but not in found)


def on_disk(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


async def test_a_file_is_fetched_sealed_and_kept_once(fetching: PostOffice, tmp_path: Path) -> None:
    for name in ("Mai", "Lan"):
        person, chat = await fetching.person(name)
        person.photo(CONTENT)
        await want(fetching, person, chat)
    assert await states(fetching) == ["kept", "kept"]
    (file,) = on_disk(tmp_path)
    assert CONTENT[:20] not in file.read_bytes()
    (digest,) = {row["digest"] for row in await fetching.rows("SELECT digest FROM files")}
    assert fetching.vault.read(digest) == CONTENT


async def test_while_telegram_is_away_a_file_is_tried_again_and_never_given_up(fetching: PostOffice) -> None:
    mai, chat = await fetching.person("Mai")
    mai.photo(CONTENT)
    fetching.world.faults.add("error", method="getFile", code=502, count=12)
    fetching.world.faults.add("retry_after", method="getFile", seconds=1, count=1)
    fetching.world.faults.add("error", method="getFile", code=401, count=2)
    await want(fetching, mai, chat)
    assert await states(fetching) == ["kept"]


async def test_a_disk_that_takes_nothing_costs_no_file(fetching: PostOffice, tmp_path: Path) -> None:
    """A file stands where the folder of the vault should be."""
    (tmp_path / "files").touch()
    mai, chat = await fetching.person("Mai")
    mai.photo(CONTENT)
    await want(fetching, mai, chat)
    await until(lambda: len(fetching.calls("getFile")) > 2 * len(files.RETRY_MS))
    (tmp_path / "files").unlink()
    assert await states(fetching) == ["kept"]


async def test_a_file_that_telegram_does_not_give_is_lost_and_its_sender_hears_of_it(
    fetching: PostOffice,
) -> None:
    mai, chat = await fetching.person("Mai")
    mai.document(size=25 * 1024 * 1024)
    row = await want(fetching, mai, chat, "document")
    assert await states(fetching) == ["lost"]
    (told,) = await fetching.database.transact(lambda tx: inbox.take(tx, 9))
    assert (told.kind, told.chat, told.raw) == ("file", chat, {"file": row})
    assert fetching.woken


class Gone(SimulatorRequest):
    """A Telegram that names files and no longer has them."""

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        return (404, b"{}") if "/file/bot" in url else await super().do_request(url, *args, **more)


async def test_a_file_that_is_never_found_is_given_up_at_last(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_module, "TICK_S", 0.01)
    monkeypatch.setattr(files, "RETRY_MS", (0,) * 5)
    request = Gone(office.world)
    mai, chat = await office.person("Mai")
    mai.photo(CONTENT)
    await want(office, mai, chat)
    async with fetching_with(office, Bot(DEFAULT_TOKEN, request=request, get_updates_request=request)):
        assert await states(office) == ["lost"]
    assert len(office.calls("getFile")) == len(files.RETRY_MS) + 1


async def test_a_file_whose_names_cannot_be_opened_does_not_stop_the_others(
    fetching: PostOffice,
) -> None:
    mai, chat = await fetching.person("Mai")
    mai.photo(CONTENT)
    await fetching.database.transact(
        lambda tx: tx.run(
            "INSERT INTO files (chat, kind, refs, state, due_at, created_at)"
            " VALUES (:chat, 'photo', x'01ff', 'wanted', 0, 0)",
            chat=chat,
        )
    )
    await want(fetching, mai, chat)
    assert await states(fetching) == ["lost", "kept"]


async def test_what_was_taken_back_while_it_was_under_way_leaves_no_bytes(
    fetching: PostOffice, tmp_path: Path
) -> None:
    mai, chat = await fetching.person("Mai")
    mai.photo(CONTENT)
    fetching.world.faults.add("latency", method="getFile", seconds=0.2, count=1)
    await want(fetching, mai, chat)
    await until(lambda: fetching.account.in_flight)
    await fetching.database.transact(lambda tx: tx.run("UPDATE files SET state = 'erased', refs = x''"))
    await until(lambda: fetching.calls("getFile"))
    await until(lambda: not fetching.account.in_flight)
    assert await states(fetching, but="erased") == []
    await until(lambda: not on_disk(tmp_path))


async def test_erased_bytes_go_unless_somebody_else_sent_the_same(
    fetching: PostOffice, tmp_path: Path
) -> None:
    for name in ("Mai", "Lan"):
        person, chat = await fetching.person(name)
        person.photo(CONTENT)
        await want(fetching, person, chat)
    await states(fetching)
    await fetching.database.transact(lambda tx: tx.run("UPDATE files SET state = 'erased' WHERE id = 1"))
    assert await states(fetching, but="erased") == ["kept"]
    assert len(on_disk(tmp_path)) == 1
    await fetching.database.transact(lambda tx: tx.run("UPDATE files SET state = 'erased'"))
    assert await states(fetching, but="erased") == []
    await until(lambda: not on_disk(tmp_path))


# --- sending again


async def test_a_file_is_sent_again_by_its_id(post: PostOffice) -> None:
    (mai, mine), (lan, hers) = await post.person("Mai"), await post.person("Lan")
    mai.photo(CONTENT)
    await post.send_file(hers, await want(post, mai, mine), "Kèm việc")
    assert await post.settle() == ["sent"]
    seen = lan.last
    assert seen.file is not None
    assert (seen.file.content, seen.text) == (CONTENT, "Kèm việc")


@pytest.mark.parametrize("kind", ["photo", "voice", "audio", "video", "document"])
async def test_when_its_id_is_stale_the_kept_bytes_are_sent(post: PostOffice, kind: FileKind) -> None:
    lan, chat = await post.person("Lan")
    digest = post.vault.keep(CONTENT)
    stale = File(kind, "SIMF-999-1", "unique", 5, "giấy.pdf" if kind == "document" else None)
    row = await post.database.transact(lambda tx: files.want(tx, chat, None, stale))
    await post.database.transact(lambda tx: files.kept(tx, row, digest, len(CONTENT)))
    await post.send_file(chat, row, "Kèm việc")
    assert await post.settle() == ["sent"]
    assert lan.last.file is not None
    assert lan.last.file.content == CONTENT


async def test_what_only_we_have_is_uploaded(post: PostOffice) -> None:
    lan, chat = await post.person("Lan")
    digest = post.vault.keep(CONTENT)
    row = await post.database.transact(
        lambda tx: files.add_made(tx, chat, "photo", "số liệu.png", "image/png", digest, len(CONTENT))
    )
    await post.send_file(chat, row, "Số liệu")
    assert await post.settle() == ["sent"]
    assert lan.last.file is not None
    assert (lan.last.file.content, lan.last.text) == (CONTENT, "Số liệu")


async def test_a_stale_id_of_what_was_never_kept_fails_and_says_so(post: PostOffice) -> None:
    _, chat = await post.person("Lan")
    stale = File("photo", "SIMF-999-1", "unique")
    row = await post.database.transact(lambda tx: files.want(tx, chat, None, stale))
    await post.send_file(chat, row)
    assert await post.settle() == ["failed"]
    assert post.alarms == ["undelivered"]


async def test_the_vault_opens_with_its_own_key_only(post: PostOffice, tmp_path: Path) -> None:
    digest = post.vault.keep(CONTENT)
    stranger = Vault(tmp_path / "files", read_keys("1 " + "YWFh" * 10 + "YWE="))
    with pytest.raises(Exception, match="wrong key"):
        stranger.read(digest)
