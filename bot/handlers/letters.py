"""What goes to a citizen about a request: answers of an officer, notices of the machine, and what did not arrive.

What is sent says no more than the person allowed; nothing else in the house writes to her about it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.contact import Sending, Way
from bot.domain.numbers import show_number
from bot.domain.request import Action, Kind, Request, Status
from bot.flow.words import clean
from bot.handlers import announcing, cards, escalating
from bot.handlers.facts import may_show, standing_words
from bot.handlers.house import House, row_in
from bot.handlers.writable import check_writable, contact_of, due_at, may_write, way_now, ways
from bot.store import (
    chats,
    complaints,
    files,
    history,
    messages,
    outbox,
    people,
    progress,
    requests,
    staff,
    timers,
)
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.people import Person
from bot.store.staff import Officer

MB: Final = 1_000_000

HELD: Final = "held"
DECIDED: Final = "decided"
"""The timer of a head's answer that waits."""
LONGEST: Final = 3000
"""Characters of an answer or a note."""
NOT_ME: Final[Rows] = ((Button(text("button.not_me"), "not_me:", "🙅"),),)
"""Stands under whatever comes later: a phone may have changed hands."""


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
    """Keep an answer and send it; the officer reads what was sent, and to whom. It is the first contact.

    Out of the hours that the person named it waits for them; one press sends it at once.
    """
    check_writable(tx, house, request)
    words = checked(given)
    file = given.file.id if given.file else None
    more = bool(given.album and messages.of_album(tx, request.id, given.album))
    author = f"staff:{officer.id}"
    now = way_now(tx, house, request, Sending.LETTER)
    row = messages.add(tx, request.id, author, words, file, origin=given.origin, album=given.album)
    answered = progress.move(tx, request, Action.ANSWER)
    escalating.settle(tx, answered)
    history.append(tx, request.id, author, "replied", words=words)
    letter = messages.load(tx, row)
    assert letter is not None
    if now is Way.LATER:
        at = _hold(tx, house, request, Sending.LETTER, row)
        return [] if more else [_waits(house, officer, request, letter, at)]
    shown = _shown(tx, request, letter, now, more=more)
    key = "reply.sent_helper" if request.helper else "reply.sent"
    said = text(key, number=show_number(request.number), words=words or "📎")
    return shown if more else [*shown, echo(officer, request, said)]


def _waits(house: House, officer: Officer, request: Request, letter: messages.Letter, at: int) -> Message:
    """What an officer reads of an answer that waits, and the press that sends it all the same."""
    number = show_number(request.number)
    says = text("reply.held", number=number, words=letter.words or "📎", at=Moment(at))
    rows = ((Button(text("button.send_now"), f"send_now:{request.id}.{letter.id}", "📨"),),)
    return Message(officer.chat, (says,), rows, priority=Priority.STAFF, request=request.id)


def send_now(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The officer decided that what waits for her hours goes at once."""
    check_writable(tx, house, request)
    letter = messages.load(tx, row_in(given.words))
    if letter is None or letter.request != request.id or not letter.held:
        raise Refused(text("press.noted"))
    history.append(tx, request.id, f"staff:{officer.id}", "sent_now", f"message:{letter.id}")
    together = messages.of_album(tx, request.id, letter.album) if letter.album else [letter]
    said = text("reply.sent_now", number=show_number(request.number))
    return [*_let_go(tx, request, together), echo(officer, request, said)]


def change(
    tx: Transaction, house: House, officer: Officer, letter: messages.Letter, words: str
) -> list[Outgoing]:
    """The officer edited his message: what the person was sent changes too, where she sees it already."""
    request = requests.load(tx, letter.request)
    if request.status is Status.CLOSED or request.claimed_by != officer.id:
        raise Refused(text("edit.too_late", number=show_number(request.number)))
    check_writable(tx, house, request)
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
    says += [file_waits(tx, letter.file)] if letter.file and waits else []
    rows = _read(letter.id) if waits else NOT_ME
    return [Message(person.chat, tuple(says), rows, about=request.id, handle=name, edits=name)]


def notify(tx: Transaction, house: House, request: Request, says: Text, rows: Rows = ()) -> list[Outgoing]:
    """A notice that says no more than the person allowed, in the hours she allowed; to a helper in a few words where she
    allowed it, else nothing."""
    return notice(tx, house, request, says, rows)[1]


def notice(
    tx: Transaction, house: House, request: Request, says: Text, rows: Rows = (), press: str = ""
) -> tuple[Way, list[Outgoing]]:
    """The same, and how this very notice goes: at once, in her hours, or not at all.

    ``press``: by this ``rows_under`` makes the buttons anew, when she opens it behind «Có tin mới» or in her hours.
    """
    now = way_now(tx, house, request, Sending.NOTICE)
    if now is Way.NOT:
        return now, []
    if request.helper:
        says, rows = text("helper_told.status", status=standing_words(requests.load(tx, request.id))), ()
    person = people.load(tx, request.person)
    if now is Way.PLAIN:
        return now, [Message(person.chat, (says,), (*rows, *NOT_ME), about=request.id)]
    words = house.texts.say(says, person.reading)
    letter = messages.add(tx, request.id, messages.MACHINE, words, press=press)
    if now is Way.LATER:
        _hold(tx, house, request, Sending.NOTICE, letter)
        return now, []
    return now, [_news(request, person.chat, letter)]


# --- what waits for her hours ----------------------------------------------------------------


def _hold(tx: Transaction, house: House, request: Request, sending: Sending, letter: int) -> int:
    """It waits until it may reach her; returns until when (ms UTC)."""
    at = due_at(tx, house, request, sending, contact_of(tx, request))
    messages.hold(tx, letter)
    _ring_at(tx, request, at)
    return at


def _ring_at(tx: Transaction, request: Request, at: int) -> None:
    # In the order of nobody's chat: whoever leaves in haste must not leave it without a clock.
    timers.set_only(tx, HELD, chats.chat_of(tx, SYSTEM, private=False), at, str(request.id))


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """Her hours have come: everything is asked anew. Too early (a clock jumped back), it is set again."""
    request = requests.find(tx, row)
    held = messages.held(tx, row)
    if request is None or not held or not may_write(tx, request):
        return []
    at = due_at(tx, house, request, Sending.NOTICE, contact_of(tx, request))
    if at > tx.now:
        _ring_at(tx, request, at)
        return []
    return _let_go(tx, request, held)


def release(tx: Transaction, request: Request) -> list[Outgoing]:
    """She has just written, or opened the request from another phone: what waits comes along, the head's answers soon after."""
    if not may_write(tx, request):
        return []
    for complaint in complaints.untold(tx, request.person):
        ring_answer(tx, complaint, tx.now)
    return _let_go(tx, request, messages.held(tx, request.id))


def ring_answer(tx: Transaction, complaint: int, at: int) -> None:
    """Look then whether the head's answer may reach her (``decisions.ring``)."""
    timers.set_only(tx, DECIDED, chats.chat_of(tx, SYSTEM, private=False), at, str(complaint))


def _let_go(tx: Transaction, request: Request, held: list[messages.Letter]) -> list[Outgoing]:
    now = Way.NEWS if request.guarded else Way.PLAIN
    shown: list[Outgoing] = []
    albums: set[str] = set()
    for letter in held:
        messages.let_go(tx, letter.id)
        shown += _shown(tx, request, letter, now, more=letter.album in albums)
        albums |= {letter.album} if letter.album else set()
    return shown


# --- papers -----------------------------------------------------------------------------------


def check_paper(tx: Transaction, house: House, request: Request) -> None:
    """Raises Refused where no paper may lie on the phone: others read it, it is another's, or the matter is sensitive."""
    check_writable(tx, house, request)
    if request.helper or request.kind is Kind.ARRESTED:
        raise Refused(text("paper.helper"))
    if request.guarded:
        raise Refused(text("paper.guarded"))
    if not may_show(request, people.load(tx, request.person)):
        raise Refused(text("paper.sensitive"))


def hand(
    tx: Transaction, house: House, officer: Officer, request: Request, says: Text, file: int
) -> list[Outgoing]:
    """Send a file of ours to the person, and keep that it was sent; raises Refused where none may be."""
    check_paper(tx, house, request)
    person = people.load(tx, request.person)
    copy = files.copy_made(tx, file, person.chat)
    words = house.texts.say(says, person.reading)
    letter = messages.add(tx, request.id, f"staff:{officer.id}", words, copy.id)
    if person.low_data:  # the file costs data: it comes when it is asked for
        waits = (says, file_waits(tx, copy.id))
        return [Message(person.chat, waits, _read(letter), about=request.id, handle=handle(letter))]
    return [Message(person.chat, (says,), NOT_ME, file=copy, about=request.id, handle=handle(letter))]


# --- what did not arrive ---------------------------------------------------------------------


def undelivered(tx: Transaction, house: House, row: int, why: str) -> list[Outgoing]:
    """What did not reach the person comes back to who has it in hand, with the other ways to reach her."""
    request = requests.load(tx, row)
    history.append(tx, row, "machine", "undelivered", why)
    says = text(f"undelivered.{why}", number=show_number(request.number), ways=ways(tx, house, request))
    officer = announcing.hearer(tx, request)
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


def _shown(
    tx: Transaction, request: Request, letter: messages.Letter, now: Way, *, more: bool
) -> list[Outgoing]:
    """``more``: of an album, whose first part was told already."""
    person = people.load(tx, request.person)
    if now is Way.NEWS:
        return [] if more else [_news(request, person.chat, letter.id)]
    heading = () if more else from_whom(tx, letter)
    says = (*heading, *((quoted(letter.words),) if letter.words else ()))
    name, file = handle(letter.id), files.load(tx, letter.file) if letter.file else None
    if file and person.low_data:  # the file costs data: it comes when it is asked for
        waits = (*says, file_waits(tx, file.id))
        return [Message(person.chat, waits, _read(letter.id), about=request.id, handle=name)]
    kept = KeptFile(file.id, file.kind) if file else None
    rows = () if more else (*rows_under(request, letter), *NOT_ME)
    return [Message(person.chat, says, rows, file=kept, about=request.id, handle=name)]


def file_waits(tx: Transaction, file: int) -> Text:
    """That something can be fetched, and what it costs at most."""
    size = files.load(tx, file).size
    return text("citizen.file_waits_sized", most=math.ceil(size / MB)) if size else text("citizen.file_waits")


def from_whom(tx: Transaction, letter: messages.Letter) -> tuple[Text, ...]:
    """Above an officer's letter stands who wrote it."""
    kind, _, row = letter.author.partition(":")
    return (text("citizen.reply", officer=staff.load(tx, int(row)).name),) if kind == "staff" else ()


def rows_under(request: Request, letter: messages.Letter) -> Rows:
    """What stands under a letter: something only where the machine tells of the end, asks for an answer, or of a meeting."""
    kind, _, row = letter.press.partition(":")
    if kind and request.status is not Status.CLOSED:
        return UNDER[kind](int(row))
    ended = letter.author == messages.MACHINE and request.status is Status.CLOSED
    return end_buttons(request) if ended else ()


def answer_row(ask: int) -> Rows:
    """Where an officer asks: a press opens the questions."""
    return ((Button(text("button.answer"), f"asked:{ask}", "✍️"),),)


def meeting_row(appointment: int) -> Rows:
    """Can she come?"""
    yes = Button(text("button.can_come"), f"meeting:{appointment}.yes", "👍")
    return ((yes, Button(text("button.cannot_come"), f"meeting:{appointment}.no", "🙅")),)


UNDER: Final = {"asked": answer_row, "meeting": meeting_row}


def end_buttons(request: Request) -> Rows:
    """«I still need help»: the only way in which a closed request opens again. And the way past the officers."""
    still = Button(text("button.still"), f"still:{request.id}", "🙋")
    return ((still,), (Button(text("button.complain"), f"complain:{request.id}", "📣"),))


def _news(request: Request, to: int, letter: int) -> Message:
    """On a phone that others read the words wait behind a button: a preview shows only that there is news."""
    return Message(to, (text("citizen.news"),), _read(letter), about=request.id)


def _read(letter: int) -> Rows:
    return ((Button(text("button.read"), f"read:{letter}", "👁️"),), *NOT_ME)
