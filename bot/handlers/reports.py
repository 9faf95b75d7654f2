"""Numbers and exports for those who lead. The turn answers with the numbers; the clerk draws and writes after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.chat import KeptFile, Message, Outgoing, Priority, Refused, Text, text
from bot.domain.publishing import SMALLEST, published
from bot.domain.reporting_period import Period, read_reporting_period
from bot.domain.stats import add_up
from bot.handlers import bundling, opinions, papers, report_contents
from bot.handlers.house import INTAKE, House
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.report_contents import first, last, matter_of
from bot.handlers.work import tell
from bot.store import audit, files, reports, staff, unsent
from bot.store.database import Transaction
from bot.store.reports import Report, ReportKind
from bot.store.staff import Officer

COMMANDS: Final[Mapping[ReportKind, str]] = {"picture": "stats", "sheet": "export", "register": "report"}
"""The command whose permit is asked again when a file is handed over."""


def stats(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The numbers of a period at once, their picture soon after."""
    period = _period(tx, given.words)
    entries = reports.entries(tx, period, officer.branch)
    if not entries:
        return [_nothing(officer, period)]
    reports.want(tx, "picture", officer.chat, officer.person, period, officer.branch)
    left = unsent.of_period(tx, INTAKE, period)
    lines = report_contents.in_words(house, add_up(entries, period, house.calendar), left, period)
    return [_to(officer, lines, opinions.in_words(tx, period), text("stats.picture_comes"))]


def export(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The requests of a period as a workbook or as CSV, soon after; noted, for it leaves the house."""
    period, form = _period_and_form(tx, given.words)
    if not reports.entries(tx, period, officer.branch):
        return [_nothing(officer, period)]
    return [_wanted(tx, officer, "sheet", period, form)]


def report(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What the report to the Ministry counts, of a month, half a year, a year; a workbook or CSV."""
    period, form = _period_and_form(tx, given.words)
    return [_wanted(tx, officer, "register", period, form)]


def _wanted(tx: Transaction, officer: Officer, kind: ReportKind, period: Period, form: str) -> Message:
    audit.note(tx, officer.person, COMMANDS[kind], details=f"{period.first}/{period.last}")
    reports.want(tx, kind, officer.chat, officer.person, period, officer.branch, form)
    return tell(officer, text(f"{COMMANDS[kind]}.comes", first=first(period), last=last(period)))


def _period_and_form(tx: Transaction, words: str) -> tuple[Period, str]:
    """The word «csv» may stand before or after the period."""
    parts = words.split()
    rest = [part for part in parts if part.casefold() != reports.CSV]
    return _period(tx, " ".join(rest)), reports.CSV if len(rest) < len(parts) else ""


def public(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A text to be pasted where everybody reads it: whole numbers of a period, none of them small, none of a person."""
    period = _period(tx, given.words)
    stats = add_up(reports.entries(tx, period, officer.branch), period, house.calendar)
    told = published(stats.matters)
    if told is None:
        return [tell(officer, text("public.too_few", smallest=SMALLEST))]
    lines = [text("public.head", office=house.office(officer.branch), first=first(period), last=last(period))]
    lines.append(text("public.received", count=stats.received))
    lines += [
        text("public.matter", matter=matter_of(house, each.key), count=each.count) for each in told.shown
    ]
    lines += [text("public.rest", count=told.rest)] if told.rest else []
    audit.note(tx, officer.person, "public", details=f"{period.first}/{period.last}")
    return [Message(officer.chat, (tuple(lines), text("public.free")), priority=Priority.STAFF)]


def ready(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """A report was made, or could not be: to who asked, if the role is still theirs."""
    report = reports.find(tx, row)
    if report is None:
        return []
    if report.request is not None:
        ready = papers.ready if report.paper else bundling.ready
        return ready(tx, house, report)
    officer = staff.of_person(tx, report.person)
    own = report.kind not in COMMANDS  # of the flows: no branch has any of its own
    command = COMMANDS.get(report.kind, "flows")
    if officer is None or not may(tx, officer, command) or not (own or officer.branch == report.branch):
        reports.drop(tx, report.id)
        return []
    if report.file is None:
        return [tell(officer, text("report.failed"))]
    return [_file(tx, officer, report, report.file)]


def _file(tx: Transaction, officer: Officer, report: Report, file: int) -> Message:
    says = text(f"report.{report.kind}", first=first(report.period), last=last(report.period))
    kept = KeptFile(file, files.load(tx, file).kind)
    # A workbook is asked for to be saved; what is protected cannot be.
    protect = report.kind == "picture"
    return Message(officer.chat, (says,), file=kept, priority=Priority.STAFF, protect=protect)


def _period(tx: Transaction, words: str) -> Period:
    period = read_reporting_period(words, tx.now)
    if period is None:
        raise Refused(text("period.unknown"))
    return period


def _nothing(officer: Officer, period: Period) -> Message:
    return tell(officer, text("stats.empty", first=first(period), last=last(period)))


def _to(officer: Officer, *paragraphs: Text | tuple[Text, ...]) -> Message:
    return Message(officer.chat, paragraphs, priority=Priority.STAFF, protect=True)
