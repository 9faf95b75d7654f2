"""The papers of the law for the staff: asked for here, made by the clerk after the turn, handed to the person if that is safe."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, KeptFile, Message, Outgoing, Priority, Refused, Rows, Text, text
from bot.domain.numbers import show_number
from bot.domain.papers import ACTS, FIELDS, Paper
from bot.domain.request import Request
from bot.handlers import letters, paper_contents
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, files, history, reports, requests, staff
from bot.store.database import Transaction
from bot.store.reports import Report, ReportKind
from bot.store.staff import Officer

COMMAND: Final = "paper"
"""Its permit is asked again when a file is there, and when it is handed on."""
ICONS: Final = {
    Paper.FORM: "📝",
    Paper.ACCEPTANCE: "📒",
    Paper.REFUSAL: "⛔",
    Paper.PAPERS_WANTED: "📄",
    Paper.WITHDRAWAL: "✋",
    Paper.DISCONTINUATION: "⏹️",
    Paper.CARD: "🪪",
}


def want(tx: Transaction, house: House, officer: Officer, request: Request, kind: str) -> None:
    """Let a paper be made for this one of the staff: as .docx to be edited, and as PDF to be read; the card as a picture.

    ``kind`` is a Paper. It comes within seconds, and by itself; what it says is read when it is made.
    """
    paper = Paper(kind)
    audit.note(tx, officer.person, "paper", request.id, str(paper))
    for made in _made_as(house, paper):
        reports.want_about(tx, made, officer.chat, officer.person, request.id, str(paper))


def _made_as(house: House, paper: Paper) -> tuple[ReportKind, ...]:
    if paper not in FIELDS:
        return ("card",)
    return ("docx", "pdf") if house.makes_pdf else ("docx",)


def form(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The request form, filled in with what is known."""
    return _asked(tx, house, officer, request, Paper.FORM)


def choose(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Which paper? Those whose act was done come first to the eye: the others are drafts to be written by hand."""
    rows: Rows = tuple((_choice(tx, request, paper),) for paper in Paper)
    return [tell(officer, text("paper.ask", number=show_number(request.number)), rows)]


def _choice(tx: Transaction, request: Request, paper: Paper) -> Button:
    bare = paper in ACTS and paper_contents.done(tx, request, paper) is None
    label = text("paper.draft", paper=name_of(paper)) if bare else name_of(paper)
    return Button(label, f"paper_of:{request.id}.{paper}", ICONS[paper])


def chosen(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """This one."""
    if given.words not in list(Paper):
        raise Refused(text("press.old"))
    return _asked(tx, house, officer, request, Paper(given.words))


def _asked(tx: Transaction, house: House, officer: Officer, request: Request, paper: Paper) -> list[Outgoing]:
    want(tx, house, officer, request, paper)
    number = show_number(request.number)
    return [tell(officer, text("paper.comes", number=number, paper=name_of(paper)))]


# --- when it was made ------------------------------------------------------------------------


def ready(tx: Transaction, house: House, report: Report) -> list[Outgoing]:
    """A paper was made, or could not be: to who asked, if it is still theirs to see."""
    request = requests.find(tx, report.request) if report.request is not None else None
    officer = staff.of_person(tx, report.person)
    if request is None or officer is None or not may(tx, officer, COMMAND, request):
        reports.drop(tx, report.id)
        return []
    assert report.paper is not None
    number, paper = show_number(request.number), name_of(report.paper)
    if report.file is None:
        key = "paper.no_pdf" if report.kind == "pdf" else "paper.failed"
        return [tell(officer, text(key, number=number, paper=paper))]
    says = [text(f"paper.here.{report.kind}", number=number, paper=paper)]
    if report.kind == "docx" and not house.makes_pdf:
        says.append(text("paper.word_only"))
    kept = KeptFile(report.file, files.load(tx, report.file).kind)
    give = ((Button(text("button.hand"), f"hand:{request.id}.{report.id}", "📨"),),)
    # A paper is asked for to be edited and printed; what is protected cannot be.
    return [Message(officer.chat, tuple(says), give, file=kept, priority=Priority.STAFF, request=request.id)]


def hand(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Send to the person the very file under which this stands; raises Refused where it must not lie on her phone."""
    report = reports.find(tx, row_in(given.words))
    if report is None or report.file is None or report.request != request.id or report.paper is None:
        raise Refused(text("paper.gone"))
    if report.paper in ACTS and not _is_told(tx, request, report, report.paper):
        raise Refused(text("paper.no_act"))
    letters.check_paper(tx, house, request)
    letter = text(f"citizen.paper.{report.paper}")
    sent = letters.hand(tx, house, officer, request, letter, report.file)
    audit.note(tx, officer.person, "paper_sent", request.id, str(report.paper))
    history.append(tx, request.id, f"staff:{officer.id}", "paper_sent", str(report.paper))
    number = show_number(request.number)
    said = text("paper.sent", number=number, paper=name_of(report.paper))
    return [*sent, letters.echo(officer, request, said)]


def _is_told(tx: Transaction, request: Request, report: Report, paper: Paper) -> bool:
    """Was the act done before its notice was asked for? Else the notice is a draft with nothing in it."""
    act = paper_contents.done(tx, request, paper)
    return act is not None and act.at <= report.at


def name_of(paper: Paper) -> Text:
    """What the staff call it."""
    return text(f"paper.{paper}")
