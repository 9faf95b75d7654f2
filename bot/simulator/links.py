"""Methods by which a bot makes links that invite people into a group. Nobody follows them yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.model import Chat
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, check_right
from bot.simulator.render import user_json

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_NAME = 32
MOST_MEMBERS = 99_999


def create_chat_invite_link(world: World, bot: SimBot, params: Params) -> Json:
    """createChatInviteLink: one more link, beside the others."""
    _chat_with_links(world, bot, params)
    limit, asks = params.integer("member_limit"), params.flag("creates_join_request")
    if len(params.text("name")) > LONGEST_NAME:
        raise bad(f"simulator: the name of a link has up to {LONGEST_NAME} characters")
    if not 0 <= limit <= MOST_MEMBERS:
        raise bad(f"simulator: member_limit is 1 to {MOST_MEMBERS}")
    if limit and asks:
        raise bad("member limit can't be specified for links requiring administrator approval")
    optional = {
        "name": params.text("name"),
        "expire_date": params.integer("expire_date"),
        "member_limit": limit,
    }
    link: Json = {
        "invite_link": _new_link(world),
        "creator": user_json(bot.user),
        "creates_join_request": asks,
        "is_primary": False,
        "is_revoked": False,
    }
    return link | {name: value for name, value in optional.items() if value}


def export_chat_invite_link(world: World, bot: SimBot, params: Params) -> str:
    """exportChatInviteLink: a new primary link instead of the old one."""
    chat = _chat_with_links(world, bot, params)
    chat.invite_link = _new_link(world)
    return chat.invite_link


def _chat_with_links(world: World, bot: SimBot, params: Params) -> Chat:
    chat = chat_of(world, bot, params)
    if chat.kind == "private":
        raise bad("can't invite members to a private chat")
    check_right(bot, chat, "can_invite_users", "not enough rights to manage chat invite link")
    return chat


def _new_link(world: World) -> str:
    return f"https://t.me/+SIM{world.next_name():012d}"
