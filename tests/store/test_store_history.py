"""The history of a request is one chain: what is changed or taken out of it shows."""

from __future__ import annotations

import pytest
from store_rows import citizen, request

from bot.domain.request import Action
from bot.store import history, messages, progress, requests
from bot.store.database import Database, Transaction
from bot.store.engine import RaceLost


async def grow(database: Database) -> None:
    def work(tx: Transaction) -> None:
        for number in ("482519K", "482520M"):
            asked = request(tx, citizen(tx), number)
            history.append(tx, asked.id, "citizen", "sent", words="Nhà bên lấn nương")
            history.append(tx, asked.id, "staff:1", "claimed")
            history.append(tx, asked.id, "staff:1", "replied", words="Mai tôi lên")

    await database.transact(work)


async def whole(database: Database) -> tuple[bool, bool]:
    return await database.transact(lambda tx: (history.is_whole(tx, 1), history.is_whole(tx, 2)))


async def test_an_untouched_chain_is_whole_and_holds_no_words(database: Database) -> None:
    await grow(database)
    assert await whole(database) == (True, True)
    rows = await database.transact(lambda tx: [dict(row) for row in history.of_request(tx, 1)])
    assert [row["what"] for row in rows] == ["sent", "claimed", "replied"]
    assert "nương" not in repr(rows)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET what = 'released' WHERE id = 2",
        "UPDATE history SET at = at - 1 WHERE id = 1",
        "UPDATE history SET actor = 'staff:2' WHERE id = 3",
        "UPDATE history SET words_digest = x'00' WHERE id = 3",
        "UPDATE history SET words_digest = NULL WHERE id = 3",
        "UPDATE history SET request = 2 WHERE id = 3",
        "DELETE FROM history WHERE id = 2",
        "DELETE FROM history WHERE id = 1",
    ],
)
async def test_a_change_and_a_removal_show(database: Database, change: str) -> None:
    await grow(database)
    await database.transact(lambda tx: tx.run(change))
    assert False in await whole(database)


async def test_a_link_put_in_by_hand_shows(database: Database) -> None:
    await grow(database)
    await database.transact(
        lambda tx: tx.run(
            "INSERT INTO history (request, at, actor, what, details, digest)"
            " VALUES (1, 5, 'staff:9', 'closed', '', x'00')"
        )
    )
    assert await whole(database) == (False, True)


async def test_one_claim_wins_and_a_status_changes_only_from_what_was_seen(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        asked = request(tx, citizen(tx))
        tx.run("INSERT INTO staff (person, role, name, branch, since) VALUES (1, 'officer', x'', 'all', 0)")
        won = [progress.claim(tx, asked.id, 1), progress.claim(tx, asked.id, 1)]
        with pytest.raises(RaceLost):
            progress.move(tx, asked, Action.CLAIM)
        return won

    assert await database.transact(work) == [True, False]


async def test_letters_are_kept_in_order_and_found_by_row(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        asked = request(tx, citizen(tx))
        first = messages.add(tx, asked.id, "citizen", "Còn nữa")
        messages.add(tx, asked.id, "staff:1", "Đã rõ")
        letter = messages.load(tx, first)
        assert letter is not None
        assert (letter.words, letter.author, letter.at) == ("Còn nữa", "citizen", tx.now)
        assert messages.load(tx, 99) is None
        return [one.words for one in messages.of_request(tx, asked.id)]

    assert await database.transact(work) == ["Còn nữa", "Đã rõ"]


async def test_a_request_without_facts_has_none(database: Database) -> None:
    def work(tx: Transaction) -> dict[str, object]:
        asked = request(tx, citizen(tx))
        tx.run("UPDATE requests SET facts = NULL")
        return requests.facts(tx, asked.id)

    assert await database.transact(work) == {}
