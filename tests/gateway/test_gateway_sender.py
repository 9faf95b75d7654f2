"""The sender: in order per chat, side by side across chats, nothing lost, whatever Telegram answers."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from pathlib import Path

import pytest
from databases import on_sqlite
from gateway_post import PostOffice
from patience import until

from bot.chat import Priority, Rendered
from bot.gateway import sender as sender_module
from bot.store import chats, inbox, outbox
from bot.store.database import Transaction


async def test_a_chat_gets_its_messages_in_order_though_answers_are_lost(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("lost_answer", method="sendMessage", count=2)
    await post.decide(chat, "một", "hai", "ba", "bốn")
    assert await post.settle() == ["sent"] * 4
    assert [words for words, _ in groupby(mai.read())] == ["một", "hai", "ba", "bốn"]


async def test_a_slow_chat_does_not_hold_another(post: PostOffice) -> None:
    (mai, slow), (lan, fast) = await post.person("Mai"), await post.person("Lan")
    post.world.faults.add("latency", method="sendMessage", chat=str(mai.id), seconds=0.3, count=1)
    await post.decide(slow, "chậm", "chậm nữa")
    await post.decide(fast, "nhanh")
    await until(lambda: lan.texts)
    assert not mai.texts
    await post.settle()
    assert mai.read() == ["chậm", "chậm nữa"]


@pytest.mark.slow
async def test_retry_after_holds_its_own_chat_only(post: PostOffice) -> None:
    (mai, held), (lan, free) = await post.person("Mai"), await post.person("Lan")
    post.world.faults.add("retry_after", method="sendMessage", chat=str(mai.id), seconds=1, count=1)
    await post.decide(held, "chờ", "sau")
    await until(lambda: post.calls("sendMessage"))
    await post.decide(free, "ngay")
    await until(lambda: lan.texts)
    assert not mai.texts
    assert await post.settle() == ["sent"] * 3
    assert mai.read() == ["chờ", "sau"]


@pytest.mark.slow
async def test_when_two_chats_are_told_to_wait_everything_waits(post: PostOffice) -> None:
    people = [await post.person(name) for name in ("Mai", "Lan", "Yên")]
    for person, chat in people[:2]:
        post.world.faults.add("retry_after", method="sendMessage", chat=str(person.id), seconds=1, count=1)
        await post.decide(chat, "chờ")
    await until(lambda: len(post.calls("sendMessage")) == 2)
    await post.decide(people[2][1], "cũng chờ")
    assert await post.settle() == ["sent"] * 3
    told, sent = post.calls("sendMessage")[1], post.calls("sendMessage")[2]
    assert (told.code, sent.code) == (429, 200)
    assert sent.at - told.at > 0.9


async def test_what_a_person_who_blocked_us_missed_comes_back_to_the_worker(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    mai.block()
    await post.decide(chat, "Cán bộ trả lời", about=7)
    assert await post.settle() == ["blocked"]
    (row,) = await post.database.transact(lambda tx: inbox.take(tx, 9))
    assert (row.kind, row.raw["request"], row.raw["why"]) == ("undelivered", 7, "blocked")
    assert (await post.rows("SELECT blocked_at FROM chats"))[0]["blocked_at"]
    assert post.woken
    assert not post.alarms


async def test_what_telegram_refuses_for_good_fails_alone_with_an_alarm(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("error", method="sendMessage", code=400, description="Bad Request: odd", count=1)
    await post.decide(chat, "hỏng", "lành")
    assert await post.settle() == ["failed", "sent"]
    assert mai.read() == ["lành"]
    assert post.alarms == ["undelivered"]


async def test_a_fault_of_our_own_costs_one_row(post: PostOffice) -> None:
    _, chat = await post.person("Mai")
    await post.send_file(chat, 99, "tệp không có")
    await post.decide(chat, "lành")
    assert await post.settle() == ["failed", "sent"]
    assert (await post.rows("SELECT error FROM outbox"))[0]["error"] == "LookupError"


@pytest.mark.parametrize("code", [401, 404, 409, 500, 502])
async def test_while_telegram_refuses_everything_nothing_fails(post: PostOffice, code: int) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("error", method="sendMessage", code=code, count=1)
    await post.decide(chat, "một", "hai")
    assert await post.settle() == ["sent", "sent"]
    assert mai.read() == ["một", "hai"]


async def test_a_group_that_moved_gets_everything_at_its_new_address(post: PostOffice) -> None:
    mai, _ = await post.person("Mai")
    group = post.world.group("Cán bộ", [mai])
    group.add_bot(by=mai)
    name = f"telegram:{group.id}"
    chat = await post.database.transact(lambda tx: chats.chat_of(tx, name, private=False))
    moved_to = group.migrate()
    await post.decide(chat, "phiếu một", "phiếu hai")
    assert await post.settle() == ["sent", "sent"]
    assert group.read() == ["phiếu một", "phiếu hai"]
    found = await post.database.transact(lambda tx: chats.address_of(tx, chat))
    assert found == f"telegram:{moved_to}"


async def test_the_most_urgent_goes_first(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender_module, "CALLS", 1)
    for priority in sorted(Priority, reverse=True)[:-1]:
        _, chat = await office.person(priority.name)
        await office.decide(chat, priority.name, priority=priority)
    await office.open()
    await office.settle()
    said = [call.params["text"] for call in office.calls("sendMessage")]
    assert said == ["REPLY", "STAFF", "REMINDER", "BROADCAST"]


async def test_within_the_guide_values_a_chat_gets_three_at_once_and_then_waits(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.limits.CHAT", (3, 0.5))
    office.sender = office.new_sender("guide")
    _, chat = await office.person("Mai")
    await office.decide(chat, "1", "2", "3", "4")
    await office.open()
    assert await office.settle() == ["sent"] * 4
    times = [call.at for call in office.calls("sendMessage")]
    assert times[2] - times[0] < 0.4
    assert times[3] - times[0] > 0.4


# --- edits


async def test_an_edit_changes_the_message_even_when_both_were_decided_before(office: PostOffice) -> None:
    mai, chat = await office.person("Mai")
    await office.decide(chat, "Phiếu 1", handle="card.1")
    await office.decide(chat, "Lò Thị Hoa đã nhận", handle="card.1", edits="card.1")
    await office.open()
    assert await office.settle() == ["sent", "sent"]
    assert [message.text for message in mai.from_bot] == ["Lò Thị Hoa đã nhận"]
    await office.decide(chat, "Đã đóng", edits="card.1")
    await office.settle()
    assert [message.text for message in mai.from_bot] == ["Đã đóng"]


async def test_an_edit_that_changes_nothing_counts_as_sent(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, "Phiếu", handle="card.1")
    await post.decide(chat, "Phiếu", edits="card.1")
    assert await post.settle() == ["sent", "sent"]
    assert mai.read() == ["Phiếu"]


async def test_what_cannot_be_edited_becomes_a_new_message(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, "Phiếu", handle="card.1")
    await post.settle()
    mai.room.messages[mai.last.message_id].deleted = True
    await post.decide(chat, "Đã nhận", edits="card.1")
    assert await post.settle() == ["sent", "sent"]
    assert [message.text for message in mai.from_bot] == ["Đã nhận"]


async def test_an_edit_of_what_never_arrived_becomes_a_new_message(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("error", method="sendMessage", code=400, count=1)
    await post.decide(chat, "Phiếu", handle="card.1")
    await post.decide(chat, "Đã nhận", edits="card.1")
    assert await post.settle() == ["failed", "sent"]
    assert mai.read() == ["Đã nhận"]


async def test_an_edit_refused_for_another_reason_fails(post: PostOffice) -> None:
    _, chat = await post.person("Mai")
    await post.decide(chat, "Phiếu", handle="card.1")
    await post.settle()
    post.world.faults.add("error", method="editMessageText", code=400, count=1)
    await post.decide(chat, "Đã nhận", edits="card.1")
    assert await post.settle() == ["sent", "failed"]


# --- answers to presses


async def test_an_answer_goes_beside_the_order(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, "Chọn", buttons=((("Một", "f:1.1.0"),),))
    await post.settle()
    post.world.faults.add("latency", method="sendMessage", seconds=0.4, count=1)
    await post.decide(chat, "chậm")
    await until(lambda: post.account.in_flight)
    press = mai.press_old(mai.last.message_id)
    await post.answer(chat, press, "Đã ghi rồi ✓")
    await until(lambda: mai.toasts)
    assert mai.toasts[-1].text == "Đã ghi rồi ✓"
    assert mai.last.text == "Chọn"
    assert await post.settle() == ["sent"] * 3


async def test_an_answer_that_is_too_late_expires_quietly(office: PostOffice) -> None:
    _, chat = await office.person("Mai")
    await office.answer(chat, "press-1")
    office.world.clock.advance(16)
    await office.answer(chat, "press-2")
    await office.open()
    assert await office.settle() == ["expired", "expired"]
    assert [call.code for call in office.calls("answerCallbackQuery")] == [400]
    assert not office.alarms


async def test_an_answer_is_tried_again_while_it_may_still_come(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, "Chọn", buttons=((("Một", "f:1.1.0"),),))
    await post.settle()
    post.world.faults.add("reset", method="answerCallbackQuery", count=1)
    await post.answer(chat, mai.press_old(mai.last.message_id), "Đã ghi ✓")
    assert await post.settle() == ["sent", "sent"]
    assert mai.toasts[-1].text == "Đã ghi ✓"


# --- with the store


@on_sqlite
async def test_results_that_cannot_be_noted_are_kept_and_nothing_is_sent_twice(
    post: PostOffice, tmp_path: Path
) -> None:
    await post.database.transact(lambda tx: tx.run("PRAGMA busy_timeout = 1"))
    mai, chat = await post.person("Mai")
    post.world.faults.add("latency", method="sendMessage", seconds=0.1, count=1)
    await post.decide(chat, "một", "hai")
    await until(lambda: post.account.in_flight)
    other = sqlite3.connect(tmp_path / "hoaban.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await until(lambda: "store" in post.alarms)
    assert mai.texts == ["một"]
    other.close()
    assert await post.settle() == ["sent", "sent"]
    assert mai.read() == ["một", "hai"]


async def test_results_survive_a_fault_of_our_own_too(post: PostOffice) -> None:
    """A row that no program of ours writes breaks the loop at the moment when a result is noted."""
    mai, chat = await post.person("Mai")
    post.world.faults.add("latency", method="sendMessage", seconds=0.1, count=1)
    await post.decide(chat, "một", "hai")
    await until(lambda: post.account.in_flight)

    def strange(tx: Transaction) -> None:
        outbox.add(tx, chat, Rendered("lạ"), Priority.REPLY)
        tx.run("UPDATE outbox SET priority = 99 WHERE id = 3")

    await post.database.transact(strange)
    await until(lambda: post._task is None or post._task.done())
    assert mai.texts == ["một"]
    await post.database.transact(lambda tx: tx.run("DELETE FROM outbox WHERE id = 3"))
    await post.open()
    assert await post.settle() == ["sent", "sent"]
    assert mai.read() == ["một", "hai"]


async def test_what_is_under_way_when_told_to_stop_is_noted(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("latency", method="sendMessage", seconds=0.2, count=1)
    await post.decide(chat, "một", "hai")
    await until(lambda: post.account.in_flight)
    await post.answer(chat, "press-1")
    await post.close()
    assert (await post.states())[0] == "sent"

    post.sender = post.new_sender()
    await post.open()
    await post.settle()
    assert mai.read() == ["một", "hai"]


async def test_what_takes_too_long_when_told_to_stop_stays_due(post: PostOffice) -> None:
    _, chat = await post.person("Mai")
    post.world.faults.add("latency", method="sendMessage", seconds=30, count=1)
    await post.decide(chat, "một")
    await until(lambda: post.account.in_flight)
    assert post._task
    post._task.cancel()
    await post.sender.stop(0.05)
    assert await post.states() == ["due"]


async def test_it_leaves_a_group_in_its_order(post: PostOffice) -> None:
    mai, _ = await post.person("Mai")
    group = post.world.group("Hàng xóm", [mai])
    group.add_bot(by=mai)
    chat = await post.database.transact(lambda tx: chats.chat_of(tx, f"telegram:{group.id}", private=False))
    await post.decide(chat, "Nhắn riêng nhé")
    await post.database.transact(lambda tx: outbox.add_leave(tx, chat))
    post.sender.wake()
    assert await post.settle() == ["sent", "sent"]
    assert [call.method for call in post.world.calls][-2:] == ["sendMessage", "leaveChat"]


# --- the quick exit


async def test_clearing_takes_away_what_both_sides_said_and_leaves_the_last_word(post: PostOffice) -> None:
    (mai, chat), (lan, other) = await post.person("Mai"), await post.person("Lan")
    await post.hears(mai, "Chồng đánh")
    await post.decide(chat, "Nguy hiểm thì gọi 113.")
    await post.decide(other, "Cần gì?")
    await post.settle()

    await post.clear(chat)

    assert await post.settle() == ["sent"] * 4
    assert [message.text for message in mai.chat] == ["/start", "Chào bà con."]  # its name was never stored
    assert lan.last.text == "Cần gì?"


async def test_what_waits_when_a_chat_is_cleared_never_comes(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("latency", method="sendMessage", seconds=0.3, count=1)
    await post.decide(chat, "một", "hai", "ba")
    await until(lambda: post.account.in_flight)

    await post.clear(chat)

    assert await post.settle() == ["sent", "expired", "expired", "sent", "sent"]
    assert [call.params["text"] for call in post.calls("sendMessage")] == ["một", "Chào bà con."]
    assert [message.text for message in mai.from_bot] == ["Chào bà con."]


@pytest.mark.slow
async def test_what_telegram_held_back_when_a_chat_is_cleared_never_comes(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    post.world.faults.add("retry_after", method="sendMessage", seconds=1, count=1)
    await post.decide(chat, "một", "hai")
    await until(lambda: post.calls("sendMessage"))

    await post.clear(chat)

    assert await post.settle() == ["expired", "expired", "sent", "sent"]
    assert [message.text for message in mai.from_bot] == ["Chào bà con."]


async def test_what_would_be_tried_again_is_not_once_its_chat_is_cleared(post: PostOffice) -> None:
    """Only a chat that moves can refuse a call that was under way at that moment; any other fault goes the same way."""
    mai, _ = await post.person("Mai")
    group = post.world.group("Cán bộ", [mai])
    group.add_bot(by=mai)
    name = f"telegram:{group.id}"
    chat = await post.database.transact(lambda tx: chats.chat_of(tx, name, private=False))
    post.world.faults.add("latency", method="sendMessage", seconds=0.3, count=1)
    await post.decide(chat, "phiếu một", "phiếu hai")
    await until(lambda: post.account.in_flight)

    await post.clear(chat)
    group.migrate()

    assert await post.settle() == ["expired", "expired", "sent", "sent"]
    assert group.read() == ["Chào bà con."]


async def test_a_hundred_messages_are_taken_away_at_once_and_a_refusal_stops_only_itself(
    post: PostOffice,
) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, *(f"tin {number}" for number in range(250)))
    await post.settle(60)
    post.world.faults.add("error", method="deleteMessages", code=400, count=1)

    await post.clear(chat)
    await post.settle()

    calls = post.calls("deleteMessages")
    assert [call.code for call in calls] == [400, 200, 200]
    assert [len(call.params["message_ids"]) for call in calls] == [100, 100, 50]
    assert len(mai.from_bot) == 100 + 1
    assert not post.alarms


async def test_a_chat_with_nothing_to_clear_is_left_alone(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.clear(chat)
    assert await post.settle() == ["sent", "sent"]
    assert not post.calls("deleteMessages")
    assert mai.last.text == "Chào bà con."


async def test_clearing_waits_for_a_telegram_that_is_away(post: PostOffice) -> None:
    mai, chat = await post.person("Mai")
    await post.decide(chat, "Nguy hiểm thì gọi 113.")
    await post.settle()
    post.world.faults.add("error", method="deleteMessages", code=502, count=2)

    await post.clear(chat)

    assert await post.settle() == ["sent", "sent", "sent"]
    assert [message.text for message in mai.from_bot] == ["Chào bà con."]
