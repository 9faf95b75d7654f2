"""The composition root: builds every object from Settings, starts the loops, stops them in order."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.chat import text
from bot.clerk import Clerk
from bot.desk_work import DeskWork
from bot.documents.drawing import is_there
from bot.documents.pdf import find_office
from bot.flow.turn import PlaceFound
from bot.gateway import incoming
from bot.gateway.channel import Channel
from bot.gateway.files import Fetcher
from bot.gateway.http import AiohttpRequest
from bot.gateway.introduction import introduce
from bot.gateway.limits import Limits
from bot.gateway.outgoing import TELEGRAM, address
from bot.gateway.poller import Poller
from bot.gateway.receiver import Receiver
from bot.gateway.sender import Sender
from bot.handlers import dispatch, mornings
from bot.handlers.house import House, Older, Tried, besides, command_names, spoken_calls
from bot.library import Library, Running
from bot.loading import Loaded, NotLoadable, emergency_key, load
from bot.recordings import master
from bot.reviewed import laid_over
from bot.second_factor import second_factor
from bot.settings import Settings
from bot.store import centre, chats, housekeeping, lookups, releases, retention, translating
from bot.store.database import Database, Transaction, open_database
from bot.store.engine import StoreFault
from bot.store.vault import Vault
from bot.worker import Turns, Worker

log = logging.getLogger(__name__)

PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
GRACE_S: Final = 3.0
HEARTBEAT_S: Final = 10.0
TIDY_S: Final = 3_600.0
FINDABLE: Final = 20
"""Batches of old requests that are made findable each time."""
STALE_S: Final = 90.0
WATCH_S: Final = 1.0


Made: TypeAlias = tuple[int, DeskWork]
"""What translators did in the chat, and the number of its state."""


class Trying(Protocol):
    """Tries a flow out, given all that was typed so far."""

    def __call__(
        self, loaded: Loaded, flow: str, language: str, typed: Sequence[str], *, english: bool
    ) -> Tried:
        """What comes of it."""
        ...


def system_clock() -> int:
    """Milliseconds UTC."""
    return time.time_ns() // 1_000_000


class App:
    """One running bot. ``start`` returns when it listens; ``stop`` within five seconds."""

    def __init__(
        self,
        settings: Settings,
        *,
        request: Callable[[], BaseRequest] | None = None,
        now: Callable[[], int] = system_clock,
        load: Callable[[Settings], Loaded] | None = None,
        rehearse: Callable[[Loaded], list[str]] = lambda _: [],
        tried: Trying | None = None,
        watches: bool = False,
    ) -> None:
        """``rehearse`` plays the talks kept as tests on what somebody wants published, ``tried`` one that is typed now; ``watches``: a changed file of the
        folders is taken in at once, as is wanted while one writes."""
        self._settings = settings
        self._request = request or partial(AiohttpRequest, proxy=settings.proxy)
        self._now = now
        self._load = load or load_all
        self._library = Library(lambda files: read_with(settings, files), rehearse)
        self._release = 0
        self._watches = watches
        self._tried = tried
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open the store, meet Telegram (waiting for it when it is away), start the loops.

        Raises NotLoadable, AlreadyRunning, CannotListen, KeyProblem, SchemaProblem or StoreFault with a sentence.
        """
        settings = self._settings
        # Before they are read, so that no change is missed.
        self._seen = _signs(settings) if self._watches else frozenset()
        loaded = self._load(settings)
        self.database = await open_database(
            settings.database_url, settings.secret_key_file, self._now, alone=True
        )
        self._bot = Bot(
            settings.token,
            base_url=f"{settings.api_url}/bot",
            base_file_url=f"{settings.api_url}/file/bot",
            request=self._request(),
            get_updates_request=self._request(),
        )
        try:
            await self._meet()
            if settings.staff_chat is not None:
                await self.database.transact(partial(_set_staff_chat, chat_id=settings.staff_chat))
            running, made = await self.database.transact(
                lambda tx: (self._library.open(tx, loaded), _made_here(tx))
            )
            for path in running.aside:
                log.warning("flows/%s was changed in the chat too: what was published there runs", path)
            self._furnish(running, made)
            await introduce(self._bot, self.house.texts)
            self._build(self.database)
            await self._intake.open()
        except BaseException:  # told to stop while Telegram is away: the store must not be left open
            await self._close()
            raise
        loops = (
            self.worker.run,
            self.sender.run,
            self._intake.run,
            self._fetcher.run,
            self._clerk.run,
            self._beat,
            self._tidy,
            *((self._watch,) if self._watches else ()),
        )
        self._loops = [asyncio.create_task(_for_ever(loop)) for loop in loops]

    async def reload(self) -> tuple[str, ...]:
        """Take the folders in anew, all of it or nothing: with an error what runs goes on. Returns the errors, as lines."""
        try:
            loaded = await asyncio.to_thread(self._load, self._settings)
            self._library.forget()
            running, made = await self.database.transact(
                lambda tx: (self._library.open(tx, loaded), _made_here(tx))
            )
        except NotLoadable as problem:
            for line in str(problem).splitlines():
                log.error("not taken in: %s", line)
            return tuple(str(problem).splitlines())
        self._furnish(running, made)
        log.info("taken in: release %d", running.release)
        return ()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_S)
            now = await asyncio.to_thread(_signs, self._settings)
            if now != self._seen:
                self._seen = now
                await self.reload()

    async def stop(self) -> None:
        """Stop taking, let what is under way end, make it durable, close."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._intake.close()
        await self.sender.stop(GRACE_S)
        await self._close()

    async def _close(self) -> None:
        await self._bot.shutdown()
        await self.database.close()

    def _build(self, database: Database) -> None:
        vault = Vault(self._settings.data_dir / "files", database.sealing)
        turns = Turns(
            turn=lambda tx, row: dispatch.handle(tx, self._house_now(tx), row),
            refuse=lambda tx, row, refused: dispatch.refuse(tx, self.house, row, refused),
            apologise=lambda tx, row: dispatch.apologise(tx, self.house, row),
        )
        self.worker = Worker(database, turns, lambda: self.house.texts, TELEGRAM, self._decided)
        self.sender = Sender(
            database,
            Channel(
                self._bot,
                database,
                vault,
                lambda sha256: master(
                    self._settings.locales_dir, self.house.texts.recordings.values(), sha256
                ),
            ),
            Limits(self._settings.rate),
            self._now,
            self.worker.wake,
            self.worker.alarm,
        )
        taking = (self._bot, database, self.worker.wake, self.worker.alarm)
        hook = self._settings.webhook
        self._intake = Receiver(*taking, hook) if hook else Poller(*taking)
        self._fetcher = Fetcher(self._bot, database, vault, self.worker.wake)
        self._clerk = Clerk(
            database,
            vault,
            lambda: self.house,
            self.worker.wake,
            find_office(self._settings.libreoffice),
            self._settings.data_dir / "papers",
            self._settings.locales_dir,
            self._library.examine,
        )

    def _furnish(self, running: Running, made: Made) -> None:
        """``made``: what translators did in the chat lies over the texts of the folder."""
        self._running, self._release, self._made = running, running.release, made[0]
        assert running.loaded.texts is not None
        loaded = replace(running.loaded, texts=laid_over(running.loaded.texts, made[1]))
        house = furnish(self._settings, loaded, self._bot.username, running.older)
        self.house = replace(house, try_out=self._try_out if self._tried else None)

    def _try_out(
        self, files: Mapping[str, bytes], flow: str, language: str, typed: Sequence[str], english: bool
    ) -> Tried:
        assert self._tried is not None
        return self._tried(self._library.load(files), flow, language, typed, english=english)

    def _house_now(self, tx: Transaction) -> House:
        """The house of the newest release: what was published, or done by translators, is in force with the next turn."""
        newest = releases.newest(tx)
        if newest == self._release and translating.version(tx) != self._made:
            self._furnish(self._running, _made_here(tx))
            self._release = newest  # also where it could not be read, and the one before runs
        if newest != self._release:
            try:
                self._furnish(self._library.current(tx), _made_here(tx))
            except NotLoadable:
                # It was read without an error when it was published: a file beside it was broken since.
                self._release = newest
                self.worker.alarm("flows")
        return self.house

    def _decided(self) -> None:
        self.sender.wake()
        self._fetcher.wake()

    async def _meet(self) -> None:
        attempt = 0
        while True:
            try:
                await self._bot.initialize()
            except TelegramError as error:
                pause = PAUSES_S[min(attempt, len(PAUSES_S) - 1)]
                log.warning("Telegram does not answer (%s), next try in %.0f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                attempt += 1
            else:
                log.info("bot %d is up", self._bot.id)
                return

    async def _beat(self) -> None:
        """A sign of life for ``python -m bot health``: when Telegram last answered."""
        file = self._settings.data_dir / "health.json"
        while True:
            reached = self._intake.reached_at
            age = asyncio.get_running_loop().time() - reached if reached is not None else None
            with suppress(OSError):
                await asyncio.to_thread(file.write_text, json.dumps({"at": time.time(), "poll_age_s": age}))
            await asyncio.sleep(HEARTBEAT_S)

    async def _tidy(self) -> None:
        """Forget what serves no more, at start and every hour; at night also what has had its time."""
        while True:
            with suppress(StoreFault):
                await self.database.transact(housekeeping.tidy)
                await self.database.transact(mornings.watch)
                for _ in range(FINDABLE):
                    await self.database.transact(lookups.make_older_findable)
                await self.let_go()
                await self.database.scrub()
            await asyncio.sleep(TIDY_S)

    async def let_go(self) -> None:
        """Once a night: what the rules of ``retention.yaml`` no longer keep."""
        gone = await self.database.transact(lambda tx: retention.nightly(tx, self.house.retention))
        if gone:
            log.info("let go: %s", ", ".join(f"{table} {count}" for table, count in sorted(gone.items())))
            self._fetcher.wake()


def load_all(settings: Settings) -> Loaded:
    """What the folders hold; raises NotLoadable when something in them is wrong."""
    loaded = read_with(settings)
    if loaded.errors:
        raise NotLoadable("\n".join(loaded.errors))
    return loaded


def read_with(settings: Settings, files: Mapping[str, bytes] | None = None) -> Loaded:
    """These flow files (or those of the folder), with the texts and the province as the folders hold them now."""
    return load(
        settings.flows_dir,
        settings.locales_dir,
        settings.province_dir,
        files=files,
        shows_rpa=settings.shows_rpa,
    )


def furnish(
    settings: Settings,
    loaded: Loaded,
    username: str,
    older: Mapping[tuple[str, str], Older] | None = None,
) -> House:
    """The house of the handlers."""
    province = loaded.province
    assert loaded.texts is not None
    assert province.gazetteer is not None
    assert province.routing is not None
    assert province.contacts is not None
    assert province.calendar is not None
    assert province.waiting is not None
    assert province.retention is not None
    assert province.safe_hours is not None
    return House(
        flows=loaded.flows,
        texts=loaded.texts,
        gazetteer=province.gazetteer,
        places=tuple(PlaceFound(place.code, place.label) for place in province.gazetteer.places),
        commands=command_names(loaded.texts),
        calls=spoken_calls(loaded.flows, loaded.texts),
        beside=besides(loaded.flows),
        defaults=loaded.defaults,
        groups=loaded.groups,
        can_share=TELEGRAM.share,
        routing=province.routing,
        calendar=province.calendar,
        waiting=province.waiting,
        sensitive=province.sensitive,
        telling={**province.sensitive, **province.urgent},
        safe_hours=province.safe_hours,
        law=province.law,
        papers=province.papers,
        makes_pdf=find_office(settings.libreoffice) is not None,
        draws=is_there(),
        retention=province.retention,
        centre_name=province.contacts.centre,
        justice=province.contacts.justice,
        data_contact=province.contacts.data_contact,
        danger_numbers=tuple(text(emergency_key(each.number)) for each in province.contacts.emergency),
        near=province.contacts.near,
        first_look=province.first_look,
        hours=province.contacts.hours,
        admins=tuple(address(admin) for admin in settings.admins),
        older=older or {},
        try_out=None,
        second_factor=second_factor(settings.totp_secret) if settings.totp_secret else None,
        username=username,
        parse=lambda raw: incoming.event(raw, username),
        chance=secrets.randbits,
    )


def is_healthy(data_dir: Path) -> bool:
    """Did the bot show life within the last minute and a half, and reach Telegram?"""
    try:
        sign = json.loads((data_dir / "health.json").read_text())
    except (OSError, ValueError):
        return False
    age = sign["poll_age_s"]
    return bool(time.time() - sign["at"] < STALE_S and age is not None and age < STALE_S)


def _signs(settings: Settings) -> frozenset[tuple[str, int, int]]:
    """By file of the folders when it was changed, and how long it is."""
    folders = (settings.flows_dir, settings.locales_dir, settings.province_dir)
    files = ((file, file.stat()) for folder in folders for file in folder.rglob("*") if file.is_file())
    return frozenset((str(file), sign.st_mtime_ns, sign.st_size) for file, sign in files)


def _made_here(tx: Transaction) -> Made:
    """What translators did in the chat, and the number of its state."""
    return translating.version(tx), translating.work(tx)


def _set_staff_chat(tx: Transaction, chat_id: int) -> None:
    centre.put(tx, "staff_chat", str(chats.chat_of(tx, address(chat_id), private=False)))


async def _for_ever(loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """A loop that breaks is a bug: it is logged and begun again; the others go on."""
    while True:
        try:
            await loop()
        except Exception:
            log.exception("a loop broke")
            await asyncio.sleep(1)
