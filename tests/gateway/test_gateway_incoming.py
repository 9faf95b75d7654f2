"""From raw updates to events: each kind as it is, anything else to nobody, and storing never fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import (
    AddedToGroup,
    Blocked,
    Edited,
    Event,
    GroupMoved,
    Pressed,
    Reached,
    Said,
    SentFile,
    SharedLocation,
    SharedPhone,
    Unreadable,
)
from bot.gateway.incoming import arrival, event
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World
from bot.store.inbox import SYSTEM

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["id", "chat", "from", "message", "type", "text", "callback_query"]) | st.text(),
            inner,
        )
    ),
    max_leaves=20,
)


@pytest.fixture
def world() -> World:
    world = World()
    world.bot(DEFAULT_TOKEN)
    return world


def newest(world: World) -> dict[str, Any]:
    return world.first_bot().updates._waiting[-1].body


def heard(world: World) -> Event | None:
    """What the newest update says; it is stored in the order of its chat."""
    raw = newest(world)
    found = event(raw, world.first_bot().username)
    if found is not None and not isinstance(found.what, Pressed):
        assert arrival(raw, 1).address == found.chat
        assert arrival(raw, 1).message == found.message
    return found


def told(world: World) -> Event:
    """The newest update, which says something."""
    found = heard(world)
    assert found is not None
    return found


@settings(max_examples=60)
@given(body=ANYTHING, kind=st.sampled_from(["message", "callback_query", "my_chat_member", "strange"]))
def test_an_update_of_any_shape_can_be_stored(body: object, kind: str) -> None:
    raw = {"update_id": 7, kind: body}
    stored = arrival(raw, 5)
    assert (stored.raw, stored.bot, stored.update_id) == (raw, 5, 7)
    assert stored.address.startswith("telegram:") or stored.address == SYSTEM


def test_words_and_commands(world: World) -> None:
    mai = world.person("Mai", last_name="Giàng")
    sent = mai.send("Nhà bên lấn nương")
    me = f"telegram:{mai.id}"
    assert heard(world) == Event(me, me, "Mai Giàng", True, Said("Nhà bên lấn nương"), str(sent))
    for typed, read in (("/start", "/start"), ("/moi Lò", "/moi Lò"), ("xem /lenh", "xem /lenh")):
        mai.send(typed)
        found = told(world)
        assert found.what == Said(read)


def test_a_command_names_its_bot_in_a_group(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Cán bộ", [lan])
    group.add_bot(by=lan, admin=True)
    lan.send(f"/hangcho@{world.first_bot().username.upper()} 2", chat=group)
    found = told(world)
    assert (found.what, found.private) == (Said("/hangcho 2"), False)
    lan.send("/hangcho@another_bot", chat=group)
    assert heard(world) is None
    lan.send("Ẩn danh", chat=group, anonymous=True)
    found = told(world)
    assert found.sender is None


@pytest.mark.parametrize(
    ("kind", "seconds"), [("voice", 8), ("audio", 8), ("video", 8), ("photo", None), ("document", None)]
)
def test_files(world: World, kind: str, seconds: int | None) -> None:
    mai = world.person("Mai")
    timed = {"seconds": seconds} if seconds else {}
    getattr(mai, kind)(caption="Giấy đây", **timed)
    found = told(world)
    assert isinstance(found.what, SentFile)
    file = found.what.file
    assert (file.kind, file.seconds, found.what.caption) == (kind, seconds, "Giấy đây")
    assert file.size
    assert file.ref != file.unique


def test_an_album_is_known_by_its_name(world: World) -> None:
    world.person("Mai").album()
    found = told(world)
    assert isinstance(found.what, SentFile)
    assert found.what.album


def test_phones_own_and_of_others_and_places(world: World) -> None:
    mai, lan = world.person("Mai", phone="+84912345678"), world.person("Lan")
    acts: tuple[tuple[Callable[[], object], object], ...] = (
        (mai.contact, SharedPhone("+84912345678", True)),
        (lambda: mai.contact(of=lan), SharedPhone(lan.phone, False)),
        (lambda: mai.contact(known=False), SharedPhone("+84912345678", False)),
        (lambda: mai.location(21.4, 103.0), SharedLocation(21.4, 103.0)),
        (mai.sticker, Unreadable("sticker")),
    )
    for act, what in acts:
        act()
        found = told(world)
        assert found.what == what


def test_edits_of_words_and_captions_but_not_of_places(world: World) -> None:
    mai = world.person("Mai")
    sent = mai.send("Lấn nuong")
    mai.edit(sent, "Lấn nương")
    found = told(world)
    assert (found.what, found.message) == (Edited(Said("Lấn nương")), str(sent))
    moved = newest(world) | {"edited_message": newest(world)["edited_message"] | {"text": None}}
    moved["edited_message"] = {
        key: value for key, value in moved["edited_message"].items() if key not in ("text", "entities")
    } | {"location": {"latitude": 21.4, "longitude": 103.0}}
    assert event(moved, "x") is None


def test_blocking_and_coming_back_in_private(world: World) -> None:
    mai = world.person("Mai")
    mai.send("Chào")
    mai.block()
    found = told(world)
    assert found.what == Blocked()
    mai.unblock()
    found = told(world)
    assert found.what == Reached()


def test_groups_that_add_remove_promote_and_move(world: World) -> None:
    lan = world.person("Lan")
    group = world.group("Cán bộ", [lan])
    group.add_bot(by=lan)
    raws = [each.body for each in world.first_bot().updates._waiting]
    added = [found for raw in raws if (found := event(raw, "x"))]
    assert [found.what for found in added] == [AddedToGroup("Cán bộ")]
    group.add_bot(by=lan, admin=True)
    assert heard(world) is None
    new = group.migrate()
    raws = [each.body for each in world.first_bot().updates._waiting][-2:]
    moved, came = (event(raw, "x") for raw in raws)
    assert moved is not None
    assert (moved.what, came) == (GroupMoved(f"telegram:{new}"), None)
    group.remove_bot(by=lan)
    found = told(world)
    assert found.what == Blocked()


def test_presses_with_and_without_their_message() -> None:
    by = {"id": 7, "is_bot": False, "first_name": "Mai"}
    query = {"id": "99", "from": by, "chat_instance": "1", "data": "f:1.2.0"}
    message = {"message_id": 4, "date": 1, "chat": {"id": -5, "type": "group", "title": "Cán bộ"}}
    inside = {"update_id": 1, "callback_query": query | {"message": message}}
    assert event(inside, "x") == Event("telegram:-5", "telegram:7", "Mai", False, Pressed("f:1.2.0", "99"))
    assert arrival(inside, 1).address == "telegram:-5"
    assert arrival(inside, 1).message is None
    alone = {"update_id": 1, "callback_query": query}
    assert event(alone, "x") == Event("telegram:7", "telegram:7", "Mai", True, Pressed("f:1.2.0", "99"))
    assert arrival(alone, 1).address == "telegram:7"
    game = {"update_id": 1, "callback_query": {key: value for key, value in query.items() if key != "data"}}
    assert event(game, "x") is None


def test_what_nobody_asked_for_concerns_nobody() -> None:
    assert event({"update_id": 1, "poll_answer_of_the_future": {"x": 1}}, "x") is None


def test_what_people_say_to_each_other_in_a_group_is_not_kept() -> None:
    chat = {"id": -100200, "type": "supergroup", "title": "Cán bộ"}
    who = {"id": 5, "is_bot": False, "first_name": "Hoa"}
    message = {"message_id": 7, "date": 1, "chat": chat, "from": who}
    said = message | {"text": "chị Mỷ ở Huổi Lóng", "entities": [], "reply_to_message": {"text": "ai?"}}
    shown = message | {"photo": [{"file_id": "x"}], "caption": "giấy của chị Mỷ"}
    command = message | {
        "text": "/claim 482519K",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }

    for kind in ("message", "edited_message"):
        assert arrival({"update_id": 1, kind: said}, 9).raw == {"update_id": 1, kind: message | {"text": ""}}
        assert arrival({"update_id": 1, kind: shown}, 9).raw == {"update_id": 1, kind: message}
        assert arrival({"update_id": 1, kind: command}, 9).raw[kind] == command
    moved = message | {"migrate_to_chat_id": -100300}
    kept = arrival({"update_id": 1, "message": moved}, 9).raw
    assert isinstance(event(kept, "hoaban_bot").what, GroupMoved)  # type: ignore[union-attr]
    own = said | {"chat": {"id": 5, "type": "private", "first_name": "Hoa"}}
    assert arrival({"update_id": 1, "message": own}, 9).raw["message"] == own
