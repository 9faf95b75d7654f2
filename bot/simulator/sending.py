"""Methods which put a new message into a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.entities import text_content
from bot.simulator.errors import ApiError, Json, bad
from bot.simulator.markup import read_markup
from bot.simulator.media import attach, attach_again
from bot.simulator.model import Attachment, Chat, FileKind, Message, StoredFile
from bot.simulator.params import Params, Upload
from bot.simulator.reach import chat_of, check_may_write, message_of
from bot.simulator.render import message_json

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_RAW = 32_768  # bytes
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note record_audio upload_audio"
).split()


def send_message(world: World, bot: SimBot, params: Params) -> Json:
    """sendMessage."""
    return _post(world, bot, params, text_of(params), None)


def send_voice(world: World, bot: SimBot, params: Params) -> Json:
    """sendVoice."""
    return _send_file(world, bot, params, "voice")


def send_audio(world: World, bot: SimBot, params: Params) -> Json:
    """sendAudio."""
    return _send_file(world, bot, params, "audio")


def send_video(world: World, bot: SimBot, params: Params) -> Json:
    """sendVideo."""
    return _send_file(world, bot, params, "video")


def send_photo(world: World, bot: SimBot, params: Params) -> Json:
    """sendPhoto."""
    return _send_file(world, bot, params, "photo")


def send_document(world: World, bot: SimBot, params: Params) -> Json:
    """sendDocument."""
    return _send_file(world, bot, params, "document")


def send_location(world: World, bot: SimBot, params: Params) -> Json:
    """sendLocation."""
    point = {"latitude": params.number("latitude"), "longitude": params.number("longitude")}
    return _post(world, bot, params, {"location": point}, None)


def send_chat_action(world: World, bot: SimBot, params: Params) -> bool:
    """sendChatAction: listeners hear of it, nothing stays."""
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    if params.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.emit("action", chat, action=params.text("action"))
    return True


def text_of(params: Params) -> Json:
    """Text and entities of sendMessage and editMessageText, checked."""
    return _words(params, "text", "entities", LONGEST_TEXT, "message")


def caption_of(params: Params) -> Json:
    """Caption and entities of a file, checked."""
    return _words(params, "caption", "caption_entities", LONGEST_CAPTION, "message caption")


def _words(params: Params, name: str, marks: str, longest: int, what: str) -> Json:
    if params.given("parse_mode"):
        raise bad("simulator: parse_mode is not simulated; send plain text, or entities")
    raw = params.text(name)
    if len(raw.encode("utf-8", "surrogatepass")) > LONGEST_RAW:
        raise bad("text is too long")
    given = params.objects(marks, "MessageEntity") if params.given(marks) else None
    words = raw.strip() if given is None else raw.rstrip()
    if name == "text" and not words:
        raise bad("message text is empty")
    if len(words) > longest:
        raise bad(f"{what} is too long")
    return text_content(words, name, given)


def _send_file(world: World, bot: SimBot, params: Params, kind: FileKind) -> Json:
    chat_of(world, bot, params)
    content = caption_of(params)
    return _post(world, bot, params, content, _attachment(world, bot, params, kind))


def _post(world: World, bot: SimBot, params: Params, content: Json, attachment: Attachment | None) -> Json:
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    _check_not_simulated(params)
    protect = {"has_protected_content": True} if params.flag("protect_content") else {}
    message = world.post(
        chat,
        bot.user,
        content | protect,
        attachment=attachment,
        markup=read_markup(params, private=chat.kind == "private"),
        reply_to=_replied(chat, params),
    )
    return message_json(chat, message, bot.id)


def _check_not_simulated(params: Params) -> None:
    if params.given("message_thread_id"):
        raise bad("message thread not found")
    for name in ("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters"):
        if params.given(name):
            raise bad(f"simulator: {name} is not simulated")


def _replied(chat: Chat, params: Params) -> Message | None:
    reply = params.an_object("reply_parameters", "reply parameters")
    if not reply:
        return None
    if not isinstance(reply.get("message_id"), int):
        raise bad("can't parse reply parameters: message_id must be a Number")
    try:
        return message_of(chat, reply["message_id"], "message to be replied not found")
    except ApiError:
        if reply.get("allow_sending_without_reply"):
            return None
        raise


def _attachment(world: World, bot: SimBot, params: Params, kind: FileKind) -> Attachment:
    named, upload = params.text(kind), params.files.get(kind)
    if named.startswith("attach://"):
        upload = params.files.get(named.removeprefix("attach://"))
    elif named:
        return attach_again(_file_named(world, bot, named, kind))
    if upload is None:
        raise bad(f"there is no {kind} in the request")
    _check_upload(upload, kind)
    return attach(
        world,
        kind,
        upload.content,
        seconds=params.integer("duration"),
        name=upload.name,
        mime=upload.mime,
    )


def _file_named(world: World, bot: SimBot, named: str, kind: FileKind) -> StoredFile:
    if named.startswith(("http://", "https://")):
        raise bad("simulator: sending a file by its URL is not simulated")
    file = find_file(world, bot, named)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def find_file(world: World, bot: SimBot, file_id: str) -> StoredFile | None:
    """The file behind an id of this bot; ids of other bots are worth nothing."""
    head, _, number = file_id.rpartition("-")
    return world.file(number) if head == f"SIMF-{bot.id}" else None


def _check_upload(upload: Upload, kind: FileKind) -> None:
    size = len(upload.content)
    if not size:
        raise bad("file must be non-empty")
    if size > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > LARGEST_PHOTO:
        raise bad(
            f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
