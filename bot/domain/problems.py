"""What is wrong in a file of ``province/``, where, and how to mend it. Nothing is half accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, in Vietnamese and English, with the line it stands on (from 1)."""

    code: str
    file: str
    line: int
    says_vi: str
    mend_vi: str
    says_en: str
    mend_en: str

    def words(self, language: str = "vi") -> str:
        """``file:line: code what. How to mend it.``"""
        says, mend = (self.says_en, self.mend_en) if language == "en" else (self.says_vi, self.mend_vi)
        return f"{self.file}:{self.line}: {self.code} {says}. {mend}."


class ProvinceProblems(Exception):
    """A file of ``province/`` cannot be used; all its problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.words() for problem in problems))
        self.problems = tuple(problems)
