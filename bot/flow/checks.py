"""What is checked once a flow is read: its paths (G), answers (A) and texts (T)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.flow.condition_checks import ConditionChecks, never_changes
from bot.flow.conditions import Condition, CountOf, IsAnswered, StepAnswer, YearsSince, terms
from bot.flow.deeds import PROVIDED, Deed
from bot.flow.drafts import Draft
from bot.flow.graph import (
    Edge,
    always_before,
    always_passed,
    edges,
    moving_options,
    reachable,
    silent_loops,
    takes_more_than_options,
    unagreed,
)
from bot.flow.model import (
    Asking,
    BranchStep,
    CallStep,
    Flow,
    HandoffStep,
    QuestionStep,
    SetStep,
    Step,
    SubmitStep,
)
from bot.flow.words import fold
from bot.problems import Findings

MAX_LABEL: Final = 30


def check(
    flow: Flow,
    findings: Mapping[str, Findings],
    interrupt_words: Collection[str],
    deeds: Mapping[str, Deed],
    groups: Collection[str],
) -> None:
    """Note every problem of the flow as a whole, in the file it stands in."""
    checked = _Checked(flow, findings, ConditionChecks(flow, groups))
    for step in flow.steps.values():
        _check_end(checked, step)
        _check_conditions(checked, step)
        _check_labels(checked, step, {fold(word) for word in interrupt_words})
        if isinstance(step, QuestionStep) and not moving_options(step) and not takes_more_than_options(step):
            checked.problem(step, "no_options")
        if isinstance(step, SubmitStep | HandoffStep):
            _check_deed(checked, step, deeds)
    _check_paths(checked)
    _check_inputs(checked, deeds)
    _check_placeholders(checked, deeds)


def check_part(part: Draft, findings: Findings) -> None:
    """What a sub-flow declares: outputs that are its steps, inputs that it uses."""
    for name, step in part.outputs.items():
        if step.partition(".")[0] not in part.steps:
            findings.add("target_missing", part.lines.get("outputs", 1), name=step, options=part.steps)
        elif not isinstance(part.steps[step.partition(".")[0]], QuestionStep | CallStep | SetStep):
            findings.add("condition_not_question", part.lines.get("outputs", 1), name=name)
    used = {term.step for condition in _all_conditions(part.steps) for term in _named_terms(condition)}
    used |= {term.step for step in part.steps.values() for term in _given_terms(step)}
    for name in part.inputs:
        if name not in used:
            findings.add("input_unused", part.lines.get("inputs", 1), name=name)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A flow under examination: ``ways`` are the ways out of each of its steps."""

    flow: Flow
    findings: Mapping[str, Findings]
    conditions: ConditionChecks
    ways: dict[str, tuple[Edge, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ways.update({name: edges(step) for name, step in self.flow.steps.items()})

    def problem(self, step: Step, slug: str, **values: object) -> None:
        """Note a problem of this step, by its name in its own file."""
        self.findings[step.file].add(slug, step.line, step.id.rpartition(".")[2] or None, **values)


# --- paths -----------------------------------------------------------------------------------


def _check_end(checked: _Checked, step: Step) -> None:
    """The end of the file is an end only for a deed that is done."""
    ways = checked.ways[step.id]
    if any(edge.to is None and (edge.skipped or not isinstance(step, SubmitStep)) for edge in ways):
        checked.problem(step, "no_end")


def _check_paths(checked: _Checked) -> None:
    flow, ways = checked.flow, checked.ways
    found = reachable(flow, ways)
    for step in flow.steps.values():
        if step.id not in found:
            checked.problem(step, "unreachable_submit" if isinstance(step, SubmitStep) else "unreachable")
    for name in sorted(unagreed(flow, ways)):
        step = flow.steps[name]
        if isinstance(step, Asking) and step.sensitive and not step.urgent:
            checked.problem(step, "sensitive_early")
    for loop in silent_loops(flow, ways):
        checked.problem(flow.steps[loop[0]], "loop", names=" → ".join((*loop, loop[0])))


# --- answers ---------------------------------------------------------------------------------


def _check_conditions(checked: _Checked, step: Step) -> None:
    for condition in _conditions(step):
        is_value = isinstance(step, SetStep) and condition is step.value
        troubles = checked.conditions.value_problems if is_value else checked.conditions.problems
        for slug, values in troubles(condition):
            checked.problem(step, slug, source=condition.source, **values)
        if never_changes(condition):
            checked.problem(step, "condition_constant_value", source=condition.source)


def _conditions(step: Step) -> Iterator[Condition]:
    if step.when is not None:
        yield step.when
    if isinstance(step, SetStep):
        yield step.value
    if isinstance(step, BranchStep):
        yield from (rule.when for rule in step.rules if rule.when is not None)


def _all_conditions(steps: Mapping[str, Step]) -> Iterator[Condition]:
    for step in steps.values():
        yield from _conditions(step)


def _named_terms(condition: Condition) -> Iterator[StepAnswer | IsAnswered | CountOf | YearsSince]:
    for term in terms(condition.expr):
        if isinstance(term, StepAnswer | IsAnswered | CountOf | YearsSince):
            yield term


def _given_terms(step: Step) -> Iterator[StepAnswer]:
    if isinstance(step, CallStep | SubmitStep):
        yield from (term for term in step.inputs.values() if isinstance(term, StepAnswer))


def _check_deed(checked: _Checked, step: SubmitStep | HandoffStep, deeds: Mapping[str, Deed]) -> None:
    name = step.deed if isinstance(step, SubmitStep) else step.who
    deed = deeds.get(name)
    if deed is None:
        key = "submit" if isinstance(step, SubmitStep) else "handoff"
        checked.problem(step, "value_unknown", key=key, name=name, options=deeds)
        return
    given = set(step.inputs) if isinstance(step, SubmitStep) else set()
    for missing in sorted(deed.required - given):
        checked.problem(step, "input_missing", deed=name, name=missing)
    for unknown in sorted(given - deed.inputs):
        checked.problem(step, "input_unknown", deed=name, name=unknown, options=deed.inputs)


def _check_inputs(checked: _Checked, deeds: Mapping[str, Deed]) -> None:
    """Answers only where every path has asked for them; required inputs of deeds where they were really given."""
    asked = always_before(checked.flow, checked.ways)
    passed = always_passed(checked.flow, checked.ways)
    for step in checked.flow.steps.values():
        for condition in _conditions(step):
            for named in _named_terms(condition):
                _check_asked(checked, step, named.step, passed)
        deed = deeds.get(step.deed) if isinstance(step, SubmitStep) else None
        for name, term in step.inputs.items() if isinstance(step, SubmitStep) else ():
            if isinstance(term, StepAnswer):
                _check_source(checked, step, term)
                if deed and name in deed.required:
                    _check_asked(checked, step, term.step, asked)


def _check_source(checked: _Checked, step: Step, term: StepAnswer) -> None:
    source = checked.flow.steps.get(term.step)
    if source is not None and not isinstance(source, Asking | SetStep):
        names = [step.id for step in checked.flow.steps.values() if isinstance(step, Asking)]
        checked.problem(step, "input_not_question", name=term.step, options=names)


def _check_asked(
    checked: _Checked, step: Step, source: str, on_every_path: Mapping[str, frozenset[str]]
) -> None:
    """Unreachable steps and unknown names are told elsewhere."""
    known = source in checked.flow.steps
    if known and step.id in on_every_path and source not in on_every_path[step.id]:
        checked.problem(step, "input_not_asked", name=source)


# --- texts -----------------------------------------------------------------------------------

_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


def _check_placeholders(checked: _Checked, deeds: Mapping[str, Deed]) -> None:
    steps = {step.key: step for step in checked.flow.steps.values()}
    for key, text in checked.flow.texts.items():
        owner = steps.get(key.rpartition(".")[0]) or steps.get(".".join(key.split(".")[:2]))
        step = owner or checked.flow.head
        allowed = PROVIDED | {f"answer.{name}" for name in step.names} | _given(step, key, deeds)
        findings = checked.findings[text.file]
        name_of = step.id.rpartition(".")[2] or None
        for name in dict.fromkeys(_PLACEHOLDER.findall(text.vi)):
            asked = checked.flow.steps.get(step.names.get(name.removeprefix("answer."), ""))
            if isinstance(asked, Asking) and asked.private and name.startswith("answer."):
                findings.add("placeholder_private", text.line, name_of, name=name.removeprefix("answer."))
            elif name not in allowed or (name.startswith("answer.") and not isinstance(asked, Asking)):
                findings.add("placeholder_unknown", text.line, name_of, name=name, options=allowed)
        if set("{}") & set(_PLACEHOLDER.sub("", text.vi)):
            findings.add("brace_alone", text.line, name_of)


def _given(step: Step, key: str, deeds: Mapping[str, Deed]) -> frozenset[str]:
    """What the receipt of a deed may name besides."""
    deed = deeds.get(step.deed) if isinstance(step, SubmitStep) and key.endswith(".receipt") else None
    return deed.gives if deed else frozenset()


def _check_labels(checked: _Checked, step: Step, interrupt_words: Collection[str]) -> None:
    if not isinstance(step, Asking):
        return
    seen: dict[str, str] = {}
    for option in step.options:
        text = checked.flow.texts.get(option.label)
        if text is None:
            continue
        form = fold(text.vi)
        findings, name = checked.findings[text.file], step.id.rpartition(".")[2]
        if form in seen:
            findings.add("labels_alike", text.line, name, first=seen[form], second=text.vi)
        if len(text.vi) > MAX_LABEL:
            findings.add("label_long", text.line, name, limit=MAX_LABEL)
        if form in interrupt_words:
            findings.add("label_is_interrupt", text.line, name, name=text.vi)
        seen.setdefault(form, text.vi)
