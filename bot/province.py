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
from bot.domain.ladder import Waiting, read_waiting
from bot.domain.places import OLD_PLACES_FILE, PLACES_FILE, Gazetteer, read_gazetteer
from bot.domain.routing import Routing, read_routing
from bot.domain.sensitive import Ground, read_grounds, read_sensitive
from bot.problems import Problem
from bot.source_files import optional

CALENDAR: Final = "calendar.yaml"
CONFLICTS: Final = "conflicts.yaml"
CONTACTS: Final = "contacts.yaml"
PROMISES: Final = "promises.yaml"
ROUTING: Final = "routing.yaml"
SENSITIVE: Final = "sensitive.yaml"
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
    grounds: tuple[Ground, ...] = ()


def read_province(folder: Path) -> tuple[Province, list[Problem]]:
    """Every file; rules are read only where the places they name are known."""
    gazetteer, problems = read_gazetteer(optional(folder / PLACES_FILE), optional(folder / OLD_PLACES_FILE))
    routing = None
    if gazetteer:
        routing, found = read_routing(optional(folder / ROUTING), ROUTING, gazetteer.places)
        problems += found
    contacts, about_contacts = read_contacts(optional(folder / CONTACTS), CONTACTS)
    calendar, about_calendar = read_calendar(optional(folder / CALENDAR), CALENDAR, foreseen())
    waiting, about_waiting = read_waiting(optional(folder / WAITING), WAITING)
    first_look, about_promises = read_promises(optional(folder / PROMISES), PROMISES)
    sensitive, about_words = read_sensitive(optional(folder / SENSITIVE), SENSITIVE)
    grounds, about_grounds = read_grounds(optional(folder / CONFLICTS), CONFLICTS)
    province = Province(gazetteer, routing, contacts, calendar, waiting, first_look, sensitive, grounds)
    problems += [
        *about_contacts,
        *about_calendar,
        *about_waiting,
        *about_promises,
        *about_words,
        *about_grounds,
    ]
    return province, problems


@cache
def foreseen() -> Foreseen:
    """The days off that the law lets expect, and what was swapped by decree, as the package ``holidays`` knows them."""
    vietnam = country_holidays("VN", years=FORESEEN)
    return Foreseen(frozenset(vietnam), frozenset(vietnam.weekend_workdays))
