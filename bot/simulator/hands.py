"""What people do, over the control API: POST /control/users/{id}/{act}."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from aiohttp import web

from bot.simulator.body import Body, Refused, read_body
from bot.simulator.errors import Json
from bot.simulator.group import Group
from bot.simulator.keys import WORLD
from bot.simulator.person import Person
from bot.simulator.voices import as_opus
from bot.simulator.watch import seen_json
from bot.simulator.world import World

LARGEST_SIZE = 2 * 1024**3

_FILE = "data size name mime seconds caption chat topic bot"


async def act(request: web.Request) -> web.Response:
    """What people do; docs/simulator.md lists the acts and their fields."""
    name = request.match_info["act"]
    if name not in _ACTS:
        raise Refused(f"a person cannot {name}; they can: {', '.join(_ACTS)}")
    known, perform = _ACTS[name]
    body = await read_body(request, known)
    world = request.app[WORLD]
    user_id = request.match_info["id"]
    if not user_id.isdecimal():
        raise Refused("the id in the path must be a whole number")
    who = person(world, int(user_id), body.optional_integer("bot"))
    chat = body.optional_integer("chat")
    where = group(world, chat) if chat is not None and chat < 0 else None
    topic = body.optional_integer("topic")
    if topic is not None:
        where = (where or _no_group()).topic(topic)
    return web.json_response(perform(who, body, where))


def person(world: World, user_id: int, bot_id: int | None = None) -> Person:
    """Somebody known, talking with a bot (default: the first one). Raises Refused."""
    if user_id not in world.users:
        raise Refused(f"there is no user {user_id}")
    if bot_id is not None and bot_id not in world.bots:
        raise Refused(f"there is no bot {bot_id}")
    return Person(world, world.users[user_id], world.bots[bot_id] if bot_id is not None else None)


def group(world: World, chat_id: int) -> Group:
    """A group. Raises Refused."""
    if chat_id not in world.groups:
        raise Refused(f"there is no group {chat_id}")
    return Group(world, world.groups[chat_id])


def _no_group() -> Group:
    raise Refused("only a group has topics: chat must be one")


def _send(who: Person, body: Body, chat: Group | None) -> Json:
    reply_to = body.optional_integer("reply_to")
    if reply_to is not None and reply_to not in (chat or who).room.messages:
        raise Refused(f"there is no message {reply_to} in this chat")
    message_id = who.send(body.text("text"), chat=chat, reply_to=reply_to, anonymous=body.flag("anonymous"))
    return _message(who, chat, message_id)


def _press(who: Person, body: Body, chat: Group | None) -> Json:
    message_id = body.integer("message_id")
    message = (chat or who).room.messages.get(message_id)
    if message is None:
        raise Refused(f"there is no message {message_id} in this chat")
    buttons = [button for row in message.inline for button in row]
    index = _index(body, [button["text"] for button in buttons], "label")
    if index is None:
        index = _index(body, [button.get("callback_data") for button in buttons], "data")
    if index is None:
        index = body.integer("index", 0)
    return {"callback_query_id": who.press_old(message_id, index, chat=chat)}


def _index(body: Body, values: list[str | None], name: str) -> int | None:
    wanted = body.optional_text(name)
    if wanted is None:
        return None
    if wanted not in values:
        raise Refused(f"no button has the {name} {wanted!r}; there are {values}")
    return values.index(wanted)


def _start(who: Person, body: Body, _chat: Group | None) -> Json:
    return _message(who, None, who.start(body.text("payload", "")))


def _voice(who: Person, body: Body, chat: Group | None) -> Json:
    content, seconds = body.content("data"), body.integer("seconds", 3)
    return _message(
        who, chat, who.voice(as_opus(content), seconds=seconds, caption=body.text("caption", ""), chat=chat)
    )


def _audio(who: Person, body: Body, chat: Group | None) -> Json:
    content, seconds = body.content("data"), body.integer("seconds", 3)
    return _message(
        who, chat, who.audio(content, seconds=seconds, caption=body.text("caption", ""), chat=chat)
    )


def _video(who: Person, body: Body, chat: Group | None) -> Json:
    content, seconds = body.content("data"), body.integer("seconds", 3)
    return _message(
        who, chat, who.video(content, seconds=seconds, caption=body.text("caption", ""), chat=chat)
    )


def _photo(who: Person, body: Body, chat: Group | None) -> Json:
    return _message(who, chat, who.photo(body.content("data"), caption=body.text("caption", ""), chat=chat))


def _document(who: Person, body: Body, chat: Group | None) -> Json:
    size = body.integer("size", 0)
    if not 0 <= size <= LARGEST_SIZE:
        raise Refused("size must be 0 to 2 GB, in bytes")
    message_id = who.document(
        body.text("name", "giay-to.pdf"),
        body.content("data"),
        size=size,
        mime=body.text("mime", "application/octet-stream"),
        caption=body.text("caption", ""),
        chat=chat,
    )
    return _message(who, chat, message_id)


def _sticker(who: Person, _body: Body, chat: Group | None) -> Json:
    return _message(who, chat, who.sticker(chat=chat))


def _album(who: Person, body: Body, chat: Group | None) -> Json:
    kinds = body.values.get("kinds", ["photo", "photo"])
    if (
        not isinstance(kinds, list)
        or not 2 <= len(kinds) <= 10
        or set(kinds) - {"photo", "video", "document"}
    ):
        raise Refused("kinds must be a list of 2 to 10 of photo, video, document")
    album = cast("list[Literal['photo', 'video', 'document']]", kinds)
    ids = who.album(album, caption=body.text("caption", ""), chat=chat)
    return {"messages": [_message(who, chat, message_id) for message_id in ids]}


def _contact(who: Person, body: Body, chat: Group | None) -> Json:
    of = body.optional_integer("user_id")
    card = person(who.world, of) if of is not None else who
    known = "user_id" not in body.values or of is not None
    message_id = who.contact(body.optional_text("phone"), of=card, known=known, chat=chat)
    return _message(who, chat, message_id)


def _location(who: Person, body: Body, chat: Group | None) -> Json:
    latitude, longitude = body.number("latitude", 21.386), body.number("longitude", 103.017)
    return _message(who, chat, who.location(latitude, longitude, chat=chat))


def _forward(who: Person, body: Body, chat: Group | None) -> Json:
    source = body.optional_integer("source")
    room = group(who.world, source) if source is not None and source < 0 else who
    if body.integer("message_id") not in room.room.messages:
        raise Refused(f"there is no message {body.integer('message_id')} to forward")
    return _message(who, chat, who.forward(body.integer("message_id"), source=room, chat=chat))


def _edit(who: Person, body: Body, chat: Group | None) -> Json:
    who.edit(body.integer("message_id"), body.text("text"), chat=chat)
    return _message(who, chat, body.integer("message_id"))


def _block(who: Person, _body: Body, _chat: Group | None) -> Json:
    who.block()
    return {"ok": True}


def _unblock(who: Person, _body: Body, _chat: Group | None) -> Json:
    who.unblock()
    return {"ok": True}


def _deactivate(who: Person, _body: Body, _chat: Group | None) -> Json:
    who.deactivate()
    return {"ok": True}


def _message(who: Person, chat: Group | None, message_id: int) -> Json:
    return seen_json((chat or who).room.messages[message_id])


_ACTS: dict[str, tuple[str, Callable[[Person, Body, Group | None], Json]]] = {
    "send": ("text chat topic reply_to anonymous bot", _send),
    "press": ("message_id index data label chat bot", _press),
    "start": ("payload bot", _start),
    "voice": (_FILE, _voice),
    "audio": (_FILE, _audio),
    "photo": (_FILE, _photo),
    "video": (_FILE, _video),
    "document": (_FILE, _document),
    "sticker": ("chat topic bot", _sticker),
    "album": ("kinds caption chat topic bot", _album),
    "contact": ("phone user_id chat topic bot", _contact),
    "location": ("latitude longitude chat topic bot", _location),
    "forward": ("message_id source chat topic bot", _forward),
    "edit": ("message_id text chat bot", _edit),
    "block": ("bot", _block),
    "unblock": ("bot", _unblock),
    "deactivate": ("bot", _deactivate),
}
