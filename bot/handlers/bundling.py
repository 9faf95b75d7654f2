"""What was made about one request and is no paper of the law: a calendar file, the bundle of everything. Asked for, and handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.chat import KeptFile, Message, Outgoing, Priority, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, files, history, reports, requests, staff
from bot.store.database import Transaction
from bot.store.reports import Report, ReportKind
from bot.store.staff import Officer

COMMANDS: Final[Mapping[ReportKind, str]] = {
    "calendar": "appointment",
    "bundle": "bundle",
    "photos": "dossier",
}
"""Whose permit is asked again when it is there."""


def bundle(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """All of one request, soon after; noted, for it leaves the house."""
    audit.note(tx, officer.person, "bundle", request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "bundled")
    reports.want_about(tx, "bundle", officer.chat, officer.person, request.id, "")
    return [tell(officer, text("bundle.comes", number=show_number(request.number)))]


def ready(tx: Transaction, house: House, report: Report) -> list[Outgoing]:
    """It was made, or could not be: to who asked, if it is still theirs to see."""
    request = requests.find(tx, report.request) if report.request is not None else None
    officer = staff.of_person(tx, report.person)
    if request is None or officer is None or not may(tx, officer, COMMANDS[report.kind], request):
        reports.drop(tx, report.id)
        return []
    number = show_number(request.number)
    if report.file is None:
        return [tell(officer, text("report.failed"))]
    kept = KeptFile(report.file, files.load(tx, report.file).kind)
    says = text(f"made.{report.kind}", number=number)
    return [Message(officer.chat, (says,), file=kept, priority=Priority.STAFF)]
