"""The inbox: one order a chat, repeated updates are known, what cannot be read does not stop the rest."""

from __future__ import annotations

import json

import pytest
from databases import SQLITE
from store_rows import Clock

from bot.store import chats, inbox, timers
from bot.store.database import Database, Transaction
from bot.store.inbox import Arrival
from bot.store.sqlite import Sqlite


def update(number: int, chat: int = 1, words: str = "Xin chào", bot: int = 5) -> Arrival:
    return Arrival("update", f"telegram:{chat}", {"words": words}, bot=bot, update_id=number)


async def store(database: Database, *arrivals: Arrival) -> int:
    return await database.transact(lambda tx: inbox.store(tx, arrivals))


async def finish_all(database: Database) -> list[object]:
    """Work everything off; what was said, in the order of work."""

    def one_round(tx: Transaction) -> list[object]:
        rows = inbox.take(tx, 64)
        for row in rows:
            inbox.done(tx, row.id)
        return [row.raw for row in rows]

    heard: list[object] = []
    while said := await database.transact(one_round):
        heard += said
    return heard


async def test_a_repeated_update_is_ignored_within_48_hours(database: Database, clock: Clock) -> None:
    assert await store(database, update(10), update(10)) == 1
    await finish_all(database)
    clock.pass_by(hours=47.9)
    assert await store(database, update(10)) == 0


async def test_the_same_number_is_a_new_update_after_48_hours(database: Database, clock: Clock) -> None:
    await store(database, update(10))
    clock.pass_by(hours=48.1)
    assert await store(database, update(10)) == 1


async def test_numbers_that_start_anew_lower_are_accepted(database: Database) -> None:
    assert await store(database, update(900_000_000), update(12), update(13)) == 3


async def test_the_same_number_of_another_bot_is_another_update(database: Database) -> None:
    assert await store(database, update(10, bot=5), update(10, bot=6)) == 2


async def test_of_each_chat_only_the_oldest_row_is_taken(database: Database) -> None:
    await store(database, update(1, 1), update(2, 1), update(3, 2), update(4, 1))
    taken = await database.transact(lambda tx: inbox.take(tx, 64))
    assert [row.id for row in taken] == [1, 3]
    assert len(await finish_all(database)) == 4


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_is_done_is_not_looked_through_for_what_is_open(database: Database) -> None:
    def steps_of_taking(tx: Transaction) -> int:
        steps: list[None] = []
        assert isinstance(tx._engine, Sqlite)
        tx._engine._connection.set_progress_handler(lambda: steps.append(None), 1)
        inbox.take(tx, 64)
        tx._engine._connection.set_progress_handler(None, 1)
        return len(steps)

    await store(database, update(1))
    one = await database.transact(steps_of_taking)
    await finish_all(database)
    await store(database, *(update(number) for number in range(2, 300)))
    await finish_all(database)
    await store(database, update(300))
    assert await database.transact(steps_of_taking) <= one


async def test_the_words_of_a_done_row_are_gone_and_of_a_failed_one_kept(database: Database) -> None:
    await store(database, update(1, 1), update(2, 2))

    def work(tx: Transaction) -> list[tuple[str, bool]]:
        inbox.done(tx, 1)
        inbox.fail(tx, 2, "KeyError at x.py:1")
        return [(row["state"], row["raw"] is None) for row in tx.all("SELECT * FROM inbox ORDER BY id")]

    assert await database.transact(work) == [("done", True), ("failed", False)]


async def test_failed_rows_run_again_when_an_administrator_says_so(database: Database) -> None:
    await store(database, update(1, words="Cứu tôi với"))
    await database.transact(lambda tx: inbox.fail(tx, 1, "KeyError", "quarantined"))
    assert await database.transact(inbox.waiting) == 0
    assert await database.transact(inbox.reopen_failed) == 1
    assert await finish_all(database) == [{"words": "Cứu tôi với"}]


async def test_a_row_that_cannot_be_opened_is_set_aside_and_stops_nobody(database: Database) -> None:
    await store(database, update(1, 1), update(2, 1, "Còn nữa"), update(3, 2, "Người khác"))
    await database.transact(lambda tx: tx.run("UPDATE inbox SET raw = x'0102' WHERE id = 1"))

    heard = await finish_all(database)

    assert {"words": "Còn nữa"} in heard
    assert {"words": "Người khác"} in heard
    assert {"what": "turn"} in heard
    row = await database.transact(lambda tx: dict(tx.only("SELECT * FROM inbox WHERE id = 1")))
    assert (row["state"], row["error"]) == ("failed", "cannot be opened: KeyProblem")


async def test_half_of_a_surrogate_pair_does_not_stop_the_poller(database: Database) -> None:
    words = json.loads('"vỡ \\ud83d"')
    assert await store(database, update(1, words=words)) == 1
    assert await finish_all(database) == [{"words": words}]


async def test_done_rows_are_forgotten_when_they_no_longer_recognise_anything(
    database: Database, clock: Clock
) -> None:
    await store(database, update(1), update(2))
    await database.transact(lambda tx: inbox.done(tx, 1))
    clock.pass_by(hours=49)
    assert await database.transact(inbox.forget) == 1
    assert await database.transact(inbox.newest_open) == 2


async def test_due_timers_become_rows_of_their_chat(database: Database, clock: Clock) -> None:
    def plan(tx: Transaction) -> None:
        chat = chats.chat_of(tx, "telegram:1")
        timers.set_timer(tx, "remind", chat, tx.now + 1_000, "7")
        timers.set_timer(tx, "remind", chat, tx.now + 9_000)

    await database.transact(plan)
    assert await database.transact(timers.ring) == 0
    clock.pass_by(seconds=2)
    assert await database.transact(timers.ring) == 1
    assert await finish_all(database) == [{"kind": "remind", "details": "7"}]
    assert await database.transact(inbox.newest_open) == 0
