"""Every call, answer and update of every simulated Telegram in a test is checked; a test with a wrong one fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.simulator.errors import Json
from bot.simulator.world import World


@contextmanager
def checked_calls(*, requests: bool = True) -> Iterator[list[str]]:
    """What is found wrong meanwhile. Without `requests` a bot may ask nonsense, as long as it gets sound answers."""
    problems: list[str] = []

    def check(method: str, params: Json, body: Json) -> None:
        import bot_api_models as models  # takes a second: only where somebody talks with Telegram

        if method == "update":
            problems.extend(models.update_problems(body))
            return
        if requests and body["ok"]:
            problems.extend(models.request_problems(method, params))
        if method != "getUpdates" or not body["ok"]:  # its updates were checked when they were made
            problems.extend(models.answer_problems(method, body))

    World.observers.append(check)
    try:
        yield problems
    finally:
        World.observers.remove(check)
