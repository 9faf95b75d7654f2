"""Which messages a bot gets to see."""

from __future__ import annotations

from bot.simulator.account import SimBot
from bot.simulator.entities import commands_in
from bot.simulator.model import ADMINS, PRESENT, Chat, Message


def sees(bot: SimBot, chat: Chat, message: Message) -> bool:
    """Privacy mode: commands to it, replies to it and service messages; an administrator sees all."""
    if chat.kind == "private":
        return chat.bot_id == bot.id
    status = chat.members.get(bot.id)
    if status not in PRESENT or (message.sender.is_bot and not _comes_back(message)):
        return False
    if status in ADMINS or not bot.privacy or message.is_service:
        return True
    if message.reply_to is not None and message.reply_to.sender.id == bot.id:
        return True
    return any(_is_for(command, bot) for command in commands_in(message.words))


def _comes_back(message: Message) -> bool:
    """Of what bots cause, they hear only some service messages."""
    return message.pinned is not None or any(name.startswith("forum_topic_") for name in message.content)


def _is_for(command: str, bot: SimBot) -> bool:
    _, at, name = command.partition("@")
    return not at or name.lower() == bot.username.lower()
