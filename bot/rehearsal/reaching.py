"""How a person comes to a step: the answers that lead there, the first option wherever it does not matter."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count
from typing import Final, TypeAlias, assert_never, get_args

from bot.chat import FileKind, Said
from bot.flow import engine
from bot.flow.conditions import CountOf, IsAnswered, StepAnswer, YearsSince, terms
from bot.flow.model import (
    DONT_KNOW,
    BranchStep,
    ChoiceStep,
    Content,
    DateStep,
    FileStep,
    Flow,
    ManyStep,
    NumberStep,
    PhoneStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    SetStep,
    TextStep,
)
from bot.flow.session import Session, answers
from bot.flow.truth import compared
from bot.flow.turn import Facts, Filed, Heard, Press, Submit, Turn
from bot.rehearsal.finding import LIST, find_button, tap_of
from bot.rehearsal.transcript import Number, Sends, Tap, Words

MOST_TRIED: Final = 3000
_WORDS: Final = {
    None: "Lời kể thử.",
    "name": "Vừ A Thử",
    "year": "2020",
    "vn_id12": "011123456789",
    "vn_phone": "0912 345 678",
}
"""What is typed where words are asked for."""

_Act: TypeAlias = Words | Number | Tap | Sends
_Acts: TypeAlias = tuple[_Act, ...]


def way_to(flow: Flow, step: str, facts: Facts) -> _Acts | None:
    """What a person does from the start until this step is said or asked; None where no way was found.

    Ways that leave the first option late, and seldom, are tried first.
    """
    begun = engine.start(flow, facts)
    if _is_there(flow, step, begun):
        return ()
    ticket = count()
    waiting: list[tuple[int, int, Session, _Acts]] = [(0, next(ticket), begun.session, ())]
    matter = frozenset(_read(flow))
    seen = {_place(matter, begun.session)}
    tried = 0
    while waiting and tried < MOST_TRIED:
        cost, _, session, acts = heapq.heappop(waiting)
        for worse, more in enumerate(_answers(flow, session, facts)):
            tried += 1
            turn = _played(flow, session, more, facts)
            if _is_there(flow, step, turn):
                return (*acts, *more)
            place = _place(matter, turn.session)
            if turn.asks is not None and place not in seen:
                seen.add(place)
                heapq.heappush(waiting, (cost + worse, next(ticket), turn.session, (*acts, *more)))
    return None


def _is_there(flow: Flow, step: str, turn: Turn) -> bool:
    """Is the step asked now, or was it said just now? Of a call: any of its steps."""
    at = turn.session.screen.step
    if (
        turn.asks is not None
        and turn.session.screen.kind == "question"
        and (at == step or at.startswith(f"{step}."))
    ):
        return True
    if any(isinstance(effect, Submit) and effect.step == step for effect in turn.effects):
        return True
    wanted = flow.steps[step]
    return any(text.key in (wanted.text(), wanted.text("receipt")) for text in turn.says)


def _place(matter: frozenset[str], session: Session) -> tuple[object, ...]:
    """Where one stands, and with which of the answers that matter."""
    given = ((path, compared(value)) for path, value in answers(session).items() if path in matter)
    return (session.screen.step, session.screen.kind, *sorted(given, key=repr))


def _read(flow: Flow) -> Iterator[str]:
    """The steps whose answers some condition reads."""
    for step in flow.steps.values():
        conditions = [step.when]
        if isinstance(step, BranchStep):
            conditions += [rule.when for rule in step.rules]
        elif isinstance(step, SetStep):
            conditions.append(step.value)
        for condition in conditions:
            for term in terms(condition.expr) if condition else ():
                if isinstance(term, StepAnswer | IsAnswered | CountOf | YearsSince):
                    yield term.step


def _played(flow: Flow, session: Session, acts: _Acts, facts: Facts) -> Turn:
    turn = Turn(session)
    for act in acts:
        turn = engine.resume(flow, turn.session, _heard(turn.session, act), facts)
    return turn


def _heard(session: Session, act: _Act) -> Heard:
    match act:
        case Tap():
            index = find_button(session, act)
            assert index is not None, f"only buttons that are there are pressed, not {act}"
            return Press(session.turn, index)
        case Number(number):
            return Said(str(number))
        case Sends(kind):
            return Filed(1, kind)
        case Words(words):
            return Said(words)
        case _:
            assert_never(act)


def _answers(flow: Flow, session: Session, facts: Facts) -> Iterator[_Acts]:
    """What may be done here, the likeliest first."""
    step = flow.steps[session.screen.step]
    assert isinstance(step, QuestionStep)
    yield from _spoken(step, session, facts)
    options = [option for option in step.options if not (option.hint or option.share or option.talk)]
    if isinstance(step, ManyStep):
        yield from _several(step, session, [option.id for option in options if option.id != DONT_KNOW])
    for option in options:
        toggles = isinstance(step, ManyStep) and option.id != DONT_KNOW
        if not (toggles or (isinstance(step, ReviewStep) and option.id == "edit")):
            yield (_option(step, session, option.id),)
    if isinstance(step, ChoiceStep) and step.accept - {"text"}:
        yield (Sends(_sendable(step.accept)),)


def _several(step: ManyStep, session: Session, options: list[str]) -> Iterator[_Acts]:
    """Every option once, with as many of the others as there must be."""
    for option in options:
        others = [other for other in options if other != option]
        taps = (_option(step, session, one) for one in [option, *others[: max(step.min, 1) - 1]])
        yield (*taps, Tap("done"))


def _spoken(step: QuestionStep, session: Session, facts: Facts) -> Iterator[_Acts]:
    """Answers in one's own words."""
    match step:
        case TextStep():
            yield (Words(_WORDS[step.valid]) if step.words else Sends("voice"),)
        case NumberStep():
            yield from ((Words(str(number)),) for number in {step.min: 0, step.max: 0})
        case DateStep():
            yield (Words("5/11/2026"),)
        case PhoneStep():
            yield (Words(_WORDS["vn_phone"]),)
        case PlaceStep():
            yield (Tap(LIST), Tap(facts.all_places[0].code)) if facts.all_places else (Sends("voice"),)
        case FileStep():
            yield (Sends(_sendable(step.accept)), Tap("done"))
        case _:
            yield from ((tap_of(session, i),) for i, one in enumerate(session.offer) if one.kind == "listed")


def _sendable(accept: frozenset[Content]) -> FileKind:
    return next(kind for kind in get_args(FileKind) if kind in accept)


def _option(step: QuestionStep, session: Session, option: str) -> _Act:
    """Its button, or on another page its number."""
    found = next(
        (
            i
            for i, one in enumerate(session.offer)
            if one.value == option and one.kind in ("option", "toggle")
        ),
        None,
    )
    if found is not None:
        return tap_of(session, found)
    before = len(session.screen.listed) + [one.id for one in step.options].index(option)
    return Number(before + 1)
