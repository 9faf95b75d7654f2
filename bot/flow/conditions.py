"""The language of ``when``: its tree. It is read in ``condition_reader.py``, what it is worth stands in ``truth.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

FACTS: Final = ("open_now", "on_duty", "at_counter", "disaster", "near_known", "near_listed", "quiet_mode")
"""What of the world a condition may ask, besides the communes: is the Centre open, is somebody on duty, does an officer
write down what is said, is the switch for floods and landslides on; are there numbers for the place where the person was
last, and for any place at all; does she want little shown, always."""

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Scalar: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a string, true or false."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Several:
    """A list of constants."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """The answer of a step. As written ``step`` is a name (``who``, ``safe.shared``); linked, its path."""

    step: str


@dataclass(frozen=True, slots=True)
class IsAnswered:
    """``answered(x)``"""

    step: str


@dataclass(frozen=True, slots=True)
class CountOf:
    """``count(x)``: how many things (words, files) the answer holds."""

    step: str


@dataclass(frozen=True, slots=True)
class YearsSince:
    """``years_since(x)``: whole years from the date in the answer to today."""

    step: str


@dataclass(frozen=True, slots=True)
class Communes:
    """``communes('group')``: the communes of a group of the province."""

    group: str


@dataclass(frozen=True, slots=True)
class Fact:
    """``open_now()``, ``on_duty()`` …: a fact of the world that is true or false, one of ``FACTS``."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers added up; the ones in ``less`` are taken away."""

    more: tuple[Term, ...]
    less: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two terms and how they stand to each other."""

    left: Term
    operator: Operator
    right: Term


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Expr


@dataclass(frozen=True, slots=True)
class All:
    """``and``"""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``or``"""

    parts: tuple[Expr, ...]


Term: TypeAlias = (
    "Constant | Several | StepAnswer | IsAnswered | CountOf | YearsSince | Communes | Fact | Sum"
)
Expr: TypeAlias = "Term | Compare | Not | All | AnyOf"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written, and as understood."""

    source: str
    expr: Expr


def terms(expr: Expr) -> Iterator[Term | Compare]:
    """Every comparison and every term, from left to right."""
    match expr:
        case Not(part):
            yield from terms(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from terms(part)
        case Compare(left, _, right):
            yield expr
            yield from terms(left)
            yield from terms(right)
        case Sum(more, less):
            yield expr
            for part in (*more, *less):
                yield from terms(part)
        case _:
            yield expr


def rewritten(expr: Expr, names: Callable[[str], Term]) -> Expr:
    """The same expression about other steps: every name is replaced by what it stands for."""
    match expr:
        case Not(part):
            return Not(rewritten(part, names))
        case All(parts):
            return All(tuple(rewritten(part, names) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(rewritten(part, names) for part in parts))
        case Compare(left, operator, right):
            return Compare(_renamed(left, names), operator, _renamed(right, names))
        case _:
            return _renamed(expr, names)


def _renamed(term: Term, names: Callable[[str], Term]) -> Term:
    match term:
        case StepAnswer(step):
            return names(step)
        case Sum(more, less):
            return Sum(
                tuple(_renamed(part, names) for part in more), tuple(_renamed(part, names) for part in less)
            )
        case IsAnswered(step) | CountOf(step) | YearsSince(step):
            found = names(step)
            # A constant in the place of an answer is there, once, and is no date.
            if isinstance(found, StepAnswer):
                return type(term)(found.step)
            return Constant(True) if isinstance(term, IsAnswered) else Constant(1)
        case _:
            return term
