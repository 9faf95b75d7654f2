"""The one door of the Bot API: `call` carries out a method for a token. HTTP and SimulatorRequest both use it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.simulator.account import SimBot
from bot.simulator.errors import ApiError, Dropped, Json, bad
from bot.simulator.faults import Fault
from bot.simulator.methods import GET_UPDATES, KNOWN, METHODS, Method
from bot.simulator.model import Call
from bot.simulator.params import Params, Upload
from bot.simulator.tokens import TokenRefused
from bot.simulator.world import World


async def call(
    world: World,
    token: str,
    method: str,
    params: Mapping[str, Any],
    files: Mapping[str, Upload] | None = None,
) -> tuple[int, Json]:
    """Status and body of the answer. Raises Dropped when a fault cuts the connection."""
    try:
        bot = world.bot(token)
    except TokenRefused as refusal:
        error = ApiError(401, f"Unauthorized: {refusal}")
        return error.code, error.answer()
    if method.lower() == "getupdates":
        return await _answered(world, bot, "getUpdates", Params(params))
    bot.in_flight += 1
    try:
        return await _answered(world, bot, method, Params(params, files or {}))
    finally:
        bot.in_flight -= 1
        world.touch()


async def _answered(world: World, bot: SimBot, method: str, params: Params) -> tuple[int, Json]:
    """Carry a call out, log it, and turn an ApiError into an answer."""
    known = METHODS.get(method.lower())
    name = known.name if known else method
    began, at = time.monotonic(), world.clock.now()
    try:
        result = await _carried_out(world, bot, name, params)
    except ApiError as error:
        _log(world, bot, name, params, at, began, error.code, error.description)
        world.observe(name, _given(params, known), error.answer())
        return error.code, error.answer()
    except Dropped as cut:
        _log(world, bot, name, params, at, began, 0, f"connection cut: {cut.kind}")
        raise
    if name != "getUpdates" or result:
        _log(world, bot, name, params, at, began, HTTPStatus.OK, "")
    body: Json = {"ok": True, "result": result}
    world.observe(name, _given(params, known), body)
    return HTTPStatus.OK, body


def _given(params: Params, method: Method | None) -> Json:
    """The parameters as they came; a file sent under a parameter's own name stands there as attached."""
    named = params.files.keys() & method.parameters if method else ()
    return {**params.values, **{name: f"attach://{name}" for name in named}}


async def _carried_out(world: World, bot: SimBot, name: str, params: Params) -> Any:
    fault = world.faults.take(name, dict(params.values))
    if fault is not None:
        await _strike_before(fault)
    result = await _run(world, bot, name, params)
    if fault is not None and fault.kind == "lost_answer":
        raise Dropped("lost_answer")
    return result


async def _strike_before(fault: Fault) -> None:
    match fault.kind:
        case "latency":
            await asyncio.sleep(fault.seconds)
        case "error" | "retry_after":
            raise fault.error()
        case "reset":
            raise Dropped("reset")
        case "lost_answer":
            pass  # strikes after the call


async def _run(world: World, bot: SimBot, name: str, params: Params) -> Any:
    if name == "getUpdates":
        return await _get_updates(bot, params)
    method = METHODS.get(name.lower())
    if method is None and name.lower() in KNOWN:
        raise ApiError(501, f"simulator: method {name} is not simulated yet")
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    _check_names(name, params, method.parameters)
    return method.run(world, bot, params)


async def _get_updates(bot: SimBot, params: Params) -> list[Json]:
    _check_names("getUpdates", params, GET_UPDATES)
    return await bot.updates.fetch(
        params.integer("offset"),
        params.integer("limit", 100),
        params.integer("timeout"),
        _kinds(params),
    )


def _kinds(params: Params) -> object:
    """allowed_updates; what cannot be parsed counts as absent."""
    try:
        return params.parsed("allowed_updates", "allowed_updates")
    except ApiError:
        return None


def _check_names(name: str, params: Params, known: frozenset[str]) -> None:
    """Telegram ignores unknown names; the simulator does not, so that a typing error is found."""
    attached = {value.removeprefix("attach://") for value in _strings(params.values)}
    unknown = sorted((params.values.keys() | params.files.keys()) - known - (attached & params.files.keys()))
    if unknown:
        raise bad(f"simulator: {name} has no parameter {', '.join(unknown)}")


def _strings(values: Mapping[str, Any]) -> list[str]:
    return [value for value in values.values() if isinstance(value, str) and value.startswith("attach://")]


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
