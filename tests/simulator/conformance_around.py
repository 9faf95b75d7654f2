"""Rules of everything else: updates, edits, presses, chats, the bot's face. How a row is written: `conformance_cases`."""

from __future__ import annotations

from typing import Final

from conformance_cases import (
    BOT,
    BUTTON,
    EDIT,
    GROUP,
    HUNG,
    LAN,
    MAI,
    NOT_MODIFIED,
    PRESS,
    SENT,
    SENT_BUTTON,
    SENT_KEYS,
    SENT_WORDS,
    STARTED,
    TOO_OLD,
    WORDS,
    Case,
    bad,
    called,
    command,
    did,
    fault,
    later,
    overtaken,
    pressed,
)
from two_clients import Refusal, Upload

DAYS: Final = 86_400.0
PICTURE: Final = Upload(b"\xff\xd8\xff\xd9", "anh.jpg")
PAPER: Final = Upload(b"%PDF-", "don.pdf")
SOUND: Final = Upload(b"OggS-words", "loi.ogg")

BEING_THERE: Final = (
    Case("getMe", "the bot's face", {}, {"id": BOT, "is_bot": True, "username": "sim1000000_bot"}),
    Case("getUpdates", "what happened, in order", {}, [{"message": {"text": "/start"}}, {}, {}]),
    Case("getUpdates", "at most so many", {"limit": 1}, [{"update_id": 700_000_001}]),
    Case(
        "getUpdates", "below the offset is forgotten", {"offset": 700_000_003}, [{"update_id": 700_000_003}]
    ),
    Case("getUpdates", "a negative offset keeps the last", {"offset": -1}, [{"update_id": 700_000_003}]),
    Case("getUpdates", "messages wait a day", {}, [], (later(1 * DAYS),)),
    Case(
        "getUpdates",
        "a younger poll ends the older",
        {"offset": 700_000_004, "timeout": 10},
        Refusal(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
        (overtaken,),
    ),
    Case("deleteWebhook", "drops what waits", {"drop_pending_updates": True}, True),
    Case("getWebhookInfo", "there is none", {}, {"url": "", "pending_update_count": 3}),
    Case("getMe", "a bad moment", {}, Refusal(502, "Bad Gateway"), (fault("error", code=502),)),
    Case(
        "sendMessage",
        "too much at once",
        WORDS,
        Refusal(429, "Too Many Requests: retry after 7", {"retry_after": 7}),
        (fault("retry_after", method="sendMessage", seconds=7),),
    ),
    Case(
        "sendPoll",
        "not simulated",
        {"chat_id": MAI, "question": "?", "options": ["a", "b"]},
        Refusal(501, "simulator: method sendPoll is not simulated yet"),
    ),
)
EDITING: Final = (
    Case("editMessageText", "other words", EDIT, {"text": "khác", "edit_date": 1_790_000_000}, (SENT_WORDS,)),
    Case("editMessageText", "after a year", EDIT, {"text": "khác"}, (SENT_WORDS, later(365 * DAYS))),
    Case("editMessageText", "the same words", EDIT | {"text": WORDS["text"]}, NOT_MODIFIED, (SENT_WORDS,)),
    Case(
        "editMessageText",
        "the same words and buttons",
        EDIT | {"text": WORDS["text"], "reply_markup": BUTTON},
        NOT_MODIFIED,
        (SENT_BUTTON,),
    ),
    Case("editMessageText", "what is not there", EDIT | {"message_id": 99}, bad("message to edit not found")),
    Case("editMessageText", "what Mai wrote", EDIT | {"message_id": STARTED}, bad("message can't be edited")),
    Case("editMessageText", "what came with keys", EDIT, bad("message can't be edited"), (SENT_KEYS,)),
    Case(
        "editMessageText",
        "a file",
        EDIT,
        bad("there is no text in the message to edit"),
        (called("sendDocument", chat_id=MAI, document=PAPER),),
    ),
    Case("editMessageText", "no words", EDIT | {"text": ""}, bad("message text is empty"), (SENT_WORDS,)),
    Case(
        "editMessageCaption",
        "other words",
        {"chat_id": MAI, "message_id": SENT, "caption": "mới"},
        {"caption": "mới"},
        (called("sendDocument", chat_id=MAI, document=PAPER),),
    ),
    Case(
        "editMessageCaption",
        "of a text",
        {"chat_id": MAI, "message_id": SENT, "caption": "mới"},
        bad("there is no caption in the message to edit"),
        (SENT_WORDS,),
    ),
    Case(
        "editMessageReplyMarkup",
        "buttons away",
        {"chat_id": MAI, "message_id": SENT},
        {"text": WORDS["text"]},
        (SENT_BUTTON,),
    ),
    Case(
        "editMessageReplyMarkup",
        "no buttons before either",
        {"chat_id": MAI, "message_id": SENT},
        NOT_MODIFIED,
        (SENT_WORDS,),
    ),
    Case("deleteMessage", "gone", {"chat_id": MAI, "message_id": SENT}, True, (SENT_WORDS,)),
    Case(
        "deleteMessage",
        "what is not there",
        {"chat_id": MAI, "message_id": 99},
        bad("message to delete not found"),
    ),
    Case(
        "deleteMessage",
        "after 48 hours",
        {"chat_id": MAI, "message_id": SENT},
        bad("message can't be deleted for everyone"),
        (SENT_WORDS, later(2 * DAYS + 1)),
    ),
    Case(
        "deleteMessage",
        "of others in a group",
        {"chat_id": GROUP, "message_id": SENT},
        bad("message can't be deleted"),
        (did(lambda scene: scene.lan.send("/x", chat=scene.group)),),
    ),
    Case(
        "deleteMessages", "some not there", {"chat_id": MAI, "message_ids": [SENT, 99]}, True, (SENT_WORDS,)
    ),
    Case(
        "deleteMessages",
        "none",
        {"chat_id": MAI, "message_ids": []},
        bad("message identifiers are not specified"),
    ),
    Case(
        "deleteMessages",
        "101 of them",
        {"chat_id": MAI, "message_ids": list(range(1, 102))},
        bad("too many message identifiers specified"),
    ),
    Case(
        "answerCallbackQuery",
        "in time",
        {"callback_query_id": PRESS, "text": "Đã ghi ✓"},
        True,
        (SENT_BUTTON, did(pressed), later(15)),
    ),
    Case(
        "answerCallbackQuery",
        "too late",
        {"callback_query_id": PRESS},
        TOO_OLD,
        (SENT_BUTTON, did(pressed), later(16)),
    ),
    Case("answerCallbackQuery", "nobody pressed", {"callback_query_id": "5"}, TOO_OLD),
    Case(
        "answerCallbackQuery",
        "201 characters",
        {"callback_query_id": PRESS, "text": "a" * 201},
        bad("MESSAGE_TOO_LONG"),
        (SENT_BUTTON, did(pressed)),
    ),
)
CHATS: Final = (
    Case("getChat", "a person", {"chat_id": MAI}, {"id": MAI, "type": "private", "first_name": "Mai"}),
    Case("getChat", "a group", {"chat_id": GROUP}, {"id": GROUP, "type": "group", "title": "Nhóm"}),
    Case("getChat", "an unknown one", {"chat_id": 424_242}, bad("chat not found")),
    Case("getChatMember", "who made it", {"chat_id": GROUP, "user_id": LAN}, {"status": "creator"}),
    Case("getChatMember", "who is not in it", {"chat_id": GROUP, "user_id": HUNG}, {"status": "left"}),
    Case("getChatMember", "nobody", {"chat_id": GROUP, "user_id": 5}, bad("invalid user_id specified")),
    Case("getChatMemberCount", "of a group", {"chat_id": GROUP}, 2),
    Case("getChatAdministrators", "of a group", {"chat_id": GROUP}, [{"status": "creator"}]),
    Case(
        "getChatAdministrators",
        "of a person",
        {"chat_id": MAI},
        bad("there are no administrators in the private chat"),
    ),
    Case("leaveChat", "a group", {"chat_id": GROUP}, True),
    Case(
        "leaveChat", "a person", {"chat_id": MAI}, bad("chat member status can't be changed in private chats")
    ),
)
FACE: Final = (
    Case("setMyCommands", "a menu", {"commands": command("start", "Bắt đầu")}, True),
    Case(
        "setMyCommands", "a name with accents", {"commands": command("đất", "x")}, bad("BOT_COMMAND_INVALID")
    ),
    Case(
        "setMyCommands",
        "no description",
        {"commands": command("start", "")},
        bad("BOT_COMMAND_DESCRIPTION_INVALID"),
    ),
    Case(
        "getMyCommands",
        "as they were set",
        {"language_code": "vi"},
        command("start", "Bắt đầu"),
        (called("setMyCommands", commands=command("start", "Bắt đầu"), language_code="vi"),),
    ),
    Case("deleteMyCommands", "there are none", {}, True),
    Case("setMyName", "a name", {"name": "Hoa Ban"}, True),
    Case("getMyName", "the name", {}, {"name": "Hoa Ban"}),
    Case("setMyDescription", "a description", {"description": "Miễn phí"}, True),
    Case(
        "getMyDescription",
        "the description",
        {},
        {"description": "Miễn phí"},
        (called("setMyDescription", description="Miễn phí"),),
    ),
    Case("setMyShortDescription", "a line", {"short_description": "Miễn phí"}, True),
    Case("getMyShortDescription", "none yet", {}, {"short_description": ""}),
    Case("setChatMenuButton", "the commands", {"chat_id": MAI, "menu_button": {"type": "commands"}}, True),
    Case("getChatMenuButton", "by default", {}, {"type": "commands"}),
)

AROUND: Final = BEING_THERE + EDITING + CHATS + FACE
