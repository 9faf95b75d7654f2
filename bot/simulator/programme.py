"""What whoever serves the page may hand it: a story that plays itself, and moments worth a journey in time.

Data only; the page plays it, and the simulator does not know what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from aiohttp import web

PhoneName: TypeAlias = Literal["citizen", "neighbour", "group", "officer", "admin"]
Deed: TypeAlias = Literal["start", "press", "send", "read"]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the page, in both of its languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody does on a phone.

    `what` is a part of a button's label, or the words that are sent. The act waits until the bot's newest message
    holds `after`, and a press until its button is there; `about`: it concerns a message that carries the story's sign.
    """

    phone: PhoneName
    does: Deed
    what: str = ""
    after: str = ""
    about: bool = False
    caption: Said | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells this telling from others: the newest match of the pattern's first group in a phone's chat."""

    phone: PhoneName
    pattern: str


@dataclass(frozen=True, slots=True)
class Story:
    """Acts in order. `newcomers` are names for the person who is new at each telling and holds `hero`'s phone;
    `cast` says who holds the others."""

    title: Said
    hero: PhoneName
    newcomers: tuple[str, ...]
    cast: dict[PhoneName, int]
    acts: tuple[Act, ...]
    end: Said
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A named point in time; of `at`, in seconds since 1970, the page offers the first that lies ahead."""

    name: Said
    at: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that is handed over; nothing by default."""

    story: Story | None = None
    moments: tuple[Moment, ...] = ()


PROGRAMME = web.AppKey("programme", Programme)
