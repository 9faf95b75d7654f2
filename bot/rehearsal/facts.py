"""The world of a rehearsal: the real texts, places and numbers, with invented requests and an invented Centre.

Used by the transcripts, by ``preview`` and by tests. Nobody is reached from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.chat import Text, Value, text
from bot.domain.phones import read_line, read_phone, show_phone
from bot.domain.place_search import find
from bot.flow.conditions import FACTS
from bot.flow.turn import Facts, Listed, PlaceFound
from bot.handlers.house import besides, language_names, spoken_calls
from bot.loading import Loaded, emergency_key
from bot.rehearsal.transcript import ChannelKind
from bot.rehearsal.world import World
from bot.texts import AUTHORITY, Texts, placeholders

REQUESTS: Final = (Listed("1", "482 519 K"), Listed("2", "907 143 T"))
GROUNDS: Final = tuple(Listed(f"2017:45.1.{letter}", f"§ {letter}") for letter in "abcd")
INVENTED: Final[Mapping[str, Value]] = {
    "hotline": "0215 3000 000",
    "request_no": "482 519 K",
    "requests": "482 519 K · 907 143 T",
    "hours": "7:30–11:30, 13:30–17:00",
    "link": "https://t.me/hoaban?start=…",
}
"""What deeds and the Centre would give; nobody has these numbers."""
UNKNOWN: Final = "…"
OPENS: Final = datetime.time(7, 30)
CLOSES: Final = datetime.time(17, 0)
SATURDAY: Final = 5


def world_of(loaded: Loaded) -> World:
    """The world of these flows; what was loaded must hold texts and places."""
    assert loaded.texts is not None
    return World(
        loaded.flows,
        loaded.defaults,
        tuple(loaded.texts.languages),
        tuple(tag for tag, one in loaded.texts.languages.items() if one.status == "complete"),
        partial(facts_for, loaded, calls=spoken_calls(loaded.flows, loaded.texts)),
        partial(say, loaded),
    )


def facts_for(
    loaded: Loaded,
    language: str,
    channel: ChannelKind,
    now: datetime.datetime,
    flow: str = "",
    *,
    calls: Mapping[str, Mapping[str, str]] | None = None,
) -> Facts:
    """The world as the engine may see it at this time, for a person of this language.

    ``calls``, by language, may be given by who asks often: they take long to gather.
    """
    texts, gazetteer = loaded.texts, loaded.province.gazetteer
    assert texts is not None
    assert gazetteer is not None

    def find_places(words: str) -> tuple[PlaceFound, ...]:
        found = find(gazetteer, words)
        return tuple(PlaceFound(match.place.code, match.label) for match in found)

    return Facts(
        wordings=lambda what: _wordings(loaded, what, language),
        find_places=find_places,
        all_places=tuple(PlaceFound(place.code, place.label) for place in gazetteer.places),
        read_phone=read_line if _is_staff(loaded, flow) else read_phone,
        values={**dict.fromkeys(FACTS, False), "open_now": _is_open(now)},
        show_phone=show_phone,
        calls=(calls or spoken_calls(loaded.flows, texts))[language],
        beside=tuple((id_, icon) for id_, icon in besides(loaded.flows) if id_ != flow),
        lists=lambda name: _lists(texts, name),
        groups=loaded.groups,
        today=now.date(),
        can_share=channel == "telegram",
    )


def say(loaded: Loaded, what: Text, language: str) -> str:
    """The words of a text, its gaps filled with what is invented; a text that is missing is named."""
    texts = loaded.texts
    assert texts is not None
    source = texts.sources.get(what.key)
    if source is None:
        return texts.say(what, language) if "words" in what.values else f"[{what.key}]"
    gaps = dict.fromkeys(placeholders(source.vi), UNKNOWN)
    return texts.say(
        Text(what.key, {**gaps, **INVENTED, **_centre(loaded), **_known(loaded, what.values)}), language
    )


def _wordings(loaded: Loaded, what: Text, language: str) -> tuple[str, ...]:
    own, vietnamese = say(loaded, what, language), say(loaded, what, AUTHORITY)
    return (own,) if own == vietnamese else (own, vietnamese)


def _known(loaded: Loaded, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a text; a text among them that is missing is named."""
    return {name: _spoken(loaded, value) for name, value in values.items()}


def _spoken(loaded: Loaded, value: Value) -> Value:
    assert loaded.texts is not None
    match value:
        case Text() if value.key not in loaded.texts.sources and "words" not in value.values:
            return f"[{value.key}]"
        case Text():
            return Text(value.key, _known(loaded, value.values))
        case _:
            return value


def _centre(loaded: Loaded) -> dict[str, Value]:
    contacts = loaded.province.contacts
    office = contacts.centre if contacts else UNKNOWN
    emergency = contacts.emergency if contacts else ()
    return {
        "office": office,
        "danger_numbers": tuple(Text(emergency_key(each.number)) for each in emergency),
        "duty": text("duty.nobody"),
        "near": text("near.none"),
        "shelter": text("shelter.unknown"),
        "promise": text("promise.office", office=office),
    }


def _lists(texts: Texts, name: str) -> tuple[Listed, ...]:
    if name == "languages":
        return tuple(Listed(tag, label) for tag, label in language_names(texts))
    return {"my_requests": REQUESTS, "complaint_grounds": GROUNDS}.get(name, ())


def _is_staff(loaded: Loaded, flow: str) -> bool:
    return flow in loaded.flows and loaded.flows[flow].audience == "staff"


def _is_open(now: datetime.datetime) -> bool:
    return now.weekday() < SATURDAY and OPENS <= now.time() < CLOSES
