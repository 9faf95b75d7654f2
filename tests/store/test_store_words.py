"""What the staff and citizens wrote about a request: notes, letters and albums, and the verb that waits for words."""

from __future__ import annotations

from store_rows import Clock, citizen, officer, request

from bot.store import desk, messages, notes
from bot.store.database import Database, Transaction
from bot.store.desk import Pending

# --- notes -----------------------------------------------------------------------------------


async def test_notes_are_found_by_their_request_and_are_sealed(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked, another = request(tx, citizen(tx)), request(tx, citizen(tx), "000001A")
        mine = officer(tx, 1)
        notes.add(tx, asked.id, mine.id, "note", "Gọi sau mùa gặt.")
        notes.add(tx, another.id, mine.id, "note", "Khác.")
        notes.add(tx, asked.id, mine.id, "release", "Tôi đi công tác.", None, "77")
        found = [(one.kind, one.staff, one.words, one.file, one.at) for one in notes.of_request(tx, asked.id)]
        assert found == [
            ("note", mine.id, "Gọi sau mùa gặt.", None, tx.now),
            ("release", mine.id, "Tôi đi công tác.", None, tx.now),
        ]
        assert "gặt".encode() not in tx.only("SELECT body FROM notes WHERE id = 1")["body"]

    await database.transact(work)


async def test_a_note_is_found_by_what_its_author_typed_it_in_and_mended(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        mine, other = officer(tx, 1), officer(tx, 2)
        notes.add(tx, asked.id, mine.id, "note", "Một.", origin="77")
        notes.add(tx, asked.id, mine.id, "note", "Hai.", origin="77")
        notes.add(tx, asked.id, other.id, "note", "Ba.", origin="78")
        typed = notes.typed_in(tx, mine.id, "77")
        assert typed
        assert (typed.id, typed.request, typed.words) == (2, asked.id, "Hai.")
        assert notes.typed_in(tx, mine.id, "78") is None
        assert notes.typed_in(tx, other.id, "77") is None
        notes.change(tx, 2, "Hai, đã sửa.")
        assert [one.words for one in notes.of_request(tx, asked.id)] == ["Một.", "Hai, đã sửa.", "Ba."]

    await database.transact(work)


# --- letters ---------------------------------------------------------------------------------


async def test_a_letter_is_found_by_what_its_author_typed_it_in(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        by_citizen = messages.add(tx, asked.id, "citizen", "Mai tôi ra xã.", origin="5")
        by_officer = messages.add(tx, asked.id, "staff:1", "Được.", origin="5")
        messages.add(tx, asked.id, "staff:1", "Không từ tin nào.")
        found = [messages.typed_in(tx, author, "5") for author in ("citizen", "staff:1", "staff:2")]
        assert [letter.id if letter else None for letter in found] == [by_citizen, by_officer, None]
        assert messages.typed_in(tx, "citizen", "6") is None
        newer = messages.add(tx, asked.id, "citizen", "Nữa.", origin="5")
        assert messages.typed_in(tx, "citizen", "5") == messages.load(tx, newer)
        assert messages.load(tx, 99) is None

    await database.transact(work)


async def test_a_letter_that_is_mended_keeps_its_place_and_says_when(
    database: Database, clock: Clock
) -> None:
    def write(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        for words in ("Một.", "Hai."):
            messages.add(tx, asked.id, "citizen", words)

    await database.transact(write)
    clock.pass_by(hours=1)

    def mend(tx: Transaction) -> None:
        messages.change(tx, 1, "Một, đã sửa.")
        assert [letter.words for letter in messages.of_request(tx, 1)] == ["Một, đã sửa.", "Hai."]
        first, second = tx.all("SELECT at, edited_at FROM messages ORDER BY id")
        assert (first["edited_at"], second["edited_at"]) == (tx.now, None)
        assert first["at"] == second["at"] < tx.now

    await database.transact(mend)


async def test_an_album_holds_what_was_sent_together_about_one_request(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked, another = request(tx, citizen(tx)), request(tx, citizen(tx), "000001A")
        messages.add(tx, asked.id, "citizen", "Giấy một.", album="a")
        messages.add(tx, another.id, "citizen", "Khác.", album="a")
        messages.add(tx, asked.id, "citizen", "Giấy hai.", album="a")
        messages.add(tx, asked.id, "citizen", "Một mình.")
        found = messages.of_album(tx, asked.id, "a")
        assert [(letter.words, letter.album) for letter in found] == [("Giấy một.", "a"), ("Giấy hai.", "a")]
        assert messages.of_album(tx, asked.id, "b") == []

    await database.transact(work)


# --- the desk --------------------------------------------------------------------------------


async def test_a_verb_waits_for_words_with_what_was_chosen_already(database: Database, clock: Clock) -> None:
    def put(tx: Transaction) -> int:
        asked = request(tx, citizen(tx))
        mine, other = officer(tx, 1).person, officer(tx, 2).person
        assert desk.pending(tx, mine) is None
        assert not desk.late(tx, mine)
        desk.put(tx, mine, "reply", asked.id)
        assert desk.pending(tx, mine) == Pending("reply", asked.id, "")
        desk.put(tx, mine, "transfer", asked.id, "2")
        assert desk.pending(tx, mine) == Pending("transfer", asked.id, "2")
        assert desk.pending(tx, other) is None
        return mine

    mine = await database.transact(put)
    clock.now += desk.OPEN_MS - 1
    assert not await database.transact(lambda tx: desk.late(tx, mine))
    clock.now += 1
    assert await database.transact(lambda tx: desk.late(tx, mine))
    assert await database.transact(lambda tx: desk.pending(tx, mine)) is None
    assert await database.transact(lambda tx: [desk.clear(tx, mine), desk.clear(tx, mine)]) == [True, False]
    assert not await database.transact(lambda tx: desk.late(tx, mine))


async def test_what_is_put_again_waits_anew(database: Database, clock: Clock) -> None:
    def put(tx: Transaction) -> None:
        desk.put(tx, officer(tx, 1).person, "note", request(tx, citizen(tx)).id, "x")

    await database.transact(put)
    clock.pass_by(hours=1)
    await database.transact(lambda tx: desk.put(tx, 1, "reply", 1))
    assert await database.transact(lambda tx: desk.pending(tx, 1)) == Pending("reply", 1, "")
