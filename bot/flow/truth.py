"""What an expression is worth. A condition is True, False, or unknown (None), and unknown is not true."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard, assert_never

from bot.flow.conditions import (
    All,
    AnyOf,
    Communes,
    Compare,
    Condition,
    Constant,
    CountOf,
    Expr,
    Fact,
    IsAnswered,
    Not,
    Operator,
    Scalar,
    Several,
    StepAnswer,
    Sum,
    YearsSince,
)
from bot.flow.dates import from_value, years_since
from bot.flow.session import Value

Worth: TypeAlias = "Scalar | tuple[Scalar, ...] | Communes | None"

Asked: TypeAlias = Callable[[str], Value]
"""A fact of the world by its name: ``open_now``, ``today`` (ISO), ``communes.<group>.<code>``."""


def evaluate(condition: Condition, answers: Mapping[str, Value], world: Asked) -> bool | None:
    """True, False, or None: unknown. ``answers`` are those of the steps on the way so far."""
    value = _Reading(answers, world).value(condition.expr)
    return value if isinstance(value, bool) else None


def worth(condition: Condition, answers: Mapping[str, Value], world: Asked) -> Value:
    """The value of an expression, as a ``set`` step keeps it."""
    value = _Reading(answers, world).value(condition.expr)
    if isinstance(value, tuple):
        return list(value)
    return None if isinstance(value, Communes) else value


def compared(answer: Value) -> Scalar | tuple[Scalar, ...] | None:
    """What a condition sees of an answer: an option, several, a number, a place's code, a plain value."""
    if not isinstance(answer, dict):
        return answer if isinstance(answer, str | int) else None
    for key in ("option", "number", "place"):
        found = answer.get(key)
        if isinstance(found, str | int):
            return found
    several = answer.get("chosen")
    return tuple(one for one in several if isinstance(one, str)) if isinstance(several, list) else None


def count(answer: Value) -> int:
    """How many things an answer holds: words and files, or the options chosen."""
    if answer is None:
        return 0
    if not isinstance(answer, dict):
        return 1
    for key in ("chosen", "files"):
        if isinstance(several := answer.get(key), list) and (several or key == "chosen"):
            return len(several) + (1 if answer.get("text") else 0)
    return 1 if answer.get("text") or "files" not in answer else 0


@dataclass(frozen=True, slots=True)
class _Reading:
    answers: Mapping[str, Value]
    world: Asked

    def value(self, expr: Expr) -> Worth:
        match expr:
            case Constant(value):
                return value
            case Several(values):
                return values
            case StepAnswer(step):
                return compared(self.answers.get(step))
            case IsAnswered(step):
                return self.answers.get(step) is not None
            case CountOf(step):
                return count(self.answers.get(step))
            case YearsSince(step):
                return self._years(self.answers.get(step))
            case Communes():
                return expr
            case Fact(name):
                true = self.world(name)
                return true if isinstance(true, bool) else None
            case Sum(more, less):
                return self._sum([*map(self.value, more)], [*map(self.value, less)])
            case Compare(left, operator, right):
                return self._compare(self.value(left), operator, self.value(right))
            case Not(part):
                inside = self.value(part)
                return not inside if isinstance(inside, bool) else None
            case All(parts):
                return _decided([self.value(part) for part in parts], by=False)
            case AnyOf(parts):
                return _decided([self.value(part) for part in parts], by=True)
            case _:
                assert_never(expr)

    def _years(self, answer: Value) -> int | None:
        date = answer.get("date") if isinstance(answer, dict) else None
        today = self.world("today")
        if not isinstance(date, dict) or not isinstance(today, str):
            return None
        return years_since(from_value(date), datetime.date.fromisoformat(today))

    def _sum(self, more: list[Worth], less: list[Worth]) -> int | None:
        numbers = [value for value in (*more, *less) if _is_number(value)]
        if len(numbers) != len(more) + len(less):
            return None
        return sum(numbers[: len(more)]) - sum(numbers[len(more) :])

    def _compare(self, left: Worth, operator: Operator, right: Worth) -> bool | None:
        if left is None or right is None:
            return None
        if isinstance(right, Communes):
            return self._within(left, right.group, outside=operator == "not in")
        if operator in ("==", "!="):
            return (left == right) is (operator == "==")
        if operator in ("in", "not in"):
            return (left in right) is (operator == "in") if isinstance(right, tuple) else None
        return _ordered(left, operator, right)

    def _within(self, place: Worth, group: str, *, outside: bool) -> bool | None:
        inside = self.world(f"communes.{group}.{place}") if isinstance(place, str) else None
        return inside is not outside if isinstance(inside, bool) else None


def _decided(parts: list[Worth], *, by: bool) -> bool | None:
    """One part that is ``by`` decides; else all must be known."""
    if any(part is by for part in parts):
        return by
    return None if any(not isinstance(part, bool) for part in parts) else not by


def _ordered(left: Worth, operator: Operator, right: Worth) -> bool | None:
    """The order of words means nothing: only numbers are compared by size, as check A2 says."""
    if not _is_number(left) or not _is_number(right):
        return None
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _is_number(value: Worth) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
