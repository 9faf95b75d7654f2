"""Webhooks of the simulator: what may be set, and how updates are carried there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from hook import Hook, listening
from patience import until
from ports import free_port
from pydantic import TypeAdapter

from bot.simulator.clock import Clock
from bot.simulator.courier import Tries, rest
from bot.simulator.dispatch import call
from bot.simulator.errors import Json
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

SECRET = "ngua_trang-26"
PUBLIC = "https://bot.example.org/hook"


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World(Clock(frozen_at=1_790_000_000))
    world.bot(DEFAULT_TOKEN)
    yield world
    await rest(world)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with listening() as hook:
        yield hook


async def ask(world: World, method: str, **params: Any) -> Json:
    _, body = await call(world, DEFAULT_TOKEN, method, params)
    return body


async def told(world: World, method: str, **params: Any) -> str:
    return str((await ask(world, method, **params))["description"])


async def info(world: World) -> Json:
    found: Json = (await ask(world, "getWebhookInfo"))["result"]
    return found


async def hooked(world: World, hook: Hook, **params: Any) -> None:
    assert await told(world, "setWebhook", url=hook.url, **params) == "Webhook was set"


def mai(world: World) -> Person:
    return world.person("Mai")


# --- what may be set


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://bot.example.org/hook", "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "https://bot.example.org:8080/",
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            "https://127.0.0.1:9000/",
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("not a url", "invalid webhook URL specified"),
        ("ftp://127.0.0.1/", "invalid webhook URL specified"),
        ("https://127.0.0.1:port/", "invalid webhook URL specified"),
        (PUBLIC, "simulator: updates do not leave this computer; use http://127.0.0.1 and any port"),
        (
            "bot.example.org:88",
            "simulator: updates do not leave this computer; use http://127.0.0.1 and any port",
        ),
    ],
)
async def test_an_address_is_refused_as_telegram_does_and_leaves_none(
    world: World, url: str, refusal: str
) -> None:
    await told(world, "setWebhook", url="http://localhost:9/")
    world.clock.advance(1)
    assert await told(world, "setWebhook", url=url) == f"Bad Request: {refusal}"
    assert (await info(world))["url"] == ""


@pytest.mark.parametrize(
    ("secret", "refusal"),
    [("a" * 257, "secret token is too long"), ("chữ", "secret token contains unallowed characters")],
)
async def test_a_secret_is_short_and_plain(world: World, secret: str, refusal: str) -> None:
    found = await told(world, "setWebhook", url="http://127.0.0.1:9/", secret_token=secret)
    assert found == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]:9/", "http://localhost/", "https://localhost:8443/"]
)
async def test_this_computer_is_reached_by_plain_http_too(world: World, url: str) -> None:
    assert await told(world, "setWebhook", url=url) == "Webhook was set"


async def test_every_change_is_told_in_telegrams_words(world: World, hook: Hook) -> None:
    await hooked(world, hook)
    assert await ask(world, "setWebhook", url=hook.url) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    world.clock.advance(1)
    assert await told(world, "setWebhook", url=hook.url) == "Webhook is already set"
    assert await told(world, "deleteWebhook") == "Webhook was deleted"
    assert await told(world, "setWebhook", url="") == "Webhook is already deleted"
    found = await ask(world, "setWebhook", url=hook.url, ip_address="127.0.0.1")
    assert found["error_code"] == 429
    world.clock.advance(1)
    found = await ask(world, "setWebhook", url=hook.url, ip_address="127.0.0.1")
    assert found["description"] == "simulator: ip_address of setWebhook is not simulated yet"


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [(0, 1), (7, 7), (500, 100), pytest.param("nhiều", 40, marks=pytest.mark.any_request)],
)
async def test_connections_are_one_to_a_hundred(world: World, hook: Hook, wanted: object, taken: int) -> None:
    await hooked(world, hook, max_connections=wanted)
    assert (await info(world))["max_connections"] == taken


async def test_a_webhook_ends_the_poll_and_forbids_others(world: World, hook: Hook) -> None:
    poll = asyncio.create_task(ask(world, "getUpdates", timeout=50))
    await asyncio.sleep(0)
    await hooked(world, hook)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert await told(world, "getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await ask(world, "deleteWebhook")
    assert (await ask(world, "getUpdates"))["result"] == []


async def test_what_waits_goes_on_waiting_or_is_dropped(world: World, hook: Hook) -> None:
    hook.fail(*[500] * 9)
    await hooked(world, hook)
    mai(world).send("một")
    await until(lambda: len(hook.updates) == 2)
    await ask(world, "deleteWebhook")
    assert len((await ask(world, "getUpdates"))["result"]) == 1
    await ask(world, "deleteWebhook", drop_pending_updates=True)
    assert (await ask(world, "getUpdates"))["result"] == []
    mai(world).send("hai")
    world.clock.advance(1)
    await hooked(world, hook, drop_pending_updates=True)
    assert (await info(world))["pending_update_count"] == 0


async def test_the_kinds_that_are_wanted_stick(world: World, hook: Hook) -> None:
    await hooked(world, hook, allowed_updates='["callback_query"]')
    assert (await info(world))["allowed_updates"] == ["callback_query"]
    mai(world).send("một")
    assert (await info(world))["pending_update_count"] == 0


@pytest.mark.slow  # aiogram takes seconds to load
async def test_what_is_answered_is_of_telegrams_shape(world: World, hook: Hook) -> None:
    methods = pytest.importorskip("aiogram.methods")
    adapter = TypeAdapter(methods.GetWebhookInfo.__returning__)
    adapter.validate_python(await info(world))
    hook.fail(500, 500)
    await hooked(world, hook, allowed_updates='["message"]')
    mai(world).send("một")
    await until(lambda: len(hook.updates) == 2)
    adapter.validate_python(await info(world))


# --- how it is carried


async def test_updates_come_in_order_with_the_secret_and_are_gone(world: World, hook: Hook) -> None:
    person = mai(world)
    person.send("một")
    await hooked(world, hook, secret_token=SECRET)
    for word in ("hai", "ba"):
        person.send(word)
    await world.wait_idle(quiet=0.01)
    assert hook.words == ["một", "hai", "ba"]
    assert set(hook.secrets) == {SECRET}
    assert [update["update_id"] for update in hook.updates] == sorted(
        update["update_id"] for update in hook.updates
    )
    assert (await info(world))["pending_update_count"] == 0


@pytest.mark.parametrize("code", [200, 201, 204])
async def test_any_two_hundred_is_enough(world: World, hook: Hook, code: int) -> None:
    hook.fail(code)
    await hooked(world, hook)
    mai(world).send("một")
    await world.wait_idle(quiet=0.01)
    assert hook.words == ["một"]
    assert hook.secrets == [None]


async def test_what_is_not_taken_comes_again_at_once_then_after_two_four_eight_seconds(
    world: World, hook: Hook
) -> None:
    hook.fail(302, 500)
    await hooked(world, hook)
    mai(world).send("một")
    await until(lambda: len(hook.updates) == 2)
    mai(world).send("việc khác")  # somebody else is not held up
    await until(lambda: "việc khác" in hook.words)
    with pytest.raises(TimeoutError, match="1 updates unconfirmed"):
        await world.wait_idle(timeout=0.05)
    hook.fail(503, 404)
    for seconds, times in ((1.5, 3), (0.5, 4), (4, 5)):
        world.clock.advance(seconds)
        await until(lambda times=times: len(hook.updates) >= times)  # type: ignore[misc]
        await asyncio.sleep(0.01)
        assert len(hook.updates) == times
    found = await info(world)
    assert found["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert found["last_error_date"] == 1_790_000_006
    world.clock.advance(8)
    await world.wait_idle(quiet=0.01)
    assert hook.words.count("một") == 5
    assert hook.words.count("việc khác") == 1


def test_pauses_double_up_to_a_minute_or_two() -> None:
    tries = Tries(1)
    assert [tries.pause(0, 77) for _ in range(9)] == [0, 2, 4, 8, 16, 32, 64, 77, 77]
    assert Tries(1).pause(5, 77) == 5
    assert Tries(1).pause(99_999, 77) == 3_600


async def test_it_waits_as_long_as_the_webhook_asks(world: World, hook: Hook) -> None:
    hook.fail(503, **{"Retry-After": "90"})
    await hooked(world, hook)
    mai(world).send("một")
    await until(lambda: world.bots[1_000_000].webhook_error)
    world.clock.advance(89)
    with pytest.raises(TimeoutError):
        await world.wait_idle(timeout=0.05)
    assert len(hook.updates) == 1
    world.clock.advance(1)
    await world.wait_idle(quiet=0.01)
    assert len(hook.updates) == 2


async def test_a_press_that_is_not_taken_in_time_is_gone_and_does_not_hold_up_words(
    world: World, hook: Hook
) -> None:
    person = mai(world)
    person.start()
    keys = {"inline_keyboard": [[{"text": "Có", "callback_data": "1"}]]}
    await ask(world, "sendMessage", chat_id=person.id, text="?", reply_markup=keys)
    await ask(world, "deleteWebhook", drop_pending_updates=True)
    hook.fail(503, **{"Retry-After": "149"})
    hook.fail(200)
    hook.fail(503)
    await hooked(world, hook)
    person.press("Có")
    await until(lambda: hook.updates)
    person.send("Có")
    await until(lambda: hook.words)
    world.clock.advance(149)
    await world.wait_idle(quiet=0.01)
    assert hook.words == ["Có"]
    assert [list(update)[1] for update in hook.updates].count("callback_query") == 2

    hook.fail(503, **{"Retry-After": "151"})
    person.press("Có")
    await world.wait_idle(quiet=0.01)
    assert [list(update)[1] for update in hook.updates].count("callback_query") == 3


async def test_no_more_connections_than_were_asked_for(world: World, hook: Hook) -> None:
    hook.open.clear()
    await hooked(world, hook, max_connections=3)
    people = [mai(world) for _ in range(7)]
    for person in people:
        person.send("một")
        person.send("hai")
    await until(lambda: hook.at_once == 3)
    hook.open.set()
    await world.wait_idle(quiet=0.01)
    assert hook.most_at_once == 3
    assert hook.words.count("một") == hook.words.count("hai") == 7


async def test_nobody_there_and_then_somebody(world: World) -> None:
    port = free_port()
    assert await told(world, "setWebhook", url=f"http://127.0.0.1:{port}/hook") == "Webhook was set"
    mai(world).send("một")
    bot = world.bots[1_000_000]
    await until(lambda: bot.webhook_error)
    assert (await info(world))["last_error_message"] == "Connection refused"
    async with listening(port) as hook:
        world.clock.advance(2)
        await world.wait_idle(quiet=0.01)
        assert hook.words == ["một"]


async def test_a_new_webhook_is_served_at_once(world: World, hook: Hook) -> None:
    await told(world, "setWebhook", url=f"http://127.0.0.1:{free_port()}/")
    mai(world).send("một")
    await until(lambda: world.bots[1_000_000].webhook_error)
    world.clock.advance(1)
    await hooked(world, hook)
    await world.wait_idle(quiet=0.01)
    assert hook.words == ["một"]
    assert "last_error_message" not in await info(world)


async def test_who_says_gone_for_23_hours_is_left_alone(world: World, hook: Hook) -> None:
    hook.fail(*[410] * 99)
    await hooked(world, hook)
    mai(world).send("một")
    await until(lambda: len(hook.updates) == 2)
    world.clock.advance(23 * 3600 + 1)
    await until(lambda: world.bots[1_000_000].webhook is None)
    assert (await info(world))["url"] == ""
    assert len((await ask(world, "getUpdates"))["result"]) == 1


@pytest.mark.parametrize("form", [False, True])
async def test_a_method_in_the_answer_is_carried_out(world: World, hook: Hook, form: bool) -> None:
    person = mai(world)
    asks = {"method": "SendMessage", "chat_id": str(person.id), "text": "Chào bà Mai & cháu."}
    if form:
        coded = f"method=sendMessage&chat_id={person.id}&text=Ch%C3%A0o+b%C3%A0+Mai+%26+ch%C3%A1u."
        hook.next = [web.Response(text=coded, content_type="application/x-www-form-urlencoded")]
    else:
        hook.next = [web.json_response(asks)]
    await hooked(world, hook)
    person.start()
    await world.wait_idle(quiet=0.01)
    assert person.read() == ["Chào bà Mai & cháu."]


@pytest.mark.parametrize(
    "answer",
    [
        web.json_response({"method": "getMe"}),
        web.json_response({"method": "deleteWebhook"}),
        web.json_response({"method": "setWebhook", "url": ""}),
        web.json_response({"method": "logOut"}),
        web.json_response({"method": "close"}),
        web.json_response(["method"]),
        web.Response(text="{", content_type="application/json"),
        web.Response(text="ok"),
    ],
)
async def test_some_methods_and_whatever_is_none_are_not(
    world: World, hook: Hook, answer: web.Response
) -> None:
    hook.next = [answer]
    await hooked(world, hook)
    mai(world).send("một")
    await world.wait_idle(quiet=0.01)
    assert [each.method for each in world.calls] == ["setWebhook"]
    assert (await info(world))["url"] == hook.url


# --- time


async def test_a_clock_that_is_moved_or_let_run_wakes_who_waits_for_it() -> None:
    clock = Clock(frozen_at=100)
    waiting = asyncio.create_task(clock.reach(101))
    await asyncio.sleep(0)
    clock.advance(0.5)
    await asyncio.sleep(0.01)
    assert not waiting.done()
    clock.freeze(False)
    clock.advance(0.45)
    await waiting
    assert clock.now() >= 101
