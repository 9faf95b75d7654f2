"""Whom to call, and what the Centre promises: the files ``contacts.yaml`` and ``promises.yaml``. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

NO_DATE: Final = "none"
MOST_DAYS: Final = 99

_NUMBER: Final = ("number", "what", "source", "certainty", "note")
_CENTRE: Final = ("name", "phone", "address", "hours")
_NEARBY: Final = ("police", "border", "health")


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


def read_contacts(content: bytes, name: str) -> tuple[Contacts | None, list[Problem]]:
    """The contacts in a file called ``name``, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("emergency", "centre", "places"))
    contacts = _contacts(top) if top else None
    return None if findings.failed else contacts, list(findings.problems)


def read_promises(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """In how many working days a request is first looked at; empty when no date is promised."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("first_look",))
    first_look = top.form("first_look", ("days",), required=True) if top else None
    return _days(first_look) if first_look else "", list(findings.problems)


def _contacts(top: Form) -> Contacts:
    centre = top.form("centre", _CENTRE, required=True)
    rows = [top.inner("emergency", node, _NUMBER) for node in top.rows("emergency", required=True)]
    _check_nearby(top)
    return Contacts(
        centre.word("name", required=True) if centre else "",
        tuple(_emergency(row) for row in rows if row),
        _hours(centre) if centre else "",
    )


def _emergency(row: Form) -> Emergency:
    row.one_of("certainty", ("sourced", "unchecked"), "")
    return Emergency(row.word("number", required=True), row.word("what", required=True), row.table.line)


def _hours(centre: Form) -> str:
    for name in ("phone", "address"):
        centre.word(name, empty=True)
    return centre.word("hours", required=True, empty=True)


def _check_nearby(top: Form) -> None:
    """Police, border post and health station of a place: not said to anybody yet, but never misspelt."""
    places = top.form("places", None)
    if places is None:
        return
    for code in places.table.entries:
        if place := places.form(code, _NEARBY):
            for name in _NEARBY:
                place.scalars(name)


def _days(first_look: Form) -> str:
    word = first_look.word("days", required=True)
    if word in {"", NO_DATE}:
        return ""
    if not (word.isascii() and word.isdigit() and len(word) < 9 and 0 < int(word) <= MOST_DAYS):
        first_look.problem("days", "days", name=word, limit=MOST_DAYS)
        return ""
    return str(int(word))
