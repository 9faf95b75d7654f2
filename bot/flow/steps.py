"""One step of a flow file → one step of the model. It always gives a step, so that the rest can be checked too.

Names in it are those of the file still; ``linking.py`` makes them paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypedDict, get_args

from bot.flow.conditions import BadCondition, Condition, Constant, StepAnswer, Term, parse
from bot.flow.model import (
    DONT_KNOW,
    SKIP,
    TALK,
    Attempts,
    BranchStep,
    CallStep,
    ChoiceStep,
    ConsentStep,
    Content,
    DateStep,
    ExitStep,
    FileStep,
    GotoStep,
    HandoffStep,
    Layout,
    ManyStep,
    NumberStep,
    Option,
    Outcome,
    PhoneStep,
    PlaceStep,
    Provided,
    ReviewStep,
    Risk,
    Rule,
    SayStep,
    SetStep,
    Step,
    SubmitStep,
    TextStep,
    Validator,
    text_key,
)
from bot.flow.options import MAX_OPTIONS, OptionReader
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import ASKS, RESERVED_STEPS, SHARES, Shares, is_id, keys_of, kind_of, usual_risk
from bot.yaml_form import Form
from bot.yaml_tree import Node, Scalar, Table

MAX_NUMBER: Final = 999_999_999
MAX_FILES: Final = 20
ALLOWED: Final = (DONT_KNOW, TALK)
FILES: Final[tuple[Content, ...]] = ("photo", "document", "voice", "audio", "video")


class _Head(TypedDict):
    """The fields that every step has."""

    id: str
    line: int
    file: str
    key: str
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
    depends: tuple[str, ...]


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
    head = _Head(
        id=id_,
        line=line,
        file=findings.file,
        key=key,
        when=read_condition(form, "when"),
        next=form.word("next") or None,
        following=following,
    )
    risk: Risk = form.one_of("risk", get_args(Risk), usual_risk(kind))
    return _KINDS[kind](_StepReader(form, texts, head, risk, form.word("note"), lists))


def read_condition(form: Form, key: str) -> Condition | None:
    """A condition, or None after a problem or where there is none."""
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
    lists: Mapping[str, tuple[Option, ...]]

    def say(self) -> Step:
        self._text("text", self.form.scalar("say"))
        return SayStep(**self.head)

    def ask(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        common = self._asking()
        match self.form.one_of("ask", tuple(ASKS), "choice"):
            case "text" | "text_or_voice" | "voice" as kind:
                return self._spoken(common, kind)
            case "many":
                return self._many(common)
            case "number":
                low, high = self._bounds("min", "max", MAX_NUMBER)
                return NumberStep(**common, min=low, max=high)
            case "date":
                return DateStep(**common)
            case "place":
                return PlaceStep(**common)
            case "phone":
                return PhoneStep(**common)
            case "file":
                accept = self.form.several("accept", FILES) or frozenset[Content](("photo", "document"))
                return FileStep(**common, accept=accept, max=self.form.number("max", 1, MAX_FILES, 10))
            case _:
                accept = self.form.several("accept", get_args(Content))
                return ChoiceStep(**common, accept=accept, provided=self._provided(), layout=self._layout())

    def _spoken(self, common: _Asking, kind: str) -> Step:
        return TextStep(
            **common,
            words=kind != "voice",
            voice=kind != "text",
            max_chars=self.form.number("max_chars", 1, 4000, 2000),
            valid=self.form.one_of("valid", get_args(Validator), None),
        )

    def _many(self, common: _Asking) -> Step:
        low, high = self._bounds("min", "max", MAX_OPTIONS)
        return ManyStep(**common, min=low, max=min(high, MAX_OPTIONS), layout=self._layout())

    def _layout(self) -> Layout:
        return self.form.one_of("layout", get_args(Layout), "auto")

    def _bounds(self, low: str, high: str, limit: int) -> tuple[int, int]:
        least, most = self.form.number(low, 0, limit, 0), self.form.number(high, 0, limit, limit)
        if least > most:
            self.form.problem("bounds", low, low=least, high=most)
        return least, most

    def _provided(self) -> Provided | None:
        name = self.form.word("options_from")
        return next((provided for provided in get_args(Provided) if provided == name), None)

    def set(self) -> Step:
        value = read_condition(self.form, "set")
        return SetStep(**self.head, value=value or Condition("", Constant(False)))

    def goto(self) -> Step:
        return replace(GotoStep(**self.head), next=self.form.word("goto", required=True) or None)

    def call(self) -> Step:
        return CallStep(**self.head, part=self.form.word("call"), inputs=self._inputs())

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
        deed, inputs = self.form.word("submit"), self._inputs()
        return SubmitStep(**self.head, deed=deed, inputs=inputs, receipt=receipt is not None)

    def _inputs(self) -> Mapping[str, Term]:
        """``with``: answers by name, or constants."""
        node = self.form.table.entries.get("with")
        inputs = self.form.form("with", list(node.entries) if isinstance(node, Table) else ())
        names = inputs.table.entries if inputs else ()
        found = {name: self._input(inputs, name) for name in names} if inputs else {}
        return {name: term for name, term in found.items() if term is not None}

    def _input(self, inputs: Form, name: str) -> Term | None:
        condition = read_condition(inputs, name)
        if condition is None:
            return None
        if not isinstance(condition.expr, StepAnswer | Constant):
            inputs.problem("input_shape", name, name=condition.source)
            return None
        return condition.expr

    def handoff(self) -> Step:
        self._text("text", self.form.scalar("text", required=True))
        return HandoffStep(**self.head, who=self.form.word("handoff"))

    def exit(self) -> Step:
        outcome: Outcome = self.form.one_of("exit", get_args(Outcome), "done")
        self._text("text", words := self.form.scalar("text"))
        return ExitStep(**self.head, outcome=outcome, silent=words is None)

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
            options=self._options(),
            attempts=self._attempts(),
            retry=self._retry(),
            private=self.form.flag("private"),
            sensitive=self.form.flag("sensitive"),
            urgent=urgent == "urgent",
            depends=tuple(scalar.text for scalar in self.form.scalars("depends")),
        )

    def _options(self) -> tuple[Option, ...]:
        """Those of a shared list, those written here, those that ``allow`` adds."""
        own = self._reader(share=SHARES.get(self.form.word("ask"), ())).read("options")
        allowed = self.form.several("allow", ALLOWED)
        added = [_ALLOW[name] for name in ALLOWED if name in allowed]
        return (*self._listed(), *own, *added)

    def _listed(self) -> tuple[Option, ...]:
        name = self.form.word("options_from")
        if not name or name in get_args(Provided):
            if name and self.form.word("ask") != "choice":
                self.form.problem("provided_kind", "options_from", name=name)
            return ()
        if name not in self.lists:
            known = [*self.lists, *get_args(Provided)]
            self.form.problem("value_unknown", "options_from", key="options_from", name=name, options=known)
        return self.lists.get(name, ())

    def _reader(self, share: Shares = ()) -> OptionReader:
        return OptionReader(self.form, self.head["key"], self._text, share)

    def _fixed(self, id_: str, *, target: str | None = None, required: bool = True) -> Option | None:
        """An option whose meaning the kind of the step fixes."""
        own = {"more": ("hint",), "drop": ("next",)}.get(id_, ())
        form = self.form.form(id_, ("icon", "text", *own), required=required)
        if form is None:
            return None
        for key in own:
            form.scalar(key, required=True)
        option = self._reader().option(form, id_)
        return replace(option, next=target or option.next)

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
        return Rule(read_condition(form, "when"), form.word("next", required=True))


def _rule_keys(node: Node) -> tuple[str, ...]:
    return ("else",) if isinstance(node, Table) and "else" in node.entries else ("when", "next")


_KINDS: Mapping[str, Callable[[_StepReader], Step]] = {
    "say": _StepReader.say,
    "ask": _StepReader.ask,
    "consent": _StepReader.consent,
    "set": _StepReader.set,
    "branch": _StepReader.branch,
    "goto": _StepReader.goto,
    "call": _StepReader.call,
    "submit": _StepReader.submit,
    "handoff": _StepReader.handoff,
    "exit": _StepReader.exit,
    "review": _StepReader.review,
}
_ALLOW: Final = {
    DONT_KNOW: Option(DONT_KNOW, "option.dont_know", "❓"),
    TALK: Option(TALK, "option.talk", "📞", talk=True),
}
