"""Answers are used only where every path has asked for them (A1), and deeds are given what they need (A5)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.conditions import All, AnyOf, CountOf, Expr, IsAnswered, Not, StepAnswer, YearsSince, terms
from bot.flow.deeds import Deed
from bot.flow.examined import Examined, conditions_of, questions
from bot.flow.graph import NONE, Before, always_answered, possible_answers
from bot.flow.model import Asking, CallStep, HandoffStep, SetStep, Step, SubmitStep


def check_answers(examined: Examined) -> None:
    """What the file's own steps use of answers."""
    answered = always_answered(examined.flow, examined.ways)
    for step in examined.own:
        for condition in conditions_of(step):
            for name in needs(condition.expr):
                _check_before(examined, step, name, examined.passed, "answer_not_asked")
        if isinstance(step, CallStep):
            for term in step.inputs.values():
                if isinstance(term, StepAnswer) and _has_answer(examined, step, term):
                    _check_before(examined, step, term.step, examined.passed, "answer_not_asked")
        if isinstance(step, SubmitStep | HandoffStep):
            _check_deed(examined, step, answered)


def needs(expr: Expr, sure: frozenset[str] = frozenset()) -> Iterator[str]:
    """The steps that must have been asked for it to make sense; ``answered(x)`` asks for just that."""
    match expr:
        case All(parts):
            sure |= {part.step for part in parts if isinstance(part, IsAnswered)}
            for part in parts:
                yield from needs(part, sure)
        case AnyOf(parts):
            for part in parts:
                yield from needs(part, sure)
        case Not(part):
            yield from needs(part, sure)
        case _:
            for term in terms(expr):
                if isinstance(term, StepAnswer | CountOf | YearsSince) and term.step not in sure:
                    yield term.step


def _check_before(examined: Examined, step: Step, source: str, before: Before, slug: str) -> None:
    """Unknown names are told elsewhere; an input of a sub-flow is there from its start."""
    if source in examined.flow.steps and source not in examined.inputs and not before.has(step.id, source):
        examined.problem(step, slug, name=examined.written(source))


def _has_answer(examined: Examined, step: Step, term: StepAnswer) -> bool:
    """Only a question or a ``set`` gives an answer."""
    source = examined.steps.get(term.step)
    if source is None or isinstance(source, Asking | SetStep):
        return source is not None
    examined.problem(
        step, "input_not_question", name=examined.written(term.step), options=questions(examined)
    )
    return False


# --- deeds -----------------------------------------------------------------------------------


def _check_deed(examined: Examined, step: SubmitStep | HandoffStep, answered: Before) -> None:
    key, name = ("submit", step.deed) if isinstance(step, SubmitStep) else ("handoff", step.who)
    deed = examined.deeds.get(name)
    if deed is None:
        if name:
            examined.problem(step, "value_unknown", key=key, name=name, options=examined.deeds)
    elif isinstance(step, SubmitStep):
        _check_given(examined, step, deed)
        for given, term in step.inputs.items():
            if isinstance(term, StepAnswer) and _has_answer(examined, step, term):
                _check_source(examined, step, term.step, answered if given in deed.required else None)


def _check_given(examined: Examined, step: SubmitStep, deed: Deed) -> None:
    """The names under ``with``: those the deed knows, and all that it cannot do without."""
    given = set(step.inputs)
    for name in sorted(deed.required - given):
        examined.problem(step, "input_missing", deed=step.deed, name=name)
    for name in sorted(deed.wired - given):
        examined.problem(step, "input_unwired", deed=step.deed, name=name)
    for name in sorted(given - deed.inputs):
        examined.problem(step, "input_unknown", deed=step.deed, name=name, options=deed.inputs)


def _check_source(examined: Examined, step: SubmitStep, source: str, answered: Before | None) -> None:
    """What the deed needs was answered on every path; anything else at least on one."""
    if answered is not None:
        _check_before(examined, step, source, answered, "input_not_asked")
    elif isinstance(examined.flow.steps.get(source), Asking) and step.id in examined.reached:
        possible = possible_answers(examined.flow, examined.ways, source)
        if possible[step.id] == {NONE}:
            examined.problem(step, "input_never_asked", name=examined.written(source))
