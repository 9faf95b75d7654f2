"""The simulator on one port of this computer: Bot API, files, control API and page. Never further than loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.simulator import control, courier, pages
from bot.simulator.asking import download
from bot.simulator.dispatch import Answer, answer_to
from bot.simulator.errors import ApiError, Dropped, Json
from bot.simulator.keys import SNAPSHOTS, STREAMS, WORLD
from bot.simulator.params import Upload
from bot.simulator.programme import PROGRAMME, Programme
from bot.simulator.tokens import TokenRefused, bot_id_of
from bot.simulator.world import World

LARGEST_BODY = 64 * 1024 * 1024
SECONDS_TO_CLOSE = 1.0
PIECES = 10  # of a slow answer

_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Server:
    """A listening simulator."""

    url: str
    runner: web.AppRunner

    async def close(self) -> None:
        """End streams and polls, then stop listening."""
        await self.runner.cleanup()


async def serve(
    world: World, host: str = "127.0.0.1", port: int = 8090, programme: Programme | None = None
) -> Server:
    """Listen; port 0 takes a free one. Raises ValueError for a host others could reach."""
    if not _is_loopback(host):
        raise ValueError(
            f"the simulator has no passwords and listens on this computer only: use 127.0.0.1, not {host}"
        )
    runner = web.AppRunner(
        application(world, programme),
        handler_cancellation=True,
        access_log=None,
        shutdown_timeout=SECONDS_TO_CLOSE,
    )
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    name = "[::1]" if host == "::1" else host
    return Server(f"http://{name}:{runner.addresses[0][1]}", runner)


def application(world: World, programme: Programme | None = None) -> web.Application:
    """The aiohttp application; `programme` is for the page."""
    app = web.Application(middlewares=[_only_own_pages], client_max_size=LARGEST_BODY)
    app[WORLD], app[STREAMS], app[PROGRAMME] = world, set(), programme or Programme()
    app[SNAPSHOTS] = {}
    app.router.add_route("*", "/bot{token}/{method}", _bot_api)
    app.router.add_route("*", "/bot{token}/test/{method}", _bot_api)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    control.add_routes(app)
    pages.add_routes(app)
    app.on_shutdown.append(_end_waiting)
    return app


# --- who may ask -----------------------------------------------------------------------------


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@web.middleware
async def _only_own_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep out other web sites which the browser on this computer has open."""
    name = request.host.rpartition(":")[0] if _has_port(request.host) else request.host
    if name not in _OWN_NAMES:
        return _refused(f"the simulator answers to {', '.join(_OWN_NAMES)} only")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return _refused("the simulator answers its own page only")
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and request.path.startswith(
        ("/bot", "/control")
    ):
        return _refused("the simulator answers its own page only")
    return await handler(request)


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal()


def _refused(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=403)


# --- the Bot API -----------------------------------------------------------------------------


async def _bot_api(request: web.Request) -> web.StreamResponse:
    token, method = request.match_info["token"], request.match_info["method"]
    world = request.app[WORLD]
    try:
        with nullcontext() if method.lower() == "getupdates" else world.activity.receiving():
            values, files = await _parameters(request)
        answer = await answer_to(world, token, method, values, files)
    except ApiError as error:
        answer = Answer(error.code, error.answer())
    except Dropped:
        return _cut(request)
    if answer.slow:
        with world.activity.receiving():
            return await _trickle(request, answer)
    return web.json_response(answer.body, status=answer.status, headers=_headers(answer.body))


async def _trickle(request: web.Request, answer: Answer) -> web.StreamResponse:
    """Send an answer piece by piece."""
    response = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/json"})
    content = json.dumps(answer.body).encode()
    response.content_length = len(content)
    await response.prepare(request)
    size = -(-len(content) // PIECES)
    for start in range(0, len(content), size):
        await asyncio.sleep(answer.slow / PIECES)
        await response.write(content[start : start + size])
    return response


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Query and body together; the body is a form, multipart or JSON."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        return values | await _json_object(request), files
    for name, value in (await _form(request)).items():
        if isinstance(value, FileField):
            with value.file as file:
                files[name] = Upload(value.filename, file.read(), value.content_type)
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return values, files


async def _form(request: web.Request) -> Mapping[str, str | bytes | bytearray | FileField]:
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except (ValueError, LookupError):
        raise ApiError(400, "Bad Request: can't parse request body") from None


async def _json_object(request: web.Request) -> Json:
    raw = await request.text()
    try:
        body = json.loads(raw or "{}")
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse request body as JSON") from None
    if not isinstance(body, dict):
        raise ApiError(400, "Bad Request: request body must be a JSON object")
    return body


def _headers(body: Json) -> dict[str, str]:
    wait = body.get("parameters", {}).get("retry_after")
    return {"Retry-After": str(wait)} if wait else {}


def _cut(request: web.Request) -> web.Response:
    """Break the connection without an answer; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _download(request: web.Request) -> web.Response:
    try:
        bot_id_of(request.match_info["token"])
    except TokenRefused as refusal:
        return web.json_response(ApiError(401, f"Unauthorized: {refusal}").answer(), status=401)
    content = download(request.app[WORLD], request.match_info["path"])
    if content is None:
        return web.json_response(ApiError(404, "Not Found").answer(), status=404)
    return web.Response(body=content, content_type="application/octet-stream")


async def _end_waiting(app: web.Application) -> None:
    for stream in app[STREAMS]:
        stream.put_nowait(None)
    app[WORLD].cut_polls()
    await courier.rest(app[WORLD])
