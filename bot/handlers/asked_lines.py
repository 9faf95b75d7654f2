"""What a person answered to an officer's questions, as a card shows it: in the reader's language, each beside its question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.chat import Text, quoted, text
from bot.flow.answers import option_of, words_of
from bot.flow.model import Asking
from bot.handlers.house import House

FACT: Final = "asked"
"""Under this name the answers are among what is known of a request."""


def lines(house: House, facts: Mapping[str, Any]) -> Iterator[Text]:
    """What she answered, each beside its question, in the reader's language."""
    for asked in facts.get(FACT, ()):
        flow = house.flows.get(asked["flow"])
        for each in asked["said"]:
            step = flow.steps.get(each["step"]) if flow else None
            if isinstance(step, Asking):
                yield text(
                    "card.asked",
                    question=Text(f"{asked['flow']}.{each['step']}.text"),
                    answer=_read(house, step, each["value"]),
                )


def _read(house: House, step: Asking, value: Any) -> Text:
    if option := option_of(step, value):
        return Text(option.label)
    content = value if isinstance(value, dict) else {}
    if chosen := content.get("chosen"):
        labels = tuple(Text(option.label) for option in step.options if option.id in chosen)
        return text("answer.many", chosen=labels)
    if code := content.get("place"):
        place = house.gazetteer.place(code)
        return quoted(place.label if place else str(content.get("said") or ""))
    return quoted(words_of(value) or ("📎" if content.get("files") else "–"))
