"""An officer asks the person, circumstance by circumstance, and notes what she said. Who may is checked before."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.calendar import date_of
from bot.domain.eligibility import Circumstance, People, Truth
from bot.domain.law import Certainty
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import eligibility
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit
from bot.store.database import Transaction
from bot.store.staff import Officer

ANSWERS: Final = {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN}
ICONS: Final = {Truth.YES: "✅", Truth.NO: "✖️", Truth.UNKNOWN: "❔"}


def card(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """How the request is judged, why, by which papers; and what can still be asked or put right."""
    audit.note(tx, officer.person, "read", request.id)
    heading = text("eligible.card", number=show_number(request.number))
    said = eligibility.said(tx, request.id)
    buttons = []
    if unasked := _next(tx, house, request):
        buttons.append(Button(text("button.ask_on"), f"circumstance:{request.id}.{unasked}", "▶️"))
    if said:
        buttons.append(Button(text("button.mend_said"), f"circumstances:{request.id}", "✏️"))
    return [
        Message(
            officer.chat,
            ((heading, *eligibility.lines(tx, house, request)),),
            (tuple(buttons),) if buttons else (),
            priority=Priority.STAFF,
            request=request.id,
            protect=True,
        )
    ]


def ask(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """One circumstance: yes, no, or not known; or enough for now."""
    return [_question(tx, house, officer, request, _read(given.words))]


def note(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What the person said of it is kept; the next one is asked, or the judgement shown when there is none."""
    name, _, answer = given.words.partition(".")
    circumstance = _read(name)
    if answer not in ANSWERS:
        raise Refused(text("press.old"))
    eligibility.keep(tx, request, {circumstance: ANSWERS[answer]}, f"staff:{officer.id}")
    if unasked := _next(tx, house, request, circumstance):
        return [_question(tx, house, officer, request, unasked)]
    return result(tx, house, officer, request, given)


def result(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Enough is known: it is judged anew, and shown."""
    eligibility.judge(tx, house, request, "check")
    return card(tx, house, officer, request, given)


def every(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What was said so far, each to be asked again."""
    said = eligibility.said(tx, request.id)
    buttons = [
        Button(text(f"circumstance.{each}"), f"circumstance:{request.id}.{each}", ICONS[said[each].truth])
        for each in Circumstance
        if each in said
    ]
    rows: Rows = tuple((button,) for button in buttons)
    return [tell(officer, text("eligible.mend", number=show_number(request.number)), rows)]


def _question(
    tx: Transaction, house: House, officer: Officer, request: Request, circumstance: Circumstance
) -> Message:
    answers = tuple(
        Button(text(f"eligible.say.{answer}"), f"said:{request.id}.{circumstance}.{answer}", ICONS[truth])
        for answer, truth in ANSWERS.items()
    )
    enough = (Button(text("button.judge"), f"judged:{request.id}", "⚖️"),)
    says = text("eligible.ask", number=show_number(request.number), what=_asked(tx, house, circumstance))
    return tell(officer, says, (answers, enough))


def _asked(tx: Transaction, house: House, circumstance: Circumstance) -> Text:
    """What it is; the peoples of few members are named, for who asks cannot know the list by heart."""
    if circumstance is not Circumstance.FEW_PEOPLE:
        return text(f"circumstance.{circumstance}")
    peoples = house.law.eligible.peoples_from(date_of(tx.now))
    return text("eligible.peoples", names=tuple(_people(each) for each in peoples))


def _people(people: People) -> Text:
    name = quoted(people.name)
    return name if people.certainty is Certainty.SOURCED else text("eligible.people_unsure", name=name)


def _next(
    tx: Transaction, house: House, request: Request, after: Circumstance | None = None
) -> Circumstance | None:
    """The first that nobody said anything of and that does not follow from what is known; ``after`` this one."""
    told, said = eligibility.known(tx, house, request), eligibility.said(tx, request.id)
    order = eligibility.to_be_asked(tx, house, request)
    start = order.index(after) + 1 if after in order else 0
    open_ones = (each for each in order[start:] if told.get(each, Truth.UNKNOWN) is Truth.UNKNOWN)
    return next(
        (each for each in open_ones if each not in said or said[each].by == eligibility.CITIZEN), None
    )


def _read(name: str) -> Circumstance:
    if name not in tuple(Circumstance):
        raise Refused(text("press.old"))
    return Circumstance(name)
