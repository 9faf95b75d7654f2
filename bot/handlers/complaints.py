"""What goes past the officers to the head alone: complaints, and reports that somebody asked for money.

Nothing of it enters a request, its history or its card, so that who is complained of does not learn it from the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Text, text
from bot.domain.clocks import Clock, Happened, Times, clocks
from bot.domain.deadlines import Circumstances, Happening
from bot.domain.numbers import read_number
from bot.domain.permits import Role
from bot.domain.request import Request
from bot.flow.answers import words_of
from bot.flow.session import asides
from bot.flow.truth import compared
from bot.handlers import announcing
from bot.handlers.facts import is_watched
from bot.handlers.house import House, row_in
from bot.handlers.own_deeds import Done
from bot.store import audit, centre, chats, complaints, requests, staff, timers
from bot.store.complaints import Complaint, Kind
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.people import Person
from bot.store.sessions import Stored

DUE: Final = "complaint"
"""The timer of the last day for an answer."""
HEADS: Final = (str(Role.HEAD),)


# --- what is told ----------------------------------------------------------------------------


def complain(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """A complaint on a ground of the law, or on none; about a request, or about none that is known."""
    request = _meant(tx, person, inputs)
    ground = compared(inputs.get("ground"))
    words = _words(stored, inputs, "number", "story")
    known = ground if isinstance(ground, str) and any(each.id == ground for each in house.law.grounds) else ""
    about, watched = request.id if request else None, is_watched(tx, person)
    made = complaints.add(tx, person.id, Kind.COMPLAINT, stored.id, about, known, words, watched=watched)
    return _hand(tx, house, person, made)


def report_money(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """Somebody asked for money: who, and when, if that was said."""
    when = compared(inputs.get("when"))
    words = _words(stored, inputs, "asker")
    said = when if isinstance(when, str) else ""
    watched = is_watched(tx, person)
    made = complaints.add(tx, person.id, Kind.MONEY, stored.id, None, said, words, watched=watched)
    return _hand(tx, house, person, made)


def _meant(tx: Transaction, person: Person, inputs: Mapping[str, Any]) -> Request | None:
    """The request of this person that was chosen or named; the number of anybody else's stays mere words."""
    chosen, number = compared(inputs.get("request")), read_number(words_of(inputs.get("number")))
    if isinstance(chosen, str) and chosen.isdigit():
        found = requests.find(tx, row_in(chosen))
    else:
        found = requests.by_number(tx, number) if number else None
    return found if found and found.person == person.id else None


def _words(stored: Stored, inputs: Mapping[str, Any], *names: str) -> str:
    """What was said in words, in its order; what answered no question last."""
    said = [inputs.get(name) for name in names] + [aside.value for aside in asides(stored.session)]
    return "\n".join(words for each in said if (words := words_of(each)))


def _hand(tx: Transaction, house: House, person: Person, made: Complaint) -> Done:
    """The head hears of it, without a word of it; where there is none, the administrators hear that one is needed."""
    audit.note(tx, person.id, f"told_{made.kind}", details=f"complaint:{made.id}")
    running = clock(house, made, tx.now)
    times = running.times if running else None
    if times is not None:
        system = chats.chat_of(tx, SYSTEM, private=False)
        timers.set_timer(tx, DUE, system, house.calendar.next_open(times.last_at), str(made.id))
    told = tell_heads(tx, text(f"charge.new.{made.kind}", row=made.id), made)
    hotline = centre.get(tx, "hotline") or ""
    if not told:
        says = text("complained.no_head", hotline=hotline, office=house.centre_name)
        return Done({"told": says}, announcing.tell_admins(tx, text("alarm.no_head")))
    return Done({"told": _receipt(house, hotline, made, times)}, told)


def _receipt(house: House, hotline: str, made: Complaint, times: Times | None) -> Text:
    """Who looks at it, and by when the law wants an answer; where it is not known, that too is said."""
    if made.kind is Kind.MONEY:
        return text("complained.money")
    if times is None:
        return text("complained.told_open", hotline=hotline, office=house.centre_name)
    day = Moment(times.over_at - 1, day=True)
    if not times.sure:
        return text("complained.told_expected", day=day, hotline=hotline, office=house.centre_name)
    return text("complained.told", day=day, office=house.centre_name)


# --- the clock -------------------------------------------------------------------------------


def clock(house: House, made: Complaint, now: int) -> Clock | None:
    """The clock of the head's answer, as it stands now (ms UTC); nothing runs for a money report."""
    if made.kind is Kind.MONEY:
        return None
    happened = [Happened(Happening.COMPLAINT, made.at)]
    if made.answered_at is not None:
        happened.append(Happened(Happening.COMPLAINT_ANSWERED, made.answered_at))
    found = clocks(house.law.deadlines, happened, Circumstances(), house.calendar, now)
    return next(iter(found), None)


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """On the morning of the last day the head is reminded, once, of what has no answer yet."""
    made = complaints.find(tx, row)
    if made is None or made.answered_at is not None:
        return []
    return tell_heads(tx, text("charge.due", row=made.id), made)


def tell_heads(tx: Transaction, says: Text, about: Complaint) -> list[Outgoing]:
    """A line to the head, in private, that holds nothing but a number, and the button that opens it."""
    rows = ((Button(text("button.open"), f"complaint:{about.id}", "📂"),),)
    return [
        Message(head.chat, (says,), rows, priority=Priority.STAFF) for head in staff.active(tx, roles=HEADS)
    ]
