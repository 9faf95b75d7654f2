"""The head's answer to a complaint as the person sees it, and where it goes on when she is not content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from bot.chat import (
    Button,
    Edited,
    Event,
    Message,
    Moment,
    Outgoing,
    PressAnswer,
    Refused,
    Said,
    SentFile,
    Text,
    quoted,
    text,
)
from bot.domain.calendar import date_of
from bot.domain.contact import Contact, Parted, Sending, Way, way
from bot.domain.deadlines import COMPLAINT_SECOND, Unit
from bot.flow.words import clean, fold
from bot.handlers import alarming, letters, parting, talk, turns
from bot.handlers.complaints import tell_heads
from bot.handlers.facts import is_watched
from bot.handlers.house import House, row_in
from bot.handlers.letters import NOT_ME
from bot.handlers.writable import contact_of, due_to
from bot.store import audit, centre, complaints, outbox, people, requests, timers
from bot.store.complaints import Complaint, Kind
from bot.store.database import Transaction
from bot.store.people import Person
from bot.texts import AUTHORITY

Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]

COMPLAINT: Final = "complaint"
"""The flow."""
HANDLE: Final = "decided."
"""Begins the name of a message that holds, or opens, an answer."""


# --- how it goes to her ----------------------------------------------------------------------


def answered(tx: Transaction, house: House, made: Complaint) -> tuple[Text, list[Outgoing]]:
    """The head's answer comes in her hours, or as news alone, or not at all: what the head reads of it, and what goes now."""
    person = people.load(tx, made.person)
    to = _contact(tx, person, made)
    at = due_to(tx, house, person.id, Sending.NOTICE, to)
    match way(Sending.NOTICE, to, in_hours=at <= tx.now):
        case Way.NOT:
            return text("charge.unsent", row=made.id, why=_why_not(to)), []
        case Way.LATER:
            letters.ring_answer(tx, made.id, at)
            return text("charge.waits_hours", row=made.id, at=Moment(at)), []
        case Way.NEWS:
            told = _news(person, made)
        case Way.PLAIN:
            told = _decision(person, made)
    complaints.tell(tx, made.id)
    return text("charge.sent", row=made.id, words=made.answer), [told]


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """Her hours have come, or she has written: everything is asked anew. What still cannot be sent, the head hears of."""
    made = complaints.find(tx, row)
    if made is None or not made.answer or made.told:
        return []
    says, told = answered(tx, house, made)
    waits = timers.waits(tx, letters.DECIDED, str(row))
    return told if told or waits else tell_heads(tx, says, made)


def _contact(tx: Transaction, person: Person, made: Complaint) -> Contact:
    """As she said of the request it is about, else of her newest; what answers her own complaint a helper hears too."""
    mine = requests.of_person(tx, person.id)
    named = [each for each in mine if each.id == made.request] or requests.open_of(tx, person.id) or mine
    parted = person.parted or (Parted.LEFT if person.left else None)
    to = contact_of(tx, named[0]) if named else Contact(chatless=person.came_by is not None, parted=parted)
    if named and requests.was_silenced(tx, named[0].id, made.at):  # she complained after it: she wrote last
        to = replace(to, silenced=named[0].at_rest)
    return replace(to, helper=False, guarded=made.watched or is_watched(tx, person))


def _why_not(to: Contact) -> Text:
    if to.chatless:
        return text("charge.why.chatless")
    return text(f"charge.why.{to.parted}") if to.parted else text("charge.why.never")


def _news(person: Person, made: Complaint) -> Message:
    read = (Button(text("button.read"), f"decided:{made.id}", "👁️"),)
    return Message(person.chat, (text("citizen.news"),), (read, *NOT_ME), handle=f"{HANDLE}{made.id}")


def _decision(person: Person, made: Complaint) -> Message:
    """What is written here goes to who works on the request: that is said, with the way to the head alone."""
    discontent = (Button(text("button.discontent"), f"discontent:{made.id}", "✋"),)
    to_head = (Button(text("button.to_head"), f"complain:{made.request or 0}", "✍️"),)
    not_content = (discontent,) if made.kind is Kind.COMPLAINT and not made.discontent else ()
    says = (text("complained.answer"), quoted(made.answer), text("complained.who_reads"))
    return Message(person.chat, says, (to_head, *not_content, *NOT_ME), handle=f"{HANDLE}{made.id}")


# --- what she does with it -------------------------------------------------------------------


def hear(tx: Transaction, house: House, person: Person, event: Event) -> list[Outgoing] | None:
    """Words, voices and papers that answer the head's letter are for the head alone; None for all else."""
    handle = outbox.handle_of(tx, person.chat, event.answers) if event.answers else None
    if not handle or not handle.startswith(HANDLE):
        return None
    made = complaints.find(tx, int(handle.removeprefix(HANDLE)))
    if made is None or made.person != person.id:
        return None
    match event.what:
        case Said(words) | Edited(Said(words)) | Edited(SentFile(caption=words)) if not _calls(
            house, person, words
        ):
            return _grow(tx, house, person, made, words)
        case SentFile() as sent if made.session is not None:
            talk.keep_file(tx, person.chat, sent.file, session=made.session)
            return _grow(tx, house, person, made, sent.caption)
        case _:
            return None


def _calls(house: House, person: Person, words: str) -> bool:
    """The quick exit, «not me», a command …: they mean the machine, whatever they answer."""
    known = fold(words) in house.calls[person.language or AUTHORITY]
    return known or words.startswith("/") or parting.says_so(house, person, words)


def _grow(tx: Transaction, house: House, person: Person, made: Complaint, words: str) -> list[Outgoing]:
    complaints.add_words(tx, made, clean(words))
    told = tell_heads(tx, text("charge.wrote", row=made.id), made)
    return [Message(person.chat, (text("complained.added"), *alarming.numbers(house, words))), *told]


def _press_decided(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    made = _own(tx, person, rest)
    return [PressAnswer(person.chat, press), _decision(person, made)]


def _press_discontent(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """Not content: where it goes on, and the head learns that it may."""
    made = _own(tx, person, rest)
    says = Message(person.chat, (next_level(tx, house),))
    if made.kind is not Kind.COMPLAINT or not complaints.disagree(tx, made.id):
        return [PressAnswer(person.chat, press), says]
    audit.note(tx, person.id, "discontent", details=f"complaint:{made.id}")
    told = tell_heads(tx, text("charge.discontent", row=made.id), made)
    return [PressAnswer(person.chat, press), says, *told]


def next_level(tx: Transaction, house: House) -> Text:
    """Where a complaint goes on: the Department of Justice, then the court; its address only if the Centre set one."""
    name, address = house.justice.name, house.justice.address
    hotline = centre.get(tx, "hotline") or ""
    where = quoted(address) if address else text("complained.where_unknown", hotline=hotline)
    period = house.law.deadlines.in_days(COMPLAINT_SECOND, date_of(tx.now), units=(Unit.DAY,))
    if period is not None:
        return text("complained.next_level", justice=name, days=period.amount, where=where)
    return text("complained.next_level_open", justice=name, hotline=hotline, where=where)


def _own(tx: Transaction, person: Person, rest: str) -> Complaint:
    made = complaints.find(tx, row_in(rest))
    if made is None or made.person != person.id or made.answered_at is None:
        raise Refused(text("press.old"))
    return made


def _press_complain(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """Under the notice of an end: not content."""
    return [PressAnswer(person.chat, press), *turns.begin(tx, house, person, COMPLAINT)]


PRESSES: Final[Mapping[str, Press]] = {
    "complain": _press_complain,
    "decided": _press_decided,
    "discontent": _press_discontent,
}
