"""Who hears of an act of the law: the person in plain words, and those who must act next."""

from __future__ import annotations

from bot.chat import Moment, Outgoing, Text, quoted, text
from bot.domain.calendar import date_of, midnight_ms
from bot.domain.contact import Way
from bot.domain.deadlines import COMPLAINT_FIRST, Unit
from bot.domain.lifecycle import STEPS, Act, Next
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS
from bot.domain.request import Kind, Request
from bot.handlers import announcing, clocks, letters
from bot.handlers.house import House
from bot.handlers.work import tell
from bot.store import acts
from bot.store.database import Transaction
from bot.store.staff import Officer


def tell_person(
    tx: Transaction, house: House, officer: Officer, request: Request, act: Act
) -> list[Outgoing]:
    """She hears what was done and what she must do; where the machine does not write, an officer must.

    Of somebody arrested the family asks: how his case goes is for him to hear, and for those whom he lets hear.
    """
    if not STEPS[act].tells:
        return []
    rows = letters.end_buttons(request) if STEPS[act].closes else ()
    says = _said(tx, house, request, act)
    way, told = Way.NOT, list[Outgoing]()
    if request.kind is not Kind.ARRESTED:
        way, told = letters.notice(tx, house, request, says, rows)
    if told:
        return told
    key = "law.told_later" if way is Way.LATER else "law.not_told"
    return [tell(officer, text(key, number=show_number(request.number)))]


def _said(tx: Transaction, house: House, request: Request, act: Act) -> Text:
    done = acts.last(tx, request.id, act)
    assert done is not None
    provider = announcing.claimer(tx, request)
    ground = next((each for each in house.law.grounds if each.id == done.ground), None)
    return text(
        f"citizen.law.{act}",
        words=quoted(done.words),
        officer=quoted(provider.name if provider else ""),
        ground=quoted(ground.words if ground else ""),
        term=clocks.papers_term(tx, house, request),
        answer=answer_term(tx, house),
    )


def answer_term(tx: Transaction, house: House) -> Text:
    """How soon the head answers a complaint that is made today (law, Đ45(2)); what is not known an officer tells."""
    deadlines = house.law.deadlines
    period = deadlines.in_days(COMPLAINT_FIRST, date_of(tx.now), units=(Unit.WORKING_DAY,))
    if period is None:
        return text("citizen.law.term")
    if period.term.last is None:
        return text("citizen.law.answered_in", days=period.amount)
    until = Moment(midnight_ms(period.term.last), day=True)
    return text("citizen.law.answered_in_until", days=period.amount, until=until)


def tell_next(tx: Transaction, officer: Officer, request: Request, act: Act) -> list[Outgoing]:
    """Where the head must act next, those who lead hear so; who just did the act need not be told."""
    if STEPS[act].next is not Next.HEAD or officer.role in LEADERS:
        return []
    says = text("law.next_head", number=show_number(request.number))
    return announcing.tell_leaders(tx, request, says)
