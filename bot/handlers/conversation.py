"""All that was said about a request, in order, page by page in one message: the person, the staff, the machine, notes apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import cards
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.store import audit, files, history, links, messages, notes, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

PAGE: Final = 8
LONGEST: Final = 400
"""Characters of one entry; the card has the whole story."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said. ``file``: what came with it."""

    at: int
    who: Text
    words: str
    file: int | None
    key: str


def conversation(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The newest of it."""
    audit.note(tx, officer.person, "read", request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "conversation_read")
    return [_page(tx, officer, request, None)]


def turn(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Older or newer, in the same message."""
    shown = _page(tx, officer, request, row_in(given.words))
    return [replace(shown, edits=shown.handle)]


def send_file(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """One file of it, into the officer's own chat."""
    row = row_in(given.words)
    shown = {entry.file for entry in _entries(tx, officer, request)}
    if row not in shown:
        raise Refused(text("press.old"))
    history.append(tx, request.id, f"staff:{officer.id}", "file_read", f"file:{row}")
    found = files.load(tx, row)
    return [
        Message(
            officer.chat,
            (text("card.file", number=show_number(request.number)),),
            file=KeptFile(row, found.kind),
            priority=Priority.STAFF,
            request=request.id,
            protect=True,
        )
    ]


def _page(tx: Transaction, officer: Officer, request: Request, start: int | None) -> Message:
    entries = _entries(tx, officer, request)
    first = max(0, len(entries) - PAGE) if start is None else min(start, max(0, len(entries) - 1))
    shown = entries[first : first + PAGE]
    said = [_line(each) for each in shown]
    older = Button(text("button.older"), f"talk:{request.id}.{max(0, first - PAGE)}", "⬆️")
    newer = Button(text("button.newer"), f"talk:{request.id}.{first + PAGE}", "⬇️")
    turns = (*((older,) if first else ()), *((newer,) if first + PAGE < len(entries) else ()))
    attached = tuple(
        Button(text("button.attached", n=n), f"file_of:{request.id}.{each.file}", "📎")
        for n, each in enumerate((each for each in shown if each.file), start=1)
    )
    rows: Rows = tuple(attached[at : at + 4] for at in range(0, len(attached), 4))
    head = text("conversation.of", number=show_number(request.number), first=first + 1, count=len(entries))
    return Message(
        officer.chat,
        (head, *said),
        (*rows, *((turns,) if turns else ())),
        priority=Priority.STAFF,
        handle=f"talk.{request.id}",
        request=request.id,
        protect=True,
    )


def lines(tx: Transaction, officer: Officer, request: Request) -> list[Text]:
    """All of it."""
    return [_line(entry) for entry in _entries(tx, officer, request)]


def _line(entry: Entry) -> Text:
    return text(f"conversation.{entry.key}", at=Moment(entry.at), who=entry.who, words=entry.words or "📎")


def _entries(tx: Transaction, officer: Officer, request: Request) -> list[Entry]:
    """With what was closed as the same as it, where he may read that too."""
    same = [requests.load(tx, row) for row in links.duplicates(tx, request.id)]
    same = [each for each in same if may(tx, officer, "conversation", each)]
    found = [
        entry for each in (request, *same) for part in (_told, _letters, _notes) for entry in part(tx, each)
    ]
    return sorted(found, key=lambda entry: entry.at)


def _told(tx: Transaction, request: Request) -> Iterator[Entry]:
    """What she said in the intake."""
    for name, words in cards.words(requests.facts(tx, request.id)):
        who = text("conversation.told", what=text(f"card.{name}"))
        yield Entry(request.created_at, who, words[:LONGEST], None, "line")


def _letters(tx: Transaction, request: Request) -> Iterator[Entry]:
    for letter in messages.of_request(tx, request.id):
        yield Entry(letter.at, _who(tx, letter.author), letter.words[:LONGEST], letter.file, "line")


def _notes(tx: Transaction, request: Request) -> Iterator[Entry]:
    """For the staff alone, and marked so."""
    for note in notes.of_request(tx, request.id):
        yield Entry(note.at, quoted(staff.load(tx, note.staff).name), note.words[:LONGEST], note.file, "note")


def _who(tx: Transaction, author: str) -> Text:
    kind, _, row = author.partition(":")
    return quoted(staff.load(tx, int(row)).name) if kind == "staff" else text(f"trail.who.{kind}")
