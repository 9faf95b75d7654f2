"""The time of a report: how it may be typed, and what is no such time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY_MS
from bot.domain.reporting_period import MOST_DAYS, Period, read_reporting_period

NOW = int(datetime(2026, 11, 30, 18, 0, tzinfo=UTC).timestamp() * 1000)
"""One o'clock on 1 December in the province."""


def period(words: str) -> tuple[str, str] | None:
    found = read_reporting_period(words, NOW)
    return (found.first.isoformat(), found.last.isoformat()) if found else None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("", "2026-12-01", "2026-12-31"),
        ("  ", "2026-12-01", "2026-12-31"),
        ("11/2026", "2026-11-01", "2026-11-30"),
        ("2/2028", "2028-02-01", "2028-02-29"),
        ("12/2026", "2026-12-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("quý 3/2026", "2026-07-01", "2026-09-30"),
        ("Quy 4 2026", "2026-10-01", "2026-12-31"),
        ("6 tháng đầu 2026", "2026-01-01", "2026-06-30"),
        ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("nửa đầu năm 2027", "2027-01-01", "2027-06-30"),
        ("half 2 2026", "2026-07-01", "2026-12-31"),
        ("H1/2026", "2026-01-01", "2026-06-30"),
        ("Q1/2026", "2026-01-01", "2026-03-31"),
        ("1/11/2026-15/11/2026", "2026-11-01", "2026-11-15"),
        ("1/11/2026 – 15/11/2026", "2026-11-01", "2026-11-15"),
        ("15/11/2026", "2026-11-15", "2026-11-15"),
        ("1/1/2028-31/12/2028", "2028-01-01", "2028-12-31"),
    ],
)
def test_a_period_is_read(words: str, first: str, last: str) -> None:
    assert period(words) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "13/2026",
        "0/2026",
        "quý 5/2026",
        "tháng trước",
        "1999",
        "15/11/2026-1/11/2026",
        "31/11/2026",
        "1/11/2026-",
        "1/1/2026-2/1/2027",
        "1/11/2026-15/11/2026-20/11/2026",
        "١١/2026",
        "1" * 500,
    ],
)
def test_what_is_no_period_is_none(words: str) -> None:
    assert period(words) is None


def test_a_period_begins_and_ends_at_the_province_s_midnight() -> None:
    day = Period(date(2026, 11, 1), date(2026, 11, 2))
    assert datetime.fromtimestamp(day.start_ms / 1000, UTC) == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert day.end_ms - day.start_ms == 2 * DAY_MS


@given(st.text(max_size=60) | st.from_regex(r"[0-9/ -]{1,25}", fullmatch=True))
def test_any_words_give_a_period_or_none(words: str) -> None:
    found = read_reporting_period(words, NOW)
    assert found is None or 0 <= (found.last - found.first).days < MOST_DAYS
