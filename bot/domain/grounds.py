"""The grounds of the law on which something may be refused, stopped, changed or complained of: ``law/grounds.yaml``. Pure.

They are the only reasons a command offers: nobody refuses for a reason of his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.law import CLAUSE, DATED, Certainty, Term, dated
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form


class GroundOf(StrEnum):
    """What a ground allows."""

    REFUSAL = "refusal"
    DISCONTINUATION = "discontinuation"
    CONFLICT = "conflict"
    """Somebody must not do it (law, Đ25); the person may ask for another on the same grounds (Đ8(5))."""
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Ground:
    """``id`` is a clause with its version; ``words`` are plain ones, ``line`` where it stands.

    ``eligibility``: it turns on who may be helped, so a coming law can turn it.
    """

    id: str
    of: GroundOf
    words: str
    term: Term
    certainty: Certainty
    line: int
    eligibility: bool = False
    head: bool = False
    """Only the head may say that it stands."""
    agreement: bool = False
    """A conflict that is none where both sides agree, for advice and representation in civil matters (law, Đ25(2)(a))."""


def in_force(grounds: Sequence[Ground], of: GroundOf, day: date) -> tuple[Ground, ...]:
    """The grounds of one kind on a day, in the order of the file."""
    return tuple(ground for ground in grounds if ground.of is of and ground.term.covers(day))


def read_grounds(content: bytes, name: str) -> tuple[tuple[Ground, ...], list[Problem]]:
    """Every ground, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, tuple(GroundOf))
    grounds: dict[str, Ground] = {}
    for of in GroundOf if top else ():
        for node in top.rows(of, required=True) if top else ():
            row = (
                top.inner(of, node, ("id", "text", "eligibility", "head", "agreement", *DATED))
                if top
                else None
            )
            if row and (ground := _ground(row, of)):
                if ground.id in grounds:
                    row.problem("ground", "id", name=ground.id)
                grounds[ground.id] = ground
    return tuple(grounds.values()), list(findings.problems)


def _ground(row: Form, of: GroundOf) -> Ground | None:
    term, certainty = dated(row)
    id_, words = row.word("id", required=True), row.word("text", required=True)
    if id_ and not CLAUSE.fullmatch(id_):
        row.problem("ground", "id", name=id_)
        return None
    if not (id_ and words and term):
        return None
    flags = row.flag("eligibility"), row.flag("head"), row.flag("agreement")
    return Ground(id_, of, words, term, certainty, row.table.line, *flags)
