"""Texts: what they may name (T2), labels that can be told apart (T3), words that already mean something (T5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

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
    StepAnswer,
    YearsSince,
    terms,
)
from bot.flow.deeds import PROVIDED
from bot.flow.drafts import owner_of
from bot.flow.examined import Examined
from bot.flow.interrupts import STATUS
from bot.flow.judging import Judge
from bot.flow.model import Asking, Flow, QuestionStep, SourceText, Step, SubmitStep
from bot.flow.source_texts import MAX_TEXT
from bot.flow.words import fold
from bot.problems import Findings

MAX_LABEL: Final = 30
MAX_CAPTION: Final = 1024
"""Characters that may stand under a recording."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
_ANSWER: Final = "answer."


def check_texts(examined: Examined, judge: Judge, interrupts: Mapping[str, str]) -> None:
    """The texts of the file's own steps, and those of the flow itself; ``interrupts`` are folded words."""
    owners = {step.key: step for step in examined.own}
    for key, text in examined.draft.texts.items():
        if text.file == examined.draft.file:
            step = owners.get(owner_of(key), examined.flow.head)
            _check_length(examined, step, key, text)
            _check_placeholders(examined, judge, step, key, text)
    for step in examined.own:
        if isinstance(step, QuestionStep):
            _check_labels(examined, step, interrupts)


def check_list_texts(texts: Mapping[str, SourceText], findings: Findings) -> None:
    """Texts of shared lists belong to no question yet: they may only name what every text may."""
    for key, text in texts.items():
        label = _is_label(key)
        if label and len(text.vi) > MAX_LABEL:
            findings.add("label_long", text.line, limit=MAX_LABEL)
        for name in _names_in(text.vi):
            if label:
                findings.add("placeholder_label", text.line, name=name)
            elif name not in PROVIDED:
                findings.add("placeholder_unknown", text.line, name=name, options=PROVIDED)
        if _has_brace(text.vi):
            findings.add("brace_alone", text.line)


def _check_length(examined: Examined, step: Step, key: str, text: SourceText) -> None:
    slug, limit = ("label_long", MAX_LABEL) if ".opt." in key else ("caption_long", MAX_CAPTION)
    if limit < len(text.vi) <= MAX_TEXT:
        examined.problem(step, slug, text.line, limit=limit)


# --- what texts name -------------------------------------------------------------------------


def _check_placeholders(examined: Examined, judge: Judge, step: Step, key: str, text: SourceText) -> None:
    allowed = PROVIDED | _given(examined, step, key)
    for name in _names_in(text.vi):
        if _is_label(key):
            examined.problem(step, "placeholder_label", text.line, name=name)
        elif name.startswith(_ANSWER):
            _check_answer(examined, judge, step, name.removeprefix(_ANSWER), text, allowed)
        elif name not in allowed:
            _unknown(examined, step, name, text, allowed)
    if _has_brace(text.vi):
        examined.problem(step, "brace_alone", text.line)


def _check_answer(
    examined: Examined, judge: Judge, step: Step, name: str, text: SourceText, allowed: Collection[str]
) -> None:
    path = step.names.get(name, "")
    asked = examined.steps.get(path)
    if not isinstance(asked, Asking):
        _unknown(examined, step, f"{_ANSWER}{name}", text, allowed)
    elif asked.private:
        examined.problem(step, "placeholder_private", text.line, name=name)
    elif path not in examined.inputs and not _is_asked(examined, judge, step, path):
        examined.problem(step, "answer_not_asked", text.line, name=name)


def _unknown(examined: Examined, step: Step, name: str, text: SourceText, allowed: Collection[str]) -> None:
    quotable = [step.id for step in examined.own if isinstance(step, Asking) and not step.private]
    answers = (f"{_ANSWER}{one}" for one in (*quotable, *examined.inputs, *examined.linked.outputs.values()))
    examined.problem(step, "placeholder_unknown", text.line, name=name, options=[*allowed, *answers])


def _is_asked(examined: Examined, judge: Judge, step: Step, path: str) -> bool:
    """On every path, or wherever the step's own condition holds."""
    head = step is examined.flow.head
    when = examined.flow.recap_when if head else step.when
    if not head and examined.asked.has(step.id, path):
        return True
    if when is None:
        return False
    if path in _answered_then(examined, when.expr):
        return True
    gates = [gate for gate in _gates(examined.flow, path) if gate is not None]
    passed = not head and examined.passed.has(step.id, path)
    return passed and all(judge.implies(when, gate) for gate in gates)


def _gates(flow: Flow, path: str) -> Iterator[Condition | None]:
    """The conditions under which a step is met: its own, and those of the calls that lead to it."""
    parts = path.split(".")
    for n in range(1, len(parts) + 1):
        yield flow.steps[".".join(parts[:n])].when


def _answered_then(examined: Examined, expr: Expr) -> frozenset[str]:
    """What has surely been asked where this holds, and all that is always asked before that."""
    match expr:
        case All(parts):
            return frozenset().union(*(_answered_then(examined, part) for part in parts))
        case AnyOf(parts):
            return frozenset.intersection(*(_answered_then(examined, part) for part in parts))
        case Not(Compare() as part):
            return _answered_then(examined, part)
        case Not():
            return frozenset()
        case IsAnswered(step):
            return _before(examined, {step})
        case Compare(CountOf(step), ">" | ">=" | "==" as operator, Constant(int(n))) if n >= (
            operator != ">"
        ):
            return _before(examined, {step})
        case _:
            # A comparison that is known has all its answers; answered() and count() are known without one.
            return _before(examined, {t.step for t in terms(expr) if isinstance(t, StepAnswer | YearsSince)})


def _before(examined: Examined, names: Collection[str]) -> frozenset[str]:
    asked = examined.asked
    return frozenset(
        path
        for path in examined.flow.steps
        if path in names or any(n in asked.known and asked.has(n, path) for n in names)
    )


def _given(examined: Examined, step: Step, key: str) -> frozenset[str]:
    """What the receipt of a deed may name besides."""
    deed = examined.deeds.get(step.deed) if isinstance(step, SubmitStep) else None
    return deed.gives if deed and key.endswith(".receipt") else frozenset()


def _names_in(words: str) -> list[str]:
    return list(dict.fromkeys(_PLACEHOLDER.findall(words)))


def _has_brace(words: str) -> bool:
    return bool(set("{}") & set(_PLACEHOLDER.sub("", words)))


def _is_label(key: str) -> bool:
    """The words on a button, the title of a flow, or what people type: nothing is filled in there."""
    return ".opt." in key or key.endswith((".title", ".words"))


# --- labels ----------------------------------------------------------------------------------


def _check_labels(examined: Examined, step: QuestionStep, interrupts: Mapping[str, str]) -> None:
    """Told at the label that the file itself wrote, or at the step where both are those of a shared list.

    The staff have few interrupts: of theirs the program tells that knows which words call which.
    """
    seen: dict[str, str] = {}
    for option in step.options:
        text = examined.draft.texts.get(option.label)
        if text is None:
            continue  # what ``allow`` adds has the program's own words
        form = fold(text.vi)
        line = text.line if text.file == examined.draft.file else 0
        if form in seen:
            examined.problem(step, "labels_alike", line, first=seen[form], second=text.vi)
        if form in interrupts and examined.flow.audience == "citizen":
            examined.problem(step, "label_is_interrupt", line, name=text.vi)
        seen.setdefault(form, text.vi)


def check_beside(
    flows: Mapping[str, Flow], findings: Mapping[str, Findings], interrupts: Mapping[str, str]
) -> None:
    """The words that open flows on top of others are no interrupts, and each opens one flow."""
    seen = dict(interrupts)
    for flow in flows.values():
        if flow.id == STATUS:
            continue  # it is what the interrupt of this name opens
        for text in _spoken(flow):
            for word in {fold(one): one.strip() for one in text.vi.split(",")}.items():
                _check_word(flow, text, word, seen, findings[text.file])


def _spoken(flow: Flow) -> Iterator[SourceText]:
    """The words and the title of a flow that may be opened on top of another."""
    for part in ("words", "title") if flow.beside else ():
        text = flow.texts.get(flow.head.text(part))
        if text is not None:
            yield text


def _check_word(
    flow: Flow, text: SourceText, word: tuple[str, str], seen: dict[str, str], findings: Findings
) -> None:
    form, shown = word
    if form and seen.setdefault(form, flow.id) != flow.id:
        findings.add("word_taken", text.line, None, name=shown, first=seen[form])
