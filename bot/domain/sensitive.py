"""Which words make a request sensitive, and which tell of an arrest: ``sensitive.yaml``, ``urgent.yaml``. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from bot.domain.request import SENSITIVE_MATTERS
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

DETAINED: Final = "detained"

_WORD: Final = re.compile(r"\w+")


def sensitive_in(words: Mapping[str, tuple[str, ...]], said: str) -> str | None:
    """The first sensitive matter of which ``said`` holds a word; accents count, «đạo» is not «dao»; the list may hold both."""
    found = matters_in(words, said)
    return next((matter for matter in words if matter in found), None)


def matters_in(words: Mapping[str, tuple[str, ...]], said: str) -> frozenset[str]:
    """Every sensitive matter of which ``said`` holds a word."""
    spaced = _spaced(said)
    return frozenset(
        matter for matter, found in words.items() if any(_spaced(word) in spaced for word in found)
    )


def _spaced(words: str) -> str:
    """Whole words in small letters, with a space around each."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', words).casefold()))} "


def read_sensitive(content: bytes, name: str) -> tuple[Mapping[str, tuple[str, ...]], list[Problem]]:
    """By sensitive matter its words, and all that is wrong."""
    # What is reserved for leaders comes first: a story may hold words of several matters.
    return _read(content, name, sorted(SENSITIVE_MATTERS, key=lambda matter: matter != "faith"))


def read_urgent(content: bytes, name: str) -> tuple[Mapping[str, tuple[str, ...]], list[Problem]]:
    """The words that tell of an arrest, which is urgent and need not be hidden from the group; and all that is wrong."""
    return _read(content, name, (DETAINED,))


def _read(
    content: bytes, name: str, matters: Collection[str]
) -> tuple[Mapping[str, tuple[str, ...]], list[Problem]]:
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("words",))
    table = top.form("words", matters, required=True) if top else None
    found = {matter: tuple(_words(table, matter)) for matter in matters} if table else {}
    return found, list(findings.problems)


def _words(table: Form, matter: str) -> Iterator[str]:
    """What has no letters would stand in every story that has none."""
    for scalar in table.scalars(matter):
        if _WORD.search(scalar.text):
            yield scalar.text
        else:
            table.findings.add("bare_word", scalar.line, name=scalar.text)
