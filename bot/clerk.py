"""The clerk: makes the reports that staff asked for, after the turn and beside it, one at a time.

Drawing takes a second, and a turn holds the database: so the bytes are made on a thread of their own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from bot.chat import FileKind
from bot.domain.stats import Entry, add_up
from bot.handlers import report_contents
from bot.handlers.house import House
from bot.store import files, people, reports
from bot.store.database import Database, StoreFault, Transaction
from bot.store.reports import MadeFile, Report, ReportKind
from bot.store.vault import Vault
from bot.texts import AUTHORITY

log = logging.getLogger(__name__)

TICK_S: Final = 2.0
"""How often it looks: turns do not wake it, for reports are rare and turns are not."""
SHAPES: Final[Mapping[ReportKind, tuple[FileKind, str, str]]] = {
    "picture": ("photo", "png", "image/png"),
    "sheet": ("document", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By kind of report: how it is sent, the end of its name, its type."""


class Clerk:
    """Makes reports until it is stopped."""

    def __init__(
        self, database: Database, vault: Vault, house: House, wake_worker: Callable[[], None]
    ) -> None:
        self._database = database
        self._vault = vault
        self._house = house
        self._wake_worker = wake_worker

    async def run(self) -> None:
        """Make what is wanted, the oldest first; for ever. What a crash left half-made is made again."""
        while True:
            try:
                report = await self._database.transact(reports.begin)
                if report:
                    await self._make(report)
                    self._wake_worker()
            except StoreFault as fault:
                log.error("store fault: %s", fault)
                report = None
            if report is None:
                await asyncio.sleep(TICK_S)

    async def _make(self, report: Report) -> None:
        try:
            entries, language = await self._database.transact(partial(_read, report=report))
            content = await asyncio.to_thread(self._content, report, entries, language)
            digest = await asyncio.to_thread(self._vault.keep, content)
        except StoreFault:
            raise
        except Exception as error:  # a bug or a full disk costs one report, and who asked is told
            log.error("report %d: %s", report.id, type(error).__name__)
            await self._database.transact(lambda tx: reports.failed(tx, report))
        else:
            await self._keep(report, digest, len(content))

    async def _keep(self, report: Report, digest: str, size: int) -> None:
        """It may have been dropped while it was made."""
        made = _made(report, digest, size)

        def kept(tx: Transaction) -> bool:
            return reports.made(tx, report, made) or files.is_needed(tx, digest)

        if not await self._database.transact(kept):
            await asyncio.to_thread(self._vault.delete, digest)

    def _content(self, report: Report, entries: Sequence[Entry], language: str) -> bytes:
        # Imported here: matplotlib takes a second and fifty megabytes, which a bot that draws nothing never needs.
        from bot.documents.requests_sheet import workbook
        from bot.documents.stats_picture import draw

        house, period = self._house, report.period
        stats = add_up(entries, period, house.calendar)
        say = partial(house.texts.say, language=language)
        if report.kind == "picture":
            return draw(report_contents.picture(house, stats, period, say))
        return workbook(report_contents.sheets(house, entries, stats, period, say))


def _read(tx: Transaction, report: Report) -> tuple[list[Entry], str]:
    language = people.load(tx, report.person).language or AUTHORITY
    return reports.entries(tx, report.period, report.branch), language


def _made(report: Report, digest: str, size: int) -> MadeFile:
    kind, ending, mime = SHAPES[report.kind]
    name = f"hoaban-{report.period.first}-{report.period.last}.{ending}"
    return MadeFile(kind, name, mime, digest, size)
