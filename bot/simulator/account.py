"""A bot as Telegram knows it: its face, its updates, and the settings it made for itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.errors import Json
from bot.simulator.model import User
from bot.simulator.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.simulator.courier import Courier


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where the updates of a bot go instead of waiting for getUpdates."""

    url: str
    secret: str
    max_connections: int


@dataclass(slots=True)
class SimBot:
    """One bot account. `privacy` is BotFather's switch; `last_message_id` counts private chats and basic groups.

    `again` are updates which a fault delivers once more, confirmed or not.
    """

    user: User
    token: str
    updates: UpdateQueue
    privacy: bool = True
    last_message_id: int = 0
    in_flight: int = 0
    again: list[Json] = field(default_factory=list)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
    webhook_free_at: float = 0.0
    """Before this moment of the virtual clock no other one can be set."""
    webhook_error: tuple[int, str] | None = None
    courier: Courier | None = None

    @property
    def id(self) -> int:
        """The number before the token's colon."""
        return self.user.id

    @property
    def username(self) -> str:
        """Without the @."""
        return self.user.username or ""
