"""How fast Telegram lets a bot send: pure counting, time is an argument (seconds, any steady clock)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

OVERALL: Final = (30, 1.0)
CHAT: Final = (3, 3.0)
"""One message a second in the mean; an answer of two or three parts need not wait."""
GROUP: Final = (20, 60.0)


@dataclass(slots=True)
class Window:
    """At most ``calls`` within ``seconds``."""

    calls: int
    seconds: float
    _times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may go; 0 when it may now."""
        while self._times and self._times[0] <= now - self.seconds:
            self._times.popleft()
        return self._times[0] + self.seconds - now if len(self._times) >= self.calls else 0.0

    def count(self, now: float) -> None:
        """One went."""
        self._times.append(now)


class Limits:
    """Telegram's guide values: overall, for each chat, for each group; or none at all."""

    def __init__(self, rate: str) -> None:
        self._off = rate == "off"
        self._overall = Window(*OVERALL)
        self._chats: dict[str, Window] = {}

    def wait(self, address: str, now: float) -> float:
        """Seconds until this chat may be sent to; 0 (and counted) when it may now."""
        if self._off:
            return 0.0
        chat = self._chats.setdefault(address, Window(*(GROUP if ":-" in address else CHAT)))
        seconds = max(self._overall.wait(now), chat.wait(now))
        if seconds <= 0:
            self._overall.count(now)
            chat.count(now)
        self._forget(now)
        return max(seconds, 0.0)

    def _forget(self, now: float) -> None:
        if len(self._chats) > 2_000:
            self._chats = {
                name: window for name, window in self._chats.items() if window.wait(now) or window._times
            }
