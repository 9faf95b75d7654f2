"""Every kind of fault, by method: what a bot saw over HTTP and what stayed in the world. All rows: test-output/faults.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest
from conformance_cases import GROUP, MAI, Case, Scene
from conformance_table import CASES
from fault_rows import STRIKES, Row, Strike, told
from telegram import error
from telegram.request import HTTPXRequest
from two_clients import Client, Ptb, Refusal

from bot.simulator.clock import Clock
from bot.simulator.http import serve
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.whole import whole_json
from bot.simulator.world import World

NOW: Final = 1_790_000_000
PATIENCE_S: Final = 0.2
"""How long the client waits for a part of an answer."""


def client(request: HTTPXRequest) -> Client:
    return Ptb(request)


def request() -> HTTPXRequest:
    return HTTPXRequest(
        read_timeout=PATIENCE_S, media_write_timeout=PATIENCE_S, httpx_kwargs={"trust_env": False}
    )


def sound_cases() -> Iterable[Case]:
    """The first case of each method that succeeds."""
    return {case.method: case for case in reversed(CASES) if not isinstance(case.expects, Refusal)}.values()


async def attempt(scene: Scene, method: str, params: dict[str, Any]) -> str:
    """✓, or the kind of error."""
    try:
        await scene.call(method, params)
    except error.TelegramError as fault:
        return type(fault).__name__
    return "✓"


async def outcome(ptb: Client, case: Case, strike: Strike | None) -> tuple[str, bool]:
    """What the bot saw, and whether the world became another."""
    world = World(Clock(frozen_at=NOW))
    server = await serve(world, port=0)
    ptb.turn_to(server.url, DEFAULT_TOKEN)
    try:
        scene = Scene(world, ptb)
        for step in case.before:
            await step(scene)
        if strike is not None:
            world.faults.add(strike.kind, method=case.method, count=1, **strike.rule)
        before = _state(world)
        saw = await attempt(scene, case.method, case.params)
        return saw, _state(world) != before
    finally:
        await server.close()


def _state(world: World) -> dict[str, Any]:
    """Without the faults, which are used up; with the presses answered."""
    answered = [press.id for press in world.presses.values() if press.answered]
    return whole_json(world) | {"faults": None, "answered": answered}


@pytest.mark.slow
async def test_every_fault_strikes_every_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    rows: list[Row] = []
    wrong: list[tuple[Row, str, bool]] = []
    async with request() as http:
        for case in sound_cases():
            saw, changes = await outcome(client(http), case, None)
            assert saw == "✓", case
            for strike in STRIKES:
                if not changes and strike.saw == "TimedOut":
                    continue  # waiting for nothing
                saw, changed = await outcome(client(http), case, strike)
                row = Row(strike.name, case.method, "all/1", saw, _stayed(changes, changed))
                rows.append(row)
                if (saw, changed) != (strike.saw, changes and strike.done):
                    wrong.append((row, strike.saw, changes and strike.done))
    told(rows)
    assert wrong == []


def _stayed(changes: bool, changed: bool) -> str:
    return ("done" if changed else "nothing") if changes else "as it was: it only asks"


@pytest.mark.slow
async def test_a_fault_strikes_the_second_call_to_one_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    rows: list[Row] = []
    async with request() as http:
        for strike in STRIKES:
            saw, stayed = await _second(client(http), strike)
            rows.append(Row(strike.name, "sendMessage", "Mai/2", saw, stayed))
            assert saw == f"group ✓, Mai ✓, group ✓, Mai {strike.saw}, Mai ✓"
            assert stayed == ("1, 2, 3" if strike.done else "1, 3"), strike
    told(rows)


async def _second(ptb: Client, strike: Strike) -> tuple[str, str]:
    world = World(Clock(frozen_at=NOW))
    server = await serve(world, port=0)
    ptb.turn_to(server.url, DEFAULT_TOKEN)
    try:
        scene = Scene(world, ptb)
        world.faults.add(strike.kind, method="sendMessage", chat=str(MAI), nth=2, count=1, **strike.rule)
        calls = [("group", GROUP, "x"), ("Mai", MAI, "1"), ("group", GROUP, "y"), ("Mai", MAI, "2")]
        saw = [
            f"{name} {await attempt(scene, 'sendMessage', {'chat_id': chat, 'text': text})}"
            for name, chat, text in (*calls, ("Mai", MAI, "3"))
        ]
        return ", ".join(saw), ", ".join(scene.mai.read())
    finally:
        await server.close()
