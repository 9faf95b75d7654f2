"""Deeds about one's own data: what is kept, a copy of it, and what only a person does, who first asks whether it is she."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.chat import Outgoing, Value, text
from bot.domain.data_rights import SHOWN_AT_ONCE, Right
from bot.domain.request import Request
from bot.flow.answers import words_of
from bot.flow.truth import compared
from bot.handlers import asking, own_copy, privacy
from bot.handlers.facts import may_show
from bot.handlers.house import House
from bot.handlers.own_deeds import Done
from bot.store import audit, requests
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

BY_CALL: Final = "call"
"""The person wants to see it, but not here: an officer tells."""


def privacy_notice(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """What is kept, what for, how long, in plain words."""
    return Done({"notice": privacy.short(tx, house)}, [])


def data_right(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """On a phone of one's own and in a matter that is not sensitive one sees and gets it here; else nothing is printed."""
    asked = requests.of_person(tx, person.id)
    if not asked:
        return Done({"told": text("data.nothing")}, [])
    wish = compared(inputs["wish"])
    right = Right.VIEW if wish == BY_CALL else Right(str(wish))
    if wish in SHOWN_AT_ONCE and all(may_show(request, person) for request in asked):
        return _shown(tx, house, person, asked, right)
    words = words_of(inputs.get("words"))
    told = [each for request in asked for each in asking.ask(tx, request, right, words, stored.id)]
    return Done({"told": text("data.asked")}, told)


def _shown(tx: Transaction, house: House, person: Person, asked: list[Request], right: Right) -> Done:
    told: Value
    copies: list[Outgoing] = []
    for request in asked:
        audit.note(tx, person.id, f"own_{right}", request.id)
    if right is Right.COPY:
        copies = [
            each for request in asked for each in own_copy.whole(tx, house, request, person.chat, staff=False)
        ]
        told = text("data.copy_comes")
    else:
        lines = [line for request in asked for line in own_copy.summary(tx, request)]
        told = "\n".join(house.texts.say(line, person.reading) for line in lines)
    return Done({"told": told}, copies)
