"""Morning, noon and evening: which hours they are, the next moment in them, and what a wrong file is told."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.safe_hours import HOURS, SafeHours, read_safe_hours
from bot.problems import line

FILE = """\
morning: "07:00-10:30"
noon: "10:30-13:30"
evening: "17:30-20:30"
"""
DAY = datetime.datetime(2027, 2, 5)  # the day before Tết


def hours() -> SafeHours:
    read, problems = read_safe_hours(FILE.encode(), "safe_hours.yaml")
    assert problems == []
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("chosen", "at", "held"),
    [
        ("morning", "07:00", True),
        ("morning", "06:59", False),
        ("morning", "10:29", True),
        ("morning", "10:30", False),
        ("noon", "10:30", True),
        ("evening", "20:29", True),
        ("evening", "20:30", False),
        ("", "03:00", True),
        ("never", "03:00", True),
    ],
)
def test_the_beginning_belongs_to_the_hours_and_the_end_does_not(chosen: str, at: str, held: bool) -> None:
    assert hours().holds(chosen, datetime.time.fromisoformat(at)) is held


@pytest.mark.parametrize(
    ("chosen", "at", "expected"),
    [
        ("morning", DAY.replace(hour=8, minute=12, second=3), DAY.replace(hour=8, minute=12, second=3)),
        ("morning", DAY.replace(hour=3), DAY.replace(hour=7)),
        ("morning", DAY.replace(hour=21), DAY.replace(day=6, hour=7)),
        ("evening", DAY.replace(hour=21), DAY.replace(day=6, hour=17, minute=30)),
        ("", DAY.replace(hour=21), DAY.replace(hour=21)),
    ],
)
def test_the_next_moment_is_now_or_the_next_beginning(
    chosen: str, at: datetime.datetime, expected: datetime.datetime
) -> None:
    assert hours().next_in(chosen, at) == expected


@given(st.sampled_from(HOURS), st.datetimes(datetime.datetime(2026, 1, 1), datetime.datetime(2028, 1, 1)))
def test_the_next_moment_is_in_the_hours_and_within_a_day(chosen: str, at: datetime.datetime) -> None:
    moment = hours().next_in(chosen, at)
    assert hours().holds(chosen, moment.time())
    assert at <= moment <= at + datetime.timedelta(days=1)


def test_they_are_shown_as_people_read_them() -> None:
    assert hours().shown("morning") == "07:00–10:30"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("noon:", "midday:", "safe_hours.yaml:2: L3 Không có khoá “midday” ở đây."),
        ("noon:", "midday:", "safe_hours.yaml:1: L7 Thiếu “noon”."),
        ("07:00-10:30", "7:00-10:30", "safe_hours.yaml:1: R1 “7:00-10:30” không phải khoảng giờ trong một ngày. Ghi như"),
        ("07:00-10:30", "10:30-07:00", "safe_hours.yaml:1: R1 “10:30-07:00” không phải khoảng giờ"),
        ("07:00-10:30", "07:00-07:00", "safe_hours.yaml:1: R1 “07:00-07:00” không phải khoảng giờ"),
        ("07:00-10:30", "07:00-24:00", "safe_hours.yaml:1: R1 “07:00-24:00” không phải khoảng giờ"),
        ("07:00-10:30", "", "safe_hours.yaml:1: L7 “morning” để trống."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in FILE
    read, found = read_safe_hours(FILE.replace(old, new).encode(), "safe_hours.yaml")
    assert read is None
    assert any(line(problem).startswith(expected) for problem in found)
    assert all(problem.mend_vi and problem.mend_en for problem in found)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_hours_or_problems(content: bytes) -> None:
    read, problems = read_safe_hours(content, "x.yaml")
    assert read is None
    assert problems
