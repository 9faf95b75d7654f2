"""Flood limits on the virtual clock: how many messages a bot may send to a chat, and to all of them. Off by default.

Telegram publishes no true numbers; `guide` is what its documentation advises, `harsh` is for tests of patience.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from bot.simulator.errors import Json

FloodLevel = Literal["off", "guide", "harsh"]
FLOOD_LEVELS: tuple[FloodLevel, ...] = get_args(FloodLevel)

_UNCOUNTED = ("sendchataction", "sendmessagedraft")


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` messages at once, afterwards one every `seconds`."""

    burst: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What one level allows: in a private chat, in a group, and to all chats together."""

    private: Limit
    group: Limit
    overall: Limit
    edits_count: bool = False


LIMITS = {
    "guide": Limits(Limit(3, 1), Limit(20, 3), Limit(30, 1 / 30)),
    "harsh": Limits(Limit(1, 2), Limit(5, 12), Limit(5, 0.2), edits_count=True),
}


class Flood:
    """The limits in force and how far each bot has used them up."""

    def __init__(self) -> None:
        self.level: FloodLevel = "off"
        self.used: dict[tuple[int, str], float] = {}  # until when each bucket is not yet full again

    def switch(self, level: FloodLevel) -> None:
        """Put other limits in force; nothing is used up."""
        self.level = level
        self.used.clear()

    def wait(self, bot_id: int, method: str, params: Json, now: float) -> int:
        """Seconds until this call may be made; 0 counts it as made."""
        limits = LIMITS.get(self.level)
        if limits is None or not _counts(method, limits):
            return 0
        chat = str(params.get("chat_id"))
        limit = limits.group if chat.startswith("-") else limits.private
        buckets = {(bot_id, chat): limit, (bot_id, ""): limits.overall}
        number = _number(params)
        waits = [_wait(self.used.get(key, 0), now, each, number) for key, each in buckets.items()]
        if max(waits) > 0:
            return math.ceil(max(waits))
        for key, each in buckets.items():
            self.used[key] = max(self.used.get(key, 0), now) + number * each.seconds
        return 0


def _counts(method: str, limits: Limits) -> bool:
    name = method.lower()
    edits = limits.edits_count and name.startswith("edit") and "message" in name
    return edits or (name.startswith(("send", "forward", "copy")) and name not in _UNCOUNTED)


def _number(params: Json) -> int:
    """How many messages a call sends."""
    many = params.get("media") or params.get("message_ids")
    return max(1, len(many)) if isinstance(many, list) else 1


def _wait(used: float, now: float, limit: Limit, number: int) -> float:
    """More than a bucket holds goes when it is full."""
    over = max(used - now, 0) + (min(number, limit.burst) - limit.burst) * limit.seconds
    return over if over > 1e-6 else 0
