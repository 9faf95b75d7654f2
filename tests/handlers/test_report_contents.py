"""What a report says of a busy quarter: sums that agree with each other, in the words of the house, and no names."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from bot.app import furnish, load_all
from bot.chat import Text
from bot.documents.stats_picture import draw
from bot.domain.clocks import Kept
from bot.domain.reporting_period import Period
from bot.domain.request import Kind, Status
from bot.domain.stats import Entry, Stats, Tally, Unsent, add_up
from bot.handlers.house import House
from bot.handlers.report_contents import COLUMNS, in_words, picture, sheets
from bot.settings import Settings

QUARTER: Final = Period(date(2026, 10, 1), date(2026, 12, 31))
HOUR: Final = 3_600_000
KEPT: Final = (Kept("assign", 31, 2, 4), Kept("supplement_proof", 9, 1, 3))
LEFT: Final = Unsent(260, (Tally("story", 21), Tally("place", 14), Tally("gone_long_ago", 2)))


@pytest.fixture(scope="module")
def house() -> House:
    return furnish(Settings(""), load_all(Settings("")), "hoaban_bot")


@pytest.fixture(scope="module")
def entries(house: House) -> list[Entry]:
    """Two hundred requests, always the same ones."""
    chance = random.Random(7)
    return [entry(house, chance) for _ in range(200)]


@pytest.fixture(scope="module")
def stats(house: House, entries: list[Entry]) -> Stats:
    return add_up(entries, QUARTER, house.calendar)


def entry(house: House, chance: random.Random) -> Entry:
    created = chance.randrange(QUARTER.start_ms, QUARTER.end_ms)
    status = chance.choices(list(Status), (1, 2, 4, 9))[0]
    met = created + chance.randrange(60 * HOUR) if status in (Status.ANSWERED, Status.CLOSED) else None
    return Entry(
        number=f"{chance.randrange(10**6):06d}K",
        kind=chance.choice((Kind.LEGAL_AID, Kind.LEGAL_AID, Kind.LEGAL_AID, Kind.CALLBACK, Kind.URGENT)),
        source="telegram",
        matter=chance.choice(("land", "land", "papers", "family", "money", "crime", "violence", "other")),
        place=chance.choice((None, *(place.code for place in house.gazetteer.places[:20]))),
        branch="centre",
        urgent=chance.random() < 0.1,
        status=status,
        outcome=None,
        created_at=created,
        claimed_at=None if status is Status.NEW else created + HOUR,
        first_reply_at=met,
        closed_at=met + 50 * HOUR if met and status is Status.CLOSED else None,
    )


def speaker(house: House, language: str = "vi") -> Callable[[Text], str]:
    return partial(house.texts.say, language=language)


def test_the_lines_say_the_sums(house: House, stats: Stats) -> None:
    title, received, *lines = map(speaker(house), in_words(house, stats, LEFT, QUARTER))
    assert title == "Số liệu 01/10/2026 – 31/12/2026"
    assert received == f"Nhận 200 việc, khẩn {stats.urgent} ({stats.urgent_share}%)."
    heads = [line.partition(":")[0].partition(" (1")[0] for line in lines]
    assert heads == [
        "Nay",
        "Kết quả các việc đã đóng",
        "Lĩnh vực",
        "Nơi ở (không kể việc nhạy cảm)",
        "Đến lần gặp hoặc trả lời đầu",
        "Đến lúc đóng",
        "Giờ làm việc đếm theo lịch dự kiến, Trung tâm chưa xác nhận.",
        "Bắt đầu nhờ 260 lần, bỏ dở 37. Dừng ở câu",
    ]
    assert "Đang ở xã nào, bản nào?: 14 · gone_long_ago: 2." in lines[-1]
    assert "bị đánh" not in " ".join(lines).casefold()


def test_hours_are_told_with_a_tenth(house: House, entries: list[Entry]) -> None:
    at = QUARTER.start_ms + 9 * HOUR  # Thursday, nine o'clock
    one = replace(entries[0], created_at=at, first_reply_at=at + HOUR * 3 // 2)
    lines = in_words(house, add_up([one], QUARTER, house.calendar), LEFT, QUARTER)
    assert any("trong 1,5 giờ làm việc" in house.texts.say(line, "vi") for line in lines)
    assert any("within 1.5 working hours" in house.texts.say(line, "en") for line in lines)


def test_a_confirmed_calendar_is_not_called_expected(
    house: House, stats: Stats, entries: list[Entry]
) -> None:
    sure = replace(house, calendar=replace(house.calendar, sure=frozenset({2026})))
    assert "stats.expected" not in {line.key for line in in_words(sure, stats, LEFT, QUARTER)}
    _, sums, _ = sheets(sure, entries, stats, KEPT, QUARTER, speaker(sure))
    assert all(count is not None for *_, count in sums.rows)


def test_the_picture_holds_the_same_sums(house: House, stats: Stats) -> None:
    shown = picture(house, stats, KEPT, LEFT, QUARTER, speaker(house))
    assert sum(sum(counts) for _, counts in shown.columns.columns) == 200
    matters, places, left = shown.bars
    assert left.title == "Bỏ dở 37 trên 260 lần bắt đầu, dừng ở câu"
    assert any(
        "cử người trợ giúp, bằng văn bản của giám đốc: kịp 31, trễ 2, đang chạy 4." in line
        for line in shown.lines
    )
    assert shown.map is not None
    assert len(shown.map.dots) == 45
    assert sum(count for *_, count in shown.map.dots) < sum(each.count for each in stats.everywhere)
    assert sum(count for _, count in matters.rows) == 200
    assert places.rows[-1] == ("các nơi khác", stats.other_places)
    assert places.ends_in_rest


def test_without_a_known_place_no_places_are_drawn(house: House, entries: list[Entry]) -> None:
    urgent = [replace(each, kind=Kind.URGENT) for each in entries]
    shown = picture(house, add_up(urgent, QUARTER, house.calendar), KEPT, LEFT, QUARTER, speaker(house))
    assert [bars.title for bars in shown.bars] == [
        "Theo lĩnh vực",
        "Bỏ dở 37 trên 260 lần bắt đầu, dừng ở câu",
    ]
    assert shown.map is None


def test_the_sheet_has_a_row_a_request_and_hides_where_sensitive_ones_come_from(
    house: House, entries: list[Entry], stats: Stats
) -> None:
    rows, sums, deadlines = sheets(house, entries, stats, KEPT, QUARTER, speaker(house))
    assert len(rows.header) == len(COLUMNS)
    assert {len(row) for row in rows.rows} == {len(COLUMNS)}
    assert len(rows.rows) == 200
    places = {row[5] for row in rows.rows if row[4] == "Việc nhạy cảm"}
    assert places == {"không ghi"}
    assert sums.rows[0] == ("Nhận", "", 200)
    assert deadlines.rows[0] == ("cử người trợ giúp, bằng văn bản của giám đốc", 31, 2, 4)


def test_a_code_without_words_is_shown_as_it_is(house: House, entries: list[Entry]) -> None:
    strange = replace(
        entries[0],
        kind=Kind.LEGAL_AID,
        matter="fishing",
        place="99999",
        source="pigeon",
        outcome="eaten",
        closed_at=entries[0].created_at,
        status=Status.CLOSED,
    )
    stats = add_up([strange], QUARTER, house.calendar)
    rows, *_ = sheets(house, [strange], stats, KEPT, QUARTER, speaker(house))
    assert {"fishing", "99999", "pigeon", "eaten"} <= set(rows.rows[0])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_can_be_drawn_and_looked_at(house: House, stats: Stats, language: str) -> None:
    folder = Path(__file__).parents[2] / "test-output"
    folder.mkdir(exist_ok=True)
    name = "stats.png" if language == "vi" else "stats-en.png"
    (folder / name).write_bytes(draw(picture(house, stats, KEPT, LEFT, QUARTER, speaker(house, language))))
