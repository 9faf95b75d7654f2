"""A chat as plain text, one line a message: to be read, compared and kept with a report of a mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.simulator.errors import Json


def plain_transcript(messages: list[Json]) -> str:
    """The text of `World.transcript`: time (UTC), who, words; below them files, buttons and toasts, indented."""
    return "".join(f"{line}\n" for message in messages for line in _lines(message))


def _lines(message: Json) -> Iterator[str]:
    at = dt.datetime.fromtimestamp(message["date"], dt.UTC)
    marks = "".join(f" ({mark})" for mark in ("edited", "deleted") if message[mark])
    words = message["text"].replace("\n", "\n    ")
    yield f"{at:%Y-%m-%d %H:%M:%S} {message['from']['first_name']}: {words}{marks}".rstrip()
    if message["file"]:
        yield f"    <{message['file']['kind']} {message['file']['size']} bytes>"
    keyboard = message["reply_keyboard"] or {"rows": []}
    for row in message["inline"] + keyboard["rows"]:
        yield "    " + " ".join(f"[{button['text']}]" for button in row)
    for toast in message["toasts"]:
        yield f"    * {toast}"
