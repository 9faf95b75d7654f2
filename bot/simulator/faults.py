"""Faults on demand: what happens to matching calls of the Bot API before (or after) they are carried out.

Two kinds strike what people do instead: updates that are delivered twice, and presses that are sent twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.simulator.errors import ApiError, Json, flooded

FaultKind = Literal[
    "latency", "slow", "error", "retry_after", "lost_answer", "reset", "updates_twice", "press_twice"
]
FAULT_KINDS: tuple[str, ...] = get_args(FaultKind)

Event = Literal["updates", "press"]
_EVENTS: dict[str, Event] = {"updates_twice": "updates", "press_twice": "press"}
"""These kinds strike no call: one strikes updates as they are fetched, one a press as it is made."""

_NAMES = {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 403: "Forbidden"}


@dataclass(slots=True)
class Fault:
    """One rule. Without `method` it is for every call, without `chat` for every chat; `count` None: for ever.

    `nth` is the first matching call it strikes, counted in `seen`. `seconds` is the real delay of a latency, the
    real time a slow answer takes, or what retry_after asks for.
    """

    kind: FaultKind
    method: str | None = None
    chat: str | None = None
    count: int | None = None
    seconds: float = 1
    code: int = 500
    description: str | None = None
    nth: int = 1
    seen: int = 0
    id: int = 0

    def matches(self, method: str, params: Json) -> bool:
        """Whether this rule is for this call."""
        if self.kind in _EVENTS or (self.method is not None and self.method.lower() != method.lower()):
            return False
        return self._is_for(params)

    def concerns(self, event: Event, params: Json) -> bool:
        """Whether this rule is for this event."""
        return _EVENTS.get(self.kind) == event and self._is_for(params)

    def _is_for(self, params: Json) -> bool:
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
        if kind not in ("latency", "slow") and fault.nth == 1 and fault.matches("getUpdates", {}):
            self._cut_polls()
        return fault

    def clear(self) -> None:
        """All is well again."""
        self.rules.clear()

    def take(self, method: str, params: Json) -> Fault | None:
        """The rule for this call, used up by one."""
        return self._first([rule for rule in self.rules if rule.matches(method, params)])

    def befalls(self, event: Event, params: Json) -> bool:
        """Whether a rule strikes this event, which uses it up by one."""
        return self._first([rule for rule in self.rules if rule.concerns(event, params)]) is not None

    def _first(self, matching: list[Fault]) -> Fault | None:
        """The first rule whose turn has come; all that match have counted one more."""
        for rule in matching:
            rule.seen += 1
        fault = next((rule for rule in matching if rule.seen >= rule.nth), None)
        if fault is not None and fault.count is not None:
            fault.count -= 1
            if fault.count == 0:
                self.rules.remove(fault)
        return fault
