"""What the handlers of the HTTP face find in their application."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.simulator.errors import Json
from bot.simulator.snapshots import Snapshot
from bot.simulator.world import World

WORLD = web.AppKey("world", World)
Events = asyncio.Queue[Json | None]
STREAMS = web.AppKey("streams", set[Events])
SNAPSHOTS = web.AppKey("snapshots", dict[str, Snapshot])
