"""The types of conditions: what a comparison may stand between, and the options it may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, assert_never

from bot.flow.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Constant,
    CountOf,
    Expr,
    IsAnswered,
    Not,
    OpenNow,
    Several,
    StepAnswer,
    Term,
    terms,
)
from bot.flow.model import Asking, Flow, SubmitStep

Trouble: TypeAlias = tuple[str, dict[str, object]]
"""A sentence of ``sentences.py`` and its values."""


def condition_problems(condition: Condition, flow: Flow) -> Iterator[Trouble]:
    """What is wrong with the types of a condition."""
    unknown = [trouble for term in terms(condition.expr) for trouble in _names(term, flow)]
    # Types are looked at only where every name is known: one mistake is one problem.
    yield from unknown or _types(condition.expr, flow)


def never_changes(condition: Condition) -> bool:
    """Nothing that could change stands in it."""
    return all(isinstance(term, Constant | Several | Compare) for term in terms(condition.expr))


def _names(term: Term | Compare, flow: Flow) -> Iterator[Trouble]:
    if not isinstance(term, StepAnswer | IsAnswered | CountOf):
        return
    step = flow.steps.get(term.step)
    if step is None:
        yield "condition_step", {"name": term.step, "options": flow.steps}
    elif isinstance(step, SubmitStep) and isinstance(term, IsAnswered):
        return
    elif not isinstance(step, Asking):
        yield "condition_not_question", {"name": term.step}
    elif isinstance(term, StepAnswer) and not step.options:
        yield "condition_no_options", {"name": term.step}


def _types(expr: Expr, flow: Flow) -> Iterator[Trouble]:
    match expr:
        case Not(part):
            yield from _types(part, flow)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _types(part, flow)
        case Compare():
            yield from _comparison(expr, flow)
        case OpenNow() | IsAnswered() | Constant(value=bool()):
            return
        case _:
            yield "condition_not_true", {}


def _comparison(compare: Compare, flow: Flow) -> Iterator[Trouble]:
    left, right = compare.left, compare.right
    match compare.operator:
        case "in" | "not in":
            if isinstance(right, Several):
                for value in right.values:
                    yield from _pair(left, Constant(value), flow)
            else:
                yield "condition_list", {}
        case "==" | "!=":
            yield from _pair(left, right, flow)
        case _:
            if not {_type(left), _type(right)} <= {"number"}:
                yield "condition_sizes", {}


def _pair(left: Term, right: Term, flow: Flow) -> Iterator[Trouble]:
    """Two terms that shall be equal: of one type, and an option that the step really has."""
    if _type(left) != _type(right) or "list" in {_type(left), _type(right)}:
        yield "condition_types", {}
        return
    for step, other in ((left, right), (right, left)):
        if isinstance(step, StepAnswer) and isinstance(other, Constant):
            asked = flow.steps[step.step]
            options = [option.id for option in asked.options] if isinstance(asked, Asking) else []
            if other.value not in options:
                yield "condition_option", {"step": step.step, "name": other.value, "options": options}


def _type(term: Term) -> str:
    match term:
        case StepAnswer() | Constant(value=str()):
            return "word"
        case Several():
            return "list"
        case OpenNow() | IsAnswered() | Constant(value=bool()):
            return "truth"
        case Constant() | CountOf():
            return "number"
        case _:
            assert_never(term)
