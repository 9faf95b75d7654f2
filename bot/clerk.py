"""The clerk: makes the reports and papers that staff asked for, after the turn and beside it, one at a time.

Drawing takes a second, and a turn holds the database: so the bytes are made on a thread of their own, PDFs by another
process.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from bot import voice_check
from bot.chat import FileKind
from bot.desk_work import NO_WORK, DeskWork
from bot.documents.drawing import NoDrawing, to_picture
from bot.documents.pdf import NoPdf, to_pdf
from bot.documents.shapes import Card, Sheet
from bot.domain.appointments import calendar_file
from bot.domain.clocks import Clock, Kept, kept
from bot.domain.numbers import show_number
from bot.domain.papers import Paper
from bot.domain.register import Case
from bot.domain.request import Request
from bot.domain.stats import Entry, Unsent, add_up
from bot.handlers import (
    bundle_contents,
    clocks,
    dossier,
    flow_desk,
    flow_preview,
    paper_contents,
    register_contents,
    report_contents,
)
from bot.handlers.house import INTAKE, House
from bot.handlers.register_contents import Register
from bot.pack import packed
from bot.store import (
    appointments,
    files,
    proposals,
    register,
    releases,
    reports,
    requests,
    staff,
    translating,
    unsent,
)
from bot.store.database import Database, Transaction
from bot.store.engine import StoreFault
from bot.store.reports import MadeFile, Report, ReportKind
from bot.store.vault import Vault
from bot.texts import AUTHORITY

Found = TypeVar("Found")
NOBODY_LEFT: Final = Unsent(0, ())

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Requests that are read in one transaction."""
TICK_S: Final = 2.0
"""How often it looks: turns do not wake it, for reports are rare and turns are not."""
SHAPES: Final[Mapping[ReportKind, tuple[FileKind, str, str]]] = {
    "picture": ("photo", "png", "image/png"),
    "sheet": ("document", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "register": ("document", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("document", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("document", "pdf", "application/pdf"),
    "card": ("photo", "png", "image/png"),
    "calendar": ("document", "ics", "text/calendar"),
    "bundle": ("document", "zip", "application/zip"),
    "photos": ("document", "pdf", "application/pdf"),
    "flow": ("document", "yaml", "application/yaml"),
    "drawing": ("document", "png", "image/png"),
    "transcript": ("document", "test.yaml", "application/yaml"),
    "proposal": ("document", "yaml", "application/yaml"),
    "recording": ("voice", "ogg", "audio/ogg"),
    "pack": ("document", "zip", "application/zip"),
}
"""By kind of report: how it is sent, the end of its name, its type."""


AS_CSV: Final[tuple[FileKind, str, str]] = ("document", "csv", "text/csv")
NAMES: Final[Mapping[Paper, str]] = {
    Paper.FORM: "don",
    Paper.ACCEPTANCE: "thu-ly",
    Paper.REFUSAL: "khong-thu-ly",
    Paper.PAPERS_WANTED: "giay-can-them",
    Paper.WITHDRAWAL: "rut",
    Paper.DISCONTINUATION: "dinh-chi",
    Paper.CARD: "the",
}
"""How a paper is called in the name of its file; nothing of people stands there."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a report is made of, read in one transaction; ``name`` is that of its file."""

    name: str
    entries: Sequence[Entry] = ()
    language: str = AUTHORITY
    values: Mapping[str, str] = field(default_factory=dict)
    card: Card | None = None
    ready: bytes = b""
    """What needs no drawing."""
    pages: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[int] = ()
    """The requests of a period, whose clocks or cases are counted."""
    kept: Sequence[Kept] = ()
    cases: Sequence[Case] = ()
    simple: Sequence[str] = ()
    left: Unsent = NOBODY_LEFT
    attached: Sequence[tuple[str, str]] = ()
    photos: Sequence[str] = ()
    """Digests."""
    made: DeskWork = NO_WORK
    """What translators did."""


class Clerk:
    """Makes reports until it is stopped."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        house: Callable[[], House],
        wake_worker: Callable[[], None],
        office: str | None,
        workshop: Path,
        locales: Path,
        examine: Callable[[Mapping[str, bytes], str, bytes], dict[str, Any]],
    ) -> None:
        """``office`` makes PDFs; ``examine`` checks a flow file upon those of a release; ``workshop``: a folder of the clerk's own, where papers lie while they become ones."""
        self._database = database
        self._vault = vault
        self._house = house
        self._wake_worker = wake_worker
        self._office = office
        self._workshop = workshop
        self._locales = locales
        self._examines = examine

    async def run(self) -> None:
        """Make what is wanted, the oldest first; for ever. What a crash left half-made is made again."""
        await asyncio.to_thread(shutil.rmtree, self._workshop, ignore_errors=True)
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
            if report.kind == "proposal":
                await self._examine(report)
                return
            if report.kind == "recording":
                await self._listen(report)
                return
            wanted = await self._database.transact(partial(_read, house=self._house(), report=report))
            if report.kind == "register":
                wanted = replace(wanted, cases=await self._in_parts(register.read, wanted.rows))
            elif wanted.rows:
                wanted = replace(
                    wanted, kept=kept(await self._in_parts(partial(_clocks, self._house()), wanted.rows))
                )
            content = await asyncio.to_thread(self._content, report, wanted)
            if report.kind == "pdf":
                content = await self._pdf(content)
            elif report.kind == "drawing":
                content = await to_picture(content.decode(), "png")
            digest = await asyncio.to_thread(self._vault.keep, content)
        except StoreFault:
            raise
        except (NoPdf, NoDrawing) as why:
            log.warning("report %d: %s", report.id, why)
            await self._database.transact(lambda tx: reports.failed(tx, report))
        except Exception as error:  # a bug or a full disk costs one report, and who asked is told
            log.error("report %d: %s", report.id, type(error).__name__)
            await self._database.transact(lambda tx: reports.failed(tx, report))
        else:
            await self._keep(report, wanted.name, digest, len(content))

    async def _examine(self, report: Report) -> None:
        """A file that somebody wants published: read, checked, laid beside the one that runs."""
        found = await self._database.transact(lambda tx: _to_examine(tx, int(report.about)))
        if found is not None:
            proposal, base, files_of_base, kept = found
            content = kept if isinstance(kept, bytes) else await asyncio.to_thread(self._vault.read, kept)
            told = await asyncio.to_thread(self._examines, files_of_base, proposal.path, content)

            def note(tx: Transaction) -> None:
                read = proposals.read(tx, proposal.id, releases.keep(tx, content), base, told)
                if read and proposal.file is not None:  # its content is kept with the others now
                    files.erase_made(tx, proposal.file)

            await self._database.transact(note)
        await self._database.transact(lambda tx: reports.drop(tx, report.id))

    async def _listen(self, report: Report) -> None:
        """A recording that a speaker sent: is it fit to be played?"""
        made = await self._database.transact(lambda tx: _to_hear(tx, int(report.about)))
        if made is not None:
            digest, key = made
            content = await asyncio.to_thread(self._vault.read, digest)
            texts = self._house().texts
            found = await asyncio.to_thread(voice_check.hear, content)
            fault = voice_check.fault_for(found, texts.script(key)) if key in texts.sources else found.fault
            named = (hashlib.sha256(content).hexdigest(), round(found.seconds), fault or "")
            await self._database.transact(lambda tx: translating.heard(tx, int(report.about), *named))
        await self._database.transact(lambda tx: reports.drop(tx, report.id))

    async def _in_parts(
        self, read: Callable[[Transaction, Sequence[int]], list[Found]], rows: Sequence[int]
    ) -> list[Found]:
        """Many requests are read in several transactions, so that turns come between."""
        found: list[Found] = []
        for first in range(0, len(rows), AT_ONCE):
            part = rows[first : first + AT_ONCE]
            found += await self._database.transact(partial(_of_these, read, part))
        return found

    async def _keep(self, report: Report, name: str, digest: str, size: int) -> None:
        """It may have been dropped while it was made."""
        made = _made(report, name, digest, size)

        def kept(tx: Transaction) -> bool:
            return reports.made(tx, report, made) or files.is_needed(tx, digest)

        if not await self._database.transact(kept):
            await asyncio.to_thread(self._vault.delete, digest)

    async def _pdf(self, content: bytes) -> bytes:
        if self._office is None:
            raise NoPdf("there is no LibreOffice")
        return await to_pdf(content, self._office, self._workshop)

    def _content(self, report: Report, wanted: _Wanted) -> bytes:
        # Imported here: matplotlib takes a second and fifty megabytes, which a bot that draws nothing never needs.
        match report.kind:
            case "picture" | "sheet" | "register":
                return self._report(report, wanted)
            case "docx" | "pdf":
                from bot.documents.paper import fill

                assert report.paper is not None
                return fill(self._house().papers[report.paper], wanted.values)
            case "card":
                from bot.documents import card_picture

                assert wanted.card is not None
                return card_picture.draw(wanted.card)
            case "calendar" | "flow" | "drawing" | "transcript" | "proposal" | "recording":
                return wanted.ready
            case "pack":
                return self._pack(report.about, wanted)
            case "bundle":
                from bot.documents.bundle import pack
                from bot.documents.paper import fill

                form = fill(self._house().papers[Paper.FORM], wanted.values)
                return pack(wanted.pages, form, wanted.attached, self._vault.read)
            case "photos":
                from bot.documents import photos

                return photos.to_pdf(wanted.photos, self._vault.read)

    def _pack(self, tag: str, wanted: _Wanted) -> bytes:
        found = (file for file in sorted(self._locales.rglob("*")) if file.suffix in (".po", ".csv"))
        files = {file.relative_to(self._locales).as_posix(): file.read_bytes() for file in found}

        def voice(sha256: str) -> bytes | None:
            kept = wanted.values.get(sha256)
            return self._vault.read(kept) if kept else None

        return packed(self._house().texts, wanted.made, tag, files, voice)

    def _report(self, report: Report, wanted: _Wanted) -> bytes:
        from bot.documents.csv_sheet import table
        from bot.documents.requests_sheet import workbook
        from bot.documents.stats_picture import draw

        house, period = self._house(), report.period
        say = partial(house.texts.say, language=wanted.language)
        if report.kind == "register":
            register = Register(wanted.cases, wanted.simple, period)
            sheets: tuple[Sheet, ...] = (register_contents.sheet(house, register, say),)
        else:
            stats = add_up(wanted.entries, period, house.calendar)
            if report.kind == "picture":
                return draw(report_contents.picture(house, stats, wanted.kept, wanted.left, period, say))
            sheets = report_contents.sheets(house, wanted.entries, stats, wanted.kept, period, say)
        return table(sheets[0]) if report.about == reports.CSV else workbook(sheets)


def _read(tx: Transaction, house: House, report: Report) -> _Wanted:
    if report.request is not None and report.paper is None:
        return _about(tx, house, report, requests.load(tx, report.request))
    if report.request is None or report.paper is None:
        officer = staff.of_person(tx, report.person)
        language = officer.language if officer else AUTHORITY
        period = report.period
        if report.kind == "pack":
            made = translating.work(tx)
            kept = {one.sha256: translating.bytes_of(tx, one.sha256) or "" for one in made.recordings}
            return _Wanted(f"locales-{report.about}", values=kept, made=made)
        if report.kind == "flow":
            ready = releases.files(tx, releases.newest(tx)).get(report.about, b"")
            return _Wanted(Path(report.about).stem, ready=ready)
        if report.kind == "transcript":
            said = flow_preview.transcript(tx, house, officer) if officer else ""
            return _Wanted(report.about, ready=said.encode())
        if report.kind == "drawing":
            return _Wanted(report.about, ready=flow_desk.drawing(tx, house, report.about).encode())
        if report.kind == "register":
            rows, simple = (
                register.rows(tx, period, report.branch),
                register.simple(tx, period, report.branch),
            )
            name = f"bao-cao-{period.first}-{period.last}"
            return _Wanted(name, language=language, rows=rows, simple=simple)
        entries = reports.entries(tx, period, report.branch)
        rows = reports.rows(tx, period, report.branch)
        return _Wanted(
            f"{period.first}-{period.last}",
            entries,
            language,
            rows=rows,
            left=unsent.of_period(tx, INTAKE, period),
        )
    request = requests.load(tx, report.request)
    name = f"{NAMES[report.paper]}-{request.number}"
    if report.paper is Paper.CARD:
        return _Wanted(name, card=paper_contents.card(tx, house, request))
    return _Wanted(name, values=paper_contents.values(tx, house, request, report.paper))


def _of_these(
    read: Callable[[Transaction, Sequence[int]], list[Found]], rows: Sequence[int], tx: Transaction
) -> list[Found]:
    return read(tx, rows)


def _clocks(house: House, tx: Transaction, rows: Sequence[int]) -> list[Clock]:
    found = (requests.find(tx, row) for row in rows)
    return [clock for request in found if request for clock in clocks.of_request(tx, house, request)]


def _to_examine(
    tx: Transaction, row: int
) -> tuple[proposals.Proposal, int, dict[str, bytes], bytes | str] | None:
    """The proposal, the release upon which it is laid and its files, and the content or where it lies."""
    proposal = proposals.find(tx, row)
    if proposal is None or proposal.state == proposals.DROPPED:
        return None
    base = releases.newest(tx)
    content: bytes | str | None = releases.source(tx, proposal.source) if proposal.source else None
    if content is None and proposal.file is not None:
        content = files.load(tx, proposal.file).digest
    return None if content is None else (proposal, base, releases.files(tx, base), content)


def _to_hear(tx: Transaction, row: int) -> tuple[str, str] | None:
    """Where the bytes of a recording lie that waits to be listened to, and the text it speaks."""
    made = translating.find(tx, row)
    if made is None or made.file is None or made.state != "sent":
        return None
    digest = files.load(tx, made.file).digest
    return (digest, made.key) if digest else None


def _about(tx: Transaction, house: House, report: Report, request: Request) -> _Wanted:
    """Of one request, and no paper of the law."""
    if report.kind == "calendar":
        made = appointments.load(tx, int(report.about))
        ready = calendar_file([(made, show_number(request.number))], tx.now)
        return _Wanted(f"hen-{request.number}", ready=ready)
    officer = staff.of_person(tx, report.person)
    if officer is None:  # not of the staff any more: nobody is handed what is made
        return _Wanted(f"viec-{request.number}")
    if report.kind == "photos":
        return _Wanted(f"giay-{request.number}", photos=dossier.photos(tx, request, officer))
    return _Wanted(
        f"viec-{request.number}",
        values=bundle_contents.form(tx, house, request),
        pages=bundle_contents.pages(tx, house, officer, request),
        attached=bundle_contents.attached(tx, request),
    )


def _made(report: Report, name: str, digest: str, size: int) -> MadeFile:
    kind, ending, mime = AS_CSV if report.about == reports.CSV else SHAPES[report.kind]
    # A flow file goes home under its own name, by which it is known when it comes back.
    named = name if report.kind in ("flow", "drawing", "transcript") else f"hoaban-{name}"
    return MadeFile(kind, f"{named}.{ending}", mime, digest, size)
