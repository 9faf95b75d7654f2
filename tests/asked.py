"""A request as a test needs it, made in the store without its conversation."""

from __future__ import annotations

from typing import Any, Final

from bot.domain.request import Kind, Request
from bot.store import requests
from bot.store.database import Transaction

STORY: Final = "Nhà bên dời cọc lấn nương."
PLAIN: Final[dict[str, Any]] = {
    "kind": Kind.LEGAL_AID,
    "session": None,
    "source": "telegram",
    "matter": "land",
    "place": None,
    "branch": "centre",
    "urgent": False,
    "guarded": False,
    "facts": {"story": {"text": STORY}},
    "flow_version": "v",
    "rules_version": "2017",
}


def asked(tx: Transaction, person: int, number: str, **otherwise: Any) -> Request:
    """About land, by this row of people; ``otherwise``: what `requests.create` is to be told instead."""
    return requests.create(tx, number=number, person=person, **{**PLAIN, **otherwise})
