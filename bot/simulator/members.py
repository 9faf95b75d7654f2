"""People and bots come and go: memberships, the bot stopped by a person, and the group that becomes a supergroup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.simulator import acts
from bot.simulator.account import SimBot
from bot.simulator.errors import Json
from bot.simulator.model import PRESENT, Chat, Status, User
from bot.simulator.render import RIGHTS, chat_json, chat_member_json, user_json
from bot.simulator.updates import MESSAGE_SECONDS

if TYPE_CHECKING:
    from bot.simulator.world import World


def block(world: World, bot: SimBot, user: User) -> None:
    """Stop the bot."""
    if bot.id not in user.blocked:
        user.blocked.add(bot.id)
        _tell_membership(world, bot, world.private_chat(bot, user), user, "member", "kicked")


def unblock(world: World, bot: SimBot, user: User) -> None:
    """Let the bot write again."""
    if bot.id in user.blocked:
        user.blocked.discard(bot.id)
        _tell_membership(world, bot, world.private_chat(bot, user), user, "kicked", "member")


def add_bot(
    world: World, bot: SimBot, chat: Chat, by: User, *, admin: bool = False, without: Iterable[str] = ()
) -> None:
    """Make a bot a member (or an administrator, `without` some rights) of a group."""
    if unknown := sorted(set(without) - set(RIGHTS)):
        raise acts.NotPossible(f"there is no right {', '.join(unknown)}; there are {', '.join(RIGHTS)}")
    old = chat.members.get(bot.id, "left")
    chat.withheld[bot.id] = frozenset(without)
    chat.members[bot.id] = "administrator" if admin else "member"
    _tell_membership(world, bot, chat, by, old, chat.members[bot.id])
    if old not in PRESENT:
        face = user_json(bot.user)
        acts.announce(world, chat, world.post(chat, by, {"new_chat_members": [face]}))


def remove_bot(world: World, bot: SimBot, chat: Chat, by: User) -> None:
    """Throw a bot out of a group."""
    old, chat.members[bot.id] = chat.members.get(bot.id, "left"), "kicked"
    message = world.post(chat, by, {"left_chat_member": user_json(bot.user)})
    acts.announce(world, chat, message)
    acts.queue_message(world, bot, chat, message, "message")
    _tell_membership(world, bot, chat, by, old, "kicked")


def leave(world: World, bot: SimBot, chat: Chat) -> None:
    """The bot leaves a group by itself."""
    old, chat.members[bot.id] = chat.members.get(bot.id, "left"), "left"
    acts.announce(world, chat, world.post(chat, bot.user, {"left_chat_member": user_json(bot.user)}))
    _tell_membership(world, bot, chat, bot.user, old, "left")


def join(world: World, chat: Chat, user: User) -> None:
    """A person becomes a member of a group."""
    chat.members[user.id] = "member"
    acts.announce(world, chat, world.post(chat, user, {"new_chat_members": [user_json(user)]}))


def part(world: World, chat: Chat, user: User) -> None:
    """A person leaves a group."""
    chat.members[user.id] = "left"
    acts.announce(world, chat, world.post(chat, user, {"left_chat_member": user_json(user)}))


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup, with the two service messages; the new chat."""
    if chat.kind != "group" or chat.moved_to is not None:
        raise acts.NotPossible("only a basic group becomes a supergroup, once")
    new = world.new_chat(chat.id - 1_000_000_000_000, chat.title)
    new.members, new.withheld = dict(chat.members), dict(chat.withheld)
    chat.moved_to = new.id
    creator_id = next((each for each, status in chat.members.items() if status == "creator"), 0)
    creator = world.users[creator_id]
    acts.announce(world, chat, world.post(chat, creator, {"migrate_to_chat_id": new.id}))
    acts.announce(world, new, world.post(new, creator, {"migrate_from_chat_id": chat.id}))
    return new


def _tell_membership(world: World, bot: SimBot, chat: Chat, by: User, old: Status, new: Status) -> None:
    body: Json = {
        "chat": chat_json(chat),
        "from": user_json(by),
        "date": int(world.clock.now()),
        "old_chat_member": chat_member_json(chat, bot.user, old),
        "new_chat_member": chat_member_json(chat, bot.user, new),
    }
    acts.queue(world, bot, chat, "my_chat_member", body, world.clock.now() + MESSAGE_SECONDS)
