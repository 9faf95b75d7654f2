"""Rules of what a bot sends: words, keyboards, files. How a row is written stands in `conformance_cases`."""

from __future__ import annotations

from typing import Final

from conformance_cases import (
    BLOCKED,
    BUTTON,
    FILE,
    GROUP,
    HUNG,
    KEYS,
    LAN,
    MAI,
    RECORDED,
    SENT,
    STARTED,
    SUPERGROUP,
    WORDS,
    Case,
    bad,
    button,
    called,
    did,
    forbidden,
    mark,
    words,
)
from two_clients import Upload

DAYS: Final = 86_400.0
PICTURE: Final = Upload(b"\xff\xd8\xff\xd9", "anh.jpg")
PAPER: Final = Upload(b"%PDF-", "don.pdf")
SOUND: Final = Upload(b"OggS-words", "loi.ogg")

SENDING: Final = (
    Case(
        "sendMessage", "words arrive", WORDS, {"message_id": SENT, "text": WORDS["text"], "chat": {"id": MAI}}
    ),
    Case("sendMessage", "space around is cut off", words(text=" \n chào \n"), {"text": "chào"}),
    Case("sendMessage", "4,096 characters", words(text="ă" * 4096), {"text": "ă" * 4096}),
    Case("sendMessage", "4,097 characters", words(text="ă" * 4097), bad("message is too long")),
    Case("sendMessage", "more than 32,768 bytes", words(text="ă" * 17_000), bad("text is too long")),
    Case("sendMessage", "no words", words(text=" \n"), bad("message text is empty")),
    Case(
        "sendMessage",
        "marks count UTF-16 units",
        words(text="🌄 a", entities=[mark(3, 1)]),
        {"entities": [{"type": "bold", "offset": 3, "length": 1}]},
    ),
    Case(
        "sendMessage",
        "a mark beyond the end",
        words(text="🌄 a", entities=[mark(3, 2)]),
        bad("entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 5"),
    ),
    Case(
        "sendMessage",
        "a mark that begins beyond the end",
        words(text="a", entities=[mark(3, 2)]),
        bad("entity begins after the end of the text at UTF-16 offset 3"),
    ),
    Case(
        "sendMessage",
        "a mark within a letter",
        words(text="🌄 a", entities=[mark(1, 2)]),
        bad("entity begins in a middle of a UTF-16 symbol at byte offset 4"),
    ),
    Case(
        "sendMessage",
        "a mark that ends within a letter",
        words(text="a🌄", entities=[mark(0, 2)]),
        bad("entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5"),
    ),
    Case("sendMessage", "no chat", words(chat_id=""), bad("chat_id is empty")),
    Case("sendMessage", "an unknown chat", words(chat_id=424_242), bad("chat not found")),
    Case("sendMessage", "a name nobody has", words(chat_id="@khong_co"), bad("chat not found")),
    Case(
        "sendMessage",
        "who never wrote, in a group with the bot",
        words(chat_id=LAN),
        forbidden("bot can't initiate conversation with a user"),
    ),
    Case("sendMessage", "who never wrote", words(chat_id=HUNG), bad("chat not found")),
    Case("sendMessage", "who stopped the bot", WORDS, forbidden("bot was blocked by the user"), (BLOCKED,)),
    Case(
        "sendMessage",
        "whose account is gone",
        WORDS,
        forbidden("user is deactivated"),
        (did(lambda scene: scene.mai.deactivate()),),
    ),
    Case("sendMessage", "a group", words(chat_id=GROUP), {"chat": {"id": GROUP, "type": "group"}}),
    Case(
        "sendMessage",
        "a group that threw the bot out",
        words(chat_id=GROUP),
        forbidden("bot was kicked from the group chat"),
        (did(lambda scene: scene.group.remove_bot(by=scene.lan)),),
    ),
    Case(
        "sendMessage",
        "a group the bot left",
        words(chat_id=GROUP),
        forbidden("bot is not a member of the group chat"),
        (called("leaveChat", chat_id=GROUP),),
    ),
    Case(
        "sendMessage",
        "a supergroup that threw the bot out",
        words(chat_id=SUPERGROUP),
        forbidden("bot was kicked from the supergroup chat"),
        (did(lambda scene: scene.group.migrate()), did(lambda scene: scene.group.remove_bot(by=scene.lan))),
    ),
    Case(
        "sendMessage",
        "a supergroup the bot left",
        words(chat_id=SUPERGROUP),
        forbidden("bot is not a member of the supergroup chat"),
        (did(lambda scene: scene.group.migrate()), called("leaveChat", chat_id=SUPERGROUP)),
    ),
    Case(
        "sendMessage",
        "a group that moved",
        words(chat_id=GROUP),
        bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=SUPERGROUP),
        (did(lambda scene: scene.group.migrate()),),
    ),
    Case(
        "sendMessage",
        "an answer",
        words(reply_parameters={"message_id": STARTED}),
        {"reply_to_message": {"message_id": STARTED}},
    ),
    Case(
        "sendMessage",
        "an answer to nothing",
        words(reply_parameters={"message_id": 99}),
        bad("message to be replied not found"),
    ),
    Case(
        "sendMessage",
        "an answer to nothing, if need be",
        words(reply_parameters={"message_id": 99, "allow_sending_without_reply": True}),
        {"message_id": SENT},
    ),
    Case(
        "sendMessage",
        "a topic that is not there",
        words(message_thread_id=1),
        bad("message thread not found"),
    ),
    Case("sendMessage", "not to be passed on", words(protect_content=True), {"has_protected_content": True}),
    Case(
        "sendLocation",
        "a point",
        {"chat_id": MAI, "latitude": 21.386, "longitude": 103.017},
        {"location": {"latitude": 21.386, "longitude": 103.017}},
    ),
    Case("sendChatAction", "typing", {"chat_id": MAI, "action": "typing"}, True),
    Case(
        "sendChatAction",
        "an unknown action",
        {"chat_id": MAI, "action": "sleeping"},
        bad("wrong parameter action in request"),
    ),
)
KEYBOARDS: Final = (
    Case("sendMessage", "inline buttons", words(reply_markup=BUTTON), {"reply_markup": BUTTON}),
    Case("sendMessage", "keys", words(reply_markup=KEYS), {"message_id": SENT}),
    Case("sendMessage", "keys away", words(reply_markup={"remove_keyboard": True}), {"message_id": SENT}),
    Case(
        "sendMessage", "asks for an answer", words(reply_markup={"force_reply": True}), {"message_id": SENT}
    ),
    Case(
        "sendMessage", "64 bytes of a button", button(text="x", callback_data="ă" * 32), {"message_id": SENT}
    ),
    Case(
        "sendMessage",
        "65 bytes of a button",
        button(text="x", callback_data="ă" * 32 + "a"),
        bad("BUTTON_DATA_INVALID"),
    ),
    Case(
        "sendMessage",
        "a button without words",
        button(text="", callback_data="a"),
        bad("inline keyboard button text must be non-empty"),
    ),
    Case(
        "sendMessage",
        "a button that does nothing",
        button(text="x"),
        bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ),
    Case(
        "sendMessage",
        "a key without words",
        words(reply_markup={"keyboard": [[{"text": ""}]]}),
        bad("keyboard button text must be non-empty"),
    ),
    *(
        Case(
            "sendMessage",
            f"{name} in a group",
            words(chat_id=GROUP, reply_markup={"keyboard": [[{"text": "x", name: value}]]}),
            bad(f"{what} in private chats only"),
        )
        for name, value, what in (
            ("request_contact", True, "phone number can be requested"),
            ("request_location", True, "location can be requested"),
            ("request_poll", {}, "poll can be requested"),
            ("request_users", {"request_id": 1}, "users can be requested"),
            ("request_chat", {"request_id": 1, "chat_is_channel": False}, "chats can be requested"),
            ("web_app", {"url": "https://example.org"}, "web App buttons can be used"),
        )
    ),
)
FILES: Final = (
    *(
        Case(
            method,
            "by upload",
            {"chat_id": MAI, kind: upload, "caption": "đơn"},
            {"caption": "đơn", kind: [{}, {}] if kind == "photo" else {"file_size": len(upload.content)}},
        )
        for method, kind, upload in (
            ("sendPhoto", "photo", PICTURE),
            ("sendDocument", "document", PAPER),
            ("sendVoice", "voice", SOUND),
            ("sendAudio", "audio", SOUND),
            ("sendVideo", "video", PICTURE),
        )
    ),
    Case(
        "sendVoice",
        "by its id",
        {"chat_id": MAI, "voice": FILE},
        {"voice": {"file_id": FILE, "duration": 7, "mime_type": "audio/ogg"}},
        (RECORDED,),
    ),
    Case(
        "sendPhoto",
        "an id of another kind",
        {"chat_id": MAI, "photo": FILE},
        bad("can't use file of type Voice as Photo"),
        (RECORDED,),
    ),
    Case(
        "sendPhoto",
        "an unknown id",
        {"chat_id": MAI, "photo": "SIMF-1-1"},
        bad("wrong file identifier/HTTP URL specified"),
    ),
    *(
        Case(method, "no file", {"chat_id": MAI, kind: ""}, bad(f"there is no {kind} in the request"))
        for method, kind in (
            ("sendPhoto", "photo"),
            ("sendDocument", "document"),
            ("sendVoice", "voice"),
            ("sendAudio", "audio"),
            ("sendVideo", "video"),
        )
    ),
    Case(
        "sendDocument",
        "an empty file",
        {"chat_id": MAI, "document": Upload(b"")},
        bad("file must be non-empty"),
    ),
    Case(
        "sendDocument",
        "1,025 characters below",
        {"chat_id": MAI, "document": PAPER, "caption": "a" * 1025},
        bad("message caption is too long"),
    ),
    Case(
        "getFile",
        "where it lies",
        {"file_id": FILE},
        {"file_unique_id": "SIMU00000001", "file_size": 10},
        (RECORDED,),
    ),
    Case("getFile", "no id", {"file_id": ""}, bad("file_id not specified")),
    Case(
        "getFile",
        "an unknown id",
        {"file_id": "x"},
        bad("wrong file_id or the file is temporarily unavailable"),
    ),
    Case(
        "getFile",
        "more than 20 MB",
        {"file_id": FILE},
        bad("file is too big"),
        (did(lambda scene: scene.mai.document(size=21 * 1024 * 1024)),),
    ),
)

NEW_MESSAGES: Final = SENDING + KEYBOARDS + FILES
