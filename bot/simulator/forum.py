"""What happens to the topics of a forum, whoever does it: each change leaves a service message in the topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator import acts
from bot.simulator.errors import Json
from bot.simulator.model import Chat, Topic, User

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_NAME = 128
COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
GENERAL = 1  # the id of the topic which every forum has, and which no message names


def switch(chat: Chat, on: bool) -> None:
    """Give a supergroup topics, or take them away."""
    if chat.kind != "supergroup":
        raise acts.NotPossible("only a supergroup can have topics; migrate the group first")
    chat.forum = on
    chat.last_id = max(chat.last_id, GENERAL)


def open_topic(
    world: World, chat: Chat, by: User, name: str, color: int = COLORS[0], icon: str = ""
) -> Topic:
    """Make a topic; its id is that of the service message which begins it."""
    look: Json = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
    begin = world.post(chat, by, {"forum_topic_created": look})
    begin.topic_id = begin.id
    topic = chat.topics[begin.id] = Topic(begin.id, name, color, begin, icon)
    acts.announce(world, chat, begin)
    return topic


def rename(world: World, chat: Chat, by: User, topic: Topic, name: str, icon: str) -> None:
    """Change the name or the picture."""
    changes: Json = {"name": name} if name != topic.name else {}
    changes |= {"icon_custom_emoji_id": icon} if icon != topic.icon else {}
    topic.name, topic.icon = name, icon
    _tell(world, chat, by, topic, {"forum_topic_edited": changes})


def close(world: World, chat: Chat, by: User, topic: Topic) -> None:
    """From now on only administrators write in it."""
    topic.closed = True
    _tell(world, chat, by, topic, {"forum_topic_closed": {}})


def reopen(world: World, chat: Chat, by: User, topic: Topic) -> None:
    """Everybody may write in it again."""
    topic.closed = False
    _tell(world, chat, by, topic, {"forum_topic_reopened": {}})


def delete(world: World, chat: Chat, topic: Topic) -> None:
    """The topic goes, with all that was written in it."""
    topic.deleted = True
    for message in chat.messages.values():
        if message.topic_id == topic.id and not message.deleted:
            message.deleted = True
            world.changed(chat, message, "delete")


def _tell(world: World, chat: Chat, by: User, topic: Topic, content: Json) -> None:
    acts.announce(world, chat, world.post(chat, by, content, topic_id=topic.id))
