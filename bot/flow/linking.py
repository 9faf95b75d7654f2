"""Puts sub-flows in the place of their calls: drafts → one flow whose steps know each other by the path of calls.

The engine and the checks never meet a call stack. Every name is looked up here, once: in the steps and inputs
of its own file, or as ``call.output``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Final

from bot.flow.answers import named_answers
from bot.flow.conditions import Condition, StepAnswer, Term, rewritten
from bot.flow.defaults import Defaults
from bot.flow.drafts import Draft
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
from bot.problems import Findings

MAX_DEPTH: Final = 5
MAX_STEPS: Final = 500
"""Of a flow with all its sub-flows."""


def link(
    draft: Draft, parts: Mapping[str, Draft], findings: Mapping[str, Findings], defaults: Defaults
) -> Flow:
    """The flow of a draft, its calls expanded; problems go to the findings of the file they stand in."""
    linker = _Linker(parts, findings)
    scope = _Scope(draft, "", {})
    linker.expand(scope, None, ())
    linker.finish()
    return Flow(
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
    )


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

    def expand(self, scope: _Scope, after: str | None, chain: tuple[str, ...]) -> None:
        """Add the steps of a draft, those of its calls at their places; ``after`` is where its end leads."""
        self.texts |= scope.draft.texts
        for step in scope.draft.steps.values():
            if len(self.steps) >= MAX_STEPS:
                self._problem(step, "too_many", key="steps", limit=MAX_STEPS)
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
            self._problem(call, "part_missing", name=call.part, options=self.parts)
        elif part.id in chain:
            self._problem(call, "call_round", names=" → ".join((*chain, part.id)))
        elif len(chain) >= MAX_DEPTH:
            self._problem(call, "call_deep", limit=MAX_DEPTH)
        else:
            self._check_inputs(call, part)
            inner = _Scope(part, f"{scope.path(name)}.", call.inputs)
            self.steps[call.id] = replace(call, next=inner.path(part.start))
            self.expand(inner, call.back, (*chain, part.id))

    def _check_inputs(self, call: CallStep, part: Draft) -> None:
        for name in part.inputs:
            if name not in call.inputs:
                self._problem(call, "part_input_missing", deed=part.id, name=name)
        for name in call.inputs:
            if name not in part.inputs:
                self._problem(call, "part_input_unknown", deed=part.id, name=name, options=part.inputs)

    # --- names

    def _term(self, scope: _Scope, step: Point, name: str) -> Term:
        """What a name stands for; an unknown one is a problem, and stays as it is."""
        if name in scope.inputs:
            return scope.inputs[name]
        path = self._path(scope.draft, name)
        if path is None:
            self._problem(
                step, "condition_step", name=name, options=[*scope.names, *self._outputs(scope.draft)]
            )
        return StepAnswer(scope.path(path or name))

    def _path(self, draft: Draft, name: str) -> str | None:
        """The path of a step, or of a call's output, below its draft."""
        if name in draft.steps:
            return name
        call, _, output = name.partition(".")
        step = draft.steps.get(call)
        part = self.parts.get(step.part) if isinstance(step, CallStep) else None
        if part is None or output not in part.outputs:
            return None
        inner = self._path(part, part.outputs[output])
        return f"{call}.{inner}" if inner else None

    def _outputs(self, draft: Draft) -> Iterator[str]:
        for step in draft.steps.values():
            if isinstance(step, CallStep) and step.part in self.parts:
                yield from (f"{step.id}.{output}" for output in self.parts[step.part].outputs)

    def _listed(self, scope: _Scope, step: Point, names: Iterable[str]) -> tuple[str, ...]:
        """The questions that these names mean; that of a call means all within it."""
        found: list[str] = []
        for name in names:
            path = self._path(scope.draft, name)
            if path is None:
                self._problem(step, "target_missing", name=name, options=scope.draft.steps)
            elif isinstance(self.steps.get(scope.path(path)), CallStep):
                found += [inner for inner in self._questions() if is_within(inner, scope.path(path))]
            else:
                found.append(scope.path(path))
        return tuple(found)

    def _questions(self) -> Iterator[str]:
        return (path for path, step in self.steps.items() if isinstance(step, QuestionStep))

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
        if name is None:
            return None
        if name not in scope.draft.steps:
            self._problem(step, "target_missing", name=name, options=scope.draft.steps)
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
        words = (text.vi for key, text in scope.draft.texts.items() if key.startswith(f"{step.key}."))
        paths: dict[str, str] = {}
        for name in {name for one in words for name in named_answers(one)}:
            bound = scope.inputs.get(name)
            path = self._path(scope.draft, name)
            if isinstance(bound, StepAnswer):
                paths[name] = bound.step
            elif path is not None and bound is None:
                paths[name] = scope.path(path)
        return paths

    def _problem(self, step: Point, slug: str, **values: object) -> None:
        self.findings[step.file].add(slug, step.line, step.id.rpartition(".")[2] or None, **values)


def _return(step: ExitStep, after: str | None) -> Step:
    """``exit: done`` of a sub-flow goes back to the caller."""
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


# --- the name of a flow's logic --------------------------------------------------------------

_WORDING: Final = frozenset({"line", "file", "icon", "layout", "label", "names", "key"})


def version_of(start: str, steps: Mapping[str, Step]) -> str:
    """Names the logic of a flow: 16 hex digits that no change of words, icons or layout moves."""
    logic = json.dumps([start, [_logic(step) for step in steps.values()]], sort_keys=True)
    return hashlib.sha256(logic.encode()).hexdigest()[:16]


def _logic(value: object) -> object:
    """The JSON of what decides where a flow goes: kinds and fields, no words."""
    if isinstance(value, Condition):
        return value.source
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_logic(item) for item in value]
    if is_dataclass(value):
        named = {f.name: _logic(getattr(value, f.name)) for f in fields(value) if f.name not in _WORDING}
        return {"kind": type(value).__name__, **named}
    return {key: _logic(item) for key, item in value.items()} if isinstance(value, Mapping) else value
