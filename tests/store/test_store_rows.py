"""Requests, sessions, staff and the Centre's settings as rows: found by what people name them."""

from __future__ import annotations

from store_rows import Clock, citizen, request

from bot.chat import File
from bot.domain.request import Status
from bot.flow.session import Session
from bot.store import centre, files, people, requests, sessions, staff
from bot.store.database import Database, Transaction


async def test_who_waits_longest_comes_first_and_pages_follow(database: Database) -> None:
    def work(tx: Transaction) -> list[list[str]]:
        for number in range(4):
            request(tx, citizen(tx), f"00000{number}K")
        tx.run("UPDATE requests SET urgent = 1 WHERE number = '000002K'")
        tx.run("UPDATE requests SET branch = 'far' WHERE number = '000003K'")
        tx.run("UPDATE requests SET status = 'closed' WHERE number = '000001K'")
        pages = [
            requests.queue(tx, branch=None, limit=2, offset=0),
            requests.queue(tx, branch=None, limit=2, offset=2),
            requests.queue(tx, branch="far", limit=9, offset=0),
        ]
        return [[one.number for one in page] for page in pages]

    found = await database.transact(work)
    assert found == [["000002K", "000000K"], ["000003K"], ["000003K"]]


async def test_a_request_grows_and_moves_on(database: Database) -> None:
    def work(tx: Transaction) -> None:
        asked = request(tx, citizen(tx))
        grown = requests.grow(
            tx, asked, {"story": "thêm"}, matter="crime", place=None, branch="far", guarded=True
        )
        assert (grown.matter, grown.branch, grown.guarded, grown.version) == ("crime", "far", True, 2)
        assert requests.facts(tx, asked.id) == {"story": "thêm"}
        requests.set_status(tx, grown, Status.ANSWERED)
        tx.run("INSERT INTO staff (person, role, name, branch, since) VALUES (1, 'officer', x'', 'all', 0)")
        tx.run("UPDATE requests SET claimed_by = 1")
        assert [one.id for one in requests.mine(tx, 1)] == [asked.id]
        assert [one.id for one in requests.of_person(tx, asked.person)] == [asked.id]
        assert requests.by_number(tx, "999999X") is None
        assert requests.by_session(tx, 9) is None

    await database.transact(work)


async def test_a_person_has_one_open_session_and_an_erased_one_has_no_words(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person = citizen(tx)
        assert sessions.current(tx, person.id) is None
        opened = sessions.open_one(tx, person.id, Session("legal_aid", "v1"))
        found = sessions.current(tx, person.id)
        assert found is not None
        assert found.session == opened.session
        sessions.erase(tx, opened.id, "withdrawn")
        assert sessions.current(tx, person.id) is None
        assert tx.only("SELECT body FROM sessions")["body"] is None
        assert people.name(tx, person.id) == "Vàng A 1"

    await database.transact(work)


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
