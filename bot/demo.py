"""The demonstration: simulator, page and bot in one process, staffed and seeded through the chat itself."""

from __future__ import annotations

import asyncio
import re
import signal
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.app import App
from bot.demo_story import programme
from bot.rehearsal.chat_preview import tried
from bot.settings import Settings
from bot.simulator.errors import Json
from bot.simulator.http import serve as serve_world
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

ADMIN: Final = 1001
OFFICER: Final = 1002
ASKED: Final = 1003
CITIZEN: Final = 1004
COORDINATOR: Final = 1005
HEAD: Final = 1006
GROUP_TITLE: Final = "Cán bộ Trung tâm"
LINK: Final = re.compile(r"start=([A-Za-z0-9_-]+)")


class PortTaken(Exception):
    """The simulator cannot listen there; the message says what to do."""


async def serve(port: int, *, with_bot: bool, seed: int = 0) -> None:
    """Serve the simulator on this machine until Ctrl-C; with the bot, staff and one request on wish."""
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    world = World(seed=seed)
    try:
        server = await serve_world(world, port=port, programme=programme(OFFICER) if with_bot else None)
    except OSError as error:
        raise PortTaken(
            f"Port {port} is taken ({error.strerror}). Cổng {port} đang bận. Stop what uses it, or: make demo PORT=8091"
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
    app = app_in(world, url, folder)
    await app.start()
    try:
        await seed(world)
        print(f"Mở trang / open: {url}/", flush=True)
        await told.wait()
    finally:
        await app.stop()


def app_in(world: World, url: str, folder: Path) -> App:
    """A bot which lives by the world's clock, so that journeys in time reach it."""
    return App(
        replace(settings(folder), api_url=url),
        now=lambda: int(world.clock.now() * 1000),
        watches=True,
        tried=tried,
    )


def settings(folder: Path) -> Settings:
    """A throw-away installation: nothing of it stays."""
    return Settings(
        token=DEFAULT_TOKEN,
        rate="off",
        admins=(ADMIN,),
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'hoaban.db'}",
        secret_key_file=folder / "secret.key",
        shows_rpa=True,
    )


async def seed(world: World, *, quiet: float = 0.05) -> None:
    """An administrator opens the house, makes the group, an officer, a coordinator and a head come in; a citizen sends one request,
    another is about to.

    Invented people, and a telephone number that is nobody's. ``quiet``: as in ``play``.
    """
    world.person("Vừ A Dơ", id=CITIZEN, username="citizen_do")  # the page opens with the first
    citizen = world.person("Giàng Thị Mai", id=ASKED, username="citizen_mai")
    officer = world.person("Lò Văn Sơn", id=OFFICER, username="officer_son")
    leader = world.person("Lò Thị Dương", id=COORDINATOR, username="coordinator_duong")
    head = world.person("Vàng A Páo", id=HEAD, username="head_pao")
    admin = world.person("Quàng Thị Hoa", id=ADMIN, username="admin_hoa")
    await play(world, admin, OPEN_HOUSE, quiet=quiet)
    async with _answered(world, quiet):
        world.group(GROUP_TITLE, [admin, officer, leader]).add_bot(by=admin)
    await play(world, admin, INVITE, quiet=quiet)
    await _join(world, admin, officer, quiet)
    await play(world, admin, INVITE_LEADER, quiet=quiet)
    await _join(world, admin, leader, quiet)
    await play(world, admin, INVITE_HEAD, quiet=quiet)
    await _join(world, admin, head, quiet)
    await play(world, citizen, ASK, quiet=quiet)


async def _join(world: World, admin: Person, who: Person, quiet: float) -> None:
    """Come in by the newest link that the administrator was given."""
    links = LINK.findall("\n".join(message.text for message in admin.chat))
    await play(world, who, [f"/start {links[-1]}"], quiet=quiet)
    await play(world, admin, ["▶ Đúng người"], quiet=quiet)


async def play(world: World, who: Person, acts: Sequence[str], *, quiet: float = 0.05) -> None:
    """Each act waits for the bot's answer, as people do; ``quiet``: seconds without a word that end an answer."""
    for act in acts:
        async with _answered(world, quiet):
            if act.startswith(PRESS):
                await _press(who, act.removeprefix(PRESS))
            else:
                who.send(act)


async def _press(who: Person, button: str) -> None:
    """As soon as it is there: where much is going on, the bot may rest between two messages."""
    for _ in range(int(ANSWER_S / LOOK_S)):
        try:
            return who.press(button)
        except LookupError:
            await asyncio.sleep(LOOK_S)
    return who.press(button)


@asynccontextmanager
async def _answered(world: World, quiet: float = 0.05) -> AsyncIterator[None]:
    """Until the bot has said something and rests. Quiet alone may be a slow disk before the first word."""
    said = asyncio.Event()

    def hear(event: Json) -> None:
        if event["type"] == "call" and event["method"] == "sendMessage":
            said.set()

    world.listeners.append(hear)
    try:
        yield
        async with asyncio.timeout(ANSWER_S):
            await said.wait()
        await world.wait_idle(world.first_bot(), quiet=quiet)
    finally:
        world.listeners.remove(hear)


ANSWER_S: Final = 20.0
LOOK_S: Final = 0.02
PRESS: Final = "▶ "
OPEN_HOUSE: Final = (
    "/start",
    "0215 3000 000",
    "▶ Có, thêm vào nhóm",
)
INVITE: Final = (
    "▶ Dùng nhóm này",
    "▶ Đã thêm",
    "▶ Cán bộ trợ giúp",
    "Lò Văn Sơn",
)
INVITE_LEADER: Final = ("/moi", "▶ Điều phối", "Lò Thị Dương")
INVITE_HEAD: Final = ("/moi", "▶ Giám đốc", "Vàng A Páo")
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
