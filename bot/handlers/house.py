"""What every handler is given: the flows, the texts, the province, and what belongs to this installation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.chat import Address, Event, Moment, Refused, Text, Value, quoted, text
from bot.domain.calendar import WorkingCalendar
from bot.domain.contacts import Office
from bot.domain.grounds import Ground
from bot.domain.ladder import Waiting
from bot.domain.law_book import LawBook
from bot.domain.papers import Paper
from bot.domain.permits import WORKERS
from bot.domain.places import Gazetteer
from bot.domain.retention import Retention
from bot.domain.routing import Routing
from bot.domain.safe_hours import SafeHours
from bot.flow.defaults import Defaults
from bot.flow.menu import ICONS, INTERRUPTS
from bot.flow.model import Flow
from bot.flow.session import Session
from bot.flow.turn import PlaceFound
from bot.flow.words import fold
from bot.second_factor import SecondFactor
from bot.store import centre, staff
from bot.store.database import Transaction
from bot.texts import AUTHORITY, Texts

COMMAND_WORDS: Final = re.compile(r"command\.([a-z_]+)\.words")
ROW_DIGITS: Final = 15
INTAKE: Final = "legal_aid"
SET_UP: Final = "set_up"
INVITE: Final = "invite"
CALL_BACK: Final = "callback_request"
"""The deed by which a person asks to be found."""


@dataclass(frozen=True, slots=True)
class Older:
    """A version of a flow that is not begun any more, with people in the middle of it. ``since``: when another followed
    (ms UTC); ``forced``: whoever is in it moves at once."""

    flow: Flow
    since: int
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """A flow tried out: what is said, what can be pressed (what to type for it, how it reads), the talk as a test."""

    says: str
    choices: tuple[tuple[str, str], ...] = ()
    transcript: str = ""


TryOut: TypeAlias = Callable[[Mapping[str, bytes], str, str, Sequence[str], bool], Tried]
"""Flow files, flow, language, all that was typed so far, in English → what comes of it."""


@dataclass(frozen=True, slots=True)
class House:
    """``chance`` gives that many random bits; ``parse`` reads a raw update of the channel."""

    flows: Mapping[str, Flow]
    texts: Texts
    commands: Mapping[str, str]
    """What may be typed for a command of the staff, folded, and the command's name."""
    calls: Mapping[str, Mapping[str, str]]
    """By language: what may be typed, folded, and the interrupt or ``beside:<flow>`` that it calls."""
    beside: tuple[tuple[str, str], ...]
    """The flows that open on top of others: id and icon."""
    defaults: Defaults
    gazetteer: Gazetteer
    places: tuple[PlaceFound, ...]
    groups: Mapping[str, frozenset[str]]
    """The codes of the communes by group."""
    can_share: bool
    """The channel has buttons for sharing a number or a place."""
    routing: Routing
    calendar: WorkingCalendar
    waiting: Waiting
    sensitive: Mapping[str, tuple[str, ...]]
    """By sensitive matter, the words that tell of it."""
    telling: Mapping[str, tuple[str, ...]]
    """The same, and those of an arrest: by them it is seen what cannot wait."""
    safe_hours: SafeHours
    law: LawBook
    papers: Mapping[Paper, bytes]
    """The Word templates, by what they become."""
    makes_pdf: bool
    """There is a LibreOffice that makes PDFs of them."""
    draws: bool
    """There is a Graphviz that draws flows."""
    retention: Retention
    centre_name: str
    justice: Office
    """The Department of Justice."""
    data_contact: str
    """Who answers for the data of people; empty when nobody was named."""
    danger_numbers: tuple[Text, ...]
    near: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By the code of a place and ``police``, ``border``, ``health`` its numbers; only what the Centre set."""
    first_look: str
    """In how many days a request is first looked at, in words; empty unless the Centre set it."""
    hours: str
    """Office hours in words; empty unless the Centre set them."""
    admins: tuple[Address, ...]
    older: Mapping[tuple[str, str], Older]
    """By flow and version."""
    second_factor: SecondFactor | None
    """Six digits of an app, where one administrator alone publishes; None: not set up."""
    try_out: TryOut | None
    username: str
    parse: Callable[[Any], Event | None]
    chance: Callable[[int], int]

    def office(self, branch: str) -> str:
        """The name of a branch to people; that of the Centre for ``all``."""
        found = self.routing.branches.get(branch)
        return found.name if found else self.centre_name


def flow_of(house: House, session: Session) -> Flow:
    """The flow of a session, in the version by which it goes."""
    older = house.older.get((session.flow, session.version))
    return older.flow if older else house.flows[session.flow]


def spoken_calls(flows: Mapping[str, Flow], texts: Texts) -> Mapping[str, Mapping[str, str]]:
    """What calls an interrupt or opens a flow, by language; the Vietnamese words are understood in every one.

    Labels, icons and the words listed for them count; an interrupt wins over a flow.
    """
    opens = {
        f"{id_}.{part}": (f"beside:{id_}", flow.beside.icon)
        for id_, flow in flows.items()
        if flow.beside
        for part in ("words", "title")
    }
    named = {f"interrupt.{name}{part}": (name, ICONS[name]) for name in INTERRUPTS for part in (".words", "")}
    spoken = {}
    for language in texts.languages:
        calls: dict[str, str] = {}
        for key, (call, icon) in (opens | named).items():
            for word in ",".join(texts.wordings(text(key), language)).split(","):
                # A channel's own keyboard sends the icon along.
                calls |= {fold(icon): call, fold(word): call, fold(f"{icon} {word}"): call}
        spoken[language] = calls
    return spoken


def besides(flows: Mapping[str, Flow]) -> tuple[tuple[str, str], ...]:
    """The flows that open on top of others, in the order of their names."""
    return tuple((id_, flow.beside.icon) for id_, flow in sorted(flows.items()) if flow.beside)


def language_names(texts: Texts) -> tuple[tuple[str, str], ...]:
    """What people can choose: the tag of each language, and its own name, with the word that it is a trial."""

    def name(tag: str) -> str:
        autonym = texts.languages[tag].autonym
        return (
            f"{autonym} ({texts.own(text('language.trial'), AUTHORITY)})" if texts.is_trial(tag) else autonym
        )

    return tuple((tag, name(tag)) for tag in texts.offered())


def command_names(texts: Texts) -> Mapping[str, str]:
    """Every spelling of every command, in any language, folded, and the command's name."""
    names: dict[str, str] = {}
    for key in texts.sources:
        if found := COMMAND_WORDS.fullmatch(key):
            for language in texts.languages:
                names |= {fold(word): found[1] for word in texts.own(text(key), language).split(",")}
    return names


def ground_key(ground: str) -> str:
    """The key of the words of a ground of the law."""
    return f"ground.{ground.replace(':', '.')}"


def deadline_key(deadline: str) -> str:
    """The key of the words of a deadline of the law."""
    return f"deadline.{deadline}"


def matter_words(house: House, matter: str) -> Text:
    """A matter, or the door it came in by, in words: the program's own; those of the button, where an administrator added it;
    the code itself, where not even that is known."""
    own, button = text(f"matter.{matter}"), text(f"lists.matters.opt.{matter}")
    return next((name for name in (own, button) if name.key in house.texts.sources), quoted(matter))


def choice_words(house: House, name: str, chosen: str) -> Text:
    """What was chosen, for the staff: in the program's words; in those of its button, where an administrator added it."""
    own = text(f"card.{name}.{chosen}")
    if own.key in house.texts.sources:
        return own
    button = f".{name}.opt.{chosen}"
    return next((text(key) for key in house.texts.sources if key.endswith(button)), quoted(chosen))


def ground_words(ground: Ground) -> Text:
    """A ground of the law in plain words."""
    return text(ground_key(ground.id))


def row_in(data: str) -> int:
    """The row that a button names; a modified client can send anything."""
    if not (data.isascii() and data.isdigit() and len(data) <= ROW_DIGITS):
        raise Refused(text("press.old"))
    return int(data)


def is_open(tx: Transaction) -> bool:
    """Was the set-up done, so that people can be told whom to call?"""
    return centre.get(tx, "hotline") is not None


def provided(tx: Transaction, house: House, near: Value = "") -> dict[str, Value]:
    """The facts that every text of a flow may name (``PROVIDED`` in flow/deeds.py); ``near``: who is near the person."""
    return {
        "hotline": centre.get(tx, "hotline") or "",
        "office": house.centre_name,
        "danger_numbers": house.danger_numbers,
        "duty": _duty(tx, house),
        "promise": _promise(house),
        "hours": house.hours or text("hours.unknown"),
        "near": near,
        "shelter": centre.get(tx, "shelter") or text("shelter.unknown"),
    }


def is_on_duty(tx: Transaction) -> bool:
    """Is somebody on duty who can be told something now?"""
    return any(officer.on_duty for officer in staff.present(tx, roles=WORKERS))


def _duty(tx: Transaction, house: House) -> Text:
    """Who listens now. Where nobody does, an hour is named only if the Centre set its hours and every day is sure."""
    hours = house.hours
    if is_on_duty(tx):
        return text("duty.now_hours", hours=hours) if hours else text("duty.now")
    if not hours:
        return text("duty.nobody")
    opens = house.calendar.next_open(tx.now)
    if opens > tx.now and house.calendar.is_sure(tx.now, opens):
        return text("duty.opens", at=Moment(opens))
    return text("duty.hours", hours=hours)


def _promise(house: House) -> Text:
    """The office, and a date only if the Centre set one: no law gives a first-contact time."""
    office = house.centre_name
    if house.first_look:
        return text("promise.date", office=office, days=house.first_look)
    return text("promise.office", office=office)
