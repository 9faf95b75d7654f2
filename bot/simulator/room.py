"""A chat as somebody watches it: the part that Person and Group have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bot.simulator.model import Chat, Message, Toast
from bot.simulator.watch import Seen, seen

if TYPE_CHECKING:
    from bot.simulator.world import World


class Room(ABC):
    """A chat on somebody's screen: what stands there, and what is new since the last `read()`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._read = 0

    @property
    @abstractmethod
    def room(self) -> Chat:
        """The chat itself."""

    @property
    def messages(self) -> list[Message]:
        """Everything written here, oldest first, deleted messages too."""
        return list(self.room.messages.values())

    @property
    def chat(self) -> list[Seen]:
        """All messages which are not deleted, oldest first."""
        return [seen(message) for message in self.messages if not message.deleted]

    @property
    def from_bot(self) -> list[Seen]:
        """The bots' messages."""
        return [message for message in self.chat if message.from_bot]

    @property
    def last(self) -> Seen:
        """The newest message of a bot."""
        if not self.from_bot:
            raise LookupError("the bot has not said anything here")
        return self.from_bot[-1]

    @property
    def texts(self) -> list[str]:
        """What bots said, or changed the words of, since the last `read()`."""
        fresh = [
            message
            for message in self.messages
            if message.sender.is_bot and not message.deleted and message.text_seq > self._read
        ]
        return [message.words for message in sorted(fresh, key=lambda message: message.text_seq)]

    @property
    def toasts(self) -> list[Toast]:
        """Answers to presses in this chat since the last `read()`."""
        return [
            toast
            for toast in self.world.toasts
            if toast.chat_id == self.room.id and toast.seq > self._read and self._is_for(toast)
        ]

    def read(self) -> list[str]:
        """The new texts; afterwards nothing is new."""
        texts, self._read = self.texts, self.world.seq
        return texts

    @property
    def keyboard(self) -> list[str] | None:
        """Labels of the reply keyboard on the screen, or None."""
        keyboard = self.room.keyboard
        return [button["text"] for row in keyboard.rows for button in row] if keyboard else None

    def _is_for(self, toast: Toast) -> bool:
        return toast.chat_id == self.room.id
