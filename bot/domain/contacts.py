"""Whom to call, and what the Centre promises: the files ``contacts.yaml`` and ``promises.yaml``. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.places import PLACES_FILE
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

NO_DATE: Final = "none"
MOST_DAYS: Final = 99

_NUMBER: Final = ("number", "what", "source", "certainty", "note")
_CENTRE: Final = ("name", "phone", "address", "hours", "data_contact")
_JUSTICE: Final = ("name", "address")
NEARBY: Final = ("police", "border", "health")
"""Who is nearer to people than an emergency number: commune police, border post, health station."""
_DIALLED: Final = re.compile(r"\+?\d[\d .]{1,20}\d")


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number as people dial it, what for, and the line it stands on."""

    number: str
    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office where people may go; ``address`` is empty when it is not set."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """``emergency``: the numbers in the order people see them; ``hours`` is empty when they are not set.

    ``near``: by the code of a place and one of ``NEARBY`` its numbers, as people dial them; only what was set.
    ``justice``: the Department of Justice, to which a complaint goes on (law, Đ45(2)).
    ``data_contact``: who answers for data of people (law 91/2025, Article 33); empty when nobody was named.
    """

    centre: str
    emergency: tuple[Emergency, ...]
    hours: str
    justice: Office
    near: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    data_contact: str = ""


def read_contacts(content: bytes, name: str, codes: Collection[str]) -> tuple[Contacts | None, list[Problem]]:
    """The contacts in a file called ``name``, and all that is wrong; ``codes`` are those of the places there are."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("emergency", "centre", "justice", "places"))
    contacts = _contacts(top, codes) if top else None
    return None if findings.failed else contacts, list(findings.problems)


def read_promises(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """In how many working days a request is first looked at; empty when no date is promised."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("first_look",))
    first_look = top.form("first_look", ("days",), required=True) if top else None
    return _days(first_look) if first_look else "", list(findings.problems)


def _contacts(top: Form, codes: Collection[str]) -> Contacts:
    centre = top.form("centre", _CENTRE, required=True)
    rows = [top.inner("emergency", node, _NUMBER) for node in top.rows("emergency", required=True)]
    return Contacts(
        centre.word("name", required=True) if centre else "",
        tuple(_emergency(row) for row in rows if row),
        _hours(centre) if centre else "",
        _justice(top),
        _near(top, codes),
        centre.word("data_contact", empty=True) if centre else "",
    )


def _justice(top: Form) -> Office:
    form = top.form("justice", _JUSTICE)
    if form is None:
        return Office("Sở Tư pháp", "")
    return Office(form.word("name", required=True), form.word("address", empty=True))


def _emergency(row: Form) -> Emergency:
    row.one_of("certainty", ("sourced", "unchecked"), "")
    return Emergency(row.word("number", required=True), row.word("what", required=True), row.table.line)


def _hours(centre: Form) -> str:
    for name in ("phone", "address"):
        centre.word(name, empty=True)
    return centre.word("hours", required=True, empty=True)


def _near(top: Form, codes: Collection[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The places of which a number is set; a place that does not exist would be nobody's."""
    places = top.form("places", None)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for code in places.table.entries if places else ():
        assert places
        if code not in codes:
            places.problem("place_missing", code, name=code, file=PLACES_FILE)
        elif place := places.form(code, NEARBY):
            numbers = {who: _numbers(place, who) for who in NEARBY}
            found[code] = {who: several for who, several in numbers.items() if several}
    return {code: numbers for code, numbers in found.items() if numbers}


def _numbers(place: Form, who: str) -> tuple[str, ...]:
    """In danger a number is dialled as it stands: nothing else may stand there."""
    scalars = place.scalars(who)
    for scalar in scalars:
        if not _DIALLED.fullmatch(scalar.text):
            place.findings.add("not_dialled", scalar.line, name=scalar.text)
    return tuple(scalar.text for scalar in scalars)


def _days(first_look: Form) -> str:
    word = first_look.word("days", required=True)
    if word in {"", NO_DATE}:
        return ""
    if not (word.isascii() and word.isdigit() and len(word) < 9 and 0 < int(word) <= MOST_DAYS):
        first_look.problem("days", "days", name=word, limit=MOST_DAYS)
        return ""
    return str(int(word))
