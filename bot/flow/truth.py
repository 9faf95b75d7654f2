"""What a condition is worth: True, False, or unknown (None), and unknown is not true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

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
    Operator,
    Scalar,
    Several,
    StepAnswer,
)
from bot.flow.session import Value


def evaluate(
    condition: Condition, answers: Mapping[str, Value], open_now: Callable[[], bool | None]
) -> bool | None:
    """True, False, or None: unknown. ``answers`` are those of the steps on the way so far."""
    value = _value(condition.expr, answers, open_now)
    return value if isinstance(value, bool) else None


def chosen(answer: Value) -> str | int | None:
    """What a condition compares: the option that was chosen, whatever else the answer holds."""
    if isinstance(answer, dict):
        option = answer.get("option")
        return option if isinstance(option, str) else None
    return answer if isinstance(answer, str | int) else None


def _value(
    expr: Expr, answers: Mapping[str, Value], open_now: Callable[[], bool | None]
) -> Scalar | tuple[Scalar, ...] | None:
    match expr:
        case Constant(value):
            return value
        case Several(values):
            return values
        case StepAnswer(step):
            return chosen(answers.get(step))
        case IsAnswered(step):
            return answers.get(step) is not None
        case CountOf(step):
            return _count(answers.get(step))
        case OpenNow():
            return open_now()
        case Compare(left, operator, right):
            return _compare(_value(left, answers, open_now), operator, _value(right, answers, open_now))
        case Not(part):
            inside = _value(part, answers, open_now)
            return not inside if isinstance(inside, bool) else None
        case All(parts):
            return _decided([_value(part, answers, open_now) for part in parts], by=False)
        case AnyOf(parts):
            return _decided([_value(part, answers, open_now) for part in parts], by=True)
        case _:
            assert_never(expr)


def _decided(parts: list[Scalar | tuple[Scalar, ...] | None], *, by: bool) -> bool | None:
    """One part that is ``by`` decides; else all must be known."""
    if any(part is by for part in parts):
        return by
    return None if any(not isinstance(part, bool) for part in parts) else not by


def _compare(left: object, operator: Operator, right: object) -> bool | None:
    if left is None or right is None:
        return None
    match operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "in":
            return left in right if isinstance(right, tuple) else None
        case "not in":
            return left not in right if isinstance(right, tuple) else None
    # The order of words means nothing: only numbers are compared by size, as check A2 says.
    if not isinstance(left, int) or not isinstance(right, int):
        return None
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            assert_never(operator)


def _count(answer: Value) -> int:
    if answer is None:
        return 0
    if not isinstance(answer, dict):
        return 1
    files = answer.get("files")
    return (len(files) if isinstance(files, list) else 0) + (
        1 if answer.get("text") or len(answer) == 1 else 0
    )
