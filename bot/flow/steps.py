"""One step of a flow file → one step of the model. It always gives a step, so that the rest can be checked too.

Names in it are those of the file still; ``linking.py`` makes them paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from bot.flow.conditions import Constant, StepAnswer, Term
from bot.flow.model import (
    BranchStep,
    CallStep,
    ExitStep,
    GotoStep,
    HandoffStep,
    Option,
    Outcome,
    Risk,
    Rule,
    SayStep,
    SetStep,
    Step,
    SubmitStep,
    text_key,
)
from bot.flow.options import MAX_OPTIONS
from bot.flow.question_steps import ask, consent, review
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import RESERVED_STEPS, is_id, keys_of, kind_of, usual_risk
from bot.flow.step_reader import UNREAD, UNREAD_TERM, Head, StepReader, read_condition
from bot.yaml_form import Form
from bot.yaml_tree import Node, Table


def read_step(
    id_: str,
    line: int,
    node: Node,
    following: str | None,
    texts: SourceTexts,
    lists: Mapping[str, tuple[Option, ...]],
) -> Step:
    """Read one step; a step whose kind is not clear is read as an empty say."""
    findings = texts.findings
    if not is_id(id_) or id_ in RESERVED_STEPS:
        findings.add("id_reserved" if id_ in RESERVED_STEPS else "id_form", line, id_, name=id_)
    key = text_key(texts.flow, id_)
    empty = SayStep(id=id_, line=line, file=findings.file, key=key, following=following)
    if not isinstance(node, Table):
        findings.add("wrong_shape", line, id_, key=id_, wanted_vi="các dòng “khoá: …”", wanted_en="a map")
        return empty
    kind = kind_of(id_, node, findings)
    if kind is None:
        return empty
    form = Form(node, findings, id_, keys_of(kind, node))
    head = Head(
        id=id_,
        line=line,
        file=findings.file,
        key=key,
        when=read_condition(form, "when"),
        next=form.word("next") or None,
        following=following,
    )
    risk: Risk = form.one_of("risk", get_args(Risk), usual_risk(kind))
    return _KINDS[kind](StepReader(form, texts, head, risk, form.word("note"), lists))


# --- the kinds that ask nothing --------------------------------------------------------------


def _say(reader: StepReader) -> Step:
    reader.keep("text", reader.form.scalar("say"))
    return SayStep(**reader.head)


def _set(reader: StepReader) -> Step:
    return SetStep(**reader.head, value=read_condition(reader.form, "set") or UNREAD)


def _goto(reader: StepReader) -> Step:
    return replace(GotoStep(**reader.head), next=reader.form.word("goto") or None)


def _call(reader: StepReader) -> Step:
    return CallStep(**reader.head, part=reader.form.word("call"), inputs=_inputs(reader))


def _submit(reader: StepReader) -> Step:
    reader.keep("receipt", receipt := reader.form.scalar("receipt"))
    deed, inputs = reader.form.word("submit"), _inputs(reader)
    return SubmitStep(**reader.head, deed=deed, inputs=inputs, receipt=receipt is not None)


def _inputs(reader: StepReader) -> Mapping[str, Term]:
    """``with``: answers by name, or constants."""
    node = reader.form.table.entries.get("with")
    inputs = reader.form.form("with", list(node.entries) if isinstance(node, Table) else ())
    return {name: _input(inputs, name) for name in inputs.table.entries} if inputs else {}


def _input(inputs: Form, name: str) -> Term:
    condition = read_condition(inputs, name)
    if condition is None:
        return UNREAD_TERM
    if not isinstance(condition.expr, StepAnswer | Constant):
        inputs.problem("input_shape", name, name=condition.source)
        return UNREAD_TERM
    return condition.expr


def _handoff(reader: StepReader) -> Step:
    reader.text()
    return HandoffStep(**reader.head, who=reader.form.word("handoff"))


def _exit(reader: StepReader) -> Step:
    outcome: Outcome = reader.form.one_of("exit", get_args(Outcome), "done")
    reader.keep("text", words := reader.form.scalar("text"))
    return ExitStep(**reader.head, outcome=outcome, silent=words is None)


# --- branch ----------------------------------------------------------------------------------


def _branch(reader: StepReader) -> Step:
    items = reader.form.rows("branch", limit=MAX_OPTIONS)
    forms = [reader.form.inner("branch", item, _rule_keys(item)) for item in items]
    rules = [_rule(form) for form in forms if form]
    written = [form for form in forms if form and "else" in form.table.entries]
    if not written:
        reader.form.problem("no_else", "branch")
    elif len(written) > 1 or written[0] is not forms[-1]:
        reader.form.problem("else_early", "branch")
    return BranchStep(**reader.head, rules=tuple(rules))


def _rule(form: Form) -> Rule:
    if "else" in form.table.entries:
        return Rule(None, form.word("else"))
    form.scalar("when", required=True)
    return Rule(read_condition(form, "when") or UNREAD, form.word("next", required=True))


def _rule_keys(node: Node) -> tuple[str, ...]:
    return ("else",) if isinstance(node, Table) and "else" in node.entries else ("when", "next")


_KINDS: Mapping[str, Callable[[StepReader], Step]] = {
    "say": _say,
    "ask": ask,
    "consent": consent,
    "set": _set,
    "branch": _branch,
    "goto": _goto,
    "call": _call,
    "submit": _submit,
    "handoff": _handoff,
    "exit": _exit,
    "review": review,
}
