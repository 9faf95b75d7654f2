"""Reads flows/, locales/ and province/ into values, with every problem found. Used by start and by ``check``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bot.domain.contacts import Contacts, read_contacts, read_promises
from bot.domain.places import Gazetteer, read_gazetteer
from bot.domain.problems import Problem as ProvinceProblem
from bot.domain.problems import ProvinceProblems
from bot.domain.routing import Routing, read_routing
from bot.flow.loader import load_flows
from bot.flow.model import Flow, SourceText
from bot.flow.problems import line
from bot.texts import Texts, interrupt_words, read_locales

FLOW_SUFFIXES: Final = (".yaml", ".yml")
LARGEST: Final = 5 * 1024 * 1024


class NotLoadable(Exception):
    """The installation's folders hold errors; the message lists them."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folders hold. ``lines`` are the problems as they are printed; ``errors`` of them block."""

    flows: Mapping[str, Flow] = field(default_factory=dict)
    texts: Texts | None = None
    gazetteer: Gazetteer | None = None
    routing: Routing | None = None
    contacts: Contacts | None = None
    first_look: str = ""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def load(flows_dir: Path, locales_dir: Path, province_dir: Path, *, english: bool = False) -> Loaded:
    """Read everything; nothing is raised for what a file holds."""
    tree = _tree(locales_dir)
    flows, flow_problems = load_flows(_flow_files(flows_dir), interrupt_words=interrupt_words(tree))
    province = _Province(province_dir)
    others = {key: text for flow in flows.values() for key, text in flow.texts.items()}
    texts, text_problems = read_locales(tree, others | _province_texts(province.contacts))
    problems = [replace(problem, file=str(flows_dir / problem.file)) for problem in flow_problems]
    problems += text_problems
    errors = [line(p, english=english) for p in problems if p.severity == "error"]
    errors += [p.words("en" if english else "vi") for p in province.problems]
    return Loaded(
        flows,
        texts,
        province.gazetteer,
        province.routing,
        province.contacts,
        province.first_look,
        tuple(errors),
        tuple(line(p, english=english) for p in problems if p.severity == "warning"),
    )


def emergency_key(number: str) -> str:
    """The key of the words that say a number and what it is for."""
    return f"contacts.{number.replace(' ', '')}"


def _province_texts(contacts: Contacts | None) -> dict[str, SourceText]:
    """What of the province is said to people in their languages."""
    return {
        emergency_key(each.number): SourceText(
            f"{each.number} {each.what}", "high", "", "province/contacts.yaml", each.line
        )
        for each in (contacts.emergency if contacts else ())
    }


class _Province:
    """The files of ``province/``, read one after another as each needs the one before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[ProvinceProblem] = []
        self.gazetteer: Gazetteer | None = None
        self.routing: Routing | None = None
        self.contacts: Contacts | None = None
        self.first_look = ""
        for read in (self._places, self._routing, self._contacts, self._promises):
            try:
                read()
            except ProvinceProblems as found:
                self.problems += found.problems

    def _places(self) -> None:
        self.gazetteer = read_gazetteer(self._text("places.csv"), self._text("old_places.csv"))

    def _routing(self) -> None:
        if self.gazetteer:
            self.routing = read_routing(self._text("routing.yaml"), "routing.yaml", self.gazetteer.places)

    def _contacts(self) -> None:
        self.contacts = read_contacts(self._text("contacts.yaml"), "contacts.yaml")

    def _promises(self) -> None:
        self.first_look = read_promises(self._text("promises.yaml"), "promises.yaml")

    def _text(self, name: str) -> str:
        file = self._folder / name
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _flow_files(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.iterdir()) if file.suffix in FLOW_SUFFIXES and file.is_file())
    return {file.name: _content(file) for file in files}


def _tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in (".yaml", ".po") and file.is_file())
    return {file.relative_to(folder).as_posix(): _content(file) for file in files}


def _content(file: Path) -> bytes:
    with file.open("rb") as handle:
        return handle.read(LARGEST)
