"""What the engine is told of the world: time, places, the person's languages, and the provided lists."""

from __future__ import annotations

import datetime
from typing import Final

from bot.chat import Moment, Text, text
from bot.domain.grounds import GroundOf
from bot.domain.numbers import show_number
from bot.domain.phones import read_line, read_phone, show_phone
from bot.domain.place_search import find
from bot.domain.request import Kind, Request, says_little
from bot.domain.standing import seen
from bot.flow.model import Flow
from bot.flow.turn import Facts, Listed, PlaceFound
from bot.flow.waiting import AWAY
from bot.handlers.house import House, ground_words, is_on_duty, language_names
from bot.store import disasters, requests
from bot.store.database import Transaction
from bot.store.people import Person
from bot.texts import AUTHORITY, ZONE

AWAY_MS: Final = int(AWAY.total_seconds() * 1000)
MOST_LISTED: Final = 20
MINUTE_MS: Final = 60_000


def facts(tx: Transaction, house: House, person: Person, flow: Flow, asked_at: int | None = None) -> Facts:
    """The world as the engine may see it; ``asked_at`` (ms UTC) is when the question was put.

    The Centre's own line may be a short or a free number.
    """
    language = person.language or AUTHORITY

    def find_places(words: str) -> tuple[PlaceFound, ...]:
        return tuple(PlaceFound(match.place.code, match.label) for match in find(house.gazetteer, words))

    return Facts(
        wordings=lambda what: house.texts.wordings(what, language),
        find_places=find_places,
        all_places=house.places,
        read_phone=read_line if flow.audience == "staff" else read_phone,
        values=_values(tx, house, person),
        show_phone=show_phone,
        calls=house.calls[language],
        beside=tuple((id_, icon) for id_, icon in house.beside if id_ != flow.id),
        lists=lambda name: entries(tx, house, person, name),
        groups=house.groups,
        today=local(tx.now).date(),
        can_share=house.can_share and person.came_by is None,
        recorded=lambda key: person.came_by is None and house.texts.recording(key, language) is not None,
        quiet=person.quiet,
        away=asked_at is not None and tx.now - asked_at >= AWAY_MS,
    )


def _values(tx: Transaction, house: House, person: Person) -> dict[str, str | int | bool]:
    """What conditions may ask (``FACTS`` in flow/conditions.py). Without hours of the Centre's own it is never open."""
    return {
        "open_now": bool(house.hours) and house.calendar.is_open(tx.now),
        "on_duty": is_on_duty(tx),
        "at_counter": person.came_by is not None,
        "disaster": disasters.is_disaster(tx),
        "near_known": last_place(tx, person) in house.near,
        "near_listed": bool(house.near),
    }


def last_place(tx: Transaction, person: Person) -> str | None:
    """Where the person was when she last asked for help; only what the phone may show."""
    asked = requests.of_person(tx, person.id)
    return next((request.place for request in asked if request.place and may_show(request, person)), None)


def entries(tx: Transaction, house: House, person: Person, name: str) -> tuple[Listed, ...]:
    """The entries of a provided list: languages by their own names, grounds of the law, requests that may be shown."""
    if name == "languages":
        return tuple(Listed(tag, label) for tag, label in language_names(house.texts))
    language = person.reading
    if name == "complaint_grounds":
        grounds = house.law.grounds_at(GroundOf.COMPLAINT, tx.now)
        return tuple(Listed(ground.id, house.texts.say(ground_words(ground), language)) for ground in grounds)
    mine = requests.of_person(tx, person.id) if name == "my_requests" else []
    return tuple(
        Listed(str(request.id), house.texts.say(status_line(request), language))
        for request in mine[:MOST_LISTED]
        if may_show(request, person)
    )


def may_show(request: Request, person: Person) -> bool:
    """On a shared phone, in a sensitive matter, and to a helper nothing is shown: it could kill the request.

    Nor to the family of somebody arrested: how his case goes is for him to hear (law_told.tell_person).
    """
    of_another = request.helper or request.kind is Kind.ARRESTED
    return not (says_little(request) or of_another or person.quiet)


def is_watched(tx: Transaction, person: Person) -> bool:
    """Do others read this phone, or is one of her matters sensitive? Then nothing shows but that there is news."""
    return person.quiet or any(says_little(request) for request in requests.of_person(tx, person.id))


def status_line(request: Request) -> Text:
    """Number and standing, in plain words."""
    return text("mine.line", number=show_number(request.number), status=standing_words(request))


def standing_words(request: Request) -> Text:
    """Where it stands, and nothing else."""
    shown = seen(request.status, request.stage)
    return text(f"standing.{shown.end or shown.standing}")


def last_day(end: int) -> Moment:
    """The last day of a span that ends at this midnight (ms UTC), to be shown."""
    return Moment(end - MINUTE_MS, day=True)


def local(ms: int) -> datetime.datetime:
    """A time of ours as the clocks of the province show it."""
    return datetime.datetime.fromtimestamp(ms / 1000, ZONE)
