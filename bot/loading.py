"""Reads flows/, locales/ and province/ into values, with every problem found. Used by start and by ``check``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from bot.domain.contacts import Contacts
from bot.domain.data_rights import Purpose, purpose_of
from bot.domain.places import Gazetteer
from bot.domain.safe_hours import SafeHours
from bot.domain.sentences import SENTENCES
from bot.flow.defaults import FILE as SHARED
from bot.flow.defaults import Defaults, QuietHours
from bot.flow.loader import defaults_of, load_flows
from bot.flow.model import ConsentStep, Flow, SourceText
from bot.flow.spoken import scripts
from bot.handlers.house import INTAKE, INVITE, SET_UP, deadline_key, ground_key
from bot.label_checks import check_labels
from bot.locales import interrupt_words, read_locales
from bot.problems import Findings, Problem, error, line, warning
from bot.province import CONTACTS, DEADLINES, GROUNDS, SAFE_HOURS, Province, read_province
from bot.read_aloud import PLAIN, is_for_citizens, read_aloud
from bot.recordings import without_file
from bot.source_files import content
from bot.texts import Texts

FLOW_SUFFIXES: Final = (".yaml", ".yml")
TESTS: Final = "tests"
"""The folder of the flows' own tests."""


FLOW_MISSING: Final = error(
    "G2",
    "Thiếu cuộc trò chuyện “{name}”",
    "The conversation “{name}” is missing",
    "Thêm tệp {name}.yaml",
    "Add the file {name}.yaml",
)


MATTERS: Final = "matters"
"""The list of what people may ask help about."""
MATTER_UNROUTED: Final = warning(
    "R1",
    "Lĩnh vực “{name}” chưa có ở province/routing.yaml.",
    "The matter “{name}” is not known in province/routing.yaml.",
    "Thêm một dòng dưới matters ở tệp ấy, để chia việc, lọc, chia chủ đề được.",
    "Add a line under matters there, so that requests can be routed, sieved and parted by it.",
)


PURPOSE_UNKNOWN: Final = error(
    "L3",
    "Không có mục đích “{name}” để hỏi ý kiến.",
    "There is no purpose “{name}” to consent to.",
    "{near_vi} Sau nó có thể có số bản, như _v1.",
    "{near_en} The number of a version may follow, such as _v1.",
)


class NotLoadable(Exception):
    """The installation's folders hold errors; the message lists them."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folders hold. ``lines`` are the problems as they are printed; ``errors`` of them block."""

    flows: Mapping[str, Flow] = field(default_factory=dict)
    texts: Texts | None = None
    province: Province = field(default_factory=Province)
    defaults: Defaults = field(default_factory=Defaults)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The flow files it was read from, by their path below ``flows/``."""
    problems: tuple[Problem, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def load(
    flows_dir: Path,
    locales_dir: Path,
    province_dir: Path,
    *,
    english: bool = False,
    files: Mapping[str, bytes] | None = None,
    shows_rpa: bool = True,
) -> Loaded:
    """Read everything; nothing is raised for what a file holds. ``files``: flow files instead of those of the folder.

    ``shows_rpa``: may people be shown Mông in that script?
    """
    tree = _tree(locales_dir)
    province, about_province = read_province(province_dir)
    groups = place_groups(province.gazetteer, province.contacts)
    files = _flow_files(flows_dir) if files is None else files
    flows, problems = load_flows(files, interrupt_words=interrupt_words(tree), groups=groups)
    problems = _below(flows_dir, [*problems, *_missing(flows, problems), *_purposes(flows)])
    others = _flow_texts(flows_dir, flows) | _province_texts(province_dir, province)
    for_staff = {id_ for id_, flow in flows.items() if flow.audience == "staff"}
    keys_of_flows = frozenset(key for flow in flows.values() for key in flow.texts)
    asked_of_citizens = frozenset(
        key for id_, flow in flows.items() if id_ not in for_staff for key in flow.texts
    )
    texts, text_problems = read_locales(
        tree,
        others,
        str(locales_dir),
        for_citizens=lambda key: key in asked_of_citizens if key in keys_of_flows else is_for_citizens(key),
        shows_rpa=shows_rpa,
        scripts=partial(scripts, flows.values()),
    )
    text_problems += check_labels(flows, texts)
    text_problems += without_file(locales_dir, texts.recordings.values())
    plain_file = str(locales_dir / PLAIN)
    text_problems += read_aloud(tree.get(PLAIN), plain_file, texts.sources, flows, for_staff)
    defaults = defaults_of(files)
    problems += _below(flows_dir, _unrouted(defaults, province))
    about_province += _asleep(province, defaults.quiet_hours)
    problems += [*text_problems, *_below(province_dir, about_province)]
    return Loaded(
        flows,
        texts,
        province,
        defaults,
        groups,
        files,
        tuple(problems),
        tuple(line(p, english=english) for p in problems if p.severity == "error"),
        tuple(line(p, english=english) for p in problems if p.severity == "warning"),
    )


def _missing(flows: Mapping[str, Flow], found: Iterable[Problem]) -> list[Problem]:
    """The conversations the program itself begins; one with errors of its own is not also missing."""
    findings = Findings("", {"flow_missing": FLOW_MISSING})
    broken = {problem.file for problem in found}
    for name in (INTAKE, SET_UP, INVITE):
        if name not in flows and f"{name}.yaml" not in broken:
            findings.file = f"{name}.yaml"
            findings.add("flow_missing", 1, name=name)
    return list(findings.problems)


def _unrouted(defaults: Defaults, province: Province) -> list[Problem]:
    """Matters that people can choose and no rule of the routing may name."""
    findings = Findings(SHARED, {"matter_unrouted": MATTER_UNROUTED})
    known = province.routing.matters if province.routing else ()
    for option in defaults.lists.get(MATTERS, ()) if known else ():
        if option.id not in known:
            written = defaults.texts.get(option.label)
            findings.add("matter_unrouted", written.line if written else 1, name=option.id)
    return list(findings.problems)


def _asleep(province: Province, quiet: QuietHours) -> list[Problem]:
    """Hours that somebody may choose and in which the bot would never write: what waits for them would wait for ever."""
    findings = Findings(SAFE_HOURS, SENTENCES)
    hours = province.safe_hours or SafeHours({})
    for name, (begin, end) in hours.spans.items():
        opens = datetime.datetime.combine(datetime.date.min, begin)
        if quiet.next_allowed(opens) >= datetime.datetime.combine(datetime.date.min, end):
            findings.add("safe_hours_asleep", hours.lines[name], name=name)
    return list(findings.problems)


def _purposes(flows: Mapping[str, Flow]) -> list[Problem]:
    """Consents for what the law book of data does not know: nobody could show or withdraw them."""
    found: list[Problem] = []
    for step in (step for flow in flows.values() for step in flow.steps.values()):
        if isinstance(step, ConsentStep) and purpose_of(step.purpose) not in tuple(Purpose):
            findings = Findings(step.file, {"purpose_unknown": PURPOSE_UNKNOWN})
            findings.add("purpose_unknown", step.line, name=step.purpose, options=tuple(Purpose))
            found += findings.problems
    return list(dict.fromkeys(found))


def place_groups(gazetteer: Gazetteer | None, contacts: Contacts | None) -> dict[str, frozenset[str]]:
    """The groups of communes that a condition may name: the zones of difficulty, ``zone_1`` to ``zone_3``, and
    ``with_numbers``, of which a number of police, border post or health station is set."""
    places = gazetteer.places if gazetteer else ()
    zones = {"I": "zone_1", "II": "zone_2", "III": "zone_3"}
    by_zone = {
        name: frozenset(place.code for place in places if place.zone == zone) for zone, name in zones.items()
    }
    return {**by_zone, "with_numbers": frozenset(contacts.near if contacts else ())}


def emergency_key(number: str) -> str:
    """The key of the words that say a number and what it is for."""
    return f"contacts.{number.replace(' ', '')}"


def _flow_texts(folder: Path, flows: Mapping[str, Flow]) -> dict[str, SourceText]:
    return {
        key: replace(text, file=str(folder / text.file))
        for flow in flows.values()
        for key, text in flow.texts.items()
    }


def _province_texts(folder: Path, province: Province) -> dict[str, SourceText]:
    """What of the province is said to people in their languages."""
    emergency = province.contacts.emergency if province.contacts else ()
    contacts, law = str(folder / CONTACTS), str(folder / GROUNDS)
    numbers = {
        emergency_key(each.number): SourceText(f"{each.number} {each.what}", "high", "", contacts, each.line)
        for each in emergency
    }
    grounds = {
        ground_key(each.id): SourceText(each.words, "high", "", law, each.line)
        for each in province.law.grounds
    }
    deadlines = {
        deadline_key(each.id): SourceText(each.words, "high", "", str(folder / DEADLINES), each.line)
        for each in province.law.deadlines.all
    }
    return numbers | grounds | deadlines


def _below(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    return [replace(problem, file=str(folder / problem.file)) for problem in problems]


def _flow_files(folder: Path) -> dict[str, bytes]:
    """Flows and sub-flows, by their path below the folder; its tests are read elsewhere, if they end in .yaml."""
    found = {file.relative_to(folder): file for file in sorted(folder.rglob("*")) if file.is_file()}
    return {
        path.as_posix(): content(file)
        for path, file in found.items()
        if path.suffix in FLOW_SUFFIXES and not (path.suffix == ".yaml" and path.parts[0] == TESTS)
    }


def _tree(folder: Path) -> dict[str, bytes]:
    files = (
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".yaml", ".po", ".csv") and file.is_file()
    )
    return {file.relative_to(folder).as_posix(): content(file) for file in files}
