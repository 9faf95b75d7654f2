"""Server-Sent Events: every event of the world, one JSON object each, until either side goes."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.simulator.errors import Json
from bot.simulator.keys import STREAMS, WORLD, Events

HEARTBEAT_SECONDS = 15
MOST_WAITING = 10_000  # a page which reads no more is let go; it reconnects and reads everything anew


async def follow(request: web.Request) -> web.StreamResponse:
    """Server-Sent Events: message, edit, delete, toast, keyboard, action, draft, update, call, clock, world, reset."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    events: Events = asyncio.Queue(MOST_WAITING)

    def listen(event: Json) -> None:
        if not events.full():
            events.put_nowait(event)

    request.app[STREAMS].add(events)
    request.app[WORLD].listeners.append(listen)
    try:
        await response.write(b": hello\n\n")
        await _pass_on(events, response)
    except ConnectionResetError:
        pass
    finally:
        request.app[STREAMS].discard(events)
        request.app[WORLD].listeners.remove(listen)
    return response


async def _pass_on(events: Events, response: web.StreamResponse) -> None:
    while not events.full():
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                event = await events.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        await response.write(f"data: {json.dumps(event)}\n\n".encode())
