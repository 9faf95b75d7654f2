"""Two clients that know nothing of each other: python-telegram-bot's Bot and aiogram's, spoken to in the same way.

A call is a method's name with parameters as JSON; what comes back is JSON again, or the library's own error.
"""

from __future__ import annotations

import json
import re
import ssl
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import aiogram
import telegram
from aiogram import exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile
from bot_api_models import MODELS
from pydantic import BaseModel
from telegram import error
from telegram.request import HTTPXRequest

from bot.simulator.errors import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send."""

    content: bytes
    name: str = "giay-to.pdf"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not ok, as the Bot API says it."""

    code: int
    text: str
    parameters: Json = field(default_factory=dict)


class Client(ABC):
    """A bot of one library."""

    name: str

    @abstractmethod
    def turn_to(self, url: str, token: str) -> None:
        """Speak with this server from now on."""

    @abstractmethod
    async def call(self, method: str, params: Json) -> Any:
        """The answer as JSON. Raises the library's own error."""

    @abstractmethod
    def error(self, refusal: Refusal) -> tuple[type[Exception], str]:
        """What this library makes of a refusal: its kind of error, and words that stand in it."""


class Ptb(Client):
    """python-telegram-bot."""

    name = "PTB"

    def __init__(self, request: HTTPXRequest) -> None:
        self.request = request

    def turn_to(self, url: str, token: str) -> None:
        base, request = f"{url}/bot", self.request
        self.bot = telegram.Bot(token, base, f"{url}/file/bot", request=request, get_updates_request=request)

    async def call(self, method: str, params: Json) -> Any:
        snake = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", method)
        values = {name: _for_ptb(name, value) for name, value in params.items()}
        return _plain(await getattr(self.bot, snake)(**values))

    def error(self, refusal: Refusal) -> tuple[type[Exception], str]:
        match refusal.parameters:
            case {"migrate_to_chat_id": new}:
                return error.ChatMigrated, str(new)
            case {"retry_after": seconds}:
                return error.RetryAfter, f"0:00:{seconds:02}"
        return _PTB_ERRORS.get(refusal.code, error.NetworkError), error.TelegramError(refusal.text).message


class Aiogram(Client):
    """aiogram."""

    name = "aiogram"

    def __init__(self, session: AiohttpSession) -> None:
        self.session = session

    def turn_to(self, url: str, token: str) -> None:
        self.session.api = TelegramAPIServer.from_base(url)
        self.bot = aiogram.Bot(token, self.session)

    async def call(self, method: str, params: Json) -> Any:
        values = {name: _for_aiogram(value) for name, value in params.items()}
        return _plain(await self.bot(MODELS[method].model_validate(values)))

    def error(self, refusal: Refusal) -> tuple[type[Exception], str]:
        match refusal.parameters:
            case {"migrate_to_chat_id": new}:
                return exceptions.TelegramMigrateToChat, str(new)
            case {"retry_after": _}:
                return exceptions.TelegramRetryAfter, refusal.text
        return _AIOGRAM_ERRORS.get(refusal.code, exceptions.TelegramServerError), refusal.text


@asynccontextmanager
async def two_clients() -> AsyncIterator[tuple[Client, Client]]:
    """Both, ready to be turned to a server."""
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used, and made at once
    async with (
        HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": plain}) as request,
        AiohttpSession() as session,
    ):
        yield Ptb(request), Aiogram(session)


def _for_ptb(name: str, value: Any) -> Any:
    if isinstance(value, Upload):
        return telegram.InputFile(value.content, value.name)
    match name, value:
        case "reply_markup", {"inline_keyboard": _}:
            return telegram.InlineKeyboardMarkup.de_json(value)
        case "reply_parameters", dict():
            return telegram.ReplyParameters.de_json(value)
        case "commands", list():
            return telegram.BotCommand.de_list(value, None)
        case "entities" | "caption_entities", list():
            return telegram.MessageEntity.de_list(value, None)
        case "reaction", list():
            return telegram.ReactionType.de_list(value, None)
        case "media", list():
            return [_album_item(each) for each in value]
    return value


def _album_item(item: Json) -> Any:
    kind = getattr(telegram, f"InputMedia{item['type'].title()}")
    media, others = item["media"], {name: item[name] for name in item.keys() - {"type", "media"}}
    if isinstance(media, Upload):
        media = telegram.InputFile(media.content, media.name, attach=True)
    return kind(media, **others)


def _for_aiogram(value: Any) -> Any:
    match value:
        case Upload():
            return BufferedInputFile(value.content, value.name)
        case [*items]:
            return [_for_aiogram(item) for item in items]
        case {"media": media}:
            return value | {"media": _for_aiogram(media)}
    return value


def _plain(answer: Any) -> Any:
    """JSON of whatever a library returns."""
    match answer:
        case telegram.TelegramObject():
            return json.loads(answer.to_json())
        case BaseModel():
            return answer.model_dump(mode="json", by_alias=True, exclude_none=True)
        case list() | tuple():
            return [_plain(each) for each in answer]
    return answer


_PTB_ERRORS: Final[dict[int, type[error.TelegramError]]] = {
    400: error.BadRequest,
    401: error.InvalidToken,
    403: error.Forbidden,
    404: error.InvalidToken,
    409: error.Conflict,
}
_AIOGRAM_ERRORS: Final[dict[int, type[Exception]]] = {
    400: exceptions.TelegramBadRequest,
    401: exceptions.TelegramUnauthorizedError,
    403: exceptions.TelegramForbiddenError,
    404: exceptions.TelegramNotFound,
    409: exceptions.TelegramConflictError,
    413: exceptions.TelegramEntityTooLarge,
}
