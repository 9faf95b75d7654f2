"""Every code that is written into a history has its words, so that a trail can be read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from shipped import shipped

from bot.domain.lifecycle import Act

BOT = Path(__file__).resolve().parent.parent / "bot"
DECIDED_THERE = {
    "survey_asked", "may_be_sides", "left", "not_me", "helper_may_hear", "helper_may_not_hear", "rights_acknowledged",
    "rights_extended", "rights_not_her", "rights_ended", "not_mine", "conflict", "withdrew", "hushed", "released", "on_leave",
    "reserved", "urged", "calmed",
}  # fmt: skip
"""Codes that are no literals where they are written."""


def written() -> Iterator[ast.expr]:
    """The code of every ``history.append`` of the program."""
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("history"), attr="append"), args=[_, _, _, what, *_]
                ):
                    yield what


def test_every_code_of_a_history_has_words() -> None:
    texts = shipped().texts
    assert texts is not None
    literals = {str(what.value) for what in written() if isinstance(what, ast.Constant)}
    assert len(literals) > 30
    missing = [
        what
        for what in sorted(literals | DECIDED_THERE)
        if f"trail.{what}" not in texts.sources and what not in set(Act)
    ]
    assert missing == []
