"""sendMediaGroup: an album is separate messages which share one media_group_id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bot.simulator.account import SimBot
from bot.simulator.errors import ApiError, Json, bad
from bot.simulator.model import Attachment, FileKind
from bot.simulator.params import Params
from bot.simulator.reach import chat_of
from bot.simulator.sending import caption_of, put
from bot.simulator.uploads import attachment_of

if TYPE_CHECKING:
    from bot.simulator.world import World

MOST_ITEMS = 10

_KINDS = ("photo", "video", "document", "audio")
_ALONE = ("document", "audio")  # these do not mix with other kinds
_NOT_HERE = ("animation", "sticker", "voice", "video_note", "location", "venue")
_FIELDS = set(
    "type media caption parse_mode caption_entities show_caption_above_media has_spoiler thumbnail cover "
    "start_timestamp width height duration supports_streaming performer title disable_content_type_detection".split()
)


def send_media_group(world: World, bot: SimBot, params: Params) -> list[Json]:
    """sendMediaGroup. All items are checked before the first is sent; one alone is an ordinary message."""
    chat_of(world, bot, params)
    items = _items(params)
    parts = [_part(world, bot, item, number) for number, item in enumerate(items, 1)]
    album = {"media_group_id": world.new_album()} if len(parts) > 1 else {}
    return [put(world, bot, params, words | album, attachment) for words, attachment in parts]


def _items(params: Params) -> list[Params]:
    media = params.parsed("media", "media JSON object")
    if not isinstance(media, list):
        raise bad("expected an Array of InputMedia")
    if not media:
        raise bad("there are no messages to send")
    if len(media) > MOST_ITEMS:
        raise bad("too many messages to send as an album")
    items = [_item(each, params) for each in media]
    kinds = {item.text("type") for item in items}
    for kind in _ALONE:
        if kind in kinds and len(kinds) > 1:
            raise bad(f"{kind} can't be mixed with other media types")
    return items


def _item(raw: Any, params: Params) -> Params:
    """One item as if it were the call that sends it alone."""
    if not isinstance(raw, dict):
        raise bad("can't parse InputMedia: expected an Object")
    unknown = sorted(raw.keys() - _FIELDS)
    if unknown:
        raise bad(f"simulator: InputMedia has no field {', '.join(unknown)}")
    item = Params(raw, params.files)
    kind, media = item.text("type"), item.text("media")
    if kind in _NOT_HERE:
        raise bad(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    if kind not in _KINDS:
        raise bad(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not media or (media.startswith("attach://") and media.removeprefix("attach://") not in params.files):
        raise bad("can't parse InputMedia: media not found")
    return Params({**raw, kind: media}, params.files)


def _part(world: World, bot: SimBot, item: Params, number: int) -> tuple[Json, Attachment]:
    words = caption_of(item)
    try:
        return words, attachment_of(world, bot, item, cast("FileKind", item.text("type")))
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        told = reason[:1].upper() + reason[1:]
        raise bad(f'failed to send message #{number} with the error message "{told}"') from None
