"""The people of the Centre: who am I, leave, duty, the list, and taking somebody out of the staff."""

from __future__ import annotations

import datetime
from typing import Final

from bot.chat import Button, Clear, Menu, Message, Moment, Outgoing, Priority, Refused, Rows, Text, text
from bot.domain.numbers import show_number
from bot.domain.periods import read_period
from bot.domain.request import Action, Request, Status
from bot.handlers import announcing, cards, escalating
from bot.handlers.facts import local
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, chats, desk, history, leaves, notes, progress, staff, timers
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.staff import Officer
from bot.texts import AUTHORITY, ZONE

MINUTE_MS: Final = 60_000
LEAVE: Final = "leave"
WITHOUT_NUMBER: Final = (
    "queue", "mine", "leave", "duty", "people", "stats", "export", "invite", "set_up", "again", "me", "commands",
)  # fmt: skip
"""What can be chosen from a menu: these need no request."""
BACK: Final[Rows] = ((Button(text("button.back_at_work"), "back_at_work:", "🏢"),),)


def me(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Who am I: name, role, office, what is in hand, on leave or on duty."""
    said = [
        text("me.role", officer=officer.name, role=text(f"role.{officer.role}")),
        text("me.office", office=house.office(officer.branch)),
    ]
    if officer.role in announcing.WORKERS:
        said.append(text("me.in_hand", count=len(progress.mine(tx, officer.id))))
    return [lines(officer, [*said, *_presence(tx, officer)])]


def _presence(tx: Transaction, officer: Officer) -> list[Text]:
    until = leaves.until(tx, officer.id)
    said = [] if until is None else [text("me.leave", day=_last_day(until))]
    return [*said, text("me.duty")] if officer.on_duty else said


# --- leave -----------------------------------------------------------------------------------


def leave(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Away for some days, also told of afterwards; without days: how it is typed, and an end to one under way."""
    if not given.words:
        until = leaves.until(tx, officer.id)
        return [tell(officer, text("leave.how"), BACK if until else ())]
    return _set_leave(tx, house, officer, officer, given.words)


def leave_of(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A leader tells of another's leave, who has no signal: the number in the list of people, then the days."""
    number, _, days = given.words.partition(" ")
    whose = next((one for one in staff.active(tx, roles=announcing.WORKERS) if str(one.id) == number), None)
    if whose is None:
        raise Refused(text("leave.whose"))
    return _set_leave(tx, house, officer, whose, days)


def _set_leave(tx: Transaction, house: House, by: Officer, whose: Officer, words: str) -> list[Outgoing]:
    period = read_period(words, local(tx.now).date())
    if period is None:
        raise Refused(text("leave.unread"))
    start, end = _midnight(period[0]), _midnight(period[1] + datetime.timedelta(days=1))
    leaves.add(tx, whose.id, start, end, by.id)
    audit.note(tx, by.person, "leave", details=f"staff:{whose.id}")
    says = text("leave.kept", officer=whose.name, first=Moment(start, day=True), last=_last_day(end))
    now = start <= tx.now < end
    told: list[Outgoing] = [tell(by, says, BACK if now and by.id == whose.id else ())]
    if by.id != whose.id:
        told.append(tell(whose, text("leave.told", first=Moment(start, day=True), last=_last_day(end))))
    if now:
        told += _what_rests(tx, house, whose)
    elif start > tx.now:
        timers.set_timer(tx, LEAVE, chats.chat_of(tx, SYSTEM, private=False), start, str(whose.id))
    return [*told, *(_given_back(tx, house, whose, start, end) if end <= tx.now else [])]


def leave_begins(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """A leave that was told of before begins now, if it still stands."""
    whose = staff.at_work(tx, row)
    away = whose and leaves.until(tx, whose.id)
    return _what_rests(tx, house, whose) if whose and away else []


def now_urgent(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """What somebody has in hand became urgent: he and the leaders hear it, and its clock is the short one now."""
    assert request.claimed_by is not None
    says = text("officer.now_urgent", number=show_number(request.number))
    told = announcing.tell_leaders(tx, request, says)
    officer = announcing.claimer(tx, request)
    if officer is None or leaves.until(tx, officer.id):
        return [*told, *escalating.give_back(tx, house, request, "machine", "on_leave")]
    told.append(announcing.line(officer, request, "officer.now_urgent"))
    if request.status is Status.CLAIMED:
        told += escalating.begin(tx, house, request)
    return told


def _what_rests(tx: Transaction, house: House, whose: Officer) -> list[Outgoing]:
    """What an absent person has in hand: what is urgent goes back at once, the rest is shown to who leads."""
    told: list[Outgoing] = []
    for request in progress.mine(tx, whose.id):
        if request.urgent:
            told.append(tell(whose, text("leave.urgent_back", number=show_number(request.number))))
            told += escalating.give_back(tx, house, request, "machine", "on_leave")
        else:
            escalating.count_again(tx, house, request)
            says = text("leave.rests", number=show_number(request.number), officer=whose.name)
            told += [
                Message(
                    each.chat,
                    (says,),
                    cards.buttons(request, ("open", "transfer")),
                    priority=Priority.STAFF,
                    request=request.id,
                )
                for each in announcing.leaders(tx, request)
                if each.id != whose.id
            ]
    return told


def _given_back(tx: Transaction, house: House, whose: Officer, start: int, end: int) -> list[Outgoing]:
    """What lapsed only because a leave was not known comes back, unless it is urgent."""
    told: list[Outgoing] = []
    for request in progress.lapsed(tx, whose.id, start, end):
        if request.urgent or not may(tx, whose, "claim", request):
            continue
        history.append(tx, request.id, "machine", "given_back", f"staff:{whose.id}")
        back = progress.hand(tx, request, Action.TRANSFER, whose.id)
        told += [
            announcing.line(whose, back, "officer.given_back"),
            *announcing.taken(tx, house, back, whose),
        ]
        told += escalating.begin(tx, house, back)
    return told


def back_at_work(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The leave is over; what lapsed meanwhile comes back."""
    spans = leaves.of_staff(tx, officer.id, tx.now)
    if not leaves.end(tx, officer.id):
        return [tell(officer, text("leave.none"))]
    told = [
        each
        for start, _ in spans
        if start <= tx.now
        for each in _given_back(tx, house, officer, start, tx.now)
    ]
    for request in progress.mine(tx, officer.id):
        if request.status is Status.CLAIMED:
            escalating.count_again(tx, house, request)
    return [tell(officer, text("leave.over")), *told]


def _midnight(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), ZONE).timestamp() * 1000)


def _last_day(end: int) -> Moment:
    return Moment(end - MINUTE_MS, day=True)


# --- duty and people -------------------------------------------------------------------------


def duty(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Who is told first? A press puts somebody on duty, or off it."""
    found = staff.active(tx, roles=announcing.WORKERS)
    rows = tuple((_duty_button(one),) for one in found)
    return [tell(officer, text("duty.ask"), rows)]


def _duty_button(one: Officer) -> Button:
    """The button says what is wished, so that the same press brought twice does not undo itself."""
    data = f"on_duty:{one.id}.{int(not one.on_duty)}"
    return Button(text("duty.person", officer=one.name), data, "🟢" if one.on_duty else "⚪")


def on_duty(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """On duty, or off it, as the button said."""
    row, _, wished = given.words.partition(".")
    whom, on = _by_row(tx, row), wished == "1"
    if whom.role not in announcing.WORKERS:
        raise Refused(text("press.old"))
    if on == whom.on_duty:
        return []
    staff.set_duty(tx, whom.id, on=on)
    audit.note(tx, officer.person, "duty", details=f"staff:{whom.id} {int(on)}")
    says = text("duty.on" if on else "duty.off", officer=whom.name)
    told = text("duty.on_you" if on else "duty.off_you")
    return [tell(officer, says), *([] if whom.id == officer.id else [tell(whom, told)])]


def people(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Everyone who works here, with a number each; whoever may takes somebody out by a press."""
    found = staff.active(tx)
    listed = tuple(
        text(
            "people.line",
            row=one.id,
            officer=one.name,
            role=text(f"role.{one.role}"),
            presence=_shortly(tx, house, one),
        )
        for one in found
    )
    rows = tuple(
        (Button(text("button.remove", officer=one.name), f"remove:{one.id}", "🚪"),)
        for one in found
        if may(tx, officer, "remove") and one.id != officer.id
    )
    says = (text("people.list"), listed)
    return [Message(officer.chat, says, rows, priority=Priority.STAFF)]


def _shortly(tx: Transaction, house: House, one: Officer) -> str:
    said = [house.texts.say(line, AUTHORITY) for line in _presence(tx, one)]
    return "".join(f" · {words}" for words in said)


# --- taking out ------------------------------------------------------------------------------


def remove(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Asked once more, with what that person has in hand."""
    whom = _removable(tx, officer, given.words)
    rows = ((Button(text("button.remove_sure"), f"removed:{whom.id}", "🚪"),),)
    count = len(progress.mine(tx, whom.id))
    return [tell(officer, text("remove.sure", officer=whom.name, count=count), rows)]


def removed(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """At once: no right is left, what was in hand goes back with a note, what the chat shows is taken away."""
    whom = _removable(tx, officer, given.words)
    staff.end(tx, whom.id)
    desk.clear(tx, whom.person)
    audit.note(tx, officer.person, "removed", details=f"staff:{whom.id}")
    return [
        tell(officer, text("remove.done", officer=whom.name)),
        Clear(whom.chat),
        Menu(whom.chat),
        Message(whom.chat, (text("remove.told"),)),
        *hand_back_all(tx, house, whom, officer),
    ]


def hand_back_all(tx: Transaction, house: House, whom: Officer, by: Officer) -> list[Outgoing]:
    """Everything in hand goes into the queue, each with a note."""
    told: list[Outgoing] = []
    for request in progress.mine(tx, whom.id):
        words = house.texts.say(text("remove.note", officer=whom.name), AUTHORITY)
        notes.add(tx, request.id, by.id, "removal", words)
        history.append(tx, request.id, f"staff:{by.id}", "handed_back", f"staff:{whom.id}")
        free = progress.hand(tx, request, Action.RELEASE, None)
        says = text("officer.handed_back", number=show_number(request.number), officer=whom.name)
        told += [*announcing.tell_leaders(tx, free, says), *escalating.open_up(tx, house, free)]
    return told


def _removable(tx: Transaction, officer: Officer, words: str) -> Officer:
    """Not oneself, and not the last administrator: nobody locks the house from outside."""
    whom = _by_row(tx, words)
    if whom.id == officer.id:
        raise Refused(text("remove.yourself"))
    if whom.role == "admin" and len(staff.active(tx, roles=("admin",))) == 1:
        raise Refused(text("remove.only_admin"))
    return whom


def _by_row(tx: Transaction, words: str) -> Officer:
    whom = staff.at_work(tx, row_in(words))
    if whom is None:
        raise Refused(text("press.old"))
    return whom


def menu(tx: Transaction, officer: Officer) -> Menu:
    """The commands without a number that the officer may use, beside the typing field: nothing need be typed."""
    entries = (
        (text(f"command.{name}.typed"), text(f"command.{name}.help"))
        for name in WITHOUT_NUMBER
        if may(tx, officer, name)
    )
    return Menu(officer.chat, tuple(entries))


def lines(officer: Officer, several: list[Text]) -> Message:
    """Several lines to one of the staff."""
    return Message(officer.chat, (tuple(several),), priority=Priority.STAFF)
