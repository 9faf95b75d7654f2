"""Who is at work, on leave, on duty, gone; and who takes no part in a request."""

from __future__ import annotations

import pytest
from store_rows import Clock, citizen, officer, request

from bot.store import declines, leaves, staff
from bot.store.database import Database, Transaction

HOUR_MS = 3_600_000


# --- staff -----------------------------------------------------------------------------------


async def test_whoever_is_on_leave_is_active_and_not_present(database: Database, clock: Clock) -> None:
    def work(tx: Transaction) -> None:
        away, back, soon = officer(tx, 1), officer(tx, 2, "coordinator", "far"), officer(tx, 3, "head", "far")
        leaves.add(tx, away.id, tx.now, tx.now + HOUR_MS, away.id)
        leaves.add(tx, back.id, tx.now - HOUR_MS, tx.now, back.id)
        leaves.add(tx, soon.id, tx.now + 1, tx.now + HOUR_MS, soon.id)
        assert staff.active(tx) == [away, back, soon]
        assert staff.present(tx) == [back, soon]
        assert staff.present(tx, roles=("head", "officer")) == [soon]
        assert staff.present(tx, branch="near") == []
        assert staff.present(tx, branch="far", roles=("coordinator",)) == [back]

    await database.transact(work)
    clock.pass_by(seconds=1)
    assert await database.transact(lambda tx: [one.id for one in staff.present(tx)]) == [2]
    clock.pass_by(hours=1)
    assert await database.transact(lambda tx: [one.id for one in staff.present(tx)]) == [1, 2, 3]


async def test_duty_is_taken_and_given_up(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        mine, other = officer(tx, 1), officer(tx, 2)
        staff.set_duty(tx, mine.id, on=True)
        found = [staff.load(tx, mine.id).on_duty, staff.load(tx, other.id).on_duty]
        staff.set_duty(tx, mine.id, on=False)
        return [mine.on_duty, *found, staff.load(tx, mine.id).on_duty]

    assert await database.transact(work) == [False, True, False, False]


async def test_who_is_taken_out_is_no_longer_one_of_the_staff_and_keeps_the_name(database: Database) -> None:
    def work(tx: Transaction) -> None:
        gone, stays = officer(tx, 1), officer(tx, 2)
        staff.set_duty(tx, gone.id, on=True)
        staff.end(tx, gone.id)
        assert staff.active(tx) == staff.present(tx) == [stays]
        assert staff.of_person(tx, gone.person) is None
        assert staff.at_work(tx, gone.id) is None
        assert staff.at_work(tx, stays.id) == stays
        assert staff.load(tx, gone.id) == gone  # and off duty
        again = staff.hire(tx, gone.person, "head", "Lò Thị Mai", "all")
        assert again.id not in (gone.id, stays.id)

    await database.transact(work)


async def test_the_day_of_going_is_kept(database: Database, clock: Clock) -> None:
    went = clock.now

    def until(tx: Transaction) -> object:
        return tx.only("SELECT until FROM staff")["until"]

    await database.transact(lambda tx: staff.end(tx, officer(tx, 1).id))
    clock.pass_by(hours=1)
    await database.transact(lambda tx: staff.end(tx, 1))
    assert await database.transact(until) == went


# --- leaves ----------------------------------------------------------------------------------


async def test_until_when_somebody_is_away(database: Database, clock: Clock) -> None:
    def add(tx: Transaction) -> int:
        mine, other = officer(tx, 1), officer(tx, 2)
        assert leaves.until(tx, mine.id) is None
        leaves.add(tx, mine.id, tx.now, tx.now + HOUR_MS, mine.id)
        leaves.add(tx, mine.id, tx.now - HOUR_MS, tx.now + 2 * HOUR_MS, other.id)
        leaves.add(tx, mine.id, tx.now + 3 * HOUR_MS, tx.now + 4 * HOUR_MS, other.id)
        assert leaves.until(tx, other.id) is None
        return tx.now

    now = await database.transact(add)
    assert await database.transact(lambda tx: leaves.until(tx, 1)) == now + 2 * HOUR_MS
    clock.pass_by(hours=2)
    assert await database.transact(lambda tx: leaves.until(tx, 1)) is None
    clock.pass_by(hours=1)
    assert await database.transact(lambda tx: leaves.until(tx, 1)) == now + 4 * HOUR_MS


async def test_leaves_are_found_in_their_order_from_an_instant_on(database: Database) -> None:
    def work(tx: Transaction) -> None:
        mine, other = officer(tx, 1), officer(tx, 2)
        for start, end in ((50, 60), (10, 20), (30, 40), (5, 55)):
            leaves.add(tx, mine.id, start, end, mine.id)
        leaves.add(tx, other.id, 1, 99, mine.id)
        assert leaves.of_staff(tx, mine.id, 0) == ((5, 55), (10, 20), (30, 40), (50, 60))
        assert leaves.of_staff(tx, mine.id, 20) == ((5, 55), (30, 40), (50, 60))
        assert leaves.of_staff(tx, mine.id, 39) == ((5, 55), (30, 40), (50, 60))
        assert leaves.of_staff(tx, mine.id, 40) == ((5, 55), (50, 60))
        assert leaves.of_staff(tx, mine.id, 60) == ()

    await database.transact(work)


async def test_who_is_back_ends_the_leave_under_way_and_keeps_what_was_and_what_is_to_come(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        mine, other = officer(tx, 1), officer(tx, 2)
        now = tx.now
        for start, end in ((now - 9, now - 5), (now - 3, now + 3), (now, now + 5), (now + 1, now + 9)):
            leaves.add(tx, mine.id, start, end, mine.id)
        leaves.add(tx, other.id, now - 1, now + 1, mine.id)
        assert leaves.end(tx, mine.id) == 2
        over = ((now - 9, now - 5), (now - 3, now), (now, now))
        assert leaves.of_staff(tx, mine.id, 0) == (*over, (now + 1, now + 9))
        assert leaves.until(tx, mine.id) is None
        assert leaves.until(tx, other.id) == now + 1
        assert leaves.end(tx, mine.id) == 0

    await database.transact(work)


# --- declines --------------------------------------------------------------------------------


async def test_who_is_barred_and_who_merely_does_not_take_it(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked, another = request(tx, citizen(tx)), request(tx, citizen(tx), "000001A")
        mine, other, third = (officer(tx, number) for number in (1, 2, 3))
        declines.note(tx, asked.id, mine.id, declines.NOT_MINE, "", mine.id)
        declines.note(tx, asked.id, other.id, declines.CONFLICT, "2017:25.2.a", third.id)
        assert declines.barred(tx, asked.id) == {other.id}
        assert declines.declined(tx, asked.id) == {mine.id, other.id}
        found = [declines.is_barred(tx, asked.id, one.id) for one in (mine, other, third)]
        assert found == [False, True, False]
        assert declines.declined(tx, another.id) == frozenset()

    await database.transact(work)


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (("not_mine", ""), ("conflict", "2017:25.2.b"), ("conflict", "2017:25.2.b", 2)),
        (("conflict", "2017:25.2.a"), ("not_mine", ""), ("conflict", "2017:25.2.a", 1)),
        (("conflict", "2017:25.2.a"), ("conflict", "2017:25.2.b"), ("conflict", "2017:25.2.b", 2)),
        (("not_mine", ""), ("not_mine", ""), ("not_mine", "", 2)),
    ],
)
async def test_a_conflict_is_never_weakened(
    database: Database, first: tuple[str, str], then: tuple[str, str], kept: tuple[str, str, int]
) -> None:
    def work(tx: Transaction) -> list[tuple[object, ...]]:
        asked = request(tx, citizen(tx))
        mine, leader = officer(tx, 1), officer(tx, 2, "head")
        declines.note(tx, asked.id, mine.id, *first, by=mine.id)
        declines.note(tx, asked.id, mine.id, *then, by=leader.id)
        found = tx.all("SELECT kind, ground, by_staff FROM declines")
        return [(row["kind"], row["ground"], row["by_staff"]) for row in found]

    assert await database.transact(work) == [kept]
