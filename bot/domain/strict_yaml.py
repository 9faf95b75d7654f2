"""YAML of ``province/`` as plain nodes: no aliases, no tags, no depth, every scalar the string that was typed.

``safe_load`` would turn ``03158`` into a number, ``no`` into False, and an alias bomb into all the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LONGEST_FILE: Final = 256 * 1024
DEEPEST: Final = 12


class Unreadable(Exception):
    """The words are not YAML as we take it; ``fault`` is one of size, yaml, alias, tag, deep, documents."""

    def __init__(self, fault: str, line: int, what: str = "") -> None:
        super().__init__(f"{line}: {fault} {what}")
        self.fault, self.line, self.what = fault, line, what


def read_yaml(text: str) -> Node | None:
    """The root node; None when there is nothing but remarks."""
    if len(text) > LONGEST_FILE:
        raise Unreadable("size", 1)
    try:
        _refuse_tricks(text)
        root: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable("yaml", mark.line + 1 if mark else 1, error.problem or "") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # A character that is not allowed, or an escape beyond Unicode: PyYAML gives no line for these.
        raise Unreadable("yaml", 1, str(error).splitlines()[0]) from None
    return root


def line_of(node: Node) -> int:
    """The line it starts on, from 1."""
    return int(node.start_mark.line) + 1


def entries(node: MappingNode) -> Iterator[tuple[str, Node, Node]]:
    """Key as typed, its node, and the value's node; a key that is no word is the empty string."""
    for key, value in node.value:
        yield (words(key) or ""), key, value


def words(node: Node) -> str | None:
    """The string of a scalar, None of anything else."""
    return str(node.value) if isinstance(node, ScalarNode) else None


def items(node: Node) -> list[Node] | None:
    """The members of a list, None of anything else."""
    return list(node.value) if isinstance(node, SequenceNode) else None


def _refuse_tricks(text: str) -> None:
    """Looks at the events before anything is built, so that neither a bomb nor a deep nest is composed."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise Unreadable("alias", line, str(event.anchor))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise Unreadable("tag", line, str(event.tag))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if depth > DEEPEST:
            raise Unreadable("deep", line)
        if documents > 1:
            raise Unreadable("documents", line)
