"""A flow tried out in a chat: the preview of the terminal, played anew from all that was typed so far, its last words returned.

Nothing is kept here and nobody is reached: what was typed is all there is to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from bot.handlers.house import Tried
from bot.loading import Loaded
from bot.rehearsal.facts import world_of
from bot.rehearsal.preview import Choice, NotThere, Preview
from bot.rehearsal.preview_screen import Screen
from bot.rehearsal.utterances import Uttered

SAVE: Final = ":save"
FORBIDDEN: Final = (":events",)
"""What prints more than a chat should hold."""


class _Chat(Screen):
    """Plain paragraphs: the buttons of a chat are its own."""

    def turn(self, said: list[Uttered], language: str) -> None:
        for words in self.paragraphs(said, language):
            self.note(words or "\u200b")


def tried(loaded: Loaded, flow: str, language: str, typed: Sequence[str], *, english: bool = False) -> Tried:
    """What is said after all that was typed, and what can be pressed. ``:save NAME`` gives the talk as a test."""
    out = StringIO()
    try:
        preview = Preview(
            world_of(loaded), Path(), Choice(flow, language, english=english), out, screen=_Chat
        )
    except NotThere as why:
        return Tried(str(why))
    preview.begin()
    transcript = ""
    for words in typed:
        out.seek(0)
        out.truncate()
        name, _, rest = words.partition(" ")
        if name == SAVE:
            transcript = preview.saved(rest.strip() or flow)
        elif name not in FORBIDDEN:
            preview.hear(words)
    said = out.getvalue().replace("\u200b", "").strip()
    return Tried(said, tuple(preview.choices()), transcript)
