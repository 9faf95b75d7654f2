"""What the file of the calendar gives, and what a wrong one is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import LocalDays, WorkingCalendar
from bot.domain.calendar_reader import Foreseen, read_calendar
from bot.problems import line

CALENDAR = """\
week:
  days: [mon, fri]
  hours: ["07:30-11:30", "13:30 – 17:00"]
  certainty: sourced
years:
  "2027":
    off:
      - {name: Tết, days: 31/1-2/2, source: a, certainty: sourced, note: b}
      - {days: "1/1", certainty: sourced}
    worked:
      - {days: 20/2, certainty: sourced}
doubted: [24/11]
"""
FORESEEN = Foreseen(
    frozenset({date(2027, 9, 2), date(2028, 1, 1), date(2028, 11, 24)}),
    frozenset({date(2027, 5, 8), date(2028, 5, 6)}),
)


def calendar_of(text: str, foreseen: Foreseen = FORESEEN) -> WorkingCalendar:
    calendar, found = read_calendar(text.encode(), "calendar.yaml", foreseen)
    assert found == []
    assert calendar is not None
    return calendar


def problems(text: str) -> list[str]:
    calendar, found = read_calendar(text.encode(), "calendar.yaml")
    assert calendar is None
    return [line(problem) for problem in found]


def test_days_and_hours_are_read() -> None:
    calendar = calendar_of(CALENDAR)
    minute = 60_000
    assert calendar.weekdays == {0, 4}
    assert calendar.hours == ((450 * minute, 690 * minute), (810 * minute, 1020 * minute))
    assert {day for day in calendar.off if day.year == 2027} == {
        date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2),
    }  # fmt: skip


def test_other_years_have_the_days_that_are_foreseen_without_doubtful_ones() -> None:
    calendar = calendar_of(CALENDAR)
    assert {day for day in calendar.off if day.year != 2027} == {date(2028, 1, 1)}
    assert calendar.worked == {date(2027, 2, 20), date(2028, 5, 6)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("certainty: sourced\nyears", "certainty: unchecked\nyears"),
        ("certainty: sourced\nyears", "note: a\nyears"),
        ("source: a, certainty: sourced", "certainty: expected"),
        ("days: 20/2, certainty: sourced", "days: 20/2, certainty: unchecked"),
        ('"2027":', '"2026":'),
    ],
)
def test_a_year_is_sure_only_when_everything_has_its_source(old: str, new: str) -> None:
    assert calendar_of(CALENDAR).sure == {2027}
    assert old in CALENDAR
    assert calendar_of(CALENDAR.replace(old, new)).sure - {2026} == set()


def test_a_year_without_days_off_is_not_sure() -> None:
    text = 'week: {days: [mon], hours: ["00:00-24:00"], certainty: sourced}\nyears: {"2027": {}}\n'
    assert calendar_of(text).sure == set()
    assert calendar_of(text).off == {date(2028, 1, 1), date(2028, 11, 24)}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("week:", "weak:", "calendar.yaml:1: L3 Không có khoá “weak” ở đây. Có phải là “week”?"),
        ("[mon, fri]", "[mon, friday]", "calendar.yaml:2: L3 “days” không nhận “friday”. Có phải là “fri”?"),
        ("[mon, fri]", "[]", "calendar.yaml:2: L7 “days” để trống."),
        ('["07:30-11:30", "13:30 – 17:00"]', "[]", "calendar.yaml:3: L7 “hours” để trống."),
        ("07:30-11:30", "7h30", "calendar.yaml:3: R1 “7h30” không phải khoảng giờ"),
        ("07:30-11:30", "11:30-07:30", "calendar.yaml:3: R1 “11:30-07:30” không phải khoảng giờ"),
        ("07:30-11:30", "07:30-13:31", "calendar.yaml:3: R1 “13:30 – 17:00” không phải khoảng giờ"),
        ("17:00", "24:01", "calendar.yaml:3: R1 “13:30 – 24:01” không phải khoảng giờ"),
        ("certainty: sourced\nyears", "certainty: expected\nyears", "calendar.yaml:4: L3 “certainty” không nhận"),
        ('"2027"', "27", "calendar.yaml:6: R1 “27” không phải là năm."),
        ('"2027":', '"2027": 1\n  "2026":', "calendar.yaml:6: L7 “2027” phải là các dòng “khoá: …”."),
        ("31/1-2/2", "2/2-31/1", "calendar.yaml:8: R1 “2/2-31/1” không phải ngày của năm 2027."),
        ("31/1-2/2", "29/2", "calendar.yaml:8: R1 “29/2” không phải ngày của năm 2027."),
        ("31/1-2/2", "1.2.2027", "calendar.yaml:8: R1 “1.2.2027” không phải ngày của năm 2027."),
        ("days: 31/1-2/2, ", "", "calendar.yaml:8: L7 Thiếu “days”."),
        ('"1/1", certainty: sourced', '"1/1"', "calendar.yaml:9: L7 Thiếu “certainty”."),
        ("20/2", "1/2", "calendar.yaml:10: R1 Ngày 1/2 vừa nghỉ vừa đi làm."),
        ("- {days: 20/2, certainty: sourced}", "- 20/2", "calendar.yaml:11: L7 “worked” phải là các dòng"),
        ("[24/11]", "[31/11]", "calendar.yaml:12: R1 “31/11” không phải ngày của năm …."),
        ("years:", "year:", "calendar.yaml:1: L7 Thiếu “years”."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, told: str) -> None:
    assert old in CALENDAR
    assert any(words.startswith(told) for words in problems(CALENDAR.replace(old, new)))


def test_an_empty_file_is_told() -> None:
    assert problems("")[0].startswith("calendar.yaml:1: L0 Tệp trống hoặc không có.")


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_a_calendar_or_problems(content: bytes) -> None:
    for given_ in (content, CALENDAR.encode() + content):
        calendar, found = read_calendar(given_, "calendar.yaml")
        assert (calendar is None) == any(problem.severity == "error" for problem in found)


# --- exceptions ------------------------------------------------------------------------------

PLACES = {"Mường Nhé": "03160", "b1": "b1"}
EXCEPTIONS = """\
exceptions:
  - {name: Lũ, days: 12/3/2027-14/3/2027, is: closed, where: [Mường Nhé, b1], source: a, certainty: sourced}
  - {days: 13/3/2027, is: open, certainty: expected}
"""


def test_exceptions_of_some_places_and_of_the_whole_province_are_read() -> None:
    calendar, found = read_calendar((CALENDAR + EXCEPTIONS).encode(), "calendar.yaml", FORESEEN, PLACES)
    assert found == []
    assert calendar is not None
    flood = frozenset(date(2027, 3, day) for day in (12, 13, 14))
    assert calendar.local == (LocalDays(flood, works=False, places=frozenset({"03160", "b1"})),)
    assert date(2027, 3, 13) in calendar.worked
    assert calendar.unsure == {date(2027, 3, 13)}
    assert not calendar.here("03160").is_working_day(date(2027, 3, 12))
    assert calendar.is_working_day(date(2027, 3, 12))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Mường Nhé, b1", "Mường Nhé, b2", "R1 Không có chi nhánh, xã, phường “b2”."),
        ("[Mường Nhé, b1]", "[]", "L7 “where” để trống."),
        ("12/3/2027-14/3/2027", "12/3", "R1 “12/3” không phải một ngày, hay từ ngày đến ngày."),
        ("12/3/2027-14/3/2027", "31/2/2027", "R1 “31/2/2027” không phải một ngày"),
        ("12/3/2027-14/3/2027", "14/3/2027-12/3/2027", "R1 “14/3/2027-12/3/2027” không phải một ngày"),
        ("days: 13/3/2027, ", "", "L7 Thiếu “days”."),
        ("is: open", "is: shut", "L3 “is” không nhận “shut”."),
        (", is: open", "", "L7 Thiếu “is”."),
        ("certainty: expected", "certainty: maybe", "L3 “certainty” không nhận “maybe”."),
        ("  - {days: 13", "  - a\n  - {days: 13", "L7 “exceptions” phải là các dòng “khoá: …”."),
    ],
)
def test_a_wrong_exception_is_told_and_no_place_becomes_the_whole_province(
    old: str, new: str, expected: str
) -> None:
    assert old in EXCEPTIONS
    content = (CALENDAR + EXCEPTIONS.replace(old, new, 1)).encode()
    calendar, found = read_calendar(content, "calendar.yaml", FORESEEN, PLACES)
    assert calendar is None
    assert any(expected in line(problem) for problem in found), [line(problem) for problem in found]
    assert all(problem.mend_vi and problem.mend_en for problem in found)


def test_an_exception_lasts_a_year_at_most() -> None:
    long = EXCEPTIONS.replace("12/3/2027-14/3/2027", "1/1/2020-31/12/2099")
    calendar, _ = read_calendar((CALENDAR + long).encode(), "calendar.yaml", FORESEEN, PLACES)
    assert calendar is not None
    assert len(calendar.local[0].days) == 366
