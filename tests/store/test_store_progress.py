"""In whose hands a request is: who sees it in the queue, who wins it, and what a change that came too late meets."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from store_rows import Clock, citizen, officer, request

from bot.domain.request import NEXT_ACTOR, TRANSITIONS, Action, Outcome, Request, Status, after
from bot.domain.sieve import Sieve
from bot.store import declines, progress, requests
from bot.store import staff as staff_rows
from bot.store.database import Database, Transaction
from bot.store.engine import RaceLost
from bot.store.staff import Officer

HOUR_MS = 3_600_000


def asked_by_many(tx: Transaction, count: int) -> list[Request]:
    return [request(tx, citizen(tx), f"00000{number}K") for number in range(count)]


def seen(tx: Transaction, staff: int, *, branch: str | None = None, leads: bool = False) -> list[str]:
    role = "coordinator" if leads else "officer"
    known = staff_rows.at_work(tx, staff) or Officer(staff, 0, 0, role, "", "all")
    who = replace(known, branch=branch or "all", role=role)
    found = progress.queue(tx, who, Sieve(), limit=9, offset=0)
    return [one.number[5] for one in found]


def row(tx: Transaction, asked: Request) -> dict[str, object]:
    return dict(tx.only("SELECT * FROM requests WHERE id = :id", id=asked.id))


# --- the queue -------------------------------------------------------------------------------


async def test_the_queue_shows_urgent_ones_first_and_only_what_nobody_has(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        asked_by_many(tx, 5)
        mine = officer(tx, 1)
        tx.run("UPDATE requests SET urgent = 1 WHERE number IN ('000002K', '000003K')")
        tx.run("UPDATE requests SET status = 'answered' WHERE number = '000001K'")
        assert progress.claim(tx, 3, mine.id)
        return seen(tx, mine.id)

    assert await database.transact(work) == ["3", "0", "4"]


async def test_a_branch_sees_its_own_and_what_is_for_all(database: Database) -> None:
    def work(tx: Transaction) -> list[list[str]]:
        asked_by_many(tx, 3)
        tx.run("UPDATE requests SET branch = 'far' WHERE number = '000000K'")
        tx.run("UPDATE requests SET branch = 'all' WHERE number = '000001K'")
        return [seen(tx, 1, branch=branch) for branch in ("far", "centre", "near", None)]

    assert await database.transact(work) == [["0", "1"], ["1", "2"], ["1"], ["0", "1", "2"]]


@pytest.mark.parametrize("column", ["sensitive", "matter"])
async def test_what_leaders_hand_out_stands_in_their_queue_only(database: Database, column: str) -> None:
    def work(tx: Transaction) -> list[list[str]]:
        asked_by_many(tx, 4)
        tx.run(f"UPDATE requests SET {column} = 'faith' WHERE number = '000000K'")
        tx.run(f"UPDATE requests SET {column} = 'hiv' WHERE number = '000001K'")
        tx.run("UPDATE requests SET matter = NULL WHERE number = '000002K'")
        return [seen(tx, 1), seen(tx, 1, leads=True)]

    assert await database.transact(work) == [["1", "2", "3"], ["0", "1", "2", "3"]]


@pytest.mark.parametrize("kind", [declines.NOT_MINE, declines.CONFLICT])
@pytest.mark.parametrize("leads", [False, True])
async def test_what_somebody_declined_is_not_shown_to_him_again(
    database: Database, kind: str, leads: bool
) -> None:
    def work(tx: Transaction) -> list[list[str]]:
        first, _ = asked_by_many(tx, 2)
        mine, other = officer(tx, 1), officer(tx, 2)
        declines.note(tx, first.id, mine.id, kind, "", mine.id)
        return [seen(tx, one.id, leads=leads) for one in (mine, other)]

    assert await database.transact(work) == [["1"], ["0", "1"]]


async def test_in_hand_are_ones_own_open_requests_urgent_ones_first(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        asked = asked_by_many(tx, 4)
        mine, other = officer(tx, 1), officer(tx, 2)
        for one in asked[:3]:
            assert progress.claim(tx, one.id, mine.id)
        assert progress.claim(tx, asked[3].id, other.id)
        progress.move(tx, requests.load(tx, 1), Action.CLOSE, Outcome.REFERRED)
        tx.run("UPDATE requests SET urgent = 1 WHERE id = 3")
        return [one.id for one in progress.mine(tx, mine.id)]

    assert await database.transact(work) == [3, 2]


# --- races -----------------------------------------------------------------------------------


async def test_only_the_first_claim_wins(database: Database) -> None:
    def work(tx: Transaction) -> Request:
        asked = request(tx, citizen(tx))
        mine, other = officer(tx, 1), officer(tx, 2)
        assert row(tx, asked)["claimed_at"] is None
        assert progress.claim(tx, asked.id, mine.id)
        assert not progress.claim(tx, asked.id, mine.id)
        assert not progress.claim(tx, asked.id, other.id)
        assert not progress.claim(tx, 99, other.id)
        assert row(tx, asked)["claimed_at"] == tx.now
        return requests.load(tx, asked.id)

    claimed = await database.transact(work)
    assert (claimed.status, claimed.claimed_by, claimed.version) == (Status.CLAIMED, 1, 2)


async def test_what_is_no_longer_new_is_not_claimed(database: Database) -> None:
    def work(tx: Transaction) -> bool:
        asked = request(tx, citizen(tx))
        tx.run("UPDATE requests SET status = 'closed'")
        return progress.claim(tx, asked.id, officer(tx, 1).id)

    assert not await database.transact(work)


async def test_a_change_of_what_changed_meanwhile_is_lost(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        mine = officer(tx, 1)
        assert progress.claim(tx, asked.id, mine.id)
        with pytest.raises(RaceLost):
            progress.hand(tx, asked, Action.TRANSFER, mine.id)
        with pytest.raises(RaceLost):
            progress.set_sensitive(tx, asked, "land", "hiv")
        now = requests.load(tx, asked.id)
        progress.move(tx, now, Action.CONTACT)
        with pytest.raises(RaceLost):
            progress.move(tx, now, Action.CLOSE)
        assert requests.load(tx, asked.id).status is Status.ANSWERED

    await database.transact(work)


# --- moving on -------------------------------------------------------------------------------


async def test_a_request_moves_by_the_table_and_never_otherwise(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        for status, action in product(Status, Action):
            tx.run("UPDATE requests SET status = :status, awaited = 1", status=str(status))
            now = requests.load(tx, asked.id)
            if (status, action) not in TRANSITIONS:
                with pytest.raises(LookupError):
                    progress.move(tx, now, action)
                assert requests.load(tx, asked.id) == now
                continue
            moved = progress.move(tx, now, action)
            assert moved.status is after(status, action)
            assert (moved.version, moved.awaited) == (now.version + 1, False)
            assert row(tx, asked)["next_actor"] == NEXT_ACTOR[moved.status]

    await database.transact(work)


async def test_the_first_answer_and_the_end_are_dated(database: Database, clock: Clock) -> None:
    first = clock.now

    def answer(tx: Transaction) -> Request:
        asked = request(tx, citizen(tx))
        assert progress.claim(tx, asked.id, officer(tx, 1).id)
        assert row(tx, asked)["first_reply_at"] is None
        return progress.move(tx, requests.load(tx, asked.id), Action.ANSWER)

    answered = await database.transact(answer)
    clock.pass_by(hours=1)

    def close(tx: Transaction) -> tuple[object, ...]:
        again = progress.move(tx, answered, Action.ANSWER)
        closed = progress.move(tx, again, Action.CLOSE, Outcome.TAKEN_ON)
        found = row(tx, closed)
        return found["first_reply_at"], found["closed_at"], found["outcome"], found["next_actor"]

    assert await database.transact(close) == (first, first + HOUR_MS, "taken_on", "none")


async def test_who_opens_a_request_again_finds_it_free_and_without_an_end(database: Database) -> None:
    def work(tx: Transaction) -> dict[str, object]:
        asked = request(tx, citizen(tx))
        assert progress.claim(tx, asked.id, officer(tx, 1).id)
        closed = progress.move(tx, requests.load(tx, asked.id), Action.CLOSE, Outcome.WITHDRAWN)
        again = progress.hand(tx, closed, Action.REOPEN, None)
        assert progress.claim(tx, again.id, officer(tx, 2).id)
        return row(tx, again)

    found = await database.transact(work)
    assert (found["outcome"], found["closed_at"], found["claimed_by"]) == (None, None, 2)


async def test_a_request_goes_from_hand_to_hand_and_back(database: Database, clock: Clock) -> None:
    def claim(tx: Transaction) -> Request:
        asked = request(tx, citizen(tx))
        officer(tx, 1)
        officer(tx, 2)
        assert progress.claim(tx, asked.id, 1)
        return requests.load(tx, asked.id)

    claimed = await database.transact(claim)
    clock.pass_by(hours=1)

    def give(tx: Transaction) -> None:
        given = progress.hand(tx, claimed, Action.TRANSFER, 2)
        assert (given.claimed_by, given.status) == (2, Status.CLAIMED)
        assert row(tx, given)["claimed_at"] == tx.now
        assert (progress.mine(tx, 1), progress.mine(tx, 2)) == ([], [given])
        free = progress.hand(tx, given, Action.RELEASE, None)
        assert (free.claimed_by, free.status) == (None, Status.NEW)
        assert row(tx, free)["claimed_at"] is None
        assert row(tx, free)["next_actor"] == "officer"

    await database.transact(give)


# --- waiting ---------------------------------------------------------------------------------


async def test_how_long_it_waits_and_what_comes_next_is_kept(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        progress.wait(tx, asked.id, since=tx.now, rung=2, next_by=tx.now + 5, extended=1)
        now = requests.load(tx, asked.id)
        assert (now.waits_since, now.rung, now.next_by, now.extended) == (tx.now, 2, tx.now + 5, 1)
        assert now.version == asked.version  # what the clock does never makes a person lose
        progress.wait(tx, asked.id, since=tx.now, rung=3, next_by=None, extended=0)
        assert requests.load(tx, asked.id).next_by is None

    await database.transact(work)


async def test_what_lapsed_from_somebody_is_found_while_it_waits_in_the_queue(
    database: Database, clock: Clock
) -> None:
    start = clock.now

    def lapse(tx: Transaction) -> None:
        first, second, third = asked_by_many(tx, 3)
        mine, other = officer(tx, 1), officer(tx, 2)
        for asked, one in ((first, mine), (second, mine), (third, other)):
            progress.note_lapse(tx, asked.id, one.id)
        assert progress.claim(tx, second.id, other.id)

    clock.pass_by(hours=1)
    await database.transact(lapse)
    clock.pass_by(hours=9)

    def found(tx: Transaction) -> list[list[int]]:
        spans = ((start, tx.now), (start, start + HOUR_MS), (start, start + HOUR_MS - 1), (tx.now, tx.now))
        return [[one.id for one in progress.lapsed(tx, 1, *span)] for span in spans]

    assert await database.transact(found) == [[1], [1], [], []]


async def test_who_wrote_last_waits_for_an_answer_unless_it_is_closed(database: Database) -> None:
    def work(tx: Transaction) -> list[tuple[bool, object]]:
        first, second = asked_by_many(tx, 2)
        tx.run("UPDATE requests SET status = 'answered', next_actor = 'citizen' WHERE id = 1")
        tx.run("UPDATE requests SET status = 'closed', next_actor = 'none' WHERE id = 2")
        for asked in (first, second):
            progress.set_awaited(tx, asked.id)
        return [
            (requests.load(tx, asked.id).awaited, row(tx, asked)["next_actor"]) for asked in (first, second)
        ]

    assert await database.transact(work) == [(True, "officer"), (False, "none")]


async def test_an_officer_sorts_a_request_and_takes_it_back(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        hidden = progress.set_sensitive(tx, asked, "family", "faith")
        assert (hidden.matter, hidden.sensitive, hidden.reserved) == ("family", "faith", True)
        shown = progress.set_sensitive(tx, hidden, None, None)
        assert (shown.matter, shown.sensitive, shown.version) == (None, None, 3)

    await database.transact(work)
