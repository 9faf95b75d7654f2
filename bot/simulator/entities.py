"""Marks in a text: the entities Telegram finds by itself, in UTF-16 units; checks of those a bot gives."""

from __future__ import annotations

import re

from bot.simulator.errors import Json, bad

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w@/])")

_KINDS = frozenset(
    "bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention "
    "custom_emoji date_time".split()
)


def utf16_length(text: str) -> int:
    """Length as Telegram counts offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_entities(text: str) -> list[Json]:
    """The commands in a text (other kinds are not found yet)."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]


def commands_in(text: str) -> list[str]:
    """The commands as written, slash and ``@bot`` included."""
    return [found[0] for found in _COMMAND.finditer(text)]


def text_content(text: str, name: str = "text", given: list[Json] | None = None) -> Json:
    """The fields of a text or caption and of its entities; nothing for empty words."""
    if not text:
        return {}
    entities = found_entities(text) if given is None else checked_entities(text, given)
    marks = "entities" if name == "text" else f"{name}_entities"
    return {name: text} | ({marks: entities} if entities else {})


def checked_entities(text: str, given: list[Json]) -> list[Json]:
    """Entities of a bot; those of no kind that a bot may set, and empty ones, are left out. Raises ApiError."""
    places = _symbol_places(text)
    for entity in given:
        _check_place(places, _number(entity, "offset"), _number(entity, "length"))
    return [entity for entity in given if entity.get("type") in _KINDS and entity["length"]]


def _number(entity: Json, name: str) -> int:
    value = entity.get(name)
    if not isinstance(value, int):
        raise bad(f'can\'t parse MessageEntity: field "{name}" must be of type Number')
    if value < 0:
        raise bad(f"receive an entity with incorrect {name} {value}")
    return value


def _symbol_places(text: str) -> dict[int, int]:
    """Where each symbol begins, and the end: offset in UTF-16 units -> offset in bytes."""
    places, units, size = {0: 0}, 0, 0
    for symbol in text:
        units, size = units + utf16_length(symbol), size + len(symbol.encode("utf-8", "surrogatepass"))
        places[units] = size
    return places


def _check_place(places: dict[int, int], offset: int, length: int) -> None:
    """It begins and ends between symbols, and within the text."""
    last, end = max(places), offset + length
    if offset > last:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset not in places:
        raise bad(f"entity begins in a middle of a UTF-16 symbol at byte offset {places[offset + 1]}")
    if end > last:
        raise bad(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if end not in places:
        raise bad(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol "
            f"at byte offset {places[end + 1]}"
        )
