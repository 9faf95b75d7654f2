"""A request of a citizen: its statuses, who may move it, and how much of it may be shown where. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """By which door it came in."""

    LEGAL_AID = "legal_aid"
    URGENT = "urgent"
    ARRESTED = "arrested"
    CALLBACK = "callback"


class Status(StrEnum):
    """Where it stands. A claim is first contact only: the Centre's head appoints in writing (law, Đ31)."""

    NEW = "new"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"


class Action(StrEnum):
    """What officers do."""

    CLAIM = "claim"
    ANSWER = "answer"
    CLOSE = "close"


class Actor(StrEnum):
    """Who must act next."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    NONE = "none"


TRANSITIONS: Final = {
    (Status.NEW, Action.CLAIM): Status.CLAIMED,
    (Status.CLAIMED, Action.ANSWER): Status.ANSWERED,
    (Status.ANSWERED, Action.ANSWER): Status.ANSWERED,
    (Status.CLAIMED, Action.CLOSE): Status.CLOSED,
    (Status.ANSWERED, Action.CLOSE): Status.CLOSED,
}
NEXT_ACTOR: Final = {
    Status.NEW: Actor.OFFICER,
    Status.CLAIMED: Actor.OFFICER,
    Status.ANSWERED: Actor.CITIZEN,
    Status.CLOSED: Actor.NONE,
}

LEGAL_BASIS: Final = {
    Kind.LEGAL_AID: "consent",
    Kind.CALLBACK: "asked_for_contact",
    # Law 91/2025/QH15, Article 19: without consent, to protect life and lawful interests in urgent cases.
    Kind.URGENT: "law_91_2025_art_19",
    Kind.ARRESTED: "law_91_2025_art_19",
}

SENSITIVE_MATTERS: Final = frozenset(
    {"violence", "child", "trafficking", "suicide", "sexual", "hiv", "faith"}
)
"""A card in a group shows nothing of these but the number: in a small commune it would be a name."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a request without opening what is sealed. ``claimed_by`` is a row of staff.

    ``silenced``: the person wants no more messages; ``helper``: it was asked for somebody else.
    """

    id: int
    number: str
    kind: Kind
    person: int
    matter: str | None
    place: str | None
    branch: str
    urgent: bool
    guarded: bool
    status: Status
    version: int
    claimed_by: int | None
    created_at: int
    silenced: bool = False
    helper: bool = False


_WEIGHT: Final = (Kind.CALLBACK, Kind.LEGAL_AID, Kind.ARRESTED, Kind.URGENT)


def weightier(one: Kind, other: Kind) -> Kind:
    """What a request is that came in by two doors: an urgent one stays so, a wish to be called grows."""
    return max(one, other, key=_WEIGHT.index)


def after(status: Status, action: Action) -> Status | None:
    """The status that follows, None where the action is not allowed."""
    return TRANSITIONS.get((status, action))


def says_little(request: Request) -> bool:
    """May a group, or a notice that others can read, show no more than the number?"""
    return request.kind is Kind.URGENT or request.guarded or request.matter in SENSITIVE_MATTERS
