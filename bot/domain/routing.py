"""Which branch a request goes to: the rules of ``province/routing.yaml``, read strictly and applied in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from yaml.nodes import MappingNode, Node

from bot.domain.file_reader import FileReader
from bot.domain.places import Place
from bot.domain.problems import ProvinceProblems
from bot.domain.strict_yaml import entries, line_of, words

ALL: Final = "all"
"""Instead of a branch in a rule: every branch sees the request."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TRUTH: Final = {"yes": True, "no": False}


class RoutingProblems(ProvinceProblems):
    """The rules cannot be used; nothing is routed by half of them."""


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


def read_routing(text: str, name: str, places: Iterable[Place]) -> Routing:
    """The rules in the words of a file called ``name``; RoutingProblems lists all that is wrong."""
    reader = _RoutingReader(name, codes=_codes(places))
    root = reader.root(text)
    routing = reader.routing(root) if root else None
    if routing is None or reader.problems:
        raise RoutingProblems(reader.problems)
    return routing


def _codes(places: Iterable[Place]) -> dict[str, str]:
    """What a rule may call a place: its code, its name, its name with the kind."""
    codes: dict[str, str] = {}
    for place in places:
        codes |= {place.code: place.code, place.name: place.code, place.title: place.code}
    return codes


@dataclass(slots=True)
class _RoutingReader(FileReader):
    codes: Mapping[str, str] = field(default_factory=dict)

    def routing(self, root: Node) -> Routing:
        parts = self.parts(root, ("matters", "branches", "rules"), needed=("matters", "branches", "rules"))
        matters = tuple(self.ids(parts.get("matters")))
        branches = self.branches(parts.get("branches"))
        rules, otherwise = self.rules(parts.get("rules"), matters, (*branches, ALL))
        return Routing(branches, matters, rules, otherwise)

    def ids(self, node: Node | None) -> list[str]:
        found: list[str] = []
        for member in self.members(node):
            word = words(member) or ""
            if not _ID.fullmatch(word) or word in found:
                self.problem(line_of(member), "id", word)
            else:
                found.append(word)
        return found

    def branches(self, node: Node | None) -> dict[str, Branch]:
        if node is None:
            return {}
        found: dict[str, Branch] = {}
        for branch_id, key, value in self.pairs(node):
            if not _ID.fullmatch(branch_id) or branch_id == ALL:
                self.problem(line_of(key), "id", branch_id)
                continue
            parts = self.parts(value, ("name",), needed=("name",))
            name = (words(parts["name"]) or "").strip() if "name" in parts else ""
            if "name" in parts and not name:
                self.problem(line_of(value), "text", "name")
            found[branch_id] = Branch(branch_id, name)
        return found

    def rules(
        self, node: Node | None, matters: Sequence[str], branches: Sequence[str]
    ) -> tuple[tuple[Rule, ...], str]:
        members = self.members(node)
        rules = [self.rule(member, matters, branches) for member in members if not _is_else(member)]
        otherwise = ""
        for number, member in enumerate(members, start=1):
            if _is_else(member):
                otherwise = self.one_of(self.parts(member, ("else",)).get("else"), branches, "branch")
                if number < len(members):
                    self.problem(line_of(member), "else_last")
        if node is not None and not any(_is_else(member) for member in members):
            self.problem(line_of(node), "else_missing", next(iter(branches)))
        return tuple(rules), otherwise

    def rule(self, node: Node, matters: Sequence[str], branches: Sequence[str]) -> Rule:
        parts = self.parts(node, ("matters", "places", "urgent", "branch"), needed=("branch",))
        if "branch" in parts and len(parts) == 1:
            self.problem(line_of(node), "for_all")
        named = self.members(parts["places"]) if "places" in parts else []
        urgent = self.one_of(parts["urgent"], tuple(_TRUTH), "urgent") if "urgent" in parts else ""
        wanted = self.members(parts["matters"]) if "matters" in parts else []
        return Rule(
            branch=self.one_of(parts.get("branch"), branches, "branch"),
            matters=frozenset(self.one_of(member, matters, "matter") for member in wanted),
            places=frozenset(self.place(member) for member in named),
            urgent=_TRUTH.get(urgent),
        )

    def place(self, node: Node) -> str:
        return self.codes.get(self.one_of(node, tuple(self.codes), "place"), "")


def _is_else(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(name == "else" for name, _, _ in entries(node))
