"""The papers of a request, ticked off in one message: wanted, received, the original seen; its photos as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.dossier import MOST, Listed, names
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS
from bot.domain.request import Request
from bot.handlers import cards, letters
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit, desk, dossier, files, history, notes, reports
from bot.store.database import Transaction
from bot.store.staff import Officer

ON, OFF = "1", "0"
PHOTO: Final = "photo"


def papers(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The list; with words, these are listed too."""
    if given.words:
        return add(tx, house, officer, request, given)
    audit.note(tx, officer.person, "read", request.id)
    return [_shown(tx, officer, request)]


def add(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """More papers, in the officer's words; without any, the next ones will be."""
    if not given.words:
        desk.put(tx, officer.person, "dossier", request.id)
        return [tell(officer, text("dossier.write", number=show_number(request.number)))]
    listed = want(tx, officer, request, letters.checked(given))
    if not listed and len(dossier.of_request(tx, request.id)) >= MOST:
        raise Refused(text("dossier.full", most=MOST))
    return [_shown(tx, officer, request)]


def want(tx: Transaction, officer: Officer, request: Request, words: str) -> list[int]:
    """List the papers that are named in words; also what the person is asked for by an act of the law."""
    listed = dossier.add(tx, request.id, names(words), officer.id)
    for row in listed:
        history.append(tx, request.id, f"staff:{officer.id}", "paper_listed", f"paper:{row}")
    return listed


def received(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """A photo or a copy is there, or is not after all."""
    paper, on = _paper(tx, request, given.words)
    return _ticked(
        tx,
        officer,
        request,
        paper,
        "paper_received",
        on=on,
        changed=dossier.set_received(tx, paper.id, received=on),
    )


def original(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The original, or a certified copy, was seen: what came by photo is not enough for the file."""
    paper, on = _paper(tx, request, given.words)
    return _ticked(
        tx,
        officer,
        request,
        paper,
        "paper_seen",
        on=on,
        changed=dossier.set_seen(tx, paper.id, officer.id, seen=on),
    )


def unlisted(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """It is not needed after all; what is there already stays."""
    paper, _ = _paper(tx, request, f"{given.words}.{OFF}")
    if paper.received_at is not None:
        raise Refused(text("press.old"))
    return _ticked(tx, officer, request, paper, "paper_unlisted", on=True, changed=dossier.drop(tx, paper.id))


def choose_unlisted(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Which one? In the place of the list, which comes back after it."""
    open_ones = [each for each in dossier.of_request(tx, request.id) if each.received_at is None]
    if not open_ones:
        raise Refused(text("press.old"))
    rows: Rows = tuple(
        (Button(quoted(each.name), f"unlisted:{request.id}.{each.id}", "➖"),) for each in open_ones
    )
    asked = tell(officer, text("dossier.which", number=show_number(request.number)), rows)
    return [replace(asked, handle=_handle(request), edits=_handle(request))]


def as_pdf(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Every photo that came for it, a page each, soon after; noted, for it leaves the house."""
    if not photos(tx, request, officer):
        raise Refused(text("dossier.no_photos", number=show_number(request.number)))
    audit.note(tx, officer.person, "photos", request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "photos_made")
    reports.want_about(tx, "photos", officer.chat, officer.person, request.id, "")
    return [tell(officer, text("dossier.pdf_comes", number=show_number(request.number)))]


def photos(tx: Transaction, request: Request, officer: Officer) -> list[str]:
    """The digests of the photos that this one may see, in order; not those that the staff keep for themselves."""
    own = {note.file for note in notes.of_request(tx, request.id)}
    own |= set() if officer.role in LEADERS else cards.withheld(tx, request)
    found = [file for file in files.of_request(tx, request.id) if file.kind == PHOTO and file.id not in own]
    return [file.digest for file in found if file.digest]


def line(tx: Transaction, request: Request) -> Iterator[Text]:
    """How many are wanted, there, seen; for the law card."""
    if listed := dossier.of_request(tx, request.id):
        there = sum(each.received_at is not None for each in listed)
        seen = sum(each.seen_at is not None for each in listed)
        yield text("dossier.line", count=len(listed), there=there, seen=seen)


def lines(tx: Transaction, request: Request) -> tuple[Text, ...]:
    """A line a paper, numbered."""
    return tuple(_line(n, each) for n, each in enumerate(dossier.of_request(tx, request.id), start=1))


def _ticked(
    tx: Transaction, officer: Officer, request: Request, paper: Listed, what: str, *, on: bool, changed: bool
) -> list[Outgoing]:
    if not changed:
        raise Refused(text("press.noted"))
    history.append(tx, request.id, f"staff:{officer.id}", what if on else f"{what}_not", f"paper:{paper.id}")
    shown = _shown(tx, officer, request)
    return [replace(shown, edits=shown.handle)]


def _paper(tx: Transaction, request: Request, data: str) -> tuple[Listed, bool]:
    row, _, tick = data.partition(".")
    paper = dossier.find(tx, request.id, row_in(row))
    if paper is None or tick not in (ON, OFF):
        raise Refused(text("press.old"))
    return paper, tick == ON


def _shown(tx: Transaction, officer: Officer, request: Request) -> Message:
    listed = dossier.of_request(tx, request.id)
    number = show_number(request.number)
    says: list[Text | tuple[Text, ...]] = [text("dossier.of", number=number)]
    says += [lines(tx, request), text("dossier.hint")] if listed else [text("dossier.none")]
    return Message(
        officer.chat,
        tuple(says),
        (*_ticks(request, listed), *_below(tx, officer, request, listed)),
        priority=Priority.STAFF,
        handle=_handle(request),
        request=request.id,
        protect=True,
    )


def _handle(request: Request) -> str:
    return f"dossier.{request.id}"


def _line(n: int, paper: Listed) -> Text:
    state = "seen" if paper.seen_at else "received" if paper.received_at else "wanted"
    return text(f"dossier.{state}", n=n, name=paper.name)


def _ticks(request: Request, listed: list[Listed]) -> Rows:
    """Two buttons a paper, by its number; each says what it will do."""
    return tuple(
        (
            _tick("received", request, paper, n, is_on=paper.received_at is not None),
            _tick("original", request, paper, n, is_on=paper.seen_at is not None),
        )
        for n, paper in enumerate(listed, start=1)
    )


def _tick(what: str, request: Request, paper: Listed, n: int, *, is_on: bool) -> Button:
    icon, to = ("✅", OFF) if is_on else ("⬜", ON)
    return Button(text(f"button.{what}", n=n), f"{what}:{request.id}.{paper.id}.{to}", icon)


def _below(tx: Transaction, officer: Officer, request: Request, listed: list[Listed]) -> Rows:
    more = [Button(text("button.list_paper"), f"list_paper:{request.id}", "➕")]
    if any(paper.received_at is None for paper in listed):
        more.append(Button(text("button.unlist"), f"unlist:{request.id}", "➖"))
    count = len(photos(tx, request, officer))
    pdf = Button(text("button.as_pdf", count=count), f"as_pdf:{request.id}", "📕")
    return (tuple(more), *(((pdf,),) if count else ()))


VerbOn = Callable[[Transaction, House, Officer, Request, Given], list[Outgoing]]
PRESSES: Final[dict[str, VerbOn]] = {
    "received": received,
    "original": original,
    "unlist": choose_unlisted,
    "unlisted": unlisted,
    "list_paper": add,
    "as_pdf": as_pdf,
}
