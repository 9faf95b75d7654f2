"""The register of a period: what was carried in is what was accepted before, and nothing is lost between two periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY_MS
from bot.domain.lifecycle import Act
from bot.domain.register import Case, Noted, Part, cases, counted_by, of_part
from bot.domain.reporting_period import Period

FIRST = Period(date(2026, 1, 1), date(2026, 6, 30))
SECOND = Period(date(2026, 7, 1), date(2026, 12, 31))
KNOWN = Case("all", "land", "advice", ("2017:7.2", "2017:7.6"))


def at(month: int, day: int = 5) -> int:
    return Period(date(2026, month, day), date(2026, month, day)).start_ms


def noted(*acts: tuple[Act, int]) -> list[Case]:
    return cases([Noted(act, when, "2017:30.3.a" if act is Act.REFUSE else "") for act, when in acts], KNOWN)


@pytest.mark.parametrize(
    ("acts", "first", "second"),
    [
        ([(Act.ACCEPT, at(2)), (Act.END, at(5))], {Part.ACCEPTED, Part.ENDED}, set()),
        (
            [(Act.ACCEPT, at(2)), (Act.END, at(8))],
            {Part.ACCEPTED, Part.CARRIED_ON},
            {Part.CARRIED, Part.ENDED},
        ),
        ([(Act.ACCEPT_URGENT, at(2)), (Act.DISCONTINUE, at(3))], {Part.ACCEPTED, Part.DISCONTINUED}, set()),
        ([(Act.ACCEPT, at(9)), (Act.WITHDRAW, at(9, 6))], set(), {Part.ACCEPTED, Part.WITHDRAWN}),
        ([(Act.ACCEPT, at(2))], {Part.ACCEPTED, Part.CARRIED_ON}, {Part.CARRIED, Part.CARRIED_ON}),
        ([(Act.REFUSE, at(7, 1))], set(), {Part.REFUSED}),
        ([(Act.WITHDRAW, at(2))], set(), set()),
    ],
)
def test_a_case_counts_where_it_belongs(
    acts: list[tuple[Act, int]], first: set[Part], second: set[Part]
) -> None:
    found = noted(*acts)
    assert {part for case in found for part in case.parts(FIRST)} == first
    assert {part for case in found for part in case.parts(SECOND)} == second


def test_what_is_looked_at_anew_is_another_case() -> None:
    found = noted((Act.ACCEPT, at(1)), (Act.END, at(2)), (Act.ACCEPT, at(3)), (Act.REFUSE, at(4)))
    assert len(found) == 3
    assert len(of_part(found, FIRST, Part.ACCEPTED)) == 2
    assert [case.ground for case in of_part(found, FIRST, Part.REFUSED)] == ["2017:30.3.a"]


def test_accepted_twice_in_a_row_is_one_case() -> None:
    assert len(noted((Act.ACCEPT_URGENT, at(1)), (Act.ACCEPT, at(2)))) == 1


def test_one_case_can_be_in_several_categories() -> None:
    found = noted((Act.ACCEPT, at(1)))
    assert [tally.key for tally in counted_by(found, lambda case: case.clauses)] == ["2017:7.2", "2017:7.6"]


ACTS = st.lists(
    st.tuples(st.sampled_from([Act.ACCEPT, Act.END, Act.REFUSE, Act.DISCONTINUE]), st.integers(0, 364)),
    max_size=6,
)


@given(st.lists(ACTS, max_size=8))
def test_between_two_periods_nothing_is_lost(stories: list[list[tuple[Act, int]]]) -> None:
    """Carried and accepted is what ended and what is carried on; what is carried on is carried into the next."""
    found = [
        case
        for story in stories
        for case in noted(
            *((act, FIRST.start_ms + day * DAY_MS) for act, day in sorted(story, key=lambda each: each[1]))
        )
    ]
    sums = [{part: len(of_part(found, period, part)) for part in Part} for period in (FIRST, SECOND)]
    for each in sums:
        over = each[Part.ENDED] + each[Part.DISCONTINUED] + each[Part.WITHDRAWN]
        assert each[Part.CARRIED] + each[Part.ACCEPTED] == over + each[Part.CARRIED_ON]
    assert sums[0][Part.CARRIED_ON] == sums[1][Part.CARRIED]
