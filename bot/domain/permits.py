"""Who of the staff may do what: commands × roles × relation to the request × its status × its stage in law. Pure.

This one table makes the checks of every command and press, the help in the chat, and the tables of the documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.lifecycle import OVER, PROVIDED, Act, stages
from bot.domain.request import Action, Request, Stage, Status, states


class Role(StrEnum):
    """What somebody is at the Centre."""

    OFFICER = "officer"
    LAWYER = "lawyer"
    """By contract with the Centre."""
    COLLABORATOR = "collaborator"
    """Advice and representation outside of proceedings only (law, Đ24(3))."""
    COORDINATOR = "coordinator"
    HEAD = "head"
    ADMIN = "admin"
    TRANSLATOR = "translator"
    """Of our texts; sees no request."""
    INTERPRETER = "interpreter"
    """Between a person and the staff, in one request."""


class Relation(StrEnum):
    """How one of the staff stands to a request."""

    MINE = "mine"
    FREE = "free"
    """Nobody has it in hand."""
    OTHERS = "others"
    RESERVED = "reserved"
    """Nobody has it in hand, and only a coordinator or the head hands it out."""
    OUTSIDE = "outside"
    """The law does not let this role provide it (Đ24(3))."""
    INTERPRETS = "interprets"
    """Called in for the language of this one request."""
    BARRED = "barred"
    """Kept from this one for a conflict of interest (law, Đ25): no permit names it."""


class Denial(StrEnum):
    """What stands in the way of a command."""

    ROLE = "role"
    RELATION = "relation"
    STATUS = "status"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Permit:
    """These roles may, when the request stands so to them, in these statuses and stages. No relation: it names no request."""

    roles: frozenset[Role]
    relations: frozenset[Relation] = frozenset()
    statuses: frozenset[Status] = frozenset()
    stages: frozenset[Stage] = frozenset(Stage)


STAFF: Final = frozenset({Role.OFFICER, Role.COORDINATOR, Role.HEAD})
"""Who sits at the Centre, and hears people at the counter and agencies on the telephone."""
PROVIDERS: Final = frozenset({Role.OFFICER, Role.LAWYER, Role.COLLABORATOR})
"""Who gives legal aid and leads nobody."""
WORKERS: Final = STAFF | PROVIDERS
HEAD: Final = frozenset({Role.HEAD})
"""What goes past everybody else: complaints."""
LEADERS: Final = frozenset({Role.COORDINATOR, Role.HEAD})
ADMINS: Final = frozenset({Role.ADMIN})
TRANSLATORS: Final = STAFF | ADMINS | {Role.TRANSLATOR}
"""Whoever of the Centre speaks a language of the province from home."""
EVERYONE: Final = frozenset(Role)
INTERPRETERS: Final = frozenset({Role.INTERPRETER})

_MINE: Final = frozenset({Relation.MINE})
_FREE: Final = frozenset({Relation.FREE})
_TO_HAND_OUT: Final = frozenset({Relation.FREE, Relation.RESERVED})
_SEEN: Final = frozenset({Relation.MINE, Relation.FREE, Relation.OTHERS})
_INTERPRETED: Final = frozenset({Relation.INTERPRETS})
_ALL: Final = _SEEN | {Relation.RESERVED}
_ANY_STATUS: Final = frozenset(Status)
_IN_HAND: Final = frozenset({Status.CLAIMED, Status.ANSWERED})
_OPEN: Final = _IN_HAND | {Status.NEW}

_UNEXAMINED: Final = frozenset({Stage.RECEIVED, Stage.PAPERS_ASKED})
"""Its file is not complete: first contact may have been all. From then on it ends by an act of the law."""
_UNBOUND: Final = frozenset(Stage) - PROVIDED
"""Whoever was appointed in writing is let go in writing: by a change of provider."""

_READERS: Final = (Permit(WORKERS, _MINE, _ANY_STATUS), Permit(LEADERS, _ALL, _ANY_STATUS))
"""Who has it in hand, and those who lead, whatever its status."""


def _lawful(act: Act, statuses: frozenset[Status] = _IN_HAND) -> tuple[Permit, ...]:
    """An act of the law: by who has it in hand, or by a leader."""
    return (Permit(WORKERS, _MINE, statuses, stages(act)), Permit(LEADERS, _ALL, statuses, stages(act)))


PERMITS: Final[Mapping[str, tuple[Permit, ...]]] = {
    "queue": (Permit(WORKERS),),
    "search": (Permit(WORKERS),),
    "mine": (Permit(WORKERS),),
    "notice": (Permit(STAFF),),
    "dues": (Permit(WORKERS),),
    "counter": (Permit(STAFF),),
    "request": (
        Permit(WORKERS, _SEEN | {Relation.OUTSIDE}, _ANY_STATUS),
        Permit(LEADERS, _ALL, _ANY_STATUS),
        Permit(INTERPRETERS, _INTERPRETED, _OPEN),
    ),
    "read": _READERS,
    "conversation": _READERS,
    "trail": _READERS,
    "claim": (
        Permit(WORKERS, _FREE, states(Action.CLAIM)),
        Permit(LEADERS, _TO_HAND_OUT, states(Action.CLAIM)),
    ),
    "contacted": (Permit(WORKERS, _MINE, states(Action.CONTACT)),),
    "reply": (Permit(WORKERS, _MINE, states(Action.ANSWER)),),
    "ask": (Permit(WORKERS, _MINE, _IN_HAND),),
    "canned": (Permit(WORKERS, _MINE, states(Action.ANSWER)),),
    "note": (*_READERS, Permit(INTERPRETERS, _INTERPRETED, _OPEN)),
    "interpreter": (Permit(WORKERS, _MINE, _IN_HAND), Permit(LEADERS, _ALL, _OPEN)),
    "appointment": (Permit(WORKERS, _MINE, _IN_HAND),),
    "bundle": (Permit(LEADERS, _ALL, _ANY_STATUS),),
    "extend": (Permit(WORKERS, _MINE, frozenset({Status.CLAIMED}), _UNBOUND),),
    "release": (Permit(WORKERS, _MINE, states(Action.RELEASE), _UNBOUND),),
    "transfer": (
        Permit(WORKERS, _MINE, _IN_HAND, _UNBOUND),
        Permit(LEADERS, _ALL, states(Action.TRANSFER), _UNBOUND),
    ),
    "not_mine": (
        Permit(WORKERS, _FREE, frozenset({Status.NEW})),
        Permit(WORKERS, _MINE, states(Action.RELEASE), _UNBOUND),
    ),
    "later": (Permit(WORKERS, _FREE, frozenset({Status.NEW})),),
    "conflict": (Permit(WORKERS, _FREE | _MINE, _OPEN), Permit(LEADERS, _ALL, _OPEN)),
    "bar": (Permit(LEADERS, _ALL, _OPEN),),
    "reconnect": (Permit(WORKERS, _MINE, _IN_HAND), Permit(LEADERS, _ALL, _OPEN)),
    "matter": (Permit(WORKERS, _MINE, _IN_HAND), Permit(LEADERS, _ALL, _OPEN)),
    "urgent": (Permit(WORKERS, _MINE, _IN_HAND), Permit(LEADERS, _ALL, _OPEN)),
    "close": (Permit(WORKERS, _MINE, states(Action.CLOSE), _UNEXAMINED | OVER),),
    "split": (Permit(WORKERS, _MINE, _IN_HAND),),
    "duplicate": (Permit(WORKERS, _MINE, states(Action.CLOSE), _UNEXAMINED),),
    "helper_told": (Permit(WORKERS, _MINE, _ANY_STATUS),),
    "file": _READERS,
    "eligibility": _READERS,
    "counted": _READERS,
    "dossier": _READERS,
    Act.ASK_PAPERS: _lawful(Act.ASK_PAPERS),
    Act.FILE_COMPLETE: _lawful(Act.FILE_COMPLETE),
    Act.ACCEPT: _lawful(Act.ACCEPT),
    # The head lets it be accepted at once (law, Đ30(4)), whoever has it or nobody.
    Act.ACCEPT_URGENT: (
        Permit(WORKERS, _MINE, _IN_HAND, stages(Act.ACCEPT_URGENT)),
        Permit(LEADERS, _ALL, _OPEN, stages(Act.ACCEPT_URGENT)),
    ),
    Act.PAPERS_BROUGHT: _lawful(Act.PAPERS_BROUGHT),
    Act.REFUSE: _lawful(Act.REFUSE),
    Act.APPOINT: (Permit(LEADERS, _ALL, _OPEN, stages(Act.APPOINT)),),
    Act.BEGIN: (Permit(WORKERS, _MINE, _IN_HAND, stages(Act.BEGIN)),),
    Act.CHANGE_PROVIDER: (Permit(LEADERS, _ALL, _IN_HAND, stages(Act.CHANGE_PROVIDER)),),
    Act.END: (Permit(WORKERS, _MINE, _IN_HAND, stages(Act.END)),),
    Act.HAND_OVER: _lawful(Act.HAND_OVER, _ANY_STATUS),
    Act.WITHDRAW: _lawful(Act.WITHDRAW),
    Act.DISCONTINUE: _lawful(Act.DISCONTINUE),
    Act.REFER: _lawful(Act.REFER),
    Act.LOOK_ANEW: (
        Permit(WORKERS, _MINE, _IN_HAND, stages(Act.LOOK_ANEW)),
        Permit(LEADERS, _ALL, _ANY_STATUS, stages(Act.LOOK_ANEW)),
    ),
    "form": _READERS,
    "paper": _READERS,
    "morning": (Permit(WORKERS),),
    "evening": (Permit(LEADERS),),
    "trip": (Permit(WORKERS),),
    "leave": (Permit(WORKERS),),
    "leave_of": (Permit(LEADERS),),
    "duty": (Permit(LEADERS),),
    "disaster": (Permit(LEADERS),),
    "people": (Permit(LEADERS | ADMINS),),
    "team": (Permit(LEADERS | ADMINS),),
    "balance": (Permit(LEADERS),),
    "rights_queue": (Permit(WORKERS),),
    "rights": _READERS,
    "consent": _READERS,
    "correct": _READERS,
    "privacy": (Permit(EVERYONE),),
    "stats": (Permit(LEADERS),),
    "public": (Permit(LEADERS),),
    "opinions": (Permit(LEADERS),),
    "complaints": (Permit(HEAD),),
    "looked": (Permit(HEAD),),
    "export": (Permit(LEADERS),),
    "report": (Permit(LEADERS),),
    "remove": (Permit(ADMINS | {Role.HEAD}),),
    "invite": (Permit(ADMINS),),
    "set_up": (Permit(ADMINS),),
    "topics": (Permit(ADMINS),),
    "again": (Permit(ADMINS),),
    "flows": (Permit(ADMINS),),
    "flow_approval": (Permit(ADMINS | HEAD),),
    "translate": (Permit(TRANSLATORS),),
    "record": (Permit(TRANSLATORS),),
    "compare": (Permit(STAFF),),
    "me": (Permit(EVERYONE),),
    "cancel": (Permit(EVERYONE),),
    "commands": (Permit(EVERYONE),),
}


AT_REST: Final = frozenset({"request", "read", "trail", "note", "rights", "consent"})
"""What can be done with a request that the person wants kept but not used, or whose words were deleted."""


def usable(command: str, request: Request) -> bool:
    """May the command touch this request, whoever uses it?"""
    return not request.at_rest or command in AT_REST


def roles(command: str) -> frozenset[Role]:
    """Who may use the command at all."""
    return frozenset(role for permit in PERMITS[command] for role in permit.roles)


def relation(
    request: Request, staff: int, role: Role, *, barred: bool, interprets: int | None = None
) -> Relation:
    """How this row of staff stands to the request; ``interprets``: the one request of an interpreter.

    Of what others have in hand an officer sees the headline only, barred or not: he must not be able to tell.
    """
    if role is Role.INTERPRETER:
        return Relation.INTERPRETS if interprets == request.id else Relation.OTHERS
    if barred and (role in LEADERS or request.claimed_by in (None, staff)):
        return Relation.BARRED
    if not may_provide(role, request):
        return Relation.OUTSIDE
    if request.claimed_by is not None:
        return Relation.MINE if request.claimed_by == staff else Relation.OTHERS
    return Relation.RESERVED if request.reserved else Relation.FREE


def may_provide(role: Role, request: Request) -> bool:
    """Does the law let this role of the workers provide it?"""
    return role is not Role.COLLABORATOR or not request.in_proceedings


def denied(
    command: str,
    role: Role,
    stands: Relation | None,
    status: Status | None,
    stage: Stage = Stage.RECEIVED,
) -> Denial | None:
    """What stands in the way; None where the command is permitted. ``stands`` None: it names no request."""
    fitting: Iterable[Permit] = [permit for permit in PERMITS[command] if role in permit.roles]
    if not fitting:
        return Denial.ROLE
    if stands is None:
        return None
    fitting = [permit for permit in fitting if stands in permit.relations]
    if not fitting:
        return Denial.RELATION
    fitting = [permit for permit in fitting if status in permit.statuses]
    if not fitting:
        return Denial.STATUS
    return None if any(stage in permit.stages for permit in fitting) else Denial.STAGE
