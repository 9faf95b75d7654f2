"""A conversation written down as a test, ``flows/tests/NAME.test.yaml``: what the bot says, what the person does.

Steps, options and texts are named by their ids, so that another wording breaks no test. The reader is in
``transcript_reader``, the sentences about what is wrong in ``transcript_sentences``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from bot.chat import FileKind
from bot.flow.defaults import QuietHours

SUFFIX: Final = ".test.yaml"
CLOCK: Final = datetime.datetime(2026, 11, 26, 9, 0)
"""A Thursday morning: when a conversation is played that names no time."""

OPEN: Final = "open"
"""The outcome of a conversation that is not over."""

ChannelKind: TypeAlias = Literal["telegram", "text"]


# --- what the bot is expected to say ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bot:
    """One thing the bot says.

    ``step``: a say, receipt, exit, handoff or question, by path · ``retry``: how to answer this question instead ·
    ``hint``: ``step.option`` · ``says``, ``notice``: a key of the program's texts · ``recap``: named (by the flow's
    own sentence), plain, or "" for either · ``reminder``: its number.
    """

    kind: Literal["step", "retry", "hint", "says", "notice", "recap", "reminder"]
    name: str
    not_between: QuietHours | None = None


# --- what the person does --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Types these words."""

    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """Types the number before a button."""

    number: int


@dataclass(frozen=True, slots=True)
class Tap:
    """Presses a button by what it means: ``kind`` is that of the offer, or "" where the value says it all."""

    value: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """Presses the last button once more."""


@dataclass(frozen=True, slots=True)
class Sends:
    """Sends files of one kind; several are an album."""

    kind: FileKind
    caption: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Phone:
    """Shares a contact card."""

    number: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """Shares a point on the map."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Strange:
    """Sends what the service does not take: a sticker, a poll."""

    what: str


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits an earlier message: the ``line``-th of her own."""

    line: int
    words: str


Sent: TypeAlias = Words | Number | Tap | Sends | Phone | Location | Strange
Doing: TypeAlias = Sent | Again | Edits


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing happens for so long."""

    time: datetime.timedelta


@dataclass(frozen=True, slots=True)
class Speaks:
    """The person goes on in another language."""

    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chat and where it stands in the file."""

    line: int
    what: Bot | Doing | Wait | Speaks


# --- what is held against the end ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Files:
    """An answer of so many files."""

    count: int


Wanted: TypeAlias = str | tuple[str, ...] | Files
"""An option, a number, a code, words; several options; files."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done: a deed of a submit or handoff, ``call_back``, ``erase``, ``withdraw`` or ``quick_exit``."""

    line: int
    name: str
    inputs: Mapping[str, Wanted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """What must hold at the end; None and empty: not looked at. ``lines`` say where each key stands."""

    answers: Mapping[str, Wanted] = field(default_factory=dict)
    no_request: bool = False
    deeds: tuple[Deed, ...] | None = None
    outcome: str = ""
    says_nothing_of: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file. It is played once in each of its languages."""

    file: str
    flow: str
    languages: tuple[str, ...] = ("vi",)
    channel: ChannelKind = "telegram"
    clock: datetime.datetime = CLOCK
    note: str = ""
    chat: tuple[Line, ...] = ()
    ending: Ending = Ending()
    lines: Mapping[str, int] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    """What of the world is true in this talk, besides what the clock says."""
