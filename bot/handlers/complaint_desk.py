"""The head's desk for complaints and money reports: the list with its clocks, reading, answering, noting level 2.

Only the head's role has the permit; every look is noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.clocks import State
from bot.domain.numbers import show_number
from bot.handlers import letters
from bot.handlers.complaints import clock
from bot.handlers.decisions import answered
from bot.handlers.facts import is_watched
from bot.handlers.house import House, ground_words, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit, complaints, desk, files, people, requests
from bot.store.complaints import DEPARTMENT, Complaint, Kind
from bot.store.database import Transaction
from bot.store.staff import Officer

LISTED: Final = 10


def listed(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What waits for an answer, the oldest first, then what has one."""
    found = complaints.newest(tx, LISTED)
    if not found:
        return [tell(officer, text("charge.none"))]
    lines = tuple(_line(tx, house, made) for made in found)
    buttons = [Button(text("button.complaint", row=made.id), f"complaint:{made.id}", "📂") for made in found]
    rows = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
    return [Message(officer.chat, (lines,), rows, priority=Priority.STAFF, protect=True)]


def card(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """All that was said, and its voices and papers."""
    made = _named(tx, given.words)
    audit.note(tx, officer.person, "complaint_read", details=f"complaint:{made.id}")
    lines = (_line(tx, house, made), *_told(tx, house, made))
    shown = Message(officer.chat, (lines,), _buttons(made), priority=Priority.STAFF, protect=True)
    return [shown, *_attachments(tx, officer, made)]


def write(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The head's next words are the answer."""
    made = _open(tx, given.words)
    desk.put(tx, officer.person, "decide", None, str(made.id))
    return [tell(officer, text("charge.write", row=made.id))]


def decide(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The answer is kept, once, and goes to the person as far as she may be written to; the head reads how it goes."""
    made, words = _open(tx, given.chosen), letters.checked(given)
    if not complaints.answer(tx, made.id, officer.id, words):
        raise Refused(text("charge.has_answer", row=made.id))
    audit.note(tx, officer.person, "complaint_answered", details=f"complaint:{made.id}")
    says, told = answered(tx, house, complaints.load(tx, made.id))
    return [tell(officer, says), *told]


def forward(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Noted: it goes on at the Department of Justice."""
    made = _named(tx, given.words)
    if made.kind is not Kind.COMPLAINT:
        raise Refused(text("press.old"))
    if complaints.raise_level(tx, made.id):
        audit.note(tx, officer.person, "complaint_forwarded", details=f"complaint:{made.id}")
    return [tell(officer, text("charge.forwarded", row=made.id))]


# --- what is shown ---------------------------------------------------------------------------


def _line(tx: Transaction, house: House, made: Complaint) -> Text:
    return text(
        "charge.line",
        row=made.id,
        kind=text(f"charge.kind.{made.kind}"),
        at=Moment(made.at),
        stands=_stands(tx, house, made),
    )


def _stands(tx: Transaction, house: House, made: Complaint) -> Text:
    """Its clock, or what became of it."""
    if made.level == DEPARTMENT:
        return text("charge.at_department")
    if made.answered_at is not None:
        if not made.told:
            return text("charge.untold")
        return text("charge.not_content" if made.discontent else "charge.answered")
    running = clock(house, made, tx.now)
    if running is None or running.times is None:
        return text("charge.waits" if made.kind is Kind.MONEY else "charge.no_term")
    until = "charge.until" if running.times.sure else "charge.until_expected"
    key = "charge.late" if running.state is State.OVERDUE else until
    return text(key, day=Moment(running.times.over_at - 1, day=True))


def _told(tx: Transaction, house: House, made: Complaint) -> Iterator[Text]:
    person = people.load(tx, made.person)
    if made.watched or is_watched(tx, person):
        yield text("charge.watched")
    yield text("charge.by", name=people.name(tx, made.person))
    yield _about(tx, made)
    if ground := next((each for each in house.law.grounds if each.id == made.ground), None):
        yield text("charge.ground", ground=ground_words(ground))
    elif made.kind is Kind.MONEY and made.ground:
        yield text("charge.when", when=text(f"charge.when.{made.ground}"))
    if made.words:
        yield text("charge.words", words=quoted(made.words))
    if made.answer:
        yield text("charge.given", words=quoted(made.answer))


def _about(tx: Transaction, made: Complaint) -> Text:
    """The request that was named; else all that this person asked, so that the head need not search."""
    mine = requests.of_person(tx, made.person)
    named = [each for each in mine if each.id == made.request]
    if named:
        return text("charge.about", number=show_number(named[0].number))
    if not mine:
        return text("charge.about_none")
    numbers = tuple(quoted(show_number(each.number)) for each in mine[:LISTED])
    return text("charge.about_any", list=numbers)


def _attachments(tx: Transaction, officer: Officer, made: Complaint) -> list[Outgoing]:
    kept = files.of_session(tx, made.session) if made.session is not None else []
    says = (text("charge.file", row=made.id),)
    return [
        Message(officer.chat, says, file=KeptFile(each.id, each.kind), priority=Priority.STAFF, protect=True)
        for each in kept
    ]


def _buttons(made: Complaint) -> Rows:
    write = (Button(text("button.reply"), f"write:{made.id}", "✍️"),)
    up = (Button(text("button.department"), f"forward:{made.id}", "⏫"),)
    answers = (write,) if made.answered_at is None else ()
    work = (Button(text("button.open_request"), f"open:{made.request}", "📂"),)
    about = (work,) if made.request is not None else ()
    return (*answers, *about, *((up,) if made.kind is Kind.COMPLAINT and made.level != DEPARTMENT else ()))


# --- which one -------------------------------------------------------------------------------


def _named(tx: Transaction, words: str) -> Complaint:
    made = complaints.find(tx, row_in(words))
    if made is None:
        raise Refused(text("press.old"))
    return made


def _open(tx: Transaction, words: str) -> Complaint:
    made = _named(tx, words)
    if made.answered_at is not None:
        raise Refused(text("charge.has_answer", row=made.id))
    return made
