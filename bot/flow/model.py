"""A flow as the engine sees it: the closed list of step kinds. Texts stand beside, by key.

Sub-flows are gone here: ``linking.py`` has put their steps in the place of the calls, under the path of the
call (``helper.name``), so that two calls of one sub-flow keep two answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from bot.flow.conditions import Condition, Term

Risk: TypeAlias = Literal["low", "medium", "high"]
Content: TypeAlias = Literal["text", "voice", "audio", "photo", "video", "document"]
Layout: TypeAlias = Literal["list", "grid2", "grid3", "auto"]
Outcome: TypeAlias = Literal["done", "offramp", "withdrawn"]
Audience: TypeAlias = Literal["citizen", "staff"]
Provided: TypeAlias = Literal["my_requests", "languages", "place_matches", "papers", "complaint_grounds"]
Validator: TypeAlias = Literal["name", "year", "vn_id12", "vn_phone"]

SKIP = "skip"
"""The target of ``attempts.then`` that means: go on without an answer."""
DONT_KNOW = "dont_know"
TALK = "talk"


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
    """One possible answer; ``label`` and ``hint`` are keys of texts.

    With a ``hint`` it says something and asks again; ``share`` is the channel's own button; ``talk`` leads
    to a person.
    """

    id: str
    label: str
    icon: str = ""
    next: str | None = None
    hint: str | None = None
    share: Literal["phone", "location"] | None = None
    talk: bool = False


@dataclass(frozen=True, slots=True)
class Attempts:
    """After ``max`` misses go to the step ``then``, or on (``skip``)."""

    max: int
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What every step has. ``following`` is the step after it in the file; ``next`` departs from that.

    ``id`` is the path of calls to it, ``key`` begins the keys of its texts, ``names`` says which answers its
    texts may name, and by which path (empty: by their own).
    """

    id: str
    line: int
    file: str = ""
    key: str = ""
    when: Condition | None = None
    next: str | None = None
    following: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def text(self, part: str = "text") -> str:
        """The key of one of its texts."""
        return f"{self.key}.{part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SayStep(Point):
    """Words that lead to the next question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GotoStep(Point):
    """Goes on at ``next``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStep(Point):
    """A value worked out from answers; conditions know it by the step."""

    value: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStep(Point):
    """A sub-flow begins. In a linked flow ``next`` is its first step and ``back`` where it returns to."""

    part: str
    inputs: Mapping[str, Term]
    back: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Point):
    """What every question has. ``retry``: it has its own words for an answer that does not fit.

    ``sensitive`` may be asked only after consent, unless ``urgent``; ``private`` is shown nowhere.
    ``depends``: when one of these answers is changed, this question is asked again.
    """

    options: tuple[Option, ...] = ()
    attempts: Attempts | None = None
    retry: bool = False
    private: bool = False
    sensitive: bool = False
    urgent: bool = False
    depends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep(Asking):
    """One of the options; ``accept`` names the other contents that also answer.

    ``provided`` names the list of the world whose entries stand before the options.
    """

    accept: frozenset[Content] = frozenset()
    provided: Provided | None = None
    layout: Layout = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyStep(Asking):
    """Between ``min`` and ``max`` of the options."""

    min: int
    max: int
    layout: Layout = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep(Asking):
    """Words, or with ``voice`` also voice, photos and other files; ``words`` false: voice alone."""

    words: bool = True
    voice: bool = False
    max_chars: int = 2000
    valid: Validator | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStep(Asking):
    """A whole number between these."""

    min: int
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateStep(Asking):
    """A date, perhaps only its year or month, by the sun or by the moon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStep(Asking):
    """A commune or ward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneStep(Asking):
    """A telephone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStep(Asking):
    """Files of the kinds accepted, ``max`` at the most, until the person says that it is done."""

    accept: frozenset[Content]
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentStep(Asking):
    """Options ``yes``, ``no`` (its ``next`` is ``if_no``) and perhaps ``more`` (a hint)."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep(Asking):
    """A read-back of these steps (None: all). Options ``send``, ``edit``, ``drop``."""

    steps: tuple[str, ...] | None = None


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
    """A deed of ``deeds.py``, its inputs taken from answers or constants."""

    deed: str
    inputs: Mapping[str, Term]
    receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffStep(Point):
    """A person takes over; the session ends."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitStep(Point):
    """The session ends. ``silent``: without a word of its own."""

    outcome: Outcome
    silent: bool = False


QuestionStep: TypeAlias = (
    ChoiceStep
    | ManyStep
    | TextStep
    | NumberStep
    | DateStep
    | PlaceStep
    | PhoneStep
    | FileStep
    | ConsentStep
    | ReviewStep
)
SilentStep: TypeAlias = SayStep | GotoStep | SetStep | CallStep | BranchStep
Step: TypeAlias = SilentStep | QuestionStep | SubmitStep | HandoffStep | ExitStep


@dataclass(frozen=True, slots=True)
class Beside:
    """How a flow is opened on top of any other: ``icon`` beside its title; its words stand at ``flow.words``."""

    icon: str


@dataclass(frozen=True, slots=True)
class Migration:
    """How a session of an older version goes on with this one. ``renames``: by its old path, the path of a step now;
    ``reasks``: steps that are asked again. ``sources``: the versions it is for; none: every older one."""

    renames: Mapping[str, str] = field(default_factory=dict)
    reasks: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    def is_for(self, version: str) -> bool:
        """Is it for sessions of this version?"""
        return not self.sources or version in self.sources


STAYS: Final = Migration()
"""Nothing was renamed."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One conversation. ``steps`` keep the order of the file; ``version`` names its logic, not its words.

    ``texts`` has the keys ``flow.title``, ``flow.words``, ``flow.recap`` and ``flow.step.part``, where part is
    ``text``, ``retry``, ``receipt``, ``opt.<id>`` or ``hint.<id>``. ``quiet_when``: what was answered is not
    shown; ``recap_when``: the recap may say its own sentence. ``misses``: after so many a person is offered.
    ``head`` stands for the flow itself where a step is named: whose texts, whose names. ``apart``: what is said in
    it goes to no request and to nobody but those whom its deed names.
    """

    id: str
    version: str
    start: str
    steps: Mapping[str, Step]
    texts: Mapping[str, SourceText]
    head: SayStep
    answers_kept_days: int = 30
    audience: Audience = "citizen"
    quiet_when: Condition | None = None
    recap_when: Condition | None = None
    beside: Beside | None = None
    misses: int = 3
    apart: bool = False
    migration: Migration = STAYS


def is_within(path: str, call: str) -> bool:
    """Is it a step of the sub-flow that this call begins?"""
    return path.startswith(f"{call}.")


def text_key(flow: str, step: str) -> str:
    """What the keys of a step's texts begin with."""
    return f"{flow}.{step}"
