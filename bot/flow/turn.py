"""What passes between the engine and its caller: what is heard, the facts of the world, and the turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.chat import FileKind, Said, SharedLocation, SharedPhone, Text, Unreadable
from bot.flow.model import Layout
from bot.flow.session import Session, Value

# --- what is heard ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Press:
    """A button of this session: the turn that offered it and its place in the offer."""

    turn: int
    index: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that is kept already: its row in the store, and the words below it."""

    file: int
    kind: FileKind
    caption: str = ""


Heard: TypeAlias = Said | Press | Filed | SharedPhone | SharedLocation | Unreadable


# --- what the engine is told of the world ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A commune or ward, and how it is named to people."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The world as it is now, and the person's languages.

    ``wordings`` gives every accepted wording of a Text; ``read_phone`` gives E.164 or None,
    ``show_phone`` the way people write it;
    ``values`` are the provided facts by name (``open_now``, ``hotline`` …).
    """

    wordings: Callable[[Text], tuple[str, ...]]
    find_places: Callable[[str], tuple[PlaceFound, ...]]
    all_places: tuple[PlaceFound, ...]
    read_phone: Callable[[str], str | None]
    values: Mapping[str, str | int | bool]
    show_phone: Callable[[str], str] = str


# --- what a turn does ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Submit:
    """Carry out a deed of ``deeds.py``. ``receipt`` stands in the turn's ``says`` too, at its place."""

    deed: str
    step: str
    inputs: Mapping[str, Value]
    receipt: Text | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Record what was answered to this text about this purpose."""

    purpose: str
    step: str
    given: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Handoff:
    """A person takes over. ``text`` stands in the turn's ``says`` too."""

    who: str
    text: Text


@dataclass(frozen=True, slots=True)
class Restart:
    """Begin afresh: this session is over."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Consent was refused: what was said must go. The turn's session holds no words any more."""


Effect: TypeAlias = Submit | Consent | Handoff | Restart | Erase


# --- what is shown ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One button. ``number`` is what may be typed instead of it; interrupts and pages have none."""

    label: Text
    icon: str = ""
    number: int | None = None
    share: Literal["phone", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What waits for an answer; ``choices[i]`` belongs to ``session.offer[i]``."""

    text: tuple[Text, ...]
    choices: tuple[Choice, ...]
    layout: Layout = "auto"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event did. ``notice`` answers a press that changed nothing."""

    session: Session
    says: tuple[Text, ...] = ()
    asks: Question | None = None
    effects: tuple[Effect, ...] = ()
    notice: Text | None = None
