"""Whom to call, and what the Centre promises: the files ``contacts.yaml`` and ``promises.yaml``. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yaml.nodes import MappingNode, Node

from bot.domain.problems import Problem, ProvinceProblems
from bot.domain.strict_yaml import Unreadable, entries, items, line_of, read_yaml, words

NO_DATE: Final = "none"


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number as people dial it, what for, and the line it stands on."""

    number: str
    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Contacts:
    """``emergency``: the numbers in the order people see them; ``hours`` is empty when they are not set."""

    centre: str
    emergency: tuple[Emergency, ...]
    hours: str


def read_contacts(text: str, name: str) -> Contacts:
    """The contacts in the words of a file called ``name``; raises ProvinceProblems."""
    root = _root(text, name)
    centre = _part(root, "centre", name)
    numbers = tuple(
        Emergency(
            _word(_part(entry, "number", name), name), _word(_part(entry, "what", name), name), line_of(entry)
        )
        for entry in items(_part(root, "emergency", name)) or []
    )
    if not numbers:
        raise _problem(name, line_of(root), "Chưa có số khẩn cấp nào", "No emergency number stands here")
    return Contacts(
        _word(_part(centre, "name", name), name),
        numbers,
        (words(_part(centre, "hours", name)) or "").strip(),
    )


def read_promises(text: str, name: str) -> str:
    """In how many working days a request is first looked at; empty when no date is promised."""
    days = _part(_part(_root(text, name), "first_look", name), "days", name)
    word = _word(days, name)
    if word == NO_DATE:
        return ""
    if not word.isdecimal() or not 0 < int(word) < 100:
        raise _problem(name, line_of(days), f"“{word}” không phải số ngày", f"“{word}” is no number of days")
    return str(int(word))


def _root(text: str, name: str) -> Node:
    try:
        root = read_yaml(text)
    except Unreadable as error:
        raise _problem(
            name, error.line, f"Không đọc được ({error.fault})", f"Unreadable ({error.fault})"
        ) from None
    if root is None:
        raise _problem(name, 1, "Tệp trống hoặc không có", "The file is empty or missing")
    return root


def _part(node: Node, key: str, name: str) -> Node:
    for found, _, value in entries(node) if isinstance(node, MappingNode) else ():
        if found == key:
            return value
    raise _problem(name, line_of(node), f"Thiếu “{key}”", f"“{key}” is missing")


def _word(node: Node, name: str) -> str:
    word = (words(node) or "").strip()
    if not word:
        raise _problem(name, line_of(node), "Chỗ này còn trống", "This is empty")
    return word


def _problem(name: str, line: int, vi: str, en: str) -> ProvinceProblems:
    problem = Problem("R1", name, line, vi, "Xem README.md trong province/", en, "See README.md in province/")
    return ProvinceProblems([problem])
