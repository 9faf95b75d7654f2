"""The outbox: rows stay due until their result is durable, results count once, unreadable ones stop nobody."""

from __future__ import annotations

from store_rows import Clock, citizen, decide, handle_all, request

from bot.chat import KeptFile, Priority, Rendered
from bot.store import chats, housekeeping, inbox, outbox
from bot.store.database import Database, Transaction
from bot.store.inbox import Arrival
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


async def test_clearing_a_chat_takes_back_what_waits_there_and_nowhere_else(database: Database) -> None:
    def work(tx: Transaction) -> list[tuple[int, str]]:
        chat, other = citizen(tx, 1).chat, citizen(tx, 2).chat
        decide(tx, chat)
        decide(tx, other)
        outbox.add_clear(tx, chat)
        decide(tx, chat, "Chào bà con.")
        return [(due.chat, due.rendered.text or due.kind) for due in outbox.due(tx, 0)]

    assert await database.transact(work) == [(2, "Cần gì?"), (1, "clear"), (1, "Chào bà con.")]
    expired = await database.transact(lambda tx: tx.all("SELECT body FROM outbox WHERE state = 'expired'"))
    assert [row["body"] for row in expired] == [None]


async def test_both_sides_messages_of_two_days_can_be_taken_away(database: Database, clock: Clock) -> None:
    def talk(tx: Transaction, said: str, heard: str) -> None:
        chat = citizen(tx).chat
        inbox.store(tx, [Arrival("update", "telegram:1", {}, bot=5, update_id=int(said), message=said)])
        outbox.note(tx, Result(decide(tx, chat), chat, "sent", heard))

    await database.transact(lambda tx: talk(tx, "1", "2"))
    clock.pass_by(hours=47)
    await database.transact(lambda tx: talk(tx, "3", "4"))
    await database.transact(lambda tx: decide(tx, citizen(tx, 2).chat))
    assert sorted(await database.transact(lambda tx: outbox.clearable(tx, 1))) == ["1", "2", "3", "4"]
    clock.pass_by(hours=2)
    assert sorted(await database.transact(lambda tx: outbox.clearable(tx, 1))) == ["3", "4"]
    assert await database.transact(lambda tx: outbox.clearable(tx, 2)) == []


async def test_a_message_that_is_edited_stands_once_among_what_can_be_taken_away(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        chat = citizen(tx).chat
        for _ in range(2):
            outbox.note(tx, Result(decide(tx, chat, handle="card.1", edits="card.1"), chat, "sent", "7"))
        return outbox.clearable(tx, chat)

    assert await database.transact(work) == ["7"]


async def test_what_was_under_way_when_it_was_taken_back_is_known_once_it_arrived(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        chat = citizen(tx).chat
        under_way, refused = decide(tx, chat), decide(tx, chat, about=request(tx, citizen(tx)).id)
        outbox.add_clear(tx, chat)
        outbox.note(tx, Result(under_way, chat, "sent", "9"))
        outbox.note(tx, Result(refused, chat, "failed"))
        assert [row.raw["why"] for row in inbox.take(tx, 9)] == ["left"]
        return outbox.clearable(tx, chat)

    assert await database.transact(work) == ["9"]


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
    left = await database.transact(
        lambda tx: [row["state"] for row in tx.all("SELECT state FROM outbox ORDER BY id")]
    )
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


async def test_what_is_taken_back_and_matters_is_told_of_once_a_request(database: Database) -> None:
    def work(tx: Transaction) -> list[object]:
        mine, other = citizen(tx, 1), citizen(tx, 2)
        first, second = request(tx, mine), request(tx, mine, "000001A")
        for about in (first.id, second.id, first.id, None):
            decide(tx, mine.chat, about=about)
        decide(tx, other.chat, about=first.id)
        outbox.note(tx, Result(decide(tx, mine.chat, about=request(tx, mine, "000002B").id), 1, "sent", "7"))
        for _ in range(2):
            outbox.add_clear(tx, mine.chat)
        found = handle_all(tx)
        assert {(row.kind, row.chat) for row in found} == {("undelivered", mine.chat)}
        return sorted((row.raw for row in found), key=str)

    assert await database.transact(work) == [{"request": 1, "why": "left"}, {"request": 2, "why": "left"}]


async def test_an_answer_to_a_message_finds_its_request(database: Database) -> None:
    def work(tx: Transaction) -> list[int | None]:
        one, two = citizen(tx, 1), citizen(tx, 2)
        first, second = request(tx, one), request(tx, one, "000001A")
        for chat, name, about in (
            (one.chat, "7", first.id),
            (two.chat, "7", second.id),
            (one.chat, "8", None),
            (one.chat, "9", first.id),
            (one.chat, "9", second.id),
        ):
            outbox.note(tx, Result(decide(tx, chat, request=about), chat, "sent", name))
        decide(tx, one.chat, request=first.id)
        asked = [(one.chat, "7"), (two.chat, "7"), (one.chat, "8"), (one.chat, "9"), (two.chat, "9")]
        return [outbox.request_of(tx, *which) for which in asked]

    assert await database.transact(work) == [1, 2, None, 2, None]


async def test_messages_of_a_chat_are_counted_from_an_instant_on_and_while_they_wait(
    database: Database, clock: Clock
) -> None:
    def begin(tx: Transaction) -> int:
        chat, other = citizen(tx, 1).chat, citizen(tx, 2).chat
        decide(tx, chat)
        outbox.note(tx, Result(decide(tx, chat), chat, "sent", "7"))
        decide(tx, other)
        outbox.add_answer(tx, chat, "press-9", "Đã ghi rồi ✓")
        return tx.now

    since = await database.transact(begin)
    clock.pass_by(seconds=1)

    def counted(tx: Transaction) -> list[int]:
        outbox.note(tx, Result(decide(tx, 1), 1, "sent", "8"))
        return [outbox.count_since(tx, 1, instant) for instant in (since - 1, since, tx.now)]

    assert await database.transact(counted) == [3, 2, 1]
    assert await database.transact(lambda tx: outbox.count_since(tx, 3, 0)) == 0
