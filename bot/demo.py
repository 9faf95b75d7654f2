"""The demonstration: simulator, page and bot in one process, staffed and seeded through the chat itself."""

from __future__ import annotations

import asyncio
import re
import signal
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from bot.app import App
from bot.settings import Settings
from bot.simulator.http import serve as serve_world
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

ADMIN: Final = 1001
OFFICER: Final = 1002
CITIZEN: Final = 1003
LINK: Final = re.compile(r"start=([A-Za-z0-9_-]+)")


async def serve(port: int, *, with_bot: bool) -> None:
    """Serve the simulator on this machine until Ctrl-C; with the bot, staff and one request on wish."""
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    world = World()
    server = await serve_world(world, port=port)
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
    app = App(settings(folder), request=partial(SimulatorRequest, world))
    await app.start()
    try:
        await seed(world)
        print(f"Mở trang / open: {url}/?citizen={CITIZEN}&officer={OFFICER}", flush=True)
        await told.wait()
    finally:
        await app.stop()


def settings(folder: Path) -> Settings:
    """A throw-away installation: nothing of it stays."""
    plain = Settings(token=DEFAULT_TOKEN, rate="off", admins=(ADMIN,), data_dir=folder)
    return replace(
        plain,
        database_url=f"sqlite:///{folder / 'hoaban.db'}",
        secret_key_file=folder / "secret.key",
    )


async def seed(world: World) -> None:
    """An administrator opens the house, an officer comes in, a citizen sends one request; invented people."""
    bot = world.bot(DEFAULT_TOKEN)
    admin = world.person("Quản trị Hoa Ban", id=ADMIN, username="admin_hoaban")
    officer = world.person("Lò Văn Sơn", id=OFFICER, username="officer_son")
    citizen = world.person("Giàng Thị Mai", id=CITIZEN, username="citizen_mai")

    async def turn(who: Person, act: str) -> str:
        who.send(act) if not act.startswith("▶") else who.press(act[1:])
        await world.wait_idle(bot)
        return who.last.text if who.last else ""

    await _open_house(admin, turn)
    await turn(admin, "Lò Văn Sơn")
    link = LINK.search("\n".join(message.text for message in admin.chat))
    assert link is not None
    await turn(officer, f"/start {link[1]}")
    for act in ("/start", "▶Tiếng Việt", "▶Nhờ giúp", "▶Đồng ý ghi", "▶Cho mình", "▶Đất, nhà"):
        await turn(citizen, act)
    await turn(citizen, "Nhà bên cạnh dời cọc, lấn sang nương nhà mình ba bước chân.")
    for act in (
        "▶Không có giấy",
        "bản Huổi Lóng, xã Na Sang",
        "1",
        "▶Không có máy",
        "▶Chỉ mình dùng",
        "▶Chưa muốn nói",
    ):
        await turn(citizen, act)
    await turn(citizen, "▶Gửi")


async def _open_house(admin: Person, turn: object) -> None:
    assert callable(turn)
    for act in ("/start", "0215 3 825 825", "▶Không có nhóm", "▶Cán bộ trợ giúp"):
        await turn(admin, act)
