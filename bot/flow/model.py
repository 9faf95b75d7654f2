"""A flow as the engine sees it: the closed list of step kinds. Texts stand beside, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.flow.conditions import Condition

Risk: TypeAlias = Literal["low", "medium", "high"]
Content: TypeAlias = Literal["text", "voice", "audio", "photo", "video", "document"]
Layout: TypeAlias = Literal["list", "grid2", "auto"]
Outcome: TypeAlias = Literal["done", "offramp", "withdrawn"]

SKIP = "skip"
"""The target of ``attempts.then`` that means: go on without an answer."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it stands in a flow file: plain Vietnamese, with what translators must know."""

    vi: str
    risk: Risk
    note: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. ``hint`` says something and asks again; ``share`` is the channel's own button."""

    id: str
    icon: str = ""
    next: str | None = None
    hint: bool = False
    share: Literal["phone", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """After ``max`` misses go to the step ``then``, or on (``skip``)."""

    max: int
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What every step has. ``following`` is the step after it in the file; ``next`` departs from that."""

    id: str
    line: int
    when: Condition | None = None
    next: str | None = None
    following: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayStep(Point):
    """Words that lead to the next question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Point):
    """What every question has. ``retry``: it has its own words for an answer that does not fit.

    ``sensitive`` may be asked only after consent, unless ``urgent``; ``private`` is shown nowhere.
    """

    options: tuple[Option, ...] = ()
    attempts: Attempts | None = None
    retry: bool = False
    private: bool = False
    sensitive: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep(Asking):
    """One of the options; ``accept`` names the other contents that also answer."""

    accept: frozenset[Content] = frozenset()
    layout: Layout = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep(Asking):
    """Words; with ``voice`` also voice, photos and other files."""

    voice: bool = False
    max_chars: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStep(Asking):
    """A commune or ward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneStep(Asking):
    """A telephone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentStep(Asking):
    """Options ``yes``, ``no`` (its ``next`` is ``if_no``) and perhaps ``more`` (a hint)."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep(Asking):
    """A read-back of these steps (None: all). Options ``send``, ``edit``, ``drop``."""

    steps: tuple[str, ...] | None = None
    quiet_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a branch; ``when`` is None for the ``else``."""

    when: Condition | None
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchStep(Point):
    """The first rule that holds decides."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitStep(Point):
    """A deed of ``deeds.py``, its inputs taken from the steps that ``inputs`` names."""

    deed: str
    inputs: Mapping[str, str]
    receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffStep(Point):
    """A person takes over; the session ends."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitStep(Point):
    """The session ends."""

    outcome: Outcome


QuestionStep: TypeAlias = ChoiceStep | TextStep | PlaceStep | PhoneStep | ConsentStep | ReviewStep
Step: TypeAlias = SayStep | QuestionStep | BranchStep | SubmitStep | HandoffStep | ExitStep


@dataclass(frozen=True, slots=True)
class Flow:
    """One conversation. ``steps`` keep the order of the file; ``version`` names its logic, not its words.

    ``texts`` has the keys ``flow.title`` and ``flow.step.part``, where part is ``text``, ``retry``,
    ``receipt``, ``opt.<id>`` or ``hint.<id>``.
    """

    id: str
    version: str
    start: str
    answers_kept_days: int
    steps: Mapping[str, Step]
    texts: Mapping[str, SourceText]


def text_key(flow: str, step: str, part: str = "text") -> str:
    """The key of one text of a step."""
    return f"{flow}.{step}.{part}"
