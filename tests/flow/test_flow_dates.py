"""Dates as people remember them."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import Text, text
from bot.flow.dates import PartialDate, date_text, from_value, read_date, to_value, years_since

TODAY = date(2024, 6, 1)
DAY = PartialDate(2024, 3, 5)


def read(words: str, today: date = TODAY) -> PartialDate | None:
    return read_date(words, today)


@pytest.mark.parametrize(
    "typed",
    [
        "5/3/2024",
        "05-03-24",
        "5.3.2024",
        "5 / 3 / 2024",
        "2024-03-05",
        "໕/໓/໒໐໒໔",
        "5/3",
        "ngày 5.3",
        "5/3 năm 24",
        "5/3 năm nay",
        "ngày 5 tháng 3",
        "5 tháng 3 năm 2024",
        "ngày 5/tháng 3/năm 2024",
        "ngày năm tháng ba năm hai nghìn không trăm hai mươi tư",
        "5 March 2024",
        "5th of March",
        "March 5, 2024",
        "5-Mar-2024",
        "8h30 ngày 5/3/2024",
        "Quyết định số 12/QĐ-UBND ngày 5/3/2024",
        "5/3/2024 (5/3/2024)",
        "mùng 5 tháng 3",
        "thứ ba, 5/3/2024 dương lịch",
    ],
)
def test_days_are_read(typed: str) -> None:
    assert read(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tháng 3 năm 2024", PartialDate(2024, 3)),
        ("3/2024", PartialDate(2024, 3)),
        ("tháng 3/2024", PartialDate(2024, 3)),
        ("tháng 3", PartialDate(2024, 3)),
        ("March 2024", PartialDate(2024, 3)),
        ("May 2023", PartialDate(2023, 5, None)),
        ("tháng tư năm ngoái", PartialDate(2023, 4)),
        ("tháng 3 năm trước", PartialDate(2023, 3)),
        ("tháng năm năm 2023", PartialDate(2023, 5)),
        ("thang nam nam 2023", PartialDate(2023, 5)),
        ("2024", PartialDate(2024)),
        ("năm 2024", PartialDate(2024)),
        ("năm 98", PartialDate(1998)),
        ("năm hai nghìn", PartialDate(2000)),
    ],
)
def test_months_and_years_are_read(typed: str, meant: PartialDate) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("hôm nay", 0),
        ("sáng nay", 0),
        ("hôm qua", -1),
        ("hom qua toi khong di", -1),
        ("yesterday", -1),
        ("hôm kia", -2),
        ("day before yesterday", -2),
        ("mai", 1),
        ("ngày mai", 1),
        ("ngày kia", 2),
        ("10 ngày trước", -10),
        ("mười hôm trước", -10),
    ],
)
def test_days_are_counted_from_today(typed: str, days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert read(typed) == PartialDate(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("năm ngoái", 2023), ("last year", 2023), ("năm kia", 2022), ("năm nay", 2024), ("năm sau", 2025)],
)
def test_years_are_counted_from_this_one(typed: str, year: int) -> None:
    assert read(typed) == PartialDate(year)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tuần trước", PartialDate(2024, 5, 25)),
        ("tuần này", PartialDate(2024, 6, 1)),
        ("thứ hai tuần trước", PartialDate(2024, 5, 25)),
        ("2 tuần trước", PartialDate(2024, 5, 18)),
        ("tháng trước", PartialDate(2024, 5)),
        ("tháng sau", PartialDate(2024, 7)),
        ("ba tháng trước", PartialDate(2024, 3)),
        ("6 tháng trước", PartialDate(2023, 12)),
        ("3 năm trước", PartialDate(2021)),
        ("cách đây 3 năm", PartialDate(2021)),
        ("cách đây khoảng 3 năm", PartialDate(2021)),
        ("năm năm trước", PartialDate(2019)),
        ("3 years ago", PartialDate(2021)),
        ("a year ago", PartialDate(2023)),
        ("khoảng 2020", PartialDate(2020)),
        ("độ tháng 3 năm ngoái", PartialDate(2023, 3)),
        ("about March 2023", PartialDate(2023, 3)),
    ],
)
def test_what_is_only_about_is_kept_so(typed: str, meant: PartialDate) -> None:
    assert read(typed) == PartialDate(meant.year, meant.month, meant.day, about=True)


def test_a_day_of_another_month_is_a_day() -> None:
    assert read("ngày 5 tháng trước") == PartialDate(2024, 5, 5)
    assert read("tháng này") == PartialDate(2024, 6)


@pytest.mark.parametrize(
    ("typed", "year", "month", "day"),
    [
        ("mùng 5 tháng giêng", 2024, 1, 5),
        ("mung 5 thang gieng", 2024, 1, 5),
        ("mồng 3 tháng chạp năm 2023", 2023, 12, 3),
        ("ba mươi tháng chạp", 2023, 12, 30),
        ("rằm tháng bảy", 2024, 7, 15),
        ("5/1 âm lịch", 2024, 1, 5),
        ("5/1 am lich", 2024, 1, 5),
        ("tháng 3 âm", 2024, 3, None),
        ("15 tháng 8 âm lịch năm 2023", 2023, 8, 15),
        ("30/2 âm lịch", 2024, 2, 30),
        ("mùng 3 tết", 2024, 1, 3),
        ("năm 2023 âm lịch", 2023, None, None),
    ],
)
def test_lunar_dates_stay_lunar(typed: str, year: int, month: int | None, day: int | None) -> None:
    assert read(typed) == PartialDate(year, month, day, lunar=True)


@pytest.mark.parametrize(
    ("typed", "today", "year"),
    [
        ("5/3", date(2024, 12, 1), 2025),
        ("20/12", date(2024, 1, 3), 2023),
        ("29/2", date(2023, 6, 1), 2024),
        ("29/2", date(2100, 6, 1), 2104),
        ("tháng chạp", date(2024, 1, 20), 2023),
        ("tháng 12", date(2024, 1, 20), 2023),
    ],
)
def test_without_a_year_the_nearest_is_meant(typed: str, today: date, year: int) -> None:
    found = read(typed, today)
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("typed", "year"),
    [("1/6/24", 2024), ("2/6/24", 1924), ("tháng 6 năm 24", 2024), ("tháng 7 năm 24", 1924)],
)
def test_two_digits_are_a_year_that_has_begun(typed: str, year: int) -> None:
    found = read(typed)
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    "typed",
    [
        "31/2",
        "31/2/2024",
        "0/3/2024",
        "5/0/2024",
        "5/13/2024",
        "tháng 13",
        "31/1 âm lịch",
        "1899",
        "999 năm trước",
        "2045",
        "20240305",
    ],
)
def test_impossible_dates_are_none(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "5/3 hoặc 6/3",
        "từ 2019 đến 2020",
        "2-3 năm trước",
        "hai ba năm trước",
        "1-2/2024",
        "3,5 năm trước",
        "3 năm 6 tháng trước",
        "3 tháng sau",
    ],
)
def test_several_dates_are_not_guessed_between(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không biết",
        "vài năm trước",
        "nhiều năm trước",
        "3 năm rưỡi trước",
        "trước năm 2020",
        "hôm kìa",
        "chị Mai",
        "may",
        "3",
        "năm 20 tuổi",
        "in 3 days",
    ],
)
def test_words_without_a_date_are_none(typed: str) -> None:
    assert read(typed) is None


def test_very_long_words_are_not_read() -> None:
    assert read("2024" + " " * 196) == PartialDate(2024)
    assert read("2024" + " " * 197) is None


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (DAY, text("date.day", day=5, month=3, year=2024)),
        (PartialDate(2024, 3), text("date.month", month=3, year=2024)),
        (PartialDate(2024), text("date.year", year=2024)),
        (PartialDate(2024, 1, 5, lunar=True), text("date.lunar_day", day=5, month=1, year=2024)),
        (PartialDate(2024, 1, lunar=True), text("date.lunar_month", month=1, year=2024)),
        (PartialDate(2024, lunar=True), text("date.lunar_year", year=2024)),
        (PartialDate(2024, about=True), text("date.about", date=text("date.year", year=2024))),
    ],
)
def test_a_date_says_no_more_than_was_said(shown: PartialDate, said: Text) -> None:
    assert date_text(shown) == said


@pytest.mark.parametrize(
    ("since", "years"),
    [
        (PartialDate(2020), 4),
        (PartialDate(2020, 6), 4),
        (PartialDate(2020, 7), 3),
        (PartialDate(2020, 6, 1), 4),
        (PartialDate(2020, 6, 2), 3),
        (PartialDate(2022, 12, 20, lunar=True), 1),
        (PartialDate(2023, 4, 1, lunar=True), 1),
        (PartialDate(2023, 6, lunar=True), 0),
        (PartialDate(2030), 0),
    ],
)
def test_whole_years_are_counted(since: PartialDate, years: int) -> None:
    assert years_since(since, TODAY) == years


DATES = st.builds(
    PartialDate,
    st.integers(1900, 2044),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 28),
    st.booleans(),
    st.booleans(),
)


@given(DATES)
def test_a_date_survives_being_kept(kept: PartialDate) -> None:
    assert from_value(json.loads(json.dumps(to_value(kept)))) == kept


def test_a_date_without_a_year_is_none() -> None:
    with pytest.raises(ValueError, match="year"):
        from_value({"year": None, "month": 3, "day": None, "lunar": False, "about": False})


FORMS = (
    "{0.day}/{0.month}/{0.year}",
    "{0:%d-%m-%Y}",
    "{0:%d.%m.%Y}",
    "{0:%Y-%m-%d}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0.day} thang {0.month} nam {0.year}",
    "{0:%d %B %Y}",
    "{0:%B %d, %Y}",
)


@given(st.dates(date(1900, 1, 1), date(2044, 12, 31)), st.sampled_from(FORMS))
def test_a_day_is_read_as_it_is_shown(day: date, form: str) -> None:
    assert read(form.format(day)) == PartialDate(day.year, day.month, day.day)


@given(DATES)
def test_a_date_is_read_as_it_is_shown(kept: PartialDate) -> None:
    day = PartialDate(kept.year, kept.month, kept.day if kept.month else None, kept.lunar, kept.about)
    parts = (day.day, day.month, day.year) if day.month else ("năm", day.year)
    shown = "/".join(str(part) for part in parts if part is not None).replace("năm/", "năm ")
    around = ("khoảng " if day.about else "", " âm lịch" if day.lunar else "")
    assert read(around[0] + shown + around[1]) == day


WORDS = st.sampled_from(
    "3 5 12 31 98 2024 5/3 5/3/24 / - . ngày tháng năm tuần hôm mùng rằm giêng chạp âm lịch trước ngoái nay qua mai kia "
    "sau cách đây ago years khoảng ba mười hai tết march may số thứ".split()
)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("".join)
    ),
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
)
def test_no_words_break_the_reading(words: str, today: date) -> None:
    found = read(words, today)
    if found is not None:
        assert 1900 <= found.year <= today.year + 20
        assert years_since(found, today) >= 0
