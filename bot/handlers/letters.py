"""What goes to a citizen about a request: answers of an officer, notices of the machine, and what did not arrive.

What is sent says no more than the person allowed; nothing else in the house writes to her about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.chat import Button, KeptFile, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import Action, Kind, Request, Status
from bot.flow.words import clean
from bot.handlers import announcing, cards, escalating
from bot.handlers.facts import standing_words
from bot.handlers.house import House
from bot.handlers.writable import check_writable, may_write, ways
from bot.store import files, history, messages, outbox, people, progress, requests
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

LONGEST: Final = 3000
"""Characters of an answer or a note."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one of the staff gave to a verb; ``origin`` names the message it came in, so that its edit finds it.

    ``chosen``: what had been chosen by presses before these words were asked for.
    """

    words: str = ""
    origin: str | None = None
    file: KeptFile | None = None
    album: str | None = None
    chosen: str = ""


def send(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Keep an answer and send it; the officer reads what was sent, and to whom. It is the first contact."""
    check_writable(tx, request)
    words = checked(given)
    file = given.file.id if given.file else None
    more = bool(given.album and messages.of_album(tx, request.id, given.album))
    author = f"staff:{officer.id}"
    letter = messages.add(tx, request.id, author, words, file, origin=given.origin, album=given.album)
    answered = progress.move(tx, request, Action.ANSWER)
    escalating.settle(tx, answered)
    history.append(tx, request.id, author, "replied", words=words)
    person = people.load(tx, request.person)
    if more:
        return _letter(request, person, (), letter, words, given.file, more=True)
    heading = (text("citizen.reply", officer=officer.name),)
    key = "reply.sent_helper" if request.helper else "reply.sent"
    return [
        *_letter(request, person, heading, letter, words, given.file, more=False),
        echo(officer, request, text(key, number=show_number(request.number), words=words or "📎")),
    ]


def change(tx: Transaction, officer: Officer, letter: messages.Letter, words: str) -> list[Outgoing]:
    """The officer edited his message: what the person was sent changes too, where she sees it already."""
    request = requests.load(tx, letter.request)
    if request.status is Status.CLOSED or request.claimed_by != officer.id:
        raise Refused(text("edit.too_late", number=show_number(request.number)))
    check_writable(tx, request)
    words = checked(Given(words, file=KeptFile(letter.file, "document") if letter.file else None))
    messages.change(tx, letter.id, words)
    history.append(tx, request.id, f"staff:{officer.id}", "reply_edited", f"message:{letter.id}", words=words)
    person = people.load(tx, request.person)
    return [
        *_changed(tx, request, person, officer, letter, words),
        echo(officer, request, text("reply.edited", number=show_number(request.number), words=words)),
    ]


def _changed(
    tx: Transaction, request: Request, person: Person, officer: Officer, letter: messages.Letter, words: str
) -> list[Outgoing]:
    """Only where the letter was shown already; on a guarded phone behind a button once more."""
    name = handle(letter.id)
    if not outbox.chats_with(tx, name):
        return []
    if request.guarded:
        return [_news(request, person.chat, letter.id)]
    waits = bool(letter.file and person.low_data)
    says = [text("citizen.reply_edited", officer=officer.name), quoted(words)]
    says += [text("citizen.file_waits")] if waits else []
    rows = _read(letter.id) if waits else ()
    return [Message(person.chat, tuple(says), rows, about=request.id, handle=name, edits=name)]


def notify(tx: Transaction, house: House, request: Request, says: Text, rows: Rows = ()) -> list[Outgoing]:
    """A notice that says no more than the person allowed; to a helper in a few words where she allowed it, else nothing."""
    if not may_write(tx, request):
        return []
    if request.helper:
        if not requests.helper_may_hear(tx, request.id):
            return []
        says, rows = text("helper_told.status", status=standing_words(requests.load(tx, request.id))), ()
    person = people.load(tx, request.person)
    if not request.guarded:
        return [Message(person.chat, (says,), rows, about=request.id)]
    words = house.texts.say(says, person.language or AUTHORITY)
    return [_news(request, person.chat, messages.add(tx, request.id, messages.MACHINE, words))]


def check_paper(tx: Transaction, request: Request) -> None:
    """Raises Refused where no paper may lie on the phone from which it was asked: others read it, or it is another's."""
    check_writable(tx, request)
    if request.helper or request.kind is Kind.ARRESTED:
        raise Refused(text("paper.helper"))
    if request.guarded:
        raise Refused(text("paper.guarded"))


def hand(
    tx: Transaction, house: House, officer: Officer, request: Request, says: Text, file: int
) -> list[Outgoing]:
    """Send a file of ours to the person, and keep that it was sent; raises Refused where none may be."""
    check_paper(tx, request)
    person = people.load(tx, request.person)
    copy = files.copy_made(tx, file, person.chat)
    words = house.texts.say(says, person.language or AUTHORITY)
    letter = messages.add(tx, request.id, f"staff:{officer.id}", words, copy.id)
    return _letter(request, person, (says,), letter, "", copy, more=False)


def undelivered(tx: Transaction, house: House, row: int, why: str) -> list[Outgoing]:
    """What did not reach the person comes back to who has it in hand, with the other ways to reach her."""
    request = requests.load(tx, row)
    history.append(tx, row, "machine", "undelivered", why)
    says = text(f"undelivered.{why}", number=show_number(request.number), ways=ways(tx, request))
    officer = announcing.claimer(tx, request)
    if officer is None:
        return announcing.tell_leaders(tx, request, says)
    rows = cards.buttons(request, ("open", "contacted", "note"))
    return [Message(officer.chat, (says,), rows, priority=Priority.STAFF, request=request.id)]


# --- in which form ---------------------------------------------------------------------------


def checked(given: Given) -> str:
    """Words fit to be sent or kept; raises Refused for what is not."""
    if fault := fault_of(given):
        raise Refused(fault)
    return clean(given.words)


def fault_of(given: Given) -> Text | None:
    """What is wrong with these words: none (below a file none are needed), or too many."""
    words = clean(given.words)
    if not words and given.file is None:
        return text("reply.empty")
    return text("reply.too_long", max=LONGEST) if len(words) > LONGEST else None


def handle(letter: int) -> str:
    """By this name the message that shows a letter is found again."""
    return f"letter.{letter}"


def echo(officer: Officer, request: Request, says: Text) -> Message:
    """What was done with an officer's words, and who sees them; an answer to it is one to the request."""
    return Message(officer.chat, (says,), priority=Priority.STAFF, request=request.id)


def _letter(
    request: Request,
    person: Person,
    heading: tuple[Text, ...],
    letter: int,
    words: str,
    file: KeptFile | None,
    *,
    more: bool,
) -> list[Outgoing]:
    """``more``: of an album, whose first part was told already."""
    if request.guarded:
        return [] if more else [_news(request, person.chat, letter)]
    says = (*heading, *((quoted(words),) if words else ()))
    name = handle(letter)
    if file and person.low_data:  # the file costs data: it comes when it is asked for
        waits = (*says, text("citizen.file_waits"))
        return [Message(person.chat, waits, _read(letter), about=request.id, handle=name)]
    return [Message(person.chat, says, file=file, about=request.id, handle=name)]


def _news(request: Request, to: int, letter: int) -> Message:
    """On a phone that others read the words wait behind a button: a preview shows only that there is news."""
    return Message(to, (text("citizen.news"),), _read(letter), about=request.id)


def _read(letter: int) -> Rows:
    return ((Button(text("button.read"), f"read:{letter}", "👁️"),),)
