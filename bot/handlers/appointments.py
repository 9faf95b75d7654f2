"""Appointments: set by presses, told to the person and recalled the day before as she allowed, moved, cancelled, answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.chat import (
    Button,
    Message,
    Moment,
    Outgoing,
    PressAnswer,
    Priority,
    Refused,
    Rows,
    Text,
    quoted,
    text,
)
from bot.domain.appointments import (
    HOURS,
    Appointment,
    Standing,
    Where,
    days_from,
    eve,
    may_be,
    moment,
    read_moment,
)
from bot.domain.contact import Way
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.handlers import announcing, escalating, letters
from bot.handlers.facts import local
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import appointments, chats, history, reports, requests, timers
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.people import Person
from bot.store.staff import Officer

RECALL: Final = "appointment"
"""The timer that recalls it to the person, the day before."""
RECALL_HOUR: Final = 8
SAID: Final = {
    "yes": ("appointment.said_yes", "citizen.appointment_yes"),
    "no": ("appointment.said_no", "citizen.appointment_no"),
}
"""What she answers, and what is said of it to the staff and to her."""
ICONS: Final = {Where.COMMUNE: "🏛️", Where.CENTRE: "🏢", Where.HOME: "🏠", Where.PHONE: "📞"}


def appointment(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """On which day? Those that stand can be cancelled; a time that was typed behind the number is taken."""
    if given.words:
        at = read_moment(given.words, tx.now)
        if at is None:
            raise Refused(text("appointment.unread"))
        return [_where(officer, request, at, edits=False)]
    return [_days(tx, officer, request, edits=False)]


def day(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """At which hour?"""
    if not given.words:
        return [_days(tx, officer, request, edits=True)]
    times = [(hour, moment(given.words, hour.replace(":", ""))) for hour in HOURS]
    ahead = [(hour, at) for hour, at in times if at is not None and may_be(at, tx.now)]
    if not ahead:
        raise Refused(text("appointment.past"))
    shown = [
        Button(quoted(hour), f"meet_at:{request.id}.{given.words}{hour.replace(':', '')}", "🕗")
        for hour, _ in ahead
    ]
    rows: Rows = tuple(tuple(shown[first : first + 4]) for first in range(0, len(shown), 4))
    says = text("appointment.hour", number=show_number(request.number))
    return [_asking(officer, request, says, (*rows, _back(request)), edits=True)]


def hour(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Where?"""
    return [_where(officer, request, _at(tx, given.words), edits=True)]


def meet(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """All is said: it stands, the person is told as she allowed, and the officer reads how."""
    words, _, where = given.words.partition(".")
    at = _at(tx, words)
    if where not in set(Where):
        raise Refused(text("press.old"))
    if any(each.at == at for each in appointments.ahead(tx, request.id)):
        raise Refused(text("press.noted"))
    moved = appointments.ahead(tx, request.id)
    for each in moved:
        appointments.end(tx, each.id, Standing.MOVED)
    made = appointments.add(tx, request.id, at, Where(where))
    history.append(tx, request.id, f"staff:{officer.id}", "appointment", f"{made.id} {at} {where}")
    _recall_on(tx, made)
    key = "citizen.appointment_moved" if moved else "citizen.appointment"
    says = text(key, at=Moment(made.at), where=_told(made))
    told = _tell_person(tx, house, officer, request, says, made)
    return [_kept(officer, request, made), *told]


def cancel(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """It does not stand any more, and the person hears so."""
    made = _of(tx, request, given)
    if not appointments.end(tx, made.id, Standing.CANCELLED):
        raise Refused(text("press.noted"))
    history.append(tx, request.id, f"staff:{officer.id}", "appointment_cancelled", str(made.id))
    says = text("citizen.appointment_cancelled", at=Moment(made.at))
    done = text("appointment.cancelled", number=show_number(request.number), at=Moment(made.at))
    return [tell(officer, done), *_tell_person(tx, house, officer, request, says)]


def calendar(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """As a file for the officer's own calendar, soon after."""
    made = _of(tx, request, given)
    reports.want_about(tx, "calendar", officer.chat, officer.person, request.id, str(made.id))
    return [tell(officer, text("appointment.file_comes"))]


# --- the person ------------------------------------------------------------------------------


def answered(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """She can come, or not; whoever has the request in hand hears so."""
    row, _, said = rest.partition(".")
    made = appointments.find(tx, row_in(row))
    request = requests.load(tx, made.request) if made else None
    if made is None or request is None or request.person != person.id or said not in SAID:
        raise Refused(text("press.old"))
    if made.standing is not Standing.SET or made.at <= tx.now:
        raise Refused(text("citizen.appointment_over"))
    if made.answer == said:
        raise Refused(text("press.noted"))
    appointments.answer(tx, made.id, said)
    history.append(tx, request.id, "citizen", f"appointment_{said}", str(made.id))
    if said == "no":
        escalating.await_answer(tx, house, request)
    officer = announcing.hearer(tx, request)
    to_staff, to_her = SAID[said]
    says = text(to_staff, number=show_number(request.number), at=Moment(made.at))
    told = [announcing.say(officer, request, says)] if officer else announcing.tell_leaders(tx, request, says)
    return [PressAnswer(person.chat, press, text(to_her)), *told]


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The day before: recalled, if it still stands. A clock that jumped back: set again."""
    made = appointments.find(tx, row)
    if made is None or made.standing is not Standing.SET or made.at <= tx.now:
        return []
    request = requests.load(tx, made.request)
    if request.status is Status.CLOSED or request.at_rest:
        return []
    if eve(made.at, RECALL_HOUR) > tx.now:
        _recall_on(tx, made)
        return []
    says = text("citizen.appointment_soon", at=Moment(made.at), where=_told(made))
    return letters.notice(tx, house, request, says, letters.meeting_row(made.id), f"meeting:{made.id}")[1]


def line(tx: Transaction, made: Appointment) -> Text:
    """For a list of the staff: when, which request, where."""
    number = show_number(requests.load(tx, made.request).number)
    said = (text(f"appointment.answer.{made.answer}"),) if made.answer else ()
    return text("appointment.line", at=Moment(made.at), number=number, where=(_named(made), *said))


# --- how it is asked -------------------------------------------------------------------------


def _days(tx: Transaction, officer: Officer, request: Request, *, edits: bool) -> Message:
    shown = [
        Button(
            text(f"weekday.{each.weekday()}", day=f"{each:%d/%m}"),
            f"meet_day:{request.id}.{each:%Y%m%d}",
            "🗓️",
        )
        for each in days_from(tx.now)
    ]
    rows: Rows = tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))
    standing = appointments.ahead(tx, request.id)
    cancels: Rows = tuple(
        (
            Button(
                text("button.cancel_appointment", at=Moment(each.at)), f"unmeet:{request.id}.{each.id}", "🗑️"
            ),
        )
        for each in standing
    )
    key = "appointment.day_moves" if standing else "appointment.day"
    says = text(key, number=show_number(request.number))
    return _asking(officer, request, says, (*rows, *cancels), edits=edits)


def _where(officer: Officer, request: Request, at: int, *, edits: bool) -> Message:
    shown = [
        Button(text(f"appointment.where.{where}"), f"meet:{request.id}.{_coded(at)}.{where}", icon)
        for where, icon in ICONS.items()
    ]
    rows: Rows = tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))
    says = text("appointment.where", number=show_number(request.number), at=Moment(at))
    return _asking(officer, request, says, (*rows, _back(request)), edits=edits)


def _asking(officer: Officer, request: Request, says: Text, rows: Rows, *, edits: bool) -> Message:
    asked = Message(
        officer.chat,
        (says,),
        rows,
        priority=Priority.STAFF,
        handle=f"meet.{request.id}",
        request=request.id,
    )
    return replace(asked, edits=asked.handle) if edits else asked


def _kept(officer: Officer, request: Request, made: Appointment) -> Message:
    number = show_number(request.number)
    says = text("appointment.kept", number=number, at=Moment(made.at), where=_named(made))
    rows: Rows = (
        (Button(text("button.calendar"), f"calendar:{request.id}.{made.id}", "📅"),),
        (
            Button(
                text("button.cancel_appointment", at=Moment(made.at)), f"unmeet:{request.id}.{made.id}", "🗑️"
            ),
        ),
    )
    return _asking(officer, request, says, rows, edits=True)


def _back(request: Request) -> tuple[Button, ...]:
    return (Button(text("button.other_day"), f"meet_day:{request.id}", "↩️"),)


def _tell_person(
    tx: Transaction,
    house: House,
    officer: Officer,
    request: Request,
    says: Text,
    made: Appointment | None = None,
) -> list[Outgoing]:
    """Where the machine does not write, the officer hears that he must. ``made``: she can say whether she comes."""
    rows = letters.meeting_row(made.id) if made else ()
    way, told = letters.notice(tx, house, request, says, rows, f"meeting:{made.id}" if made else "")
    if told:
        return told
    key = "appointment.told_later" if way is Way.LATER else "appointment.not_told"
    return [tell(officer, text(key, number=show_number(request.number)))]


def _recall_on(tx: Transaction, made: Appointment) -> None:
    at = eve(made.at, RECALL_HOUR)
    if at > tx.now:
        timers.set_only(tx, RECALL, chats.chat_of(tx, SYSTEM, private=False), at, str(made.id))


def _at(tx: Transaction, words: str) -> int:
    """What a button names; raises Refused for what is no time ahead."""
    at = moment(words[:8], words[8:])
    if at is None or not may_be(at, tx.now):
        raise Refused(text("appointment.past"))
    return at


def _coded(at: int) -> str:
    """As ``_at`` reads it."""
    return f"{local(at):%Y%m%d%H%M}"


def _of(tx: Transaction, request: Request, given: Given) -> Appointment:
    made = appointments.find(tx, row_in(given.words))
    if made is None or made.request != request.id:
        raise Refused(text("press.old"))
    return made


def _named(made: Appointment) -> Text:
    return text(f"appointment.where.{made.where}")


def _told(made: Appointment) -> Text:
    """Where, as the person reads it."""
    return text(f"citizen.appointment_where.{made.where}")
