"""Can she read these letters? Old telephones show boxes instead of Tai Viet, and few were taught to read it."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, quoted, text
from bot.handlers.house import House

ASKED_OF: Final = frozenset({"Tavt"})
"""Scripts (ISO 15924) that are asked about: not on every telephone, and learnt by few."""
ANSWERS: Final = {"reads": "👁", "reads_not": "🔤"}
"""By the answer its icon."""


def can_read(house: House, chat: int, tag: str, *, numbered: bool) -> list[Message]:
    """The question, where the language has such letters. ``numbered``: nothing else is being asked, so a digit may answer."""
    language = house.texts.languages[tag]
    if language.script not in ASKED_OF or not language.text:
        return []
    rows = tuple(
        (Button(text(f"button.{answer}"), f"letters:{answer}", icon, number=number if numbered else None),)
        for number, (answer, icon) in enumerate(ANSWERS.items(), start=1)
    )
    return [Message(chat, (text("language.can_read", sample=quoted(language.autonym)),), rows)]
