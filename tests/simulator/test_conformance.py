"""Every rule of the table, over HTTP, by python-telegram-bot's Bot and by aiogram's; what came out: test-output/conformance.md."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any, Final

import pytest
from conformance_cases import Case, Scene
from conformance_table import CASES
from two_clients import Client, Refusal, two_clients

from bot.simulator.clock import Clock
from bot.simulator.http import serve
from bot.simulator.methods import METHODS
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow

OUTPUT: Final = Path(__file__).parents[2] / "test-output" / "conformance.md"
PAGE: Final = Path(__file__).parents[2] / "docs" / "simulator.md"
NAMES: Final = {method.name for method in METHODS.values()} | {"getUpdates"}
NOW: Final = 1_790_000_000


@pytest.mark.slow
async def test_both_clients_meet_the_same_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # PTB warns when it makes a RetryAfter without
    async with two_clients() as clients:
        told = [(case, [await outcome(case, client) for client in clients]) for case in CASES]
    lines = [f"| {case.method} | {case.rule} | {' | '.join(outcomes)} |" for case, outcomes in told]
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(
        "\n".join(["| method | rule | PTB | aiogram |", "|---|---|---|---|", *lines, ""]), "utf-8"
    )
    assert [line for line in lines if line.count("✓ |") != 2] == []


def test_every_method_has_a_case() -> None:
    assert NAMES - {case.method for case in CASES} == set()


def test_the_page_about_the_simulator_names_every_method_once() -> None:
    told = PAGE.read_text("utf-8").partition("## What is simulated")[2].partition("Every other method")[0]
    assert sorted(re.findall(r"\b[a-z]+[A-Z]\w*", told)) == sorted(NAMES)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


async def outcome(case: Case, client: Client) -> str:
    """✓, or what came instead, for the case in a new world."""
    world = World(Clock(frozen_at=NOW))
    server = await serve(world, port=0)
    try:
        async with asyncio.timeout(20):
            client.turn_to(server.url, DEFAULT_TOKEN)
            return await _met(case, Scene(world, client))
    finally:
        await server.close()


async def _met(case: Case, scene: Scene) -> str:
    for step in case.before:
        await step(scene)
    try:
        answer = await scene.call(case.method, case.params)
    except Exception as error:
        return _refused(case.expects, scene.client, error)
    if isinstance(case.expects, Refusal) or not holds(answer, case.expects):
        return f"✗ {answer}"
    return "✓"


def _refused(expects: Any, client: Client, error: Exception) -> str:
    if not isinstance(expects, Refusal):
        return f"✗ {error!r}"
    kind, words = client.error(expects)
    return "✓" if type(error) is kind and words in str(error) else f"✗ {error!r}, not {kind.__name__} {words}"


def holds(answer: Any, expected: Any) -> bool:
    """Whether everything expected is in the answer; lists are as long as expected."""
    match expected:
        case dict():
            return isinstance(answer, dict) and all(
                name in answer and holds(answer[name], value) for name, value in expected.items()
            )
        case list():
            return (
                isinstance(answer, list)
                and len(answer) == len(expected)
                and all(map(holds, answer, expected))
            )
        case re.Pattern():
            return expected.fullmatch(answer) is not None
    return bool(answer == expected)
