"""A webhook of a test: answers as it is told, and remembers what it was sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.simulator.courier import SECRET_HEADER
from bot.simulator.errors import Json


class Hook:
    """Answers 200 where nothing else is next."""

    def __init__(self) -> None:
        self.url = ""
        self.next: list[web.Response] = []
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.at_once = 0
        self.most_at_once = 0
        self.open = asyncio.Event()
        self.open.set()

    @property
    def words(self) -> list[str]:
        """What people wrote, in the order in which it came, each time that it came."""
        return [update["message"]["text"] for update in self.updates if "message" in update]

    def fail(self, *codes: int, **headers: str) -> None:
        """The next answers."""
        self.next += [web.Response(status=code, headers=headers) for code in codes]

    async def take(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        answer = self.next.pop(0) if self.next else web.Response()
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await self.open.wait()
        self.at_once -= 1
        return answer


@asynccontextmanager
async def listening(port: int = 0) -> AsyncIterator[Hook]:
    """A hook that can be reached."""
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        hook.open.set()
        await runner.cleanup()
