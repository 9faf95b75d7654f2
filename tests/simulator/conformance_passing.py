"""Rules of albums, of messages that are passed on, and of rarer things a bot sends. How a row is written: `conformance_cases`."""

from __future__ import annotations

from typing import Any, Final

from conformance_cases import (
    FILE,
    GROUP,
    LAN,
    MAI,
    RECORDED,
    SENT,
    SENT_WORDS,
    WORDS,
    Case,
    bad,
    called,
    did,
    forbidden,
)
from two_clients import Upload

from bot.simulator.errors import Json

PICTURE: Final = Upload(b"\xff\xd8\xff\xd9", "anh.jpg")
PAPER: Final = Upload(b"%PDF-", "don.pdf")
MOVING: Final = Upload(b"moving", "quay.mp4")
SERVICE: Final = 2  # the message by which the bot came into the group
ALBUM: Final = did(lambda scene: scene.mai.album(["photo", "photo"], caption="giấy tờ"))
PROTECTED: Final = called("sendMessage", **WORDS, protect_content=True)


def item(kind: str, media: Upload | str = PICTURE, **more: Any) -> Json:
    """One of an album."""
    return {"type": kind, "media": media, **more}


def album(*items: Json) -> Json:
    """sendMediaGroup to Mai."""
    return {"chat_id": MAI, "media": list(items)}


def on(message: int = SENT, source: int = MAI, **more: Any) -> Json:
    """One message passed on to Mai."""
    return {"chat_id": MAI, "from_chat_id": source, "message_id": message, **more}


def all_on(*messages: int, **more: Any) -> Json:
    """Several messages of Mai passed on to Mai."""
    return {"chat_id": MAI, "from_chat_id": MAI, "message_ids": list(messages), **more}


ALBUMS: Final = (
    Case(
        "sendMediaGroup",
        "pictures with one caption",
        album(item("photo", caption="sổ đỏ"), item("photo")),
        [{"caption": "sổ đỏ", "message_id": SENT}, {"photo": [{}, {}]}],
    ),
    Case("sendMediaGroup", "one alone", album(item("document", PAPER)), [{"document": {"file_size": 5}}]),
    Case(
        "sendMediaGroup",
        "new and known files",
        album(item("audio", PAPER), item("audio", "SIMF-1000000-1")),
        [{"audio": {}}, {"audio": {"duration": 9}}],
        (did(lambda scene: scene.mai.audio(b"song", seconds=9)),),
    ),
    Case(
        "sendMediaGroup",
        "eleven",
        album(*[item("photo")] * 11),
        bad("too many messages to send as an album"),
    ),
    Case(
        "sendMediaGroup",
        "papers among pictures",
        album(item("photo"), item("document", PAPER)),
        bad("document can't be mixed with other media types"),
    ),
    Case(
        "sendMediaGroup",
        "sound among pictures",
        album(item("photo"), item("audio")),
        bad("audio can't be mixed with other media types"),
    ),
    Case(
        "sendMediaGroup",
        "an unknown id",
        album(item("photo"), item("photo", "SIMF-1-1")),
        bad(
            'failed to send message #2 with the error message "Wrong file identifier/HTTP URL specified"',
        ),
    ),
    Case(
        "sendMediaGroup",
        "1,025 characters below",
        album(item("photo"), item("photo", caption="a" * 1025)),
        bad("message caption is too long"),
    ),
)
FORWARDS: Final = (
    Case(
        "forwardMessage",
        "names who wrote first",
        on(),
        {"text": "đất", "forward_origin": {"type": "user", "sender_user": {"id": MAI}}},
        (did(lambda scene: scene.mai.send("đất")),),
    ),
    Case("forwardMessage", "what is not there", on(99), bad("message to forward not found")),
    Case("forwardMessage", "what is protected", on(), bad("message can't be forwarded"), (PROTECTED,)),
    Case("forwardMessage", "a service message", on(SERVICE, GROUP), bad("message can't be forwarded")),
    Case("forwardMessage", "from an unknown chat", on(1, 424_242), bad("chat not found")),
    Case(
        "forwardMessage",
        "to who never wrote",
        on() | {"chat_id": LAN},
        forbidden("bot can't initiate conversation with a user"),
        (SENT_WORDS,),
    ),
    Case("forwardMessages", "what is there", all_on(1, SENT, 99), [{"message_id": 4}, {}], (SENT_WORDS,)),
    Case("forwardMessages", "none of them there", all_on(98, 99), bad("there are no messages to forward")),
    Case(
        "forwardMessages",
        "not in order",
        all_on(SENT, 1),
        bad("message identifiers must be in a strictly increasing order"),
        (SENT_WORDS,),
    ),
    Case("forwardMessages", "no ids", all_on(), bad("message identifiers are not specified")),
    Case("copyMessage", "as its own", on(), {"message_id": 4}, (SENT_WORDS,)),
    Case("copyMessage", "with another caption", on(caption="khác"), {"message_id": 5}, (ALBUM,)),
    Case(
        "copyMessage",
        "a caption too long",
        on(caption="a" * 1025),
        bad("message caption is too long"),
        (ALBUM,),
    ),
    Case("copyMessage", "what is not there", on(99), bad("message to copy not found")),
    Case("copyMessage", "what is protected", on(), bad("message can't be copied"), (PROTECTED,)),
    Case("copyMessage", "a service message", on(SERVICE, GROUP), bad("message can't be copied")),
    Case("copyMessages", "without captions", all_on(3, 4, remove_caption=True), [{}, {}], (ALBUM,)),
    Case("copyMessages", "none of them there", all_on(98, 99), bad("there are no messages to forward")),
    Case(
        "copyMessages", "101 of them", all_on(*range(1, 102)), bad("too many message identifiers specified")
    ),
)
RARER: Final = (
    Case(
        "sendContact",
        "a card",
        {"chat_id": MAI, "phone_number": "+842153825555", "first_name": "Trung tâm"},
        {"contact": {"phone_number": "+842153825555", "first_name": "Trung tâm"}},
    ),
    Case(
        "sendAnimation",
        "is a document too",
        {"chat_id": MAI, "animation": MOVING, "caption": "cách ghi tiếng"},
        {"caption": "cách ghi tiếng", "animation": {"file_size": 6}, "document": {"file_size": 6}},
    ),
    Case(
        "sendAnimation",
        "no file",
        {"chat_id": MAI, "animation": ""},
        bad("there is no animation in the request"),
    ),
    Case(
        "sendVideoNote",
        "a round video",
        {"chat_id": MAI, "video_note": MOVING},
        {"video_note": {"file_size": 6, "length": 240}},
    ),
    Case(
        "sendVideoNote",
        "no file",
        {"chat_id": MAI, "video_note": ""},
        bad("there is no video note in the request"),
    ),
    Case(
        "sendVideoNote",
        "an id of another kind",
        {"chat_id": MAI, "video_note": FILE},
        bad("can't use file of type Voice as VideoNote"),
        (RECORDED,),
    ),
    Case("sendMessageDraft", "being written", {"chat_id": MAI, "draft_id": 5, "text": "Đang tìm…"}, True),
    Case(
        "sendMessageDraft",
        "in a group",
        {"chat_id": GROUP, "draft_id": 5, "text": "Đang tìm…"},
        bad("simulator: a draft can be sent to a private chat only"),
    ),
    Case(
        "sendMessageDraft",
        "without a number",
        {"chat_id": MAI, "draft_id": 0, "text": "Đang tìm…"},
        bad("simulator: draft_id must be a number other than 0"),
    ),
)

PASSING: Final = ALBUMS + FORWARDS + RARER
