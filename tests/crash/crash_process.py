"""A bot as a real process, against a world that is served in the test's own process."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from databases import address
from patience import until
from ports import free_port

from bot.demo import ADMIN
from bot.settings import SHIPPED
from bot.simulator.http import Server, serve
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World
from bot.store.database import Database, open_database

DYING = Path(__file__).with_name("launch_dying.py")


class BotProcess:
    """``python -m bot run`` over HTTP; its log is a file that goes on over restarts."""

    def __init__(self, world: World, url: str, folder: Path, **settings: str) -> None:
        self.world = world
        self.account = world.bot(DEFAULT_TOKEN)
        self.folder = folder
        self.log_file = folder / "bot.log"
        self.settings = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
            "TELEGRAM_API_URL": url,
            "TELEGRAM_RATE": "off",
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": address(folder / "data"),
            "ADMINS": str(ADMIN),
        } | settings
        self.command: tuple[str, ...] = ("-m", "bot", "run")
        self._process: Process | None = None
        self._started = 0

    @property
    def process(self) -> Process:
        assert self._process is not None
        return self._process

    @property
    def database_url(self) -> str:
        return self.settings["DATABASE_URL"]

    @property
    def database_file(self) -> Path:
        return self.folder / "data" / "hoaban.db"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    async def start(self, *, listening: bool = True) -> None:
        """Start, and wait until it hears what people write (or do not)."""
        self._started = self.world.seq
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self.command, cwd=SHIPPED, env=self.settings, stdout=DEVNULL, stderr=log
            )
        if listening:
            await until(lambda: self.listens or self.is_over, 30)

    @property
    def listens(self) -> bool:
        """Does it poll, or has it told Telegram since its start where it can be reached?"""
        if "WEBHOOK_URL" not in self.settings:
            return self.account.updates.polling
        calls = (call for call in self.world.calls if call.seq > self._started)
        return any(call.method == "setWebhook" and call.ok for call in calls)

    @property
    def is_over(self) -> bool:
        return self.process.returncode is not None

    async def kill(self) -> None:
        """As a cut of the power does it."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        await until(lambda: not self.account.updates.polling)

    async def stop(self) -> float:
        """Ask it to end; returns after how many seconds it had."""
        began = time.monotonic()
        self.process.terminate()
        async with asyncio.timeout(20):
            await self.process.wait()
        return time.monotonic() - began

    async def end(self) -> None:
        """Whatever state it is in."""
        if self._process is not None and not self.is_over:
            self.process.kill()
            await self.process.wait()

    def limit_files(self, size: int) -> None:
        """No file of this process grows beyond this many bytes: the disk is full."""
        _, most = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, most))

    def lift_limit(self) -> None:
        """There is room again."""
        self.limit_files(resource.RLIM_INFINITY)

    async def idle(self) -> None:
        """Until it did everything there is to do."""
        await self.world.wait_idle(self.account, quiet=0.3, timeout=30)

    async def say(self, who: Person, *words: str) -> str:
        for word in words:
            who.send(word)
            await self.idle()
        return who.last.text

    async def press(self, who: Person, *labels: str) -> str:
        """Press each as soon as it is there, be Telegram as slow as it may."""
        for label in labels:
            await self._see(who, label)
            who.press(label)
            await self.idle()
        return who.last.text

    async def _see(self, who: Person, label: str) -> None:
        await until(lambda: any(label in each for each in who.last.labels), 30)

    async def open_house(self) -> Person:
        """The first administrator's set-up."""
        admin = self.world.person("Quản Trị", id=ADMIN)
        await self.say(admin, "/start", "0215 3000 000")
        await self.press(admin, "Không có nhóm", "Để sau")
        return admin

    async def database(self) -> Database:
        """Look into the store, after the process has ended."""
        key = self.folder / "data" / "secret.key"
        return await open_database(self.database_url, key, lambda: int(time.time() * 1000))


def by_webhook() -> dict[str, str]:
    """The settings of a bot that is brought its updates."""
    address = f"127.0.0.1:{free_port()}"
    return {"WEBHOOK_URL": f"http://{address}/hoaban", "LISTEN": address}


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[BotProcess]:
    """A bot that is up, and a Telegram for it; both are gone afterwards."""
    async with served() as (world, server):
        bot = BotProcess(world, server.url, folder, **settings)
        await bot.start()
        try:
            yield bot
        finally:
            await bot.end()


@asynccontextmanager
async def served() -> AsyncIterator[tuple[World, Server]]:
    world = World()
    server = await serve(world, port=0)
    try:
        yield world, server
    finally:
        await server.close()
