"""How a person may be reached about what she asked: what she said of her phone, and what has happened since. Pure.

One table for everything that is sent later; an answer to what she just wrote herself is no such thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NEVER = "never"
"""The hours of «đừng gọi, đừng nhắn»."""


class Sending(StrEnum):
    """Who begins: an officer writes, or the machine tells by itself how things stand."""

    LETTER = "letter"
    NOTICE = "notice"


class Way(StrEnum):
    """How something goes to her now."""

    NOT = "not"
    LATER = "later"
    """In her hours."""
    NEWS = "news"
    """Only that there is news; the words wait behind a button."""
    PLAIN = "plain"


class Calling(StrEnum):
    """May one telephone?"""

    NOT = "not"
    CAREFULLY = "carefully"
    """Others hear the phone: in her hours, and saying what she allowed."""
    FREELY = "freely"


class Parted(StrEnum):
    """Why the chat she wrote from is not taken for hers any more."""

    LEFT = "left"
    """She took the quick exit: whoever writes next may be somebody else."""
    NOT_ME = "not_me"
    """Whoever holds the phone said so."""


@dataclass(frozen=True, slots=True)
class Contact:
    """``hours``: when she may be reached, empty for any time; ``wrote``: she wrote herself since she asked for help.

    ``shared``: others read or hear the phone, or she does not know; ``words_only``: she wants no call;
    ``helper``: the chat is that of somebody who asked for her and may hear nothing; ``guarded``: say little, everywhere;
    ``chatless``: she came to the counter or was named by an agency, and has no chat.
    ``doubted``: «not me» was pressed, and whoever holds the phone is asked whether that was meant.
    """

    hours: str = ""
    wrote: bool = False
    shared: bool = False
    words_only: bool = False
    silenced: bool = False
    helper: bool = False
    guarded: bool = False
    chatless: bool = False
    doubted: bool = False
    parted: Parted | None = None

    @property
    def first_step(self) -> bool:
        """May anybody make it? Not after «đừng gọi, đừng nhắn» or a withdrawal, until she writes herself."""
        return not self.silenced and (self.hours != NEVER or self.wrote)

    @property
    def no_calls(self) -> bool:
        """Did she say not to telephone?"""
        return self.hours == NEVER or self.words_only

    @property
    def window(self) -> str:
        """The hours to keep to, empty for any time."""
        return "" if self.hours == NEVER else self.hours


def way(sending: Sending, to: Contact, *, in_hours: bool) -> Way:
    """How it goes now; ``in_hours``: it is a time at which this may reach her."""
    if to.chatless or to.parted or not to.first_step:
        return Way.NOT
    if to.helper and sending is Sending.NOTICE:  # a helper learns nothing of how it goes
        return Way.NOT
    if not in_hours or to.doubted:
        return Way.LATER
    return Way.NEWS if to.guarded else Way.PLAIN


def calling(to: Contact) -> Calling:
    """May the number she gave be called? After a chat that is not hers any more only where nobody else hears the phone."""
    if to.silenced or to.no_calls or to.parted is Parted.NOT_ME:
        return Calling.NOT
    if to.shared or to.window:
        return Calling.NOT if to.parted else Calling.CAREFULLY
    return Calling.FREELY
