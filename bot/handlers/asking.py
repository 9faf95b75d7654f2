"""What a person asks about her data is kept, and staff hears of it. What stops messages stops them at once."""

from __future__ import annotations

from bot.chat import Outgoing, Text, text
from bot.domain.data_rights import SILENCES, Right
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import announcing, clocks
from bot.store import data_requests, history, requests
from bot.store.database import Transaction


def ask(
    tx: Transaction, request: Request, right: Right, words: str = "", session: int | None = None
) -> list[Outgoing]:
    """Keep what was asked in the chat. Whoever held the phone: nothing is done but to stop messages, where it asks for that."""
    new = data_requests.ask(tx, request.person, request.id, right, words, session)
    if new is not None:
        history.append(tx, request.id, "citizen", "rights_asked", f"{right}:{new}", words=words)
        clocks.started(tx, request)
    if right in SILENCES and not request.silenced:
        return silence(tx, request)
    return [] if new is None else tell_staff(tx, request, _asked(request, right))


def silence(tx: Transaction, request: Request, what: str = "withdrew") -> list[Outgoing]:
    """No more messages about it from the machine; it stays open."""
    if request.silenced:
        return []
    requests.silence(tx, request.id, tx.now)
    history.append(tx, request.id, "citizen", what)
    key = "officer.hushed" if what == "hushed" else "officer.withdrew"
    return tell_staff(tx, request, text(key, number=show_number(request.number)))


def tell_staff(tx: Transaction, request: Request, says: Text) -> list[Outgoing]:
    """Who has it in hand, else those who lead."""
    officer = announcing.hearer(tx, request)
    return (
        announcing.tell_leaders(tx, request, says)
        if officer is None
        else [announcing.say(officer, request, says)]
    )


def _asked(request: Request, right: Right) -> Text:
    return text("rights.asked", number=show_number(request.number), right=text(f"right.{right}"))
