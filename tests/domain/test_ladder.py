"""How long a request waits before somebody hears of it, and what a wrong file of waiting is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar
from bot.domain.ladder import (
    HOUR_MS,
    LAPSE,
    MINUTE_MS,
    REMIND,
    TOLD,
    Claim,
    Rung,
    Span,
    Waiting,
    due,
    read_waiting,
)
from bot.domain.request import Kind, Request, Status
from bot.domain.urgency import Urgency
from bot.problems import Problem, line

WAITING = """\
unclaimed:
  - {tell: duty, after: 2 giờ làm việc}
  - {tell: coordinator, after: 4 working hours}
  - tell: head
    after: 8 giờ làm việc
urgent:
  - {tell: duty, after: 0 phút}
  - {tell: head, after: 1 working hour}
claim:
  remind: 6 giờ làm việc
  lapse: 8 giờ làm việc
  extend: 7 giờ làm việc
  extensions: 2
urgent_claim: {remind: 1 minute, lapse: 1 hour, extend: 2 hours}
unclaimed_again: 8 working hours
urgent_again: 60 phút
awaited: {remind: 8 giờ làm việc, tell: 16 giờ làm việc}
urgent_by_day:
  - {tell: duty, after: 0 phút}
  - {tell: head, after: 3 working hours}
"""
CALENDAR = WorkingCalendar(
    ((450 * MINUTE_MS, 690 * MINUTE_MS), (810 * MINUTE_MS, 1020 * MINUTE_MS)),
    frozenset(range(5)),
    off=frozenset({date(2027, 2, 5)}),
)
ZONE = timezone(timedelta(hours=7))


def at(moment: str) -> int:
    """An instant of the province's clock."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=ZONE).timestamp() * 1000)


def request(status: Status = Status.NEW, *, urgent: bool = False, extended: int = 0) -> Request:
    return Request(
        id=1,
        number="482519K",
        kind=Kind.LEGAL_AID,
        person=1,
        matter="land",
        place="03158",
        branch="centre",
        urgent=urgent,
        guarded=False,
        status=status,
        version=1,
        claimed_by=None,
        created_at=0,
        extended=extended,
    )


def read(text: str) -> Waiting:
    waiting, found = read_waiting(text.encode(), "waiting.yaml")
    assert found == []
    assert waiting is not None
    return waiting


def found_in(text: str) -> list[Problem]:
    waiting, found = read_waiting(text.encode(), "waiting.yaml")
    assert waiting is None
    assert all(line(problem, english=True).startswith("waiting.yaml:") for problem in found)
    assert all(problem.mend_vi and problem.mend_en for problem in found)
    return found


def problems(text: str) -> list[str]:
    return [line(problem) for problem in found_in(text)]


# --- the steps -------------------------------------------------------------------------------


def test_steps_are_read_in_both_languages() -> None:
    assert read(WAITING) == Waiting(
        unclaimed=(
            Rung("duty", Span(2 * HOUR_MS, working=True)),
            Rung("coordinator", Span(4 * HOUR_MS, working=True)),
            Rung("head", Span(8 * HOUR_MS, working=True)),
        ),
        urgent=(Rung("duty", Span(0)), Rung("head", Span(HOUR_MS, working=True))),
        urgent_by_day=(Rung("duty", Span(0)), Rung("head", Span(3 * HOUR_MS, working=True))),
        claim=Claim(Span(6 * HOUR_MS, True), Span(8 * HOUR_MS, True), Span(7 * HOUR_MS, True), 2),
        urgent_claim=Claim(Span(MINUTE_MS), Span(HOUR_MS), Span(2 * HOUR_MS), 0),
        again=Span(8 * HOUR_MS, working=True),
        urgent_again=Span(HOUR_MS),
        awaited=(Rung("awaited", Span(8 * HOUR_MS, True)), Rung("awaited_long", Span(16 * HOUR_MS, True))),
    )


def test_who_is_told_while_nobody_has_claimed_it_depends_on_how_urgent_it_is() -> None:
    waiting = read(WAITING)
    assert waiting.rungs(request()) == waiting.unclaimed
    assert waiting.rungs(request(urgent=True)) == waiting.urgent
    by_day = replace(request(urgent=True), urgency=(Urgency.DATE_SOON, Urgency.TOLD_CHILD))
    assert waiting.rungs(by_day) == waiting.urgent_by_day
    assert waiting.rungs(replace(by_day, urgency=(Urgency.DATE_SOON, Urgency.SUICIDE))) == waiting.urgent
    assert waiting.again_after(by_day) == waiting.again_after(request()) == waiting.again
    assert waiting.again_after(request(urgent=True)) == waiting.urgent_again
    assert waiting.again_after(request(Status.CLAIMED)) is None


def test_a_claim_is_reminded_and_lapses_and_an_extended_one_lapses_by_its_own_time() -> None:
    waiting = read(WAITING)
    assert waiting.rungs(request(Status.CLAIMED)) == (
        Rung(REMIND, Span(6 * HOUR_MS, working=True)),
        Rung(LAPSE, Span(8 * HOUR_MS, working=True)),
    )
    assert waiting.rungs(request(Status.CLAIMED, urgent=True, extended=1)) == (
        Rung(REMIND, Span(MINUTE_MS)),
        Rung(LAPSE, Span(2 * HOUR_MS)),
    )
    assert waiting.claim_of(request()) == waiting.claim
    assert waiting.claim_of(request(urgent=True)) == waiting.urgent_claim


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED])
def test_who_was_answered_waits_for_no_step(status: Status) -> None:
    assert read(WAITING).rungs(request(status)) == ()


# --- when they come --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "since", "then"),
    [
        (Span(2 * HOUR_MS), "2027-02-06 23:00", "2027-02-07 01:00"),
        (Span(0), "2027-02-06 23:00", "2027-02-06 23:00"),
        (Span(0, working=True), "2027-02-06 23:00", "2027-02-06 23:00"),
        (Span(2 * HOUR_MS, working=True), "2027-02-03 10:30", "2027-02-03 14:30"),
        (Span(2 * HOUR_MS, working=True), "2027-02-04 16:00", "2027-02-08 08:30"),  # a day off, a week-end
        (Span(2 * HOUR_MS, working=True), "2027-02-03 18:00", "2027-02-04 09:30"),
    ],
)
def test_a_span_is_over_by_the_clock_or_by_the_hours_of_the_centre(span: Span, since: str, then: str) -> None:
    assert due(span, at(since), CALENDAR) == at(then)


def test_a_leave_counts_for_working_hours_and_not_for_the_clock() -> None:
    away = ((at("2027-02-03 00:00"), at("2027-02-04 00:00")),)
    since = at("2027-02-03 08:00")
    assert due(Span(HOUR_MS, working=True), since, CALENDAR, away) == at("2027-02-04 08:30")
    assert due(Span(HOUR_MS), since, CALENDAR, away) == at("2027-02-03 09:00")


INSTANTS = st.integers(at("2027-01-01 00:00"), at("2027-12-31 00:00"))
LENGTHS = st.integers(0, 60).map(lambda minutes: minutes * 23 * MINUTE_MS)
ABSENCES = st.lists(
    st.tuples(INSTANTS, st.integers(0, 400)).map(lambda leave: (leave[0], leave[0] + leave[1] * HOUR_MS)),
    max_size=3,
)


@settings(deadline=None)
@given(LENGTHS, LENGTHS, INSTANTS, INSTANTS, ABSENCES, st.booleans())
def test_more_time_is_never_over_sooner(
    one: int, other: int, since: int, later: int, away: list[tuple[int, int]], working: bool
) -> None:
    short, long = (Span(ms, working) for ms in sorted((one, other)))
    since, later = sorted((since, later))
    then = due(short, since, CALENDAR, away)
    assert since <= then <= due(long, since, CALENDAR, away)
    assert then <= due(short, later, CALENDAR, away)
    assert due(short, since, CALENDAR) <= then
    assert due(replace(short, working=False), since, CALENDAR) <= then


@settings(deadline=None)
@given(INSTANTS, ABSENCES, st.booleans(), st.integers(0, 2))
def test_the_steps_of_a_file_without_problems_come_one_after_the_other(
    since: int, away: list[tuple[int, int]], urgent: bool, extended: int
) -> None:
    waiting = read(WAITING)
    for status in (Status.NEW, Status.CLAIMED):
        rungs = waiting.rungs(request(status, urgent=urgent, extended=extended))
        times = [due(rung.after, since, CALENDAR, away) for rung in rungs]
        assert times == sorted(times)
        assert all(rung.what in (*TOLD, REMIND, LAPSE) for rung in rungs)


# --- what a wrong file is told ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("unclaimed:", "unclaimt:", "waiting.yaml:1: L3 Không có khoá “unclaimt” ở đây. Có phải là “unclaimed”?"),
        ("unclaimed:", "x:", "waiting.yaml:1: L7 Thiếu “unclaimed”. Thêm “unclaimed: …”."),
        ("tell: duty, after: 2", "tell: dut, after: 2", "waiting.yaml:2: L3 “tell” không nhận “dut”. Có phải là “duty”?"),
        ("{tell: duty, after: 2 giờ làm việc}", "{after: 2 giờ làm việc}", "waiting.yaml:2: L7 Thiếu “tell”."),
        ("{tell: duty, after: 2 giờ làm việc}", "{tell: duty}", "waiting.yaml:2: L7 Thiếu “after”."),
        ("{tell: duty, after: 2 giờ làm việc}", "duty", "waiting.yaml:2: L7 “unclaimed” phải là các dòng “khoá: …”."),
        ("2 giờ làm việc", "2 tiếng", "waiting.yaml:2: R1 “2 tiếng” không phải khoảng thời gian. Ghi ví dụ: 8 giờ làm việc"),
        ("2 giờ làm việc", "-2 giờ", "waiting.yaml:2: R1 “-2 giờ” không phải khoảng thời gian."),
        ("2 giờ làm việc", "2.5 giờ", "waiting.yaml:2: R1 “2.5 giờ” không phải khoảng thời gian."),
        ("2 giờ làm việc", "1000 giờ", "waiting.yaml:2: R1 “1000 giờ” không phải khoảng thời gian."),
        ("2 giờ làm việc", "2", "waiting.yaml:2: R1 “2” không phải khoảng thời gian."),
        ("2 giờ làm việc", "''", "waiting.yaml:2: L7 “after” để trống."),
        ("2 giờ làm việc", "[2 giờ]", "waiting.yaml:2: L7 “after” phải là một câu chữ."),
        ("4 working hours", "2 working hours", "waiting.yaml:3: R1 Bước này có thể không muộn hơn bước trước. Xếp các bước"),
        ("    after: 8 giờ làm việc", "    after: 3 giờ làm việc", "waiting.yaml:5: R1 Bước này có thể không muộn hơn"),
        ("4 working hours", "5 hours", "waiting.yaml:3: R1 Bước này có thể không muộn hơn bước trước."),
        ("duty, after: 0", "duty, who: me, after: 0", "waiting.yaml:7: L3 Không có khoá “who” ở đây."),
        ("lapse: 8 giờ làm việc", "lapse: 6 giờ làm việc", "waiting.yaml:10: R1 Nhắc có thể không sớm hơn lúc trả lại. Đặt"),
        ("extend: 7", "extend: 5", "waiting.yaml:10: R1 Nhắc có thể không sớm hơn lúc trả lại."),
        ("lapse: 8 giờ làm việc", "lapse: 8 giờ", "waiting.yaml:10: R1 Nhắc có thể không sớm hơn lúc trả lại."),
        ("  extend: 7 giờ làm việc\n", "", "waiting.yaml:10: L7 Thiếu “extend”."),
        ("extensions: 2", "extensions: 10", "waiting.yaml:13: L7 “extensions” phải là số từ 0 đến 9. Viết một số."),
        ("extensions: 2", "extensions: hai", "waiting.yaml:13: L7 “extensions” phải là số từ 0 đến 9."),
        ("urgent_claim: {remind", "urgent_claim: 2 #", "waiting.yaml:14: L7 “urgent_claim” phải là các dòng “khoá: …”."),
        ("urgent_claim: {remind", "x: {remind", "waiting.yaml:1: L7 Thiếu “urgent_claim”."),
        ("tell: 16 giờ làm việc", "tell: 6 giờ làm việc", "waiting.yaml:17: R1 Bước này có thể không muộn hơn bước trước."),
        ("awaited: {", "x: {", "waiting.yaml:1: L7 Thiếu “awaited”."),
        ("urgent_again: 60 phút", "urgent_again: mãi", "waiting.yaml:16: R1 “mãi” không phải khoảng thời gian."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, told: str) -> None:
    assert old in WAITING
    assert any(words.startswith(told) for words in problems(WAITING.replace(old, new, 1)))


def test_a_list_without_steps_is_told() -> None:
    assert any("waiting.yaml:1: L7 “urgent” để trống." in words for words in problems("urgent: []"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("duty, after: 2 giờ làm việc", "duty, after: soon"),
        ("4 working hours", "soon"),
        ("remind: 6 giờ làm việc", "remind: soon"),
        ("lapse: 8 giờ làm việc", "lapse: soon"),
        ("extend: 7 giờ làm việc", "extend: soon"),
    ],
)
def test_of_what_cannot_be_read_nothing_else_is_said(old: str, new: str) -> None:
    assert old in WAITING
    (problem,) = found_in(WAITING.replace(old, new))
    assert "“soon” is no length of time." in line(problem, english=True)


def test_an_empty_file_is_told() -> None:
    (told,) = problems("")
    assert told.startswith("waiting.yaml:1: L0 Tệp trống hoặc không có.")


PIECES = [
    "unclaimed:",
    "urgent: ",
    "urgent_by_day: ",
    "claim: ",
    "{",
    "}",
    "\n",
    "  - ",
    "tell: duty, ",
    "after: 2 giờ",
    "9 phút",
]


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: "".join(p).encode())
)
def test_any_bytes_give_steps_or_problems(content: bytes) -> None:
    for given_ in (content, WAITING.encode() + content):
        waiting, found = read_waiting(given_, "waiting.yaml")
        assert (waiting is None) == any(problem.severity == "error" for problem in found)
