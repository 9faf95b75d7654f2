"""The simulator behind python-telegram-bot, without sockets: a BaseRequest that calls the world directly."""

from __future__ import annotations

import json

from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.simulator.asking import download
from bot.simulator.dispatch import call
from bot.simulator.errors import ApiError, Dropped
from bot.simulator.params import Upload
from bot.simulator.world import World

ODV = DefaultValue[float] | DefaultValue[None] | float | None


class SimulatorRequest(BaseRequest):
    """Give it to `telegram.Bot(token, request=…, get_updates_request=…)`; one object serves both."""

    __slots__ = ("_world",)

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def read_timeout(self) -> float | None:
        """Seconds PTB adds to the time of a long poll."""
        return 5

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002  GET and POST are one
        request_data: RequestData | None = None,
        read_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  no socket, no time-out
        write_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Carry out one call, or one download."""
        if "/file/bot" in url:
            return self._download(url)
        token, _, name = url.partition("/bot")[2].rpartition("/")
        values = request_data.json_parameters if request_data else {}
        try:
            status, body = await call(self._world, token, name, values, _uploads(request_data))
        except Dropped as cut:
            if cut.kind == "lost_answer":
                raise TimedOut from None
            raise NetworkError("simulator: connection reset") from None
        return status, json.dumps(body).encode()

    def _download(self, url: str) -> tuple[int, bytes]:
        content = download(self._world, url.partition("/file/bot")[2].partition("/")[2])
        if content is None:
            return 404, json.dumps(ApiError(404, "Not Found").answer()).encode()
        return 200, content


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    files = request_data.multipart_data if request_data else {}
    return {name: _upload(*file) for name, file in files.items()}


def _upload(name: str, content: object, mime: str) -> Upload:
    """PTB gives bytes, or an open file when asked not to read it."""
    read = getattr(content, "read", None)
    return Upload(name, content if isinstance(content, bytes) else bytes(read() if read else b""), mime)
