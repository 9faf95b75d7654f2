"""Days and hours of appointments, times as they are typed, and the calendar file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appointments import (
    DAYS,
    Appointment,
    Standing,
    Where,
    calendar_file,
    days_from,
    eve,
    may_be,
    moment,
    read_moment,
)

NOW = moment("20261130", "0800")
assert NOW is not None
DAY_MS = 86_400_000


def test_a_week_is_offered_from_today_on() -> None:
    assert NOW is not None
    days = days_from(NOW)
    assert len(days) == DAYS
    assert f"{days[0]:%d/%m}" == "30/11"


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2/12 9:00", "202612020900"),
        ("02/12/2026 lúc 9 giờ", "202612020900"),
        ("2/12 9h30", "202612020930"),
        ("2-12 14:05", "202612021405"),
        ("2/1 9:00", "202701020900"),
    ],
)
def test_a_time_is_read(words: str, at: str) -> None:
    assert NOW is not None
    assert read_moment(words, NOW) == moment(at[:8], at[8:])


@pytest.mark.parametrize(
    "words", ["", "mai", "31/2 9:00", "2/12 25:00", "29/11 9:00", "2/12", "9:00", "2/12/2020 9:00"]
)
def test_what_is_none_or_past_is_not(words: str) -> None:
    assert NOW is not None
    assert read_moment(words, NOW) is None


@pytest.mark.parametrize(
    ("day", "hour"), [("20260231", "0900"), ("x", "0900"), ("20261201", "2500"), ("", "")]
)
def test_a_forged_button_names_no_time(day: str, hour: str) -> None:
    assert moment(day, hour) is None


@given(st.text(max_size=40))
def test_anything_can_be_typed(words: str) -> None:
    assert NOW is not None
    at = read_moment(words, NOW)
    assert at is None or may_be(at, NOW)


def test_the_day_before_at_eight() -> None:
    at = moment("20261202", "1430")
    assert at is not None
    assert eve(at, 8) == moment("20261201", "0800")


def test_the_calendar_file_holds_number_and_time_alone() -> None:
    assert NOW is not None
    made = Appointment(3, 1, NOW + DAY_MS, Where.HOME, Standing.SET)
    lines = calendar_file([(made, "482 519 K")], NOW).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20261201T010000Z" in lines
    assert "SUMMARY:Hoa Ban 482 519 K" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
