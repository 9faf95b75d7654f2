"""Clocks of the law: counted from what happened and the calendar, over Tết and on the last second, by the law of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY_MS, WorkingCalendar
from bot.domain.calendar_reader import read_calendar
from bot.domain.clocks import PRESSING, Clock, Happened, State, clocks, kept
from bot.domain.deadlines import (
    TRIGGERS,
    Area,
    Circumstances,
    Deadline,
    Deadlines,
    Happening,
    Period,
    Reminding,
    Source,
    Trigger,
    Unit,
    When,
    Who,
)
from bot.domain.deadlines_reader import read_deadlines
from bot.domain.law import Certainty, Term
from bot.domain.lifecycle import Act, AidForm, Custody
from bot.province import foreseen

PROVINCE = Path(__file__).parents[2] / "province"
VIETNAM = timezone(timedelta(hours=7))
HOUR: int = 3_600_000


def shipped_calendar() -> WorkingCalendar:
    calendar, _ = read_calendar((PROVINCE / "calendar.yaml").read_bytes(), "calendar.yaml", foreseen())
    assert calendar is not None
    return calendar


def shipped() -> Deadlines:
    found, problems = read_deadlines((PROVINCE / "law" / "deadlines.yaml").read_bytes(), "deadlines.yaml")
    assert problems == []
    return found


CALENDAR = shipped_calendar()
DEADLINES = shipped()
PROCEEDINGS = Circumstances(AidForm.PROCEEDINGS)
ADVICE = Circumstances(AidForm.ADVICE)


def at(words: str) -> int:
    """The instant of ``2027-02-03 07:30`` on the province's clock."""
    return int(datetime.fromisoformat(words).replace(tzinfo=VIETNAM).timestamp() * 1000)


def shown(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")


def running(
    *story: tuple[Trigger, str],
    now: str = "",
    given_: Circumstances = PROCEEDINGS,
    rules: Deadlines = DEADLINES,
) -> tuple[Clock, ...]:
    happened = [Happened(what, at(when)) for what, when in story]
    return clocks(rules, happened, given_, CALENDAR, at(now or story[-1][1]))


def named(id_: str, found: tuple[Clock, ...]) -> Clock:
    [clock] = [each for each in found if each.deadline.id == id_]
    return clock


def over(clock: Clock) -> str:
    assert clock.times is not None
    return shown(clock.times.over_at)


# --- counting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "when", "given_", "deadline", "ends"),
    [
        # three working days; the first day does not count
        (Act.ACCEPT, "2026-11-25 16:59", PROCEEDINGS, "assign", "2026-12-01 00:00"),
        (Act.ACCEPT, "2026-11-25 00:00", PROCEEDINGS, "assign", "2026-12-01 00:00"),
        (Act.ACCEPT, "2026-11-27 08:00", PROCEEDINGS, "assign", "2026-12-03 00:00"),  # over a week end
        # Tết 2027: 4 to 10 February
        (Act.ACCEPT, "2027-02-03 08:00", PROCEEDINGS, "assign", "2027-02-16 00:00"),  # the eve
        (Act.ACCEPT, "2027-02-02 08:00", PROCEEDINGS, "assign", "2027-02-13 00:00"),
        (Act.ACCEPT, "2027-02-07 08:00", PROCEEDINGS, "assign", "2027-02-16 00:00"),  # mùng 2
        # 30 April to 3 May, the week end in it
        (Act.ACCEPT, "2027-04-29 08:00", PROCEEDINGS, "assign", "2027-05-07 00:00"),
        # tạm giam is three working days too
        (Act.ACCEPT, "2026-11-25 08:00", replace(PROCEEDINGS, custody=Custody.DETAINED), "assign", "2026-12-01 00:00"),
        # bị bắt, tạm giữ: twelve hours by the clock, also at night and at Tết
        (Act.ACCEPT_URGENT, "2027-02-07 20:30", replace(PROCEEDINGS, custody=Custody.ARRESTED), "assign", "2027-02-08 08:30"),
        # representation has its own article until 2027
        (Act.ACCEPT, "2026-12-31 23:59", Circumstances(AidForm.REPRESENTATION), "assign", "2027-01-07 00:00"),
        # papers: five working days, ten where it is especially difficult
        (Act.ACCEPT_URGENT, "2026-11-25 08:00", PROCEEDINGS, "supplement_proof", "2026-12-03 00:00"),
        (Act.ACCEPT_URGENT, "2026-11-25 08:00", replace(PROCEEDINGS, area=Area.HARD), "supplement_proof", "2026-12-10 00:00"),
        (Act.ACCEPT_URGENT, "2026-12-31 23:59", replace(PROCEEDINGS, area=Area.HARD), "supplement_proof", "2027-01-16 00:00"),
        # days of every kind, the last one moved from a Saturday, from Tết
        (Act.ACCEPT, "2026-11-25 08:00", ADVICE, "advice_answer", "2026-12-08 00:00"),
        (Act.END, "2026-11-25 08:00", ADVICE, "file_handover", "2026-12-26 00:00"),
        (Act.END, "2027-01-06 08:00", ADVICE, "file_handover", "2027-02-12 00:00"),
        (Act.END, "2027-01-05 08:00", ADVICE, "file_handover", "2027-02-12 00:00"),
        (Happening.COMPLAINT, "2026-12-29 08:00", ADVICE, "complaint_first", "2027-01-05 00:00"),
        (Happening.COMPLAINT_SECOND, "2026-12-29 08:00", ADVICE, "complaint_second", "2027-01-14 00:00"),
        (Happening.DATA_DELETE, "2027-02-03 08:00", ADVICE, "pdpl_ack", "2027-02-13 00:00"),
        (Happening.DATA_DELETE, "2027-02-03 08:00", ADVICE, "pdpl_delete", "2027-02-24 00:00"),
        (Happening.BREACH, "2027-02-05 08:00", ADVICE, "pdpl_breach", "2027-02-08 08:00"),
    ],
)  # fmt: skip
def test_a_clock_ends(what: Trigger, when: str, given_: Circumstances, deadline: str, ends: str) -> None:
    assert over(named(deadline, running((what, when), given_=given_))) == ends


def test_a_saturday_worked_instead_of_a_day_off_counts() -> None:
    calendar = replace(CALENDAR, worked=frozenset({date(2027, 2, 13)}))
    happened = [Happened(Act.ACCEPT, at("2027-02-03 08:00"))]
    [clock] = clocks(DEADLINES, happened, PROCEEDINGS, calendar, at("2027-02-03 09:00"))
    assert over(clock) == "2027-02-14 00:00"


def test_what_counts_days_of_which_no_notice_was_found_is_expected_only() -> None:
    sure = replace(CALENDAR, sure=frozenset({2026}))
    for when, says in (("2026-12-21 08:00", True), ("2026-12-30 08:00", False)):
        [clock] = clocks(DEADLINES, [Happened(Act.ACCEPT, at(when))], PROCEEDINGS, sure, at(when))
        assert clock.times is not None
        assert clock.times.sure is says


# --- which period ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "given_", "law", "unit"),
    [
        ("2026-12-31 23:59", PROCEEDINGS, "Luật TGPL Điều 31(2)", Unit.WORKING_DAY),
        ("2027-01-01 00:00", PROCEEDINGS, "Luật TGPL Điều 31(2)", Unit.WORKING_DAY),
        ("2027-01-01 00:00", replace(PROCEEDINGS, custody=Custody.ARRESTED), "Luật TGPL Điều 31(2)", Unit.HOUR),
        ("2027-01-01 00:00", replace(PROCEEDINGS, source=Source.AGENCY), "Luật TGPL Điều 31(3)", Unit.AT_ONCE),
        ("2026-12-31 23:59", Circumstances(AidForm.REPRESENTATION), "Luật TGPL Điều 33(2)", Unit.WORKING_DAY),
        ("2027-01-01 00:00", Circumstances(AidForm.REPRESENTATION), "Luật TGPL sửa đổi Điều 33", Unit.UNKNOWN),
    ],
)  # fmt: skip
def test_the_law_of_the_day_on_which_it_starts_decides(
    when: str, given_: Circumstances, law: str, unit: Unit
) -> None:
    period = named("assign", running((Act.ACCEPT, when), given_=given_)).period
    assert (period.law, period.unit) == (law, unit)


def test_for_advice_nobody_must_be_appointed_within_a_time() -> None:
    assert [clock.deadline.id for clock in running((Act.ACCEPT, "2026-11-25 08:00"), given_=ADVICE)] == [
        "advice_answer"
    ]


def test_a_clock_of_december_runs_on_by_the_law_of_december() -> None:
    clock = named(
        "supplement_proof", running((Act.ACCEPT_URGENT, "2026-12-30 08:00"), now="2027-01-05 09:00")
    )
    assert (over(clock), clock.state) == ("2027-01-08 00:00", State.RUNNING)


def test_where_the_new_period_is_not_known_nothing_is_counted_and_nothing_changes() -> None:
    clock = named(
        "supplement_proof", running((Act.ACCEPT_URGENT, "2027-01-01 00:01"), now="2030-01-01 00:00")
    )
    assert (clock.state, clock.times, clock.longest, clock.next_change(0)) == (
        State.UNKNOWN,
        None,
        None,
        None,
    )
    done = running((Act.ACCEPT_URGENT, "2027-01-01 00:01"), (Act.PAPERS_BROUGHT, "2027-01-02 00:00"))
    assert "supplement_proof" not in {each.deadline.id for each in done}


def test_what_is_sent_by_people_themselves_has_no_clock_before_acceptance() -> None:
    assert running((Happening.RECEIVED, "2026-11-25 08:00")) == ()
    at_counter = replace(PROCEEDINGS, source=Source.COUNTER)
    [clock] = running((Happening.RECEIVED, "2026-11-25 08:00"), given_=at_counter)
    assert (clock.deadline.id, clock.state) == ("reception_reply", State.DUE_TODAY)


# --- how it stands ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "state", "next_"),
    [
        ("2027-02-01 00:00", State.RUNNING, "2027-02-12 00:00"),  # the clock of the machine jumped back
        ("2027-02-03 08:00", State.RUNNING, "2027-02-12 00:00"),
        ("2027-02-11 23:59", State.RUNNING, "2027-02-12 00:00"),
        ("2027-02-12 00:00", State.DUE_SOON, "2027-02-15 00:00"),
        ("2027-02-14 23:59", State.DUE_SOON, "2027-02-15 00:00"),
        ("2027-02-15 00:00", State.DUE_TODAY, "2027-02-16 00:00"),
        ("2027-02-15 23:59", State.DUE_TODAY, "2027-02-16 00:00"),
        ("2027-02-16 00:00", State.OVERDUE, ""),
    ],
)
def test_a_clock_in_days_becomes_due_soon_due_and_overdue(now: str, state: State, next_: str) -> None:
    clock = named("assign", running((Act.ACCEPT, "2027-02-03 08:00"), now=now))
    change = clock.next_change(at(now))
    assert (clock.state, shown(change) if change else "") == (state, next_)
    assert not clock.by_the_clock


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2027-02-07 20:30", State.DUE_SOON),  # twelve hours are soon from the beginning
        ("2027-02-08 05:29", State.DUE_SOON),
        ("2027-02-08 05:30", State.DUE_TODAY),
        ("2027-02-08 08:29", State.DUE_TODAY),
        ("2027-02-08 08:30", State.OVERDUE),
    ],
)
def test_a_clock_in_hours_is_due_in_its_last_ones(now: str, state: State) -> None:
    held = replace(PROCEEDINGS, custody=Custody.ARRESTED)
    clock = named("assign", running((Act.ACCEPT, "2027-02-07 20:30"), now=now, given_=held))
    assert (clock.state, clock.by_the_clock) == (state, True)


def test_last_hours_that_are_more_than_the_soon_ones_leave_no_time_for_soon() -> None:
    rules = replace(DEADLINES, reminding=Reminding(soon_hours=2, last_hours=5))
    held = replace(PROCEEDINGS, custody=Custody.ARRESTED)
    clock = named("assign", running((Act.ACCEPT, "2027-02-07 08:00"), given_=held, rules=rules))
    assert clock.times is not None
    assert shown(clock.times.soon_at) == shown(clock.times.last_at) == "2027-02-07 15:00"


@pytest.mark.parametrize(
    ("now", "state"),
    [("2027-02-07 02:00", State.DUE_TODAY), ("2027-02-07 03:59", State.DUE_TODAY), ("2027-02-07 04:00", State.OVERDUE)],
)  # fmt: skip
def test_what_is_at_once_is_due_from_the_beginning(now: str, state: State) -> None:
    by_notice = replace(PROCEEDINGS, source=Source.AGENCY)
    story = ((Happening.RECEIVED, "2027-02-07 02:00"), (Happening.NOTICE, "2027-02-07 02:00"))
    [clock] = running(*story, now=now, given_=by_notice)
    assert (clock.deadline.id, clock.state, clock.by_the_clock) == ("accept_after_notice", state, True)


@pytest.mark.parametrize(
    ("done", "state"), [("2026-11-30 23:59", State.MET), ("2026-12-01 00:00", State.MET_LATE)]
)
def test_what_is_done_stops_the_clock_in_time_or_late(done: str, state: State) -> None:
    story = ((Act.ACCEPT, "2026-11-25 08:00"), (Act.APPOINT, done))
    clock = named("assign", running(*story, now="2028-01-01 00:00"))
    assert (clock.state, clock.is_open, clock.next_change(0)) == (state, False, None)


def test_what_starts_and_fulfils_is_met_at_once() -> None:
    [clock] = running((Act.WITHDRAW, "2026-11-25 08:00"), now="2026-11-30 08:00")
    assert (clock.deadline.id, clock.state) == ("withdraw_reply", State.MET)


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.DISCONTINUE, Act.REFER, Act.END])
def test_what_is_given_up_leaves_no_clock_behind(act: Act) -> None:
    story = ((Act.ACCEPT_URGENT, "2026-11-25 08:00"), (act, "2026-11-26 08:00"))
    left = [clock.deadline.id for clock in running(*story) if clock.is_open]
    assert left == (["file_handover"] if act is Act.END else [])


def test_papers_that_come_let_the_time_for_advice_begin_anew() -> None:
    story = ((Act.ACCEPT_URGENT, "2026-11-25 08:00"), (Act.PAPERS_BROUGHT, "2026-12-01 08:00"))
    assert over(named("advice_answer", running(*story, given_=ADVICE))) == "2026-12-12 00:00"


def test_a_change_of_provider_is_a_clock_of_its_own_each_time() -> None:
    story = (
        (Act.CHANGE_PROVIDER, "2026-11-25 08:00"),
        (Act.APPOINT, "2026-11-26 08:00"),
        (Act.CHANGE_PROVIDER, "2026-12-07 08:00"),
    )
    found = [each for each in running(*story) if each.deadline.id == "change_provider"]
    assert [each.state for each in found] == [State.MET, State.RUNNING]


def test_an_extension_makes_it_the_longest_and_no_other_event_does() -> None:
    asked = (Happening.DATA_DELETE, "2026-11-25 08:00")
    usual = named("pdpl_delete", running(asked))
    assert over(usual) == "2026-12-16 00:00"
    assert usual.longest is not None
    assert shown(usual.longest.over_at) == "2027-01-05 00:00"  # 4 January is a Monday
    longer = named("pdpl_delete", running(asked, (Happening.DATA_EXTENDED, "2026-12-01 08:00")))
    assert (over(longer), longer.longest) == ("2027-01-05 00:00", None)
    earlier = named("pdpl_delete", running((Happening.DATA_EXTENDED, "2026-11-01 08:00"), asked))
    assert over(earlier) == "2026-12-16 00:00"


def test_a_clock_of_the_machine_that_jumps_back_does_not_turn_the_story_round() -> None:
    story = [Happened(Act.ACCEPT, at("2026-11-25 08:00")), Happened(Act.APPOINT, at("2026-11-25 07:00"))]
    [clock] = clocks(DEADLINES, story, PROCEEDINGS, CALENDAR, at("2026-11-27 08:00"))
    assert clock.state is State.MET


# --- whatever is written and whatever happens ------------------------------------------------

INSTANTS = st.integers(at("2026-01-01 00:00"), at("2028-01-01 00:00"))
PERIODS = st.builds(
    Period,
    amount=st.integers(1, 40),
    unit=st.sampled_from(list(Unit)),
    when=st.just(When()),
    term=st.just(Term(date(2018, 1, 1))),
    law=st.just("Điều 1"),
    certainty=st.just(Certainty.UNCHECKED),
    longest=st.just(0) | st.integers(41, 80),
)
STORIES = st.lists(st.builds(Happened, st.sampled_from(TRIGGERS), INSTANTS), max_size=12)
FOUND = st.builds(
    Circumstances,
    st.sampled_from([None, *AidForm]),
    st.sampled_from(list(Custody)),
    st.sampled_from(list(Area)),
    st.sampled_from(list(Source)),
)
ORDER = (State.RUNNING, *PRESSING)


def rule(period: Period) -> Deadlines:
    one = Deadline(
        "one",
        "",
        frozenset({Act.ACCEPT}),
        frozenset({Act.APPOINT}),
        Who.HEAD,
        (period,),
        frozenset({Act.BEGIN}),
    )
    return Deadlines((one,))


@given(PERIODS, INSTANTS, INSTANTS)
def test_nothing_is_due_before_it_starts_and_its_changes_are_in_order(
    period: Period, start: int, now: int
) -> None:
    [clock] = clocks(rule(period), [Happened(Act.ACCEPT, start)], PROCEEDINGS, CALENDAR, now)
    if clock.times:
        assert start <= clock.times.soon_at <= clock.times.last_at < clock.times.over_at
        assert clock.longest is None or clock.longest.over_at >= clock.times.over_at


@given(PERIODS, INSTANTS, st.integers(0, 40))
def test_more_is_never_over_earlier(period: Period, start: int, more: int) -> None:
    ends = []
    for amount in (period.amount, period.amount + more):
        longer = replace(period, amount=amount, longest=0)
        [clock] = clocks(rule(longer), [Happened(Act.ACCEPT, start)], PROCEEDINGS, CALENDAR, start)
        ends.append(clock.times.over_at if clock.times else 0)
    assert ends[0] <= ends[1]


@given(PERIODS, INSTANTS, st.lists(st.integers(-10 * DAY_MS, 100 * DAY_MS), min_size=2, max_size=5))
def test_time_only_brings_a_clock_forward_and_its_next_change_is_one(
    period: Period, start: int, passed: list[int]
) -> None:
    seen = []
    for now in sorted(start + each for each in passed):
        [clock] = clocks(rule(period), [Happened(Act.ACCEPT, start)], PROCEEDINGS, CALENDAR, now)
        change = clock.next_change(now)
        if clock.state is State.UNKNOWN:
            assert change is None
            return
        seen.append(ORDER.index(clock.state))
        if change is not None:
            [then] = clocks(rule(period), [Happened(Act.ACCEPT, start)], PROCEEDINGS, CALENDAR, change)
            assert change > now
            assert ORDER.index(then.state) > seen[-1]
        else:
            assert clock.state is State.OVERDUE
    assert seen == sorted(seen)


@given(STORIES, FOUND, INSTANTS)
def test_every_clock_of_every_deadline_can_be_told_and_what_ends_it_stops_it(
    story: list[Happened], found: Circumstances, now: int
) -> None:
    for clock in clocks(DEADLINES, story, found, CALENDAR, now):
        assert clock.deadline.words
        assert clock.period.law
        assert clock.period.when.fits(found)
        assert (clock.times is None) == (clock.state is State.UNKNOWN) == (clock.period.unit is Unit.UNKNOWN)
        assert clock.is_open == (clock.state in (State.UNKNOWN, *ORDER))
        if clock.is_open:
            [end, *_] = sorted(clock.deadline.ends)
            latest = max(each.at for each in story)
            after = clocks(DEADLINES, [*story, Happened(end, latest + HOUR)], found, CALENDAR, now)
            assert not any(
                each.is_open
                for each in after
                if (each.deadline, each.started_at) == (clock.deadline, clock.started_at)
            )


@given(STORIES, FOUND, INSTANTS)
def test_a_deadline_has_one_open_clock_at_most(story: list[Happened], found: Circumstances, now: int) -> None:
    open_ = [clock.deadline.id for clock in clocks(DEADLINES, story, found, CALENDAR, now) if clock.is_open]
    assert len(open_) == len(set(open_))


# --- how they were kept ----------------------------------------------------------------------


def test_how_deadlines_were_kept_is_counted_by_deadline() -> None:
    accepted = (Act.ACCEPT, "2026-11-25 08:00")
    in_time = running(accepted, (Act.APPOINT, "2026-11-26 08:00"))
    late = running(accepted, (Act.APPOINT, "2026-12-20 08:00"))
    waiting = running(accepted, now="2026-11-26 08:00")
    over = running(accepted, now="2026-12-20 08:00")
    [first] = [each for each in kept((*in_time, *late, *waiting, *over)) if each.deadline == "assign"]
    assert (first.within, first.late, first.running) == (1, 2, 1)
    assert kept(()) == ()


def test_of_what_is_not_known_nothing_is_counted() -> None:
    unknown = running((Happening.RECEIVED, "2027-02-01 08:00"), given_=Circumstances(source=Source.COUNTER))
    assert {clock.state for clock in unknown} == {State.UNKNOWN}
    assert kept(unknown) == ()
