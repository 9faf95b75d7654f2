"""On which provision of the law each act stands, by the day: ``law/acts.yaml``. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.law import DATED, Certainty, Term, dated
from bot.domain.lifecycle import Act
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form


@dataclass(frozen=True, slots=True)
class Provision:
    """``words`` name articles and clauses, as one cites them."""

    acts: frozenset[Act]
    words: str
    term: Term
    certainty: Certainty


def provision_of(provisions: Sequence[Provision], act: Act, day: date) -> Provision | None:
    """What the act stands on that day; None for a step that is the Centre's own."""
    found = (each for each in provisions if act in each.acts and each.term.covers(day))
    return next(found, None)


def read_provisions(content: bytes, name: str) -> tuple[tuple[Provision, ...], list[Problem]]:
    """Every provision, and all that is wrong: no act may stand on two on the same day."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("provisions",))
    provisions: list[Provision] = []
    for node in top.rows("provisions", required=True) if top else ():
        row = top.inner("provisions", node, ("acts", "provision", *DATED)) if top else None
        if row and (provision := _provision(row)):
            _check_alone(row, provisions, provision)
            provisions.append(provision)
    return tuple(provisions), list(findings.problems)


def _provision(row: Form) -> Provision | None:
    term, certainty = dated(row)
    acts = row.several("acts", tuple(Act), required=True)
    words = row.word("provision", required=True)
    return Provision(acts, words, term, certainty) if acts and words and term else None


def _check_alone(row: Form, before: Sequence[Provision], provision: Provision) -> None:
    for other in before:
        both = sorted(provision.acts & other.acts)
        if both and (other.term.covers(provision.term.first) or provision.term.covers(other.term.first)):
            row.problem("provision_twice", "acts", name=both[0])
