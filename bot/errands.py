"""What the command line asks of an installation without running it: what would go by age, the privacy notice, its flows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot.app import furnish, load_all, system_clock
from bot.handlers import privacy
from bot.handlers.house import House
from bot.settings import Settings, SettingsProblem, read_settings
from bot.store import centre, releases, retention
from bot.store.database import Transaction, exists, look_into

NOBODY: Final = "0:none"
"""Nothing here talks to Telegram."""


async def foretell(environment: Mapping[str, str]) -> list[str]:
    """What the next night lets go, rows by table, and what is held back and why; nothing is changed."""
    settings, house = _furnished(environment)
    if not exists(settings.database_url):
        raise SettingsProblem(f"There is no database {settings.database_file}. Set DATABASE_URL or DATA_DIR.")
    gone, held = await look_into(
        settings.database_url, settings.secret_key_file, system_clock, partial(_both, house=house)
    )
    would = [f"{table}: {count}" for table, count in sorted(gone.items())] or ["nothing"]
    kept = [f"{why}: {count}" for why, count in sorted(held.items())] or ["nothing"]
    return ["would go now (rows by table):", *_set_in(would), "closed requests held back:", *_set_in(kept)]


async def notice_paper(environment: Mapping[str, str], language: str) -> str:
    """The long privacy notice; with the Centre's telephone where the set-up was done."""
    settings, house = _furnished(environment)
    if language not in house.texts.languages:
        raise SettingsProblem(f"There is no language {language}: {', '.join(house.texts.languages)}.")
    hotline = ""
    if exists(settings.database_url):
        hotline = await look_into(
            settings.database_url,
            settings.secret_key_file,
            system_clock,
            lambda tx: centre.get(tx, "hotline") or "",
        )
    return privacy.paper(house, hotline, language, system_clock())


async def export_flows(environment: Mapping[str, str], folder: Path) -> list[str]:
    """Write the flow files that run now into a folder, so that they can be kept with the others (git); which were written."""
    settings, _ = _furnished(environment)
    if not exists(settings.database_url):
        raise SettingsProblem(f"There is no database {settings.database_file}. Set DATABASE_URL or DATA_DIR.")
    files = await look_into(
        settings.database_url,
        settings.secret_key_file,
        system_clock,
        lambda tx: releases.files(tx, releases.newest(tx)),
    )
    changed = {path: body for path, body in files.items() if not _is_same(folder / path, body)}
    for path, body in changed.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return [str(folder / path) for path in changed]


def _is_same(file: Path, body: bytes) -> bool:
    return file.is_file() and file.read_bytes() == body


def _both(tx: Transaction, house: House) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return retention.foretell(tx, house.retention), retention.held_back(tx)


def _furnished(environment: Mapping[str, str]) -> tuple[Settings, House]:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": NOBODY, **environment})
    return settings, furnish(settings, load_all(settings), "")


def _set_in(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
