"""A request of a citizen: its statuses, how it moves between them, and how much of it may be shown where. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.urgency import Urgency, by_day


class Kind(StrEnum):
    """By which door it came in."""

    LEGAL_AID = "legal_aid"
    URGENT = "urgent"
    ARRESTED = "arrested"
    CALLBACK = "callback"
    NOTICE = "notice"
    """Police, procuracy or court told the Centre of somebody (law, Đ31(3))."""


class Status(StrEnum):
    """Where it stands. A claim is first contact only: the Centre's head appoints in writing (law, Đ31)."""

    NEW = "new"
    CLAIMED = "claimed"
    """In hand, and whoever has it has not met the person yet."""
    ANSWERED = "answered"
    CLOSED = "closed"


class Stage(StrEnum):
    """Where a request stands in law, whoever has it in hand."""

    RECEIVED = "received"
    PAPERS_ASKED = "papers_asked"
    COMPLETE = "complete"
    ACCEPTED = "accepted"
    """Thụ lý: entered in the Centre's register, with its code there."""
    APPOINTED = "appointed"
    """Somebody was appointed by a written act of the head; a claim is first contact only."""
    UNDER_WAY = "under_way"
    ENDED = "ended"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"
    REFERRED = "referred"


class Action(StrEnum):
    """What moves a request from one status to another."""

    CLAIM = "claim"
    CONTACT = "contact"
    ANSWER = "answer"
    TRANSFER = "transfer"
    RELEASE = "release"
    CLOSE = "close"
    REOPEN = "reopen"


class Actor(StrEnum):
    """Who must act next."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    NONE = "none"


class Outcome(StrEnum):
    """How a request ended here. The last three follow an act of the law (lifecycle.py); an officer cannot choose them."""

    ANSWERED = "answered"
    TAKEN_ON = "taken_on"
    """Entered in the Centre's register: its way goes on there."""
    REFERRED = "referred"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    ENDED = "ended"
    DISCONTINUED = "discontinued"


TRANSITIONS: Final = {
    (Status.NEW, Action.CLAIM): Status.CLAIMED,
    (Status.NEW, Action.TRANSFER): Status.CLAIMED,
    (Status.CLAIMED, Action.CONTACT): Status.ANSWERED,
    (Status.CLAIMED, Action.ANSWER): Status.ANSWERED,
    (Status.CLAIMED, Action.TRANSFER): Status.CLAIMED,
    (Status.CLAIMED, Action.RELEASE): Status.NEW,
    (Status.CLAIMED, Action.CLOSE): Status.CLOSED,
    (Status.ANSWERED, Action.CONTACT): Status.ANSWERED,
    (Status.ANSWERED, Action.ANSWER): Status.ANSWERED,
    (Status.ANSWERED, Action.TRANSFER): Status.CLAIMED,
    (Status.ANSWERED, Action.RELEASE): Status.NEW,
    (Status.ANSWERED, Action.CLOSE): Status.CLOSED,
    (Status.CLOSED, Action.REOPEN): Status.NEW,
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
    # The same article: what another law makes a duty, here the law on legal aid, Article 31(3).
    Kind.NOTICE: "duty_law_91_2025_art_19",
}

SENSITIVE_MATTERS: Final = (
    "violence",
    "child",
    "trafficking",
    "suicide",
    "sexual",
    "hiv",
    "faith",
    "commune",
)
"""Of these a group sees nothing but the number: in a small commune it would be a name. ``commune``: a complaint
about the commune's own officials."""
RESERVED: Final = frozenset({"faith"})
"""What only a coordinator or the head may take or hand out."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a request without opening what is sealed. ``claimed_by`` is a row of staff.

    ``silenced``: the person wants no more messages; ``helper``: it was asked for somebody else; ``sensitive``: one of
    SENSITIVE_MATTERS, found in the person's words or set by an officer; ``rung``: how many steps of waiting have passed, the
    next one at ``next_by``, counted from ``waits_since`` (ms UTC); ``extended``: how often the claimer took more time; ``awaited``: the person wrote
    last and waits; ``form`` of aid and ``custody``: said at acceptance (lifecycle.py); ``urgency``: why it is urgent;
    ``restricted``: the person wants it kept but not used; ``erased``: its words were deleted.
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
    sensitive: str | None = None
    rung: int = 0
    waits_since: int = 0
    next_by: int | None = None
    extended: int = 0
    awaited: bool = False
    stage: Stage = Stage.RECEIVED
    form: str | None = None
    custody: str | None = None
    urgency: tuple[Urgency, ...] = ()
    restricted: bool = False
    erased: bool = False

    @property
    def by_day(self) -> bool:
        """Is it urgent, but so that nobody need be woken for it?"""
        return self.urgent and by_day(self.urgency)

    @property
    def in_proceedings(self) -> bool:
        """Is it about proceedings, as far as is known?"""
        held = self.custody not in (None, "none")
        return held or self.form == "proceedings" or self.kind in (Kind.ARRESTED, Kind.NOTICE)

    @property
    def at_rest(self) -> bool:
        """May nobody use it: neither work on it nor write about it?"""
        return self.restricted or self.erased

    @property
    def reserved(self) -> bool:
        """Is it handed out by a coordinator only?"""
        return self.sensitive in RESERVED or self.matter in RESERVED


_WEIGHT: Final = (Kind.CALLBACK, Kind.LEGAL_AID, Kind.NOTICE, Kind.ARRESTED, Kind.URGENT)


def weightier(one: Kind, other: Kind) -> Kind:
    """What a request is that came in by two doors: an urgent one stays so, a wish to be called grows."""
    return max(one, other, key=_WEIGHT.index)


def after(status: Status, action: Action) -> Status | None:
    """The status that follows, None where the action cannot be."""
    return TRANSITIONS.get((status, action))


def states(action: Action) -> frozenset[Status]:
    """The statuses in which the action can be."""
    return frozenset(status for status, possible in TRANSITIONS if possible is action)


def says_little(request: Request) -> bool:
    """May a group, or a notice that others can read, show no more than the number?"""
    touchy = request.sensitive is not None or request.matter in SENSITIVE_MATTERS
    return request.kind is Kind.URGENT or request.guarded or touchy
