"""One step of a flow file → one step of the model. It always gives a step, so that the rest can be checked too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, get_args

from bot.flow.conditions import BadCondition, Condition, parse
from bot.flow.model import (
    SKIP,
    Attempts,
    BranchStep,
    ChoiceStep,
    ConsentStep,
    Content,
    ExitStep,
    HandoffStep,
    Layout,
    Option,
    Outcome,
    PhoneStep,
    PlaceStep,
    ReviewStep,
    Risk,
    Rule,
    SayStep,
    Step,
    SubmitStep,
    TextStep,
)
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import ASKS, RESERVED_STEPS, SHARES, is_id, keys_of, kind_of, usual_risk
from bot.yaml_form import Form
from bot.yaml_tree import Node, Scalar, Table

MAX_OPTIONS = 40
MAX_ICON = 8


class _Head(TypedDict):
    """The fields that every step has."""

    id: str
    line: int
    when: Condition | None
    next: str | None
    following: str | None


class _Asking(_Head):
    """The fields that every ask has."""

    options: tuple[Option, ...]
    attempts: Attempts | None
    retry: bool
    private: bool
    sensitive: bool
    urgent: bool


def read_step(id_: str, line: int, node: Node, following: str | None, texts: SourceTexts) -> Step:
    """Read one step; a step whose kind is not clear is read as an empty say."""
    findings = texts.findings
    if not is_id(id_) or id_ in RESERVED_STEPS:
        findings.add("id_reserved" if id_ in RESERVED_STEPS else "id_form", line, id_, name=id_)
    empty = SayStep(id=id_, line=line, following=following)
    if not isinstance(node, Table):
        findings.add("wrong_shape", line, id_, key=id_, wanted_vi="các dòng “khoá: …”", wanted_en="a map")
        return empty
    kind = kind_of(id_, node, findings)
    if kind is None:
        return empty
    form = Form(node, findings, id_, keys_of(kind, node))
    head = _Head(
        id=id_, line=line, when=_condition(form, "when"), next=form.word("next") or None, following=following
    )
    risk: Risk = form.one_of("risk", get_args(Risk), usual_risk(kind))
    return _KINDS[kind](_StepReader(form, texts, head, risk, form.word("note")))


def _condition(form: Form, key: str) -> Condition | None:
    scalar = form.scalar(key)
    if scalar is None:
        return None
    try:
        return parse(scalar.text)
    except BadCondition as bad:
        form.problem(bad.slug, key, **bad.values)
        return None


# --- the kinds -------------------------------------------------------------------------------


@dataclass(slots=True)
class _StepReader:
    form: Form
    texts: SourceTexts
    head: _Head
    risk: Risk
    note: str

    def say(self) -> Step:
        self._text("text", self.form.scalar("say"))
        return SayStep(**self.head)

    def ask(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        common = self._asking()
        match self.form.one_of("ask", tuple(ASKS), "choice"):
            case "text" | "text_or_voice" as kind:
                max_chars = self.form.number("max_chars", 1, 4000, 2000)
                return TextStep(**common, voice=kind == "text_or_voice", max_chars=max_chars)
            case "place":
                return PlaceStep(**common)
            case "phone":
                return PhoneStep(**common)
            case _:
                layout: Layout = self.form.one_of("layout", get_args(Layout), "auto")
                accept = self.form.several("accept", get_args(Content))
                return ChoiceStep(**common, accept=accept, layout=layout)

    def consent(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        no = self.form.word("if_no", required=True) or None
        options = [self._fixed("yes"), self._fixed("no", target=no), self._fixed("more", required=False)]
        return ConsentStep(
            **self.head,
            purpose=self.form.word("consent"),
            options=tuple(option for option in options if option),
            retry=self._retry(),
        )

    def review(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        options = [self._fixed("send"), self._fixed("edit"), self._fixed("drop")]
        whole = isinstance(self.form.table.entries["review"], Scalar)
        if whole:
            self.form.one_of("review", ("all",), "all")
        steps = None if whole else tuple(scalar.text for scalar in self.form.scalars("review"))
        return ReviewStep(
            **self.head,
            steps=steps,
            quiet_when=_condition(self.form, "quiet_when"),
            options=tuple(option for option in options if option),
            retry=self._retry(),
        )

    def branch(self) -> Step:
        items = self.form.rows("branch", limit=MAX_OPTIONS)
        forms = [self.form.inner("branch", item, _rule_keys(item)) for item in items]
        rules = [self._rule(form) for form in forms if form]
        defaults = [i for i, rule in enumerate(rules) if rule.when is None]
        written = [form for form in forms if form and "else" in form.table.entries]
        if not written:
            self.form.problem("no_else", "branch")
        elif len(written) > 1 or written[0] is not forms[-1]:
            self.form.problem("else_early", "branch")
        last = defaults[0] + 1 if defaults else len(rules)
        return BranchStep(**self.head, rules=(*rules[:last],))

    def submit(self) -> Step:
        self._text("receipt", receipt := self.form.scalar("receipt"))
        node = self.form.table.entries.get("with")
        inputs = self.form.form("with", list(node.entries) if isinstance(node, Table) else ())
        sources = {name: inputs.word(name) for name in inputs.table.entries} if inputs else {}
        return SubmitStep(
            **self.head, deed=self.form.word("submit"), inputs=sources, receipt=receipt is not None
        )

    def handoff(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        return HandoffStep(**self.head, who=self.form.word("handoff"))

    def exit(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        outcome: Outcome = self.form.one_of("exit", get_args(Outcome), "done")
        return ExitStep(**self.head, outcome=outcome)

    # --- their parts -------------------------------------------------------------------------

    def _text(self, part: str, scalar: Scalar | None) -> None:
        self.texts.step(self.head["id"], part, scalar, self.risk, self.note)

    def _retry(self) -> bool:
        self._text("retry", retry := self.form.scalar("retry"))
        return retry is not None

    def _asking(self) -> _Asking:
        urgent = self.form.one_of("before_consent", ("urgent",), "")
        return _Asking(
            **self.head,
            options=tuple(self._options(self.form.rows("options", limit=MAX_OPTIONS))),
            attempts=self._attempts(),
            retry=self._retry(),
            private=self.form.flag("private"),
            sensitive=self.form.flag("sensitive"),
            urgent=urgent == "urgent",
        )

    def _options(self, nodes: Iterable[Node]) -> Iterable[Option]:
        share = ("share",) if self.form.word("ask") in SHARES else ()
        seen: set[str] = set()
        for node in nodes:
            form = self.form.inner("options", node, ("id", "icon", "text", "next", "hint", *share))
            id_ = form.word("id", required=True) if form else ""
            if form is None or not id_:
                continue
            if id_ in seen:
                form.problem("option_twice", "id", name=id_)
                continue
            if not is_id(id_):
                form.problem("id_form", "id", name=id_)
            if {"hint", "next"} <= form.table.entries.keys():
                form.problem("hint_and_next", "next", name=id_)
            seen.add(id_)
            yield self._option(form, id_)

    def _option(self, form: Form, id_: str) -> Option:
        self._text(f"opt.{id_}", form.scalar("text", required=True))
        self._text(f"hint.{id_}", hint := form.scalar("hint"))
        icon = form.word("icon")
        if len(icon) > MAX_ICON:
            form.problem("icon_long", "icon", name=icon, limit=MAX_ICON)
        shares = SHARES.get(self.form.word("ask"), ())
        share = form.one_of("share", shares, None) if shares else None
        return Option(id_, icon, form.word("next") or None, hint is not None, share)

    def _fixed(self, id_: str, *, target: str | None = None, required: bool = True) -> Option | None:
        """An option whose meaning the kind of the step fixes."""
        own = {"more": ("hint",), "drop": ("next",)}.get(id_, ())
        form = self.form.form(id_, ("icon", "text", *own), required=required)
        if form is None:
            return None
        for key in own:
            form.scalar(key, required=True)
        option = self._option(form, id_)
        return Option(id_, option.icon, target or option.next, option.hint)

    def _attempts(self) -> Attempts | None:
        form = self.form.form("attempts", ("max", "then"))
        if form is None:
            return None
        form.scalar("max", required=True)
        then = form.word("then")
        if not then:
            form.problem("attempts_no_way")
        return Attempts(form.number("max", 1, 20, 3), then or SKIP)

    def _rule(self, form: Form) -> Rule:
        if "else" in form.table.entries:
            return Rule(None, form.word("else"))
        form.scalar("when", required=True)
        return Rule(_condition(form, "when"), form.word("next", required=True))


def _rule_keys(node: Node) -> tuple[str, ...]:
    return ("else",) if isinstance(node, Table) and "else" in node.entries else ("when", "next")


_KINDS: Mapping[str, Callable[[_StepReader], Step]] = {
    "say": _StepReader.say,
    "ask": _StepReader.ask,
    "consent": _StepReader.consent,
    "branch": _StepReader.branch,
    "submit": _StepReader.submit,
    "handoff": _StepReader.handoff,
    "exit": _StepReader.exit,
    "review": _StepReader.review,
}
