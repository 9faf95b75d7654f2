"""PTB's calls over real sockets: forms, uploads, downloads, and errors that name no address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.gateway.http import AiohttpRequest, call
from bot.simulator.http import Server, serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World


@pytest.fixture
async def server() -> AsyncIterator[tuple[World, Server]]:
    world = World()
    listening = await serve(world, port=0)
    yield world, listening
    await listening.close()


@pytest.fixture
async def bot(server: tuple[World, Server]) -> AsyncIterator[Bot]:
    url = server[1].url
    made = Bot(
        DEFAULT_TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=AiohttpRequest(read_timeout=0.4),
        get_updates_request=AiohttpRequest(),
    )
    await made.initialize()
    await made.initialize()
    yield made
    await made.shutdown()
    await made.shutdown()


async def test_words_go_out_as_they_are(server: tuple[World, Server], bot: Bot) -> None:
    mai = server[0].person("Mai")
    mai.start()
    await call(bot, "sendMessage", {"chat_id": mai.id, "text": "Ơn & 100% <b>"})
    assert mai.read() == ["Ơn & 100% <b>"]


async def test_a_file_goes_up_and_comes_down(server: tuple[World, Server], bot: Bot) -> None:
    mai = server[0].person("Mai")
    mai.start()
    upload = InputFile(b"giay" * 1000, filename="giấy mời.pdf")
    document: dict[str, Any] = {"chat_id": mai.id, "document": upload, "caption": "Giấy mời"}
    sent = await call(bot, "sendDocument", document)
    found = await call(bot, "getFile", {"file_id": sent["document"]["file_id"]})
    content = await bot.request.retrieve(f"{bot.base_file_url}/{found['file_path']}")
    assert content == b"giay" * 1000


async def test_a_slow_answer_is_a_time_out(server: tuple[World, Server], bot: Bot) -> None:
    server[0].faults.add("latency", method="getMe", seconds=5, count=1)
    with pytest.raises(TimedOut):
        await bot.get_me()


async def test_a_cut_line_is_a_network_error_that_names_no_token(
    server: tuple[World, Server], bot: Bot
) -> None:
    server[0].faults.add("reset", method="getMe", count=1)
    with pytest.raises(NetworkError) as cut:
        await bot.get_me()
    assert DEFAULT_TOKEN not in str(cut.value)
    assert cut.value.__cause__ is None


@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9"])
async def test_nobody_there_is_a_network_error(proxy: str | None) -> None:
    request = AiohttpRequest(proxy=proxy)
    assert request.read_timeout == 20.0
    await request.initialize()
    try:
        with pytest.raises(NetworkError):
            await request.post("http://127.0.0.1:9/bot1:x/getMe")
    finally:
        await request.shutdown()
