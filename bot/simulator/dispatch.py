"""The one door of the Bot API: `call` carries out a method for a token. HTTP and SimulatorRequest both use it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from bot.simulator import courier
from bot.simulator.account import SimBot
from bot.simulator.errors import ApiError, Dropped, Json, bad, flooded
from bot.simulator.faults import Fault
from bot.simulator.methods import GET_UPDATES, KNOWN, METHODS, Method
from bot.simulator.model import Call
from bot.simulator.params import Params, Upload
from bot.simulator.tokens import TokenRefused
from bot.simulator.webhook import Told
from bot.simulator.world import World

_ATTACHED = re.compile(r'attach://([^"\\]+)')


class Answer(NamedTuple):
    """Status and body of an answer, and the real seconds it takes to arrive."""

    status: int
    body: Json
    slow: float = 0


async def call(
    world: World,
    token: str,
    method: str,
    params: Mapping[str, Any],
    files: Mapping[str, Upload] | None = None,
) -> tuple[int, Json]:
    """Status and body of the answer, when all of it has arrived. Raises Dropped when a fault cuts the connection."""
    answer = await answer_to(world, token, method, params, files)
    await asyncio.sleep(answer.slow)
    return answer.status, answer.body


async def answer_to(
    world: World,
    token: str,
    method: str,
    params: Mapping[str, Any],
    files: Mapping[str, Upload] | None = None,
) -> Answer:
    """The answer to a call. Raises Dropped when a fault cuts the connection."""
    try:
        bot = world.bot(token)
    except TokenRefused as refusal:
        error = ApiError(401, f"Unauthorized: {refusal}")
        return Answer(error.code, error.answer())
    if method.lower() == "getupdates":
        return await _answered(world, bot, "getUpdates", Params(params))
    bot.in_flight += 1
    try:
        return await _answered(world, bot, method, Params(params, files or {}))
    finally:
        bot.in_flight -= 1
        world.activity.touch()


async def _answered(world: World, bot: SimBot, method: str, params: Params) -> Answer:
    """Carry a call out, log it, and turn an ApiError into an answer."""
    known = METHODS.get(method.lower())
    name = known.name if known else method
    began, at = time.monotonic(), world.clock.now()
    try:
        result, slow = await _carried_out(world, bot, name, params)
    except ApiError as error:
        _log(world, bot, name, params, at, began, error.code, error.description)
        world.observe(name, _given(params, known), error.answer())
        return Answer(error.code, error.answer())
    except Dropped as cut:
        _log(world, bot, name, params, at, began, 0, f"connection cut: {cut.kind}")
        raise
    if name != "getUpdates" or result:
        _log(world, bot, name, params, at, began, HTTPStatus.OK, "")
    body: Json = {"ok": True, "result": result}
    if isinstance(result, Told):
        body = {"ok": True, "result": result.result, "description": result.description}
    world.observe(name, _given(params, known), body)
    return Answer(HTTPStatus.OK, body, slow)


def _given(params: Params, method: Method | None) -> Json:
    """The parameters as they came; a file sent under a parameter's own name stands there as attached."""
    named = params.files.keys() & method.parameters if method else ()
    return {**params.values, **{name: f"attach://{name}" for name in named}}


async def _carried_out(world: World, bot: SimBot, name: str, params: Params) -> tuple[Any, float]:
    """The result, and the seconds it takes to arrive."""
    fault = world.faults.take(name, dict(params.values))
    if fault is not None:
        await _strike_before(fault)
    wait = world.flood.wait(bot.id, name, params.plain(), world.clock.now())
    if wait:
        raise flooded(wait)
    result = await _run(world, bot, name, params)
    if fault is not None and fault.kind == "lost_answer":
        raise Dropped("lost_answer")
    return result, fault.seconds if fault is not None and fault.kind == "slow" else 0


async def _strike_before(fault: Fault) -> None:
    match fault.kind:
        case "latency":
            await asyncio.sleep(fault.seconds)
        case "error" | "retry_after":
            raise fault.error()
        case "reset":
            raise Dropped("reset")
        case "lost_answer" | "slow" | "updates_twice" | "press_twice":
            pass  # not before the call


async def _run(world: World, bot: SimBot, name: str, params: Params) -> Any:
    if name == "getUpdates":
        return await _get_updates(world, bot, params)
    method = METHODS.get(name.lower())
    if method is None and name.lower() in KNOWN:
        raise ApiError(501, f"simulator: method {name} is not simulated yet")
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    _check_names(name, params, method.parameters)
    try:
        return method.run(world, bot, params)
    finally:  # a webhook that is refused is gone, too
        courier.follow(world, bot, call)


async def _get_updates(world: World, bot: SimBot, params: Params) -> list[Json]:
    _check_names("getUpdates", params, GET_UPDATES)
    if bot.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    again, bot.again = bot.again, []
    fetched = await bot.updates.fetch(
        params.integer("offset"),
        params.integer("limit", 100),
        0 if again else params.integer("timeout"),
        params.kinds(),
        guarded=world.flood.level != "off",
    )
    batch = again + [update for update in fetched if update not in again]
    if batch and world.faults.befalls("updates", {}):
        bot.again = batch
    return batch


def _check_names(name: str, params: Params, known: frozenset[str]) -> None:
    """Telegram ignores unknown names; the simulator does not, so that a typing error is found."""
    attached = set(_ATTACHED.findall(json.dumps(dict(params.values), ensure_ascii=False)))
    unknown = sorted((params.values.keys() | params.files.keys()) - known - (attached & params.files.keys()))
    if unknown:
        raise bad(f"simulator: {name} has no parameter {', '.join(unknown)}")


def _log(
    world: World,
    bot: SimBot,
    name: str,
    params: Params,
    at: float,
    began: float,
    code: int,
    description: str,
) -> None:
    entry = Call(
        world.next_seq(),
        at,
        time.monotonic() - began,
        bot.id,
        name,
        params.plain(),
        code == HTTPStatus.OK,
        code,
        description,
    )
    world.calls.append(entry)
    world.emit("call", method=name, code=code, bot=bot.id)
