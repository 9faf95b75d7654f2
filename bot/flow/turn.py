"""What passes between the engine and its caller: what is heard, the facts of the world, and the turn."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
    """A file that is kept already: its row in the store, the words below it, the album it came in."""

    file: int
    kind: FileKind
    caption: str = ""
    album: str = ""


Heard: TypeAlias = Said | Press | Filed | SharedPhone | SharedLocation | Unreadable


# --- what the engine is told of the world ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A commune or ward, and how it is named to people."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a provided list: what it is known by, and how the person reads it."""

    id: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The world as it is now, and the person's languages.

    ``wordings`` gives every accepted wording of a Text; ``calls`` what typed words (folded) call: an
    interrupt, or ``beside:<flow>``; ``read_phone`` gives E.164 or None, ``show_phone`` the way people write it;
    ``values`` are the provided facts by name (``open_now`` …), ``lists`` the provided lists, ``groups`` the codes
    of the communes by group. ``today`` is the date in the province. ``can_share``: the channel has buttons
    for sharing a number or a place. ``recorded``: is there a recording of this text? ``away``: the question was
    asked so long ago that the person may have forgotten it. ``quiet``: the person wants little shown, always.
    """

    wordings: Callable[[Text], tuple[str, ...]]
    find_places: Callable[[str], tuple[PlaceFound, ...]]
    all_places: tuple[PlaceFound, ...]
    read_phone: Callable[[str], str | None]
    values: Mapping[str, str | int | bool]
    show_phone: Callable[[str], str] = str
    calls: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, str], ...] = ()
    """The flows that open on top of this one: id and icon."""
    lists: Callable[[str], tuple[Listed, ...]] = lambda _: ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    today: datetime.date = datetime.date(2000, 1, 1)
    can_share: bool = True
    recorded: Callable[[str], bool] = lambda _: False
    away: bool = False
    quiet: bool = False


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
class CallBack:
    """The person wants to be found by an officer; the conversation goes on."""


@dataclass(frozen=True, slots=True)
class Speak:
    """From now on in this language; the words of this turn too."""

    language: str


@dataclass(frozen=True, slots=True)
class Play:
    """The recording of this text is wanted."""

    text: Text


@dataclass(frozen=True, slots=True)
class Open:
    """Another flow opens on top; when it ends, the question is asked again."""

    flow: str


@dataclass(frozen=True, slots=True)
class Remind:
    """The person goes on later: one gentle reminder, and no question now."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Begin afresh: this session is over."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Consent was refused, or the person wants it: what was said must go. The session holds no words any more."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The person wants what was sent deleted too; an officer must see to that."""


@dataclass(frozen=True, slots=True)
class QuickExit:
    """The person must be gone at once: take away what the chat shows and cancel what is waiting."""


Effect: TypeAlias = (
    Submit
    | Consent
    | Handoff
    | CallBack
    | Speak
    | Play
    | Open
    | Remind
    | Restart
    | Erase
    | Withdraw
    | QuickExit
)


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
    """What one event did. ``notice`` answers a press that changed nothing.

    Without ``asks`` the session is over, or it rests: the person goes on later, or in another flow first.
    ``aloud``: what is said and asked may be heard by whoever is near, so that it can be played unasked.
    ``read_back``: the answers that are then heard before the question.
    """

    session: Session
    says: tuple[Text, ...] = ()
    asks: Question | None = None
    effects: tuple[Effect, ...] = ()
    notice: Text | None = None
    aloud: bool = False
    read_back: tuple[Text, ...] = ()
