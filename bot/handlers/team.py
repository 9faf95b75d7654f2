"""Who looks after what, speaks which language, and has how much in hand: for those who hand requests out. Never a ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.permits import WORKERS
from bot.domain.request import SENSITIVE_MATTERS
from bot.handlers import cards
from bot.handlers.facts import last_day
from bot.handlers.house import House, matter_words
from bot.handlers.letters import Given
from bot.handlers.staffing import by_row
from bot.handlers.work import tell
from bot.store import audit, leaves, progress, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

SEXES: Final = ("woman", "man")
"""As the intake asks for them (``card.officer_sex``)."""
LANGUAGES: Final = ("mong", "thai", "khomu", "lao")
"""As the intake asks for them (``card.speak``)."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that is known of one of the staff: its icon, all that can be chosen, and what was."""

    icon: str
    choices: Callable[[House], Sequence[tuple[str, Text]]]
    chosen: Callable[[Officer], Sequence[str]]
    one: bool = False
    """At most one of them."""


def _communes(house: House) -> Sequence[tuple[str, Text]]:
    return [(place.code, quoted(place.label)) for place in house.places]


def _matters(house: House) -> Sequence[tuple[str, Text]]:
    return [
        (matter, matter_words(house, matter))
        for matter in house.routing.matters
        if matter not in SENSITIVE_MATTERS
    ]


TRAITS: Final[Mapping[str, Trait]] = {
    "communes": Trait("📍", _communes, lambda one: one.communes),
    "matters": Trait("🏷️", _matters, lambda one: one.matters),
    "languages": Trait(
        "🗣️",
        lambda _: [(tag, text(f"card.speak.{tag}")) for tag in LANGUAGES],
        lambda one: one.languages,
    ),
    "sex": Trait(
        "👤",
        lambda _: [(sex, text(f"team.sex.{sex}")) for sex in SEXES],
        lambda one: (one.sex,) if one.sex else (),
        one=True,
    ),
}


def person(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What one of the staff looks after; «back» from one of the traits."""
    row, _, back = given.words.partition(".")
    sheet = _sheet(house, officer, by_row(tx, row))
    return [replace(sheet, edits=sheet.handle) if back else sheet]


def trait(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """All that can be chosen of one trait, in the same message; what was is ticked."""
    row, _, name = given.words.partition(".")
    whom = by_row(tx, row)
    return [_choices(house, officer, whom, _named(name), name)]


def choose(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Tick it, or take the tick away."""
    row, name, code = (*given.words.split("."), "", "")[:3]
    whom, found = by_row(tx, row), _named(name)
    if code not in {each for each, _ in found.choices(house)}:
        raise Refused(text("press.old"))
    had = list(found.chosen(whom))
    now = [each for each in had if each != code] if code in had else [code] if found.one else [*had, code]
    known = {each: list(about.chosen(whom)) for each, about in TRAITS.items()} | {name: now}
    staff.describe(
        tx,
        whom.id,
        sex=next(iter(known["sex"]), None),
        communes=known["communes"],
        languages=known["languages"],
        matters=known["matters"],
    )
    audit.note(tx, officer.person, "described", details=f"staff:{whom.id}")
    return [_choices(house, officer, staff.load(tx, whom.id), found, name)]


def balance(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Who has how much in hand, by name; who is away; and a press that shows it."""
    found = staff.active(tx, roles=WORKERS, branch=None if officer.branch == "all" else officer.branch)
    lines = tuple(_load(tx, one) for one in found)
    rows: Rows = tuple((Button(quoted(one.name), f"load:{one.id}", "🗂️"),) for one in found)
    return [Message(officer.chat, (text("balance.head"), lines), rows, priority=Priority.STAFF)]


def load(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What one of them has in hand, each to be opened and handed on."""
    whom = by_row(tx, given.words)
    held = progress.mine(tx, whom.id)
    if not held:
        return [tell(officer, text("balance.nothing", officer=whom.name))]
    lines = tuple(
        text("balance.held", card=cards.headline(house, each), status=text(f"status.{each.status}"))
        for each in held[: cards.LISTED]
    )
    rows: Rows = tuple(
        (
            Button(quoted(show_number(each.number)), f"open:{each.id}", "📂"),
            Button(text("button.transfer"), f"transfer:{each.id}", "🔀"),
        )
        for each in held[: cards.LISTED]
    )
    says = (text("balance.of", officer=whom.name), lines)
    return [Message(officer.chat, says, rows, priority=Priority.STAFF)]


def _load(tx: Transaction, one: Officer) -> Text:
    held = progress.mine(tx, one.id)
    waits = [each.waits_since for each in held if each.awaited or each.rung]
    said = [text("balance.count", count=len(held), urgent=sum(each.urgent for each in held))]
    said += [text("balance.oldest", at=Moment(min(waits)))] if waits else []
    until = leaves.until(tx, one.id)
    said += [text("me.leave", day=last_day(until))] if until else []
    said += [text("me.duty")] if one.on_duty else []
    return text("balance.line", officer=one.name, load=tuple(said))


def _sheet(house: House, officer: Officer, whom: Officer) -> Message:
    lines = tuple(_known(house, whom, name, about) for name, about in TRAITS.items())
    rows: Rows = tuple(
        (Button(text(f"team.{name}"), f"trait:{whom.id}.{name}", about.icon),)
        for name, about in TRAITS.items()
    )
    says = (text("team.of", officer=whom.name), lines)
    return Message(officer.chat, says, rows, priority=Priority.STAFF, handle=_handle(whom))


def _known(house: House, whom: Officer, name: str, about: Trait) -> Text:
    words = dict(about.choices(house))
    chosen = tuple(words[code] for code in about.chosen(whom) if code in words)
    return text("team.line", name=text(f"team.{name}"), chosen=chosen or text("team.all"))


def _choices(house: House, officer: Officer, whom: Officer, about: Trait, name: str) -> Message:
    had = set(about.chosen(whom))
    shown = [
        Button(words, f"choose:{whom.id}.{name}.{code}", "✅" if code in had else "▫️")
        for code, words in about.choices(house)
    ]
    rows: Rows = tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))
    back = (Button(text("button.back_to_person"), f"person:{whom.id}.back", "↩️"),)
    says = (text("team.of", officer=whom.name), _known(house, whom, name, about))
    shown_in = Message(officer.chat, says, (*rows, back), priority=Priority.STAFF, handle=_handle(whom))
    return replace(shown_in, edits=shown_in.handle)


def _named(name: str) -> Trait:
    found = TRAITS.get(name)
    if found is None:
        raise Refused(text("press.old"))
    return found


def _handle(whom: Officer) -> str:
    return f"team.{whom.id}"
