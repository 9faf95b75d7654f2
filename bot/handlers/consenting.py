"""Consents that an officer asks for by word of mouth: one purpose at a time, in the words that stand here, and how they were given."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Text, text
from bot.domain.data_rights import Medium, Purpose
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.flow.truth import compared
from bot.handlers import cards, eligibility
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import consents, history, requests
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import AUTHORITY

VERSION: Final = "v1"
ICONS: Final = {Medium.VOICE: "📞", Medium.SPOKEN: "🗣️", Medium.PAPER: "✍️"}
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"


def purposes(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """What was agreed to, and a button for each purpose; none is set beforehand."""
    lines = cards.consent_lines(tx, request) or [text("consent.none")]
    rows = tuple(
        (Button(text(f"purpose.{purpose}"), f"consent_for:{request.id}.{purpose}", "🤝"),)
        for purpose in Purpose
    )
    says = (text("consent.which", number=show_number(request.number)), tuple(lines))
    return [Message(officer.chat, says, rows, priority=Priority.STAFF, request=request.id)]


def read_out(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The very words to read to the person, and the ways in which she can answer."""
    purpose = _purpose(given.words)
    ways = [
        Button(text(f"button.consented.{medium}"), f"consented:{request.id}.{purpose}-{medium}", icon)
        for medium, icon in ICONS.items()
    ]
    ways.append(Button(text("button.consented.refused"), f"consented:{request.id}.{purpose}-{REFUSED}", "❌"))
    if consents.holds(tx, request.id, purpose):
        ways.append(
            Button(text("button.consented.withdrawn"), f"consented:{request.id}.{purpose}-{WITHDRAWN}", "✋")
        )
    return [tell(officer, text("consent.read_out", words=_words(purpose)), tuple((way,) for way in ways))]


def keep(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What she answered, and how."""
    name, _, how = given.words.partition("-")
    purpose = _purpose(name)
    if how == WITHDRAWN:
        consents.withdraw(tx, request.id, tx.now, purpose)
        if purpose is Purpose.ELIGIBILITY_SENSITIVE:
            eligibility.forget_private(tx, request.id)
    elif how == REFUSED or how in ICONS:
        _record(tx, house, officer, request, purpose, how)
    else:
        raise Refused(text("press.old"))
    history.append(tx, request.id, f"staff:{officer.id}", "consent", f"{purpose}:{how}")
    return purposes(tx, house, officer, request, Given())


def _record(
    tx: Transaction, house: House, officer: Officer, request: Request, purpose: Purpose, how: str
) -> None:
    speaks = compared(requests.facts(tx, request.id).get("speak"))
    words = _words(purpose)
    consents.record(
        tx,
        request.person,
        None,
        f"{purpose}_{VERSION}",
        given=how != REFUSED,
        text_key=words.key,
        text_digest=house.texts.digest(words, AUTHORITY),
        language=speaks if isinstance(speaks, str) else AUTHORITY,
        medium=Medium.VOICE if how == REFUSED else Medium(how),
        request=request.id,
        staff=officer.id,
    )


def _purpose(name: str) -> Purpose:
    if name not in tuple(Purpose):
        raise Refused(text("press.old"))
    return Purpose(name)


def _words(purpose: Purpose) -> Text:
    return text(f"purpose.{purpose}.said")
