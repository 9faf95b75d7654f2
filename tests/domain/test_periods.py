"""The days of a leave, as officers type them with their thumbs."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import BACK_DAYS, MOST_DAYS, read_period

TODAY = date(2026, 11, 24)


def days(first: tuple[int, int], last: tuple[int, int], year: int = 2026) -> tuple[date, date]:
    return date(year, *reversed(first)), date(year, *reversed(last))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("1", days((24, 11), (24, 11))),
        ("3", days((24, 11), (26, 11))),
        ("3 ngày", days((24, 11), (26, 11))),
        ("3 ngay", days((24, 11), (26, 11))),
        ("1 day", days((24, 11), (24, 11))),
        ("2 DAYS", days((24, 11), (25, 11))),
        ("  3   Ngày ", days((24, 11), (26, 11))),
        (unicodedata.normalize("NFD", "3 ngày"), days((24, 11), (26, 11))),
        ("hôm nay", days((24, 11), (24, 11))),
        ("hom qua", days((23, 11), (23, 11))),
        ("Mai", days((25, 11), (25, 11))),
        ("ngày mai", days((25, 11), (25, 11))),
        ("yesterday-tomorrow", days((23, 11), (25, 11))),
        ("hôm qua - mai", days((23, 11), (25, 11))),
        ("25/11", days((25, 11), (25, 11))),
        ("25.11", days((25, 11), (25, 11))),
        ("25/11-27/11", days((25, 11), (27, 11))),
        ("25/11 – 27/11", days((25, 11), (27, 11))),
        ("5/12/2026-6.12.2026", days((5, 12), (6, 12))),
        ("today-1/12", days((24, 11), (1, 12))),
    ],
)
def test_days_are_read_as_they_are_typed(words: str, period: tuple[date, date]) -> None:
    assert read_period(words, TODAY) == period


@pytest.mark.parametrize(
    "words",
    [
        "", "-", "x", "0", "0 ngày", "100", "3 tuần", "mai mốt",
        "25/13", "32/1", "0/0", "30/2", "31/11", "25/11/26", "1/1/0000",
        "25/11-", "-25/11", "25/11-27/11-28/11", "25/11 27/11", "25/11-24/11", "mai-hôm qua",
    ],
)  # fmt: skip
def test_what_is_no_period_is_not_guessed(words: str) -> None:
    assert read_period(words, TODAY) is None


@pytest.mark.parametrize(
    ("today", "words", "day"),
    [
        (date(2026, 12, 30), "2/1", date(2027, 1, 2)),
        (date(2027, 1, 2), "30/12", date(2026, 12, 30)),
        (date(2027, 1, 2), "30/12-3/1", date(2026, 12, 30)),
        (date(2028, 2, 25), "29/2", date(2028, 2, 29)),
        (date(2027, 12, 30), "29/2", date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_the_nearest_one(today: date, words: str, day: date) -> None:
    period = read_period(words, today)
    assert period is not None
    assert period[0] == day


def test_a_day_that_no_near_year_has_is_none() -> None:
    assert read_period("29/2", date(2030, 3, 1)) is None


def test_a_leave_is_told_of_afterwards_for_two_weeks() -> None:
    back = TODAY - timedelta(BACK_DAYS)
    assert read_period(f"{back:%d/%m}-{TODAY:%d/%m}", TODAY) == (back, TODAY)
    assert read_period(f"{back - timedelta(1):%d/%m}-{TODAY:%d/%m}", TODAY) is None
    assert read_period("25/11/2025", TODAY) is None


def test_a_leave_has_an_end() -> None:
    assert read_period(str(MOST_DAYS), TODAY) == (TODAY, TODAY + timedelta(MOST_DAYS - 1))
    assert read_period(str(MOST_DAYS + 1), TODAY) is None
    assert read_period("hôm nay-22/1/2027", TODAY) == (TODAY, date(2027, 1, 22))
    assert read_period("hôm nay-23/1/2027", TODAY) is None


PIECES = ["3", "25", "11", "/", ".", "-", " ", "2027", "mai", "hôm qua", "ngày", "٣", "²", "\u0301", "–"]
TODAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join), TODAYS)
def test_any_words_give_a_period_or_none(words: str, today: date) -> None:
    if period := read_period(words, today):
        first, last = period
        assert today - timedelta(BACK_DAYS) <= first <= last < first + timedelta(MOST_DAYS)


@given(TODAYS, st.integers(-BACK_DAYS, 150), st.integers(0, MOST_DAYS - 1))
def test_what_is_written_in_full_or_short_is_read_as_it_was_meant(
    today: date, begin: int, length: int
) -> None:
    first = today + timedelta(begin)
    last = first + timedelta(length)
    for form in ("{:%d/%m/%Y}-{:%d/%m/%Y}", "{0.day}.{0.month} - {1.day}.{1.month}"):
        if (last - today).days < 180 or "%Y" in form:
            assert read_period(form.format(first, last), today) == (first, last)
