"""Methods by which a bot asks about itself, chats, members and files; and leaveChat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator import members
from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.model import ADMINS, PRESENT
from bot.simulator.params import Params
from bot.simulator.reach import chat_of
from bot.simulator.render import accessible_json, chat_json, chat_member_json, user_json
from bot.simulator.uploads import find_file

if TYPE_CHECKING:
    from bot.simulator.world import World

LARGEST_DOWNLOAD = 20 * 1024 * 1024

_EXTENSIONS = {
    "voice": "oga",
    "audio": "mp3",
    "photo": "jpg",
    "video": "mp4",
    "sticker": "webp",
    "animation": "mp4",
    "video_note": "mp4",
}
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split()


def get_me(_world: World, bot: SimBot, _params: Params) -> Json:
    """getMe."""
    return user_json(bot.user) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def get_file(world: World, bot: SimBot, params: Params) -> Json:
    """getFile: where to download up to 20 MB."""
    if not params.given("file_id"):
        raise bad("file_id not specified")
    file = find_file(world, bot, params.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if file.size > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    ending = _EXTENSIONS.get(file.kind) or (file.name or "").rpartition(".")[2] or "bin"
    return {
        "file_id": file.id_for(bot.id),
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": f"{file.kind}s/file_{file.number}.{ending}",
    }


def download(world: World, path: str) -> bytes | None:
    """The bytes behind a file_path, None when there is no such file."""
    world.activity.touch()
    number = path.rpartition("/file_")[2].partition(".")[0]
    file = world.file(number)
    return None if file is None or file.size > LARGEST_DOWNLOAD else file.read()


def get_chat(world: World, bot: SimBot, params: Params) -> Json:
    """getChat."""
    chat = chat_of(world, bot, params)
    gifts = dict.fromkeys(_GIFTS, False)
    body: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if chat.pins:
        body["pinned_message"] = accessible_json(chat, chat.pins[-1], bot.id, with_reply=False)
    if chat.invite_link and chat.allows(bot.id, "can_invite_users"):
        body["invite_link"] = chat.invite_link
    return chat_json(chat) | body


def get_chat_member(world: World, bot: SimBot, params: Params) -> Json:
    """getChatMember."""
    chat = chat_of(world, bot, params)
    user = world.account(params.integer("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    return chat_member_json(chat, user)


def get_chat_administrators(world: World, bot: SimBot, params: Params) -> list[Json]:
    """getChatAdministrators: people, and this bot itself, but no other bot."""
    chat = chat_of(world, bot, params)
    if chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    found = [world.account(user_id) for user_id, status in chat.members.items() if status in ADMINS]
    return [
        chat_member_json(chat, user)
        for user in found
        if user is not None and (not user.is_bot or user is bot.user)
    ]


def get_chat_member_count(world: World, bot: SimBot, params: Params) -> int:
    """getChatMemberCount."""
    chat = chat_of(world, bot, params)
    return sum(status in PRESENT for status in chat.members.values()) if chat.members else 2


def leave_chat(world: World, bot: SimBot, params: Params) -> bool:
    """leaveChat."""
    chat = chat_of(world, bot, params)
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    members.leave(world, bot, chat)
    return True
