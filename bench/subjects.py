"""What is measured: the whole bot, and the bare echo it is compared with."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import walk
from bench.api import TOKEN
from bot.store import centre
from bot.store.database import open_database

HOTLINE: Final = "0215 3 825 825"


@dataclass(frozen=True, slots=True)
class Subject:
    """A bot under load. ``prepare`` makes its folder ready and returns the settings beside token and address."""

    name: str
    module: tuple[str, ...]
    walk: tuple[walk.Step, ...]
    prepare: Callable[[Path], Awaitable[Mapping[str, str]]]

    def environment(self, root: str) -> dict[str, str]:
        """What every bot is told: its token and where Telegram is."""
        return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": root}


async def _open_centre(folder: Path) -> Mapping[str, str]:
    """A Centre with a phone number takes requests; there is no staff yet."""
    database = await open_database(
        f"sqlite:///{folder / 'hoaban.db'}", folder / "secret.key", lambda: time.time_ns() // 1_000_000
    )
    try:
        await database.transact(lambda tx: centre.put(tx, "hotline", HOTLINE))
    finally:
        await database.close()
    return {"DATA_DIR": str(folder), "TELEGRAM_RATE": "off"}


async def _nothing(_: Path) -> Mapping[str, str]:
    return {}


BOT: Final = Subject("Hoa Ban, whole intake", ("bot", "run"), walk.INTAKE, _open_centre)
ECHO: Final = Subject("bare PTB echo", ("bench.echo_bot",), walk.ECHO, _nothing)
