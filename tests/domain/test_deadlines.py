"""Deadlines of the law: read with what starts and stops them, chosen by the day and the circumstances; wrong files are told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.deadlines import (
    IN_DAYS,
    Area,
    Circumstances,
    Deadline,
    Deadlines,
    Happening,
    Period,
    Reminding,
    Source,
    Unit,
    When,
    Who,
)
from bot.domain.deadlines_reader import read_deadlines
from bot.domain.law import Certainty, Term
from bot.domain.lifecycle import Act, AidForm, Custody
from bot.problems import line

DEADLINES = """\
counting: {source: BLDS, certainty: unchecked, note: a}
remind: {soon_days: 2, soon_hours: 6, last_hours: 1, at_once_hours: 3}
deadlines:
  papers:
    text: đưa giấy
    starts: [accept_urgent]
    ends: [papers_brought]
    who: citizen
    periods:
      - {amount: 10, unit: working_day, when: {area: [hard]}, from: "1/1/2018", to: "31/12/2026", law: TT, source: a, certainty: sourced}
      - {amount: 5, unit: working_day, from: "1/1/2018", to: "31/12/2026", law: TT, source: a, certainty: sourced}
      - {unit: unknown, from: "1/1/2027", law: TT, source: a, certainty: unknown}
  data:
    text: xoá
    starts: [data_delete]
    ends: [data_ended]
    extends: [data_extended]
    who: centre
    periods:
      - {amount: 20, unit: day, longest: 40, from: "1/1/2026", law: NĐ, source: a, certainty: sourced}
"""


def read(content: str) -> Deadlines:
    found, problems = read_deadlines(content.encode(), "deadlines.yaml")
    assert problems == [], [line(problem) for problem in problems]
    return found


def test_deadlines_are_read_with_their_periods_and_lines() -> None:
    found = read(DEADLINES)
    assert found.reminding == Reminding(2, 6, 1, 3)
    papers, data = found.all
    old = Term(date(2018, 1, 1), date(2026, 12, 31))
    assert papers.periods[0] == Period(
        10, Unit.WORKING_DAY, When(areas=frozenset({Area.HARD})), old, "TT", Certainty.SOURCED, 0, 10
    )
    assert papers.periods[2].unit is Unit.UNKNOWN
    assert data == Deadline(
        "data",
        "xoá",
        frozenset({Happening.DATA_DELETE}),
        frozenset({Happening.DATA_ENDED}),
        Who.CENTRE,
        (Period(20, Unit.DAY, When(), Term(date(2026, 1, 1)), "NĐ", Certainty.SOURCED, 40, 20),),
        frozenset({Happening.DATA_EXTENDED}),
        13,
    )
    assert found.of((Act.ACCEPT_URGENT, Act.END)) == (papers,)


@pytest.mark.parametrize(
    ("day", "area", "amount"),
    [
        (date(2017, 12, 31), Area.USUAL, None),
        (date(2026, 12, 31), Area.USUAL, 5),
        (date(2026, 12, 31), Area.HARD, 10),
        (date(2027, 1, 1), Area.HARD, 0),
    ],
)
def test_the_day_and_the_circumstances_choose_the_first_period_that_fits(
    day: date, area: Area, amount: int | None
) -> None:
    period = read(DEADLINES).all[0].period(day, Circumstances(area=area))
    assert (period.amount if period else None) == amount


@pytest.mark.parametrize(
    ("id_", "day", "area", "units", "amount"),
    [
        ("papers", date(2026, 12, 31), Area.USUAL, IN_DAYS, 5),
        ("papers", date(2026, 12, 31), Area.HARD, IN_DAYS, 10),
        ("papers", date(2026, 12, 31), Area.USUAL, (Unit.DAY,), None),
        ("papers", date(2027, 1, 1), Area.USUAL, IN_DAYS, None),
        ("data", date(2027, 1, 1), Area.USUAL, (Unit.DAY,), 20),
        ("nothing", date(2026, 12, 31), Area.USUAL, IN_DAYS, None),
    ],
)
def test_what_people_are_told_in_days_is_only_what_the_law_says_in_days(
    id_: str, day: date, area: Area, units: Collection[Unit], amount: int | None
) -> None:
    period = read(DEADLINES).in_days(id_, day, area=area, units=units)
    assert (period.amount if period else None) == amount


@pytest.mark.parametrize(
    ("when", "fits"),
    [
        (When(), True),
        (When(forms=frozenset({AidForm.ADVICE})), True),
        (When(forms=frozenset({AidForm.PROCEEDINGS})), False),
        (When(custody=frozenset({Custody.ARRESTED})), False),
        (When(areas=frozenset({Area.HARD})), False),
        (When(sources=frozenset({Source.AGENCY, Source.PERSON})), True),
        (When(sources=frozenset({Source.AGENCY})), False),
    ],
)
def test_a_condition_fits_or_not(when: When, fits: bool) -> None:
    assert when.fits(Circumstances(AidForm.ADVICE)) is fits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("counting: {", "count: {", "deadlines.yaml:1: L3 Không có khoá “count” ở đây."),
        ("counting: {", "count: {", "deadlines.yaml:1: L7 Thiếu “counting”."),
        ("certainty: unchecked", "certainty: maybe", "deadlines.yaml:1: L3 “certainty” không nhận “maybe”."),
        ("source: BLDS, ", "", "deadlines.yaml:1: L7 Thiếu “source”."),
        ("remind: {", "reminder: {", "deadlines.yaml:1: L7 Thiếu “remind”."),
        ("soon_days: 2", "soon_days: 20", "deadlines.yaml:2: L7 “soon_days” phải là số từ 0 đến 10."),
        ("deadlines:", "deadline:", "deadlines.yaml:1: L7 Thiếu “deadlines”."),
        ("  papers:", "  Papers:", "deadlines.yaml:4: R1 Tên gọi tắt “Papers” không dùng được."),
        ("    text: đưa giấy\n", "", "deadlines.yaml:5: L7 Thiếu “text”."),
        ("[accept_urgent]", "[accepts]", "deadlines.yaml:6: L3 “starts” không nhận “accepts”. Có phải là “accept”?"),
        ("    ends: [papers_brought]\n", "", "deadlines.yaml:5: L7 Thiếu “ends”."),
        ("who: citizen", "who: citizens", "deadlines.yaml:8: L3 “who” không nhận “citizens”."),
        ("{amount: 10, ", "{", "deadlines.yaml:10: R1 Thời hạn “working_day” phải có amount"),
        ("{unit: unknown", "{amount: 3, unit: unknown", "deadlines.yaml:12: R1 Thời hạn “unknown” phải có amount"),
        ("amount: 10", "amount: 0", "deadlines.yaml:10: L7 “amount” phải là số từ 1 đến 400."),
        ("unit: day", "unit: week", "deadlines.yaml:20: L3 “unit” không nhận “week”."),
        ("longest: 40", "longest: 20", "deadlines.yaml:20: R1 longest phải dài hơn amount."),
        ("certainty: unknown", "certainty: sourced", "deadlines.yaml:12: R1 unit: unknown và certainty: unknown"),
        ("when: {area: [hard]}, ", "", "deadlines.yaml:11: R1 Không bao giờ dùng đến dòng này"),
        ("{area: [hard]}", "{areas: [hard]}", "deadlines.yaml:10: L3 Không có khoá “areas” ở đây."),
        ("{area: [hard]}", "{area: []}", "deadlines.yaml:10: L7 “area” để trống."),
        ("{area: [hard]}", "hard", "deadlines.yaml:10: L7 “when” phải là"),
        ('from: "1/1/2027", ', "", "deadlines.yaml:12: L7 Thiếu “from”."),
        ("law: NĐ, ", "", "deadlines.yaml:20: L7 Thiếu “law”."),
        ("      - {amount: 20", "      - a\n      - {amount: 20", "deadlines.yaml:20: L7 “periods” phải là"),
        ("  data:\n", "  more: a\n  data:\n", "deadlines.yaml:13: L7 “more” phải là"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in DEADLINES
    found, problems = read_deadlines(DEADLINES.replace(old, new, 1).encode(), "deadlines.yaml")
    told = [line(problem) for problem in problems]
    assert found == Deadlines()
    assert any(words.startswith(expected) for words in told), told
    assert all(problem.mend_vi and problem.mend_en for problem in problems)


def test_a_line_below_an_endless_one_that_takes_all_is_told_and_an_earlier_one_is_not() -> None:
    endless = DEADLINES.replace(
        ', to: "31/12/2026", law: TT, source: a, certainty: sourced}\n      - {unit',
        ", law: TT, source: a, certainty: sourced}\n      - {unit",
    )
    _, problems = read_deadlines(endless.encode(), "deadlines.yaml")
    assert [problem.line for problem in problems] == [12]
    ended = DEADLINES.replace('- {unit: unknown, from: "1/1/2027"', '- {unit: unknown, from: "1/1/2026"')
    assert read_deadlines(ended.encode(), "deadlines.yaml")[1] == []  # it goes on where the one above ends


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_deadlines_or_problems(content: bytes) -> None:
    for given_ in (content, DEADLINES.encode() + content):
        found, problems = read_deadlines(given_, "x.yaml")
        assert found.all or problems
