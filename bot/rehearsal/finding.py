"""Which button a transcript means, and how a button is written in one."""

from __future__ import annotations

from typing import Final

from bot.flow.menu import interrupts_of
from bot.flow.model import Flow
from bot.flow.session import Offered, Session
from bot.flow.turn import Facts
from bot.flow.words import fold
from bot.rehearsal.transcript import Tap

BY_KIND: Final = ("done", "again", "keep", "close", "afresh", "call_back", "delete_yes")
"""Buttons of which a screen has one at the most: their kind names them."""
NEXT: Final = "next"
BACK: Final = "back"
LIST: Final = "list"
"""The button of a question for a place that opens the list of all."""


def find_button(session: Session, tap: Tap) -> int | None:
    """The place of the button in the offer; None where there is no such button."""
    return next((i for i, offered in enumerate(session.offer) if _means(session, offered, tap)), None)


def tap_of(session: Session, index: int) -> Tap:
    """How the button at this place is written: shortly where that is clear."""
    offered = session.offer[index]
    if offered.kind == "page":
        at = _page(session, offered)
        return Tap(LIST) if at == LIST else Tap(at, "page")
    short = Tap(str(offered.kind if offered.kind in BY_KIND else offered.value))
    return short if find_button(session, short) == index else Tap(short.value, offered.kind)


def typed_instead(flow: Flow, facts: Facts, tap: Tap) -> str | None:
    """What may be typed for an interrupt, or a flow to be opened, that has no button here."""
    called = f"beside:{tap.value}" if tap.kind == "beside" else tap.value
    known = tap.kind == "beside" or (tap.kind in ("", "interrupt") and tap.value in interrupts_of(flow))
    words = [word for word, what in facts.calls.items() if what == called and fold(word) == word]
    return words[0] if known and words else None


def _means(session: Session, offered: Offered, tap: Tap) -> bool:
    if offered.kind == "page":
        at = _page(session, offered)
        return at == tap.value and tap.kind in ("page", "" if at == LIST else "page")
    if tap.kind:
        same = offered.kind == tap.kind or (tap.kind == "option" and offered.kind == "toggle")
        return same and tap.value in (offered.value, offered.kind)
    return tap.value == (offered.kind if offered.kind in BY_KIND else offered.value)


def _page(session: Session, offered: Offered) -> str:
    screen = session.screen
    if screen.kind == "question" and offered.value == screen.page == 0:
        return LIST
    return NEXT if int(offered.value) > screen.page else BACK
