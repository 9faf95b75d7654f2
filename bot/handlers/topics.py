"""To which topic of the group a card belongs: none, one a branch, one a matter. A view: nothing is kept in topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.chat import Topic, quoted
from bot.domain.request import SENSITIVE_MATTERS, Request, says_little
from bot.handlers.house import House, matter_words
from bot.store import centre
from bot.store.database import Transaction

WAYS: Final[Mapping[str, str]] = {"none": "▫️", "branch": "🏢", "matter": "🏷️"}
"""How a group can be parted, in the order in which it is offered, with the icons."""


def way_of(tx: Transaction) -> str:
    """How the group is parted now."""
    return centre.get(tx, "topics") or "none"


def topics_of(house: House, way: str) -> list[Topic]:
    """The topics of a group that is parted so."""
    match way:
        case "branch":
            return [_branch(house, branch) for branch in house.routing.branches]
        case "matter":
            return [
                _matter(house, matter) for matter in house.routing.matters if matter not in SENSITIVE_MATTERS
            ]
    return []


def topic_of(tx: Transaction, house: House, request: Request) -> Topic | None:
    """Where its card belongs. Of a request that says little no topic tells the matter."""
    match way_of(tx):
        case "branch" if request.branch in house.routing.branches:
            return _branch(house, request.branch)
        case "matter" if request.matter in house.routing.matters and not says_little(request):
            return _matter(house, request.matter)
    return None


def _branch(house: House, branch: str) -> Topic:
    return Topic(f"branch:{branch}", quoted(house.office(branch)))


def _matter(house: House, matter: str) -> Topic:
    return Topic(f"matter:{matter}", matter_words(house, matter))
