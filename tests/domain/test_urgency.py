"""Why a request is urgent: the dates of papers by the working calendar, what words tell of, and how reasons join."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar
from bot.domain.urgency import (
    BY_DAY,
    OF_MATTER,
    SAYABLE,
    Urgency,
    by_day,
    is_soon,
    joined,
    of_paper,
    speaks_of_child,
    told,
)

TET = frozenset(date(2027, 2, day) for day in range(4, 11))
CALENDAR = WorkingCalendar(((0, 1),), frozenset(range(5)), off=TET)
THURSDAY = date(2026, 11, 26)


def said(
    year: int, month: int | None = None, day: int | None = None, *, lunar: bool = False
) -> dict[str, object]:
    return {"year": year, "month": month, "day": day, "lunar": lunar, "about": False}


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        (date(2026, 11, 26), True),
        (date(2026, 12, 3), True),  # five working days, a week-end between
        (date(2026, 12, 4), False),
        (date(2026, 12, 31), False),
    ],
)
def test_near_is_up_to_five_working_days(day: date, soon: bool) -> None:
    assert is_soon(day, THURSDAY, CALENDAR) is soon


def test_over_tet_five_working_days_are_two_weeks() -> None:
    eve = date(2027, 2, 3)
    assert is_soon(date(2027, 2, 17), eve, CALENDAR)
    assert not is_soon(date(2027, 2, 18), eve, CALENDAR)


@pytest.mark.parametrize(
    ("answer", "day", "found"),
    [
        ("now", None, Urgency.DATE_NOW),
        ("week", None, Urgency.DATE_SOON),
        ("unknown", None, Urgency.DATE_SOON),
        ("later", None, Urgency.DATE_SOON),
        ("later", said(2026, 12, 3), Urgency.DATE_SOON),  # «next week» may be within five working days
        ("later", said(2026, 12, 4), None),
        ("later", said(2026, 11, 20), Urgency.DATE_SOON),  # past: somebody must look
        ("later", said(2026, 12), Urgency.DATE_SOON),  # some day of December, perhaps its first
        ("later", said(2027, 3), None),
        ("later", said(2026), Urgency.DATE_SOON),
        ("later", said(2027), None),
        ("later", said(2027, 1, 15, lunar=True), Urgency.DATE_SOON),  # cannot be placed
        (None, None, None),
    ],
)
def test_the_date_on_a_paper(
    answer: str | None, day: dict[str, object] | None, found: Urgency | None
) -> None:
    assert of_paper(answer, day, THURSDAY, CALENDAR) == found


@pytest.mark.parametrize(
    ("matters", "words", "found"),
    [
        ((), "Nhà bên lấn nương.", set()),
        (("suicide",), "muốn chết", {Urgency.SUICIDE}),
        (("trafficking",), "bị bán", {Urgency.TRAFFICKING}),
        (("violence", "suicide"), "bị đánh, muốn chết", {Urgency.TOLD_VIOLENCE, Urgency.SUICIDE}),
        (("sexual",), "Cháu 14 tuổi", {Urgency.TOLD_VIOLENCE, Urgency.TOLD_CHILD}),
        (("violence",), "Tôi 40 tuổi", {Urgency.TOLD_VIOLENCE}),
        (("detained",), "Con tôi 15 tuổi, công an bắt", {Urgency.TOLD_DETAINED, Urgency.TOLD_CHILD}),
        (("hiv", "commune"), "con 3 tuổi", set()),
        ((), "con tôi 3 tuổi", set()),
    ],
)
def test_what_a_story_tells_of(matters: tuple[str, ...], words: str, found: set[Urgency]) -> None:
    assert told(matters, words) == found


@pytest.mark.parametrize(
    ("words", "child"),
    [
        ("Sùng A Pó, 15 tuổi", True),
        ("15tuoi", True),
        ("16 tuổi", False),
        ("sinh 5/12 tuổi", False),
        ("", False),
    ],
)
def test_a_child_is_younger_than_sixteen(words: str, child: bool) -> None:
    assert speaks_of_child(words) is child


def test_what_becomes_more_exact_takes_the_place_of_what_was_vague() -> None:
    assert joined((Urgency.DANGER,), (Urgency.SUICIDE,)) == (Urgency.SUICIDE,)
    assert joined(("date_soon",), ("date_now",)) == (Urgency.DATE_NOW,)
    assert joined(("date_now",), ("hearing_soon",)) == (Urgency.HEARING_SOON,)
    assert joined(("told_violence", "told_child"), ("violence",)) == (Urgency.VIOLENCE, Urgency.TOLD_CHILD)
    assert joined((Urgency.DANGER,)) == (Urgency.DANGER,)
    assert joined((Urgency.DANGER,), ("date_soon",)) == (Urgency.DANGER, Urgency.DATE_SOON)  # still a danger
    assert joined() == ()


@given(st.lists(st.sampled_from(tuple(Urgency))), st.lists(st.sampled_from(tuple(Urgency))))
def test_what_is_urgent_stays_urgent_and_no_less(one: list[Urgency], other: list[Urgency]) -> None:
    together = joined(one, other)
    assert bool(together) == bool(one or other)
    assert together == joined(other, one) == joined(together)
    assert not (by_day(together) and one and not by_day(one))


def test_nobody_is_woken_for_what_may_be_long_ago() -> None:
    assert by_day((Urgency.TOLD_VIOLENCE, Urgency.DATE_SOON))
    assert not by_day((Urgency.TOLD_VIOLENCE, Urgency.SUICIDE))
    assert not by_day(())
    assert BY_DAY.isdisjoint(SAYABLE)


def test_an_officer_chooses_from_the_closed_list() -> None:
    assert [str(reason) for reason in SAYABLE] == [
        "detained", "hearing_soon", "limit_soon", "violence", "trafficking", "child", "suicide", "disaster",
    ]  # fmt: skip
    assert set(OF_MATTER.values()) <= set(SAYABLE)
