"""Who is on duty: the roster by days, and the switch for now. Who is on duty is told first, at night too."""

from __future__ import annotations

import datetime

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, text
from bot.domain.calendar import midnight_ms
from bot.domain.periods import read_period
from bot.domain.permits import WORKERS
from bot.handlers.facts import last_day, local
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.staffing import by_row
from bot.handlers.work import tell
from bot.store import audit, duties, staff
from bot.store.database import Transaction
from bot.store.staff import Officer


def duty(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Who is told first? With a number of the list of people and days: on duty then; without: the roster and the switches."""
    return _put_down(tx, officer, given.words) if given.words else [_roster(tx, officer)]


def on_duty(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """On duty from now on, or off it, as the button said."""
    row, _, wished = given.words.partition(".")
    whom, on = by_row(tx, row), wished == "1"
    if whom.role not in WORKERS:
        raise Refused(text("press.old"))
    if on == whom.on_duty:
        return []
    staff.set_duty(tx, whom.id, on=on)
    audit.note(tx, officer.person, "duty", details=f"staff:{whom.id} {int(on)}")
    says = text("duty.on" if on else "duty.off", officer=whom.name)
    told = text("duty.on_you" if on else "duty.off_you")
    return [tell(officer, says), *([] if whom.id == officer.id else [tell(whom, told)])]


def strike(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Take some days off the roster."""
    if not duties.strike(tx, row_in(given.words)):
        raise Refused(text("press.old"))
    audit.note(tx, officer.person, "duty", details=f"struck:{given.words}")
    return [_roster(tx, officer)]


def _roster(tx: Transaction, officer: Officer) -> Message:
    ahead = duties.ahead(tx)
    lines = tuple(
        text(
            "duty.days",
            officer=staff.load(tx, one.staff).name,
            first=Moment(one.start, day=True),
            last=last_day(one.end),
        )
        for one in ahead
    )
    switches = tuple((_switch(one),) for one in staff.active(tx, roles=WORKERS))
    struck = tuple(
        (Button(text("button.off_rota", day=Moment(one.start, day=True)), f"off_rota:{one.id}", "🗑️"),)
        for one in ahead
    )
    says = (text("duty.ask"), lines) if lines else (text("duty.ask"),)
    return Message(officer.chat, says, (*switches, *struck), priority=Priority.STAFF)


def _switch(one: Officer) -> Button:
    """The button says what is wished, so that the same press brought twice does not undo itself."""
    data = f"on_duty:{one.id}.{int(not one.on_duty)}"
    return Button(text("duty.person", officer=one.name), data, "🟢" if one.on_duty else "⚪")


def _put_down(tx: Transaction, officer: Officer, words: str) -> list[Outgoing]:
    """Somebody is on duty on these days, nights included."""
    number, _, days = words.partition(" ")
    whom = next((one for one in staff.active(tx, roles=WORKERS) if str(one.id) == number), None)
    today = local(tx.now).date()
    period = read_period(days, today) if whom else None
    if whom is None or period is None or period[1] < today:
        raise Refused(text("duty.unread"))
    start, end = midnight_ms(period[0]), midnight_ms(period[1] + datetime.timedelta(days=1))
    duties.add(tx, whom.id, start, end, officer.id)
    audit.note(tx, officer.person, "duty", details=f"staff:{whom.id} days")
    first, last = Moment(start, day=True), last_day(end)
    told = [] if whom.id == officer.id else [tell(whom, text("duty.days_you", first=first, last=last))]
    return [tell(officer, text("duty.kept", officer=whom.name, first=first, last=last)), *told]
