"""People on a stage: what journeys are written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from shipped import shipped
from telegram.request import BaseRequest

from bot.app import App
from bot.chat import Text
from bot.domain.numbers import show_number
from bot.loading import Loaded
from bot.settings import Settings
from bot.simulator import acts
from bot.simulator.entities import text_content
from bot.simulator.errors import Json
from bot.simulator.group import Group
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World
from bot.store import inbox, requests
from bot.store.database import Transaction

T = TypeVar("T")

DAY_S: Final = 86_400
UNDER_WAY: Final = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'open')"
    " + (SELECT count(*) FROM outbox WHERE state = 'due')"
    " + (SELECT count(*) FROM files WHERE state = 'erased' OR state = 'wanted' AND due_at <= :now)"
    " + (SELECT count(*) FROM reports WHERE state = 'wanted') AS n"
)
CHANGEABLE: Final = {
    "sessions": "id, outcome",
    "requests": "id, number, status, version, claimed_by, branch, guarded",
    "history": "id, what",
    "messages": "id",
    "files": "id, state",
    "staff": "id, role, until",
    "invites": "id, used_by",
    "desk": "person, request",
    "centre": "name",
    "reports": "id, state",
    "consents": "id, given",
    "complaints": "id, answered_at, level",
    "surveys": "id, face",
}


def loaded(settings: Settings) -> Loaded:
    """What the folders hold, read once for all stages: nothing of it ever changes."""
    return shipped(settings.flows_dir, settings.locales_dir, settings.province_dir)


class Stage:
    """A world, a bot in it, and the people who act; every act waits until the bot is done with it."""

    def __init__(self, world: World, settings: Settings, request: Callable[[], BaseRequest]) -> None:
        self.world = world
        self.settings = settings
        self.bot = world.bot(DEFAULT_TOKEN)
        self._request = request
        self.app = self._new_app()

    def _new_app(self) -> App:
        clock = self.world.clock
        return App(self.settings, request=self._request, now=lambda: int(clock.now() * 1000), load=loaded)

    async def start(self) -> None:
        await self.app.start()

    async def stop(self) -> None:
        await self.app.stop()

    async def restart(self) -> None:
        """The process ends and begins anew."""
        await self.stop()
        self.app = self._new_app()
        await self.start()

    async def idle(self) -> None:
        """Until Telegram is quiet and nothing waits in the store."""
        while True:
            await self.world.wait_idle(self.bot, quiet=0.002)
            if not await self.read(_waiting):
                return

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Look into the store."""
        return await self.app.database.transact(work)

    async def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """What the store holds, as it is kept (sealed columns stay sealed)."""
        return await self.read(lambda tx: [dict(row) for row in tx.all(sql, **values)])

    async def facts(self, number: str) -> dict[str, Any]:
        """What a request holds, unsealed."""

        def found(tx: Transaction) -> dict[str, Any]:
            request = requests.by_number(tx, number.replace(" ", ""))
            assert request is not None, number
            return requests.facts(tx, request.id)

        return await self.read(found)

    async def state(self) -> list[dict[str, Any]]:
        """Everything that a refused act must leave as it was."""
        kept = []
        for table, columns in CHANGEABLE.items():
            kept += await self.rows(f"SELECT {columns} FROM {table} ORDER BY 1")
        return kept

    def advance(self, *, hours: float = 0, days: float = 0) -> None:
        """Let time pass."""
        self.world.clock.advance(days * DAY_S + hours * 3600)

    async def later(self, *, hours: float = 0, minutes: float = 0, days: float = 0) -> None:
        """Let time pass, and what was to happen then happen."""
        self.world.clock.advance(days * DAY_S + hours * 3600 + minutes * 60)
        self.app.worker.wake()
        await self.read(inbox.waiting)
        await self.read(inbox.waiting)  # by now the worker has had its turn
        await self.idle()

    # --- people

    async def say(self, who: Person, *words: str) -> str:
        """Type these, one message after another; returns the bot's newest words."""
        for word in words:
            who.send(word)
            await self.idle()
        return self.heard(who)

    async def press(self, who: Person, *labels: str) -> str:
        """Press these buttons, one after another; returns the bot's newest words."""
        for label in labels:
            if not who._press_key(who.room, label):
                who.press(label)
            await self.idle()
        return self.heard(who)

    async def tap(self, who: Person, label: str, group: Group) -> None:
        """Press a button of a card in a group."""
        who.press(label, chat=group)
        await self.idle()

    async def forge(self, who: Person, data: str) -> str:
        """Press with a modified client: a real button, other data. Returns what the press was answered with."""
        message = next(message for message in reversed(who.from_bot) if message.labels)
        who.press_old(message.message_id)
        self._newest_press()["data"] = data
        await self.idle()
        return self.toast(who)

    async def press_twice(self, who: Person, label: str) -> None:
        """Press once; Telegram brings the very same press a second time, under another update id."""
        who.press(label)
        press = dict(self._newest_press())
        await self.idle()
        self.bot.updates.add("callback_query", press, self.world.clock.now() + 150)
        await self.idle()

    def _newest_press(self) -> Json:
        body: Json = self.bot.updates._waiting[-1].body["callback_query"]
        return body

    async def say_raw(self, who: Person, words: str) -> str:
        """Words as no client of Telegram's own would send them: as long, as blank as they are."""
        acts.send(self.world, who.room, who.user, text_content(words))
        await self.idle()
        return self.heard(who)

    async def answer(self, who: Person, message: int, words: str) -> str:
        """Write an answer to this message, as clients do by a swipe; returns the bot's newest words."""
        who.send(words, reply_to=message)
        await self.idle()
        return self.heard(who)

    async def mend(self, who: Person, message: int, words: str) -> str:
        """Edit one's own message; returns the bot's newest words."""
        who.edit(message, words)
        await self.idle()
        return self.heard(who)

    def toast(self, who: Person) -> str:
        """The newest answer to a press."""
        return who.toasts[-1].text if who.toasts else ""

    def says(self, key: str, language: str = "vi", /, **values: str | int) -> str:
        """The program's own words, as they are shown."""
        return self.app.house.texts.say(Text(key, values), language)

    def heard(self, who: Person) -> str:
        return who.last.text

    def all_heard(self, who: Person) -> str:
        return "\n".join(message.text for message in who.chat if message.from_bot)

    async def open_house(self, admin_id: int) -> Person:
        """The first administrator's set-up: a phone, no group, nobody invited."""
        admin = self.world.person("Quản Trị", id=admin_id)
        await self.say(admin, "/start", "0215 3000 000")
        await self.press(admin, "Không có nhóm", "Để sau")
        self.admin = admin
        return admin

    async def hire(self, name: str, role: str = "Cán bộ trợ giúp") -> Person:
        """Invite a person, let her use the link, and see that it is her."""
        await self.say(self.admin, "/moi")
        await self.press(self.admin, role)
        await self.say(self.admin, name)
        token = re.findall(r"start=([A-Za-z0-9_-]+)", self.all_heard(self.admin))[-1]
        officer = self.world.person(name)
        officer.start(token)
        await self.idle()
        await self.press(self.admin, "Đúng người")
        return officer

    async def citizen(self, name: str = "Giàng Thị Mỷ") -> Person:
        """A newcomer who chose Vietnamese and stands before the first question."""
        citizen = self.world.person(name)
        citizen.start()
        await self.idle()
        await self.press(citizen, "Tiếng Việt")
        return citizen

    async def group(self, *members: Person) -> Group:
        """The officers' group: the administrator made it, added the bot and said yes."""
        group = self.world.group("Cán bộ", [self.admin, *members])
        group.add_bot(by=self.admin)
        await self.idle()
        await self.press(self.admin, "Dùng nhóm này")
        return group

    async def ask_about_land(self, citizen: Person, story: str = "Nhà bên lấn nương.") -> str:
        """The whole intake on one's own phone; returns the request's number as shown."""
        await self.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
        await self.say(citizen, story)
        await self.press(citizen, "Không có giấy")
        await self.say(citizen, "bản Huổi Lóng xã Na Sang", "1")
        await self.press(citizen, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
        return number_in(self.heard(citizen))

    async def ask_on_a_shared_phone(self, citizen: Person) -> str:
        """The same where others read the phone: she is reached in the evening, and whoever else answers is hung up on."""
        await self.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
        await self.say(citizen, "Nhà bên lấn nương.")
        await self.press(citizen, "Không có giấy")
        await self.say(citizen, "bản Huổi Lóng xã Na Sang", "1")
        await self.press(
            citizen, "Không có máy", "Có người khác", "Buổi tối", "Cúp máy", "Chưa muốn nói", "Gửi"
        )
        [row] = await self.rows("SELECT number FROM requests ORDER BY id DESC LIMIT 1")
        return show_number(row["number"])


def _waiting(tx: Transaction) -> int:
    return int(tx.only(UNDER_WAY, now=tx.now)["n"])


def number_in(words: str) -> str:
    found = re.search(r"Số:? (\d{3} \d{3} [A-Z])", words)
    assert found, words
    return found[1]


INTAKE: Final = (
    ("Cần gì?", "Nhờ giúp"),
    ("Cho cán bộ ghi lời kể", "Đồng ý ghi"),
    ("Nhờ cho ai?", "Cho mình"),
    ("Chuyện gì?", "Đất, nhà"),
    ("Kể bằng lời, bằng chữ", "Kể sau với cán bộ"),
    ("Có giấy công an", "Không có giấy"),
    ("Đang ở xã nào, bản nào?", "Chưa muốn nói"),
    ("Cán bộ gọi số nào?", "Không có máy"),
    ("Có ai khác xem, nghe máy này không?", "Chỉ mình dùng"),
    ("Gọi tên gì cho tiện?", "Chưa muốn nói"),
    ("Gửi cho cán bộ nhé?", "1 ✅ Gửi"),
)
"""The questions of the shortest intake on one's own phone, and a press that answers each."""
BEFORE: Final = {question: tuple(label for _, label in INTAKE[:n]) for n, (question, _) in enumerate(INTAKE)}
"""The presses that lead to each question."""


def at_hour(stage: Stage, hour: float, *, days: int = 0) -> None:
    """Let time pass until this hour of the province's clock, today or on the next day that has it ahead."""
    now = stage.world.clock.now()
    local = (now + 7 * 3600) % DAY_S
    stage.world.clock.advance((hour * 3600 - local) % DAY_S + days * DAY_S)


def fresh(who: Person, since: int) -> str:
    """What the bot said after its first ``since`` messages."""
    return "\n".join(message.text for message in who.from_bot[since:])


async def under_help(stage: Stage, who: Person, label: str) -> None:
    """Press this on the help screen, on whichever of its pages it stands."""
    await stage.press(who, "Chỉ cách dùng")
    if not any(label in shown for shown in who.last.labels):
        await stage.press(who, "Xem tiếp")
    await stage.press(who, label)
