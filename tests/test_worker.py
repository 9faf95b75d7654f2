"""The worker: a fault of a turn costs that turn, a fault of the store costs nothing, a poisonous row is set aside."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from databases import address, on_sqlite
from patience import patiently, until
from shipped import shipped
from stage import Stage

from bot import worker as worker_module
from bot.chat import Leave, Message, Outgoing, PressAnswer, Refused, text
from bot.demo import ADMIN
from bot.gateway.outgoing import TELEGRAM
from bot.simulator.person import Person
from bot.store import chats, inbox, outbox, requests, staff
from bot.store.database import Database, Transaction, open_database
from bot.store.engine import RaceLost, StoreFault
from bot.store.inbox import Arrival, Open
from bot.texts import Texts
from bot.worker import Turns, Worker, where


class Desk:
    """A worker with turns of the test's own, and an inbox to put words into."""

    def __init__(self, database: Database, texts: Texts) -> None:
        self.database = database
        self.decided = 0
        self.turns: list[str] = []
        self.acts: dict[str, Callable[[Transaction, Open], Sequence[Outgoing]]] = {}
        self.sorry: Callable[[Transaction, Open], Sequence[Outgoing]] = lambda tx, row: [
            Message(row.chat, (text("sorry"),))
        ]
        self._texts = texts
        self._number = 0
        self._task: asyncio.Task[None] | None = None
        self.worker = self._new()

    def _new(self) -> Worker:
        turns = Turns(self._turn, self._refuse, lambda tx, row: self.sorry(tx, row))
        return Worker(self.database, turns, lambda: self._texts, TELEGRAM, self._count)

    def _count(self) -> None:
        self.decided += 1

    def _turn(self, tx: Transaction, row: Open) -> Sequence[Outgoing]:
        words = row.raw["words"] if row.kind == "update" else f"{row.kind} {row.raw['what']}"
        self.turns.append(words)
        if act := self.acts.get(words):
            return act(tx, row)
        return [Message(row.chat, (text("flow.kept"),))]

    def _refuse(self, tx: Transaction, row: Open, refused: Refused) -> Sequence[Outgoing]:
        return [Message(row.chat, (refused.why,))]

    async def put(self, words: str, chat: int = 1) -> None:
        await self.put_all((words, chat))

    async def put_all(self, *said: tuple[str, int]) -> None:
        """A batch that is stored at once."""
        batch = []
        for words, chat in said:
            self._number += 1
            batch.append(
                Arrival("update", f"telegram:{chat}", {"words": words}, bot=5, update_id=self._number)
            )
        await self.database.transact(lambda tx: inbox.store(tx, batch))
        self.worker.wake()

    def start(self) -> None:
        self._task = asyncio.create_task(self.worker.run())

    async def die(self) -> None:
        """The process is gone: nothing of the worker stays."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.worker = self._new()

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return await self.database.transact(lambda tx: [tuple(dict(row).values()) for row in tx.all(sql)])

    async def settle(self) -> list[str]:
        """Until no row is open; the states in order."""
        await patiently(lambda: self.database.transact(inbox.waiting), lambda waiting: not waiting)
        return [state for (state,) in await self.rows("SELECT state FROM inbox ORDER BY id")]

    async def said(self) -> list[str]:
        """The final words in the outbox."""
        return [due.rendered.text for due in await self.database.transact(lambda tx: outbox.due(tx, 0))]


@pytest.fixture(scope="module")
def texts() -> Texts:
    loaded = shipped()
    assert loaded.texts is not None
    return loaded.texts


@pytest.fixture
async def desk(tmp_path: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(worker_module, "PAUSES_S", (0.01,))
    database = await open_database(address(tmp_path), tmp_path / "secret.key", lambda: 1_790_000_000_000)
    desk = Desk(database, texts)
    yield desk
    await desk.die()
    await database.close()


def fail(tx: Transaction, row: Open) -> Sequence[Outgoing]:
    chats.chat_of(tx, "telegram:99")
    raise ZeroDivisionError("Chồng đánh")


def leave_the_process(tx: Transaction, row: Open) -> Sequence[Outgoing]:
    raise SystemExit


async def test_a_turn_that_fails_leaves_nothing_and_the_others_go_on(desk: Desk) -> None:
    desk.acts["hỏng"] = fail
    for words, chat in (("một", 1), ("hỏng", 2), ("hai", 1), ("lành", 2)):
        await desk.put(words, chat)
    desk.start()
    assert await desk.settle() == ["done", "failed", "done", "done"]
    assert (await desk.said()).count("Máy bị lỗi. Lời vừa gửi vẫn được giữ. Nhắn lại sau ít phút.") == 1
    assert await desk.rows("SELECT count(*) FROM chats") == [(2,)]
    ((reason,),) = await desk.rows("SELECT error FROM inbox WHERE state = 'failed'")
    assert re.fullmatch(r"ZeroDivisionError at .*test_worker\.py:\d+", reason)
    assert desk.decided


async def test_an_apology_that_fails_too_takes_nobody_with_it(desk: Desk) -> None:
    desk.acts["hỏng"] = fail
    desk.sorry = fail
    await desk.put("hỏng", 1)
    await desk.put("lành", 2)
    desk.start()
    assert await desk.settle() == ["failed", "done"]


async def test_what_is_refused_is_said_and_done(desk: Desk) -> None:
    def refuse(tx: Transaction, row: Open) -> Sequence[Outgoing]:
        chats.chat_of(tx, "telegram:99")
        raise Refused(text("press.old"))

    desk.acts["cũ"] = refuse
    await desk.put("cũ")
    desk.start()
    assert await desk.settle() == ["done"]
    assert await desk.said() == ["Nút này cũ rồi."]
    assert await desk.rows("SELECT count(*) FROM chats") == [(1,)]


@pytest.mark.parametrize(("lost", "state"), [(1, "done"), (2, "done"), (3, "failed")])
async def test_a_lost_race_runs_the_turn_again_up_to_three_times(desk: Desk, lost: int, state: str) -> None:
    left = iter(range(lost))

    def race(tx: Transaction, row: Open) -> Sequence[Outgoing]:
        if next(left, None) is not None:
            raise RaceLost
        return []

    desk.acts["nhận"] = race
    await desk.put("nhận")
    desk.start()
    assert await desk.settle() == [state]


@on_sqlite
async def test_a_fault_of_the_store_fails_nothing_and_is_alarmed(desk: Desk, tmp_path: Path) -> None:
    await desk.database.transact(lambda tx: tx.run("PRAGMA busy_timeout = 1"))
    desk.start()
    await desk.put("một")
    await desk.settle()
    other = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    desk.worker.wake()
    await until(lambda: desk.worker._faults >= 3)
    other.close()
    await desk.put("hai")
    assert set(await desk.settle()) == {"done"}
    await until(lambda: "alarm store" in desk.turns)
    assert desk.turns.count("alarm store") == 1


@pytest.mark.parametrize("apologising", [False, True])
async def test_a_fault_of_the_store_inside_a_turn_undoes_the_whole_group(
    desk: Desk, apologising: bool
) -> None:
    full = iter(range(2))

    def fill(tx: Transaction, row: Open) -> Sequence[Outgoing]:
        if next(full, None) is not None:
            raise StoreFault("full")
        return []

    if apologising:
        desk.acts["đầy"], desk.sorry = fail, fill
    else:
        desk.acts["đầy"] = fill
    desk.start()
    await desk.put("gì đó")
    await desk.settle()
    await desk.put_all(("trước", 1), ("đầy", 2))
    states = await desk.settle()
    assert states[:3] == ["done", "done", "failed" if apologising else "done"]
    assert desk.turns.count("trước") == 3
    said = await desk.rows("SELECT chat FROM outbox WHERE kind = 'message' AND chat = 1")
    assert len(said) == 2


async def test_a_row_at_work_during_three_starts_is_quarantined(desk: Desk) -> None:
    await desk.put("độc", 1)
    await desk.put("lành", 2)
    desk.acts["độc"] = leave_the_process
    for start in range(1, 4):
        desk.worker = desk._new()
        with pytest.raises(SystemExit):
            await desk.worker.run()
        assert await desk.rows("SELECT starts FROM inbox WHERE id = 1") == [(start,)]
    desk.worker = desk._new()
    desk.start()
    assert await desk.settle() == ["quarantined", "done"]
    assert "độc" not in desk.turns[3:]
    assert "Máy bị lỗi" in (await desk.said())[0]


async def test_everything_decided_becomes_a_row(desk: Desk) -> None:
    desk.acts["tất cả"] = lambda tx, row: [
        PressAnswer(row.chat, "p1", text("press.noted")),
        PressAnswer(row.chat, "p2"),
        Message(row.chat, (text("flow.kept"),)),
        Leave(row.chat),
    ]
    await desk.put("tất cả")
    desk.start()
    await desk.settle()
    kinds = await desk.rows("SELECT kind FROM outbox ORDER BY id")
    assert kinds == [("answer",), ("answer",), ("message",), ("leave",)]
    assert (await desk.said())[:3] == ["Đã ghi rồi ✓", "", "Đã giữ."]


async def test_the_same_alarm_twice_before_it_is_told_is_told_once(desk: Desk) -> None:
    desk.worker.alarm("conflict")
    desk.worker.alarm("conflict")
    desk.start()
    await until(lambda: desk.turns)
    await desk.settle()
    assert desk.turns == ["alarm conflict"]


def test_a_fault_is_named_without_its_words() -> None:
    assert where(ValueError("Chồng đánh")) == "ValueError at ?"


# --- two officers, one request


@pytest.mark.slow
async def test_of_two_officers_who_press_at_once_one_wins_and_the_other_hears_who(stage: Stage) -> None:
    """A hundred times, all presses in one go."""
    await stage.open_house(ADMIN)
    officers = [await stage.hire("Lò Thị Hoa"), await stage.hire("Cà Văn Dũng")]
    people = [stage.world.person(f"Vàng A {number}") for number in range(100)]
    for act in ("/start", "Tiếng Việt", "Gọi người thật"):
        for person in people:
            person.start() if act == "/start" else person.press(act)
        await stage.idle()
    cards = [cards_of(officer) for officer in officers]
    assert len(cards[0]) == len(cards[1]) == 100

    chance = random.Random(100)
    for number in cards[0]:
        for officer, mine in chance.sample(list(zip(officers, cards, strict=True)), 2):
            officer.press_old(mine[number])
    await stage.idle()

    names = {officer.user.first_name for officer in officers}
    for number in cards[0]:
        winner, loser = await winner_of(stage, number), [told(officer, number) for officer in officers]
        assert winner in names
        assert sorted(loser) == ["", f"{winner} đã nhận việc {number}."]
    histories = await stage.rows("SELECT request FROM history WHERE what = 'claimed'")
    assert len(histories) == len({row["request"] for row in histories}) == 100


def cards_of(officer: Person) -> dict[str, int]:
    """The messages with a claim button, by the number of the request."""
    found = {}
    for message in officer.from_bot:
        number = re.search(r"\d{3} \d{3} [A-Z]", message.text)
        if number and any("Nhận liên hệ" in label for label in message.labels):
            found[number[0]] = message.message_id
    return found


def told(officer: Person, number: str) -> str:
    """What the answer to a press said about this request."""
    return next((toast.text for toast in officer.toasts if number in toast.text), "")


async def winner_of(stage: Stage, number: str) -> str:
    def read(tx: Transaction) -> str:
        request = requests.by_number(tx, number.replace(" ", ""))
        assert request is not None
        assert request.claimed_by is not None
        return staff.load(tx, request.claimed_by).name

    return await stage.read(read)
