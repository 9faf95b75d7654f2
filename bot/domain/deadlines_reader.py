"""The file ``province/law/deadlines.yaml`` → the deadlines of the law, read strictly, with every problem found. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.deadlines import (
    COUNTED,
    TRIGGERS,
    Area,
    Deadline,
    Deadlines,
    Period,
    Reminding,
    Source,
    Unit,
    When,
    Who,
)
from bot.domain.law import DATED, Certainty, dated
from bot.domain.lifecycle import AidForm, Custody
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

_ID: Final = re.compile(r"[a-z][a-z_]{0,31}")
_MOST: Final = 400
"""Of whichever unit: more is a slip of the pen."""
_PERIOD: Final = ("amount", "unit", "longest", "when", "law", *DATED)
_NO_CONDITION: Final = When()


def read_deadlines(content: bytes, name: str) -> tuple[Deadlines, list[Problem]]:
    """The deadlines in a file called ``name``, and all that is wrong; nothing is counted by half of them."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("counting", "remind", "deadlines"))
    found = _deadlines(top) if top else Deadlines()
    return Deadlines() if findings.failed else found, list(findings.problems)


def _deadlines(top: Form) -> Deadlines:
    if counting := top.form("counting", ("source", "certainty", "note"), required=True):
        counting.word("source", required=True)
        counting.one_of("certainty", tuple(Certainty), "", required=True)
    table = top.form("deadlines", None, required=True)
    found = [_deadline(table, id_) for id_ in table.table.entries] if table else []
    return Deadlines(tuple(each for each in found if each), _reminding(top))


def _reminding(top: Form) -> Reminding:
    usual = Reminding()
    form = top.form("remind", ("soon_days", "soon_hours", "last_hours", "at_once_hours"), required=True)
    if form is None:
        return usual
    return Reminding(
        form.number("soon_days", 0, 10, usual.soon_days),
        form.number("soon_hours", 1, 48, usual.soon_hours),
        form.number("last_hours", 1, 48, usual.last_hours),
        form.number("at_once_hours", 1, 24, usual.at_once_hours),
    )


def _deadline(table: Form, id_: str) -> Deadline | None:
    if not _ID.fullmatch(id_):
        table.problem("deadline_id", id_, name=id_)
    form = table.form(id_, ("text", "starts", "ends", "extends", "who", "periods"))
    if form is None:
        return None
    periods: list[Period] = []
    for node in form.rows("periods", required=True):
        row = form.inner("periods", node, _PERIOD)
        if row and (period := _period(row)):
            _check_reached(row, periods, period)
            periods.append(period)
    return Deadline(
        id_,
        form.word("text", required=True),
        form.several("starts", TRIGGERS, required=True),
        form.several("ends", TRIGGERS, required=True),
        form.one_of("who", tuple(Who), Who.CENTRE, required=True),
        tuple(periods),
        form.several("extends", TRIGGERS),
        table.line(id_),
    )


def _period(row: Form) -> Period | None:
    term, certainty = dated(row)
    unit = row.one_of("unit", tuple(Unit), Unit.UNKNOWN, required=True)
    amount, longest = (row.number(key, 1, _MOST, 0) for key in ("amount", "longest"))
    if (unit in COUNTED) != ("amount" in row.table.entries):
        row.problem("deadline_amount", "unit", name=unit)
    if "longest" in row.table.entries and longest <= amount:
        row.problem("deadline_longest", "longest")
    if (unit is Unit.UNKNOWN) != (certainty is Certainty.UNKNOWN):
        row.problem("deadline_unknown", "unit")
    law = row.word("law", required=True)
    if term is None:
        return None
    return Period(amount, unit, _when(row), term, law, certainty, longest, row.table.line)


def _when(row: Form) -> When:
    form = row.form("when", ("form", "custody", "area", "source"))
    if form is None:
        return _NO_CONDITION
    # What a condition does not name fits all; a list that names nothing would fit nothing.
    named = form.table.entries
    return When(
        form.several("form", tuple(AidForm), required="form" in named),
        form.several("custody", tuple(Custody), required="custody" in named),
        form.several("area", tuple(Area), required="area" in named),
        form.several("source", tuple(Source), required="source" in named),
    )


def _check_reached(row: Form, before: Sequence[Period], period: Period) -> None:
    """A line below one that takes everything on the same days is never used."""
    days = [day for day in (period.term.first, period.term.last) if day]
    for other in before:
        ends_later = other.term.last is None or period.term.last is not None
        if other.when == _NO_CONDITION and ends_later and all(map(other.term.covers, days)):
            row.problem("deadline_hidden", name=str(period.unit))
