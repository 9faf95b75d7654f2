"""Which branch a request goes to: the rules of ``province/routing.yaml``, read strictly and applied in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.places import Place
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Node, Table

ALL: Final = "all"
"""Instead of a branch in a rule: every branch sees the request."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TRUTH: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Branch:
    """An office of the Centre."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Takes a request that fits everything it names; what it does not name fits all."""

    branch: str
    matters: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    urgent: bool | None = None

    def fits(self, matter: str | None, place: str | None, *, urgent: bool) -> bool:
        """Does it take such a request?"""
        return (
            (not self.matters or matter in self.matters)
            and (not self.places or place in self.places)
            and (self.urgent is None or self.urgent == urgent)
        )


@dataclass(frozen=True, slots=True)
class Routing:
    """Branches by id, known matters, the rules in order, and where everything else goes."""

    branches: Mapping[str, Branch]
    matters: tuple[str, ...]
    rules: tuple[Rule, ...]
    otherwise: str


def route(routing: Routing, matter: str | None, place_code: str | None, urgent: bool) -> str:
    """The id of the branch, or ``ALL``: that of the first rule that fits, else of the rule ``else``."""
    fitting = (rule.branch for rule in routing.rules if rule.fits(matter, place_code, urgent=urgent))
    return next(fitting, routing.otherwise)


def read_routing(content: bytes, name: str, places: Iterable[Place]) -> tuple[Routing | None, list[Problem]]:
    """The rules in a file called ``name``, and all that is wrong; nothing is routed by half of them."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("matters", "branches", "rules"))
    routing = _routing(top, place_codes(places)) if top else None
    return None if findings.failed else routing, list(findings.problems)


def place_codes(places: Iterable[Place]) -> dict[str, str]:
    """What a file of the province may call a place (its code, its name, its name with the kind), and its code."""
    codes: dict[str, str] = {}
    for place in places:
        codes |= {place.code: place.code, place.name: place.code, place.title: place.code}
    return codes


def _routing(top: Form, codes: Mapping[str, str]) -> Routing:
    matters = _matters(top)
    branches = _branches(top)
    known = _Known(matters, (*branches, ALL), codes)
    forms = _rule_forms(top)
    rules = tuple(known.rule(form) for form in forms if not _is_else(form))
    return Routing(branches, matters, rules, _otherwise(top, forms, known.branches))


def _matters(top: Form) -> tuple[str, ...]:
    found: list[str] = []
    for scalar in top.scalars("matters", required=True):
        if not _ID.fullmatch(scalar.text) or scalar.text in found:
            top.findings.add("id", scalar.line, name=scalar.text)
        else:
            found.append(scalar.text)
    return tuple(found)


def _branches(top: Form) -> dict[str, Branch]:
    table = top.form("branches", None, required=True)
    if table is None:
        return {}
    found: dict[str, Branch] = {}
    for branch_id in table.table.entries:
        if not _ID.fullmatch(branch_id) or branch_id == ALL:
            table.problem("id", branch_id, name=branch_id)
        elif form := table.form(branch_id, ("name",)):
            found[branch_id] = Branch(branch_id, form.word("name", required=True))
    return found


def _rule_forms(top: Form) -> list[Form]:
    nodes = top.rows("rules", required=True)
    forms = (top.inner("rules", node, _rule_keys(node)) for node in nodes)
    return [form for form in forms if form]


def _rule_keys(node: Node) -> tuple[str, ...]:
    if isinstance(node, Table) and "else" in node.entries:
        return ("else",)
    return ("matters", "places", "urgent", "branch")


def _is_else(form: Form) -> bool:
    return "else" in form.table.entries


def _otherwise(top: Form, forms: Sequence[Form], branches: Sequence[str]) -> str:
    """The branch of the ``else``, which stands last and once."""
    otherwise = ""
    for form in filter(_is_else, forms):
        otherwise = form.one_of("else", branches, "", slug="branch")
        if form is not forms[-1]:
            form.problem("else_last")
    if "rules" in top.table.entries and not any(map(_is_else, forms)):
        top.problem("else_missing", "rules", name=branches[0])
    return otherwise


@dataclass(frozen=True, slots=True)
class _Known:
    """What rules may name."""

    matters: Sequence[str]
    branches: Sequence[str]
    codes: Mapping[str, str]

    def rule(self, form: Form) -> Rule:
        if not form.table.entries.keys() - {"branch"}:
            form.problem("for_all")
        # What a rule does not name fits all; a list that names nothing would fit nothing.
        named = {name for name in ("matters", "places") if name in form.table.entries}
        places = form.several("places", self.codes, required="places" in named, slug="place")
        return Rule(
            branch=form.one_of("branch", self.branches, "", required=True, slug="branch"),
            matters=form.several("matters", self.matters, required="matters" in named, slug="matter"),
            places=frozenset(self.codes[place] for place in places),
            urgent=_TRUTH.get(form.one_of("urgent", tuple(_TRUTH), "", slug="urgent")),
        )
