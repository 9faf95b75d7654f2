"""The simulator over HTTP: an unchanged python-telegram-bot Application, the control API, its guards."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict, NetworkError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.simulator.http import Server, serve
from bot.simulator.programme import Act, Moment, Programme, Said, Story
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    server = await serve(world, port=0)
    yield server
    await server.close()


class Client:
    """Speaks JSON with the control API."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def get(self, path: str) -> Any:
        async with self.session.get(path) as answer:
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(path, json=body) as answer:
            return await answer.json()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(server.url) as session:
        yield Client(session)


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    button = InlineKeyboardButton("Có", callback_data="yes")
    await update.message.reply_text("Chào!", reply_markup=InlineKeyboardMarkup([[button]]))


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def echo_voice(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.voice is not None
    content = await (await update.message.voice.get_file()).download_as_bytearray()
    await update.message.reply_document(bytes(content), filename="tiếng.ogg", caption="của bà")


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Đã ghi ✓")
    await update.callback_query.edit_message_text("Đã ghi.")


@pytest.fixture
async def echo_bot(server: Server) -> AsyncIterator[None]:
    builder = Application.builder().token(DEFAULT_TOKEN)
    builder = builder.base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot")
    app = builder.build()
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(MessageHandler(filters.VOICE, echo_voice))
    app.add_handler(CallbackQueryHandler(pressed))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=5)
        yield
        await app.updater.stop()
        await app.stop()


@pytest.mark.usefixtures("echo_bot")
async def test_an_unchanged_ptb_application_talks_with_a_person(world: World) -> None:
    mai = world.person("Mai")
    mai.start()
    await world.wait_idle()
    mai.press("Có")
    await world.wait_idle()
    assert [toast.text for toast in mai.toasts] == ["Đã ghi ✓"]
    assert mai.read() == ["Đã ghi."]
    mai.send("đất của tôi 🌄")
    await world.wait_idle()
    assert mai.read() == ["đất của tôi 🌄"]
    mai.voice(b"OggS-" + b"x" * 2_000_000)
    await world.wait_idle(quiet=0.5)
    assert mai.last.file is not None
    assert mai.last.file.kind == "document"
    assert mai.last.file.name == "tiếng.ogg"
    assert mai.last.file.content is not None
    assert len(mai.last.file.content) == 2_000_005
    assert mai.last.text == "của bà"


@pytest.mark.usefixtures("echo_bot")
async def test_the_control_api_moves_people_and_shows_chats(client: Client) -> None:
    mai = await client.post("/control/users", first_name="Mai", phone="+84912345678")
    chat = mai["id"]
    await client.post(f"/control/users/{chat}/start")
    assert await client.post("/control/idle") == {"idle": True, "open": None}
    shown = await client.get(f"/control/chats/{chat}/messages?user={chat}")
    assert [message["text"] for message in shown["messages"]] == ["/start", "Chào!"]
    assert shown["messages"][1]["inline"] == [[{"text": "Có", "data": "yes", "url": None}]]
    message_id = shown["messages"][1]["message_id"]
    await client.post(f"/control/users/{chat}/press", message_id=message_id, data="yes")
    await client.post("/control/idle")
    later = await client.get(f"/control/chats/{chat}/messages?user={chat}&after={shown['seq']}")
    assert [(m["text"], m["edited"], m["toast"]["text"]) for m in later["messages"]] == [
        ("Đã ghi.", True, "Đã ghi ✓")
    ]
    voice = base64.b64encode(b"OggS-voice").decode()
    said = await client.post(f"/control/users/{chat}/voice", data=voice, seconds=2, caption="nghe nhé")
    assert (said["file"]["kind"], said["file"]["seconds"]) == ("voice", 2)
    async with client.session.get(said["file"]["url"]) as answer:
        assert await answer.read() == b"OggS-voice"
        assert answer.content_type == "audio/ogg"
    await client.post("/control/idle")
    calls = (await client.get("/control/calls"))["calls"]
    assert {"sendMessage", "answerCallbackQuery", "editMessageText", "sendDocument"} <= {
        c["method"] for c in calls
    }
    state = await client.get("/control/state")
    assert state["bots"][0]["token_hint"] == "1000000:SIM…"
    assert {chat["type"] for chat in state["chats"]} == {"private"}


async def test_every_act_of_a_person_works_over_the_control_api(client: Client) -> None:
    chat = (await client.post("/control/users", first_name="Mai"))["id"]
    son = (await client.post("/control/users", first_name="Sơn"))["id"]
    url = f"/control/users/{chat}"
    sent = await client.post(f"{url}/send", text="một")
    assert (await client.post(f"{url}/edit", message_id=sent["message_id"], text="hai"))["edited"]
    assert (await client.post(f"{url}/photo", caption="ảnh"))["file"]["kind"] == "photo"
    assert (await client.post(f"{url}/document", name="a.pdf", size=25_000_000))["file"]["size"] == 25_000_000
    assert (await client.post(f"{url}/audio"))["file"]["kind"] == "audio"
    assert (await client.post(f"{url}/video"))["file"]["kind"] == "video"
    assert (await client.post(f"{url}/sticker"))["file"]["kind"] == "sticker"
    assert len((await client.post(f"{url}/album", kinds=["photo", "photo", "document"]))["messages"]) == 3
    assert (await client.post(f"{url}/contact"))["contact"]["user_id"] == chat
    assert (await client.post(f"{url}/contact", user_id=son))["contact"]["user_id"] == son
    assert "user_id" not in (await client.post(f"{url}/contact", user_id=None, phone="0912"))["contact"]
    assert (await client.post(f"{url}/location", latitude=1.5, longitude=2))["location"]["latitude"] == 1.5
    assert await client.post(f"{url}/block") == {"ok": True}
    assert "blocked the bot" in (await client.post(f"{url}/send", text="x"))["error"]
    assert await client.post(f"{url}/unblock") == {"ok": True}
    assert (await client.post(f"{url}/start", payload="p_1"))["text"] == "/start p_1"


async def test_groups_are_made_and_changed_over_the_control_api(client: Client) -> None:
    lan = (await client.post("/control/users", first_name="Lan"))["id"]
    hung = (await client.post("/control/users", first_name="Hùng"))["id"]
    group = await client.post("/control/groups", title="Trợ giúp viên", members=[lan])
    assert group["type"] == "group"
    assert group["members"] == [lan, 1000000]
    url = f"/control/groups/{group['id']}"
    joined = await client.post(url, act="join", user=hung)
    assert hung in joined["members"]
    said = await client.post(f"/control/users/{hung}/send", text="/viec", chat=group["id"])
    assert said["chat"] == group["id"]
    grown = await client.post(url, act="migrate", user=lan)
    assert grown["type"] == "supergroup"
    assert (
        "became the supergroup"
        in (await client.post(f"/control/users/{hung}/send", text="x", chat=group["id"]))["error"]
    )


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/control/users", {}, "first_name must be a string"),
        ("/control/users", {"first_name": "A", "nmae": 1}, "unknown field nmae"),
        ("/control/users/5/send", {"text": "x"}, "there is no user 5"),
        ("/control/users/x/send", {"text": "x"}, "must be a whole number"),
        ("/control/users/7000001/fly", {}, "a person cannot fly"),
        ("/control/users/7000001/send", {"text": " "}, "1 to 4096"),
        ("/control/users/7000001/send", {"text": "x", "chat": -1}, "there is no group -1"),
        ("/control/users/7000001/press", {"message_id": 99}, "there is no message 99"),
        ("/control/users/7000001/voice", {"data": "%"}, "must be base64"),
        ("/control/groups", {"title": "x", "members": []}, "needs a member"),
        ("/control/faults", {"kind": "flood"}, "kind must be one of"),
        ("/control/clock", {"set": "soon"}, "ISO time"),
    ],
)
async def test_bad_control_calls_get_a_clear_sentence(
    client: Client, world: World, path: str, body: dict[str, Any], reason: str
) -> None:
    world.person("Mai")
    async with client.session.post(path, json=body) as answer:
        assert answer.status == 400
        assert reason in (await answer.json())["error"]


async def test_the_clock_is_set_frozen_and_moved(client: Client, world: World) -> None:
    assert await client.post("/control/clock", set="2026-11-23T08:00:00+07:00", freeze=True) == {
        "now": pytest.approx(1_795_395_600)
    }
    before = world.clock.now()
    assert (await client.post("/control/clock", advance=90))["now"] == before + 90


async def test_the_stream_tells_of_messages(client: Client, world: World) -> None:
    mai = world.person("Mai")
    async with client.session.get("/control/stream") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        mai.send("xin chào")
        events: list[dict[str, Any]] = []
        while not events or events[-1]["type"] != "message":
            line = (await stream.content.readuntil(b"\n\n")).decode()
            events.append(json.loads(line.removeprefix("data: ")))
        assert events[-1]["chat"] == mai.id


async def test_parameters_come_by_query_form_multipart_and_json_in_any_case(
    client: Client, world: World
) -> None:
    mai = world.person("Mai")
    mai.start()
    url = f"/bot{DEFAULT_TOKEN}"
    assert (await client.get(f"{url}/SENDmessage?chat_id={mai.id}&text=a"))["ok"]
    form = {"chat_id": str(mai.id), "text": "b"}
    async with client.session.post(f"{url}/sendMessage", data=form) as answer:
        assert (await answer.json())["result"]["from"]["is_bot"] is True
    assert (
        await client.post(f"{url}/sendMessage", chat_id=mai.id, text="c", reply_markup={"force_reply": True})
    )["ok"]
    parts = aiohttp.FormData({"chat_id": str(mai.id), "document": "attach://mine"})
    parts.add_field("mine", b"words", filename="d.txt", content_type="text/plain")
    async with client.session.post(f"{url}/sendDocument", data=parts) as answer:
        sent = (await answer.json())["result"]["document"]
    assert (sent["file_name"], sent["file_size"], sent["mime_type"]) == ("d.txt", 5, "text/plain")
    assert mai.read() == ["a", "b", "c", ""]


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot12345678:" + "AAx9" * 9 + "/getMe", 401, "looks like a real one"),
        (f"/bot{DEFAULT_TOKEN}/getYou", 404, "Not Found: method not found"),
        (f"/bot{DEFAULT_TOKEN}/sendPoll", 501, "sendPoll is not simulated yet"),
        (f"/bot{DEFAULT_TOKEN}", 404, "Not Found"),
        (f"/bot{DEFAULT_TOKEN}/sendMessage?text=x", 400, "Bad Request: chat_id is empty"),
        ("/../pyproject.toml", 404, "Not Found"),
        (f"/file/bot{DEFAULT_TOKEN}/voices/file_9.oga", 404, "Not Found"),
    ],
)
async def test_what_is_not_there_is_said_as_telegram_says_it(
    client: Client, path: str, code: int, description: str
) -> None:
    async with client.session.get(path) as answer:
        assert answer.status == code
        assert description in (await answer.json())["description"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("multipart/form-data; boundary=x", b"--y\r\n"),
        ("multipart/form-data", b"--y\r\n"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
    ],
)
async def test_a_body_nobody_can_read_is_refused(client: Client, kind: str, body: bytes) -> None:
    url = f"/bot{DEFAULT_TOKEN}/sendMessage"
    async with client.session.post(url, data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 400
        assert (await answer.json())["ok"] is False


async def test_the_page_is_served_uncached(client: Client) -> None:
    async with client.session.get("/") as answer:
        assert answer.content_type == "text/html"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_closing_ends_streams_and_polls(client: Client, server: Server, world: World) -> None:
    poll = asyncio.create_task(client.get(f"/bot{DEFAULT_TOKEN}/getUpdates?timeout=30"))
    async with client.session.get("/control/stream") as stream:
        await world.bot().updates.wait_poll()
        await server.close()
        assert await stream.content.read() is not None
    with pytest.raises(aiohttp.ClientError):
        await poll


async def test_a_flood_answer_has_the_header(client: Client, world: World) -> None:
    await client.post("/control/faults", kind="retry_after", method="getMe", seconds=3)
    async with client.session.get(f"/bot{DEFAULT_TOKEN}/getMe") as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "3"
        assert (await answer.json())["parameters"] == {"retry_after": 3}


async def test_a_lost_answer_was_carried_out_and_an_outage_cuts_the_poll(
    client: Client, server: Server, world: World
) -> None:
    mai = world.person("Mai")
    mai.start()
    base = f"{server.url}/bot"
    async with Bot(DEFAULT_TOKEN, base_url=base) as bot:
        await bot.get_updates(offset=-1)
        await client.post("/control/faults", kind="lost_answer", method="sendMessage", count=1)
        with pytest.raises(NetworkError):
            await bot.send_message(mai.id, "một")
        assert mai.read() == ["một"]
        await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await world.bot().updates.wait_poll()
        await client.post("/control/faults", kind="error", code=502, description="Bad Gateway")
        with pytest.raises(NetworkError):
            await poll
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.get_me()


async def test_a_poll_whose_client_went_away_takes_nothing(server: Server, world: World) -> None:
    url = f"{server.url}/bot{DEFAULT_TOKEN}/getUpdates?timeout=20"
    async with aiohttp.ClientSession() as session:
        poll = asyncio.create_task(session.get(url))
        await world.bot().updates.wait_poll()
        poll.cancel()
        world.person("Mai").send("a")
        async with session.get(url) as answer:
            assert len((await answer.json())["result"]) == 1


async def test_two_pollers_over_http_get_the_conflict(server: Server, world: World) -> None:
    base = f"{server.url}/bot"
    async with Bot(DEFAULT_TOKEN, base_url=base) as bot, Bot(DEFAULT_TOKEN, base_url=base) as other:
        older = asyncio.create_task(bot.get_updates(timeout=20))
        await world.bot().updates.wait_poll()
        await other.get_updates()
        with pytest.raises(Conflict):
            await older


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_web_sites_are_kept_out(client: Client, headers: dict[str, str]) -> None:
    async with client.session.post("/control/reset", headers=headers) as answer:
        assert answer.status == 403
    async with client.session.get(f"/bot{DEFAULT_TOKEN}/getMe", headers=headers) as answer:
        assert answer.status == 403


async def test_the_own_page_may_ask(client: Client, server: Server) -> None:
    async with client.session.post("/control/reset", headers={"Origin": server.url}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
async def test_it_listens_on_this_computer_only(world: World, host: str) -> None:
    with pytest.raises(ValueError, match="this computer only"):
        await serve(world, host=host, port=0)


async def test_the_help_lists_the_calls(client: Client) -> None:
    async with client.session.get("/control/") as answer:
        assert "/control/users/{id}/{act}" in await answer.text()


async def test_a_programme_is_handed_on_to_the_page_and_is_empty_by_default() -> None:
    said = Said("đến Tết", "to Tết")
    story = Story(said, "citizen", ("Mai",), {"officer": 5}, (Act("citizen", "start", caption=said),), said)
    programme = Programme(story, (Moment(said, (1_801_875_600.0,)),))
    for given, title, moments in ((programme, "đến Tết", 1), (None, None, 0)):
        server = await serve(World(), port=0, programme=given)
        async with aiohttp.ClientSession(server.url) as session:
            told = await (await session.get("/control/story")).json()
            offered = await (await session.get("/control/moments")).json()
        await server.close()
        assert (told and told["title"]["vi"]) == title
        assert len(offered["moments"]) == moments
