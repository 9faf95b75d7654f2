"""What the simulated world is made of: users, files, messages, chats. Mutable, owned by World."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.errors import Json

ChatKind = Literal["private", "group", "supergroup"]
FileKind = Literal["voice", "audio", "photo", "video", "document", "sticker", "animation", "video_note"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
MarkupKind = Literal["inline", "keyboard", "remove", "force"]

PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member"})
ADMINS: frozenset[Status] = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class User:
    """A person, or the face of a bot. `blocked` holds the ids of the bots this person stopped.

    `hidden`: forwards of what they wrote carry a name only.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str = ""
    is_bot: bool = False
    deactivated: bool = False
    hidden: bool = False
    blocked: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in memory. Without `content` it is a declared size only and reads as zero bytes."""

    number: int
    kind: FileKind
    size: int
    content: bytes | None = None
    name: str | None = None
    mime: str | None = None
    seconds: int = 0

    @property
    def unique_id(self) -> str:
        """The same for every bot; recognises the file, cannot fetch it."""
        return f"SIMU{self.number:08d}"

    def id_for(self, bot_id: int) -> str:
        """The id by which one bot, and no other, fetches and re-sends the file."""
        return f"SIMF-{bot_id}-{self.number}"

    def read(self) -> bytes:
        """The bytes."""
        return bytes(self.size) if self.content is None else self.content


@dataclass(frozen=True, slots=True)
class Attachment:
    """The file of a message: sizes of a photo from small to large, else one file; and what is said of it."""

    kind: FileKind
    files: tuple[StoredFile, ...]
    about: tuple[Json, ...]

    @property
    def has_caption(self) -> bool:
        """Whether words can stand under it."""
        return self.kind not in ("sticker", "video_note")


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply_markup, as the Bot API writes it."""

    kind: MarkupKind
    body: Json

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons, for the two kinds which have some."""
        rows: list[list[Json]] = self.body.get("inline_keyboard") or self.body.get("keyboard") or []
        return rows


@dataclass(slots=True)
class Message:
    """One message as everybody in the chat sees it. `content` is what the Bot API would show."""

    id: int
    chat_id: int
    sender: User
    date: int
    content: Json
    seq: int
    text_seq: int
    attachment: Attachment | None = None
    markup: Markup | None = None
    earlier_markup: Markup | None = None
    reply_to: Message | None = None
    as_chat: bool = False
    pinned: Message | None = None
    topic_id: int | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)
    edit_date: int | None = None
    deleted: bool = False

    @property
    def words(self) -> str:
        """The text or the caption."""
        words: str = self.content.get("text") or self.content.get("caption") or ""
        return words

    @property
    def is_service(self) -> bool:
        """Whether nobody wrote it: it tells that somebody came, that something was pinned, …"""
        written = self.content.keys() & {"contact", "location"}
        return not self.words and self.attachment is None and not written

    @property
    def is_forward(self) -> bool:
        """Whether somebody else may have written it."""
        return "forward_origin" in self.content

    @property
    def inline(self) -> list[list[Json]]:
        """Rows of the inline keyboard."""
        return self.markup.rows if self.markup and self.markup.kind == "inline" else []


@dataclass(slots=True)
class Topic:
    """A topic of a forum. Its id is that of the message which begins it; `icon` a custom emoji or nothing."""

    id: int
    name: str
    color: int
    made: Message
    icon: str = ""
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Chat:
    """A private chat of one bot and one person, or a group. `keyboard` is the clients' reply keyboard.

    `withheld` are rights which an administrator, by id, was not given; `pinned` is in the order of pinning.
    """

    id: int
    kind: ChatKind
    instance: str
    title: str = ""
    user: User | None = None
    bot_id: int | None = None
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    withheld: dict[int, frozenset[str]] = field(default_factory=dict)
    pinned: list[Message] = field(default_factory=list)
    forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    invite_link: str | None = None
    moved_to: int | None = None
    keyboard: Markup | None = None
    keyboard_seq: int = 0

    @property
    def pins(self) -> list[Message]:
        """What is pinned and still there; the newest pin is last."""
        return [message for message in self.pinned if not message.deleted]

    def topic(self, topic_id: int) -> Topic | None:
        """A topic which is there."""
        topic = self.topics.get(topic_id) if self.forum else None
        return None if topic is None or topic.deleted else topic

    def allows(self, user_id: int, right: str) -> bool:
        """Whether somebody is an administrator with this right."""
        return self.members.get(user_id) in ADMINS and right not in self.withheld.get(user_id, ())


@dataclass(frozen=True, slots=True)
class Toast:
    """What an answer to a press showed, and to whom; an alert must be closed by hand."""

    seq: int
    chat_id: int
    user_id: int
    message_id: int
    text: str
    alert: bool


@dataclass(slots=True)
class Press:
    """A callback query: who pressed what when, and whether it was answered."""

    id: str
    bot_id: int
    user_id: int
    chat: Chat
    message_id: int
    at: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API, without the bytes of files. Times in seconds."""

    seq: int
    at: float
    seconds: float
    bot_id: int
    method: str
    params: Json
    ok: bool
    code: int
    description: str
