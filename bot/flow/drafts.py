"""A flow file as it is written: its steps know each other by name, and sub-flows are still only called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias, get_args

from bot.flow.answers import named_answers
from bot.flow.conditions import Condition
from bot.flow.defaults import LISTS, Defaults
from bot.flow.model import STAYS, Audience, Beside, ExitStep, Migration, SourceText, Step
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import RESERVED_STEPS, is_id
from bot.flow.step_reader import read_condition
from bot.flow.steps import read_step
from bot.problems import Findings
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Node, Row, Table

SPEC: Final = "1"
MAX_STEPS: Final = 200
MAX_ICON: Final = 8
PARTS: Final = "parts/"
"""The folder of the sub-flows."""
RESERVED_FLOWS: Final = frozenset(
    {"answer", "date", "flow", "interrupt", "option", "press", "quoted", "review", LISTS}
)
"""Ids whose texts would clash with the program's own keys."""

InputType: TypeAlias = "str | frozenset[str]"
"""``number``, ``truth``, ``date``, ``place``, ``text``, or the options that may be given."""
INPUT_TYPES: Final = ("number", "truth", "date", "place", "text")

TOP_KEYS: Final = (
    "spec",
    "flow",
    "title",
    "start",
    "for",
    "answers_kept_days",
    "quiet_when",
    "recap",
    "beside",
    "apart",
    "migrate",
    "steps",
)
PART_KEYS: Final = ("spec", "flow", "title", "inputs", "outputs", "steps")


@dataclass(frozen=True, slots=True)
class Draft:
    """``outputs`` names a step for each; ``inputs`` the type of each. ``part``: only reached by ``call``."""

    id: str
    file: str
    start: str
    steps: Mapping[str, Step]
    texts: Mapping[str, SourceText]
    quoted: Mapping[str, frozenset[str]]
    """The answers that the texts of a step name, by the key of the step."""
    part: bool = False
    inputs: Mapping[str, InputType] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where the top keys stand, and each of the inputs and outputs, as ``inputs.person``."""
    answers_kept_days: int = 30
    audience: Audience = "citizen"
    quiet_when: Condition | None = None
    recap_when: Condition | None = None
    beside: Beside | None = None
    apart: bool = False
    migration: Migration = STAYS


def read_draft(name: str, content: bytes, findings: Findings, defaults: Defaults) -> Draft | None:
    """The flow in the file called ``name`` (below ``flows/``), or None when it cannot be read at all."""
    if not name.endswith(".yaml"):
        wrong = "name_yml" if name.endswith(".yml") else "name_other"
        findings.add(wrong, 1, name=name.removesuffix(".yml") + ".yaml")
        return None
    part = name.startswith(PARTS)
    top = read_form(content, findings, PART_KEYS if part else TOP_KEYS)
    return _Reader(name, top, defaults, part).draft() if top else None


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    top: Form
    defaults: Defaults
    part: bool

    def draft(self) -> Draft | None:
        id_ = self.name.removeprefix(PARTS).removesuffix(".yaml")
        self._head(id_)
        texts = SourceTexts(id_, self.top.findings)
        texts.top("title", self.top.scalar("title", required=not self.part))
        recap = self.top.form("recap", ("text", "when"))
        beside = self.top.form("beside", ("icon", "words"))
        texts.top("recap", recap.scalar("text", required=True) if recap else None, "medium")
        texts.top("words", beside.scalar("words", required=True) if beside else None)
        steps = self._steps(texts)
        if not steps:
            return None
        return Draft(
            id_,
            self.name,
            self._start(steps),
            steps,
            {**self.defaults.texts, **texts.texts},
            _quoted(texts.texts),
            self.part,
            self._inputs(steps),
            self._outputs(),
            self._lines(),
            self.top.number("answers_kept_days", 1, 365, 30),
            self.top.one_of("for", get_args(Audience), "citizen"),
            read_condition(self.top, "quiet_when"),
            self._recap_when(recap),
            Beside(beside.word("icon", required=True)[:MAX_ICON]) if beside else None,
            self.top.flag("apart"),
            self._migration(),
        )

    def _head(self, id_: str) -> None:
        if not is_id(id_) or id_ in RESERVED_FLOWS:
            self.top.problem("id_reserved" if id_ in RESERVED_FLOWS else "id_form", name=id_)
        spec = self.top.word("spec", required=True)
        if spec and spec != SPEC:
            self.top.problem("spec_newer", "spec", name=spec)
        named = self.top.word("flow", required=True)
        if named and named != id_:
            self.top.problem("flow_name", "flow", name=named, wanted=id_)

    def _migration(self) -> Migration:
        form = self.top.form("migrate", ("from", "rename", "reask")) if not self.part else None
        if form is None:
            return STAYS
        renames = form.form("rename", None)
        return Migration(
            {name: renames.word(name, required=True) for name in renames.table.entries} if renames else {},
            frozenset(scalar.text for scalar in form.scalars("reask")),
            frozenset(scalar.text for scalar in form.scalars("from")),
        )

    def _recap_when(self, recap: Form | None) -> Condition | None:
        """Without a condition the recap would never say its sentence."""
        if recap is None:
            return None
        recap.scalar("when", required=True)
        return read_condition(recap, "when")

    def _start(self, steps: Mapping[str, Step]) -> str:
        start = "" if self.part else self.top.word("start")
        if start and start not in steps:
            self.top.problem("target_missing", "start", name=start, options=steps)
        return start if start in steps else next(iter(steps))

    # --- what a part is given and gives

    def _inputs(self, steps: Mapping[str, Step]) -> dict[str, InputType]:
        form = self.top.form("inputs", None) if self.part else None
        return {name: self._input(form, name, steps) for name in form.table.entries} if form else {}

    def _input(self, form: Form, name: str, steps: Mapping[str, Step]) -> InputType:
        if name in steps:
            form.problem("input_is_step", name, name=name)
        elif not is_id(name) or name in RESERVED_STEPS:
            form.problem("id_reserved" if name in RESERVED_STEPS else "id_form", name, name=name)
        if isinstance(form.table.entries[name], Row):
            return frozenset(scalar.text for scalar in form.scalars(name, required=True))
        return form.one_of(name, INPUT_TYPES, "text", required=True)

    def _outputs(self) -> dict[str, str]:
        form = self.top.form("outputs", None) if self.part else None
        for name in form.table.entries if form else ():
            if form and not is_id(name):
                form.problem("id_form", name, name=name)
        return {name: form.word(name, required=True) for name in form.table.entries} if form else {}

    def _lines(self) -> dict[str, int]:
        lines = dict(self.top.table.lines)
        for key in ("inputs", "outputs"):
            node = self.top.table.entries.get(key)
            if isinstance(node, Table):
                lines |= {f"{key}.{name}": line for name, line in node.lines.items()}
        return lines

    # --- steps

    def _steps(self, texts: SourceTexts) -> dict[str, Step]:
        node = self.top.table.entries.get("steps")
        if not isinstance(node, Table) or not node.entries:
            self._no_steps(node)
            return {}
        if len(node.entries) > MAX_STEPS:
            self.top.problem("too_many", "steps", key="steps", limit=MAX_STEPS)
            return {}
        steps = self._read_steps(node, texts)
        for step in steps.values():
            if isinstance(step, ExitStep) and step.silent and not (self.part and step.outcome == "done"):
                self.top.findings.add("key_missing", step.line, step.id, key="text")
        return steps

    def _no_steps(self, node: Node | None) -> None:
        if node is None:
            self.top.problem("key_missing", key="steps")
        else:
            wanted = {"wanted_vi": "các bước", "wanted_en": "a map of steps"}
            self.top.problem("wrong_shape", "steps", key="steps", **wanted)

    def _read_steps(self, table: Table, texts: SourceTexts) -> dict[str, Step]:
        named = [name for name in table.entries if "." not in name]
        for name in table.entries.keys() - set(named):
            # It would look like the step of a sub-flow.
            self.top.findings.add("id_form", table.lines[name], None, name=name)
        following: list[str | None] = [*named[1:], None]
        return {
            name: read_step(name, table.lines[name], table.entries[name], after, texts, self.defaults.lists)
            for name, after in zip(named, following, strict=False)
        }


def _quoted(texts: Mapping[str, SourceText]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, text in texts.items():
        names = named_answers(text.vi)
        owner = owner_of(key)
        if names:
            found[owner] = found.get(owner, frozenset()).union(names)
    return found


def owner_of(key: str) -> str:
    """The key of the step that a text belongs to; that of the flow for its own texts."""
    flow, step, *part = key.split(".")
    return f"{flow}.{step}" if part else flow
