"""The way of a request in law: no path skips a step that the law wants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lifecycle import ACCEPTED, OVER, STEPS, Act, Need, possible, stage_after, stages, walk
from bot.domain.request import Stage


def test_the_usual_way_goes_through_every_step() -> None:
    way = (Act.ASK_PAPERS, Act.FILE_COMPLETE, Act.ACCEPT, Act.APPOINT, Act.BEGIN, Act.END, Act.HAND_OVER)
    assert walk(way) is Stage.HANDED_OVER
    assert walk(way[1:]) is Stage.HANDED_OVER
    assert walk(()) is Stage.RECEIVED


def test_an_urgent_one_is_accepted_before_its_papers_are_there() -> None:
    assert walk((Act.ACCEPT_URGENT, Act.APPOINT, Act.PAPERS_BROUGHT, Act.BEGIN)) is Stage.UNDER_WAY


def test_a_step_that_is_not_possible_leads_nowhere() -> None:
    assert walk((Act.ACCEPT,)) is None
    assert walk((Act.ACCEPT, Act.APPOINT)) is None
    assert stage_after(Stage.ENDED, Act.REFUSE) is None


def test_another_provider_needs_another_appointment() -> None:
    way = (Act.ACCEPT_URGENT, Act.APPOINT, Act.CHANGE_PROVIDER)
    assert walk(way) is Stage.ACCEPTED
    assert walk((*way, Act.BEGIN)) is None


ways = st.lists(st.sampled_from(list(Act)), max_size=14)


@given(ways)
def test_no_path_skips_a_step_of_the_law(way: list[Act]) -> None:
    stage: Stage | None = Stage.RECEIVED
    done: list[Act] = []
    for act in way:
        stage = stage_after(stage, act) if stage else None
        if stage is None:
            assert walk([*done, act]) is None
            return
        if act is Act.LOOK_ANEW:
            done = []
        done.append(act)
        if stage in ACCEPTED:
            assert {Act.ACCEPT, Act.ACCEPT_URGENT} & set(done)
        if stage in {Stage.APPOINTED, Stage.UNDER_WAY, Stage.ENDED, Stage.HANDED_OVER}:
            assert Act.APPOINT in done
        if stage in {Stage.ENDED, Stage.HANDED_OVER}:
            assert Act.BEGIN in done
        if stage is Stage.HANDED_OVER:
            assert Act.END in done


def test_whatever_ends_it_unasked_needs_a_ground_and_a_paper() -> None:
    for act in (Act.REFUSE, Act.DISCONTINUE):
        assert Need.GROUND in STEPS[act].needs
        assert STEPS[act].paper
        assert STEPS[act].tells


def test_nothing_refuses_what_was_accepted() -> None:
    assert not stages(Act.REFUSE) & ACCEPTED


def test_from_every_stage_something_can_follow_and_what_is_over_stays_over() -> None:
    for stage in Stage:
        assert possible(stage), stage
        for act in possible(stage):
            if stage in OVER and act is not Act.LOOK_ANEW:
                assert stage_after(stage, act) in OVER


def test_an_appointment_needs_the_heads_written_act() -> None:
    assert STEPS[Act.APPOINT].needs == (Need.PROVIDER, Need.DECISION)
    assert Need.CODE in STEPS[Act.ACCEPT].needs
    assert Need.CODE in STEPS[Act.ACCEPT_URGENT].needs
