"""Fetches files soon after the turn that wanted them, seals them away, and tells the inbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, NetworkError, RetryAfter, TelegramError

from bot.gateway.http import call
from bot.store import files, inbox, proposals, reports, translating
from bot.store.database import Database, Transaction
from bot.store.engine import StoreFault
from bot.store.files import Stored
from bot.store.vault import Vault

log = logging.getLogger(__name__)

LARGEST: Final = 20 * 1024 * 1024
"""Bytes; Telegram gives a bot no larger file."""
TICK_S: Final = 2.0
AT_ONCE: Final = 4
PASSING: Final = (NetworkError, EndPointNotFound, RetryAfter, OSError)
"""Telegram, the way there, our token or our disk fails: no file is given up for that."""


class Fetcher:
    """Fetches until it is stopped."""

    def __init__(self, bot: Bot, database: Database, vault: Vault, wake_worker: Callable[[], None]) -> None:
        self._bot = bot
        self._database = database
        self._vault = vault
        self._wake_worker = wake_worker
        self._wakened = asyncio.Event()

    def wake(self) -> None:
        """A file may be wanted."""
        self._wakened.set()

    async def run(self) -> None:
        """Delete what was erased, fetch what is due, a few at once; for ever."""
        while True:
            try:
                await self._erase()
                due = await self._database.transact(lambda tx: files.wanted(tx, AT_ONCE))
                await asyncio.gather(*(self._fetch(file) for file in due))
            except StoreFault as fault:
                log.error("store fault: %s", fault)
                due = []
            if not due:
                await self._rest()

    async def _erase(self) -> None:
        """Rows go first: bytes that no row names are found again by nobody."""
        for digest in await self._database.transact(files.take_erased):
            await asyncio.to_thread(self._vault.delete, digest)

    async def _rest(self) -> None:
        # Not wait_for: on Python 3.11 it can swallow the cancellation that stops us.
        with suppress(TimeoutError):
            async with asyncio.timeout(TICK_S):
                await self._wakened.wait()
        self._wakened.clear()

    async def _fetch(self, file: Stored) -> None:
        try:
            content = await self._download(file)
            digest = await asyncio.to_thread(self._vault.keep, content)
        except BadRequest as error:
            log.warning("file %d: %s", file.id, error.message)
            await self._database.transact(lambda tx: _lost(tx, file))
            self._wake_worker()
        except (TelegramError, OSError) as error:
            log.warning("file %d: %s", file.id, type(error).__name__)
            for_good = not isinstance(error, PASSING)
            await self._database.transact(lambda tx: _put_off(tx, file, for_good))
            self._wake_worker()
        else:
            await self._keep(file, digest, len(content))

    async def _keep(self, file: Stored, digest: str, size: int) -> None:
        """The sender may have taken it back while it was under way."""

        def kept(tx: Transaction) -> bool:
            if files.kept(tx, file.id, digest, size):
                _examined(tx, file)
                return True
            return files.is_needed(tx, digest)

        if not await self._database.transact(kept):
            await asyncio.to_thread(self._vault.delete, digest)

    async def _download(self, file: Stored) -> bytes:
        found: dict[str, Any] = await call(self._bot, "getFile", {"file_id": file.ref})
        url = f"{self._bot.base_file_url}/{found['file_path']}"
        return await self._bot.request.retrieve(url)


def _examined(tx: Transaction, file: Stored) -> None:
    """A file that is to become a flow is read by the clerk; a recording is listened to."""
    if spoken := translating.waiting_for(tx, file.id):
        reports.want_hearing(tx, spoken.id, spoken.chat, spoken.speaker)
    row = proposals.waiting_for(tx, file.id)
    if row is not None and (proposal := proposals.find(tx, row)):
        reports.want_proposal(tx, row, proposal.chat, proposal.author)


def _put_off(tx: Transaction, file: Stored, for_good: bool) -> None:
    if not files.put_off(tx, file.id, for_good=for_good):
        _tell(tx, file)


def _lost(tx: Transaction, file: Stored) -> None:
    files.lose(tx, file.id)
    _tell(tx, file)


def _tell(tx: Transaction, file: Stored) -> None:
    inbox.add(tx, "file", file.chat, {"file": file.id})
