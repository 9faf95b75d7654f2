"""One table of a YAML file, read key by key: what is missing, unknown or of the wrong shape is a problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.problems import Findings, Sentence, error
from bot.yaml_tree import TREE_SENTENCES, Node, Row, Scalar, Table, read_tree

Word = TypeVar("Word", bound=str)
Default = TypeVar("Default", bound="str | None")


def read_form(content: bytes, findings: Findings, known: Collection[str] | None = None) -> Form | None:
    """The table that a whole file is, or None after a problem; the findings must know ``FORM_SENTENCES``."""
    tree = read_tree(content, findings)
    if tree is None:
        return None
    if not isinstance(tree, Table):
        findings.add("file_shape", tree.line)
        return None
    return Form(tree, findings, None, known)


@dataclass(slots=True)
class Form:
    """Every reader gives the value, or its default after it has noted a problem.

    ``known`` are the keys that may stand here; None: any. ``step`` is the step of a flow, for the problems.
    """

    table: Table
    findings: Findings
    step: str | None = None
    known: Collection[str] | None = None

    def __post_init__(self) -> None:
        for name in self.table.entries:
            if self.known is not None and name not in self.known:
                self.problem("key_unknown", name, name=name, options=self.known)

    def problem(self, slug: str, at: str = "", /, **values: object) -> None:
        """Note a problem at this key, or at the table."""
        self.findings.add(slug, self.line(at), self.step, **values)

    def line(self, key: str) -> int:
        """Where the key stands, or else the table."""
        return self.table.lines.get(key, self.table.line)

    def scalar(self, key: str, *, required: bool = False, empty: bool = False) -> Scalar | None:
        """A string; one without words only where it may be ``empty``."""
        node = self._node(key, required)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._shape(key, "một câu chữ", "a text")
            return None
        if not node.text and not empty:
            self.problem("empty_value", key, key=key)
            return None
        return node

    def word(self, key: str, *, required: bool = False, empty: bool = False) -> str:
        """The words of a scalar."""
        scalar = self.scalar(key, required=required, empty=empty)
        return scalar.text if scalar else ""

    def one_of(
        self,
        key: str,
        options: Collection[Word],
        default: Default,
        *,
        required: bool = False,
        slug: str = "value_unknown",
    ) -> Word | Default:
        """One word of a closed set; ``slug`` is what is said of another."""
        word = self.word(key, required=required)
        for option in options:
            if word == option:
                return option
        if word:
            self.problem(slug, key, key=key, name=word, options=options)
        return default

    def several(
        self, key: str, options: Collection[Word], *, required: bool = False, slug: str = "value_unknown"
    ) -> frozenset[Word]:
        """A list of words of a closed set."""
        words = {scalar.text: scalar.line for scalar in self.scalars(key, required=required)}
        for word, line in words.items():
            if word not in options:
                self.findings.add(slug, line, self.step, key=key, name=word, options=options)
        return frozenset(option for option in options if option in words)

    def scalars(self, key: str, *, required: bool = False) -> list[Scalar]:
        """A list of words."""
        items = self.rows(key, required=required)
        if any(not isinstance(item, Scalar) for item in items):
            self._shape(key, "một danh sách từ", "a list of words")
        return [item for item in items if isinstance(item, Scalar)]

    def flag(self, key: str) -> bool:
        """True or false; false where it does not stand."""
        word = self.word(key)
        if word not in {"", "true", "false"}:
            self.problem("not_flag", key, key=key)
        return word == "true"

    def number(self, key: str, low: int, high: int, default: int) -> int:
        """A whole number between these."""
        word = self.word(key)
        if not word:
            return default
        if not (word.isascii() and word.isdigit() and len(word) <= 9 and low <= int(word) <= high):
            self.problem("not_number", key, key=key, low=low, high=high)
            return default
        return int(word)

    def rows(self, key: str, *, limit: int | None = None, required: bool = False) -> tuple[Node, ...]:
        """A list; where it is ``required`` it must hold something."""
        node = self._node(key, required)
        if node is None:
            return ()
        if not isinstance(node, Row):
            self._shape(key, "một danh sách (mỗi dòng một dấu -)", "a list (each line with a -)")
            return ()
        if required and not node.items:
            self.problem("empty_value", key, key=key)
        if limit is not None and len(node.items) > limit:
            self.problem("too_many", key, key=key, limit=limit)
        return node.items[:limit]

    def form(self, key: str, known: Collection[str] | None, *, required: bool = False) -> Form | None:
        """A table inside this one."""
        node = self._node(key, required)
        return None if node is None else self.inner(key, node, known)

    def inner(self, key: str, node: Node, known: Collection[str] | None) -> Form | None:
        """A table that stands in this one, under ``key`` or in its list."""
        if isinstance(node, Table):
            return Form(node, self.findings, self.step, known)
        wanted = {"wanted_vi": "các dòng “khoá: …”", "wanted_en": "a map"}
        self.findings.add("wrong_shape", node.line, self.step, key=key, **wanted)
        return None

    def _node(self, key: str, required: bool) -> Node | None:
        node = self.table.entries.get(key)
        if node is None and required:
            self.problem("key_missing", key=key)
        return node

    def _shape(self, key: str, wanted_vi: str, wanted_en: str) -> None:
        self.problem("wrong_shape", key, key=key, wanted_vi=wanted_vi, wanted_en=wanted_en)


FORM_SENTENCES: Mapping[str, Sentence] = {
    **TREE_SENTENCES,
    "key_unknown": error(
        "L3", "Không có khoá “{name}” ở đây.", "There is no key “{name}” here.", "{near_vi}", "{near_en}",
    ),
    "value_unknown": error(
        "L3", "“{key}” không nhận “{name}”.", "“{key}” cannot be “{name}”.", "{near_vi}", "{near_en}",
    ),
    "too_many": error(
        "L5", "“{key}” có hơn {limit} mục.", "“{key}” has more than {limit} items.",
        "Bớt đi, hoặc tách ra.", "Take some away, or split it.",
    ),
    "file_shape": error(
        "L7", "Tệp phải là các dòng “khoá: …”.", "The file must be a map.",
        "Viết mỗi dòng như “khoá: giá trị”.", "Write lines such as “key: value”.",
    ),
    "wrong_shape": error(
        "L7", "“{key}” phải là {wanted_vi}.", "“{key}” must be {wanted_en}.",
        "Viết lại “{key}”.", "Write “{key}” again.",
    ),
    "key_missing": error(
        "L7", "Thiếu “{key}”.", "“{key}” is missing.", "Thêm “{key}: …”.", "Add “{key}: …”.",
    ),
    "empty_value": error(
        "L7", "“{key}” để trống.", "“{key}” is empty.", "Điền vào, hoặc bỏ khoá này.", "Fill it in, or remove the key.",
    ),
    "not_flag": error(
        "L7", "“{key}” chỉ nhận true hoặc false.", "“{key}” is true or false.",
        "Viết {key}: true, hoặc bỏ đi.", "Write {key}: true, or remove it.",
    ),
    "not_number": error(
        "L7", "“{key}” phải là số từ {low} đến {high}.", "“{key}” must be a number from {low} to {high}.",
        "Viết một số.", "Write a number.",
    ),
}  # fmt: skip
