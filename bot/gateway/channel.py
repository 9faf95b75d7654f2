"""One row of the outbox → calls of the Bot API, and what Telegram's refusals mean for the row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.chat import FileKind
from bot.gateway.http import call
from bot.gateway.outgoing import (
    answer_call,
    caption_call,
    clear_call,
    edit_call,
    file_call,
    leave_call,
    menu_call,
    message_call,
    topic_call,
)
from bot.store import files, outbox, recording_refs, topics, translating
from bot.store.database import Database
from bot.store.outbox import Due
from bot.store.vault import Vault

UNEDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no caption in the message",
    "message caption is too long",
)
NO_TEXT: Final = "there is no text in the message"
LOST_TOPIC: Final = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
STALE_FILE: Final = ("wrong file identifier", "wrong file_id", "wrong remote file")
MOST_CLEARED: Final = 100
VOICE: Final = "voice.ogg"
SAME: Final = "message is not modified"
UNREADABLE: Final = ("invalid server response", "parsing the server response")
"""What answered was not Telegram: a proxy, or the page of a blocking provider."""
UNREACHABLE: Final = ("chat not found", "user not found", "peer_id_invalid", "have no rights to send")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a refusal means; ``why`` is Telegram's own reason."""

    state: Literal["blocked", "failed", "expired"]
    why: str


class Channel:
    """Telegram, as the sender sees it."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        vault: Vault,
        recordings: Callable[[str], bytes | None] = lambda _: None,
    ) -> None:
        """``recordings``: the master file of a recording by its SHA-256; None where it is gone."""
        self._bot = bot
        self._database = database
        self._vault = vault
        self._recordings = recordings

    async def send(self, due: Due) -> str | None:
        """Carry a row out; returns Telegram's id of the message. Raises TelegramError."""
        match due.kind:
            case "answer":
                await self._call(*answer_call(due))
                return None
            case "leave":
                await self._call(*leave_call(due))
                return None
            case "clear":
                await self._clear(due)
                return None
            case "menu":
                await self._call(*menu_call(due))
                return None
            case "message":
                return await self._message(due)

    async def _clear(self, due: Due) -> None:
        """Take away what Telegram lets a bot take away: both sides' messages, of the last two days at most."""
        chat = due.chat
        messages = await self._database.transact(lambda tx: outbox.clearable(tx, chat, due.since))
        for first in range(0, len(messages), MOST_CLEARED):
            with suppress(BadRequest):  # what is gone or too old must not keep the rest
                await self._call(*clear_call(due, messages[first : first + MOST_CLEARED]))

    async def _message(self, due: Due) -> str:
        if due.rendered.recording:
            return await self._recording(due, due.rendered.recording)
        if due.rendered.file:
            return await self._file(due, due.rendered.file.id)
        if due.target is not None:
            target = due.target
            message = await self._database.transact(lambda tx: outbox.message_of(tx, target))
            if message and await self._edited(due, message):
                return message
        return await self._new(due)

    async def _new(self, due: Due) -> str:
        """A new message; in its topic, where the group has it. One that was deleted or closed is made anew, once."""
        thread = await self._thread(due)
        try:
            return _id(await self._call(*message_call(due, thread)))
        except BadRequest as error:
            if thread is None or not any(reason in error.message.lower() for reason in LOST_TOPIC):
                raise
        await self._forget_topic(due)
        return _id(await self._call(*message_call(due, await self._thread(due))))

    async def _thread(self, due: Due) -> str | None:
        """Telegram's name of the topic, which is made where it is not known; None in a group that can have none."""
        if due.rendered.topic is None:
            return None
        chat, (code, title) = due.chat, due.rendered.topic
        if known := await self._database.transact(lambda tx: topics.find(tx, chat, code)):
            return known.thread
        try:
            thread = str((await self._call(*topic_call(due, title)))["message_thread_id"])
        except BadRequest:  # no forum, or no right to make topics: the group itself will do
            thread = None
        await self._database.transact(lambda tx: topics.keep(tx, chat, code, thread))
        return thread

    async def _forget_topic(self, due: Due) -> None:
        assert due.rendered.topic is not None
        chat, (code, _) = due.chat, due.rendered.topic
        await self._database.transact(lambda tx: topics.forget(tx, chat, code))

    async def _edited(self, due: Due, message: str, *, below_file: bool = False) -> bool:
        """Edit in place, text or the words below a file; False where Telegram cannot, and a new message must say it."""
        try:
            await self._call(*(caption_call if below_file else edit_call)(due, message))
        except BadRequest as error:
            if NO_TEXT in error.message.lower():
                return await self._edited(due, message, below_file=True)
            if SAME in error.message.lower():
                return True
            if any(reason in error.message.lower() for reason in UNEDITABLE):
                return False
            raise
        return True

    async def _file(self, due: Due, file: int) -> str:
        """By Telegram's own name of it; where it has none, or has forgotten it, from our own bytes."""
        stored = await self._database.transact(lambda tx: files.load(tx, file))
        if stored.ref:
            sent = await self._by_name(due, stored.kind, stored.ref, or_upload=stored.digest is not None)
            if sent:
                return _id(sent)
        assert stored.digest is not None
        content = await asyncio.to_thread(self._vault.read, stored.digest)
        upload = InputFile(content, filename=stored.name or stored.kind)
        return _id(await self._call(*file_call(due, stored.kind, upload)))

    async def _recording(self, due: Due, sha256: str) -> str:
        """By the name that Telegram gave it; where it never had one, or is refused, from the master file, and the name is kept."""
        bot = self._bot.id
        ref = await self._database.transact(lambda tx: recording_refs.find(tx, bot, sha256))
        if ref and (sent := await self._by_name(due, "voice", ref, or_upload=True)):
            return _id(sent)
        content = await asyncio.to_thread(self._recordings, sha256) or await self._made_here(sha256)
        if content is None:
            raise BadRequest("the recording is gone")
        sent = await self._call(*file_call(due, "voice", InputFile(content, filename=VOICE)))
        new = str(sent["voice"]["file_id"]) if "voice" in sent else ""
        if new:
            await self._database.transact(lambda tx: recording_refs.keep(tx, bot, sha256, new))
        return _id(sent)

    async def _made_here(self, sha256: str) -> bytes | None:
        """A recording that a speaker made in the chat, and nobody has yet laid into the folder."""
        kept = await self._database.transact(lambda tx: translating.bytes_of(tx, sha256))
        return await asyncio.to_thread(self._vault.read, kept) if kept else None

    async def _by_name(self, due: Due, kind: FileKind, ref: str, *, or_upload: bool) -> Any:
        """Telegram's answer; None where it knows no such file any more, and we have its bytes (``or_upload``)."""
        try:
            return await self._call(*file_call(due, kind, ref))
        except BadRequest as error:
            if not _is_stale(error) or not or_upload:
                raise
        return None

    async def _call(self, method: str, parameters: dict[str, Any]) -> Any:
        return await call(self._bot, method, parameters)


def away(error: TelegramError) -> bool:
    """Is it Telegram (or the way there, or our token) that fails, rather than this one row?"""
    # PTB calls a token that was good once and is refused now EndPointNotFound.
    if isinstance(error, InvalidToken | EndPointNotFound | Conflict) or is_unreadable(error):
        return True
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _is_stale(error: BadRequest) -> bool:
    """Does Telegram no longer know the file by this name?"""
    return any(reason in error.message.lower() for reason in STALE_FILE)


def is_unreadable(error: TelegramError) -> bool:
    """Was the answer no answer of the Bot API?"""
    return any(words in error.message.lower() for words in UNREADABLE)


def judge(error: TelegramError) -> Verdict:
    """What becomes of a row that Telegram refused for good."""
    reason = error.message.lower()
    if isinstance(error, Forbidden) or any(text in reason for text in UNREACHABLE):
        return Verdict("blocked", error.message)
    if "query is too old" in reason or "query_id_invalid" in reason:
        return Verdict("expired", "query is too old")
    return Verdict("failed", error.message)


def _id(answer: Any) -> str:
    return str(answer["message_id"])
