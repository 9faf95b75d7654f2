"""Marks in a text: the entities Telegram finds by itself, in UTF-16 units; checks of those a bot gives."""

from __future__ import annotations

import re

from bot.simulator.errors import Json, bad

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w@/])")


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
    """Entities of a bot, refused when they leave the text."""
    length = utf16_length(text)
    for entity in given:
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int) or size <= 0 or offset < 0:
            raise bad("can't parse MessageEntity: receive an entity with incorrect offset or length")
        if offset + size > length:
            raise bad(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + size}"
            )
    return given
