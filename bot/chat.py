"""The words of a chat, free of any messenger: an Event comes in, a Message goes out, a Text is said.

Nothing here knows Telegram. A channel is described by its Capabilities; the gateway translates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, TypeAlias

Address: TypeAlias = str
"""Where a chat is reached: channel and outer id, ``telegram:12345``. Opaque above the gateway."""

Value: TypeAlias = "str | int | Text | Moment | tuple[Text, ...]"
FileKind: TypeAlias = Literal["voice", "audio", "photo", "video", "document"]


@dataclass(frozen=True, slots=True)
class Text:
    """Something to be said: a key of the catalogs and the values of its placeholders."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def text(key: str, /, **values: Value) -> Text:
    """A Text, written shortly."""
    return Text(key, values)


def quoted(words: str, /) -> Text:
    """A person's own words, passed on as they are."""
    return Text("quoted", {"words": words})


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time to be shown in the person's own way; ``ms`` since 1970 UTC. ``day``: the date only."""

    ms: int
    day: bool = False


class Refused(Exception):
    """What was asked cannot be done; the reason is said to the person and nothing changes."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.key)
        self.why = why


# --- what comes in ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of ours was pressed: the data we gave it, and what an answer to the press must name."""

    data: str
    press: str


@dataclass(frozen=True, slots=True)
class File:
    """A file as the channel names it. ``ref`` fetches it, ``unique`` recognises it; size in bytes."""

    kind: FileKind
    ref: str
    unique: str
    size: int | None = None
    name: str | None = None
    mime: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A voice note, a photo, a document … with the words below it and the album it belongs to."""

    file: File
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A contact card. ``own``: the channel vouches that the number is the sender's."""

    number: str
    own: bool


@dataclass(frozen=True, slots=True)
class SharedLocation:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something this service does not take (a sticker, a poll, a game …)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message was changed; ``what`` is its new content."""

    what: Said | SentFile


@dataclass(frozen=True, slots=True)
class Reached:
    """The person opened (or re-opened) the chat with us: we may write again."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person stopped us, or a group removed us: we may not write."""


@dataclass(frozen=True, slots=True)
class AddedToGroup:
    """Somebody made us a member of a group."""

    title: str


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """The group goes on under another address."""

    to: Address


What: TypeAlias = (
    Said
    | Pressed
    | SentFile
    | SharedPhone
    | SharedLocation
    | Unreadable
    | Edited
    | Reached
    | Blocked
    | AddedToGroup
    | GroupMoved
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a chat.

    ``chat`` is where; ``sender`` is the private chat of who did it, None when the channel hides who
    (an anonymous administrator of a group): nobody is authorised by such an event.
    ``message`` names the message of the person, so that a later edit finds what it answered; ``answers`` names the
    message of ours to which it was written as an answer.
    """

    chat: Address
    sender: Address | None
    name: str
    private: bool
    what: What
    message: str | None = None
    answers: str | None = None


# --- what goes out ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message. ``data`` (at most 64 bytes) comes back when it is pressed.

    ``number`` can be typed instead; ``share`` makes it the channel's own button for sharing that.
    """

    label: Text
    data: str
    icon: str = ""
    number: int | None = None
    share: bool = False


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


class Priority(IntEnum):
    """Who is served first when the channel is slow; smaller goes first."""

    PRESS = 0
    REPLY = 1
    STAFF = 2
    REMINDER = 3
    BROADCAST = 4


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of ours to be sent: its row in the store."""

    id: int
    kind: FileKind


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of a group, where the channel has such: the code by which it is found again, and what it is called."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Message:
    """What a handler wants said: paragraphs and buttons, not yet in any language.

    A tuple among ``says`` is one paragraph of several lines.
    ``to`` is the store's id of the chat. ``share`` shows the channel's own button for sharing a
    phone number or a place, with ``buttons`` beside it; ``settle`` takes such buttons away again.
    ``about`` names the request that hears of it when this message cannot be delivered.
    ``edits`` names an earlier message by its ``handle`` and replaces it where the channel can.
    ``request`` names the request that whoever answers to this message means.
    ``protect``: the channel is asked not to let it be forwarded or saved.
    ``topic``: where in a group it belongs; without topics it stands in the group.
    ``plays``: the key of a text whose recording is sent, in the language of who reads this chat or in ``tongue``;
    nothing where there is none.
    """

    to: int
    says: tuple[Text | tuple[Text, ...], ...]
    buttons: Rows = ()
    share: Literal["phone", "location"] | None = None
    settle: bool = False
    file: KeptFile | None = None
    priority: Priority = Priority.REPLY
    about: int | None = None
    handle: str | None = None
    edits: str | None = None
    request: int | None = None
    protect: bool = False
    topic: Topic | None = None
    plays: str = ""
    tongue: str = ""

    @property
    def said(self) -> tuple[Text, ...]:
        """Its texts, the lines of each paragraph one by one."""
        return tuple(line for part in self.says for line in ((part,) if isinstance(part, Text) else part))


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """The short notice that answers a press; goes at once, beside the order, and expires."""

    to: int
    press: str
    says: Text | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave a group."""

    to: int


@dataclass(frozen=True, slots=True)
class Clear:
    """Take away what the chat shows from ``since`` (ms UTC) on, as far as the channel can, and what was still to be sent.

    ``why`` is a code: it is told to whoever hears that something did not arrive.
    """

    to: int
    since: int = 0
    why: str = "left"


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands that the channel offers beside the typing field of one chat, each with its words.

    ``entries`` are pairs: how it is typed, what it does. None of them: the chat has the menu of everybody.
    """

    to: int
    entries: tuple[tuple[Text, Text], ...] = ()


Outgoing: TypeAlias = Message | PressAnswer | Leave | Clear | Menu


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in its final words, still of no messenger: what the outbox keeps.

    ``buttons`` are rows of (label, data); with ``share`` they stand on the channel's own keyboard,
    where the one without data shares. ``topic``: its code and its title.
    ``recording``: the SHA-256 of a recording that is the message.
    """

    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    share: Literal["phone", "location"] | None = None
    settle: bool = False
    file: KeptFile | None = None
    protect: bool = False
    topic: tuple[str, str] | None = None
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; every choice also works as numbered text where ``buttons`` is none."""

    buttons: Literal["inline", "reply", "none"]
    edit: bool
    files: bool
    share: bool
    max_length: int
    """Longest text of one message, in UTF-16 units."""
    max_caption: int
    """Longest text under a file, in UTF-16 units."""


TEXT_ONLY = Capabilities(buttons="none", edit=False, files=False, share=False, max_length=2000, max_caption=0)
