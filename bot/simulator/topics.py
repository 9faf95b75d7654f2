"""Methods by which a bot keeps the topics of a forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator import forum
from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.model import Chat, Topic
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, check_right

if TYPE_CHECKING:
    from bot.simulator.world import World


def create_forum_topic(world: World, bot: SimBot, params: Params) -> Json:
    """createForumTopic."""
    chat = _forum(world, bot, params, "create a")
    color = params.integer("icon_color", forum.COLORS[0])
    if color not in forum.COLORS:
        raise bad(f"simulator: icon_color must be one of {', '.join(map(str, forum.COLORS))}")
    topic = forum.open_topic(world, chat, bot.user, _name(params), color, _icon(params))
    look: Json = topic.made.content["forum_topic_created"]
    return {"message_thread_id": topic.id} | look


def edit_forum_topic(world: World, bot: SimBot, params: Params) -> bool:
    """editForumTopic: what is not given stays."""
    chat, topic = _topic(world, bot, params, "edit the")
    name = _name(params) if params.given("name") else topic.name
    icon = _icon(params) if "icon_custom_emoji_id" in params.values else topic.icon
    if (name, icon) == (topic.name, topic.icon):
        raise bad("TOPIC_NOT_MODIFIED")
    forum.rename(world, chat, bot.user, topic, name, icon)
    return True


def close_forum_topic(world: World, bot: SimBot, params: Params) -> bool:
    """closeForumTopic."""
    chat, topic = _topic(world, bot, params, "edit the")
    if topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    forum.close(world, chat, bot.user, topic)
    return True


def reopen_forum_topic(world: World, bot: SimBot, params: Params) -> bool:
    """reopenForumTopic."""
    chat, topic = _topic(world, bot, params, "edit the")
    if not topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    forum.reopen(world, chat, bot.user, topic)
    return True


def delete_forum_topic(world: World, bot: SimBot, params: Params) -> bool:
    """deleteForumTopic: with all its messages."""
    chat, topic = _topic(world, bot, params, "delete the")
    forum.delete(world, chat, topic)
    return True


def _forum(world: World, bot: SimBot, params: Params, deed: str) -> Chat:
    chat = chat_of(world, bot, params)
    if not chat.forum:
        raise bad("the chat is not a forum")
    check_right(bot, chat, "can_manage_topics", f"not enough rights to {deed} topic")
    return chat


def _topic(world: World, bot: SimBot, params: Params, deed: str) -> tuple[Chat, Topic]:
    chat = _forum(world, bot, params, deed)
    topic_id = params.integer("message_thread_id")
    if topic_id <= 0:
        raise bad("invalid forum topic identifier specified")
    topic = chat.topic(topic_id)
    if topic is None:
        raise bad("message thread not found")
    return chat, topic


def _name(params: Params) -> str:
    name = params.text("name").strip()
    if not 1 <= len(name) <= forum.LONGEST_NAME:
        raise bad(f"simulator: the name of a topic has 1 to {forum.LONGEST_NAME} characters")
    return name


def _icon(params: Params) -> str:
    icon = params.text("icon_custom_emoji_id")
    if icon and not icon.isdecimal():
        raise bad("invalid custom emoji identifier specified")
    return icon
