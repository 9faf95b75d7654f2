"""The receiver: 200 only when it is stored, and nothing for strangers."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from databases import on_sqlite
from gateway_post import PostOffice
from patience import until
from ports import free_port

from bot.gateway import intake, receiver
from bot.gateway.incoming import ALLOWED
from bot.gateway.receiver import LARGEST, SECRET_HEADER, CannotListen, Receiver
from bot.settings import Webhook
from bot.simulator.courier import rest

SECRET = "ngua-trang_qua-suoi_26"
JSON = "application/json"


class Door:
    """A receiver at work, and whoever knocks."""

    def __init__(self, office: PostOffice, session: aiohttp.ClientSession, secret: str | None) -> None:
        port = free_port()
        self.office = office
        self.url = f"http://127.0.0.1:{port}/hook"
        self.webhook = Webhook(self.url, secret, "127.0.0.1", port)
        self.receiver = self.new_receiver()
        self._session = session

    def new_receiver(self) -> Receiver:
        office = self.office
        return Receiver(office.bot, office.database, office._wake_worker, office.alarms.append, self.webhook)

    async def knock(
        self,
        body: object = None,
        *,
        path: str = "/hook",
        method: str = "POST",
        secret: str | None = SECRET,
        kind: str = JSON,
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        data = body if isinstance(body, bytes) else json.dumps(update(1) if body is None else body).encode()
        headers = {"Content-Type": kind} | ({SECRET_HEADER: secret} if secret is not None else {})
        url = self.url.replace("/hook", path)
        async with self._session.request(method, url, data=data, headers=headers) as response:
            return response.status, await response.read()

    async def rows(self) -> list[dict[str, Any]]:
        return await self.office.rows("SELECT * FROM inbox ORDER BY id")


def update(number: int, words: str = "Xin chào") -> dict[str, Any]:
    chat = {"id": 7, "type": "private", "first_name": "Mai"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": chat | {"is_bot": False}, "text": words}
    return {"update_id": number, "message": message}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses and looks are short."""
    monkeypatch.setattr(intake, "PAUSES_S", (0.01,))
    monkeypatch.setattr(receiver, "LOOK_S", 0.01)


@pytest.fixture
async def closed(office: PostOffice) -> AsyncIterator[Door]:
    """A receiver that does not listen yet."""
    await office.bot.initialize()
    async with aiohttp.ClientSession() as session:
        yield Door(office, session, SECRET)
    await rest(office.world)


@pytest.fixture
async def door(closed: Door) -> AsyncIterator[Door]:
    """One that listens, of which Telegram does not know."""
    await closed.receiver.open()
    yield closed
    await closed.receiver.close()


@pytest.fixture
async def told(door: Door, quick: None) -> AsyncIterator[Door]:
    """One that told Telegram where it is."""
    running = asyncio.create_task(door.receiver.run())
    await until(lambda: door.receiver.reached_at)
    yield door
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


# --- who knocks


async def test_what_is_stored_is_taken_and_the_worker_wakes(door: Door) -> None:
    assert await door.knock() == (200, b"")
    (row,) = await door.rows()
    assert (row["kind"], row["state"], row["update_id"]) == ("update", "open", 1)
    assert row["bot"] == door.office.account.id
    assert door.office.woken


async def test_the_same_update_twice_is_stored_once(door: Door) -> None:
    assert set(await asyncio.gather(door.knock(), door.knock())) == {(200, b"")}
    assert await door.knock(update(1, "cùng số")) == (200, b"")
    assert len(await door.rows()) == 1


@pytest.mark.parametrize(
    ("status", "how"),
    [
        (403, {"secret": None}),
        (403, {"secret": ""}),
        (403, {"secret": SECRET[:-1]}),
        (403, {"secret": "ngựa-trắng"}),
        (404, {"path": "/"}),
        (404, {"path": "/hook/"}),
        (404, {"path": "/hook/../etc"}),
        (405, {"method": "GET"}),
        (405, {"method": "PUT"}),
        (415, {"kind": "text/plain"}),
        (415, {"kind": "application/x-www-form-urlencoded"}),
        (400, {"body": b""}),
        (400, {"body": b"{"}),
        (400, {"body": b"\xff"}),
        (400, {"body": b"[" * 100_000}),
        (400, {"body": []}),
        (400, {"body": {"message": {}}}),
        (400, {"body": {"update_id": "1"}}),
        (400, {"body": {"update_id": True}}),
        (400, {"body": {"update_id": -1}}),
        (400, {"body": {"update_id": 2**63}}),
    ],
)
async def test_strangers_learn_no_more_than_a_number(door: Door, status: int, how: dict[str, Any]) -> None:
    assert await door.knock(**how) == (status, b"")
    assert await door.rows() == []
    assert not door.office.woken


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 413), ("", 403)])
async def test_too_much_is_refused(door: Door, secret: str, status: int) -> None:
    def knock() -> tuple[int, bytes]:  # aiohttp's client hears no answer while it still writes
        connection = HTTPConnection("127.0.0.1", door.webhook.port)
        headers = {"Content-Type": JSON, SECRET_HEADER: secret}
        connection.request("POST", "/hook", b" " * (LARGEST + 1), headers)
        with closing(connection), connection.getresponse() as response:
            return response.status, response.read()

    assert await asyncio.to_thread(knock) == (status, b"")
    assert await door.rows() == []


async def test_the_largest_that_is_taken(door: Door) -> None:
    assert (await door.knock(update(1, "a" * (LARGEST - 1_000))))[0] == 200


async def test_it_says_that_it_lives_to_everybody(door: Door) -> None:
    assert await door.knock(path="/healthz", method="GET", secret=None) == (200, b"ok")


@pytest.mark.parametrize("body", [{"chat": "chợ"}, {"message": 5}, {"chat": {"id": "x"}}, {"text": "\ud800"}])
async def test_an_update_of_any_shape_is_stored(door: Door, body: dict[str, Any]) -> None:
    assert await door.knock({"update_id": 5, "message": body}) == (200, b"")
    assert len(await door.rows()) == 1


# --- a store that fails


@on_sqlite
async def test_what_cannot_be_stored_is_not_taken_and_comes_again(told: Door, tmp_path: Path) -> None:
    office = told.office
    await office.database.transact(lambda tx: tx.run("PRAGMA busy_timeout = 1"))
    mai, _ = await office.person("Mai")
    await office.world.wait_idle(quiet=0.01)
    other = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mai.send("Cứu tôi với")
    await until(lambda: office.alarms.count("store") == 2)
    assert office.account.updates.pending() == 1
    assert office.account.webhook_error is not None
    assert office.account.webhook_error[1] == "Wrong response from the webhook: 503 Service Unavailable"
    other.close()
    office.world.clock.advance(2)
    await office.world.wait_idle(quiet=0.01)
    assert len(await told.rows()) == 2


async def test_what_is_being_stored_when_it_closes_is_answered(door: Door) -> None:
    slow = asyncio.create_task(door.office.database.transact(lambda tx: __import__("time").sleep(0.6)))
    await asyncio.sleep(0.01)
    knocking = asyncio.create_task(door.knock())
    await asyncio.sleep(0.3)
    await door.receiver.close()
    assert await knocking == (200, b"")
    await slow
    with pytest.raises(aiohttp.ClientError):
        await door.knock()


# --- what Telegram is told


async def test_telegram_is_told_where_how_and_what(told: Door) -> None:
    (call,) = told.office.calls("setWebhook")
    assert call.params == {
        "url": told.url,
        "secret_token": SECRET,
        "max_connections": "40",
        "allowed_updates": ALLOWED,
    }
    await told.office.person("Mai")
    await told.office.world.wait_idle(quiet=0.01)
    assert len(await told.rows()) == 1
    assert not told.office.alarms


async def test_without_a_secret_each_start_makes_one(closed: Door) -> None:
    closed.webhook = Webhook(closed.url, None, "127.0.0.1", closed.webhook.port)
    made = {closed.new_receiver()._secret for _ in range(2)}
    assert len(made) == 2
    assert all(len(secret) >= 32 for secret in made)


async def test_a_port_that_is_taken_is_refused_with_a_sentence(door: Door) -> None:
    with pytest.raises(CannotListen, match=r"LISTEN: cannot listen on 127\.0\.0\.1:\d+: .*in use"):
        await door.new_receiver().open()


async def test_it_goes_on_until_telegram_takes_the_webhook(
    door: Door, quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    office = door.office
    office.world.faults.add("reset", method="setWebhook", count=2)
    office.world.faults.add("error", method="setWebhook", code=400, description="Bad Request: bad webhook: x")
    running = asyncio.create_task(door.receiver.run())
    await until(lambda: len(office.calls("setWebhook")) > 4)
    assert office.alarms == ["webhook"]
    assert door.receiver.reached_at is None
    office.world.faults.clear()
    await until(lambda: door.receiver.reached_at)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert "setWebhook was refused: Bad webhook: x" in caplog.text
    assert SECRET not in "".join(line.getMessage() for line in caplog.records if line.name.startswith("bot"))


async def test_a_webhook_that_somebody_took_away_is_set_again_with_one_alarm(told: Door) -> None:
    office = told.office
    await office.bot.delete_webhook()
    office.world.clock.advance(1)
    await until(lambda: office.account.webhook)
    await office.person("Mai")
    await office.world.wait_idle(quiet=0.01)
    assert office.alarms == ["conflict"]


async def test_a_road_that_is_cut_is_one_alarm_and_no_sign_of_life(told: Door) -> None:
    office = told.office
    mai, _ = await office.person("Mai")
    await office.world.wait_idle(quiet=0.01)
    looks = len(office.calls("getWebhookInfo"))
    await until(lambda: len(office.calls("getWebhookInfo")) > looks + 1)
    await told.receiver.close()
    office.world.clock.advance(2)
    mai.send("Có ai không?")
    await until(lambda: office.alarms)
    reached, looks = told.receiver.reached_at, len(office.calls("getWebhookInfo"))
    await until(lambda: len(office.calls("getWebhookInfo")) > looks + 3)
    assert office.alarms == ["webhook"]
    assert told.receiver.reached_at == reached
    await told.receiver.open()
    office.world.clock.advance(2)
    await office.world.wait_idle(quiet=0.01)
    looks = len(office.calls("getWebhookInfo"))
    await until(lambda: len(office.calls("getWebhookInfo")) > looks + 1)
    assert told.receiver.reached_at != reached
    assert office.alarms == ["webhook"]


async def test_a_telegram_that_is_away_is_asked_again(told: Door) -> None:
    office = told.office
    office.world.faults.add("reset", method="getWebhookInfo", count=3)
    looks = len(office.calls("getWebhookInfo"))
    await until(lambda: len(office.calls("getWebhookInfo")) > looks + 4)
    assert office.alarms == []
    assert len(office.calls("setWebhook")) == 1
