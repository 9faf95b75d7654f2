"""What is kept about a request, readable by whose it is: shortly, or all of it with what was sent along."""

from __future__ import annotations

from bot.chat import KeptFile, Message, Moment, Outgoing, Priority, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import cards, dossier, eligibility
from bot.handlers.facts import status_line
from bot.handlers.house import House
from bot.store import files, messages, notes, requests
from bot.store.database import Transaction


def summary(tx: Transaction, request: Request) -> list[Text]:
    """Number and status, what is kept of each kind, and what was agreed to."""
    facts = requests.facts(tx, request.id)
    kinds = [text(f"card.{name}") for name in ("name", "phone", "place", "story") if facts.get(name)]
    letters, files = len(_letters(tx, request)), len(_files(tx, request))
    return [
        status_line(request),
        text("card.since", at=Moment(request.created_at)),
        text("data.kept", kinds=tuple(kinds) or text("data.none"), letters=letters, files=files),
        *cards.consent_lines(tx, request),
    ]


def whole(tx: Transaction, house: House, request: Request, to: int, *, staff: bool) -> list[Outgoing]:
    """Everything that is kept of the person's own, to read, save or print. Notes of the staff are not part of it."""
    facts = requests.facts(tx, request.id)
    lines = [
        *summary(tx, request),
        *cards.how_to_call(house, facts),
        *cards.known(house, request, facts),
    ]
    lines += [
        text(
            "data.circumstance",
            what=text(f"circumstance.{name}"),
            truth=text(f"data.{each.truth.name.lower()}"),
        )
        for name, each in eligibility.said(tx, request.id).items()
    ]
    lines += dossier.lines(tx, request)
    avoid = facts.get("avoid")
    if not staff and isinstance(avoid, dict) and avoid.get("text"):
        lines.append(text("card.row", name=text("card.avoid"), value=quoted(str(avoid["text"]))))
    lines += [_letter(each) for each in _letters(tx, request)]
    priority = Priority.STAFF if staff else Priority.REPLY
    says = (text("data.copy", number=show_number(request.number)), tuple(lines))
    return [
        Message(to, says, priority=priority),
        *(
            Message(
                to,
                (text("data.copy_file", number=show_number(request.number)),),
                file=KeptFile(file.id, file.kind),
                priority=priority,
            )
            for file in _files(tx, request)
        ),
    ]


def _letters(tx: Transaction, request: Request) -> list[messages.Letter]:
    return [each for each in messages.of_request(tx, request.id) if each.author != messages.MACHINE]


def _letter(letter: messages.Letter) -> Text:
    name = "data.letter" if letter.author == "citizen" else "card.answer"
    return text("data.dated", name=text(name), at=Moment(letter.at), words=quoted(letter.words or "📎"))


def _files(tx: Transaction, request: Request) -> list[files.Stored]:
    """What was sent for it; not what the staff keep for themselves."""
    own = {note.file for note in notes.of_request(tx, request.id)}
    return [file for file in files.of_request(tx, request.id) if file.id not in own]
