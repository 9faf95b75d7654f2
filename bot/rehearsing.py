"""The world of a rehearsal: the real texts, places and numbers, with invented requests and an invented Centre.

Used by the transcripts, by ``preview`` and by tests. Nobody is reached from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot.chat import Text, Value, text
from bot.domain.phones import read_line, read_phone, show_phone
from bot.domain.place_search import find
from bot.domain.places import Gazetteer
from bot.flow import defaults as shared
from bot.flow.defaults import Defaults
from bot.flow.loader import defaults_of
from bot.flow.model import Flow
from bot.flow.rehearsal import World
from bot.flow.transcript import ChannelKind
from bot.flow.turn import Facts, Listed, PlaceFound
from bot.flow.words import fold
from bot.handlers.house import INTERRUPT_WORDS, SET_UP
from bot.loading import Loaded, emergency_key
from bot.texts import AUTHORITY, Texts, placeholders

REQUESTS: Final = (Listed("1", "482 519 K"), Listed("2", "907 143 T"))
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
ZONES: Final[Mapping[str, str]] = {"zone_1": "I", "zone_2": "II", "zone_3": "III"}


def world_of(loaded: Loaded, flows_dir: Path) -> World:
    """The world of these flows; what was loaded must hold texts and places."""
    assert loaded.texts is not None
    return World(
        loaded.flows,
        _defaults(flows_dir),
        tuple(loaded.texts.languages),
        partial(facts_for, loaded),
        partial(say, loaded),
    )


def facts_for(
    loaded: Loaded, language: str, channel: ChannelKind, now: datetime.datetime, flow: str = ""
) -> Facts:
    """The world as the engine may see it at this time, for a person of this language."""
    texts, gazetteer = loaded.texts, loaded.gazetteer
    assert texts is not None
    assert gazetteer is not None

    def find_places(words: str) -> tuple[PlaceFound, ...]:
        found = find(gazetteer, words, telex=language == AUTHORITY)
        return tuple(PlaceFound(match.place.code, match.label) for match in found)

    return Facts(
        wordings=lambda what: _wordings(loaded, what, language),
        find_places=find_places,
        all_places=tuple(PlaceFound(place.code, place.label) for place in gazetteer.places),
        read_phone=read_line if flow == SET_UP else read_phone,
        values={"open_now": _is_open(now)},
        show_phone=show_phone,
        calls=calls(texts, loaded.flows),
        beside=tuple(
            (id_, one.beside.icon) for id_, one in loaded.flows.items() if one.beside and id_ != flow
        ),
        lists=lambda name: _lists(texts, name),
        groups=_groups(gazetteer),
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


def calls(texts: Texts, flows: Mapping[str, Flow]) -> Mapping[str, str]:
    """What typed words call, folded: an interrupt, or a flow that opens on top. In every language."""
    return dict(_called(texts, flows))


def _called(texts: Texts, flows: Mapping[str, Flow]) -> Iterator[tuple[str, str]]:
    for language in texts.languages:
        for key in texts.sources:
            if INTERRUPT_WORDS.fullmatch(key):
                yield from (
                    (fold(word), key.split(".")[1]) for word in texts.say(text(key), language).split(",")
                )
        for id_, flow in flows.items():
            if flow.beside:
                words = texts.say(Text(f"{id_}.words"), language).split(",")
                yield from ((fold(word), f"beside:{id_}") for word in words)


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
    contacts = loaded.contacts
    office = contacts.centre if contacts else UNKNOWN
    emergency = contacts.emergency if contacts else ()
    return {
        "office": office,
        "danger_numbers": tuple(Text(emergency_key(each.number)) for each in emergency),
        "duty": text("duty.unknown"),
        "promise": text("promise.office", office=office),
    }


def _lists(texts: Texts, name: str) -> tuple[Listed, ...]:
    if name == "languages":
        return tuple(Listed(tag, language.autonym) for tag, language in texts.languages.items())
    return REQUESTS if name == "my_requests" else ()


def _groups(gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    return {
        group: frozenset(place.code for place in gazetteer.places if place.zone == zone)
        for group, zone in ZONES.items()
    }


def _is_open(now: datetime.datetime) -> bool:
    return now.weekday() < SATURDAY and OPENS <= now.time() < CLOSES


def _defaults(folder: Path) -> Defaults:
    file = folder / shared.FILE
    return defaults_of({shared.FILE: file.read_bytes()} if file.is_file() else {})
