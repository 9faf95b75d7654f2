"""Reads province/ into values, with every problem found: what is particular to one province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from holidays import country_holidays

from bot.domain.calendar import WorkingCalendar
from bot.domain.calendar_reader import Foreseen, read_calendar
from bot.domain.contacts import Contacts, read_contacts, read_promises
from bot.domain.deadlines_reader import read_deadlines
from bot.domain.eligibility_reader import read_eligibility
from bot.domain.grounds import read_grounds
from bot.domain.ladder import Waiting, read_waiting
from bot.domain.law import read_versions
from bot.domain.law_book import LawBook
from bot.domain.papers import FIELDS, Paper
from bot.domain.places import OLD_PLACES_FILE, PLACES_FILE, Gazetteer, read_gazetteer
from bot.domain.provisions import read_provisions
from bot.domain.retention import Retention, read_retention
from bot.domain.routing import Routing, place_codes, read_routing
from bot.domain.safe_hours import SafeHours, read_safe_hours
from bot.domain.sensitive import read_sensitive, read_urgent
from bot.problems import Problem
from bot.source_files import optional

ACTS: Final = "law/acts.yaml"
CALENDAR: Final = "calendar.yaml"
CONTACTS: Final = "contacts.yaml"
ELIGIBLE: Final = "law/eligible.yaml"
DEADLINES: Final = "law/deadlines.yaml"
FORM: Final = "form"
GROUNDS: Final = "law/grounds.yaml"
PROMISES: Final = "promises.yaml"
RETENTION: Final = "retention.yaml"
ROUTING: Final = "routing.yaml"
SAFE_HOURS: Final = "safe_hours.yaml"
SENSITIVE: Final = "sensitive.yaml"
URGENT: Final = "urgent.yaml"
VERSIONS: Final = "law/versions.yaml"
WAITING: Final = "waiting.yaml"
FORESEEN: Final = range(2024, 2051)
"""The years for which days off are expected when the calendar of the province has none of its own."""


@dataclass(frozen=True, slots=True)
class Province:
    """What its files hold; None where a file has errors, of which the problems tell."""

    gazetteer: Gazetteer | None = None
    routing: Routing | None = None
    contacts: Contacts | None = None
    calendar: WorkingCalendar | None = None
    waiting: Waiting | None = None
    first_look: str = ""
    sensitive: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    urgent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    law: LawBook = field(default_factory=LawBook)
    papers: Mapping[Paper, bytes] = field(default_factory=dict)
    """The Word templates."""
    retention: Retention | None = None
    safe_hours: SafeHours | None = None


def read_province(folder: Path) -> tuple[Province, list[Problem]]:
    """Every file; rules are read only where the places they name are known."""
    gazetteer, problems = read_gazetteer(optional(folder / PLACES_FILE), optional(folder / OLD_PLACES_FILE))
    routing = None
    if gazetteer:
        routing, found = read_routing(optional(folder / ROUTING), ROUTING, gazetteer.places)
        problems += found
    codes = {place.code for place in gazetteer.places} if gazetteer else set()
    contacts, about_contacts = read_contacts(optional(folder / CONTACTS), CONTACTS, codes)
    calendar, about_calendar = read_calendar(
        optional(folder / CALENDAR), CALENDAR, foreseen(), _named_places(gazetteer, routing)
    )
    waiting, about_waiting = read_waiting(optional(folder / WAITING), WAITING)
    first_look, about_promises = read_promises(optional(folder / PROMISES), PROMISES)
    sensitive, about_words = read_sensitive(optional(folder / SENSITIVE), SENSITIVE)
    urgent, about_urgent = read_urgent(optional(folder / URGENT), URGENT)
    law, about_law = read_law(folder)
    papers, about_papers = read_papers(folder)
    retention, about_retention = read_retention(optional(folder / RETENTION), RETENTION)
    safe_hours, about_hours = read_safe_hours(optional(folder / SAFE_HOURS), SAFE_HOURS)
    province = Province(
        gazetteer,
        routing,
        contacts,
        calendar,
        waiting,
        first_look,
        sensitive,
        urgent,
        law,
        papers,
        retention,
        safe_hours,
    )
    problems += [
        *about_contacts,
        *about_calendar,
        *about_waiting,
        *about_promises,
        *about_words,
        *about_urgent,
        *about_law,
        *about_papers,
        *about_retention,
        *about_hours,
    ]
    return province, problems


def _named_places(gazetteer: Gazetteer | None, routing: Routing | None) -> dict[str, str]:
    """What the calendar may call a branch or a commune."""
    branches = routing.branches if routing else ()
    return place_codes(gazetteer.places if gazetteer else ()) | {branch: branch for branch in branches}


def without_numbers(province: Province) -> str:
    """The communes of which no number of police, border post or health station is set; «45/45» where none has any."""
    places = province.gazetteer.places if province.gazetteer else ()
    near = province.contacts.near if province.contacts else {}
    missing = [place.title for place in places if place.code not in near]
    return f"{len(missing)}/{len(places)}" if len(missing) == len(places) else ", ".join(missing)


def read_law(folder: Path) -> tuple[LawBook, list[Problem]]:
    """The dated law: every file of the folder ``law``."""
    versions, about_versions = read_versions(optional(folder / VERSIONS), VERSIONS)
    grounds, about_grounds = read_grounds(optional(folder / GROUNDS), GROUNDS)
    provisions, about_acts = read_provisions(optional(folder / ACTS), ACTS)
    eligible, about_eligible = read_eligibility(optional(folder / ELIGIBLE), ELIGIBLE)
    deadlines, about_deadlines = read_deadlines(optional(folder / DEADLINES), DEADLINES)
    law = LawBook(
        versions=versions,
        grounds=grounds,
        provisions=provisions,
        eligible=eligible,
        deadlines=deadlines,
    )
    return law, [
        *about_versions,
        *about_grounds,
        *about_acts,
        *about_eligible,
        *about_deadlines,
    ]


def read_papers(folder: Path) -> tuple[dict[Paper, bytes], list[Problem]]:
    """The templates of the papers of the law, ``form/<paper>.docx``, each checked as a flow is."""
    # Imported here: what reads Word files costs a third of a second, which only those pay who read a province.
    from bot.documents.paper_checks import check_template

    templates = {paper: optional(folder / FORM / f"{paper}.docx") for paper in FIELDS}
    problems = [
        problem
        for paper, content in templates.items()
        for problem in check_template(content, f"{FORM}/{paper}.docx", FIELDS[paper])
    ]
    return templates, problems


@cache
def foreseen() -> Foreseen:
    """The days off that the law lets expect, and what was swapped by decree, as the package ``holidays`` knows them."""
    vietnam = country_holidays("VN", years=FORESEEN)
    return Foreseen(frozenset(vietnam), frozenset(vietnam.weekend_workdays))
