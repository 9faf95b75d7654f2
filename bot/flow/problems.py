"""A problem found in a flow file: where, what, and how to mend it, in Vietnamese and in English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.flow.sentences import SENTENCES

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is one of the validator's (L3, G2 …); ``step`` is None where the file itself is meant."""

    code: str
    severity: Severity
    file: str
    line: int
    step: str | None
    says_vi: str
    says_en: str
    mend_vi: str
    mend_en: str


MAX_PROBLEMS = 200
"""Of one file; nobody reads more at once."""


@dataclass(slots=True)
class Findings:
    """The problems of one file, gathered while it is read; each is listed once."""

    file: str
    failed: bool = False
    _found: dict[Problem, None] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """In the order of their lines."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))

    def add(self, slug: str, line: int, step: str | None = None, /, **values: object) -> None:
        """Note a problem of ``sentences.py``; ``name`` and ``options`` together make a suggestion."""
        sentence = SENTENCES[slug]
        self.failed = self.failed or sentence.severity == "error"
        if len(self._found) >= MAX_PROBLEMS:
            return
        words = {**values, **_suggestion(values.get("name"), values.get("options"))}
        says = (sentence.says_vi, sentence.says_en, sentence.mend_vi, sentence.mend_en)
        found = Problem(
            sentence.code, sentence.severity, self.file, line, step, *(_fill(one, words) for one in says)
        )
        self._found[found] = None


def line(problem: Problem, *, english: bool = False) -> str:
    """``file:line: code what. How to mend it.``"""
    says, mend = (problem.says_en, problem.mend_en) if english else (problem.says_vi, problem.mend_vi)
    return f"{problem.file}:{problem.line}: {problem.code} {says} {mend}"


def _fill(sentence: str, words: Mapping[str, object]) -> str:
    """Put the values in; a brace around no known name stays as it is."""
    return _NAME.sub(lambda found: _one_line(words.get(found[1], found[0])), sentence)


_NAME = re.compile(r"\{([a-z_]+)\}")
_LONGEST = 80


def _one_line(value: object) -> str:
    shown = " ".join(str(value).split())
    return shown if len(shown) <= _LONGEST * 4 else f"{shown[:_LONGEST]}…"


def _suggestion(name: object, options: object) -> dict[str, str]:
    if not isinstance(name, str) or not isinstance(options, Iterable):
        return {}
    known = sorted(str(option) for option in options)
    near = difflib.get_close_matches(name[:_LONGEST], known, n=1, cutoff=0.5)
    if near:
        return {"near_vi": f"Có phải là “{near[0]}”?", "near_en": f"Did you mean “{near[0]}”?"}
    listed = ", ".join(known[:12]) or "–"
    return {"near_vi": f"Có thể viết: {listed}.", "near_en": f"Possible: {listed}."}
