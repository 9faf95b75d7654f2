"""Bytes of a YAML file → a small tree in which every scalar is a string; tricks and excess are problems.

The tree is built from parser events, so that depth and aliases are refused before anything grows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from bot.characters import visible
from bot.file_text import TEXT_SENTENCES, read_text
from bot.problems import Findings, Sentence, error, warning

MAX_DEPTH = 12
# libyaml reads three times as fast as PyYAML, which stands in where a machine has no libyaml: it words its faults otherwise.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string and its line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A map; ``lines`` are those of its keys."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Scalar | Row | Table


def read_tree(content: bytes, findings: Findings) -> Node | None:
    """The one document of the file, or None when it cannot be read at all.

    The findings must know ``TREE_SENTENCES``.
    """
    text = read_text(content, findings)
    if text is None:
        return None
    try:
        return _Builder(yaml.parse(text, Loader=LOADER), findings).document()
    except _Stopped:
        return None
    except yaml.MarkedYAMLError as fault:
        # What is open at the end of the file is missed on the line after it.
        line = min(_line(fault.problem_mark or fault.context_mark), text.count("\n") + 1)
        findings.add("file_syntax", line, what=fault.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as fault:
        # A forbidden character, or an escape that names none: PyYAML lets Python's errors through.
        findings.add("file_syntax", 1, what=str(fault).split("\n", 1)[0])
    return None


class _Stopped(Exception):
    """The rest of the file is not read: it is too deep, or another document."""


class _Builder:
    def __init__(self, events: Iterator[Any], findings: Findings) -> None:
        self._events = events
        self._findings = findings

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._findings.add("file_documents", _line(event.start_mark))
                    raise _Stopped
                root = self._node(next(self._events), 1)
        if root is None:
            self._findings.add("file_empty", 1)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        line = _line(event.start_mark)
        if depth > MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            self._findings.add("too_deep", line, limit=MAX_DEPTH)
            raise _Stopped
        self._refuse_tricks(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._row(line, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(line, depth)
        value = event.value if isinstance(event, yaml.ScalarEvent) else ""
        return Scalar(line, self._cleaned(value, line))

    def _refuse_tricks(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._findings.add("yaml_trick", line, what=f"*{event.anchor}")
        elif event.anchor is not None:
            self._findings.add("yaml_trick", line, what=f"&{event.anchor}")
        if getattr(event, "tag", None) is not None:
            self._findings.add("yaml_trick", line, what=event.tag)

    def _row(self, line: int, depth: int) -> Row:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Row(line, tuple(items))

    def _table(self, line: int, depth: int) -> Table:
        table = Table(line)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            self._enter(table, key, value)
        return table

    def _enter(self, table: Table, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._findings.add("key_shape", key.line)
        elif key.text == "<<":
            self._findings.add("yaml_trick", key.line, what="<<")
        elif key.text in table.entries:
            self._findings.add("key_twice", key.line, name=key.text, first=table.lines[key.text])
        else:
            table.entries[key.text] = value
            table.lines[key.text] = key.line

    def _cleaned(self, text: str, line: int) -> str:
        """What translators and readers would not see is dropped, and said."""
        if "\t" in text:
            self._findings.add("tabs", line)
            text = text.replace("\t", " ")
        seen = visible(text)
        if seen != text:
            self._findings.add("invisible", line)
        composed = unicodedata.normalize("NFC", seen)
        if composed != seen:
            self._findings.add("not_nfc", line)
        return composed.strip()


def _line(mark: Any) -> int:
    return 1 if mark is None else mark.line + 1


TREE_SENTENCES: Mapping[str, Sentence] = {
    **TEXT_SENTENCES,
    "file_syntax": error(
        "L0", "YAML viết sai: {what}.", "This is not YAML: {what}.",
        "Đặt câu có dấu : , ? # trong ngoặc kép, và xem số dấu cách ở đầu dòng.",
        "Put texts with : , ? # in double quotes, and look at the leading spaces.",
    ),
    "file_documents": error(
        "L0", "Tệp có nhiều phần cách nhau bằng ---.", "The file holds several documents (---).",
        "Giữ một phần.", "Keep one of them.",
    ),
    "key_twice": error(
        "L1", "Khoá “{name}” viết hai lần (lần đầu ở dòng {first}).", "Key “{name}” stands twice (first on line {first}).",
        "Bỏ một trong hai.", "Remove one of them.",
    ),
    "yaml_trick": error(
        "L4", "Không dùng {what} của YAML.", "YAML's {what} is not used here.",
        "Viết thẳng giá trị ra.", "Write the value itself.",
    ),
    "too_deep": error(
        "L5", "Lồng nhau sâu hơn {limit} tầng.", "Nested deeper than {limit} levels.",
        "Viết phẳng hơn.", "Write it flatter.",
    ),
    "not_nfc": warning(
        "L6", "Chữ có dấu rời (không phải NFC); đã tự ghép lại.", "Letters and accents stand apart (not NFC); joined here.",
        "Lưu lại tệp với chữ dựng sẵn.", "Save the file with composed letters.",
    ),
    "invisible": warning(
        "L6", "Có ký tự không nhìn thấy; đã tự bỏ.", "There are invisible characters; dropped here.",
        "Gõ lại câu này.", "Type this text again.",
    ),
    "tabs": warning(
        "L6", "Có dấu tab; đã đổi thành dấu cách.", "There is a tab; read as a space.",
        "Dùng dấu cách.", "Use spaces.",
    ),
    "key_shape": error(
        "L7", "Khoá trước dấu hai chấm phải là một chữ.", "The key before the colon must be a word.",
        "Viết lại khoá.", "Write the key again.",
    ),
}  # fmt: skip
