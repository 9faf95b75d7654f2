"""Puts sub-flows in the place of their calls: drafts → one flow whose steps know each other by the path of calls.

The engine and the checks never meet a call stack. Every name is looked up here, once: in the steps and inputs
of its own file, or as ``call.output``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.flow.conditions import Condition, StepAnswer, Term, rewritten
from bot.flow.defaults import Defaults
from bot.flow.drafts import PARTS, Draft
from bot.flow.model import (
    SKIP,
    Asking,
    BranchStep,
    CallStep,
    ExitStep,
    Flow,
    GotoStep,
    HandoffStep,
    Point,
    QuestionStep,
    ReviewStep,
    Rule,
    SayStep,
    SetStep,
    SourceText,
    Step,
    SubmitStep,
    is_within,
)
from bot.flow.naming import MAX_DEPTH, outputs_of, path_of
from bot.flow.versions import version_of
from bot.problems import Findings

MAX_STEPS: Final = 500
"""Of a flow with all its sub-flows."""


@dataclass(frozen=True, slots=True)
class Linked:
    """``outputs`` says how the file itself names what its calls give: path → ``call.output``. ``cut``: it grew too long."""

    draft: Draft
    flow: Flow
    outputs: Mapping[str, str]
    cut: bool


def link(
    draft: Draft, parts: Mapping[str, Draft], findings: Mapping[str, Findings], defaults: Defaults
) -> Linked:
    """The flow of a draft, its calls expanded; problems of the file itself go to its findings.

    A sub-flow is linked for itself too, its inputs standing for answers of their names: so its problems are
    told once, however often it is called.
    """
    linker = _Linker(parts, findings)
    scope = _Scope(draft, "", {name: StepAnswer(name) for name in draft.inputs})
    linker.expand(scope, None, (draft.id,) if draft.part else ())
    linker.finish()
    flow = Flow(
        draft.id,
        version_of(draft.start, linker.steps),
        draft.start,
        linker.steps,
        {**draft.texts, **linker.texts},
        linker.head(scope, 1),
        draft.answers_kept_days,
        draft.audience,
        linker.top_condition(scope, draft.quiet_when, "quiet_when"),
        linker.top_condition(scope, draft.recap_when, "recap"),
        draft.beside,
        defaults.misses,
        draft.apart,
        draft.migration,
    )
    return Linked(draft, flow, dict(outputs_of(parts, draft)), linker.cut)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where names are looked up: one draft, the path its steps stand under, what its inputs are bound to."""

    draft: Draft
    prefix: str
    inputs: Mapping[str, Term]

    @property
    def names(self) -> list[str]:
        return [*self.draft.steps, *self.inputs]

    def path(self, name: str) -> str:
        return f"{self.prefix}{name}"


@dataclass(slots=True)
class _Linker:
    parts: Mapping[str, Draft]
    findings: Mapping[str, Findings]
    steps: dict[str, Step] = field(default_factory=dict)
    texts: dict[str, SourceText] = field(default_factory=dict)
    scopes: dict[str, _Scope] = field(default_factory=dict)
    cut: bool = False

    def expand(self, scope: _Scope, after: str | None, chain: tuple[str, ...]) -> None:
        """Add the steps of a draft, those of its calls at their places; ``after`` is where its end leads."""
        self.texts |= scope.draft.texts
        for step in scope.draft.steps.values():
            if len(self.steps) >= MAX_STEPS:
                self.cut = True
                return
            linked = self._linked(scope, step, after)
            self.steps[linked.id] = linked
            self.scopes[linked.id] = scope
            if isinstance(linked, CallStep):
                self._call(scope, linked, step.id, chain)

    def finish(self) -> None:
        """What can only be looked up when all steps are there: the lists of steps that may name a whole call."""
        for path, step in self.steps.items():
            scope = self.scopes[path]
            if isinstance(step, ReviewStep) and step.steps is not None:
                self.steps[path] = replace(step, steps=self._listed(scope, step, step.steps))
            elif isinstance(step, Asking) and step.depends:
                self.steps[path] = replace(step, depends=self._listed(scope, step, step.depends))

    def top_condition(self, scope: _Scope, condition: Condition | None, key: str) -> Condition | None:
        """A condition of the flow itself."""
        return self._condition(scope, self.head(scope, scope.draft.lines.get(key, 1)), condition)

    def head(self, scope: _Scope, line: int) -> SayStep:
        """What stands for the flow itself."""
        draft = scope.draft
        head = SayStep(id="", line=line, file=draft.file, key=draft.id)
        return replace(head, names=self._named(scope, head))

    # --- calls

    def _call(self, scope: _Scope, call: CallStep, name: str, chain: tuple[str, ...]) -> None:
        part = self.parts.get(call.part)
        if part is None:
            self._missing(scope, call)
        elif part.id in chain:
            names = " → ".join((*chain[chain.index(part.id) :], part.id))
            self.findings[call.file].add("call_round", call.line, name, names=names)
        elif len(chain) >= MAX_DEPTH:
            self.findings[call.file].add("call_deep", call.line, name, limit=MAX_DEPTH)
        else:
            inner = _Scope(part, f"{scope.path(name)}.", call.inputs)
            self.steps[call.id] = replace(call, next=inner.path(part.start))
            self.expand(inner, call.back, (*chain, part.id))

    def _missing(self, scope: _Scope, call: CallStep) -> None:
        file = f"{PARTS}{call.part}.yaml"
        if file in self.findings:
            self._problem(scope, call, "part_broken", name=call.part, file=file)
        elif call.part:
            self._problem(scope, call, "part_missing", name=call.part, options=self.parts)

    # --- names

    def _term(self, scope: _Scope, step: Point, name: str) -> Term:
        """What a name stands for; an unknown one is a problem, and stays as it is."""
        if name in scope.inputs:
            return scope.inputs[name]
        path = path_of(self.parts, scope.draft, name)
        if path is None:
            self._unknown(scope, step, name)
        return StepAnswer(scope.path(path or name))

    def _unknown(self, scope: _Scope, step: Point, name: str) -> None:
        call, _, output = name.partition(".")
        caller = scope.draft.steps.get(call)
        if isinstance(caller, CallStep) and output:
            part = self.parts.get(caller.part)
            if part is not None:
                self._problem(scope, step, "output_unknown", deed=part.id, name=output, options=part.outputs)
            return  # a part that is not there is told at its call
        outputs = [written for _, written in outputs_of(self.parts, scope.draft)]
        self._problem(scope, step, "condition_step", name=name, options=[*scope.names, *outputs])

    def _listed(self, scope: _Scope, step: Point, names: Iterable[str]) -> tuple[str, ...]:
        """The questions that these names mean; that of a call means all within it."""
        found: list[str] = []
        for name in names:
            path = path_of(self.parts, scope.draft, name)
            if path is None:
                options = [
                    *scope.draft.steps,
                    *(written for _, written in outputs_of(self.parts, scope.draft)),
                ]
                self._problem(scope, step, "target_missing", name=name, options=options)
                continue
            meant = self._questions(scope.path(path))
            found += meant
            if not meant:
                self._problem(scope, step, "not_question", name=name)
        return tuple(found)

    def _questions(self, path: str) -> list[str]:
        if isinstance(self.steps.get(path), QuestionStep):
            return [path]
        return [
            inner
            for inner, step in self.steps.items()
            if is_within(inner, path) and isinstance(step, QuestionStep)
        ]

    # --- one step

    def _linked(self, scope: _Scope, step: Step, after: str | None) -> Step:
        """The step under its path, everything that it names by paths too."""
        following = scope.path(step.following) if step.following else after
        next_ = self._target(scope, step, step.next)
        placed = replace(
            step,
            id=scope.path(step.id),
            when=self._condition(scope, step, step.when),
            next=next_,
            following=following,
            names=self._named(scope, step),
        )
        match placed:
            case BranchStep():
                return replace(placed, rules=tuple(self._rule(scope, placed, rule) for rule in placed.rules))
            case SetStep():
                return replace(placed, value=self._condition(scope, placed, placed.value) or placed.value)
            case SubmitStep():
                return replace(placed, inputs=self._inputs(scope, placed))
            case CallStep():
                return replace(placed, inputs=self._inputs(scope, placed), back=next_ or following)
            case ExitStep(outcome="done") if scope.draft.part:
                return _return(placed, after)
            case SayStep() | GotoStep() | HandoffStep() | ExitStep():
                return placed
            case _:
                return self._question(scope, placed)

    def _rule(self, scope: _Scope, step: Point, rule: Rule) -> Rule:
        next_ = self._target(scope, step, rule.next) or ""
        return replace(rule, when=self._condition(scope, step, rule.when), next=next_)

    def _question(self, scope: _Scope, step: QuestionStep) -> Step:
        options = tuple(
            replace(option, next=self._target(scope, step, option.next)) for option in step.options
        )
        attempts = step.attempts
        if attempts is not None and attempts.then != SKIP:
            attempts = replace(attempts, then=self._target(scope, step, attempts.then) or attempts.then)
        return replace(step, options=options, attempts=attempts)

    def _target(self, scope: _Scope, step: Point, name: str | None) -> str | None:
        if not name:
            return None
        if name not in scope.draft.steps:
            self._problem(scope, step, "target_missing", name=name, options=scope.draft.steps)
        return scope.path(name)

    def _condition(self, scope: _Scope, step: Point, condition: Condition | None) -> Condition | None:
        if condition is None:
            return None
        return replace(condition, expr=rewritten(condition.expr, self._names(scope, step)))

    def _names(self, scope: _Scope, step: Point) -> Callable[[str], Term]:
        return lambda name: self._term(scope, step, name)

    def _inputs(self, scope: _Scope, step: CallStep | SubmitStep) -> dict[str, Term]:
        return {
            name: self._term(scope, step, term.step) if isinstance(term, StepAnswer) else term
            for name, term in step.inputs.items()
        }

    def _named(self, scope: _Scope, step: Point) -> dict[str, str]:
        """Which paths the answers named in the texts of this step have; unknown names are left out."""
        paths: dict[str, str] = {}
        for name in scope.draft.quoted.get(step.key, ()):
            bound = scope.inputs.get(name)
            path = path_of(self.parts, scope.draft, name)
            if isinstance(bound, StepAnswer):
                paths[name] = bound.step
            elif path is not None and bound is None:
                paths[name] = scope.path(path)
        return paths

    def _problem(self, scope: _Scope, step: Point, slug: str, **values: object) -> None:
        """What is wrong in the file itself; of its sub-flows, each tells its own."""
        if not scope.prefix:
            self.findings[step.file].add(slug, step.line, step.id or None, **values)


def _return(step: ExitStep, after: str | None) -> Step:
    """``exit: done`` of a sub-flow goes back to the caller; where nothing comes after the call, it stays an end."""
    if after is None:
        return step
    kind = GotoStep if step.silent else SayStep
    return kind(
        id=step.id,
        line=step.line,
        file=step.file,
        key=step.key,
        when=step.when,
        next=after,
        following=step.following,
        names=step.names,
    )
