"""Methods which put a new message into a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.entities import text_content
from bot.simulator.errors import ApiError, Json, bad
from bot.simulator.markup import read_markup
from bot.simulator.model import Attachment, Chat, FileKind, Message
from bot.simulator.params import Params
from bot.simulator.reach import chat_of, check_may_write, message_of, topic_of
from bot.simulator.render import message_json
from bot.simulator.uploads import attachment_of

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_RAW = 32_768  # bytes

NO_PARSE_MODE = (
    "simulator: parse_mode is not simulated; leave it out and send plain text, "
    "or mark the words with entities (in captions: caption_entities)"
)

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note record_audio upload_audio"
).split()


def send_message(world: World, bot: SimBot, params: Params) -> Json:
    """sendMessage."""
    return put(world, bot, params, text_of(params))


def send_voice(world: World, bot: SimBot, params: Params) -> Json:
    """sendVoice."""
    return _send_file(world, bot, params, "voice")


def send_audio(world: World, bot: SimBot, params: Params) -> Json:
    """sendAudio."""
    return _send_file(world, bot, params, "audio")


def send_video(world: World, bot: SimBot, params: Params) -> Json:
    """sendVideo."""
    return _send_file(world, bot, params, "video")


def send_animation(world: World, bot: SimBot, params: Params) -> Json:
    """sendAnimation."""
    return _send_file(world, bot, params, "animation")


def send_video_note(world: World, bot: SimBot, params: Params) -> Json:
    """sendVideoNote: has no caption."""
    chat_of(world, bot, params)
    return put(world, bot, params, {}, attachment_of(world, bot, params, "video_note"))


def send_photo(world: World, bot: SimBot, params: Params) -> Json:
    """sendPhoto."""
    return _send_file(world, bot, params, "photo")


def send_document(world: World, bot: SimBot, params: Params) -> Json:
    """sendDocument."""
    return _send_file(world, bot, params, "document")


def send_location(world: World, bot: SimBot, params: Params) -> Json:
    """sendLocation."""
    point = {"latitude": params.number("latitude"), "longitude": params.number("longitude")}
    return put(world, bot, params, {"location": point})


def send_contact(world: World, bot: SimBot, params: Params) -> Json:
    """sendContact."""
    if not (params.given("phone_number") and params.given("first_name")):
        raise bad("simulator: a contact needs phone_number and first_name")
    names = ("phone_number", "first_name", "last_name", "vcard")
    card = {name: params.text(name) for name in names if params.given(name)}
    return put(world, bot, params, {"contact": card})


def send_chat_action(world: World, bot: SimBot, params: Params) -> bool:
    """sendChatAction: listeners hear of it, nothing stays."""
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    topic_of(bot, chat, params)
    if params.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.emit("action", chat, action=params.text("action"))
    return True


def send_message_draft(world: World, bot: SimBot, params: Params) -> bool:
    """sendMessageDraft: a text that is still being written; listeners hear of it, nothing stays."""
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    if chat.kind != "private":
        raise bad("simulator: a draft can be sent to a private chat only")
    topic_of(bot, chat, params)
    if not params.integer("draft_id"):
        raise bad("simulator: draft_id must be a number other than 0")
    world.emit("draft", chat, draft_id=params.integer("draft_id"), text=text_of(params)["text"])
    return True


def put(
    world: World, bot: SimBot, params: Params, content: Json, attachment: Attachment | None = None
) -> Json:
    """Put a message of the bot into the chat of a call, with all that every sending method has in common."""
    chat = chat_of(world, bot, params)
    check_may_write(bot, chat)
    _check_not_simulated(params)
    replied, topic_id = _replied(chat, params), topic_of(bot, chat, params)
    protect = {"has_protected_content": True} if params.flag("protect_content") else {}
    message = world.post(
        chat,
        bot.user,
        content | protect,
        attachment=attachment,
        markup=read_markup(params, private=chat.kind == "private"),
        reply_to=replied,
        topic_id=topic_id or (replied.topic_id if replied else None),
    )
    return message_json(chat, message, bot.id)


def text_of(params: Params) -> Json:
    """Text and entities of sendMessage and editMessageText, checked."""
    return _words(params, "text", "entities", LONGEST_TEXT, "message")


def caption_of(params: Params) -> Json:
    """Caption and entities of a file, checked."""
    return _words(params, "caption", "caption_entities", LONGEST_CAPTION, "message caption")


def _words(params: Params, name: str, marks: str, longest: int, what: str) -> Json:
    if params.given("parse_mode"):
        raise bad(NO_PARSE_MODE)
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
    return put(world, bot, params, content, attachment_of(world, bot, params, kind))


def _check_not_simulated(params: Params) -> None:
    for name in ("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters"):
        if params.given(name):
            raise bad(f"simulator: {name} is not simulated")


def _replied(chat: Chat, params: Params) -> Message | None:
    reply = params.an_object("reply_parameters", "reply parameters")
    if not reply:
        return None
    if reply.get("quote_parse_mode"):
        raise bad(NO_PARSE_MODE)
    if not isinstance(reply.get("message_id"), int):
        raise bad("can't parse reply parameters: message_id must be a Number")
    try:
        return message_of(chat, reply["message_id"], "message to be replied not found")
    except ApiError:
        if reply.get("allow_sending_without_reply"):
            return None
        raise
