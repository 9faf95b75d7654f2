"""Faults on demand: what happens to matching calls of the Bot API before (or after) they are carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.simulator.errors import ApiError, Json, flooded

FaultKind = Literal["latency", "error", "retry_after", "lost_answer", "reset"]
FAULT_KINDS: tuple[str, ...] = get_args(FaultKind)

_NAMES = {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 403: "Forbidden"}


@dataclass(slots=True)
class Fault:
    """One rule. Without `method` it is for every call, without `chat` for every chat; `count` None: for ever.

    `seconds` is the real delay of a latency, or what retry_after asks for.
    """

    kind: FaultKind
    method: str | None = None
    chat: str | None = None
    count: int | None = None
    seconds: float = 1
    code: int = 500
    description: str | None = None
    id: int = 0

    def matches(self, method: str, params: Json) -> bool:
        """Whether this rule is for this call."""
        if self.count == 0 or (self.method is not None and self.method.lower() != method.lower()):
            return False
        return self.chat is None or str(self.chat) == str(params.get("chat_id"))

    def error(self) -> ApiError:
        """The error answer of an `error` or `retry_after` rule."""
        if self.kind == "retry_after":
            return flooded(max(1, round(self.seconds)))
        return ApiError(self.code, self.description or _NAMES.get(self.code, "Bad Request"))


class Faults:
    """The rules in force, first match first."""

    def __init__(self, cut_polls: Callable[[], None]) -> None:
        self._cut_polls = cut_polls
        self.rules: list[Fault] = []
        self._last_id = 0

    def add(self, kind: FaultKind, **rule: Any) -> Fault:
        """Put a rule in force; its fields are those of Fault. Long polls under way feel it at once."""
        self._last_id += 1
        fault = Fault(kind, **rule, id=self._last_id)
        self.rules.append(fault)
        if kind != "latency" and fault.matches("getUpdates", {}):
            self._cut_polls()
        return fault

    def clear(self) -> None:
        """All is well again."""
        self.rules.clear()

    def take(self, method: str, params: Json) -> Fault | None:
        """The rule for this call, used up by one."""
        fault = next((rule for rule in self.rules if rule.matches(method, params)), None)
        if fault is not None and fault.count is not None:
            fault.count -= 1
            if fault.count == 0:
                self.rules.remove(fault)
        return fault
