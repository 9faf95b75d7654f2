"""Methods by which a bot passes messages on: forwarded with their origin, or copied as its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.simulator.account import SimBot
from bot.simulator.errors import Json, bad
from bot.simulator.forwards import forwarded_content, may_pass, passed_content, without
from bot.simulator.model import Chat, Message
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, message_ids_of, message_of
from bot.simulator.sending import caption_of, put

if TYPE_CHECKING:
    from bot.simulator.world import World

Way = Literal["forward", "copy"]

_CAPTION = ("caption", "caption_entities")


def forward_message(world: World, bot: SimBot, params: Params) -> Json:
    """forwardMessage."""
    source, message = _named(world, bot, params, "forward")
    return put(world, bot, params, forwarded_content(source, message), message.attachment)


def copy_message(world: World, bot: SimBot, params: Params) -> Json:
    """copyMessage: another caption may go with it."""
    _, message = _named(world, bot, params, "copy")
    content = passed_content(message)
    if message.attachment is not None and message.attachment.has_caption and "caption" in params.values:
        content = without(content, _CAPTION) | caption_of(params)
    return _id_of(put(world, bot, params, content, message.attachment))


def forward_messages(world: World, bot: SimBot, params: Params) -> list[Json]:
    """forwardMessages: skips what is not there or may not go; albums stay together."""
    source, messages = _all_named(world, bot, params)
    albums = _new_albums(world, messages)
    contents = [forwarded_content(source, each) | _album(each, albums) for each in messages]
    return _put_all(world, bot, params, messages, contents)


def copy_messages(world: World, bot: SimBot, params: Params) -> list[Json]:
    """copyMessages: the same without the origin, and without captions when asked so."""
    _, messages = _all_named(world, bot, params)
    albums = _new_albums(world, messages)
    left_out = _CAPTION if params.flag("remove_caption") else ()
    contents = [without(passed_content(each), left_out) | _album(each, albums) for each in messages]
    return _put_all(world, bot, params, messages, contents)


def _named(world: World, bot: SimBot, params: Params, way: Way) -> tuple[Chat, Message]:
    chat_of(world, bot, params)
    source = chat_of(world, bot, params, "from_chat_id")
    message = message_of(source, params.integer("message_id"), f"message to {way} not found")
    if not may_pass(message):
        raise bad(f"message can't be {'forwarded' if way == 'forward' else 'copied'}")
    return source, message


def _all_named(world: World, bot: SimBot, params: Params) -> tuple[Chat, list[Message]]:
    chat_of(world, bot, params)
    source = chat_of(world, bot, params, "from_chat_id")
    ids = message_ids_of(params)
    if sorted(set(ids)) != ids:
        raise bad("message identifiers must be in a strictly increasing order")
    found = [source.messages[each] for each in ids if each in source.messages]
    messages = [message for message in found if not message.deleted and may_pass(message)]
    if not messages:
        raise bad("there are no messages to forward")
    return source, messages


def _new_albums(world: World, messages: list[Message]) -> dict[str, str]:
    """A new name for each album of which at least two messages go."""
    names = [message.content.get("media_group_id") for message in messages]
    return {name: world.new_album() for name in dict.fromkeys(names) if name and names.count(name) > 1}


def _album(message: Message, albums: dict[str, str]) -> Json:
    name = albums.get(message.content.get("media_group_id", ""))
    return {"media_group_id": name} if name else {}


def _put_all(
    world: World, bot: SimBot, params: Params, messages: list[Message], contents: list[Json]
) -> list[Json]:
    return [
        _id_of(put(world, bot, params, content, message.attachment))
        for message, content in zip(messages, contents, strict=True)
    ]


def _id_of(sent: Json) -> Json:
    return {"message_id": sent["message_id"]}
