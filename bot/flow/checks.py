"""What is checked once a flow is read: its paths (G), answers (A) and texts (T)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from bot.flow.condition_checks import condition_problems, never_changes
from bot.flow.conditions import Condition
from bot.flow.deeds import PROVIDED, Deed
from bot.flow.graph import Edge, always_before, edges, reachable, silent_loops, targets, unagreed
from bot.flow.model import (
    Asking,
    BranchStep,
    ChoiceStep,
    Flow,
    ReviewStep,
    Step,
    SubmitStep,
    text_key,
)
from bot.flow.words import fold
from bot.problems import Findings

MAX_LABEL = 30


def check(
    flow: Flow, findings: Findings, interrupt_words: Collection[str], deeds: Mapping[str, Deed]
) -> None:
    """Note every problem of the flow as a whole."""
    ways = {name: edges(step) for name, step in flow.steps.items()}
    for step in flow.steps.values():
        _check_targets(flow, step, findings)
        _check_end(step, ways[step.id], findings)
        _check_conditions(flow, step, findings)
        _check_labels(flow, step, findings, {fold(word) for word in interrupt_words})
        if isinstance(step, ChoiceStep) and not step.accept and all(option.hint for option in step.options):
            findings.add("no_options", step.line, step.id)
        if isinstance(step, SubmitStep):
            _check_deed(step, deeds, findings)
    _check_paths(flow, ways, findings)
    _check_inputs(flow, ways, deeds, findings)
    _check_placeholders(flow, deeds, findings)


# --- paths -----------------------------------------------------------------------------------


def _check_targets(flow: Flow, step: Step, findings: Findings) -> None:
    for name in targets(step):
        if name not in flow.steps:
            findings.add("target_missing", step.line, step.id, name=name, options=flow.steps)
    if isinstance(step, ReviewStep):
        for name in step.steps or ():
            if name not in flow.steps:
                findings.add("target_missing", step.line, step.id, name=name, options=flow.steps)


def _check_end(step: Step, ways: tuple[Edge, ...], findings: Findings) -> None:
    """The end of the file is an end only for a deed that is done."""
    if any(edge.to is None and (edge.skipped or not isinstance(step, SubmitStep)) for edge in ways):
        findings.add("no_end", step.line, step.id)


def _check_paths(flow: Flow, ways: dict[str, tuple[Edge, ...]], findings: Findings) -> None:
    found = reachable(flow, ways)
    for step in flow.steps.values():
        if step.id not in found:
            slug = "unreachable_submit" if isinstance(step, SubmitStep) else "unreachable"
            findings.add(slug, step.line, step.id)
    for name in sorted(unagreed(flow, ways)):
        step = flow.steps[name]
        if isinstance(step, Asking) and step.sensitive and not step.urgent:
            findings.add("sensitive_early", step.line, name)
    for loop in silent_loops(flow, ways):
        findings.add("loop", flow.steps[loop[0]].line, loop[0], names=" → ".join((*loop, loop[0])))


# --- answers ---------------------------------------------------------------------------------


def _check_conditions(flow: Flow, step: Step, findings: Findings) -> None:
    for condition in _conditions(step):
        for slug, values in condition_problems(condition, flow):
            findings.add(slug, step.line, step.id, source=condition.source, **values)
        if never_changes(condition):
            findings.add("condition_constant_value", step.line, step.id, source=condition.source)


def _conditions(step: Step) -> Iterator[Condition]:
    if step.when is not None:
        yield step.when
    if isinstance(step, BranchStep):
        yield from (rule.when for rule in step.rules if rule.when is not None)
    if isinstance(step, ReviewStep) and step.quiet_when is not None:
        yield step.quiet_when


def _check_deed(step: SubmitStep, deeds: Mapping[str, Deed], findings: Findings) -> None:
    deed = deeds.get(step.deed)
    if deed is None:
        findings.add("value_unknown", step.line, step.id, key="submit", name=step.deed, options=deeds)
        return
    for name in sorted(deed.required - set(step.inputs)):
        findings.add("input_missing", step.line, step.id, deed=step.deed, name=name)
    for name in sorted(set(step.inputs) - deed.inputs):
        findings.add("input_unknown", step.line, step.id, deed=step.deed, name=name, options=deed.inputs)


def _check_inputs(
    flow: Flow, ways: dict[str, tuple[Edge, ...]], deeds: Mapping[str, Deed], findings: Findings
) -> None:
    """Required inputs must have been asked on every path to the deed."""
    asked = [step.id for step in flow.steps.values() if isinstance(step, Asking)]
    before = always_before(flow, ways)
    for step in flow.steps.values():
        if not isinstance(step, SubmitStep):
            continue
        deed = deeds.get(step.deed)
        for name, source in step.inputs.items():
            if source not in asked:
                findings.add("input_not_question", step.line, step.id, name=source, options=asked)
            elif deed and name in deed.required and source not in before.get(step.id, {source}):
                findings.add("input_not_asked", step.line, step.id, name=source)


# --- texts -----------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


def _check_placeholders(flow: Flow, deeds: Mapping[str, Deed], findings: Findings) -> None:
    for key, text in flow.texts.items():
        step = flow.steps.get(key.split(".")[1])
        step_id = step.id if step else None
        allowed = PROVIDED | _answers_named(flow) | _given(step, key, deeds)
        for name in dict.fromkeys(_PLACEHOLDER.findall(text.vi)):
            asked = flow.steps.get(name.removeprefix("answer."))
            if isinstance(asked, Asking) and asked.private and name.startswith("answer."):
                findings.add("placeholder_private", text.line, step_id, name=asked.id)
            elif name not in allowed:
                findings.add("placeholder_unknown", text.line, step_id, name=name, options=allowed)
        if set("{}") & set(_PLACEHOLDER.sub("", text.vi)):
            findings.add("brace_alone", text.line, step_id)


def _answers_named(flow: Flow) -> set[str]:
    return {f"answer.{step.id}" for step in flow.steps.values() if isinstance(step, Asking)}


def _given(step: Step | None, key: str, deeds: Mapping[str, Deed]) -> frozenset[str]:
    """What the receipt of a deed may name besides."""
    deed = deeds.get(step.deed) if isinstance(step, SubmitStep) and key.endswith(".receipt") else None
    return deed.gives if deed else frozenset()


def _check_labels(flow: Flow, step: Step, findings: Findings, interrupt_words: Collection[str]) -> None:
    if not isinstance(step, Asking):
        return
    seen: dict[str, str] = {}
    for option in step.options:
        text = flow.texts.get(text_key(flow.id, step.id, f"opt.{option.id}"))
        if text is None:
            continue
        form = fold(text.vi)
        if form in seen:
            findings.add("labels_alike", text.line, step.id, first=seen[form], second=text.vi)
        if len(text.vi) > MAX_LABEL:
            findings.add("label_long", text.line, step.id, limit=MAX_LABEL)
        if form in interrupt_words:
            findings.add("label_is_interrupt", text.line, step.id, name=text.vi)
        seen.setdefault(form, text.vi)
