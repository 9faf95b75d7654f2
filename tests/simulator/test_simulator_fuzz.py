"""Whatever a bot sends, the simulator answers as an API does and never breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.clock import Clock
from bot.simulator.dispatch import call
from bot.simulator.methods import METHODS
from bot.simulator.params import Upload
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

PERSON = 7_000_001
GROUP = -4_000_001
FORUM = -1_000_004_000_002
TOPIC = 3

LEAVES = st.sampled_from(
    [
        None,
        True,
        0,
        1,
        -1,
        2,
        1.5,
        10**30,
        "",
        "1",
        "x",
        "typing",
        "[]",
        "{",
        "attach://a",
        PERSON,
        GROUP,
        FORUM,
        TOPIC,
        "photo",
        "👍",
        "vi",
        "ẵ" * 70,
    ]
)
KEYS = st.sampled_from(
    "inline_keyboard keyboard remove_keyboard text callback_data url message_id chat_id type offset length "
    "command description user_id request_contact media emoji caption".split()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    method = METHODS[draw(st.sampled_from(sorted(METHODS)))]
    names = draw(st.lists(st.sampled_from(sorted(method.parameters) or ["x"]), unique=True))
    params = {name: draw(VALUES) for name in names}
    if "chat_id" in method.parameters and draw(st.booleans()):
        params["chat_id"] = draw(st.sampled_from([PERSON, GROUP, FORUM]))
    if "from_chat_id" in method.parameters and draw(st.booleans()):
        params |= {"from_chat_id": PERSON, "message_id": 1, "message_ids": [1, 2]}
        params = {name: value for name, value in params.items() if name in method.parameters}
    if "text" in method.parameters and draw(st.booleans()):
        params["text"] = "chữ"
    return method.name, params


@pytest.mark.slow
@pytest.mark.any_request
@settings(max_examples=300, deadline=None)
@given(st.lists(calls(), max_size=6))
async def test_any_call_gets_an_answer_that_is_json(made: list[tuple[str, dict[str, Any]]]) -> None:
    world = World(Clock(frozen_at=1_790_000_000))
    mai = world.person("Mai")
    mai.start()
    world.group("Nhóm", [mai]).add_bot(by=mai)
    forum = world.group("Diễn đàn", [mai], supergroup=True)
    forum.make_forum()
    forum.add_bot(by=mai, admin=True)
    assert forum.open_topic(mai, "Hồ sơ").topic_id == TOPIC
    for method, params in made:
        files = {"a": Upload("a.txt", b"words")} if "attach://a" in map(str, params.values()) else {}
        status, body = await call(world, DEFAULT_TOKEN, method, params, files)
        assert body["ok"] is (status == 200)
        json.dumps(body)
    json.dumps([world.transcript(mai), [call.params for call in world.calls]])
