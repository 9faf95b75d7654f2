"""Deleting: every sealed column has its end, bytes leave the disk, what stays names nobody; by age only what is ripe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from databases import address
from store_rows import Clock, citizen, decide, officer, request

from bot.chat import File
from bot.domain.request import Stage
from bot.domain.retention import Kept, Retention, read_retention
from bot.settings import SHIPPED
from bot.store import erasure, files, history, inbox, messages, notes, people, requests, retention
from bot.store.database import Database, Transaction, look_into
from bot.store.migrations import MIGRATIONS, SchemaProblem

STAYS = {
    "invites.name": "of the staff",
    "staff.name": "of the staff",
    "centre.value": "of the Centre",
    "chats.address": "forgotten last: forget_addresses",
    "notice_drafts.body": "of the staff who types it",
    "requests.chain_end": "a keyed digest of the history, which stays",
    "previews.typed": "of the administrators, trying a flow out",
    "proposals.note": "of the administrators, about a flow",
    "releases.note": "of the administrators, about a flow",
    "sources.body": "a flow file",
    "acts.reference": "the number of a written act, which lies in the Centre's archive",
    "reports": "dropped with their file",
}


def rules() -> Retention:
    read, _ = read_retention((SHIPPED / "province" / "retention.yaml").read_bytes(), "retention.yaml")
    assert read is not None
    return read


def sealed_columns() -> set[str]:
    found, table = set(), ""
    for row in "".join(MIGRATIONS).splitlines():
        if made := re.match(r"CREATE TABLE (\w+)", row):
            table = made[1]
        if added := re.match(r"ALTER TABLE (\w+) ADD COLUMN (\w+) \{bytes\}", row):
            found.add(f"{added[1]}.{added[2]}")
        if column := re.match(r"\s+(\w+) \{bytes\}", row):
            found.add(f"{table}.{column[1]}")
    return {name for name in found if not re.search(r"digest", name)}


def test_every_sealed_column_is_deleted_or_stays_for_a_reason() -> None:
    statements = {**erasure.OF_PERSON, **erasure.OF_REQUEST}
    everything = " ".join([*erasure.OF_PERSON.values(), *erasure.OF_REQUEST.values()])
    for name in sorted(sealed_columns() - set(STAYS)):
        table, _, column = name.partition(".")
        assert table in statements, name
        emptied = rf"UPDATE {table} SET [^;]*\b{column} = (NULL|:nothing)"
        assert re.search(rf"{emptied}|DELETE FROM {table}\b", everything), name


def on_disk_in(folder: Path) -> bytes:
    """The database file and its write-ahead log."""
    return b"".join(file.read_bytes() for file in folder.glob("hoaban.db*"))


def full(tx: Transaction) -> int:
    """A request with words in every place."""
    person = citizen(tx)
    asked = request(tx, person)
    worker = officer(tx, 1)
    kept = files.want(tx, person.chat, None, File("voice", "ref", "u"), asked.id)
    messages.add(tx, asked.id, "citizen", "Nhà bên lại sang.", kept)
    notes.add(tx, asked.id, worker.id, "note", "Gọi buổi tối.")
    requests.set_code_word(tx, asked.id, "hoa dao")
    history.append(tx, asked.id, "citizen", "sent", words="Nhà bên lấn nương.")
    decide(tx, person.chat, about=asked.id)
    return asked.id


async def test_no_word_of_it_is_left_and_the_chain_is_whole(database: Database) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: erasure.erase_request(tx, row, "staff:1"))

    def look(tx: Transaction) -> None:
        assert requests.facts(tx, row) == {}
        assert not requests.opens_with(tx, row, "hoa dao")
        assert people.name(tx, requests.load(tx, row).person) == ""
        for table in ("messages", "notes"):
            assert tx.all(f"SELECT * FROM {table}") == []
        assert [dict(each) for each in tx.all("SELECT body, state FROM outbox")] == [
            {"body": None, "state": "expired"}
        ]
        assert files.take_erased(tx) == []
        assert tx.all("SELECT * FROM files") == []
        assert history.is_whole(tx, row)
        assert requests.load(tx, row).erased

    await database.transact(look)


async def test_the_bytes_leave_file_and_log(database: Database, tmp_path: Path) -> None:
    row = await database.transact(full)
    sealed = await database.transact(
        lambda tx: [
            tx.only("SELECT facts AS it FROM requests")["it"],
            tx.only("SELECT body AS it FROM messages")["it"],
            tx.only("SELECT body AS it FROM notes")["it"],
            tx.only("SELECT refs AS it FROM files")["it"],
            tx.only("SELECT name AS it FROM people WHERE id = 1")["it"],
        ]
    )
    await database.transact(lambda tx: erasure.erase_request(tx, row, "staff:1"))
    await database.scrub()

    on_disk = on_disk_in(tmp_path)
    assert [bytes(one) for one in sealed if bytes(one) in on_disk] == []


async def test_what_else_the_person_asked_stays(database: Database) -> None:
    def work(tx: Transaction) -> None:
        first = full(tx)
        second = request(tx, people.load(tx, 1), "111111A")
        erasure.erase_request(tx, first, "staff:1")
        assert requests.facts(tx, second.id)["story"]
        assert people.name(tx, 1) == "Vàng A 1"
        assert [each.id for each in requests.of_person(tx, 1)] == [second.id]

    await database.transact(work)


async def test_an_address_goes_once_nothing_is_to_be_sent_there(database: Database) -> None:
    def work(tx: Transaction) -> None:
        row = full(tx)
        chat = people.load(tx, 1).chat
        erasure.erase_request(tx, row, "staff:1")
        goodbye = decide(tx, chat)
        assert erasure.forget_addresses(tx) == 0
        tx.run("UPDATE outbox SET state = 'sent' WHERE id >= :row", row=goodbye or 0)
        inbox.add(tx, "update", chat, {})
        assert erasure.forget_addresses(tx) == 0
        tx.run("UPDATE inbox SET state = 'done'")
        assert erasure.forget_addresses(tx) == 1
        assert erasure.forget_addresses(tx) == 0
        assert citizen(tx).id != 1  # who writes again is somebody new

    await database.transact(work)


# --- by age ----------------------------------------------------------------------------------


def close(tx: Transaction, row: int, stage: Stage = Stage.RECEIVED) -> None:
    tx.run(
        "UPDATE requests SET status = 'closed', outcome = 'answered', closed_at = :now, stage = :stage WHERE id = :row",
        now=tx.now,
        stage=str(stage),
        row=row,
    )
    if stage is Stage.HANDED_OVER:
        tx.run(
            "INSERT INTO acts (request, act, at, law) VALUES (:row, 'hand_over', :now, '2017')",
            row=row,
            now=tx.now,
        )


@pytest.mark.parametrize(
    ("stage", "months"),
    [(Stage.RECEIVED, 12), (Stage.WITHDRAWN, 12), (Stage.REFUSED, 24), (Stage.HANDED_OVER, 3)],
)
async def test_a_request_goes_when_its_time_is_over_and_not_before(
    database: Database, clock: Clock, stage: Stage, months: int
) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: close(tx, row, stage))
    clock.pass_by(hours=24 * (months * 28))
    assert not list(await database.transact(lambda tx: list(retention.ripe(tx, rules()))))
    clock.pass_by(hours=24 * (months * 4 + 1))
    assert await database.transact(lambda tx: list(retention.ripe(tx, rules()))) == [row]


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.ENDED, Stage.DISCONTINUED])
async def test_what_was_accepted_and_not_handed_over_goes_never(
    database: Database, clock: Clock, stage: Stage
) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: close(tx, row, stage))
    clock.pass_by(hours=24 * 3_650)

    assert await database.transact(lambda tx: list(retention.ripe(tx, rules()))) == []
    assert await database.transact(retention.held_back) == {"accepted": 1}


@pytest.mark.parametrize("stage", [Stage.REFUSED, Stage.HANDED_OVER])
async def test_a_complaint_holds_it(database: Database, clock: Clock, stage: Stage) -> None:
    def work(tx: Transaction) -> None:
        row = full(tx)
        close(tx, row, stage)
        tx.run(
            "INSERT INTO complaints (person, request, kind, body, at) VALUES (1, :row, 'complaint', x'', :now)",
            row=row,
            now=tx.now,
        )

    await database.transact(work)
    clock.pass_by(hours=24 * 3_650)
    assert await database.transact(lambda tx: list(retention.ripe(tx, rules()))) == []


async def test_what_the_person_wants_kept_goes_by_no_clock(database: Database, clock: Clock) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: close(tx, row))
    await database.transact(lambda tx: requests.restrict(tx, row, tx.now))
    clock.pass_by(hours=24 * 3_650)

    assert await database.transact(lambda tx: list(retention.ripe(tx, rules()))) == []
    assert await database.transact(retention.held_back) == {"restricted": 1}


async def test_who_has_nothing_here_and_was_not_heard_of_is_forgotten(
    database: Database, clock: Clock
) -> None:
    await database.transact(lambda tx: (citizen(tx), officer(tx, 1)))
    clock.pass_by(hours=24 * 400)
    await database.transact(lambda tx: citizen(tx, 2))

    gone = await database.transact(lambda tx: retention.run(tx, rules()))

    assert (gone["people"], gone["chats"]) == (1, 1)
    names = await database.transact(lambda tx: [people.name(tx, row) for row in (1, 2, 3)])
    assert names == ["", "Vàng A 101", "Vàng A 2"]


async def test_it_runs_once_a_night(database: Database, clock: Clock) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: close(tx, row))
    clock.now += 400 * 86_400_000
    clock.now -= (clock.now + 7 * 3_600_000) % 86_400_000  # midnight
    assert await database.transact(lambda tx: retention.nightly(tx, rules())) == {}
    clock.pass_by(hours=2)
    assert (await database.transact(lambda tx: retention.nightly(tx, rules())))["requests"] == 1
    await database.transact(lambda tx: tx.run("UPDATE audit SET at = 0"))
    assert await database.transact(lambda tx: retention.nightly(tx, rules())) == {}


async def test_a_look_changes_nothing_and_needs_this_schema(
    database: Database, tmp_path: Path, clock: Clock, kind: str
) -> None:
    row = await database.transact(full)
    await database.transact(lambda tx: close(tx, row))
    clock.pass_by(hours=24 * 400)
    where = address(tmp_path, kind=kind), tmp_path / "secret.key"

    foretold = await look_into(*where, clock, lambda tx: retention.run(tx, rules()))

    assert foretold["messages"] == 1
    assert await database.transact(lambda tx: requests.facts(tx, row)) != {}
    await database.transact(lambda tx: tx.run("UPDATE meta SET value = '1' WHERE name = 'schema'"))
    with pytest.raises(SchemaProblem):
        await look_into(*where, clock, lambda tx: None)


async def test_a_look_into_an_empty_database_says_so_and_leaves_it_empty(
    tmp_path: Path, clock: Clock, kind: str
) -> None:
    where = address(tmp_path, "empty", kind, bare=True)
    for _ in range(2):
        with pytest.raises(SchemaProblem, match="Start the bot once"):
            await look_into(where, tmp_path / "secret.key", clock, lambda tx: None)


def test_every_rule_but_the_operators_is_carried_out() -> None:
    source = (SHIPPED / "bot" / "store" / "retention.py").read_text("utf-8")
    assert {kept.name for kept in Kept if f"Kept.{kept.name}" not in source} == {"BACKUPS"}
