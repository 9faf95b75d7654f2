"""Reports as rows: wanted once, begun a few times at most, a file for two days; requests read without their words."""

from __future__ import annotations

from datetime import date

import pytest
from store_rows import Clock, citizen, request

from bot.domain.calendar import date_of, midnight_ms
from bot.domain.reporting_period import Period
from bot.domain.request import Status
from bot.store import files, housekeeping, inbox, reports
from bot.store.database import Database, Transaction
from bot.store.reports import STARTS, MadeFile, Report

MONTH = Period(date(2026, 9, 1), date(2026, 9, 30))
PNG = MadeFile("photo", "số liệu.png", "image/png", "ab12", 5)


def want(tx: Transaction, period: Period = MONTH) -> None:
    head = citizen(tx, 9)
    reports.want(tx, "picture", head.chat, head.id, period, "centre")


def begun(tx: Transaction) -> Report:
    report = reports.begin(tx)
    assert report is not None
    return report


def told(tx: Transaction) -> list[int]:
    return [row.raw["report"] for row in inbox.take(tx, 9) if row.kind == "report"]


async def test_the_same_wish_is_kept_once(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        want(tx)
        want(tx)
        want(tx, Period(date(2026, 8, 1), date(2026, 8, 31)))
        reports.made(tx, begun(tx), PNG)
        want(tx)
        return [row["id"] for row in tx.all("SELECT id FROM reports")]

    assert len(await database.transact(work)) == 3


async def test_a_report_is_what_was_wanted(database: Database) -> None:
    def work(tx: Transaction) -> None:
        want(tx)
        report = begun(tx)
        assert (report.kind, report.period, report.branch, report.file) == ("picture", MONTH, "centre", None)
        assert reports.made(tx, report, PNG)
        assert told(tx) == [report.id]
        made = reports.find(tx, report.id)
        assert made is not None
        assert made.file is not None
        kept = files.load(tx, made.file)
        assert (kept.kind, kept.ref, kept.name, kept.state, kept.digest) == (
            "photo",
            "",
            "số liệu.png",
            "kept",
            "ab12",
        )
        assert reports.begin(tx) is None

    await database.transact(work)


async def test_what_is_begun_too_often_has_failed_and_the_next_one_is_made(database: Database) -> None:
    def work(tx: Transaction) -> None:
        want(tx)
        want(tx, Period(date(2026, 8, 1), date(2026, 8, 31)))
        first = [begun(tx).id for _ in range(STARTS)]
        assert len(set(first)) == 1
        assert begun(tx).id != first[0]
        assert told(tx) == first[:1]

    await database.transact(work)


async def test_what_was_dropped_meanwhile_is_not_kept(database: Database) -> None:
    def work(tx: Transaction) -> None:
        want(tx)
        report = begun(tx)
        reports.drop(tx, report.id)
        assert not reports.made(tx, report, PNG)
        assert reports.find(tx, report.id) is None
        assert tx.all("SELECT id FROM files") == []

    await database.transact(work)


async def test_after_two_days_row_and_bytes_go(database: Database, clock: Clock) -> None:
    def make(tx: Transaction) -> None:
        want(tx)
        reports.made(tx, begun(tx), PNG)

    await database.transact(make)
    clock.pass_by(hours=47)
    await database.transact(housekeeping.tidy)
    assert await database.transact(files.take_erased) == []
    clock.pass_by(hours=2)
    await database.transact(housekeeping.tidy)
    assert await database.transact(files.take_erased) == ["ab12"]
    assert await database.transact(lambda tx: tx.all("SELECT id FROM reports")) == []


@pytest.mark.parametrize(("branch", "numbers"), [("all", 4), ("centre", 3), ("far", 2)])
async def test_the_requests_of_a_period_and_a_branch_are_read(
    database: Database, clock: Clock, branch: str, numbers: int
) -> None:
    today = date_of(clock.now)
    clock.now = midnight_ms(today)

    def work(tx: Transaction) -> int:
        for number in range(5):
            request(tx, citizen(tx), f"00000{number}K")
        tx.run("UPDATE requests SET branch = 'far' WHERE number = '000003K'")
        tx.run("UPDATE requests SET branch = 'all' WHERE number = '000002K'")
        tx.run("UPDATE requests SET created_at = created_at - 1 WHERE number = '000004K'")
        found = reports.entries(tx, Period(today, today), branch)
        assert {(entry.status, entry.matter, entry.outcome, entry.marked) for entry in found} == {
            (Status.NEW, "land", None, False)
        }
        return len(found)

    assert await database.transact(work) == numbers
