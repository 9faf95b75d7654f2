"""Topics, floods and faults over the control API."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.simulator.http import serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow

API = f"/bot{DEFAULT_TOKEN}"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def session(world: World) -> AsyncIterator[aiohttp.ClientSession]:
    server = await serve(world, port=0)
    async with aiohttp.ClientSession(server.url) as session:
        yield session
    await server.close()


async def post(session: aiohttp.ClientSession, path: str, **body: Any) -> Any:
    async with session.post(path, json=body) as answer:
        return await answer.json()


async def test_people_write_in_topics_over_the_control_api(session: aiohttp.ClientSession) -> None:
    lan = (await post(session, "/control/users", first_name="Lan"))["id"]
    group = (await post(session, "/control/groups", title="Nhóm", members=[lan], supergroup=True))["id"]
    url = f"/control/groups/{group}"
    assert "name of 1 to 128" in (await post(session, url, act="open_topic", user=lan, name="x"))["error"]
    assert (await post(session, url, act="forum", user=lan))["forum"] is True
    (topic,) = (await post(session, url, act="open_topic", user=lan, name="Hồ sơ 12"))["topics"]
    said = await post(session, f"/control/users/{lan}/send", text="x", chat=group, topic=topic["id"])
    assert said["topic"] == topic["id"]
    voice = await post(session, f"/control/users/{lan}/voice", chat=group, topic=topic["id"])
    assert voice["topic"] == topic["id"]
    wrong = await post(session, f"/control/users/{lan}/send", text="x", chat=group, topic=99)
    assert "there is no topic 99" in wrong["error"]
    wrong = await post(session, f"/control/users/{lan}/send", text="x", topic=topic["id"])
    assert "only a group has topics" in wrong["error"]
    shown = await post(session, url, act="close_topic", user=lan, topic=topic["id"])
    assert shown["topics"][0]["closed"]
    assert "so already" in (await post(session, url, act="close_topic", user=lan, topic=topic["id"]))["error"]
    shown = await post(session, url, act="reopen_topic", user=lan, topic=topic["id"])
    assert not shown["topics"][0]["closed"]
    without = {"admin": True, "without": ["can_pin_messages"]}
    await post(session, url, act="add_bot", user=lan, **without)
    member = await post(session, f"{API}/getChatMember", chat_id=group, user_id=1_000_000)
    assert member["result"]["can_pin_messages"] is False
    wrong = await post(session, url, act="add_bot", user=lan, admin=True, without=["fly"])
    assert "no right fly" in wrong["error"]
    assert "list of strings" in (await post(session, url, act="add_bot", user=lan, without="x"))["error"]
    assert (await post(session, url, act="no_forum", user=lan))["topics"] == []


async def test_flood_limits_are_switched_over_the_control_api(
    session: aiohttp.ClientSession, world: World
) -> None:
    mai = world.person("Mai")
    mai.start()
    assert await post(session, "/control/flood", level="harsh") == {"level": "harsh"}
    assert "must be one of" in (await post(session, "/control/flood", level="mild"))["error"]
    async with session.get("/control/state") as answer:
        assert (await answer.json())["flood"] == "harsh"
    assert (await post(session, f"{API}/sendMessage", chat_id=mai.id, text="x"))["ok"]
    async with session.post(f"{API}/sendMessage", json={"chat_id": mai.id, "text": "y"}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "2")


async def test_a_slow_answer_trickles_over_http(session: aiohttp.ClientSession) -> None:
    fault = {"kind": "slow", "method": "getMe", "seconds": 0.1, "nth": 2, "count": 1}
    await post(session, "/control/faults", **fault)
    async with session.get("/control/faults") as answer:
        assert (await answer.json())["faults"][0]["nth"] == 2
    for least in (0, 0.1):
        began = time.monotonic()
        async with session.get(f"{API}/getMe") as answer:
            assert (await answer.json())["result"]["is_bot"]
        assert time.monotonic() - began >= least


async def test_people_forward_over_the_control_api(session: aiohttp.ClientSession, world: World) -> None:
    mai, lan = world.person("Mai"), world.person("Lan")
    group = world.group("Bản", [mai, lan])
    said = lan.send("bán đất", chat=group)
    url = f"/control/users/{mai.id}/forward"
    assert (await post(session, url, message_id=said, source=group.id))["forwarded_from"] == "Lan"
    assert "no message 99" in (await post(session, url, message_id=99))["error"]
