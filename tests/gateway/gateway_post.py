"""A sender alone with a world: tests put rows into the outbox and look at what arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import databases
from patience import patiently
from telegram import Bot

from bot.chat import KeptFile, Priority, Rendered
from bot.gateway.channel import Channel
from bot.gateway.limits import Limits
from bot.gateway.outgoing import address
from bot.gateway.sender import Sender
from bot.simulator.model import Call
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World
from bot.store import chats, inbox, outbox
from bot.store.database import Database, Transaction, open_database
from bot.store.inbox import Arrival
from bot.store.vault import Vault


class PostOffice:
    """What the sender works with, and the sender."""

    def __init__(self, world: World, database: Database, folder: Path, request: SimulatorRequest) -> None:
        self.world = world
        self.account = world.bot(DEFAULT_TOKEN)
        self.database = database
        self.bot = Bot(DEFAULT_TOKEN, request=request, get_updates_request=request)
        self.vault = Vault(folder / "files", database.sealing)
        self.alarms: list[str] = []
        self.woken = 0
        self._task: asyncio.Task[None] | None = None
        self.sender = self.new_sender()

    def new_sender(self, rate: str = "off") -> Sender:
        channel = Channel(self.bot, self.database, self.vault)
        return Sender(self.database, channel, Limits(rate), self.clock, self._wake_worker, self.alarms.append)

    def clock(self) -> int:
        return int(self.world.clock.now() * 1000)

    def _wake_worker(self) -> None:
        self.woken += 1

    async def open(self) -> None:
        """Let the sender work."""
        await self.bot.initialize()
        self._task = asyncio.create_task(self.sender.run())

    async def close(self) -> None:
        """Stop the sender as the app does."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            await self.sender.stop(3.0)

    async def person(self, name: str) -> tuple[Person, int]:
        """Somebody who opened the bot, and the row of the chat."""
        person = self.world.person(name)
        person.start()
        chat = await self.database.transact(lambda tx: chats.chat_of(tx, address(person.id)))
        return person, chat

    async def decide(self, chat: int, *words: str, priority: Priority = Priority.REPLY, **more: Any) -> int:
        """Put messages into the outbox; the row of the last one."""
        for each in words:
            rendered = Rendered(each, more.pop("buttons", ()), file=more.pop("file", None))
            await self.database.transact(partial(_add, chat, rendered, priority, more))
        self.sender.wake()
        return int((await self.rows("SELECT max(id) AS id FROM outbox"))[0]["id"])

    async def send_file(self, chat: int, file: int, words: str = "") -> int:
        return await self.decide(chat, words, file=KeptFile(file, "photo"))

    async def answer(self, chat: int, press: str, words: str = "") -> None:
        await self.database.transact(lambda tx: outbox.add_answer(tx, chat, press, words))
        self.sender.wake()

    async def clear(self, chat: int, last: str = "Chào bà con.") -> None:
        """The quick exit: the chat is cleared, and one word is said afterwards."""

        def work(tx: Transaction) -> None:
            outbox.add_clear(tx, chat)
            _add(chat, Rendered(last), Priority.REPLY, {}, tx)

        await self.database.transact(work)
        self.sender.wake()

    async def hears(self, who: Person, words: str) -> None:
        """Somebody writes: the message stands in the chat, and its name in the inbox."""
        name = str(who.send(words))
        arrival = Arrival(
            "update", address(who.id), {"words": words}, bot=1, update_id=int(name), message=name
        )
        await self.database.transact(lambda tx: inbox.store(tx, [arrival]))

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        def read(tx: Transaction) -> list[dict[str, Any]]:
            return [dict(row) for row in tx.all(sql)]

        return await self.database.transact(read)

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows("SELECT state FROM outbox ORDER BY id")]

    async def settle(self, seconds: float = 10) -> list[str]:
        """Until nothing is due; the states of all rows."""
        return await patiently(self.states, lambda states: "due" not in states, seconds)

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.world.calls if call.method == method]


def _add(chat: int, rendered: Rendered, priority: Priority, more: dict[str, Any], tx: Transaction) -> None:
    outbox.add(tx, chat, rendered, priority, **more)


@asynccontextmanager
async def post_office(folder: Path) -> AsyncIterator[PostOffice]:
    """A post office whose sender does not work yet."""
    world = World()
    database = await open_database(
        databases.address(folder), folder / "secret.key", lambda: int(world.clock.now() * 1000)
    )
    office = PostOffice(world, database, folder, SimulatorRequest(world))
    try:
        yield office
    finally:
        await office.close()
        await office.bot.shutdown()
        await database.close()
