"""What reading one step of a flow file needs: its form, its texts, the fields that every step has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypedDict

from bot.flow.condition_reader import BadCondition, parse
from bot.flow.conditions import Condition, Constant
from bot.flow.model import Option, Risk
from bot.flow.options import OptionReader
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import Shares
from bot.yaml_form import Form
from bot.yaml_tree import Scalar

UNREAD: Final = Condition("", Constant(False))
"""In the place of a condition that could not be read, so that the rest can be checked; what is wrong was told."""

UNREAD_TERM: Final = Constant("")
"""So too in the place of what is given to a call or a deed; known by being this very value."""


class Head(TypedDict):
    """The fields that every step has."""

    id: str
    line: int
    file: str
    key: str
    when: Condition | None
    next: str | None
    following: str | None


@dataclass(slots=True)
class StepReader:
    """One step being read; ``lists`` are the shared lists of options."""

    form: Form
    texts: SourceTexts
    head: Head
    risk: Risk
    note: str
    lists: Mapping[str, tuple[Option, ...]]

    def keep(self, part: str, scalar: Scalar | None) -> None:
        """Keep one text of the step."""
        self.texts.step(self.head["id"], part, scalar, self.risk, self.note)

    def text(self, part: str = "text") -> None:
        """A text that must be there, under the key of its part."""
        self.keep(part, self.form.scalar(part, required=True))

    def retry(self) -> bool:
        """Has the question its own words for an answer that does not fit?"""
        self.keep("retry", retry := self.form.scalar("retry"))
        return retry is not None

    def options(self, share: Shares = ()) -> OptionReader:
        """A reader of the options that stand in this step."""
        return OptionReader(self.form, self.head["key"], self.keep, share)

    def fixed(self, id_: str, *, target: str | None = None, required: bool = True) -> Option | None:
        """An option whose meaning the kind of the step fixes."""
        own = {"more": ("hint",), "drop": ("next",)}.get(id_, ())
        form = self.form.form(id_, ("icon", "text", *own), required=required)
        if form is None:
            return None
        for key in own:
            form.scalar(key, required=True)
        option = self.options().option(form, id_)
        return replace(option, next=target or option.next)


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
