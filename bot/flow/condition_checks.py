"""The types of conditions: what a comparison may stand between, and the options it may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

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
    Several,
    StepAnswer,
    Sum,
    Term,
    YearsSince,
    terms,
)
from bot.flow.graph import answering_options
from bot.flow.model import (
    Asking,
    ChoiceStep,
    ConsentStep,
    DateStep,
    ManyStep,
    NumberStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    SetStep,
    Step,
    SubmitStep,
)

Trouble: TypeAlias = tuple[str, dict[str, object]]
"""A sentence of ``sentences.py`` and its values."""

Named: Final = StepAnswer | IsAnswered | CountOf | YearsSince
"""The terms that name a step."""

Kind: TypeAlias = Literal["word", "number", "truth", "list", "date", "place", "communes", "other"]


@dataclass(frozen=True, slots=True)
class ConditionChecks:
    """Conditions over these steps; ``groups`` are the groups of communes there are."""

    steps: Mapping[str, Step]
    groups: Collection[str]

    def problems(self, condition: Condition) -> Iterator[Trouble]:
        """What is wrong with a condition, which must be true or false in the end."""
        yield from self._found(condition.expr, truth=True)

    def value_problems(self, condition: Condition) -> Iterator[Trouble]:
        """What is wrong with the value of a ``set``."""
        yield from self._found(condition.expr, truth=False)

    def kind_of(self, expr: Expr) -> Kind:
        """What an expression gives; a value that leads back to itself is of no kind."""
        match expr:
            case Constant(value=bool()) | Fact() | IsAnswered() | Compare() | Not() | All() | AnyOf():
                return "truth"
            case Constant(value=str()):
                return "word"
            case Constant() | CountOf() | YearsSince() | Sum():
                return "number"
            case Several():
                return "list"
            case Communes():
                return "communes"
            case StepAnswer(path):
                return self._kind_of_step(self.source(path))
            case _:
                assert_never(expr)

    def source(self, path: str) -> str:
        """The step whose answer a name really stands for: a ``set`` may only pass another on."""
        seen: set[str] = set()
        while isinstance(step := self.steps.get(path), SetStep) and isinstance(step.value.expr, StepAnswer):
            if path in seen:
                return ""
            seen.add(path)
            path = step.value.expr.step
        return path

    def _kind_of_step(self, path: str) -> Kind:
        match self.steps.get(path):
            case ManyStep():
                return "list"
            case NumberStep():
                return "number"
            case DateStep():
                return "date"
            case PlaceStep():
                return "place"
            case SetStep(value=value):
                return self.kind_of(value.expr)
            case ChoiceStep() | ConsentStep() | ReviewStep():
                return "word"
            case Asking(options=options):
                return "word" if options else "other"
            case _:
                return "other"

    # --- names

    def _found(self, expr: Expr, *, truth: bool) -> Iterator[Trouble]:
        # Types are looked at only where every name is known: one mistake is one problem.
        named = [term for term in terms(expr) if isinstance(term, Named)]
        if any(term.step not in self.steps for term in named):
            return  # told when the flow was linked
        wrong = [*self._groups(expr), *(trouble for term in named for trouble in self._answers(term))]
        yield from wrong or (self._truth(expr) if truth else self._value(expr))

    def _groups(self, expr: Expr) -> Iterator[Trouble]:
        for term in terms(expr):
            if isinstance(term, Communes) and term.group not in self.groups:
                yield "condition_group", {"name": term.group, "options": self.groups}

    def _answers(self, term: StepAnswer | IsAnswered | CountOf | YearsSince) -> Iterator[Trouble]:
        """Whether a step has such an answer."""
        step, name = self.steps[term.step], term.step
        if isinstance(step, SubmitStep) and isinstance(term, IsAnswered):
            return
        if isinstance(step, SetStep):
            if not isinstance(term, StepAnswer):
                yield "condition_not_question", {"name": name}
        elif not isinstance(step, Asking):
            yield "condition_not_question", {"name": name}
        elif isinstance(term, YearsSince) and not isinstance(step, DateStep):
            yield "condition_not_date", {"name": name}
        elif isinstance(term, StepAnswer) and self.kind_of(term) in {"other", "date"}:
            yield "condition_no_options", {"name": name}

    # --- types

    def _truth(self, expr: Expr) -> Iterator[Trouble]:
        match expr:
            case Not(part):
                yield from self._truth(part)
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._truth(part)
            case Compare():
                yield from self._comparison(expr)
            case _ if self.kind_of(expr) != "truth":
                yield "condition_not_true", {}

    def _value(self, expr: Expr) -> Iterator[Trouble]:
        if self.kind_of(expr) == "truth":
            yield from self._truth(expr)
        elif isinstance(expr, Sum):
            yield from self._numbers((*expr.more, *expr.less))
        elif self.kind_of(expr) not in {"word", "number"}:
            yield "condition_types", {}

    def _comparison(self, compare: Compare) -> Iterator[Trouble]:
        left, right = compare.left, compare.right
        for side in (left, right):
            if isinstance(side, Sum):
                yield from self._numbers((*side.more, *side.less))
        match compare.operator:
            case "in" | "not in":
                yield from self._member(left, right)
            case "==" | "!=":
                yield from self._pair(left, right)
            case _:
                yield from self._numbers((left, right))

    def _numbers(self, parts: Collection[Term]) -> Iterator[Trouble]:
        if any(self.kind_of(part) != "number" for part in parts):
            yield "condition_sizes", {}

    def _member(self, left: Term, right: Term) -> Iterator[Trouble]:
        match right:
            case Several(values):
                for value in values:
                    yield from self._pair(left, Constant(value))
            case Communes():
                if self.kind_of(left) != "place":
                    yield "condition_not_place", {}
            case StepAnswer(path) if self.kind_of(right) == "list":
                yield from self._option(path, left)
            case _:
                yield "condition_list", {}

    def _pair(self, left: Term, right: Term) -> Iterator[Trouble]:
        """Two terms that shall be equal: of one type, and an option that the step really has."""
        for step, other in ((left, right), (right, left)):
            if isinstance(step, StepAnswer) and isinstance(other, Constant) and isinstance(other.value, str):
                yield from self._option(step.step, other)
                return
        kinds = {self.kind_of(left), self.kind_of(right)}
        if len(kinds) > 1 or kinds & {"list", "communes", "date", "other"}:
            yield "condition_types", {}

    def _option(self, path: str, other: Term) -> Iterator[Trouble]:
        step = self.steps.get(self.source(path))
        if isinstance(step, SetStep):
            if self.kind_of(step.value.expr) != self.kind_of(other):
                yield "condition_types", {}
        elif not isinstance(other, Constant) or not isinstance(other.value, str):
            yield "condition_types", {}
        elif isinstance(step, ChoiceStep) and step.provided is not None:
            return  # the entries of a provided list are known at run time only
        elif not isinstance(step, Asking) or not step.options:
            yield "condition_types", {}
        else:
            yield from _named_option(step, other.value, path)


def _named_option(step: QuestionStep, name: str, path: str) -> Iterator[Trouble]:
    options = [option.id for option in step.options]
    answering = [option.id for option in answering_options(step)]
    if name not in options:
        yield "condition_option", {"step": path, "name": name, "options": answering}
    elif name not in answering:
        yield "option_no_answer", {"step": path, "name": name}


def never_changes(condition: Condition) -> bool:
    """Nothing that could change stands in it."""
    fixed = Constant | Several | Compare | Sum | Communes
    return all(isinstance(term, fixed) for term in terms(condition.expr))
