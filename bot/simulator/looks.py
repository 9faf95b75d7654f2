"""The control API's looks at the world: state, chats, files, calls. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from bot.simulator import hands
from bot.simulator.body import Refused
from bot.simulator.errors import Json
from bot.simulator.keys import WORLD
from bot.simulator.model import PRESENT, Chat, StoredFile, Topic, User
from bot.simulator.programme import PROGRAMME
from bot.simulator.transcript import plain_transcript
from bot.simulator.watch import keyboard_json, seen_json
from bot.simulator.world import World

MOST_CALLS = 1000


async def show_state(request: web.Request) -> web.Response:
    """{now, frozen, seq, flood, bots, users, chats}. A bot's token is shown whole: it can only be a simulator's."""
    world = request.app[WORLD]
    chats = [*world.private.values(), *world.groups.values()]
    return web.json_response(
        {
            "now": world.clock.now(),
            "frozen": world.clock.frozen,
            "seq": world.seq,
            "flood": world.flood.level,
            "bots": [
                {
                    "id": bot.id,
                    "name": bot.user.first_name,
                    "username": bot.username,
                    "token": bot.token,
                    "token_hint": f"{bot.id}:{bot.token.partition(':')[2][:3]}…",
                    "pending_updates": bot.updates.pending(),
                }
                for bot in world.bots.values()
            ],
            "users": [user_json(user) for user in world.users.values()],
            "chats": [chat_json(chat) for chat in chats],
        }
    )


async def show_messages(request: web.Request) -> web.Response:
    """?user=ID&after=SEQ&bot=ID: messages changed after SEQ, the reply keyboard, and the newest seq."""
    world = request.app[WORLD]
    chat = _looked_at(world, path_id(request), asked(request, "bot"))
    after, user_id = asked(request, "after") or 0, asked(request, "user")
    shown = _messages(world, chat, user_id, after) if chat else []
    keyboard = keyboard_json(chat.keyboard) if chat else None
    return web.json_response({"messages": shown, "keyboard": keyboard, "seq": world.seq})


async def show_transcript(request: web.Request) -> web.Response:
    """?form=json|text&bot=ID: a whole chat, deleted messages and toasts too."""
    world = request.app[WORLD]
    form = request.query.get("form", "json")
    if form not in ("json", "text"):
        raise Refused("form must be json or text")
    chat = _looked_at(world, path_id(request), asked(request, "bot"))
    messages = world.transcript(chat) if chat else []
    if form == "text":
        return web.Response(text=plain_transcript(messages))
    return web.json_response({"messages": messages})


async def show_file(request: web.Request) -> web.Response:
    """The bytes of a file, for the page."""
    world = request.app[WORLD]
    wanted = request.match_info["unique_id"]
    file = next((file for file in world.files.values() if file.unique_id == wanted), None)
    if file is None:
        return web.json_response({"error": f"there is no file {wanted}"}, status=404)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if file.kind == "document":
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=file.read(), content_type=_served_type(file), headers=headers)


async def show_calls(request: web.Request) -> web.Response:
    """?after=N: calls of the Bot API after that seq, at most 1,000, and the next N."""
    after = asked(request, "after") or 0
    calls = [asdict(call) for call in request.app[WORLD].calls if call.seq > after][:MOST_CALLS]
    return web.json_response({"calls": calls, "next": calls[-1]["seq"] if calls else after})


async def show_story(request: web.Request) -> web.Response:
    """The story that the page can play, or null."""
    story = request.app[PROGRAMME].story
    return web.json_response(asdict(story) if story else None)


async def show_moments(request: web.Request) -> web.Response:
    """Named points in time the page can travel to: {moments: [{name: {vi, en}, at: [seconds]}]}."""
    return web.json_response({"moments": [asdict(each) for each in request.app[PROGRAMME].moments]})


def path_id(request: web.Request) -> int:
    """The number in the path. Raises Refused."""
    try:
        return int(request.match_info["id"])
    except ValueError:
        raise Refused("the id in the path must be a whole number") from None


def asked(request: web.Request, name: str) -> int | None:
    """A whole number of the query."""
    try:
        return int(request.query[name]) if name in request.query else None
    except ValueError:
        raise Refused(f"{name} must be a whole number") from None


def user_json(user: User) -> Json:
    """A person, as the control API shows them."""
    names = ("id", "first_name", "last_name", "username", "language_code", "phone", "deactivated")
    return {name: getattr(user, name) for name in names} | {"blocked": sorted(user.blocked)}


def chat_json(chat: Chat) -> Json:
    """A chat with the ids of its members, bots too."""
    if chat.user is not None:
        title, members = chat.user.first_name, [chat.user.id, chat.bot_id]
    else:
        title = chat.title
        members = [each for each, status in chat.members.items() if status in PRESENT]
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": title,
        "bot": chat.bot_id,
        "members": members,
        "moved_to": chat.moved_to,
        "forum": chat.forum,
        "topics": [_topic_json(topic) for topic in chat.topics.values() if chat.topic(topic.id)],
    }


def _topic_json(topic: Topic) -> Json:
    return {"id": topic.id, "name": topic.name, "color": topic.color, "closed": topic.closed}


def _messages(world: World, chat: Chat, user_id: int | None, after: int) -> list[Json]:
    """Each with the last toast this user (or anybody) got for it."""
    toasts = {
        toast.message_id: toast
        for toast in world.toasts
        if toast.chat_id == chat.id and user_id in (None, toast.user_id)
    }
    shown = []
    for message in chat.messages.values():
        toast = toasts.get(message.id)
        if max(message.seq, toast.seq if toast else 0) > after:
            said = {"text": toast.text, "alert": toast.alert, "seq": toast.seq} if toast else None
            shown.append(seen_json(message) | {"toast": said})
    return shown


def _looked_at(world: World, chat_id: int, bot_id: int | None) -> Chat | None:
    """A group, or the private chat of a person and a bot; None when they have not talked yet."""
    if chat_id < 0:
        return hands.group(world, chat_id).room
    person = hands.person(world, chat_id, bot_id)
    return world.private.get((person.bot.id, chat_id))


def _served_type(file: StoredFile) -> str:
    """By the first bytes: what people record in a browser is not always what Telegram would call it."""
    start = file.read()[:4] if file.content else b""
    if start == b"\x1aE\xdf\xa3":
        return "video/webm" if file.kind == "video" else "audio/webm"
    if start == b"\x89PNG":
        return "image/png"
    return "image/jpeg" if file.kind == "photo" else file.mime or "application/octet-stream"
