"""What requests add up to: sums that agree, sensitive matters as one, and no number that would be a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY_MS, WorkingCalendar, midnight_ms
from bot.domain.reporting_period import Period
from bot.domain.request import SENSITIVE_MATTERS, Kind, Status
from bot.domain.stats import PLACES, SENSITIVE, Entry, Spread, Tally, Unsent, Week, add_up, to_first_contact

HOUR = 3_600_000
CALENDAR = WorkingCalendar(((8 * HOUR, 16 * HOUR),), frozenset(range(5)))
PERIOD = Period(date(2026, 11, 1), date(2026, 11, 30))
MONDAY = midnight_ms(date(2026, 11, 2))

ENTRY = Entry(
    number="482519K",
    kind=Kind.LEGAL_AID,
    source="telegram",
    matter="land",
    place="03158",
    branch="centre",
    urgent=False,
    status=Status.NEW,
    outcome=None,
    created_at=MONDAY + 8 * HOUR,
    claimed_at=None,
    first_reply_at=None,
    closed_at=None,
)
CLOSED = replace(ENTRY, status=Status.CLOSED, closed_at=MONDAY + 2 * DAY_MS, outcome="answered")


def entries() -> st.SearchStrategy[list[Entry]]:
    times = st.integers(PERIOD.start_ms, PERIOD.end_ms - 1)
    return st.lists(
        st.builds(
            Entry,
            number=st.just("482519K"),
            kind=st.sampled_from(Kind),
            source=st.just("telegram"),
            matter=st.sampled_from([None, "land", "family", *sorted(SENSITIVE_MATTERS)]),
            place=st.none() | st.integers(1, 20).map(str),
            branch=st.just("centre"),
            urgent=st.booleans(),
            status=st.sampled_from(Status),
            outcome=st.sampled_from([None, "answered"]),
            created_at=times,
            claimed_at=st.none() | times,
            first_reply_at=st.none() | times,
            closed_at=st.none() | times,
            marked=st.booleans(),
        ),
        max_size=40,
    )


def of(*entries: Entry) -> Any:
    return add_up(entries, PERIOD, CALENDAR)


def test_nothing_adds_up_to_nothing() -> None:
    stats = of()
    assert (stats.received, stats.urgent, stats.urgent_share) == (0, 0, 0)
    assert (stats.first_contact, stats.until_closed, stats.outcomes) == (None, None, ())
    assert [week.first.day for week in stats.weeks] == [1, 2, 9, 16, 23, 30]


def test_requests_are_counted_by_where_they_stand_and_how_they_ended() -> None:
    stats = of(ENTRY, CLOSED, CLOSED, replace(CLOSED, outcome=None), replace(ENTRY, outcome="left over"))
    assert stats.statuses == (
        Tally(Status.NEW, 2),
        Tally(Status.CLAIMED, 0),
        Tally(Status.ANSWERED, 0),
        Tally(Status.CLOSED, 3),
    )
    assert stats.outcomes == (Tally("answered", 2), Tally(None, 1))


def test_refused_ones_are_counted_by_the_ground_of_the_law() -> None:
    grounds = ("2017:30.3.a", "", "2017:30.3.d", "2017:30.3.d")
    stats = add_up([replace(ENTRY, refused=ground) for ground in grounds], PERIOD, CALENDAR)
    assert stats.refusals == (Tally("2017:30.3.d", 2), Tally("2017:30.3.a", 1))


def test_who_left_is_the_sum_of_all_questions() -> None:
    assert Unsent(9, (Tally("story", 3), Tally("where", 1))).count == 4


def test_urgent_ones_are_a_share() -> None:
    stats = of(ENTRY, ENTRY, replace(ENTRY, urgent=True))
    assert (stats.urgent, stats.urgent_share) == (1, 33)


@pytest.mark.parametrize("matter", sorted(SENSITIVE_MATTERS))
def test_sensitive_matters_are_one_sum_without_a_commune(matter: str) -> None:
    stats = of(ENTRY, replace(ENTRY, matter=matter), replace(ENTRY, kind=Kind.URGENT, matter=None))
    assert stats.matters == (Tally(SENSITIVE, 2), Tally("land", 1))
    assert stats.places == (Tally("03158", 1),)


def test_what_was_marked_as_sensitive_counts_as_such() -> None:
    assert of(replace(ENTRY, marked=True)).matters == (Tally(SENSITIVE, 1),)


def test_without_a_matter_the_door_counts() -> None:
    assert of(replace(ENTRY, matter=None, kind=Kind.CALLBACK)).matters == (Tally("callback", 1),)


def test_many_communes_are_counted_together() -> None:
    many = [replace(ENTRY, place=f"{code:05d}") for code in range(PLACES + 3)]
    stats = of(*many, ENTRY, replace(ENTRY, place=None))
    assert stats.places[0] == Tally("00000", 1)
    assert len(stats.places) == PLACES
    assert stats.other_places == 5
    assert of(ENTRY, ENTRY, replace(ENTRY, place=None)).places == (Tally("03158", 2), Tally(None, 1))


def test_the_first_contact_is_measured_in_working_time() -> None:
    friday = midnight_ms(date(2026, 11, 6)) + 15 * HOUR
    waited = replace(ENTRY, created_at=friday, first_reply_at=friday + 3 * DAY_MS)
    assert to_first_contact(waited, CALENDAR) == 8 * HOUR
    assert to_first_contact(ENTRY, CALENDAR) is None
    assert of(waited, ENTRY).first_contact == Spread(1, 8 * HOUR, 8 * HOUR)


def test_half_and_nine_tenths_are_values_that_occurred() -> None:
    ten = [replace(ENTRY, first_reply_at=ENTRY.created_at + n * HOUR // 10) for n in range(1, 11)]
    assert of(*ten).first_contact == Spread(10, HOUR // 2, 9 * HOUR // 10)
    assert of(*ten[:3]).first_contact == Spread(3, 2 * HOUR // 10, 3 * HOUR // 10)


def test_days_until_closing_are_begun_days() -> None:
    at_once = replace(CLOSED, closed_at=CLOSED.created_at)
    soon = replace(CLOSED, closed_at=CLOSED.created_at + HOUR)
    assert of(at_once, soon, replace(CLOSED, closed_at=CLOSED.created_at + DAY_MS)).until_closed == Spread(
        3, 1, 1
    )


def test_weeks_begin_on_monday_and_those_without_requests_stand_too() -> None:
    sunday = replace(CLOSED, created_at=PERIOD.start_ms)
    weeks = of(ENTRY, sunday, replace(ENTRY, created_at=MONDAY + 7 * DAY_MS - 1)).weeks
    assert weeks[:3] == (
        Week(date(2026, 11, 1), (0, 0, 0, 1)),
        Week(date(2026, 11, 2), (2, 0, 0, 0)),
        Week(date(2026, 11, 9), (0, 0, 0, 0)),
    )


@given(entries())
def test_every_request_is_counted_once_everywhere(some: list[Entry]) -> None:
    stats = of(*some)
    closed = sum(entry.status is Status.CLOSED for entry in some)
    assert sum(tally.count for tally in stats.statuses) == len(some)
    assert sum(tally.count for tally in stats.matters) == len(some)
    assert sum(tally.count for tally in stats.outcomes) == closed
    assert sum(sum(week.counts) for week in stats.weeks) == len(some)
    sensitive = sum(entry.is_sensitive for entry in some)
    assert sum(tally.count for tally in stats.places) + stats.other_places == len(some) - sensitive
    assert not {tally.key for tally in stats.matters} & set(SENSITIVE_MATTERS)
