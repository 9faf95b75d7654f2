"""The outbox: rows stay due until their result is durable, results count once, unreadable ones stop nobody."""

from __future__ import annotations

from store_rows import Clock, citizen, decide, request

from bot.chat import KeptFile, Priority, Rendered
from bot.store import chats, housekeeping, inbox, outbox
from bot.store.database import Database, Transaction
from bot.store.outbox import Result

FULL = Rendered("Gửi nhé?", ((("✅ Gửi", "f:1.2.0"),),), "phone", True, KeptFile(3, "voice"), True)


async def test_a_row_is_due_until_its_result_is_noted(database: Database) -> None:
    row = await database.transact(lambda tx: decide(tx, citizen(tx).chat))
    for _ in range(2):
        assert [due.id for due in await database.transact(lambda tx: outbox.due(tx, 0))] == [row]
    await database.transact(lambda tx: outbox.note(tx, Result(row, 1, "sent", "77")))
    assert await database.transact(lambda tx: outbox.due(tx, 0)) == []
    assert await database.transact(lambda tx: outbox.message_of(tx, row)) == "77"


async def test_a_rendered_message_comes_back_as_it_was(database: Database) -> None:
    await database.transact(lambda tx: outbox.add(tx, citizen(tx).chat, FULL, Priority.STAFF))
    (due,) = await database.transact(lambda tx: outbox.due(tx, 0))
    assert due.rendered == FULL
    assert (due.priority, due.address, due.kind) == (Priority.STAFF, "telegram:1", "message")


async def test_the_words_go_when_they_are_sent_and_stay_when_they_failed(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        chat = citizen(tx).chat
        for row, state in ((decide(tx, chat), "sent"), (decide(tx, chat), "failed")):
            outbox.note(tx, Result(row, chat, state))  # type: ignore[arg-type]
        return [row["body"] is None for row in tx.all("SELECT body FROM outbox ORDER BY id")]

    assert await database.transact(work) == [True, False]


async def test_what_matters_and_was_not_delivered_comes_back_once(database: Database) -> None:
    def work(tx: Transaction) -> list[object]:
        person = citizen(tx)
        asked = request(tx, person)
        row = decide(tx, person.chat, about=asked.id)
        for _ in range(2):
            outbox.note(tx, Result(row, person.chat, "blocked", error="Forbidden"))
        outbox.note(tx, Result(decide(tx, person.chat), person.chat, "failed"))
        return [(row.kind, row.raw) for row in inbox.take(tx, 64)]

    assert await database.transact(work) == [("undelivered", {"request": 1, "outbox": 1, "why": "blocked"})]
    blocked = await database.transact(lambda tx: tx.only("SELECT blocked_at FROM chats")["blocked_at"])
    assert blocked is not None


async def test_an_edit_names_the_newest_row_of_its_handle(database: Database) -> None:
    def work(tx: Transaction) -> tuple[list[int], list[int | None]]:
        one, two = citizen(tx, 1).chat, citizen(tx, 2).chat
        decide(tx, one, handle="card.1")
        decide(tx, two, handle="card.1")
        decide(tx, one, handle="card.1", edits="card.1")
        decide(tx, one, edits="card.2")
        return outbox.chats_with(tx, "card.1"), [due.target for due in outbox.due(tx, 0)]

    assert await database.transact(work) == ([1, 2], [None, None, 1, None])


async def test_answers_to_presses_expire_and_leaving_has_no_words(database: Database, clock: Clock) -> None:
    def work(tx: Transaction) -> None:
        chat = citizen(tx).chat
        outbox.add_answer(tx, chat, "press-9", "Đã ghi rồi ✓")
        outbox.add_leave(tx, chat)

    await database.transact(work)
    answer, leave = await database.transact(lambda tx: outbox.due(tx, 0))
    assert (answer.kind, answer.press, answer.rendered.text) == ("answer", "press-9", "Đã ghi rồi ✓")
    assert answer.expires_at == clock.now + outbox.ANSWER_MS
    assert (leave.kind, leave.rendered.text, leave.expires_at) == ("leave", "", None)


async def test_a_row_that_cannot_be_opened_fails_alone(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        person = citizen(tx)
        decide(tx, person.chat, about=request(tx, person).id)
        decide(tx, person.chat)
        tx.run("UPDATE outbox SET body = x'01ff' WHERE id = 1")
        return [due.id for due in outbox.due(tx, 0)]

    assert await database.transact(work) == [2]
    assert [row.kind for row in await database.transact(lambda tx: inbox.take(tx, 9))] == ["undelivered"]


async def test_what_is_taken_back_is_not_sent(database: Database) -> None:
    row = await database.transact(lambda tx: decide(tx, citizen(tx).chat))
    assert await database.transact(lambda tx: outbox.is_due(tx, row))
    assert await database.transact(lambda tx: outbox.cancel(tx, 1)) == 1
    assert not await database.transact(lambda tx: outbox.is_due(tx, row))
    assert await database.transact(lambda tx: outbox.due(tx, 0)) == []


async def test_old_sent_rows_are_forgotten_but_not_what_waits_or_failed(
    database: Database, clock: Clock
) -> None:
    def work(tx: Transaction) -> None:
        chat = citizen(tx).chat
        states = ("sent", "expired", "failed", "due")
        for row, state in ((decide(tx, chat), state) for state in states):
            if state != "due":
                outbox.note(tx, Result(row, chat, state))  # type: ignore[arg-type]

    await database.transact(work)
    clock.pass_by(hours=24 * 31)
    await database.transact(housekeeping.tidy)
    left = await database.transact(lambda tx: [row["state"] for row in tx.all("SELECT state FROM outbox")])
    assert left == ["failed", "due"]


async def test_a_group_that_moved_goes_on_under_its_row_though_the_new_address_was_heard_first(
    database: Database,
) -> None:
    def work(tx: Transaction) -> tuple[int, int, list[int]]:
        group = chats.chat_of(tx, "telegram:-5", private=False)
        newcomer = chats.chat_of(tx, "telegram:-1005", private=False)
        inbox.add(tx, "update", newcomer, {"words": "/hangcho"})
        decide(tx, newcomer)
        for _ in range(2):
            chats.move(tx, group, "telegram:-1005")
        due = outbox.due(tx, 0)
        assert [row.address for row in due] == ["telegram:-1005"]
        return group, chats.chat_of(tx, "telegram:-1005", private=False), [r.chat for r in inbox.take(tx, 9)]

    group, found, waiting = await database.transact(work)
    assert found == group
    assert waiting == [group]
    assert await database.transact(lambda tx: chats.address_of(tx, group)) == "telegram:-1005"
    assert not await database.transact(lambda tx: chats.is_private(tx, group))
