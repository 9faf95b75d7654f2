"""The simulated world in memory: bots, people, chats, messages, files, and what happened to them.

It only keeps and changes state; people act through `acts`, bots through `dispatch`.
"""

from __future__ import annotations

import math
import random
import re
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from bot.simulator.account import SimBot
from bot.simulator.activity import Activity
from bot.simulator.clock import Clock
from bot.simulator.errors import Json
from bot.simulator.faults import Faults
from bot.simulator.flood import Flood
from bot.simulator.group import Group
from bot.simulator.model import (
    Attachment,
    Call,
    Chat,
    ChatKind,
    FileKind,
    Markup,
    Message,
    Press,
    StoredFile,
    Toast,
    User,
)
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN, bot_id_of
from bot.simulator.updates import UpdateQueue
from bot.simulator.watch import seen_json

CALLS_KEPT = 20_000
FIRST_USER = 7_000_001
FIRST_GROUP = 4_000_001
SUPERGROUPS = 1_000_000_000_000

Listener = Callable[[Json], None]
Observer = Callable[[str, Json, Json], None]


class World:
    """Everything the simulator knows. Not thread-safe: use it from one event loop.

    `observers` watch all worlds of the process: they hear of each answered call (its method, its parameters as they came,
    the body of the answer) and of each update when it is made (as `update`, no parameters, the update).
    """

    observers: ClassVar[list[Observer]] = []

    def __init__(self, clock: Clock | None = None, *, seed: int = 0) -> None:
        self.clock = clock or Clock()
        self.faults = Faults(self.cut_polls)
        self.flood = Flood()
        self.bots: dict[int, SimBot] = {}
        self.listeners: list[Listener] = []
        self.press_seconds = 15.0
        self.message_seconds = math.inf  # how old a pressed message is before a bot gets it as inaccessible
        self.activity = Activity()
        self.seed = seed
        self._seq = 0
        self._named = 0
        self._empty()

    def reset(self, seed: int | None = None) -> None:
        """Forget people, chats, files, calls, faults and flood limits. Bots stay, empty, and their ids count on."""
        self.seed = self.seed if seed is None else seed
        self.faults.clear()
        self.flood.switch("off")
        for bot in self.bots.values():
            bot.updates.clear()
        self._empty()
        self.emit("reset")

    def _empty(self) -> None:
        self.users: dict[int, User] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.files: dict[int, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.toasts: list[Toast] = []
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)

    # --- who is there ------------------------------------------------------------------------

    def bot(self, token: str = DEFAULT_TOKEN, *, name: str = "Hoa Ban", username: str = "") -> SimBot:
        """The bot of a token, made when it is new. Raises TokenRefused."""
        bot_id = bot_id_of(token)
        if bot_id not in self.bots:
            face = User(bot_id, name, username=username or f"sim{bot_id}_bot", is_bot=True)
            self.bots[bot_id] = SimBot(face, token, UpdateQueue(self.clock, self.activity.touch))
            self.emit("world")
        return self.bots[bot_id]

    def person(
        self,
        first_name: str,
        *,
        id: int | None = None,  # noqa: A002  Telegram's own word
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "vi",
        phone: str = "",
        bot: SimBot | None = None,
    ) -> Person:
        """Somebody new, who talks with `bot` (default: the first one)."""
        user_id = id or FIRST_USER + len(self.users)
        user = User(user_id, first_name, last_name, username, language_code)
        user.phone = phone or f"+8490{user_id % 10_000_000:07d}"
        self.users[user_id] = user
        self.emit("world")
        return Person(self, user, bot)

    def group(self, title: str, members: list[Person], *, supergroup: bool = False) -> Group:
        """A group of people, the first of whom made it. Add the bot with `group.add_bot(by=…)`."""
        number = FIRST_GROUP + len(self.groups)
        chat_id = -SUPERGROUPS - number if supergroup else -number
        chat = self.new_chat(chat_id, title)
        for member in members:
            chat.members[member.id] = "member" if chat.members else "creator"
        return Group(self, chat)

    def new_chat(self, chat_id: int, title: str) -> Chat:
        """An empty group or, below -1,000,000,000,000, supergroup."""
        kind: ChatKind = "supergroup" if chat_id < -SUPERGROUPS else "group"
        chat = Chat(chat_id, kind, _instance(chat_id), title)
        self.groups[chat_id] = chat
        self.emit("world")
        return chat

    def private_chat(self, bot: SimBot, user: User) -> Chat:
        """The chat of a person with a bot, opened when it is new."""
        key = (bot.id, user.id)
        if key not in self.private:
            self.private[key] = Chat(
                user.id, "private", _instance(user.id ^ bot.id << 20), user=user, bot_id=bot.id
            )
        return self.private[key]

    def account(self, user_id: int) -> User | None:
        """A person or the face of a bot."""
        if user_id in self.bots:
            return self.bots[user_id].user
        return self.users.get(user_id)

    def first_bot(self) -> SimBot:
        """The only bot, or the first one; the default one when there is none yet."""
        return next(iter(self.bots.values()), None) or self.bot()

    # --- what is there -----------------------------------------------------------------------

    def keep_file(
        self,
        kind: FileKind,
        content: bytes | None,
        *,
        size: int = 0,
        name: str = "",
        mime: str = "",
        seconds: int = 0,
    ) -> StoredFile:
        """Put a file into memory; without content it is `size` bytes which nobody has."""
        number = len(self.files) + 1
        length = size if content is None else len(content)
        file = StoredFile(number, kind, length, content, name or None, mime or None, seconds)
        self.files[number] = file
        return file

    def file(self, number: str) -> StoredFile | None:
        """The file of a number as it stands in ids and paths."""
        return self.files.get(int(number)) if re.fullmatch("[0-9]{1,12}", number) else None

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Json,
        *,
        attachment: Attachment | None = None,
        markup: Markup | None = None,
        reply_to: Message | None = None,
        as_chat: bool = False,
        pinned: Message | None = None,
        topic_id: int | None = None,
    ) -> Message:
        """Put a message into a chat. Telling bots of it is up to the caller."""
        seq = self.next_seq()
        message = Message(
            self._next_message_id(chat),
            chat.id,
            sender,
            int(self.clock.now()),
            content,
            seq,
            seq,
            attachment,
            markup,
            None,
            reply_to,
            as_chat,
            pinned,
            topic_id,
        )
        chat.messages[message.id] = message
        if markup is not None and markup.kind in ("keyboard", "remove"):
            self.set_keyboard(chat, markup if markup.kind == "keyboard" else None)
        self.emit("message", chat, message_id=message.id, sender=sender.id)
        return message

    def new_album(self) -> str:
        """A media_group_id."""
        return str(13_000_000_000_000_000 + self.next_name())

    def set_keyboard(self, chat: Chat, keyboard: Markup | None) -> None:
        """Show, replace or hide the reply keyboard."""
        if chat.keyboard is not keyboard:
            chat.keyboard, chat.keyboard_seq = keyboard, self.next_seq()
            self.emit("keyboard", chat)

    def changed(self, chat: Chat, message: Message, kind: str, *, words: bool = False) -> None:
        """Note that a message was edited or deleted."""
        message.seq = self.next_seq()
        message.text_seq = message.seq if words else message.text_seq
        self.emit(kind, chat, message_id=message.id)

    def toast(self, press: Press, text: str, alert: bool) -> None:
        """Note what an answered press showed."""
        toast = Toast(self.next_seq(), press.chat.id, press.user_id, press.message_id, text, alert)
        self.toasts.append(toast)
        self.emit("toast", press.chat, user=press.user_id, text=text, alert=alert)

    def _next_message_id(self, chat: Chat) -> int:
        """Private chats and basic groups count together, per bot; a supergroup counts for itself."""
        bot_id = chat.bot_id or next((each for each in chat.members if each in self.bots), None)
        if chat.kind == "supergroup" or bot_id is None:
            chat.last_id += 1
        else:
            bot = self.bots[bot_id]
            chat.last_id = bot.last_message_id = max(chat.last_id, bot.last_message_id) + 1
        return chat.last_id

    # --- what happens ------------------------------------------------------------------------

    def next_seq(self) -> int:
        """Numbers every change of the world."""
        self._seq += 1
        return self._seq

    @property
    def seq(self) -> int:
        """The number of the last change."""
        return self._seq

    def next_name(self) -> int:
        """Numbers presses, albums and links: by what people and bots do only, not by how often a bot polls."""
        self._named += 1
        return self._named

    def chance(self, *of: object) -> random.Random:
        """What decides something by chance: by the seed and what it is for, not by what was decided before."""
        return random.Random(f"{self.seed} {of}")  # noqa: S311  a test wants it the same again

    def emit(self, kind: str, chat: Chat | None = None, **what: object) -> None:
        """Tell the listeners."""
        where = {"chat": chat.id, "bot": chat.bot_id} if chat is not None else {}
        event: Json = {"type": kind, "seq": self._seq} | where | what
        for listener in list(self.listeners):
            listener(event)

    def observe(self, method: str, params: Json, body: Json) -> None:
        """Show the observers a call with its answer, or an update."""
        for observer in self.observers:
            observer(method, params, body)

    def cut_polls(self) -> None:
        """Break the connections of all long polls."""
        for bot in self.bots.values():
            bot.updates.drop_poll()

    async def wait_idle(
        self,
        bot: SimBot | None = None,
        *,
        quiet: float = 0.05,
        timeout: float = 10,  # noqa: ASYNC109
    ) -> None:
        """Return when the bot confirmed all updates, calls nothing and did nothing for `quiet` real seconds.

        Raises TimeoutError after `timeout` real seconds, saying what is still open.
        """
        bots = [bot] if bot is not None else list(self.bots.values())
        await self.activity.wait_idle(bots, quiet, timeout)

    def transcript(self, chat: Chat | Group | Person) -> list[Json]:
        """Everything in a chat, oldest first, deleted messages too, each as JSON with its toasts."""
        where = chat if isinstance(chat, Chat) else chat.room
        toasts: dict[int, list[str]] = {}
        for toast in self.toasts:
            if toast.chat_id == where.id:
                toasts.setdefault(toast.message_id, []).append(toast.text)
        return [
            seen_json(message) | {"toasts": toasts.get(message.id, [])} for message in where.messages.values()
        ]


def _instance(number: int) -> str:
    return str(4_000_000_000_000_000_000 + number)
