"""What the log may hold: ids and codes. Never words of people, never the token, never SQL values."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

SILENT: Final = logging.CRITICAL + 1
TALKATIVE: Final = ("httpx", "httpcore", "aiosqlite", "psycopg", "aiohttp", "asyncio", "babel", "playwright")
"""Libraries that print addresses, bodies or values at INFO or DEBUG."""
TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")


class Redacted(logging.Formatter):
    """Takes tokens out of every line, and tells of an exception its kind and places, not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        return TOKEN.sub("<token>", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        """Frames without source values; messages of exceptions may quote people."""
        return trace(ei[1])


def trace(error: BaseException | None) -> str:
    """Kind of an exception and where it passed."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"


def set_up(level: str) -> None:
    """Log to standard error through the redacting formatter; called once, by the command line."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # PTB quotes an answer it cannot read, as an error: words of people, if it was cut short.
    logging.getLogger("telegram").setLevel(SILENT)
    sys.excepthook = _uncaught


def loop_exception(_: object, context: Mapping[str, Any]) -> None:
    """What asyncio found nobody to tell."""
    logging.getLogger("bot").error("unhandled: %s", trace(context.get("exception")))


def _uncaught(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("bot").critical("stopped: %s", trace(error))
