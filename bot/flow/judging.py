"""Can a condition hold, can it fail? Tried out over every answer that the questions it names can have.

What has no end of answers (a number, a date, several choices, the world) counts as true, false or unknown.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.flow.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Constant,
    Expr,
    IsAnswered,
    Not,
    Several,
    StepAnswer,
    Term,
)
from bot.flow.graph import NONE, OWN, Ways, answering_options, possible_answers, takes_more_than_options
from bot.flow.model import (
    Asking,
    ChoiceStep,
    ConsentStep,
    DateStep,
    Flow,
    ManyStep,
    NumberStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    Rule,
    Step,
)
from bot.flow.session import Value
from bot.flow.truth import evaluate

MAX_WORLDS: Final = 4096
"""More combinations than these are not judged."""

World: TypeAlias = "Mapping[str, Value]"
_NO_WORLD: Final[World] = {}


@dataclass(frozen=True, slots=True)
class Judge:
    """Conditions of one flow; ``steps`` also hold what stands for the inputs of a sub-flow."""

    flow: Flow
    ways: Ways
    steps: Mapping[str, Step]
    _possible: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def always(self, condition: Condition) -> bool:
        """Does it hold whatever was answered, or not answered?"""
        trial = self._trial([condition.expr], None)
        return trial is not None and all(trial.holds(0, world) for world in trial.worlds())

    def never(self, condition: Condition, at: str | None) -> bool:
        """Can it not hold at this step, with the answers that the paths to it give?"""
        trial = self._trial([condition.expr], at)
        return trial is not None and not any(trial.holds(0, world) for world in trial.worlds())

    def implies(self, first: Condition, second: Condition) -> bool:
        """Does the second hold wherever the first does?"""
        trial = self._trial([first.expr, second.expr], None)
        if trial is None:
            return first.expr == second.expr
        return all(trial.holds(1, world) for world in trial.worlds() if trial.holds(0, world))

    def left_out(self, rules: Sequence[Rule], at: str | None) -> list[int]:
        """The rules of a branch that others always come before; nothing where there are too many answers."""
        trial = self._trial([_expr(rule) for rule in rules], at)
        if trial is None:
            return []
        first = {next(n for n in range(len(rules)) if trial.holds(n, world)) for world in trial.worlds()}
        return [n for n in range(len(rules)) if n not in first]

    # --- the answers to try

    def _trial(self, expressions: Sequence[Expr], at: str | None) -> _Trial | None:
        trial = _Trial(self.steps)
        trial.conditions += [Condition("", trial.finite(expr)) for expr in expressions]
        for path in trial.named:
            trial.values[path] = [_value(self.steps[path], given) for given in self._answers(path, at)]
        return trial if trial.size <= MAX_WORLDS else None

    def _answers(self, path: str, at: str | None) -> Collection[str]:
        step = self.steps[path]
        if not isinstance(step, QuestionStep):
            return (OWN, NONE)
        if at is None or path not in self.flow.steps:
            options = [option.id for option in answering_options(step)]
            return (*options, *((OWN,) if takes_more_than_options(step) else ()), NONE)
        if path not in self._possible:
            self._possible[path] = possible_answers(self.flow, self.ways, path)
        return sorted(self._possible[path].get(at, frozenset({NONE})))


@dataclass(slots=True)
class _Trial:
    """``values`` of the steps in ``named``, and of the comparisons that have no end of answers."""

    steps: Mapping[str, Step]
    conditions: list[Condition] = field(default_factory=list)
    named: dict[str, None] = field(default_factory=dict)
    values: dict[str, list[Value]] = field(default_factory=dict)
    endless: dict[Expr, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        size = 1
        for values in self.values.values():
            size *= len(values)
        return size

    def worlds(self) -> Iterator[World]:
        for values in itertools.product(*self.values.values()):
            yield dict(zip(self.values, values, strict=True))

    def holds(self, n: int, world: World) -> bool:
        return evaluate(self.conditions[n], world, _NO_WORLD.get) is True

    def finite(self, expr: Expr) -> Expr:
        """The same expression, a made-up name in the place of what cannot be tried out."""
        match expr:
            case Not(part):
                return Not(self.finite(part))
            case All(parts):
                return All(tuple(self.finite(part) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self.finite(part) for part in parts))
            case Constant():
                return expr
            case IsAnswered(step) if step in self.steps:
                self.named[step] = None
                return expr
            case Compare(left, _, right) if self._is_finite(left, right) and self._is_finite(right, left):
                self.named |= {term.step: None for term in (left, right) if isinstance(term, StepAnswer)}
                return expr
            case _:
                return self._endless(expr)

    def _endless(self, expr: Expr) -> Expr:
        name = self.endless.setdefault(expr, f"?{len(self.endless)}")
        self.values[name] = [True, False, None]
        return StepAnswer(name)

    def _is_finite(self, term: Term, other: Term) -> bool:
        """Options are few; of a question that takes own words, only options can be told apart."""
        if not isinstance(term, StepAnswer):
            return isinstance(term, Constant | Several)
        match self.steps.get(term.step):
            case ChoiceStep(provided=provided):
                return provided is None
            case ConsentStep() | ReviewStep():
                return True
            case NumberStep() | DateStep() | ManyStep():
                return False
            case Asking():
                return isinstance(other, Constant | Several)
            case _:
                return False


def _expr(rule: Rule) -> Expr:
    return Constant(True) if rule.when is None else rule.when.expr


def _value(step: Step, given: str) -> Value:
    """The answer that stands for this; own words are no option."""
    if given == NONE:
        return None
    if given == OWN:
        return {"place": ""} if isinstance(step, PlaceStep) else {}
    return given if isinstance(step, ChoiceStep | ConsentStep | ReviewStep) else {"option": given}
