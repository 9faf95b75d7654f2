"""Reports and papers that staff asked for: first a wish, made by the clerk soon after the turn, then a file for two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.chat import FileKind
from bot.domain.calendar import date_of
from bot.domain.papers import Paper
from bot.domain.reporting_period import Period
from bot.domain.request import Kind, Status
from bot.domain.stats import Entry
from bot.store import files, inbox
from bot.store.database import Transaction
from bot.store.engine import Row

ReportKind: TypeAlias = Literal[
    "picture",
    "sheet",
    "register",
    "docx",
    "pdf",
    "card",
    "calendar",
    "bundle",
    "photos",
    "flow",
    "drawing",
    "transcript",
    "proposal",
    "recording",
    "pack",
]
"""The first three are about a period; the others about one request."""
PAPERS: Final = frozenset({"docx", "pdf", "card"})

CSV: Final = "csv"
STARTS: Final = 3
"""So often a report is begun, when crashes keep it from being made."""
KEPT_MS: Final = 48 * 3_600_000
ENTRY: Final = (
    "number, kind, source, matter, place, branch, urgent, status, outcome, created_at, claimed_at, first_reply_at,"
    " closed_at, sensitive, CASE stage WHEN 'refused' THEN (SELECT ground FROM acts WHERE acts.request = requests.id"
    " AND act = 'refuse' ORDER BY acts.id DESC LIMIT 1) END AS refused"
)
ALL: Final = "all"
"""Instead of a branch: every branch."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report; ``file`` is there once it was made. ``request`` and ``paper``: of a paper about one request.

    ``at``: when it was asked for, ms UTC.
    """

    id: int
    kind: ReportKind
    chat: int
    person: int
    period: Period
    branch: str
    file: int | None
    at: int
    request: int | None = None
    paper: Paper | None = None
    about: str = ""
    """What else it is about: of a calendar file the appointment; of one about a period, CSV or nothing."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The sealed bytes of a report: their digest and size, and what they are."""

    kind: FileKind
    name: str
    mime: str
    digest: str
    size: int


def want(
    tx: Transaction, kind: ReportKind, chat: int, person: int, period: Period, branch: str, form: str = ""
) -> None:
    """Note what is to be made, ``form``: CSV or the usual one; what is already waited for is not made twice."""
    tx.run(
        "INSERT INTO reports (kind, chat, person, from_at, until_at, branch, state, created_at, details)"
        " SELECT :kind, :chat, :person, :from_at, :until_at, :branch, 'wanted', :now, :form WHERE NOT EXISTS"
        " (SELECT 1 FROM reports WHERE kind = :kind AND person = :person AND from_at = :from_at"
        " AND until_at = :until_at AND branch = :branch AND details = :form AND state = 'wanted')",
        kind=kind,
        chat=chat,
        person=person,
        from_at=period.start_ms,
        until_at=period.end_ms,
        branch=branch,
        now=tx.now,
        form=form,
    )


def want_about(tx: Transaction, kind: ReportKind, chat: int, person: int, request: int, about: str) -> None:
    """Note something about one request to be made; what is already waited for is not made twice."""
    tx.run(
        "INSERT INTO reports (kind, chat, person, from_at, until_at, branch, state, created_at, request, details)"
        " SELECT :kind, :chat, :person, :now, :now + 1, :branch, 'wanted', :now, :request, :about WHERE NOT EXISTS"
        " (SELECT 1 FROM reports WHERE kind = :kind AND person = :person AND request = :request"
        " AND details = :about AND state = 'wanted')",
        kind=kind,
        chat=chat,
        person=person,
        branch=ALL,
        now=tx.now,
        request=request,
        about=about,
    )


def want_proposal(tx: Transaction, proposal: int, chat: int, person: int) -> None:
    """Have a change of a flow checked."""
    today = date_of(tx.now)
    want(tx, "proposal", chat, person, Period(today, today), ALL, str(proposal))


def want_hearing(tx: Transaction, recording: int, chat: int, person: int) -> None:
    """Have a recording listened to."""
    today = date_of(tx.now)
    want(tx, "recording", chat, person, Period(today, today), ALL, str(recording))


def want_pack(tx: Transaction, language: str, chat: int, person: int) -> None:
    """Have all that was made of a language packed for ``locales/``."""
    today = date_of(tx.now)
    want(tx, "pack", chat, person, Period(today, today), ALL, language)


def want_flow(tx: Transaction, path: str, chat: int, person: int) -> None:
    """Have the file of a flow sent, as it runs."""
    today = date_of(tx.now)
    want(tx, "flow", chat, person, Period(today, today), ALL, path)


def want_drawing(tx: Transaction, flow: str, chat: int, person: int) -> None:
    """Have a flow drawn, with the people in it."""
    today = date_of(tx.now)
    want(tx, "drawing", chat, person, Period(today, today), ALL, flow)


def want_transcript(tx: Transaction, flow: str, chat: int, person: int) -> None:
    """Have the talk that somebody tries out sent as a test."""
    today = date_of(tx.now)
    want(tx, "transcript", chat, person, Period(today, today), ALL, flow)


def begin(tx: Transaction) -> Report | None:
    """The oldest that is wanted, its start noted before the work; one that was begun too often has failed."""
    while row := tx.one("SELECT * FROM reports WHERE state = 'wanted' ORDER BY id LIMIT 1"):
        if row["starts"] < STARTS:
            tx.run("UPDATE reports SET starts = starts + 1 WHERE id = :id", id=row["id"])
            return _report(row)
        failed(tx, _report(row))
    return None


def made(tx: Transaction, report: Report, made: MadeFile) -> bool:
    """Keep the file, and let who asked hear of it; False when nobody waits for it any more."""
    if tx.one("SELECT 1 FROM reports WHERE id = :id AND state = 'wanted'", id=report.id) is None:
        return False
    file = files.add_made(tx, report.chat, made.kind, made.name, made.mime, made.digest, made.size)
    tx.run("UPDATE reports SET state = 'made', file = :file WHERE id = :id", file=file, id=report.id)
    inbox.add(tx, "report", report.chat, {"report": report.id})
    return True


def failed(tx: Transaction, report: Report) -> None:
    """It cannot be made: who asked hears of it."""
    tx.run("UPDATE reports SET state = 'failed' WHERE id = :id", id=report.id)
    inbox.add(tx, "report", report.chat, {"report": report.id})


def find(tx: Transaction, report: int) -> Report | None:
    """A report by row."""
    row = tx.one("SELECT * FROM reports WHERE id = :id", id=report)
    return _report(row) if row else None


def drop(tx: Transaction, report: int) -> None:
    """Nobody is to have it: the row goes, the bytes soon after."""
    rows = tx.all("SELECT file FROM reports WHERE id = :id AND file IS NOT NULL", id=report)
    tx.run("DELETE FROM reports WHERE id = :id", id=report)
    for row in rows:
        files.erase_made(tx, row["file"])


def forget(tx: Transaction) -> None:
    """Drop what was asked for more than two days ago."""
    before = tx.now - KEPT_MS
    for row in tx.all("SELECT id FROM reports WHERE created_at < :before", before=before):
        drop(tx, row["id"])


def entries(tx: Transaction, period: Period, branch: str) -> list[Entry]:
    """The requests received in a period by a branch, or by ``all``; what is sealed stays sealed."""
    rows = tx.all(
        f"SELECT {ENTRY} FROM requests WHERE created_at >= :start AND created_at < :end"
        " AND (:branch = 'all' OR branch IN (:branch, 'all')) ORDER BY created_at, id",
        start=period.start_ms,
        end=period.end_ms,
        branch=branch,
    )
    return [entry(row) for row in rows]


def rows(tx: Transaction, period: Period, branch: str) -> list[int]:
    """The same requests by row."""
    found = tx.all(
        "SELECT id FROM requests WHERE created_at >= :start AND created_at < :end"
        " AND (:branch = 'all' OR branch IN (:branch, 'all')) ORDER BY created_at, id",
        start=period.start_ms,
        end=period.end_ms,
        branch=branch,
    )
    return [row["id"] for row in found]


def entry(row: Row) -> Entry:
    """A row of ENTRY."""
    return Entry(
        number=row["number"],
        kind=Kind(row["kind"]),
        source=row["source"],
        matter=row["matter"],
        place=row["place"],
        branch=row["branch"],
        urgent=bool(row["urgent"]),
        status=Status(row["status"]),
        outcome=row["outcome"],
        created_at=row["created_at"],
        claimed_at=row["claimed_at"],
        first_reply_at=row["first_reply_at"],
        closed_at=row["closed_at"],
        marked=row["sensitive"] is not None,
        refused=row["refused"] or "",
    )


def _report(row: Row) -> Report:
    period = Period(date_of(row["from_at"]), date_of(row["until_at"] - 1))
    paper = Paper(row["details"]) if row["kind"] in PAPERS else None
    return Report(
        row["id"],
        row["kind"],
        row["chat"],
        row["person"],
        period,
        row["branch"],
        row["file"],
        row["created_at"],
        row["request"],
        paper,
        "" if paper else row["details"],
    )
