"""Working time: nights, week ends and days off count nothing, and what is added can be measured again."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY_MS, LONGEST_MS, LocalDays, Span, WorkingCalendar, date_of, midnight_ms

HOUR: int = 3_600_000
VIETNAM = timezone(timedelta(hours=7))

CALENDAR = WorkingCalendar(
    hours=((7 * HOUR + HOUR // 2, 11 * HOUR + HOUR // 2), (13 * HOUR + HOUR // 2, 17 * HOUR)),
    weekdays=frozenset(range(5)),
    off=frozenset(date(2027, 2, day) for day in range(4, 11)),
    worked=frozenset({date(2027, 2, 20), date(2027, 2, 4)}),
    sure=frozenset({2027}),
)
FULL_DAY = 7 * HOUR + HOUR // 2


def at(words: str) -> int:
    """The instant of ``2027-02-03 07:30`` on the province's clock."""
    return int(datetime.fromisoformat(words).replace(tzinfo=VIETNAM).timestamp() * 1000)


INSTANTS = st.integers(at("2026-12-20 00:00"), at("2027-03-20 00:00"))
AMOUNTS = st.integers(0, 200 * HOUR)
AWAY = st.lists(st.tuples(INSTANTS, INSTANTS), max_size=4)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 2, 3), True),  # Wednesday
        (date(2027, 2, 5), False),  # Tết
        (date(2027, 2, 13), False),  # Saturday
        (date(2027, 2, 14), False),
        (date(2027, 2, 20), True),  # a Saturday worked instead
        (date(2027, 2, 4), True),  # what is worked wins
    ],
)
def test_a_day_is_worked_or_not(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works


@pytest.mark.parametrize(
    ("instant", "open_"),
    [
        ("2027-02-03 07:29", False),
        ("2027-02-03 07:30", True),
        ("2027-02-03 11:29", True),
        ("2027-02-03 11:30", False),
        ("2027-02-03 13:30", True),
        ("2027-02-03 17:00", False),
        ("2027-02-07 09:00", False),
        ("2027-02-20 09:00", True),
    ],
)
def test_the_office_is_open_or_not(instant: str, open_: bool) -> None:
    assert CALENDAR.is_open(at(instant)) is open_


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2027-02-03 08:00", "2027-02-03 09:00", 1),
        ("2027-02-03 11:00", "2027-02-03 14:00", 1),  # the noon rest
        ("2027-02-03 16:00", "2027-02-05 09:00", 1 + 7.5),  # 4 February is worked here
        ("2027-02-03 00:00", "2027-02-03 23:59", 7.5),
        ("2027-02-05 00:00", "2027-02-11 07:30", 0),  # Tết
        ("2027-02-12 17:00", "2027-02-15 07:30", 0),  # a week end
        ("2027-02-19 17:00", "2027-02-22 07:30", 7.5),  # with a Saturday that is worked
        ("2027-02-03 09:00", "2027-02-03 08:00", 0),
    ],
)
def test_working_time_between_two_instants(start: str, end: str, hours: float) -> None:
    assert CALENDAR.working_ms(at(start), at(end)) == int(hours * HOUR)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2027-02-03 08:00", 1, "2027-02-03 09:00"),
        ("2027-02-03 16:00", 1, "2027-02-03 17:00"),  # not the next morning
        ("2027-02-03 20:00", 1, "2027-02-04 08:30"),
        ("2027-02-04 16:00", 2, "2027-02-11 08:30"),  # over Tết
        ("2027-02-12 16:30", 1, "2027-02-15 08:00"),
        ("2027-02-13 10:00", 0, "2027-02-13 10:00"),
        ("2027-02-13 10:00", -1, "2027-02-13 10:00"),
    ],
)
def test_an_amount_of_working_time_later(start: str, hours: int, end: str) -> None:
    assert CALENDAR.after_working(at(start), hours * HOUR) == at(end)


def test_leave_does_not_count() -> None:
    away = [
        (at("2027-02-03 10:00"), at("2027-02-03 14:30")),
        (at("2027-02-03 09:30"), at("2027-02-03 10:30")),
    ]
    start, end = at("2027-02-03 09:00"), at("2027-02-03 15:30")
    assert CALENDAR.working_ms(start, end, away) == HOUR + HOUR // 2
    assert CALENDAR.after_working(start, HOUR, away) == at("2027-02-03 15:00")
    assert CALENDAR.working_ms(start, end, [(0, 2 * end)]) == 0


def test_what_is_never_worked_ends_after_ten_years() -> None:
    start = at("2027-02-03 08:00")
    never = WorkingCalendar((), frozenset())
    assert never.after_working(start, 1) == start + LONGEST_MS
    assert CALENDAR.after_working(start, 10**15) == start + LONGEST_MS
    assert CALENDAR.after_working(start, HOUR, [(start, 10**15)]) == start + LONGEST_MS


def test_a_year_is_quickly_counted() -> None:
    start = time.perf_counter()
    for _ in range(20):
        CALENDAR.working_ms(at("2027-01-01 00:00"), at("2028-01-01 00:00"))
    assert (time.perf_counter() - start) / 20 < 0.02  # it takes a tenth of that, on a busy machine too


def test_days_begin_at_the_province_s_midnight() -> None:
    assert midnight_ms(date(2027, 2, 6)) == at("2027-02-06 00:00")
    assert date_of(at("2027-02-06 00:00")) == date(2027, 2, 6)
    assert date_of(at("2027-02-06 00:00") - 1) == date(2027, 2, 5)


def test_a_span_is_sure_when_all_its_years_are() -> None:
    assert CALENDAR.is_sure(at("2027-01-01 00:00"), at("2027-12-31 23:59"))
    assert not CALENDAR.is_sure(at("2026-12-31 23:59"), at("2027-01-01 00:00"))
    assert not CALENDAR.is_sure(at("2027-12-31 23:59"), at("2028-01-01 00:00"))


# --- properties ------------------------------------------------------------------------------


@given(INSTANTS, AMOUNTS, AWAY)
def test_what_is_added_can_be_measured(start: int, amount: int, away: list[Span]) -> None:
    end = CALENDAR.after_working(start, amount, away)
    assert CALENDAR.working_ms(start, end, away) == amount
    assert end == start or CALENDAR.working_ms(start, end - 1, away) == amount - 1


@given(INSTANTS, INSTANTS, INSTANTS, AWAY)
def test_working_time_adds_up(one: int, two: int, three: int, away: list[Span]) -> None:
    first, second, third = sorted((one, two, three))
    parts = CALENDAR.working_ms(first, second, away) + CALENDAR.working_ms(second, third, away)
    assert CALENDAR.working_ms(first, third, away) == parts
    assert 0 <= CALENDAR.working_ms(first, third, away) <= CALENDAR.working_ms(first, third) <= third - first


@given(INSTANTS, INSTANTS, AMOUNTS, AMOUNTS)
def test_later_and_more_never_end_earlier(one: int, two: int, three: int, four: int) -> None:
    (early, late), (less, more) = sorted((one, two)), sorted((three, four))
    assert CALENDAR.after_working(early, less) <= CALENDAR.after_working(late, less)
    assert CALENDAR.after_working(early, less) <= CALENDAR.after_working(early, more)


@given(INSTANTS)
def test_an_instant_counts_when_the_office_is_open(instant: int) -> None:
    assert CALENDAR.working_ms(instant, instant + 1) == CALENDAR.is_open(instant)


@given(st.dates(date(1976, 1, 1), date(2100, 1, 1)))
def test_every_working_day_is_of_one_length(day: date) -> None:
    worked = CALENDAR.working_ms(midnight_ms(day), midnight_ms(day) + DAY_MS)
    assert worked == (FULL_DAY if CALENDAR.is_working_day(day) else 0)


@given(st.datetimes(datetime(1976, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))
def test_the_day_is_that_of_the_province(instant: datetime) -> None:
    assert date_of(int(instant.timestamp() * 1000)) == instant.astimezone(VIETNAM).date()


# --- whole days ------------------------------------------------------------------------------

TET = WorkingCalendar(
    hours=((7 * HOUR, 11 * HOUR),),
    weekdays=frozenset(range(5)),
    off=frozenset({*(date(2027, 2, day) for day in range(4, 11)), date(2027, 4, 30), date(2027, 5, 3)}),
    worked=frozenset({date(2027, 2, 20)}),
)
NEVER = WorkingCalendar(hours=((7 * HOUR, 11 * HOUR),), weekdays=frozenset())


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        (date(2027, 2, 1), 0, date(2027, 2, 1)),
        (date(2027, 2, 1), 1, date(2027, 2, 2)),
        (date(2027, 2, 3), 1, date(2027, 2, 11)),  # the eve, and Tết between
        (date(2027, 2, 3), 3, date(2027, 2, 15)),  # and a week end
        (date(2027, 2, 19), 1, date(2027, 2, 20)),  # a Saturday worked instead
        (date(2027, 2, 6), 2, date(2027, 2, 12)),  # it begins on a day off
        (date(2027, 4, 29), 1, date(2027, 5, 4)),  # 30 April to 3 May
        (date(2027, 1, 1), 5, date(2027, 1, 8)),
    ],
)
def test_so_many_working_days_after_a_day_that_does_not_count(day: date, count: int, after: date) -> None:
    assert TET.working_days_after(day, count) == after


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2027, 2, 12), 0, date(2027, 2, 12)),
        (date(2027, 2, 12), 1, date(2027, 2, 11)),
        (date(2027, 2, 11), 1, date(2027, 2, 3)),
        (date(2027, 2, 15), 2, date(2027, 2, 11)),
        (date(2027, 2, 22), 1, date(2027, 2, 20)),
    ],
)
def test_the_working_day_so_many_before(day: date, count: int, before: date) -> None:
    assert TET.working_days_before(day, count) == before


@pytest.mark.parametrize(
    ("day", "from_it"),
    [
        (date(2027, 2, 3), date(2027, 2, 3)),
        (date(2027, 2, 4), date(2027, 2, 11)),
        (date(2027, 2, 13), date(2027, 2, 15)),
        (date(2027, 5, 1), date(2027, 5, 4)),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day: date, from_it: date) -> None:
    assert TET.working_day_from(day) == from_it


def test_where_nothing_is_ever_worked_a_day_stays_where_it_is() -> None:
    assert NEVER.working_day_from(date(2027, 2, 3)) == date(2027, 2, 3)


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2027-02-03 08:00", "2027-02-03 08:00"),
        ("2027-02-03 05:00", "2027-02-03 07:00"),
        ("2027-02-03 11:00", "2027-02-11 07:00"),
    ],
)
def test_the_office_opens_next(instant: str, opens: str) -> None:
    assert TET.next_open(at(instant)) == at(opens)


# --- what differs in some places -------------------------------------------------------------

FLOOD = LocalDays(frozenset({date(2027, 3, 12), date(2027, 2, 20)}), works=False, places=frozenset({"03160"}))
INSTEAD = LocalDays(frozenset({date(2027, 3, 13)}), works=True, places=frozenset({"03160", "b1"}), sure=False)
BACK = LocalDays(frozenset({date(2027, 3, 12)}), works=True, places=frozenset({"b1"}))


def test_what_differs_in_one_place_is_laid_over_its_calendar_alone() -> None:
    calendar = replace(TET, local=(FLOOD, INSTEAD, BACK))
    days = (date(2027, 2, 20), date(2027, 3, 12), date(2027, 3, 13))
    assert [calendar.is_working_day(day) for day in days] == [True, True, False]
    assert [calendar.here("03160", None).is_working_day(day) for day in days] == [False, False, True]
    assert [calendar.here("b1").is_working_day(day) for day in days] == [True, True, True]
    assert [calendar.here("b1", "03160").is_working_day(day) for day in days] == [False, True, True]
    assert calendar.here("b2", None) == TET


def test_a_span_with_an_unsure_day_of_the_place_is_not_sure() -> None:
    calendar = replace(TET, sure=frozenset({2027}), local=(INSTEAD,)).here("b1")
    friday, saturday, sunday = (at(f"2027-03-{day} 12:00") for day in (12, 13, 14))
    assert calendar.is_sure(friday, friday)
    assert not calendar.is_sure(friday, saturday)
    assert not calendar.is_sure(friday, sunday)
    assert calendar.is_sure(sunday, sunday)


@given(
    st.dates(date(2027, 1, 1), date(2027, 6, 1)),
    st.integers(1, 40),
    st.sets(st.dates(date(2027, 1, 1), date(2027, 6, 1)), max_size=30),
)
def test_there_and_back_over_working_days(day: date, count: int, off: set[date]) -> None:
    calendar = replace(TET, off=frozenset(off))
    after = calendar.working_days_after(day, count)
    assert calendar.is_working_day(after)
    assert after > day
    between = sum(calendar.is_working_day(day + timedelta(n)) for n in range(1, (after - day).days + 1))
    assert between == count
    if calendar.is_working_day(day):
        assert calendar.working_days_before(after, count) == day
