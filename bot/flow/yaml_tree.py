"""Bytes of a YAML file → a small tree in which every scalar is a string; tricks and excess are problems.

The tree is built from parser events, so that depth and aliases are refused before anything grows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from bot.flow.problems import Findings
from bot.flow.words import ZERO_WIDTH_JOINER

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12


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
    """The one document of the file, or None when it cannot be read at all."""
    text = _decoded(content, findings)
    if text is None:
        return None
    try:
        return _Builder(yaml.parse(text, Loader=yaml.SafeLoader), findings).document()
    except _Stopped:
        return None
    except yaml.MarkedYAMLError as error:
        findings.add("file_syntax", _line(error.problem_mark or error.context_mark), what=error.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # A forbidden character, or an escape that names none: PyYAML lets Python's errors through.
        findings.add("file_syntax", 1, what=str(error).split("\n", 1)[0])
    return None


class _Stopped(Exception):
    """The rest of the file is not read: it is too deep, or another document."""


def _decoded(content: bytes, findings: Findings) -> str | None:
    if len(content) > MAX_BYTES:
        findings.add("file_large", 1, limit=MAX_BYTES // 1024)
        return None
    if b"\0" in content:
        findings.add("file_binary", 1)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.add("not_utf8", content.count(b"\n", 0, error.start) + 1)
        return None
    if not text.strip():
        findings.add("file_empty", 1)
        return None
    return text


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
            self._findings.add("wrong_shape", key.line, key="…:", wanted_vi="một chữ", wanted_en="a word")
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
        visible = "".join(char for char in text if _visible(char))
        if visible != text:
            self._findings.add("invisible", line)
        composed = unicodedata.normalize("NFC", visible)
        if composed != visible:
            self._findings.add("not_nfc", line)
        return composed.strip()


def _visible(char: str) -> bool:
    return char in f"\n{ZERO_WIDTH_JOINER}" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _line(mark: Any) -> int:
    return 1 if mark is None else mark.line + 1
