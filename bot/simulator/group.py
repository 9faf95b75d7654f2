"""Where people meet: a group as tests look at it and change it, or one topic of a forum."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.simulator import forum, members
from bot.simulator.account import SimBot
from bot.simulator.acts import NotPossible
from bot.simulator.model import Chat, Message, Topic
from bot.simulator.room import Room

if TYPE_CHECKING:
    from bot.simulator.person import Person
    from bot.simulator.world import World


class Group(Room):
    """A group and what everybody sees there, or one topic of a forum. After `migrate()` it is the supergroup."""

    def __init__(self, world: World, chat: Chat, topic: Topic | None = None) -> None:
        super().__init__(world)
        self._chat = chat
        self._topic_id = topic.id if topic else None

    @property
    def id(self) -> int:
        """The chat id: negative."""
        return self._chat.id

    @property
    def room(self) -> Chat:
        """The chat itself, as the world knows it now."""
        return self.world.groups.get(self._chat.id, self._chat)

    @property
    def messages(self) -> list[Message]:
        """Everything written here; in a topic only what belongs to it."""
        everything = self.room.messages.values()
        return [each for each in everything if self._topic_id in (None, each.topic_id)]

    @property
    def topic_id(self) -> int | None:
        """The message_thread_id, when this is a topic."""
        return self._topic_id

    @property
    def topics(self) -> list[Topic]:
        """The topics which are there, oldest first."""
        return [topic for topic in self.room.topics.values() if self.room.topic(topic.id)]

    def topic(self, topic_id: int) -> Group:
        """One topic, to write in and to look at. Raises LookupError."""
        topic = self.room.topic(topic_id)
        if topic is None:
            raise LookupError(f"there is no topic {topic_id}; there are {[each.id for each in self.topics]}")
        return Group(self.world, self.room, topic)

    def make_forum(self, on: bool = True) -> None:
        """Give a supergroup topics, or take them away."""
        forum.switch(self.room, on)

    def open_topic(self, by: Person, name: str) -> Group:
        """A member begins a topic."""
        if not self.room.forum or not 1 <= len(name) <= forum.LONGEST_NAME:
            raise NotPossible(f"a topic needs a forum and a name of 1 to {forum.LONGEST_NAME} characters")
        return Group(self.world, self.room, forum.open_topic(self.world, self.room, by.user, name))

    def close_topic(self, by: Person, *, reopen: bool = False) -> None:
        """An administrator closes the topic this is, or opens it again."""
        topic = self.room.topics.get(self._topic_id or 0)
        if topic is None or topic.closed is not reopen:
            raise NotPossible("this is no topic, or it is so already")
        (forum.reopen if reopen else forum.close)(self.world, self.room, by.user, topic)

    def add_bot(
        self, by: Person, bot: SimBot | None = None, *, admin: bool = False, without: Iterable[str] = ()
    ) -> None:
        """A member adds the bot, or makes it an administrator, `without` some rights."""
        members.add_bot(self.world, bot or by.bot, self.room, by.user, admin=admin, without=without)

    def remove_bot(self, by: Person, bot: SimBot | None = None) -> None:
        """A member throws the bot out."""
        members.remove_bot(self.world, bot or by.bot, self.room, by.user)

    def join(self, person: Person) -> None:
        """Somebody comes in."""
        members.join(self.world, self.room, person.user)

    def leave(self, person: Person) -> None:
        """Somebody goes."""
        members.part(self.world, self.room, person.user)

    def promote(self, person: Person) -> None:
        """Make somebody an administrator."""
        self.room.members[person.id] = "administrator"

    def migrate(self) -> int:
        """Become a supergroup; the new id."""
        self._chat = members.migrate(self.world, self.room)
        return self._chat.id
