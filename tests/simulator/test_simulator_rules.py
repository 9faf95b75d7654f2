"""Small rules of the simulated Telegram, one by one."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.acts import NotPossible
from bot.simulator.clock import Clock
from bot.simulator.control import _GROUP_ACTS, _ROUTES
from bot.simulator.dispatch import call
from bot.simulator.entities import checked_entities, found_entities, utf16_length
from bot.simulator.errors import ApiError
from bot.simulator.faults import FAULT_KINDS
from bot.simulator.flood import FLOOD_LEVELS
from bot.simulator.hands import _ACTS
from bot.simulator.methods import KNOWN, METHODS
from bot.simulator.samples import silence
from bot.simulator.tokens import DEFAULT_TOKEN, TokenRefused, bot_id_of
from bot.simulator.updates import UpdateQueue
from bot.simulator.world import World

DOC = Path(__file__).parents[2] / "docs" / "simulator.md"


async def answer(world: World, method: str, **params: Any) -> Any:
    return (await call(world, DEFAULT_TOKEN, method, params))[1]


async def refusal(world: World, method: str, **params: Any) -> str:
    body = await answer(world, method, **params)
    assert body["ok"] is False
    return str(body["description"])


@pytest.mark.parametrize(
    ("token", "bot_id"), [(DEFAULT_TOKEN, 1_000_000), ("5:short", 5), ("123456:" + "A" * 35, 123456)]
)
def test_invented_tokens_are_taken(token: str, bot_id: int) -> None:
    assert bot_id_of(token) == bot_id


@pytest.mark.parametrize("token", ["", "abc", "1:", ":x", "1:a b", "12345678:" + "AAx9" * 9])
def test_other_tokens_are_refused_and_never_repeated(token: str) -> None:
    with pytest.raises(TokenRefused) as refused:
        bot_id_of(token)
    assert "AAx9" not in str(refused.value)


def test_the_clock_runs_freezes_and_jumps() -> None:
    clock = Clock(frozen_at=100)
    clock.advance(5)
    assert clock.now() == 105
    clock.set(50)
    assert clock.now() == 50
    clock.freeze(False)
    assert 50 <= clock.now() < 60
    clock.freeze()
    assert clock.now() == clock.now()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [(0, 6)]),
        ("🌄 /help@hoaban_bot", [(3, 16)]),
        ("a/b http://x/y /a/b", []),
        ("/một", []),
        ("/a /b", [(0, 2), (3, 2)]),
    ],
)
def test_commands_are_found_in_utf16_units(text: str, found: list[tuple[int, int]]) -> None:
    assert [(entity["offset"], entity["length"]) for entity in found_entities(text)] == found


@given(st.text())
def test_entities_never_leave_the_text(text: str) -> None:
    for entity in found_entities(text):
        assert entity["offset"] + entity["length"] <= utf16_length(text)


def test_marks_that_a_bot_cannot_make_are_left_out() -> None:
    bold, link = {"type": "bold", "offset": 0, "length": 1}, {"type": "url", "offset": 0, "length": 1}
    assert checked_entities("ab", [bold, link, bold | {"length": 0}, {"offset": 0, "length": 1}]) == [bold]


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ({"offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
        ({"offset": 0}, 'field "length" must be of type Number'),
    ],
)
def test_marks_without_a_place_are_refused(mark: dict[str, Any], reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        checked_entities("ab", [mark])


def test_silence_is_a_true_ogg_file() -> None:
    sound = silence(2)
    pages = sound.split(b"OggS")[1:]
    assert len(pages) == 4
    assert pages[-1][1] == 4  # the last page says so
    assert struct.unpack("<q", pages[-1][2:10]) == (2 * 48_000,)


async def test_a_negative_offset_keeps_the_last_ones_and_limits_are_clamped() -> None:
    queue = UpdateQueue(Clock(frozen_at=0), lambda: None)
    for number in range(150):
        queue.add("message", {"n": number}, 10)
    assert len(await queue.fetch(0, 1000, 0, None)) == 100
    assert len(await queue.fetch(0, 0, 0, None)) == 1
    assert [update["message"]["n"] for update in await queue.fetch(-2, 100, 0, None)] == [148, 149]
    assert queue.pending() == 2


async def test_unknown_kinds_of_updates_are_ignored_and_none_known_means_the_default() -> None:
    queue = UpdateQueue(Clock(frozen_at=0), lambda: None)
    await queue.fetch(0, 1, 0, ["message", "nonsense"])
    assert queue.kinds == {"message"}
    await queue.fetch(0, 1, 0, ["nonsense"])
    assert "callback_query" in queue.kinds
    assert "chat_member" not in queue.kinds


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("nonsense{", "can't parse reply markup"),
        ("[1]", "object expected as reply markup"),
        ({"x": 1}, "can't parse reply keyboard markup"),
        ({"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}, "button text must be non-empty"),
        ({"inline_keyboard": [[{"text": "x"}]]}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[{"text": "x", "url": "a", "callback_data": "b"}]]}, "exactly one action"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "calback_data": "y"}]]}, "has no field calback_data"),
        ({"inline_keyboard": [{"text": "x"}]}, "Array of Arrays"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    ],
)
async def test_wrong_keyboards_are_refused(world: World, markup: object, reason: str) -> None:
    mai = world.person("Mai")
    mai.start()
    assert reason in await refusal(world, "sendMessage", chat_id=mai.id, text="x", reply_markup=markup)


async def test_contacts_cannot_be_asked_for_in_a_group(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan)
    for name, reason in [
        ("request_contact", "phone number can be requested in private chats only"),
        ("request_location", "location can be requested in private chats only"),
        ("request_managed_bot", "managed bots can be requested in private chats only"),
    ]:
        markup = {"keyboard": [[{"text": "số", name: True}]]}
        said = await refusal(world, "sendMessage", chat_id=group.id, text="x", reply_markup=markup)
        assert said == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "@somebody", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": 7_000_001, "text": "x", "message_thread_id": 1}, "thread not found"),
        (
            "sendMessage",
            {"chat_id": 7_000_001, "text": "x", "reply_parameters": {"message_id": 9}},
            "to be replied",
        ),
        (
            "sendMessage",
            {"chat_id": 7_000_001, "text": "x", "entities": [{"offset": 0, "length": 2}]},
            "after the end",
        ),
        ("sendPhoto", {"chat_id": 7_000_001}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": 7_000_001, "photo": "SIMF-1-1"}, "wrong file identifier"),
        ("sendLocation", {"chat_id": 7_000_001, "latitude": 1}, "longitude is empty"),
        ("sendChatAction", {"chat_id": 7_000_001, "action": "sleeping"}, "wrong parameter action"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "x"}, "wrong file_id"),
        ("editMessageText", {"chat_id": 7_000_001, "text": "x"}, "message identifier is not specified"),
        ("editMessageReplyMarkup", {"chat_id": 7_000_001, "message_id": 9}, "message to edit not found"),
        ("deleteMessages", {"chat_id": 7_000_001, "message_ids": "[]"}, "identifiers are not specified"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("getChatAdministrators", {"chat_id": 7_000_001}, "no administrators in the private chat"),
        ("getChatMember", {"chat_id": 7_000_001, "user_id": 1}, "invalid user_id"),
        ("leaveChat", {"chat_id": 7_000_001}, "private chats"),
        ("setMyCommands", {"commands": [{"command": "Đất", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat_id is missing"),
        ("setMyName", {"name": "x" * 65}, "too long"),
    ],
)
async def test_wrong_calls_get_telegrams_words(
    world: World, method: str, params: dict[str, Any], reason: str
) -> None:
    world.person("Mai").start()
    assert reason in await refusal(world, method, **params)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"text": "<b>x</b>", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "quote_parse_mode": "HTML"}}),
        ("sendDocument", {"document": "x", "caption": "x", "parse_mode": "MarkdownV2"}),
        ("editMessageText", {"message_id": 1, "text": "x", "parse_mode": "HTML"}),
        ("copyMessage", {"from_chat_id": 7_000_001, "message_id": 1, "caption": "x", "parse_mode": "HTML"}),
        ("sendMessageDraft", {"draft_id": 1, "text": "x", "parse_mode": "HTML"}),
    ],
)
async def test_a_bot_that_sends_parse_mode_is_told_what_to_do(
    world: World, method: str, params: dict[str, Any]
) -> None:
    mai = world.person("Mai")
    mai.photo()
    said = await refusal(world, method, chat_id=mai.id, **params)
    assert said.startswith(
        "Bad Request: simulator: parse_mode is not simulated; leave it out and send plain text"
    )


def test_a_link_carries_only_what_telegram_lets_it(world: World) -> None:
    mai = world.person("Mai")
    mai.start("a" * 64)
    for payload in ("a" * 65, "chữ", "a b"):
        with pytest.raises(NotPossible, match="1 to 64"):
            mai.start(payload)


async def test_old_messages_are_deleted_by_the_rules_of_their_chat(world: World) -> None:
    lan = world.person("Lan")
    lan.start()
    small, large = world.group("Nhóm", [lan]), world.group("Nhóm lớn", [lan], supergroup=True)
    for group in (small, large):
        group.add_bot(by=lan, admin=True)
    others = {chat.id: lan.send("x", chat=chat) for chat in (small, large)}
    own = {
        chat: (await answer(world, "sendMessage", chat_id=chat, text="y"))["result"]["message_id"]
        for chat in (lan.id, small.id, large.id)
    }
    world.clock.advance(49 * 3600)
    for chat, reason in [(lan.id, " for everyone"), (small.id, " for everyone"), (large.id, "")]:
        said = await refusal(world, "deleteMessage", chat_id=chat, message_id=own[chat])
        assert said == f"Bad Request: message can't be deleted{reason}"
    said = await refusal(world, "deleteMessage", chat_id=small.id, message_id=others[small.id])
    assert said == "Bad Request: message can't be deleted for everyone"
    assert (await answer(world, "deleteMessage", chat_id=large.id, message_id=others[large.id]))["ok"]


async def test_deleting_the_messages_of_others_needs_the_right(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan, admin=True, without=["can_delete_messages"])
    said = lan.send("x", chat=group)
    answered = await refusal(world, "deleteMessage", chat_id=group.id, message_id=said)
    assert answered == "Bad Request: message can't be deleted"


async def test_a_reply_to_nothing_may_be_sent_when_allowed(world: World) -> None:
    mai = world.person("Mai")
    mai.start()
    reply = {"message_id": 9, "allow_sending_without_reply": True}
    assert (await answer(world, "sendMessage", chat_id=mai.id, text="x", reply_parameters=reply))["ok"]


async def test_a_known_person_who_never_started_cannot_be_written_to(world: World) -> None:
    lan, hung = world.person("Lan"), world.person("Hùng")
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan)
    assert "can't initiate conversation" in await refusal(world, "sendMessage", chat_id=lan.id, text="x")
    assert "chat not found" in await refusal(world, "sendMessage", chat_id=hung.id, text="x")


async def test_a_bot_thrown_out_is_told_and_refused(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan)
    group.remove_bot(by=lan)
    updates = (await answer(world, "getUpdates"))["result"]
    assert updates[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert updates[-2]["message"]["left_chat_member"]["is_bot"]
    assert "kicked from the group chat" in await refusal(world, "sendMessage", chat_id=group.id, text="x")


async def test_the_bot_deletes_messages_of_others_in_a_group_only_as_an_administrator(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan)
    said = lan.send("/x", chat=group)
    assert "can't be deleted" in await refusal(world, "deleteMessage", chat_id=group.id, message_id=said)
    group.add_bot(by=lan, admin=True)
    assert (await answer(world, "deleteMessages", chat_id=group.id, message_ids=[said, 999]))["ok"]
    assert said not in [message.message_id for message in group.chat]
    assert [m["deleted"] for m in world.transcript(group) if m["message_id"] == said] == [True]


async def test_pressing_names_what_could_be_pressed(world: World) -> None:
    mai = world.person("Mai")
    mai.start()
    keyboard = {"inline_keyboard": [[{"text": "Đất đai", "callback_data": "a"}]]}
    await answer(world, "sendMessage", chat_id=mai.id, text="?", reply_markup=keyboard)
    with pytest.raises(LookupError, match="Đất đai"):
        mai.press("Hình sự")
    mai.press("đất")
    await answer(world, "deleteMessage", chat_id=mai.id, message_id=mai.last.message_id)
    with pytest.raises(LookupError):
        mai.press("đất")


async def test_a_press_on_a_deleted_message_carries_an_inaccessible_one(world: World) -> None:
    mai = world.person("Mai")
    mai.start()
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}
    sent = await answer(world, "sendMessage", chat_id=mai.id, text="?", reply_markup=keyboard)
    message_id = sent["result"]["message_id"]
    await answer(world, "deleteMessage", chat_id=mai.id, message_id=message_id)
    mai.press_old(message_id)
    pressed = (await answer(world, "getUpdates"))["result"][-1]["callback_query"]
    assert pressed["message"]["date"] == 0


async def test_a_press_on_an_old_message_carries_an_inaccessible_one_when_the_world_says_so(
    world: World,
) -> None:
    mai = world.person("Mai")
    mai.start()
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}
    await answer(world, "sendMessage", chat_id=mai.id, text="?", reply_markup=keyboard)
    world.clock.advance(60 * 86400)
    mai.press("x")
    world.message_seconds = 30 * 86400
    mai.press("x")
    got = (await answer(world, "getUpdates"))["result"]
    assert [update["callback_query"]["message"]["date"] for update in got] == [1_790_000_000, 0]


def test_people_cannot_do_what_no_client_lets_them(world: World) -> None:
    mai, lan = world.person("Mai"), world.person("Lan")
    group = world.group("Nhóm", [lan])
    with pytest.raises(NotPossible, match="not a member"):
        mai.send("x", chat=group)
    with pytest.raises(NotPossible, match="characters"):
        mai.send("x" * 4097)
    said = mai.send("x")
    world.clock.advance(49 * 3600)
    with pytest.raises(NotPossible, match="48 hours"):
        mai.edit(said, "y")
    with pytest.raises(NotPossible, match="no message"):
        mai.press_old(99)


async def test_an_edit_arrives_as_edited_message_and_a_caption_stays_a_caption(world: World) -> None:
    mai = world.person("Mai")
    said, photo = mai.send("một"), mai.photo(caption="ảnh")
    mai.edit(said, "hai")
    mai.edit(photo, "ảnh khác")
    first, second = (
        update["edited_message"] for update in (await answer(world, "getUpdates"))["result"][-2:]
    )
    assert (first["text"], "edit_date" in first) == ("hai", True)
    assert (second["caption"], len(second["photo"])) == ("ảnh khác", 2)


async def test_message_ids_count_through_private_chats_and_groups_but_not_supergroups(world: World) -> None:
    mai, lan = world.person("Mai"), world.person("Lan")
    assert [mai.send("a"), lan.send("b"), mai.send("c")] == [1, 2, 3]
    group = world.group("Nhóm", [lan])
    group.add_bot(by=lan)
    assert lan.send("d", chat=group) == 5
    large = world.group("Nhóm lớn", [lan], supergroup=True)
    large.add_bot(by=lan)
    assert lan.send("e", chat=large) == 2


async def test_two_bots_see_their_own_chats_and_files_only(world: World) -> None:
    other = world.bot("2000000:SIM-other")
    mai = world.person("Mai", bot=world.bot())
    mai.voice()
    (update,) = (await answer(world, "getUpdates"))["result"]
    assert other.updates.pending() == 0
    file_id = update["message"]["voice"]["file_id"]
    status, _ = await call(world, "2000000:SIM-other", "getFile", {"file_id": file_id})
    assert status == 400


async def test_calls_are_logged_without_the_bytes_of_files(world: World) -> None:
    mai = world.person("Mai")
    mai.start()
    await answer(world, "getUpdates", offset=-1)
    await answer(world, "sendmessage", chat_id=mai.id, text="")
    assert [(each.method, each.ok, each.code) for each in world.calls] == [
        ("getUpdates", True, 200),
        ("sendMessage", False, 400),
    ]


async def test_reset_forgets_people_but_not_where_the_ids_stand(world: World) -> None:
    world.person("Mai").send("a")
    world.reset()
    assert world.bot().updates.pending() == 0
    world.person("Lan").send("b")
    (update,) = (await answer(world, "getUpdates"))["result"]
    assert update["update_id"] == 700_000_002
    assert update["message"]["message_id"] == 2


def test_every_method_carried_out_is_a_known_one() -> None:
    assert set(METHODS) <= KNOWN


def test_the_page_about_the_simulator_names_every_call_act_and_method() -> None:
    words = DOC.read_text(encoding="utf-8")
    names = [path for _, path, _ in _ROUTES] + [f"`{name}`" for name in _ACTS]
    names += [method.name for method in METHODS.values()]
    names += [f"`{name}`" for name in (*FAULT_KINDS, *FLOOD_LEVELS, *_GROUP_ACTS.split(", "))]
    assert [name for name in names if name not in words] == []
