"""Reads ``law/eligible.yaml``: whom the law names, by which circumstances, proved by which papers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.eligibility import (
    Circumstance,
    Clause,
    Eligibility,
    Every,
    Is,
    Open,
    People,
    Some,
    Who,
)
from bot.domain.law import CLAUSE, DATED, Term, dated
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Node, Scalar

MOST_AHEAD: Final = 366
_TOP: Final = (
    "ahead",
    "zones",
    "sensitive",
    "peoples",
    "means",
    "eligible",
    "outside",
)
_ROW: Final = ("id", "words", "text", "who", "means", "means_within", "papers", "left_open", *DATED)
_JOINTS: Final = ("all", "any", "open")
_NOWHERE: Final = Some(())


def read_eligibility(content: bytes, name: str) -> tuple[Eligibility, list[Problem]]:
    """Everything of the file, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, _TOP)
    rules = _rules(top) if top else Eligibility()
    return Eligibility() if findings.failed else rules, list(findings.problems)


def _rules(top: Form) -> Eligibility:
    zones = top.form("zones", ("certain", "by_village", "source", "certainty"), required=True)
    means = top.form("means", ("text", "who", "papers", *DATED), required=True)
    if means:
        dated(means)
        means.word("text", required=True)
    certain, by_village = (_zones(zones, key) for key in ("certain", "by_village"))
    return Eligibility(
        clauses=_clauses(top, "eligible"),
        outside=_clauses(top, "outside"),
        means=_who(means) if means else _NOWHERE,
        means_papers=means.word("papers", required=True) if means else "",
        peoples=_peoples(top),
        sensitive=top.several("sensitive", tuple(Circumstance), required=True),
        certain=certain,
        by_village=by_village,
        ahead_days=top.number("ahead", 1, MOST_AHEAD, 1),
    )


def _zones(zones: Form | None, key: str) -> frozenset[str]:
    return frozenset(scalar.text for scalar in zones.scalars(key, required=True)) if zones else frozenset()


# --- the persons -----------------------------------------------------------------------------


def _clauses(top: Form, key: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for node in top.rows(key, required=True):
        row = top.inner(key, node, _ROW)
        if row and (clause := _clause(row)):
            _check_alone(row, found, clause)
            found.append(clause)
    return tuple(found)


def _clause(row: Form) -> Clause | None:
    term, certainty = dated(row)
    id_, words, law = (row.word(key, required=True) for key in ("id", "words", "text"))
    who = _who(row)
    if id_ and not CLAUSE.fullmatch(id_):
        row.problem("ground", "id", name=id_)
        return None
    if not (id_ and term):
        return None
    return Clause(
        id_,
        words,
        law,
        who,
        term,
        certainty,
        papers=row.word("papers", empty=True),
        means=row.flag("means"),
        means_within=row.flag("means_within"),
        left_open=row.word("left_open"),
        line=row.table.line,
    )


def _check_alone(row: Form, before: Sequence[Clause], clause: Clause) -> None:
    """A clause may change with time, but on one day it says one thing."""
    if any(other.id == clause.id and _meet(other.term, clause.term) for other in before):
        row.problem("ground", "id", name=clause.id)


def _meet(one: Term, other: Term) -> bool:
    return one.covers(other.first) or other.covers(one.first)


# --- who -------------------------------------------------------------------------------------


def _who(row: Form) -> Who:
    """The condition under ``who``: a circumstance, or one of ``all``, ``any``, ``open`` with what it joins."""
    node = row.table.entries.get("who")
    if node is None:
        row.problem("key_missing", key="who")
        return _NOWHERE
    return _part(row, node)


def _part(row: Form, node: Node) -> Who:
    if isinstance(node, Scalar):
        return Is(_circumstance(row, node))
    form = row.inner("who", node, _JOINTS)
    if form is None:
        return _NOWHERE
    if len(form.table.entries) != 1:
        form.problem("who_one")
        return _NOWHERE
    if "open" in form.table.entries:
        scalar = form.scalar("open")
        return Open(_circumstance(form, scalar)) if scalar else _NOWHERE
    joint, key = (Every, "all") if "all" in form.table.entries else (Some, "any")
    return joint(tuple(_part(form, part) for part in form.rows(key, required=True)))


def _circumstance(row: Form, scalar: Scalar) -> Circumstance:
    """One of the closed set; after a problem any."""
    if scalar.text in tuple(Circumstance):
        return Circumstance(scalar.text)
    row.findings.add("circumstance", scalar.line, name=scalar.text, options=tuple(Circumstance))
    return Circumstance.OTHER_LAW


# --- the rest --------------------------------------------------------------------------------


def _peoples(top: Form) -> tuple[People, ...]:
    found: list[People] = []
    for node in top.rows("peoples", required=True):
        row = top.inner("peoples", node, ("name", *DATED))
        if row is None:
            continue
        name, (term, certainty) = row.word("name", required=True), dated(row)
        if name and term:
            found.append(People(name, term, certainty))
    return tuple(found)
