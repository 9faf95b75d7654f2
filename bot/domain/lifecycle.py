"""The way of a request in the law's sense: its stages, the acts that move it, what each act needs and whom it tells. Pure.

A claim, an answer, a transfer are the desk's own (request.py) and move nothing here: only the acts below do. Their
provisions stand, by version of the law, in ``province/law/acts.yaml``; their clocks in ``province/law/deadlines.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.request import Outcome, Stage


class Act(StrEnum):
    """What the Centre does about a request in the law's sense."""

    ASK_PAPERS = "ask_papers"
    FILE_COMPLETE = "file_complete"
    ACCEPT = "accept"
    ACCEPT_URGENT = "accept_urgent"
    """Before all papers are there; they follow within the term of the law."""
    PAPERS_BROUGHT = "papers_brought"
    REFUSE = "refuse"
    APPOINT = "appoint"
    BEGIN = "begin"
    CHANGE_PROVIDER = "change_provider"
    END = "end"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    DISCONTINUE = "discontinue"
    REFER = "refer"
    LOOK_ANEW = "look_anew"
    """The person needs help again after it had ended: a new matter, from the beginning."""


class Need(StrEnum):
    """What must be given for an act to be valid."""

    PAPERS = "papers"
    """Which papers are wanted, in words."""
    FORM = "form"
    """The form of aid: in proceedings, advice, representation."""
    WHY_AT_ONCE = "why_at_once"
    """One of the reasons of the law for accepting before the papers are there (Đ30(4))."""
    CODE = "code"
    """The code in the official register."""
    GROUND = "ground"
    """One of the grounds of the law, and no other reason."""
    PROVIDER = "provider"
    """Who is appointed."""
    DECISION = "decision"
    """The number of the head's written act."""
    OUTCOME = "outcome"
    PLACE = "place"
    """Which other centre."""


class AidForm(StrEnum):
    """The forms of legal aid (law, Đ27)."""

    PROCEEDINGS = "proceedings"
    ADVICE = "advice"
    REPRESENTATION = "representation"


class Custody(StrEnum):
    """How the person is held, which decides how soon somebody is appointed (law, Đ31(2))."""

    NONE = "none"
    ARRESTED = "arrested"
    """Bị bắt, tạm giữ."""
    DETAINED = "detained"
    """Tạm giam."""


class Next(StrEnum):
    """Who must act next in law."""

    OFFICER = "officer"
    HEAD = "head"
    CITIZEN = "citizen"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Step:
    """One act: from which stages it goes to which (None: it stays), what it needs, and what follows.

    ``tells``: the person hears of it, under ``citizen.law.<act>``. ``paper``: a written notice goes with it.
    ``closes``: the desk is done with it, with this outcome.
    """

    sources: frozenset[Stage]
    to: Stage | None
    needs: tuple[Need, ...] = ()
    next: Next = Next.OFFICER
    tells: bool = True
    paper: bool = False
    closes: Outcome | None = None


UNDECIDED: Final = frozenset({Stage.RECEIVED, Stage.PAPERS_ASKED, Stage.COMPLETE})
"""Neither accepted nor refused nor sent elsewhere."""
_RUNNING: Final = frozenset({Stage.ACCEPTED, Stage.APPOINTED, Stage.UNDER_WAY})
PROVIDED: Final = frozenset({Stage.APPOINTED, Stage.UNDER_WAY})
"""Somebody is appointed in writing."""
OVER: Final = frozenset(
    {Stage.ENDED, Stage.HANDED_OVER, Stage.REFUSED, Stage.WITHDRAWN, Stage.DISCONTINUED, Stage.REFERRED}
)
"""Nothing more is done about it in law, but the handing over of its file."""
ACCEPTED: Final = _RUNNING | {Stage.ENDED, Stage.HANDED_OVER, Stage.DISCONTINUED}
"""It was entered in the register once."""

STEPS: Final[dict[Act, Step]] = {
    Act.ASK_PAPERS: Step(
        frozenset({Stage.RECEIVED, Stage.PAPERS_ASKED}),
        Stage.PAPERS_ASKED,
        (Need.PAPERS,),
        Next.CITIZEN,
        paper=True,
    ),
    Act.FILE_COMPLETE: Step(
        frozenset({Stage.RECEIVED, Stage.PAPERS_ASKED}), Stage.COMPLETE, next=Next.OFFICER, tells=False
    ),
    Act.ACCEPT: Step(
        frozenset({Stage.COMPLETE}), Stage.ACCEPTED, (Need.FORM, Need.CODE), Next.HEAD, paper=True
    ),
    Act.ACCEPT_URGENT: Step(
        frozenset({Stage.RECEIVED, Stage.PAPERS_ASKED}),
        Stage.ACCEPTED,
        (Need.FORM, Need.WHY_AT_ONCE, Need.CODE),
        Next.HEAD,
        paper=True,
    ),
    Act.PAPERS_BROUGHT: Step(_RUNNING, None, tells=False),
    Act.REFUSE: Step(UNDECIDED, Stage.REFUSED, (Need.GROUND,), Next.NONE, paper=True, closes=Outcome.REFUSED),
    Act.APPOINT: Step(
        frozenset({Stage.ACCEPTED}), Stage.APPOINTED, (Need.PROVIDER, Need.DECISION), Next.OFFICER
    ),
    Act.BEGIN: Step(frozenset({Stage.APPOINTED}), Stage.UNDER_WAY, tells=False),
    Act.CHANGE_PROVIDER: Step(PROVIDED, Stage.ACCEPTED, (Need.GROUND,), Next.HEAD),
    Act.END: Step(
        frozenset({Stage.UNDER_WAY}), Stage.ENDED, (Need.OUTCOME,), Next.OFFICER, closes=Outcome.ENDED
    ),
    Act.HAND_OVER: Step(frozenset({Stage.ENDED}), Stage.HANDED_OVER, next=Next.NONE, tells=False),
    Act.WITHDRAW: Step(
        UNDECIDED | _RUNNING, Stage.WITHDRAWN, (), Next.NONE, paper=True, closes=Outcome.WITHDRAWN
    ),
    Act.DISCONTINUE: Step(
        _RUNNING, Stage.DISCONTINUED, (Need.GROUND,), Next.NONE, paper=True, closes=Outcome.DISCONTINUED
    ),
    Act.REFER: Step(
        UNDECIDED | {Stage.ACCEPTED}, Stage.REFERRED, (Need.PLACE,), Next.NONE, closes=Outcome.REFERRED
    ),
    Act.LOOK_ANEW: Step(frozenset(OVER - {Stage.ENDED}), Stage.RECEIVED, next=Next.OFFICER, tells=False),
}


def stage_after(stage: Stage, act: Act) -> Stage | None:
    """The stage that follows; None where the act cannot be."""
    step = STEPS[act]
    if stage not in step.sources:
        return None
    return stage if step.to is None else step.to


def possible(stage: Stage) -> tuple[Act, ...]:
    """The acts that can follow, in the order of the law's way."""
    return tuple(act for act, step in STEPS.items() if stage in step.sources)


def stages(act: Act) -> frozenset[Stage]:
    """The stages in which the act can be."""
    return STEPS[act].sources


def walk(acts: Iterable[Act]) -> Stage | None:
    """Where these acts lead from the first word; None where one of them was not possible."""
    stage: Stage | None = Stage.RECEIVED
    for act in acts:
        if stage is None:
            return None
        stage = stage_after(stage, act)
    return stage
