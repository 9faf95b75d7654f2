"""A Bot API for load: fast, forgetful, on the loopback only. For anything but measuring there is the simulator."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from aiohttp import web

HOST: Final = "127.0.0.1"
TOKEN: Final = "1000000:bench"
ME: Final = {"id": 1_000_000, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
BATCH: Final = 100
FIRST_UPDATE: Final = 1_000_000

Call: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot, new or edited, as Telegram's own JSON."""

    chat: int
    message: dict[str, Any]

    @property
    def text(self) -> str:
        """Its words."""
        return str(self.message["text"])

    def press_data(self, index: int) -> str | None:
        """The data of an inline button, counted through all rows; None when there is no such button."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        data = [button.get("callback_data") for row in rows for button in row]
        return data[index] if index < len(data) else None


class Api:
    """One bot's Telegram. ``hear`` is told of every message at the moment the bot sends it."""

    def __init__(self, hear: Callable[[Heard], None]) -> None:
        self._hear = hear
        self._runner = web.ServerRunner(web.Server(self._answer, handler_cancellation=True, access_log=None))
        self._waiting: deque[dict[str, Any]] = deque()
        self._update_ids = count(FIRST_UPDATE)
        self._message_ids = count(1)
        self._arrived = asyncio.Event()
        self.polled = asyncio.Event()
        """Set by the first getUpdates: the bot is up."""
        self.calls: Counter[str] = Counter()
        """How often each method was called, by its name in small letters."""

    async def start(self) -> str:
        """Listen on a free port; returns the root of the API."""
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0, backlog=1024).start()
        return f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close; a poll under way is cut off."""
        await self._runner.cleanup()

    def say(self, chat: int, words: str) -> None:
        """A person types."""
        message = self._message(chat, words) | {"from": _person(chat)}
        if words.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
        self._queue({"message": message})

    def press(self, heard: Heard, data: str) -> None:
        """A person presses a button of this message."""
        query = {
            "id": str(next(self._message_ids)),
            "from": _person(heard.chat),
            "chat_instance": str(heard.chat),
            "message": heard.message,
            "data": data,
        }
        self._queue({"callback_query": query})

    def _queue(self, update: dict[str, Any]) -> None:
        self._waiting.append({"update_id": next(self._update_ids)} | update)
        self._arrived.set()

    def _message(self, chat: int, words: str) -> dict[str, Any]:
        return {
            "message_id": next(self._message_ids),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Mỷ"},
            "text": words,
        }

    # --- calls of the bot

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2].lower()
        try:
            body = await request.read()
        except ConnectionError:  # the bot was ended in the middle of a call: nobody reads the answer
            return web.Response()
        self.calls[method] += 1
        return _result(await self._result_of(method, _call(request.content_type, body)))

    async def _result_of(self, method: str, call: Call) -> Any:
        match method:
            case "getupdates":
                return await self._updates(call)
            case "sendmessage":
                return self._sent(call, next(self._message_ids))
            case "editmessagetext":
                return self._sent(call, int(call["message_id"]))
            case "getme":
                return ME
            case _:
                return True

    def _sent(self, call: Call, message_id: int) -> dict[str, Any]:
        chat = int(call["chat_id"])
        message = self._message(chat, call["text"]) | {"message_id": message_id, "from": ME}
        markup = call.get("reply_markup", {})
        markup = json.loads(markup) if isinstance(markup, str) else markup
        if "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self._hear(Heard(chat, message))
        return message

    async def _updates(self, call: Call) -> list[dict[str, Any]]:
        """A long poll. An update is forgotten when a later one is asked for, as at Telegram."""
        self.polled.set()
        offset = int(call.get("offset", 0))
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        if not self._waiting:
            await self._arrival(float(call.get("timeout", 0)))
        return [self._waiting[place] for place in range(min(len(self._waiting), BATCH))]

    async def _arrival(self, seconds: float) -> None:
        self._arrived.clear()
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return


def _call(content_type: str, body: bytes) -> Call:
    """Parameters as Telegram takes them: JSON, or a form whose values may hold JSON."""
    if content_type == "application/json":
        return dict(json.loads(body))
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Mỷ", "language_code": "vi"}


def _result(result: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json")
