"""Flow files → flows, or every problem at once. The steps are read by ``steps.py``, checked by ``checks.py``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass

from bot.flow.checks import check
from bot.flow.conditions import Condition
from bot.flow.deeds import DEEDS, Deed
from bot.flow.model import Flow, Step
from bot.flow.sentences import SENTENCES
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import is_id
from bot.flow.steps import read_step
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Node, Table

SPEC = "1"
MAX_STEPS = 200
RESERVED_FLOWS = frozenset({"answer", "flow", "interrupt", "press", "quoted", "review"})
"""Ids whose texts would clash with the program's own keys."""

_TOP = ("spec", "flow", "title", "start", "answers_kept_days", "steps")


def load_flows(
    files: Mapping[str, bytes],
    *,
    interrupt_words: Collection[str] = (),
    deeds: Mapping[str, Deed] = DEEDS,
) -> tuple[dict[str, Flow], list[Problem]]:
    """Read flow files (name → content). A flow with an error is left out; problems are in order of lines.

    ``interrupt_words`` are the words that call an interrupt, which no label should be (T5).
    Files whose names begin with ``_`` are not flows.
    """
    flows: dict[str, Flow] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        if name.startswith("_"):
            continue
        findings = Findings(name, SENTENCES)
        flow = _load(name, files[name], findings)
        if flow is not None:
            check(flow, findings, interrupt_words, deeds)
        if flow is not None and not findings.failed:
            flows[flow.id] = flow
        problems += findings.problems
    return flows, problems


def version_of(start: str, steps: Mapping[str, Step]) -> str:
    """Names the logic of a flow: 16 hex digits that no change of words, icons or layout moves."""
    logic = json.dumps([start, [_logic(step) for step in steps.values()]], sort_keys=True)
    return hashlib.sha256(logic.encode()).hexdigest()[:16]


def _load(name: str, content: bytes, findings: Findings) -> Flow | None:
    if not name.endswith(".yaml"):
        wrong = "name_yml" if name.endswith(".yml") else "name_other"
        findings.add(wrong, 1, name=name.removesuffix(".yml") + ".yaml")
        return None
    top = read_form(content, findings, _TOP)
    return _flow(name.removesuffix(".yaml"), top) if top else None


def _flow(id_: str, top: Form) -> Flow | None:
    if not is_id(id_) or id_ in RESERVED_FLOWS:
        top.problem("id_reserved" if id_ in RESERVED_FLOWS else "id_form", name=id_)
    spec = top.word("spec", required=True)
    if spec and spec != SPEC:
        top.problem("spec_newer", "spec", name=spec)
    named = top.word("flow", required=True)
    if named and named != id_:
        top.problem("flow_name", "flow", name=named, wanted=id_)
    texts = SourceTexts(id_, top.findings)
    texts.title(top.scalar("title", required=True))
    days = top.number("answers_kept_days", 1, 365, 30)
    steps = _steps(top, texts)
    if not steps:
        return None
    start = top.word("start") or next(iter(steps))
    if start not in steps:
        top.problem("target_missing", "start", name=start, options=steps)
        start = next(iter(steps))
    return Flow(id_, version_of(start, steps), start, days, steps, texts.texts)


def _steps(top: Form, texts: SourceTexts) -> dict[str, Step]:
    node = top.table.entries.get("steps")
    if not isinstance(node, Table) or not node.entries:
        if node is None:
            top.problem("key_missing", key="steps")
        else:
            top.problem("wrong_shape", "steps", key="steps", wanted_vi="các bước", wanted_en="a map of steps")
        return {}
    if len(node.entries) > MAX_STEPS:
        top.problem("too_many", "steps", key="steps", limit=MAX_STEPS)
        return {}
    return _read_steps(node, texts)


def _read_steps(table: Table, texts: SourceTexts) -> dict[str, Step]:
    names = list(table.entries)
    following: list[str | None] = [*names[1:], None]
    entries: list[tuple[str, Node]] = list(table.entries.items())
    return {
        name: read_step(name, table.lines[name], node, after, texts)
        for (name, node), after in zip(entries, following, strict=True)
    }


_WORDING = frozenset({"line", "icon", "layout"})


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
    return dict(value) if isinstance(value, Mapping) else value
