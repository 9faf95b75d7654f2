"""How a request moves from status to status, and how little of it a group may see."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.request import (
    LEGAL_BASIS,
    NEXT_ACTOR,
    RESERVED,
    SENSITIVE_MATTERS,
    Action,
    Actor,
    Kind,
    Request,
    Status,
    after,
    says_little,
    states,
    weightier,
)


def request(
    *,
    kind: Kind = Kind.LEGAL_AID,
    matter: str | None = "land",
    guarded: bool = False,
    sensitive: str | None = None,
) -> Request:
    return Request(
        id=1,
        number="482519K",
        kind=kind,
        person=1,
        matter=matter,
        place="03158",
        branch="centre",
        urgent=False,
        guarded=guarded,
        status=Status.NEW,
        version=1,
        claimed_by=None,
        created_at=0,
        sensitive=sensitive,
    )


@pytest.mark.parametrize(
    ("status", "action", "then"),
    [
        (Status.NEW, Action.CLAIM, Status.CLAIMED),
        (Status.NEW, Action.TRANSFER, Status.CLAIMED),
        (Status.CLAIMED, Action.CONTACT, Status.ANSWERED),
        (Status.CLAIMED, Action.ANSWER, Status.ANSWERED),
        (Status.CLAIMED, Action.TRANSFER, Status.CLAIMED),
        (Status.CLAIMED, Action.RELEASE, Status.NEW),
        (Status.ANSWERED, Action.ANSWER, Status.ANSWERED),
        (Status.ANSWERED, Action.TRANSFER, Status.CLAIMED),
        (Status.ANSWERED, Action.RELEASE, Status.NEW),
        (Status.CLAIMED, Action.CLOSE, Status.CLOSED),
        (Status.ANSWERED, Action.CLOSE, Status.CLOSED),
        (Status.CLOSED, Action.REOPEN, Status.NEW),
    ],
)
def test_an_officer_moves_a_request_on(status: Status, action: Action, then: Status) -> None:
    assert after(status, action) is then


def test_nothing_else_moves_a_request() -> None:
    moves = {(status, action) for status, action in product(Status, Action) if after(status, action)}
    assert len(moves) == 13
    assert [action for status, action in moves if status is Status.CLOSED] == [Action.REOPEN]
    assert after(Status.NEW, Action.ANSWER) is None
    assert after(Status.CLAIMED, Action.CLAIM) is None


@pytest.mark.parametrize("action", Action)
def test_the_statuses_of_an_action_are_those_it_moves_on(action: Action) -> None:
    assert states(action) == {status for status in Status if after(status, action)}
    assert states(action)


def test_every_status_can_be_left_and_come_to() -> None:
    reached = {Status.NEW}
    for _ in Status:
        reached |= {then for status, action in product(reached, Action) if (then := after(status, action))}
    assert reached == set(Status)
    assert all(any(after(status, action) for action in Action) for status in Status)


def test_who_must_act_next_is_the_officer_until_the_person_was_met() -> None:
    assert {status for status in Status if NEXT_ACTOR[status] is Actor.OFFICER} == {
        Status.NEW,
        Status.CLAIMED,
    }
    assert NEXT_ACTOR[Status.CLOSED] is Actor.NONE


def test_every_status_has_somebody_who_acts_next_and_every_kind_a_basis_in_law() -> None:
    assert set(NEXT_ACTOR) == set(Status)
    assert set(LEGAL_BASIS) == set(Kind)


@pytest.mark.parametrize("first", Kind)
@pytest.mark.parametrize("second", Kind)
def test_what_came_in_by_two_doors_is_never_less_urgent(first: Kind, second: Kind) -> None:
    kept = weightier(first, second)
    assert kept in (first, second)
    assert (kept is Kind.URGENT) is (Kind.URGENT in (first, second))
    assert kept is weightier(second, first)


def test_a_plain_request_may_be_shown() -> None:
    assert not says_little(request())
    assert not says_little(request(matter=None))


@pytest.mark.parametrize("matter", sorted(SENSITIVE_MATTERS))
def test_a_matter_that_would_be_a_name_is_not_shown(matter: str) -> None:
    assert says_little(request(matter=matter))


@pytest.mark.parametrize("sensitive", SENSITIVE_MATTERS)
def test_what_was_found_in_the_words_or_sorted_is_not_shown(sensitive: str) -> None:
    assert says_little(request(sensitive=sensitive))
    assert says_little(request(matter=None, sensitive=sensitive))


@pytest.mark.parametrize("matter", [*SENSITIVE_MATTERS, "land", None])
def test_only_faith_is_handed_out_by_leaders(matter: str | None) -> None:
    assert request(sensitive=matter).reserved is (matter == "faith")
    assert request(matter=matter).reserved is (matter == "faith")
    assert request(matter=matter, sensitive="hiv").reserved is (matter == "faith")


def test_what_leaders_hand_out_is_never_shown_to_a_group() -> None:
    assert set(SENSITIVE_MATTERS) >= RESERVED
    assert len(set(SENSITIVE_MATTERS)) == len(SENSITIVE_MATTERS)


def test_danger_and_guarded_requests_are_not_shown() -> None:
    assert says_little(request(kind=Kind.URGENT))
    assert says_little(request(guarded=True))
