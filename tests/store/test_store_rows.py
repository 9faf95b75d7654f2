"""Requests, sessions, staff and the Centre's settings as rows: found by what people name them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_rows import Clock, citizen, handle_all, request

from bot.chat import File
from bot.domain.request import LEGAL_BASIS, Action, Kind
from bot.domain.sieve import Sieve
from bot.flow.session import Session
from bot.store import (
    centre,
    files,
    housekeeping,
    inbox,
    people,
    progress,
    requests,
    sessions,
    staff,
    timers,
    tries,
)
from bot.store.database import Database, Transaction
from bot.store.engine import RaceLost
from bot.store.staff import Officer


async def test_who_waits_longest_comes_first_and_pages_follow(database: Database) -> None:
    def work(tx: Transaction) -> list[list[str]]:
        for number in range(4):
            request(tx, citizen(tx), f"00000{number}K")
        tx.run("UPDATE requests SET urgent = 1 WHERE number = '000002K'")
        tx.run("UPDATE requests SET branch = 'far' WHERE number = '000003K'")
        tx.run("UPDATE requests SET status = 'closed' WHERE number = '000001K'")
        leader = Officer(0, 0, 0, "coordinator", "", "all")
        pages = [
            progress.queue(tx, leader, Sieve(), limit=2, offset=0),
            progress.queue(tx, leader, Sieve(), limit=2, offset=2),
            progress.queue(tx, replace(leader, branch="far"), Sieve(), limit=9, offset=0),
        ]
        return [[one.number for one in page] for page in pages]

    found = await database.transact(work)
    assert found == [["000002K", "000000K"], ["000003K"], ["000003K"]]


async def test_a_request_grows_and_moves_on(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        grown = requests.grow(
            tx,
            asked,
            {"story": "thêm"},
            kind=Kind.URGENT,
            matter="crime",
            place=None,
            branch="far",
            urgent=True,
            guarded=True,
            helper=True,
            sensitive="hiv",
        )
        assert (grown.kind, grown.matter, grown.branch) == (Kind.URGENT, "crime", "far")
        assert (grown.urgent, grown.guarded, grown.helper, grown.version) == (True, True, True, 2)
        basis = tx.only("SELECT legal_basis FROM requests")["legal_basis"]
        assert basis == LEGAL_BASIS[Kind.URGENT] != LEGAL_BASIS[Kind.LEGAL_AID]
        assert requests.facts(tx, asked.id) == {"story": "thêm"}
        tx.run("INSERT INTO staff (person, role, name, branch, since) VALUES (1, 'officer', x'', 'all', 0)")
        claimed = progress.hand(tx, grown, Action.TRANSFER, 1)
        progress.move(tx, claimed, Action.ANSWER)
        assert [one.id for one in progress.mine(tx, 1)] == [asked.id]
        assert [one.id for one in requests.of_person(tx, asked.person)] == [asked.id]
        assert requests.by_number(tx, "999999X") is None
        assert requests.by_session(tx, 9) is None

    await database.transact(work)


async def test_the_session_on_top_is_the_present_one_and_an_erased_one_has_no_words(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        person = citizen(tx)
        assert sessions.current(tx, person.id) is None
        first = sessions.open_one(tx, person.id, Session("legal_aid", "v1"))
        top = sessions.open_one(tx, person.id, Session("status", "v1"))
        assert sessions.open_ones(tx, person.id) == [top, first]
        assert sessions.current(tx, person.id) == top
        assert sessions.find_open(tx, first.id) == (person.id, first)
        sessions.erase(tx, top.id, "left")
        assert sessions.current(tx, person.id) == first
        assert sessions.find_open(tx, top.id) is None
        assert tx.only("SELECT body FROM sessions WHERE id = :id", id=top.id)["body"] is None
        assert people.name(tx, person.id) == "Vàng A 1"

    await database.transact(work)


async def test_a_session_of_somebody_else_is_not_among_ones_own(database: Database) -> None:
    def work(tx: Transaction) -> None:
        mine, other = citizen(tx, 1), citizen(tx, 2)
        stored = sessions.open_one(tx, mine.id, Session("legal_aid", "v1"))
        assert sessions.open_ones(tx, other.id) == []
        sessions.save(tx, stored.id, Session("legal_aid", "v1", outcome="done"))
        assert sessions.ended(tx, other.id, stored.id) is None
        assert sessions.ended(tx, mine.id, stored.id) is not None

    await database.transact(work)


async def test_settings_of_a_person_are_kept_one_by_one(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person = citizen(tx)
        assert (person.voice, person.low_data, person.quiet, person.left) == (False, False, False, False)
        people.set_setting(tx, person.id, "low_data", on=True)
        people.set_setting(tx, person.id, "quiet", on=True)
        people.set_setting(tx, person.id, "low_data", on=False)
        people.set_language(tx, person.id, "en")
        now = people.load(tx, person.id)
        assert (now.language, now.voice, now.low_data, now.quiet) == ("en", False, False, True)
        assert people.of_chat(tx, person.chat) == now
        with pytest.raises(AssertionError):
            people.set_setting(tx, person.id, "language", on=True)

    await database.transact(work)


async def test_who_left_has_left_until_they_write_again(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        person = citizen(tx).id
        people.set_left(tx, person, tx.now)
        left = people.load(tx, person).left
        people.set_left(tx, person, None)
        return [left, people.load(tx, person).left]

    assert await database.transact(work) == [True, False]


# --- what a person decides about requests ----------------------------------------------------


async def test_a_private_word_opens_its_own_request_only_and_is_not_kept(database: Database) -> None:
    def work(tx: Transaction) -> None:
        mine = request(tx, citizen(tx, 1))
        other = request(tx, citizen(tx, 2), "000001A")
        bare = request(tx, citizen(tx, 3), "000002B")
        for asked in (mine, other):
            requests.set_code_word(tx, asked.id, "hoa man")
        assert requests.opens_with(tx, mine.id, "hoa man")
        assert not requests.opens_with(tx, mine.id, "hoa mai")
        assert not requests.opens_with(tx, bare.id, "")
        words = [
            bytes(row["code_word"]) for row in tx.all("SELECT code_word FROM requests ORDER BY id LIMIT 2")
        ]
        assert words[0] != words[1]
        assert b"hoa" not in b"".join(words)
        requests.set_code_word(tx, mine.id, "hoa mai")
        assert not requests.opens_with(tx, mine.id, "hoa man")

    await database.transact(work)


async def test_open_requests_of_one_person_become_guarded(database: Database) -> None:
    def work(tx: Transaction) -> list[tuple[bool, int]]:
        mine, other = citizen(tx, 1), citizen(tx, 2)
        for person, number in ((mine, "000001A"), (mine, "000002B"), (other, "000003C")):
            request(tx, person, number)
        tx.run("UPDATE requests SET status = 'closed' WHERE number = '000002B'")
        for _ in range(2):
            requests.guard(tx, mine.id)
        found = [requests.load(tx, row["id"]) for row in tx.all("SELECT id FROM requests ORDER BY id")]
        return [(one.guarded, one.version) for one in found]

    assert await database.transact(work) == [(True, 2), (False, 1), (False, 1)]


async def test_a_request_is_silenced_until_the_person_writes_again(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        asked = request(tx, citizen(tx))
        requests.silence(tx, asked.id, tx.now)
        silenced = requests.load(tx, asked.id).silenced
        requests.silence(tx, asked.id, None)
        return [asked.silenced, silenced, requests.load(tx, asked.id).silenced]

    assert await database.transact(work) == [False, True, False]


async def test_a_request_follows_its_person_to_another_account(database: Database) -> None:
    def work(tx: Transaction) -> None:
        old, new = citizen(tx, 1), citizen(tx, 2)
        asked = request(tx, old)
        requests.give(tx, asked.id, new.id)
        assert requests.of_person(tx, old.id) == []
        assert [(one.id, one.version) for one in requests.of_person(tx, new.id)] == [(asked.id, 2)]
        with pytest.raises(RaceLost):
            progress.move(tx, asked, Action.CLAIM)

    await database.transact(work)


async def test_what_is_known_of_a_request_is_set_anew(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        requests.set_facts(tx, asked.id, {"speak": "mong"})
        assert requests.facts(tx, asked.id) == {"speak": "mong"}
        assert requests.load(tx, asked.id).version == 2
        assert requests.find(tx, 99) is None

    await database.transact(work)


async def test_wrong_guesses_are_counted_for_a_day_and_then_forgotten(
    database: Database, clock: Clock
) -> None:
    def guess(tx: Transaction) -> None:
        tries.note(tx, citizen(tx, 1).id)
        tries.note(tx, citizen(tx, 1).id)
        tries.note(tx, citizen(tx, 2).id)

    await database.transact(guess)
    assert await database.transact(lambda tx: [tries.count_today(tx, p) for p in (1, 2, 3)]) == [2, 1, 0]
    clock.pass_by(hours=23.9)
    await database.transact(housekeeping.tidy)
    assert await database.transact(lambda tx: tries.count_today(tx, 1)) == 2
    clock.pass_by(hours=0.2)
    assert await database.transact(lambda tx: tries.count_today(tx, 1)) == 0
    await database.transact(housekeeping.tidy)
    assert await database.transact(lambda tx: tx.all("SELECT * FROM tries")) == []


async def test_timers_of_one_chat_are_cancelled(database: Database, clock: Clock) -> None:
    def work(tx: Transaction) -> None:
        for number in (1, 2):
            timers.set_timer(tx, "remind", citizen(tx, number).chat, tx.now + 1_000, str(number))
        timers.cancel(tx, 1)

    await database.transact(work)
    clock.pass_by(seconds=2)
    assert await database.transact(timers.ring) == 1
    (row,) = await database.transact(lambda tx: inbox.take(tx, 9))
    assert (row.chat, row.raw) == (2, {"kind": "remind", "details": "2"})


async def test_a_timer_is_known_by_its_kind_and_chat(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        one, two = citizen(tx, 1).chat, citizen(tx, 2).chat
        timers.set_timer(tx, "digest", one, tx.now + 1)
        return [timers.is_set(tx, *which) for which in (("digest", one), ("digest", two), ("wait", one))]

    assert await database.transact(work) == [True, False, False]


async def test_a_timer_that_is_set_once_forgets_the_one_before(database: Database, clock: Clock) -> None:
    def work(tx: Transaction) -> None:
        one, two = citizen(tx, 1).chat, citizen(tx, 2).chat
        timers.set_timer(tx, "wait", one, tx.now + 1_000, "1")
        timers.set_only(tx, "wait", two, tx.now + 3_000, "1")
        timers.set_only(tx, "wait", one, tx.now + 1_000, "2")
        timers.set_only(tx, "remind", one, tx.now + 1_000, "1")

    await database.transact(work)
    clock.pass_by(seconds=2)
    assert await database.transact(timers.ring) == 2
    found = await database.transact(lambda tx: [row.raw for row in handle_all(tx)])
    assert found == [{"kind": "wait", "details": "2"}, {"kind": "remind", "details": "1"}]
    clock.pass_by(seconds=1)
    assert await database.transact(timers.ring) == 1
    assert await database.transact(timers.ring) == 0


# --- the house -------------------------------------------------------------------------------


async def test_an_invite_serves_once_and_for_a_day(database: Database, clock: Clock) -> None:
    def invite(tx: Transaction) -> None:
        for token in ("một", "hai"):
            staff.invite(tx, token, "officer", "Lò Thị Hoa", "all", citizen(tx).id)

    await database.transact(invite)
    used = await database.transact(lambda tx: staff.use_invite(tx, "một", 1))
    assert used is not None
    assert (used.name, used.role) == ("Lò Thị Hoa", "officer")
    assert await database.transact(lambda tx: staff.use_invite(tx, "một", 1)) is None
    assert await database.transact(lambda tx: staff.use_invite(tx, "ba", 1)) is None
    clock.pass_by(hours=24.1)
    assert await database.transact(lambda tx: staff.use_invite(tx, "hai", 1)) is None


async def test_who_is_hired_again_has_one_role(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        person = citizen(tx).id
        staff.hire(tx, person, "officer", "Lò Thị Hoa", "far")
        staff.hire(tx, person, "head", "Lò Thị Hoa", "all")
        assert staff.active(tx, roles=("officer",)) == []
        return [officer.role for officer in staff.active(tx, branch="anywhere")]

    assert await database.transact(work) == ["head"]


async def test_the_centres_settings_are_set_changed_and_unset(database: Database) -> None:
    def work(tx: Transaction) -> list[str | None]:
        found = [centre.get(tx, "hotline")]
        for number in ("1", "2"):
            centre.put(tx, "hotline", number)
            found.append(centre.get(tx, "hotline"))
        centre.clear(tx, "hotline")
        assert centre.staff_chat(tx) is None
        return [*found, centre.get(tx, "hotline")]

    assert await database.transact(work) == [None, "1", "2", None]


async def test_files_of_a_session_go_with_it_and_files_of_a_request_stay(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person = citizen(tx)
        opened = sessions.open_one(tx, person.id, Session("legal_aid", "v1"))
        row = files.want(tx, person.chat, opened.id, File("photo", "ref", "unique", 5, "giấy.jpg"))
        asked = request(tx, person)
        files.attach(tx, opened.id, asked.id)
        assert [file.id for file in files.of_session(tx, opened.id)] == [row]
        assert [file.name for file in files.of_request(tx, asked.id)] == ["giấy.jpg"]
        files.want(tx, person.chat, opened.id, File("voice", "ref", "unique"))
        files.erase(tx, opened.id)
        assert [file.id for file in files.of_request(tx, asked.id)] == [row]
        assert files.take_erased(tx) == []
        assert len(tx.all("SELECT * FROM files")) == 1

    await database.transact(work)
