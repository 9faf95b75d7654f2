"""Problems for other programs: a list in JSON, or the lines by which a forge marks them in a change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from bot.problems import Problem, line

FORMATS: Final = ("text", "json", "github")


def shown(problems: Sequence[Problem], form: str, *, english: bool) -> list[str]:
    """The lines to be printed."""
    return _FORMS[form](problems, english)


def _as_text(problems: Iterable[Problem], english: bool) -> list[str]:
    return [line(problem, english=english) for problem in problems]


def _as_json(problems: Iterable[Problem], english: bool) -> list[str]:
    """One list; ``says`` and ``mend`` in one language."""
    found = [
        {
            "file": each.file,
            "line": each.line,
            "code": each.code,
            "severity": each.severity,
            "step": each.step,
            "says": each.says_en if english else each.says_vi,
            "mend": each.mend_en if english else each.mend_vi,
        }
        for each in problems
    ]
    return [json.dumps(found, ensure_ascii=False, indent=1)]


def _as_github(problems: Iterable[Problem], english: bool) -> list[str]:
    """Workflow commands; what stands in a file must not become another command."""
    return [
        f"::{each.severity} file={_property(each.file)},line={each.line},title={_property(each.code)}::"
        f"{_escaped(f'{each.says_en} {each.mend_en}' if english else f'{each.says_vi} {each.mend_vi}')}"
        for each in problems
    ]


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


_FORMS: Final[Mapping[str, Callable[[Iterable[Problem], bool], list[str]]]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
}
