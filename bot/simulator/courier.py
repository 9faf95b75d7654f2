"""Carries the updates of a bot to its webhook: in order within a lane, lanes beside each other, again until it is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import aiohttp

from bot.simulator.account import SimBot, Webhook
from bot.simulator.errors import Dropped, Json
from bot.simulator.updates import Lane, Waiting

if TYPE_CHECKING:
    from bot.simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
SECONDS_FOR_AN_ANSWER = 60
LONGEST_RETRY_AFTER = 3600
RESEND_SECONDS = 60
GONE_SECONDS = 23 * 3600
GONE = 410
NOT_IN_ANSWERS = ("setwebhook", "deletewebhook", "close", "logout")

Call = Callable[["World", str, str, Mapping[str, Any]], Awaitable[tuple[int, Json]]]
"""How a method is carried out: `dispatch.call`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook said. `failure` is empty when the update was taken."""

    failure: str = ""
    code: int = 0
    retry_after: int = 0
    asks: Json | None = None


@dataclass(slots=True)
class Tries:
    """How often one update failed, and the pause after the last time."""

    update_id: int
    failures: int = 0
    delay: int = 1

    def pause(self, retry_after: int, longest: int) -> int:
        """Seconds until the next try: none at first, then 2, 4, 8 …, or what the webhook asks for."""
        self.failures += 1
        if retry_after > 0:
            return min(retry_after, LONGEST_RETRY_AFTER)
        if self.failures == 1:
            return 0
        self.delay = min(longest, self.delay * 2)
        return self.delay


def follow(world: World, bot: SimBot, call: Call) -> None:
    """Let a courier serve the webhook as it is now: begin, change over, end, or go on."""
    if bot.courier is not None and bot.courier.webhook == bot.webhook:
        return
    if bot.courier is not None:
        bot.courier.stop()
    bot.courier = Courier(world, bot, bot.webhook, call) if bot.webhook else None


async def rest(world: World) -> None:
    """The simulator closes: nobody carries anything any more."""
    couriers = [bot.courier for bot in world.bots.values() if bot.courier]
    for courier in couriers:
        courier.stop()
        courier.bot.courier = None
    await asyncio.gather(*(courier.task for courier in couriers), return_exceptions=True)


class Courier:
    """Works from its making until it is stopped."""

    def __init__(self, world: World, bot: SimBot, webhook: Webhook, call: Call) -> None:
        self.bot = bot
        self.webhook = webhook
        self._world = world
        self._call = call
        self._under_way: set[Lane] = set()
        self._connections = asyncio.Semaphore(webhook.max_connections)
        self._gone_since: float | None = None
        self.task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """What is under way is broken off; it was not delivered."""
        self.task.cancel()

    async def _run(self) -> None:
        updates = self.bot.updates
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=SECONDS_FOR_AN_ANSWER)
        async with (
            aiohttp.ClientSession(trust_env=False, timeout=timeout) as session,
            asyncio.TaskGroup() as walks,
        ):
            while True:
                updates.arrived.clear()
                for lane in updates.lanes():
                    if lane not in self._under_way:
                        self._under_way.add(lane)
                        walks.create_task(self._walk(session, lane))
                await updates.arrived.wait()

    async def _walk(self, session: aiohttp.ClientSession, lane: Lane) -> None:
        """Everything in one lane, one after the other."""
        tries = Tries(0)
        while (update := self.bot.updates.head(lane)) is not None:
            if tries.update_id != update.id:
                tries = Tries(update.id)
            async with self._connections:
                answer = await self._post(session, update)
            if answer.failure:
                await self._try_later(update, tries, answer)
            else:
                await self._taken(update, answer)
        self._under_way.discard(lane)

    async def _post(self, session: aiohttp.ClientSession, update: Waiting) -> Answer:
        headers = {"Content-Type": "application/json"}
        headers |= {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        body = json.dumps(update.body).encode()
        try:
            async with session.post(
                self.webhook.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return _answer(response, await response.read())
        except TimeoutError:
            return Answer("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return Answer("Connection refused")
        except (aiohttp.ClientError, OSError):
            return Answer("Connection reset by peer")

    async def _taken(self, update: Waiting, answer: Answer) -> None:
        self._gone_since = None
        self.bot.updates.forget(update.id)
        if answer.asks is None:
            return
        method = str(answer.asks.pop("method"))
        with suppress(Dropped):  # nobody waits for the result
            await self._call(self._world, self.bot.token, method, answer.asks)

    async def _try_later(self, update: Waiting, tries: Tries, answer: Answer) -> None:
        now = self._world.clock.now()
        self.bot.webhook_error = (int(now), answer.failure)
        if self._is_gone_for_good(answer, now):
            self.bot.webhook = self.bot.courier = None
            self.stop()
        chance = self._world.chance("resend", self.bot.id, update.id, tries.failures)
        longest = chance.randint(RESEND_SECONDS, 2 * RESEND_SECONDS)
        due = now + tries.pause(answer.retry_after, longest)
        if due > update.expires:
            self.bot.updates.forget(update.id)
        else:
            await self._world.clock.reach(due)

    def _is_gone_for_good(self, answer: Answer, now: float) -> bool:
        """A webhook that says so for 23 hours is taken away."""
        if answer.code != GONE:
            self._gone_since = None
            return False
        self._gone_since = self._gone_since or now
        return now > self._gone_since + GONE_SECONDS


def _answer(response: aiohttp.ClientResponse, body: bytes) -> Answer:
    if response.ok and response.status < 300:
        return Answer(code=response.status, asks=_asked(response.content_type, body))
    wait = response.headers.get("Retry-After", "")
    return Answer(
        f"Wrong response from the webhook: {response.status} {response.reason}",
        response.status,
        int(wait) if wait.isdecimal() else 0,
    )


def _asked(content_type: str, body: bytes) -> Json | None:
    """A method that the answer asks to be carried out, with its parameters; its result goes to nobody."""
    try:
        asks = json.loads(body) if content_type == "application/json" else dict(parse_qsl(body.decode()))
    except ValueError:
        return None
    method = str(asks.get("method", "")).lower() if isinstance(asks, dict) else ""
    if not method or method in NOT_IN_ANSWERS or method.startswith("get"):
        return None
    return dict(asks)
