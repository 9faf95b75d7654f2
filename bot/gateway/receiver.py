"""Receives the updates that Telegram sends by itself: 200 only when they are stored. What is not stored comes again,
and the next of its chat waits: nothing is lost, and order is kept. Behind a reverse proxy, which holds the certificate.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from telegram import Bot

from bot.gateway.incoming import ALLOWED, Raw
from bot.gateway.intake import Link, keep
from bot.settings import Webhook
from bot.store.database import Database
from bot.store.engine import StoreFault

log = logging.getLogger(__name__)

HEALTH: Final = "/healthz"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
LARGEST: Final = 1024 * 1024
"""Bytes; updates of Telegram are far smaller."""
CONNECTIONS: Final = 40
LOOK_S: Final = 30.0
GRACE_S: Final = 1.0


class CannotListen(Exception):
    """The address of LISTEN cannot be had."""


class Receiver:
    """A webhook. ``wake`` tells the worker; ``alarm`` takes a code."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        wake: Callable[[], None],
        alarm: Callable[[str], None],
        webhook: Webhook,
    ) -> None:
        self._bot = bot
        self._database = database
        self._wake = wake
        self._alarm = alarm
        self._webhook = webhook
        self._secret = webhook.secret or secrets.token_urlsafe(32)
        self._link = Link(bot, alarm)
        self._ours = self._arrives = True
        self._failed_at: int | None = None
        self._runner: web.AppRunner | None = None
        self.reached_at: float | None = None
        """When Telegram last reached us, or said that it can, by the loop's clock."""

    async def open(self) -> None:
        """Listen; raises CannotListen with a sentence."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_S)
        await self._runner.setup()
        host, port = self._webhook.host, self._webhook.port
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            raise CannotListen(f"LISTEN: cannot listen on {host}:{port}: {error.strerror}.") from None

    async def close(self) -> None:
        """Take no more; what is being stored is answered first."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def run(self) -> None:
        """Tell Telegram where we are, and look now and then whether that stands."""
        while True:
            await self._set()
            await self._watch()

    async def _set(self) -> None:
        parameters = {
            "url": self._webhook.url,
            "secret_token": self._secret,
            "max_connections": CONNECTIONS,
            "allowed_updates": ALLOWED,
        }
        while await self._link.ask("setWebhook", parameters, refused="webhook") is None:
            pass
        self._reached()

    async def _watch(self) -> None:
        """Until the webhook is not ours any more."""
        while True:
            await asyncio.sleep(LOOK_S)
            info = await self._link.ask("getWebhookInfo", {})
            if info is not None and not self._stands(info):
                return

    def _stands(self, info: Raw) -> bool:
        """Is it still ours? Alarms when it begins not to be, or not to be of use."""
        ours, arrives = bool(info["url"] == self._webhook.url), self._has_arrived(info)
        if not ours and self._ours:
            self._alarm("conflict")
        if not arrives and self._arrives:
            log.warning("Telegram cannot deliver: %s", info["last_error_message"])
            self._alarm("webhook")
        self._ours, self._arrives = ours, arrives
        if ours and arrives:
            self._reached()
        return ours

    def _has_arrived(self, info: Raw) -> bool:
        """Nothing waits, or no delivery failed since the last look; once one did, something must arrive first."""
        failed_at = info.get("last_error_date", 0)
        before, self._failed_at = self._failed_at, failed_at
        fails = before is not None and failed_at > before
        return not info["pending_update_count"] or (self._arrives and not fails)

    def _reached(self) -> None:
        self.reached_at = asyncio.get_running_loop().time()

    async def _answer(self, request: web.Request) -> web.Response:
        """Whoever calls learns no more than a number."""
        if request.path == HEALTH:
            return web.Response(text="ok")
        return web.Response(status=await self._status(request))

    async def _status(self, request: web.Request) -> int:
        if request.path != self._webhook.path:
            return 404
        if request.method != "POST":
            return 405
        if not self._is_from_telegram(request):
            return 403
        if request.content_type != "application/json":
            return 415
        try:
            update = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return 413
        except (ValueError, RecursionError):
            return 400
        if not isinstance(update, dict) or not _is_number(update.get("update_id")):
            return 400
        return await self._keep(update)

    def _is_from_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode())

    async def _keep(self, update: Raw) -> int:
        try:
            await keep(self._database, self._bot.id, [update])
        except StoreFault as fault:
            log.error("store fault: %s", fault)
            self._alarm("store")
            return 503
        self._arrives = True
        self._reached()
        self._wake()
        return 200


def _is_number(given: Any) -> bool:
    """Can it be the number of an update, and be kept?"""
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 2**63
