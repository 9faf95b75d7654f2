"""How a request moves from status to status, and how little of it a group may see."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.request import (
    LEGAL_BASIS,
    NEXT_ACTOR,
    SENSITIVE_MATTERS,
    Action,
    Kind,
    Request,
    Status,
    after,
    says_little,
    weightier,
)


def request(*, kind: Kind = Kind.LEGAL_AID, matter: str | None = "land", guarded: bool = False) -> Request:
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
    )


@pytest.mark.parametrize(
    ("status", "action", "then"),
    [
        (Status.NEW, Action.CLAIM, Status.CLAIMED),
        (Status.CLAIMED, Action.ANSWER, Status.ANSWERED),
        (Status.ANSWERED, Action.ANSWER, Status.ANSWERED),
        (Status.CLAIMED, Action.CLOSE, Status.CLOSED),
        (Status.ANSWERED, Action.CLOSE, Status.CLOSED),
    ],
)
def test_an_officer_moves_a_request_on(status: Status, action: Action, then: Status) -> None:
    assert after(status, action) is then


def test_nothing_else_moves_a_request() -> None:
    moves = {(status, action) for status, action in product(Status, Action) if after(status, action)}
    assert len(moves) == 12
    assert [action for status, action in moves if status is Status.CLOSED] == [Action.REOPEN]
    assert after(Status.NEW, Action.ANSWER) is None
    assert after(Status.CLAIMED, Action.CLAIM) is None


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


def test_danger_and_guarded_requests_are_not_shown() -> None:
    assert says_little(request(kind=Kind.URGENT))
    assert says_little(request(guarded=True))
