"""The demonstration: simulator, page and bot in one process, staffed and seeded through the chat itself."""

from __future__ import annotations

import asyncio
import re
import signal
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.app import App
from bot.settings import Settings
from bot.simulator.http import serve as serve_world
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

ADMIN: Final = 1001
OFFICER: Final = 1002
ASKED: Final = 1003
CITIZEN: Final = 1004
LINK: Final = re.compile(r"start=([A-Za-z0-9_-]+)")


class PortTaken(Exception):
    """The simulator cannot listen there; the message says what to do."""


async def serve(port: int, *, with_bot: bool) -> None:
    """Serve the simulator on this machine until Ctrl-C; with the bot, staff and one request on wish."""
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    world = World()
    try:
        server = await serve_world(world, port=port)
    except OSError as error:
        raise PortTaken(
            f"Port {port} is taken ({error.strerror}). Stop what uses it, or: --port 8091"
        ) from None
    try:
        if not with_bot:
            print(f"Telegram mô phỏng: {server.url} (mã bot: {DEFAULT_TOKEN})")
            await told.wait()
            return
        with tempfile.TemporaryDirectory(prefix="hoaban-demo-") as folder:
            await _with_bot(world, server.url, Path(folder), told)
    finally:
        await server.close()


async def _with_bot(world: World, url: str, folder: Path, told: asyncio.Event) -> None:
    app = App(replace(settings(folder), api_url=url))
    await app.start()
    try:
        await seed(world)
        print(f"Mở trang / open: {url}/?citizen={CITIZEN}&officer={OFFICER}", flush=True)
        await told.wait()
    finally:
        await app.stop()


def settings(folder: Path) -> Settings:
    """A throw-away installation: nothing of it stays."""
    return Settings(
        token=DEFAULT_TOKEN,
        rate="off",
        admins=(ADMIN,),
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'hoaban.db'}",
        secret_key_file=folder / "secret.key",
    )


async def seed(world: World) -> None:
    """An administrator opens the house, an officer comes in, a citizen sends one request, another is about to.

    Invented people, and a telephone number that is nobody's.
    """
    world.person("Vừ A Dơ", id=CITIZEN, username="citizen_do")  # the page opens with the first
    officer = world.person("Lò Văn Sơn", id=OFFICER, username="officer_son")
    citizen = world.person("Giàng Thị Mai", id=ASKED, username="citizen_mai")
    admin = world.person("Quản trị Hoa Ban", id=ADMIN, username="admin_hoaban")
    await _play(world, admin, OPEN_HOUSE)
    link = LINK.search("\n".join(message.text for message in admin.chat))
    assert link is not None, "the set-up ends with an invite"
    await _play(world, officer, [f"/start {link[1]}"])
    await _play(world, citizen, ASK)


async def _play(world: World, who: Person, acts: Sequence[str]) -> None:
    """Each act waits for the bot's answer, as people do."""
    for act in acts:
        if act.startswith(PRESS):
            who.press(act.removeprefix(PRESS))
        else:
            who.send(act)
        await world.wait_idle(world.first_bot())


PRESS: Final = "▶ "
OPEN_HOUSE: Final = (
    "/start",
    "0215 3000 000",
    "▶ Không có nhóm",
    "▶ Cán bộ trợ giúp",
    "Lò Văn Sơn",
)
ASK: Final = (
    "/start",
    "▶ Tiếng Việt",
    "▶ Nhờ giúp",
    "▶ Đồng ý ghi",
    "▶ Cho mình",
    "▶ Đất, nhà",
    "Nhà bên cạnh dời cọc, lấn sang nương nhà mình ba bước chân.",
    "▶ Không có giấy",
    "bản Huổi Lóng, xã Na Sang",
    "1",
    "▶ Không có máy",
    "▶ Chỉ mình dùng",
    "▶ Chưa muốn nói",
    "▶ Gửi",
    "▶ Dặn xong",
)
