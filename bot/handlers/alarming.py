"""What a person is told at once where her own words tell of danger: whom to call, before any officer has read them."""

from __future__ import annotations

from bot.chat import Text, text
from bot.domain.sensitive import matters_in
from bot.domain.urgency import Urgency, told
from bot.flow.answers import words_of
from bot.flow.session import Answered, Changed, Observed, Session
from bot.handlers.house import House


def numbers(house: House, words: str) -> tuple[Text, ...]:
    """The numbers that these words call for, and what to say where somebody was arrested; nothing where they tell of neither."""
    found = told(matters_in(house.telling, words), words)
    if Urgency.SUICIDE in found:
        return (text("told.suicide"),)
    says = (
        (text("told.danger", danger_numbers=house.danger_numbers),) if found - {Urgency.TOLD_DETAINED} else ()
    )
    return (*says, text("told.detained")) if Urgency.TOLD_DETAINED in found else says


def just_said(before: Session | None, session: Session) -> str:
    """The words that came with this turn."""
    events = session.events[len(before.events) if before else 0 :]
    return " ".join(
        words_of(each.value) for each in events if isinstance(each, Answered | Changed | Observed)
    )
