"""The head's answer to a complaint as the person sees it, and where it goes on when she is not content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import Button, Message, Outgoing, PressAnswer, Refused, Rows, Text, quoted, text
from bot.domain.calendar import date_of
from bot.domain.deadlines import Circumstances, Happening, Unit
from bot.handlers import turns
from bot.handlers.complaints import tell_heads
from bot.handlers.facts import is_watched
from bot.handlers.house import House, row_in
from bot.store import audit, centre, complaints
from bot.store.complaints import Complaint, Kind
from bot.store.database import Transaction
from bot.store.people import Person

Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]

COMPLAINT: Final = "complaint"
"""The flow."""


def answered(tx: Transaction, house: House, person: Person, made: Complaint) -> list[Outgoing]:
    """The head's answer comes; on a phone that others read, only that there is news. Who has no chat gets paper."""
    if person.came_by:
        return []
    if is_watched(tx, person):
        read = ((Button(text("button.read"), f"decided:{made.id}", "👁️"),),)
        return [Message(person.chat, (text("citizen.news"),), read)]
    return [_decision(tx, person, made)]


def _decision(tx: Transaction, person: Person, made: Complaint) -> Message:
    rows: Rows = ()
    if made.kind is Kind.COMPLAINT and not made.discontent:
        rows = ((Button(text("button.discontent"), f"discontent:{made.id}", "✋"),),)
    return Message(person.chat, (text("complained.answer"), quoted(made.answer)), rows)


def _press_decided(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    made = _own(tx, person, rest)
    return [PressAnswer(person.chat, press), _decision(tx, person, made)]


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
    second = next(iter(house.law.deadlines.of([Happening.COMPLAINT_SECOND])), None)
    period = second.period(date_of(tx.now), Circumstances()) if second else None
    if period is not None and period.unit is Unit.DAY:
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
