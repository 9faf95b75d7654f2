"""Rights over data: their terms in days of the law, what a consent is for, what may not be deleted yet."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar import WorkingCalendar, date_of, midnight_ms
from bot.domain.data_rights import STARTS, Hold, Right, Terms, hold_on, periods_of, purpose_of, terms
from bot.domain.deadlines import Deadlines
from bot.domain.deadlines_reader import read_deadlines
from bot.domain.lifecycle import ACCEPTED
from bot.domain.request import Outcome, Stage
from bot.settings import SHIPPED

WEEK = WorkingCalendar(hours=((0, 1),), weekdays=frozenset(range(5)), off=frozenset({date(2027, 1, 1)}))
NOON = 12 * 3_600_000
DEADLINES, PROBLEMS = read_deadlines((SHIPPED / "province/law/deadlines.yaml").read_bytes(), "deadlines.yaml")


def after(asked: date, right: Right = Right.VIEW, *, extended: bool = False) -> tuple[date, date]:
    """The last days for acknowledging and for answering what was asked at noon of this day."""
    found = terms(right, midnight_ms(asked) + NOON, DEADLINES, WEEK, extended=extended)
    assert found.acknowledge_by
    assert found.answer_by
    return date_of(found.acknowledge_by - 1), date_of(found.answer_by - 1)


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (date(2026, 11, 30), date(2026, 12, 2)),
        (date(2026, 12, 4), date(2026, 12, 8)),  # a Friday: not the weekend
        (date(2026, 12, 31), date(2027, 1, 5)),  # nor New Year's Day
    ],
)
def test_it_is_acknowledged_within_two_working_days(asked: date, last: date) -> None:
    assert after(asked)[0] == last


@pytest.mark.parametrize(
    ("right", "last", "extended"),
    [
        (Right.VIEW, date(2026, 12, 7), date(2026, 12, 15)),
        (Right.COPY, date(2026, 12, 7), date(2026, 12, 15)),
        (Right.CORRECT, date(2026, 12, 7), date(2026, 12, 15)),
        (Right.WITHDRAW, date(2026, 12, 10), date(2026, 12, 25)),
        (Right.RESTRICT, date(2026, 12, 10), date(2026, 12, 25)),
        (Right.DELETE, date(2026, 12, 15), date(2027, 1, 4)),
    ],
)
def test_it_is_done_within_the_days_of_the_decree_and_once_as_many_more(
    right: Right, last: date, extended: date
) -> None:
    """Counted from 25 November 2026; a last day on a weekend moves to the Monday after it."""
    asked = date(2026, 11, 25)
    assert after(asked, right)[1] == last
    assert after(asked, right, extended=True)[1] == extended


def test_every_right_has_its_term_in_the_law_in_force() -> None:
    assert PROBLEMS == []
    assert set(STARTS) == set(Right)
    for right in Right:
        assert all(periods_of(right, DEADLINES, date(2026, 11, 25)))


def test_without_a_term_in_the_data_none_is_told() -> None:
    assert terms(Right.DELETE, 0, Deadlines(), WEEK) == Terms(None, None)
    assert periods_of(Right.DELETE, Deadlines(), date(2026, 11, 25)) == (None, None)


@pytest.mark.parametrize(
    ("recorded", "purpose"),
    [("write_down_v1", "write_down"), ("ask_commune_v12", "ask_commune"), ("interpreter", "interpreter")],
)
def test_a_recorded_purpose_carries_its_version(recorded: str, purpose: str) -> None:
    assert purpose_of(recorded) == purpose


@pytest.mark.parametrize("stage", list(Stage))
def test_what_was_accepted_once_is_kept_by_the_rules_on_archives(stage: Stage) -> None:
    expected = Hold.ACCEPTED if stage in ACCEPTED else None
    assert hold_on(stage, Outcome.ANSWERED, registered=False, complaint_open=False) is expected


def test_a_code_in_the_register_or_taken_on_there_keeps_it_too() -> None:
    assert hold_on(Stage.WITHDRAWN, None, registered=True, complaint_open=False) is Hold.ACCEPTED
    assert hold_on(Stage.RECEIVED, Outcome.TAKEN_ON, registered=False, complaint_open=False) is Hold.ACCEPTED


def test_an_open_complaint_keeps_it_until_it_is_answered() -> None:
    assert hold_on(Stage.REFUSED, Outcome.REFUSED, registered=False, complaint_open=True) is Hold.COMPLAINT
