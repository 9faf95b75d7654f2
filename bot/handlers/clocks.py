"""The clocks of the law of a request: how they stand on its card, and who hears when one comes to its end.

One timer a request; when it rings everything is counted anew. What runs by the clock (twelve hours, at once) rings at
night too, all else in working hours; nobody is told of the same state of the same clock twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.chat import Message, Moment, Outgoing, Priority, Text, quoted, text
from bot.domain.calendar import DAY_MS, WorkingCalendar
from bot.domain.clocks import PRESSING, Clock, Happened, State, Times, clocks
from bot.domain.contact import Sending
from bot.domain.data_rights import STARTS
from bot.domain.deadlines import Area, Circumstances, Happening, Source, Unit, Who
from bot.domain.lifecycle import UNDECIDED, Act, AidForm, Custody
from bot.domain.numbers import show_number
from bot.domain.permits import Role
from bot.domain.request import Kind, Outcome, Request, Status
from bot.handlers import announcing, cards, letters
from bot.handlers.facts import local
from bot.handlers.house import House, deadline_key
from bot.handlers.writable import contact_of, due_at
from bot.store import acts, chats, data_requests, disasters, history, requests, staff, timers, told_clocks
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.staff import Officer

CLOCK: Final = "clock"
PAPERS: Final = "papers_until"
ICONS: Final = {
    State.RUNNING: "⏳",
    State.DUE_SOON: "⏰",
    State.DUE_TODAY: "⏰",
    State.OVERDUE: "🔴",
    State.MET: "✅",
    State.MET_LATE: "☑️",
    State.UNKNOWN: "❔",
}
HARD_ZONE: Final = "III"
SOURCES: Final = {"agency": Source.AGENCY, "counter": Source.COUNTER}
"""By how a request came in; all else was sent, or said on the telephone, by people themselves."""


# --- how they stand --------------------------------------------------------------------------


def of_request(tx: Transaction, house: House, request: Request) -> tuple[Clock, ...]:
    """Every clock of the law that was started about it, counted now."""
    return (*_of_acts(tx, house, request), *_of_rights(tx, house, request))


def _of_acts(tx: Transaction, house: House, request: Request) -> tuple[Clock, ...]:
    """What the desk closed undecided owes nothing; a notice only where it is in hand under another number."""
    closed = request.status is Status.CLOSED and request.stage in UNDECIDED
    if closed and (request.kind is not Kind.NOTICE or requests.outcome(tx, request.id) is Outcome.DUPLICATE):
        return ()
    source, notice_at = requests.origin(tx, request.id)
    happened = [Happened(Happening.RECEIVED, request.created_at)]
    happened += [Happened(Happening.NOTICE, notice_at)] if notice_at is not None else []
    happened += [Happened(done.act, done.at) for done in acts.of_request(tx, request.id)]
    found = _circumstances(house, request, SOURCES.get(source, Source.PERSON), cut_off=_cut_off(tx, happened))
    return clocks(house.law.deadlines, happened, found, _calendar(house, request), tx.now)


def _of_rights(tx: Transaction, house: House, request: Request) -> Iterator[Clock]:
    """What she asked about her data, each with its own clocks, until it is ended."""
    for asked in data_requests.of_request(tx, request.id):
        times = {
            Happening.DATA_ACKNOWLEDGED: asked.acknowledged_at,
            Happening.DATA_EXTENDED: asked.extended_at,
        }
        happened = [Happened(STARTS[asked.right], asked.at)]
        happened += [Happened(what, at) for what, at in times.items() if at is not None]
        yield from clocks(house.law.deadlines, happened, Circumstances(), _calendar(house, request), tx.now)


def _cut_off(tx: Transaction, happened: Iterable[Happened]) -> bool:
    """Was the switch for floods and landslides on when it was accepted? Then the papers have the longer term."""
    accepted = (each.at for each in happened if each.what in (Act.ACCEPT, Act.ACCEPT_URGENT))
    return any(disasters.is_disaster(tx, at) for at in accepted)


def _circumstances(house: House, request: Request, source: Source, *, cut_off: bool) -> Circumstances:
    """Of somebody said to be arrested the strictest holds until it is said otherwise; where he was taken he need not live."""
    lives = request.place if request.kind is not Kind.ARRESTED else None
    place = house.gazetteer.place(lives) if lives else None
    held = Custody.ARRESTED if request.kind is Kind.ARRESTED else Custody.NONE
    return Circumstances(
        AidForm(request.form) if request.form else None,
        Custody(request.custody) if request.custody else held,
        Area.HARD if cut_off or (place and place.zone == HARD_ZONE) else Area.USUAL,
        source,
    )


def _calendar(house: House, request: Request) -> WorkingCalendar:
    return house.calendar.here(request.branch, request.place)


def lines(tx: Transaction, house: House, request: Request) -> list[Text]:
    """A line a clock: what, who must do it, until when, how it stands, and where the law says so."""
    return [_line(request, clock) for clock in of_request(tx, house, request)]


def is_paused(request: Request, clock: Clock) -> bool:
    """Does nobody hear of it while she wants the request not used? What she asks about her data, and what an agency
    told, is owed all the same."""
    if not request.restricted or request.kind is Kind.NOTICE or not clock.is_open:
        return False
    return clock.deadline.starts.isdisjoint(STARTS.values())


def _line(request: Request, clock: Clock) -> Text:
    deadline, paused = clock.deadline, is_paused(request, clock)
    key = "clock.line" if clock.times else "clock.line_unknown"
    return text(
        key,
        mark="⏸️" if paused else ICONS[clock.state],
        what=text(deadline_key(deadline.id)),
        who=text(f"clock.who.{deadline.who}"),
        due=until(clock),
        state=text("clock.paused") if paused else text(f"clock.state.{clock.state}"),
        law=quoted(clock.period.law),
    )


def until(clock: Clock) -> Text:
    """Until when: a day (expected, where no notice of its days off was found), an hour, at once."""
    if clock.times is None:
        return text("clock.unknown")
    if clock.period.unit is Unit.AT_ONCE:
        return text("clock.at_once")
    if clock.by_the_clock:
        return text("clock.by_hour", at=Moment(clock.times.over_at))
    by = _by_day(clock.times)
    return text("clock.longest", day=by, longest=_by_day(clock.longest)) if clock.longest else by


def _by_day(times: Times) -> Text:
    day = Moment(times.over_at - 1, day=True)
    return text("clock.by_day" if times.sure else "clock.by_day_expected", day=day)


def papers_term(tx: Transaction, house: House, request: Request) -> Text:
    """Until when the person can bring the papers that are missing; where the law does not say it, an officer tells."""
    times = next((clock.times for clock in _owed(tx, house, request)), None)
    if times is None:
        return text("citizen.law.term")
    day = Moment(times.over_at - 1, day=True)
    return text("citizen.papers_term" if times.sure else "citizen.papers_term_expected", day=day)


# --- who hears of it, and when ---------------------------------------------------------------


def started(tx: Transaction, request: Request) -> None:
    """Something happened that may start a clock: its timer counts anew at once."""
    timers.set_only(tx, CLOCK, chats.chat_of(tx, SYSTEM, private=False), tx.now, str(request.id))


def watch(tx: Transaction, house: House, request: Request, *, told: bool = False) -> None:
    """Set the timer for the next state of which somebody must hear; a pressing one that nobody heard of rings now.

    ``told``: who must act was told of it just now, in other words.
    """
    calendar, running = _calendar(house, request), of_request(tx, house, request)
    for clock in running if told else ():
        if _is_news(tx, request, clock):
            _note(tx, request, clock)
    rings = [_rings_at(tx, request, clock, calendar) for clock in running if clock.is_open]
    if rings:
        timers.set_only(tx, CLOCK, chats.chat_of(tx, SYSTEM, private=False), min(rings), str(request.id))


def _rings_at(tx: Transaction, request: Request, clock: Clock, calendar: WorkingCalendar) -> int:
    """A day from now at the latest: the law or the calendar may be mended meanwhile, and then it counts anew."""
    tomorrow = tx.now + DAY_MS
    change = tx.now if _is_news(tx, request, clock) else clock.next_change(tx.now)
    if change is None:
        return tomorrow
    return min(change if clock.by_the_clock else calendar.next_open(change), tomorrow)


def _is_news(tx: Transaction, request: Request, clock: Clock) -> bool:
    """Does it press more than anybody was told? A clock of the machine that jumps back brings nothing anew."""
    if clock.times is None or clock.state not in PRESSING or is_paused(request, clock):
        return False
    told = told_clocks.last(tx, CLOCK, request.id, clock.deadline.id, clock.times.over_at)
    return told is None or PRESSING.index(clock.state) > PRESSING.index(told)


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The timer of a request rang."""
    request = requests.find(tx, row)
    return go_on(tx, house, request) if request else []


def go_on(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Whoever must act hears of what presses now, then the timer is set for what comes next."""
    open_now = _calendar(house, request).is_open(tx.now)
    news = [
        clock
        for clock in of_request(tx, house, request)
        if (open_now or clock.by_the_clock) and _is_news(tx, request, clock)
    ]
    told = [each for clock in news for each in _tell(tx, house, request, clock)]
    watch(tx, house, request)
    return told


def _tell(tx: Transaction, house: House, request: Request, clock: Clock) -> list[Outgoing]:
    first = _note(tx, request, clock)
    history.append(tx, request.id, "machine", "deadline", f"{clock.deadline.id} {clock.state}")
    told = _tell_staff(tx, request, clock)
    if clock.deadline.who is Who.CITIZEN and first and clock.state is not State.OVERDUE:
        told += remind_papers(tx, house, request.id)
    return told


def _note(tx: Transaction, request: Request, clock: Clock) -> bool:
    """Keep that it is told now; True where nothing of it was told before."""
    assert clock.times is not None
    id_, over_at = clock.deadline.id, clock.times.over_at
    before = told_clocks.last(tx, CLOCK, request.id, id_, over_at)
    told_clocks.note(tx, CLOCK, request.id, id_, over_at, clock.state)
    return before is None


def _tell_staff(tx: Transaction, request: Request, clock: Clock) -> list[Outgoing]:
    says = text(
        f"clock.told.{clock.state}",
        number=show_number(request.number),
        what=text(deadline_key(clock.deadline.id)),
        due=until(clock),
        law=quoted(clock.period.law),
    )
    rows = cards.buttons(request, ("open", "rights" if clock.deadline.who is Who.CENTRE else "file"))
    readers = {officer.id: officer for officer in _readers(tx, request, clock)}
    if not readers:
        return announcing.tell_leaders(tx, request, says)  # nobody leads: an administrator hears that
    return [
        Message(officer.chat, (says,), rows, priority=Priority.STAFF, request=request.id)
        for officer in readers.values()
    ]


def _readers(tx: Transaction, request: Request, clock: Clock) -> Iterator[Officer]:
    """Who must act, or has it in hand; the leaders where nobody has, and when it is overdue."""
    leaders = announcing.leaders(tx, request)
    heads = [officer for officer in leaders if officer.role == Role.HEAD]
    holder = _holder(tx, request)
    if holder:
        yield holder
    if clock.state is State.OVERDUE or (holder is None and clock.deadline.who is not Who.HEAD):
        yield from leaders
    elif clock.deadline.who is Who.HEAD:
        yield from heads or leaders


def _holder(tx: Transaction, request: Request) -> Officer | None:
    """Who has it in hand and can be told something now."""
    return next((officer for officer in staff.present(tx) if officer.id == request.claimed_by), None)


# --- the person ------------------------------------------------------------------------------


def remind_papers(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """Tell the person until when her papers can be brought; out of her hours, and in the quiet ones, it rings again.

    It is not held as other notices are: when the hour comes the papers may have been brought.
    """
    request = requests.find(tx, row)
    if request is None or request.kind is Kind.ARRESTED:  # what the family brings an officer says
        return []
    owed = list(_owed(tx, house, request))
    if not owed or owed[0].state is State.OVERDUE:
        return []
    awake = int(house.defaults.quiet_hours.next_allowed(local(tx.now)).timestamp() * 1000)
    at = max(awake, due_at(tx, house, request, Sending.NOTICE, contact_of(tx, request)))
    if at > tx.now:
        timers.set_only(tx, PAPERS, chats.chat_of(tx, SYSTEM, private=False), at, str(row))
        return []
    says = text("citizen.papers_until", term=papers_term(tx, house, request))
    return letters.notify(tx, house, request, says)


def _owed(tx: Transaction, house: House, request: Request) -> Iterator[Clock]:
    """What the person must bring."""
    for clock in of_request(tx, house, request):
        if clock.is_open and clock.deadline.who is Who.CITIZEN:
            yield clock
