"""Who asked for somebody else: what he may hear, and what he may not ask for. The person decides, to an officer."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Outgoing, Refused, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.domain.sensitive import matters_in
from bot.flow.truth import compared
from bot.handlers import announcing
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, requests
from bot.store.database import Transaction
from bot.store.staff import Officer

ALLOWED: Final = {"yes": "🔔", "no": "🔕"}
OFFICIAL: Final = "official"
COMMUNE: Final = "commune"
"""A complaint about the commune's own people."""
SAID: Final = "commune_said"


def helper_told(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Did the person herself say that the helper may hear how it goes?"""
    number = show_number(request.number)
    if not request.helper:
        return [tell(officer, text("helper_told.none", number=number))]
    buttons = tuple(
        Button(text(f"helper_told.{answer}"), f"helper_hears:{request.id}.{answer}", icon)
        for answer, icon in ALLOWED.items()
    )
    return [tell(officer, text("helper_told.ask", number=number), (buttons,))]


def helper_hears(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """From now on short status reaches the helper, or no more; the history keeps who said so when."""
    if given.words not in ALLOWED or not request.helper:
        raise Refused(text("press.old"))
    allowed = given.words == "yes"
    requests.let_helper_hear(tx, request.id, tx.now if allowed else None)
    what = "helper_may_hear" if allowed else "helper_may_not_hear"
    history.append(tx, request.id, f"staff:{officer.id}", what)
    key = "helper_told.kept" if allowed else "helper_told.ended"
    return [tell(officer, text(key, number=show_number(request.number)))]


def own_commune(tx: Transaction, house: House, request: Request, words: str) -> list[Outgoing]:
    """A commune official asks for somebody, and the words tell of the commune's own people: who leads looks at it.

    Commune staff cannot take a request against their own People's Committee; asked before, but words may say it later.
    """
    if not request.helper or COMMUNE not in matters_in(house.sensitive, words):
        return []
    facts = requests.facts(tx, request.id)
    if compared(facts.get("relation")) != OFFICIAL or SAID in facts:
        return []
    requests.set_facts(tx, request.id, {**facts, SAID: True})
    history.append(tx, request.id, "machine", "own_commune")
    says = text("officer.own_commune", number=show_number(request.number))
    return announcing.tell_leaders(tx, request, says)
