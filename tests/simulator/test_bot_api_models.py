"""The check of all calls with aiogram's models finds what is wrong, and is switched on."""

from __future__ import annotations

from typing import Any

import pytest
from bot_api_models import answer_problems, request_problems, update_problems
from observed import checked_calls

from bot.simulator.dispatch import call
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

FACE = {"id": 5, "is_bot": False, "first_name": "Mai"}
MESSAGE = {
    "message_id": 1,
    "date": 1_790_000_000,
    "chat": {"id": 5, "type": "private"},
    "from": FACE,
    "text": "x",
}
PRESS = {"id": "1", "from": FACE, "chat_instance": "7", "message": MESSAGE, "data": "a"}


@pytest.mark.parametrize(
    ("method", "values", "problem"),
    [
        ("sendMessage", {"chat_id": "5", "text": "[1]", "protect_content": "true"}, ""),
        ("sendMessage", {"chat_id": 5, "text": "x", "txet": 1}, "sendMessage called: txet is unknown"),
        ("sendMessage", {"chat_id": 5}, "sendMessage called: text Field required"),
        ("sendPhoto", {"chat_id": 5, "photo": "attach://photo"}, ""),
        (
            "sendMessage",
            {
                "chat_id": 5,
                "text": "x",
                "reply_markup": '{"inline_keyboard": [[{"text": "x", "calback_data": "a"}]]}',
            },
            "sendMessage called: reply_markup.inline_keyboard.0.0.calback_data is unknown",
        ),
        (
            "sendMessage",
            {"chat_id": 5, "text": "x", "reply_markup": {"keyboard": [["x", {"text": "y"}]]}},
            "",
        ),
        ("sendNothing", {}, "sendNothing: no such method in Bot API 10.0"),
    ],
)
def test_what_is_wrong_with_a_call_is_found(method: str, values: dict[str, Any], problem: str) -> None:
    assert request_problems(method, values) == [problem] * bool(problem)


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        (MESSAGE, ""),
        (
            MESSAGE | {"from": {"id": 5, "first_name": "Mai"}},
            "sendMessage answered: from.is_bot Field required",
        ),
        (
            MESSAGE | {"chat": {"id": 5, "type": "private", "nmae": 1}},
            "sendMessage answered: chat.nmae is unknown",
        ),
    ],
)
def test_what_is_wrong_with_an_answer_is_found(result: dict[str, Any], problem: str) -> None:
    assert answer_problems("sendMessage", {"ok": True, "result": result}) == [problem] * bool(problem)


def test_what_is_wrong_with_a_refusal_is_found() -> None:
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: x"}
    assert answer_problems("sendMessage", refusal) == []
    assert answer_problems("sendMessage", refusal | {"result": 1, "why": 2}) == [
        "sendMessage refused: why Extra inputs are not permitted"
    ]


def test_what_is_wrong_with_an_update_is_found() -> None:
    assert update_problems({"update_id": 1, "callback_query": PRESS}) == []
    del (bare := dict(PRESS))["chat_instance"]
    wrong = "update callback_query: callback_query.chat_instance Field required"
    assert update_problems({"update_id": 1, "callback_query": bare}) == [wrong]
    assert update_problems({"update_id": 1}) == ["an update holds [], not one thing"]


async def test_calls_answers_and_updates_of_any_world_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "observers", [])  # what this test finds is its own
    for name in ("request_problems", "answer_problems", "update_problems"):
        monkeypatch.setattr(f"bot_api_models.{name}", lambda *what, name=name: [name])
    world = World()
    with checked_calls() as problems:
        mai = world.person("Mai")
        mai.start()
        await call(world, DEFAULT_TOKEN, "sendMessage", {"chat_id": mai.id, "text": "x"})
    assert problems == ["update_problems", "request_problems", "answer_problems"]
