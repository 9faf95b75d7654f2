"""A problem in a file that somebody edits: where, what, and how to mend it, in Vietnamese and in English.

The sentences stand with those who read the files; here they are filled in and gathered.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.characters import without_accents

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is one of the check's (L3, G2, R1 …); ``step`` is the step of a flow that is meant, if one is."""

    code: str
    severity: Severity
    file: str
    line: int
    step: str | None
    says_vi: str
    says_en: str
    mend_vi: str
    mend_en: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One kind of problem, with ``{names}`` to be filled in.

    ``{near_vi}`` and ``{near_en}`` are made of the values ``name`` and ``options``.
    """

    code: str
    severity: Severity
    says_vi: str
    says_en: str
    mend_vi: str
    mend_en: str


def error(code: str, says_vi: str, says_en: str, mend_vi: str, mend_en: str) -> Sentence:
    """A problem that stands in the way."""
    return Sentence(code, "error", says_vi, says_en, mend_vi, mend_en)


def warning(code: str, says_vi: str, says_en: str, mend_vi: str, mend_en: str) -> Sentence:
    """A problem that one can live with."""
    return Sentence(code, "warning", says_vi, says_en, mend_vi, mend_en)


MAX_PROBLEMS = 200
"""Of one file and severity; nobody reads more at once."""


@dataclass(slots=True)
class Findings:
    """The problems of one file, gathered while it is read; each is listed once."""

    file: str
    sentences: Mapping[str, Sentence]
    failed: bool = False
    _found: dict[Problem, None] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """In the order of their lines."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))

    def add(self, slug: str, line: int, step: str | None = None, /, **values: object) -> None:
        """Note a problem of the sentences; ``name`` and ``options`` together make a suggestion."""
        sentence = self.sentences[slug]
        self.failed = self.failed or sentence.severity == "error"
        if sum(problem.severity == sentence.severity for problem in self._found) >= MAX_PROBLEMS:
            return
        words = {**values, **suggestion(values.get("name"), values.get("options"))}
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
_LISTED = 12


def _one_line(value: object) -> str:
    shown = " ".join(str(value).split())
    return shown if len(shown) <= _LONGEST * 4 else f"{shown[:_LONGEST]}…"


def suggestion(name: object, options: object) -> dict[str, str]:
    """``near_vi`` and ``near_en``: the nearest of the options, or what there is."""
    if not isinstance(name, str) or not isinstance(options, Iterable):
        return {}
    known = sorted(str(option) for option in options)
    near = _nearest(name, known)
    if near:
        return {"near_vi": f"Có phải là “{near}”?", "near_en": f"Did you mean “{near}”?"}
    listed = ", ".join(known[:_LISTED]) or "–"
    more = ", …" if len(known) > _LISTED else "."
    return {"near_vi": f"Có thể viết: {listed}{more}", "near_en": f"Possible: {listed}{more}"}


def _nearest(name: str, known: list[str]) -> str | None:
    """The known word that resembles it most; capitals and accents do not count."""
    by_key = {_key(word): word for word in reversed(known)}
    near = difflib.get_close_matches(_key(name[:_LONGEST]), by_key, n=1, cutoff=0.5)
    return by_key[near[0]] if near else None


def _key(word: str) -> str:
    return without_accents(word.casefold())
