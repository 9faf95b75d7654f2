"""The table of rules: a call in a small world, and what Telegram answers. A new method or rule is one more row.

In every world Mai (who started the bot) and Lan are people; the bot is in the group of Lan, where it is no administrator.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from two_clients import Client, Refusal

from bot.simulator.errors import Json
from bot.simulator.group import Group
from bot.simulator.world import World

MAI: Final = 7_000_001
LAN: Final = 7_000_002
HUNG: Final = 7_000_003
GROUP: Final = -4_000_001
SUPERGROUP: Final = -1_000_004_000_001
BOT: Final = 1_000_000
STARTED: Final = 1  # the id of Mai's /start
SENT: Final = 3  # the id of the first message after the scene is set: private chats and groups count together
FILE: Final = "SIMF-1000000-1"
PRESS: Final = "the id of the last press"


class Scene:
    """A small world, and one client in it."""

    def __init__(self, world: World, client: Client) -> None:
        self.world, self.client = world, client
        world.bot()
        self.mai, self.lan, self.hung = (world.person(name) for name in ("Mai", "Lan", "Hùng"))
        self.mai.start()
        self.group: Group = world.group("Nhóm", [self.lan])
        self.group.add_bot(by=self.lan)
        self.press = ""
        self.tasks: list[asyncio.Task[None]] = []

    async def call(self, method: str, params: Json) -> Any:
        """A call by the client."""
        given = {name: self.press if value is PRESS else value for name, value in params.items()}
        return await self.client.call(method, given)


Step = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Case:
    """One rule: after these steps this call gets this answer (what must be in it), or this refusal."""

    method: str
    rule: str
    params: Json
    expects: Any
    before: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """How other tests call it."""
        return f"{self.method}: {self.rule}"


# --- steps -----------------------------------------------------------------------------------


def called(method: str, **params: Any) -> Step:
    """The bot calls something, with success."""

    async def step(scene: Scene) -> None:
        await scene.call(method, params)

    return step


def did(act: Callable[[Scene], object]) -> Step:
    """Somebody does something."""

    async def step(scene: Scene) -> None:
        act(scene)

    return step


def pressed(scene: Scene) -> None:
    """Mai presses the first button of the message just sent."""
    scene.press = scene.mai.press_old(SENT)


def later(seconds: float) -> Step:
    """Time passes."""
    return did(lambda scene: scene.world.clock.advance(seconds))


def fault(kind: Literal["error", "retry_after"], **rule: Any) -> Step:
    """Telegram has a bad moment."""
    return did(lambda scene: scene.world.faults.add(kind, **rule))


async def overtaken(scene: Scene) -> None:
    """While the case's own poll waits, a younger one comes."""

    async def younger() -> None:
        await scene.world.bot().updates.wait_poll()
        await scene.world.bot().updates.fetch(0, 1, 0, None)

    scene.tasks.append(asyncio.create_task(younger()))


def bad(text: str, **parameters: int) -> Refusal:
    """A 400."""
    return Refusal(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> Refusal:
    """A 403."""
    return Refusal(403, f"Forbidden: {text}")


# --- the words of a call ---------------------------------------------------------------------

WORDS: Final[Json] = {"chat_id": MAI, "text": "Chào bà Mai."}
EDIT: Final[Json] = {"chat_id": MAI, "message_id": SENT, "text": "khác"}
BUTTON: Final[Json] = {"inline_keyboard": [[{"text": "Đất đai", "callback_data": "d:1"}]]}
KEYS: Final[Json] = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]], "one_time_keyboard": True}
TOO_OLD: Final = bad("query is too old and response timeout expired or query ID is invalid")
NOT_MODIFIED: Final = bad(
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
SENT_WORDS: Final = called("sendMessage", **WORDS)
SENT_BUTTON: Final = called("sendMessage", **WORDS, reply_markup=BUTTON)
SENT_KEYS: Final = called("sendMessage", **WORDS, reply_markup=KEYS)
RECORDED: Final = did(lambda scene: scene.mai.voice(b"OggS-words", seconds=7))
BLOCKED: Final = did(lambda scene: scene.mai.block())


def words(**more: Any) -> Json:
    """sendMessage to Mai, with something else."""
    return WORDS | more


def button(**fields: Any) -> Json:
    """sendMessage to Mai with one inline button."""
    return words(reply_markup={"inline_keyboard": [[fields]]})


def mark(offset: int, length: int) -> Json:
    """A bold mark."""
    return {"type": "bold", "offset": offset, "length": length}


def command(name: str, description: str) -> list[Json]:
    """A menu of one command."""
    return [{"command": name, "description": description}]
