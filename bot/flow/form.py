"""One table of a flow file, read key by key with problems instead of exceptions, and the texts found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from bot.flow.conditions import BadCondition, Condition, parse
from bot.flow.model import Risk, SourceText, text_key
from bot.flow.problems import Findings
from bot.flow.yaml_tree import Node, Row, Scalar, Table

MAX_TEXT = 3500

Word = TypeVar("Word", bound=str)
Default = TypeVar("Default", bound="str | None")


@dataclass(slots=True)
class Form:
    """Every reader gives the value, or its default after it has noted a problem."""

    table: Table
    findings: Findings
    step: str | None = None
    known: Collection[str] = field(default=())

    def __post_init__(self) -> None:
        for name in self.table.entries:
            if name not in self.known:
                self.problem("key_unknown", name, name=name, options=self.known)

    def problem(self, slug: str, at: str = "", /, **values: object) -> None:
        """Note a problem at this key, or at the table."""
        self.findings.add(slug, self.line(at), self.step, **values)

    def line(self, key: str) -> int:
        """Where the key stands, or else the table."""
        return self.table.lines.get(key, self.table.line)

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """A non-empty string."""
        node = self.table.entries.get(key)
        if node is None:
            if required:
                self.problem("key_missing", key=key)
            return None
        if not isinstance(node, Scalar):
            self._shape(key, "một câu chữ", "a text")
            return None
        if not node.text:
            self.problem("empty_value", key, key=key)
            return None
        return node

    def word(self, key: str, *, required: bool = False) -> str:
        scalar = self.scalar(key, required=required)
        return scalar.text if scalar else ""

    def one_of(self, key: str, options: Collection[Word], default: Default) -> Word | Default:
        """One word of a closed set."""
        word = self.word(key)
        for option in options:
            if word == option:
                return option
        if word:
            self.problem("value_unknown", key, key=key, name=word, options=options)
        return default

    def several(self, key: str, options: Collection[Word]) -> frozenset[Word]:
        """A list of words of a closed set."""
        words = {word.text for word in self.scalars(key)}
        for word in sorted(words - set(options)):
            self.problem("value_unknown", key, key=key, name=word, options=options)
        return frozenset(option for option in options if option in words)

    def scalars(self, key: str) -> list[Scalar]:
        items = self.rows(key)
        if any(not isinstance(item, Scalar) for item in items):
            self._shape(key, "một danh sách từ", "a list of words")
        return [item for item in items if isinstance(item, Scalar)]

    def flag(self, key: str) -> bool:
        word = self.word(key)
        if word not in {"", "true", "false"}:
            self.problem("not_flag", key, key=key)
        return word == "true"

    def number(self, key: str, low: int, high: int, default: int) -> int:
        word = self.word(key)
        if not word:
            return default
        if not (word.isascii() and word.isdigit() and len(word) <= 9 and low <= int(word) <= high):
            self.problem("not_number", key, key=key, low=low, high=high)
            return default
        return int(word)

    def rows(self, key: str, *, limit: int | None = None) -> tuple[Node, ...]:
        node = self.table.entries.get(key)
        if node is None:
            return ()
        if not isinstance(node, Row):
            self._shape(key, "một danh sách (mỗi dòng một dấu -)", "a list (each line with a -)")
            return ()
        if limit is not None and len(node.items) > limit:
            self.problem("too_many", key, key=key, limit=limit)
        return node.items[:limit]

    def form(self, key: str, known: Collection[str], *, required: bool = False) -> Form | None:
        """A table inside this one."""
        node = self.table.entries.get(key)
        if node is None:
            if required:
                self.problem("key_missing", key=key)
            return None
        return self.inner(key, node, known)

    def inner(self, key: str, node: Node, known: Collection[str]) -> Form | None:
        """A table that stands in this one, under ``key`` or in its list."""
        if not isinstance(node, Table):
            self.findings.add(
                "wrong_shape",
                node.line,
                self.step,
                key=key,
                wanted_vi="các dòng “khoá: …”",
                wanted_en="a map",
            )
            return None
        return Form(node, self.findings, self.step, known)

    def condition(self, key: str) -> Condition | None:
        scalar = self.scalar(key)
        if scalar is None:
            return None
        try:
            return parse(scalar.text)
        except BadCondition as bad:
            self.problem(bad.slug, key, **bad.values)
            return None

    def _shape(self, key: str, wanted_vi: str, wanted_en: str) -> None:
        self.problem("wrong_shape", key, key=key, wanted_vi=wanted_vi, wanted_en=wanted_en)


@dataclass(slots=True)
class Texts:
    """The texts of one flow, gathered while its steps are read."""

    flow: str
    findings: Findings
    texts: dict[str, SourceText] = field(default_factory=dict)

    def title(self, scalar: Scalar | None) -> None:
        if scalar is not None:
            self._add(f"{self.flow}.title", scalar, "low", "", None)

    def step(self, step: str, part: str, scalar: Scalar | None, risk: Risk, note: str) -> None:
        if scalar is not None:
            self._add(text_key(self.flow, step, part), scalar, risk, note, step)

    def _add(self, key: str, scalar: Scalar, risk: Risk, note: str, step: str | None) -> None:
        if len(scalar.text) > MAX_TEXT:
            self.findings.add("text_long", scalar.line, step, limit=MAX_TEXT)
        self.texts[key] = SourceText(scalar.text, risk, note, self.findings.file, scalar.line)
