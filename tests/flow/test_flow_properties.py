"""Any event on any valid flow: no exception, no lost session, no turn backwards, nothing done twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flow_made import Edits, Move, Pause, Presses, flows, moves
from flow_talk import Talk, assert_promises, facts_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat import Said
from bot.flow.engine import amend, ask_again, recap, resume, start
from bot.flow.model import Flow, SubmitStep
from bot.flow.session import asides, from_json, observations, to_json
from bot.flow.turn import Facts, Heard, Press, Submit, Turn

pytestmark = pytest.mark.slow
many = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def goes(flow: Flow, facts: Facts, turn: Turn, move: Move, number: int) -> Turn:
    """The turn after a move; every session passes through JSON on its way."""
    session = from_json(to_json(turn.session))
    match move:
        case Pause(_, again):
            return recap(flow, session, facts) if again else ask_again(flow, session, facts)
        case Edits(message, words):
            return amend(flow, session, Said(words), facts, str(message)) or Turn(session)
        case _:
            return resume(flow, session, _heard(turn, move), facts, str(number))


def _heard(turn: Turn, move: Heard | Presses) -> Heard:
    if isinstance(move, Presses):
        return Press(turn.session.turn, move.index % max(1, len(turn.session.offer)))
    return move


def turns(flow: Flow, todo: list[Move]) -> Iterator[tuple[Facts, Turn, Move, Turn]]:
    """The facts, the turn before, the move, and the turn after."""
    facts = facts_for(flow)
    turn = start(flow, facts)
    assert_promises(turn, 0, flow)
    for number, move in enumerate(todo):
        facts = replace(facts, away=isinstance(move, Pause) and move.away)
        after = goes(flow, facts, turn, move, number)
        yield facts, turn, move, after
        turn = after


@many
@given(flows(), moves)
def test_any_moves_on_any_flow_keep_every_promise(flow: Flow, todo: list[Move]) -> None:
    for number, (facts, before, move, after) in enumerate(turns(flow, todo)):
        if not before.session.outcome and (not isinstance(move, Edits) or after.session != before.session):
            heard = None if isinstance(move, Edits | Pause) else _heard(before, move)
            assert_promises(after, before.session.turn, flow, heard)
        assert after == goes(flow, facts, before, move, number)


@many
@given(flows(), moves)
def test_deeds_are_steps_of_the_flow_and_are_done_once(flow: Flow, todo: list[Move]) -> None:
    for _, before, move, after in turns(flow, todo):
        done = [effect.step for effect in after.effects if isinstance(effect, Submit)]
        assert all(isinstance(flow.steps[step], SubmitStep) for step in done)
        if isinstance(move, Presses) and after.session != before.session:
            press = _heard(before, move)
            again = resume(flow, after.session, press, facts_for(flow))
            assert again.effects == ()
            assert again.session.events == after.session.events


@many
@given(flows(), moves)
def test_asking_again_changes_nothing_more(flow: Flow, todo: list[Move]) -> None:
    for facts, _, _, after in turns(flow, todo):
        again = ask_again(flow, after.session, facts)
        assert again.session == after.session or after.asks is None
        assert ask_again(flow, again.session, facts) == again
        assert again.effects == ()


@many
@given(flows(), moves)
def test_what_was_observed_of_the_world_stands(flow: Flow, todo: list[Move]) -> None:
    for _, before, _, after in turns(flow, todo):
        seen = {
            name: value
            for name, value in observations(before.session).items()
            if not name.startswith("aside.")
        }
        assert seen.items() <= observations(after.session).items()


@many
@given(flows(), flows(), moves)
def test_a_session_lives_through_any_change_of_its_flow(old: Flow, new: Flow, todo: list[Move]) -> None:
    turn = start(old, facts_for(old))
    for number, move in enumerate(todo):
        flow = new if number >= len(todo) // 2 else old
        after = goes(flow, facts_for(flow), turn, move, number)
        if not turn.session.outcome and not isinstance(move, Edits):
            assert_promises(
                after, turn.session.turn, flow, None if isinstance(move, Pause) else _heard(turn, move)
            )
        turn = after


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_whatever_is_typed_at_a_choice_answers_or_is_kept(typed: str) -> None:
    talk = Talk(
        "  a: {ask: choice, text: A, options: [{id: x, text: X}]}\n  end: {exit: done, text: Xong}\n"
    ).say(typed)
    kept = [event.value for event in asides(talk.turn.session)]
    letters = sum(char.isalpha() for char in typed)
    assert kept or talk.outcome or talk.says != ["flow.retry.choice"] or letters < 3
