"""Five plain words for every status and every stage, and what the person must do next."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.request import Stage, Status
from bot.domain.standing import End, Seen, Standing, Todo, seen

OPEN = (Status.NEW, Status.CLAIMED, Status.ANSWERED)
HEARD, PAPERS, TAKEN, WORKING, OVER = Standing
DONE = Seen(OVER, Todo.NOTHING, End.DONE)
RUNNING = {
    Stage.ACCEPTED: Seen(TAKEN, Todo.PROVIDER),
    Stage.APPOINTED: Seen(WORKING, Todo.DATES),
    Stage.UNDER_WAY: Seen(WORKING, Todo.DATES),
}
ENDS = {
    Stage.ENDED: DONE,
    Stage.HANDED_OVER: DONE,
    Stage.REFUSED: Seen(OVER, Todo.COMPLAIN, End.REFUSED),
    Stage.WITHDRAWN: Seen(OVER, Todo.NOTHING, End.WITHDRAWN),
    Stage.DISCONTINUED: Seen(OVER, Todo.COMPLAIN, End.DISCONTINUED),
    Stage.REFERRED: Seen(OVER, Todo.ELSEWHERE, End.REFERRED),
}
ON_THE_DESK = {Status.NEW: Todo.WAIT, Status.CLAIMED: Todo.CALLER, Status.ANSWERED: Todo.ASK}
TABLE: dict[tuple[Status, Stage], Seen] = {
    **{(status, Stage.RECEIVED): Seen(HEARD, ON_THE_DESK[status]) for status in OPEN},
    **{(status, Stage.PAPERS_ASKED): Seen(PAPERS, Todo.PAPERS) for status in OPEN},
    **{(status, Stage.COMPLETE): Seen(HEARD, Todo.DECISION) for status in OPEN},
    **{(status, stage): RUNNING[stage] for status, stage in product(Status, RUNNING)},
    **{(status, stage): Seen(HEARD, ON_THE_DESK[status]) for status, stage in product(OPEN, ENDS)},
    **{(Status.CLOSED, stage): DONE for stage in (Stage.RECEIVED, Stage.PAPERS_ASKED, Stage.COMPLETE)},
    **{(Status.CLOSED, stage): end for stage, end in ENDS.items()},
}


@pytest.mark.parametrize(("status", "stage"), list(product(Status, Stage)))
def test_every_status_and_stage_has_its_word_and_its_next_step(status: Status, stage: Stage) -> None:
    assert seen(status, stage) == TABLE[status, stage]


@pytest.mark.parametrize(("status", "stage"), list(product(OPEN, RUNNING)))
def test_who_owes_papers_is_told_so_whatever_else_goes_on(status: Status, stage: Stage) -> None:
    assert seen(status, stage, owes_papers=True) == Seen(RUNNING[stage].standing, Todo.PAPERS)


@pytest.mark.parametrize(("status", "stage"), list(product(Status, Stage)))
def test_only_what_is_over_says_how_it_ended(status: Status, stage: Stage) -> None:
    shown = seen(status, stage)
    assert (shown.standing is OVER) is (shown.end is not None)


def test_nobody_is_told_that_it_is_over_while_the_law_goes_on() -> None:
    assert all(seen(Status.CLOSED, stage).standing is not OVER for stage in RUNNING)
