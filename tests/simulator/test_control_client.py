"""The control API by a client of its own; the same acts give the same transcript in every world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp
import pytest
from control_client import Control, NotDone

from bot.simulator.http import serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow

BUTTON: Final = {
    "inline_keyboard": [[{"text": "Có", "callback_data": "y"}, {"text": "Không", "callback_data": "n"}]]
}
TALK: Final = """\
2026-11-30 01:00:00 Mai: /start
2026-11-30 01:00:05 Hoa Ban: Bà cần giúp
    việc gì không? (edited)
    [Có] [Không]
    * Đã ghi ✓
2026-11-30 01:00:05 Mai:
    <voice 1235 bytes>
2026-11-30 01:00:05 Hoa Ban: Cảm ơn bà. (deleted)
    [Gửi số]
"""


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    server = await serve(World(), port=0)
    async with aiohttp.ClientSession(server.url) as session:
        yield session
    await server.close()


@pytest.fixture
def control(session: aiohttp.ClientSession) -> Control:
    return Control(session)


async def bot(session: aiohttp.ClientSession, method: str, **params: Any) -> Any:
    async with session.post(f"/bot{DEFAULT_TOKEN}/{method}", json=params) as answer:
        return (await answer.json())["result"]


async def talk(session: aiohttp.ClientSession, control: Control) -> str:
    await control.clock(at="2026-11-30T08:00:00+07:00", freeze=True)
    mai = await control.user("Mai")
    await control.act(mai, "start")
    await control.clock(advance=5)
    sent = await bot(session, "sendMessage", chat_id=mai, text="Bà cần giúp không?", reply_markup=BUTTON)
    await control.press(mai, "Không")
    query = (await bot(session, "getUpdates", offset=-1))[0]["callback_query"]
    await bot(session, "answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi ✓")
    words = {"text": "Bà cần giúp\nviệc gì không?", "reply_markup": BUTTON}
    await bot(session, "editMessageText", chat_id=mai, message_id=sent["message_id"], **words)
    await control.act(mai, "voice", data="A" * 1644 + "AAA=", seconds=3)
    thanks = {"text": "Cảm ơn bà.", "reply_markup": {"keyboard": [["Gửi số"]]}}
    sent = await bot(session, "sendMessage", chat_id=mai, **thanks)
    await bot(session, "deleteMessage", chat_id=mai, message_id=sent["message_id"])
    await bot(session, "getUpdates", offset=2_000_000_000)
    return await control.transcript(mai)


@pytest.mark.slow
async def test_the_same_acts_give_the_same_transcript(
    session: aiohttp.ClientSession, control: Control
) -> None:
    assert await talk(session, control) == TALK


@pytest.mark.slow
async def test_a_transcript_is_json_too_and_empty_before_the_first_word(control: Control) -> None:
    mai = await control.user("Mai")
    assert await control.transcript(mai) == ""
    await control.send(mai, "xin chào")
    told = await control.get(f"/control/chats/{mai}/transcript")
    assert [(each["text"], each["toasts"]) for each in told["messages"]] == [("xin chào", [])]
    with pytest.raises(NotDone, match="form must be json or text"):
        await control.get(f"/control/chats/{mai}/transcript?form=pdf")


@pytest.mark.slow
async def test_what_cannot_be_done_is_said(control: Control) -> None:
    mai = await control.user("Mai")
    with pytest.raises(NotDone, match="there is no button Có"):
        await control.press(mai, "Có")
    with pytest.raises(NotDone, match="1 to 4096"):
        await control.send(mai, " ")
    await control.send(mai, "x")
    with pytest.raises(NotDone, match="1 updates unconfirmed"):
        await control.idle(timeout=0.05)
    await control.reset()
    await control.idle(quiet=0.01)
    assert await control.calls() == []
    lan = await control.user("Lan")
    group = await control.group("Nhóm", [lan])
    await control.send(lan, "/viec", chat=group)
    assert [each["text"] for each in await control.messages(group)][-1] == "/viec"
