"""Who may do what: the one table, read row by row, and written down a second time for the days of an officer."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lifecycle import ACCEPTED, OVER, PROVIDED, Act, stages
from bot.domain.permits import (
    ADMINS,
    AT_REST,
    EVERYONE,
    LEADERS,
    PERMITS,
    WORKERS,
    Denial,
    Relation,
    Role,
    denied,
    relation,
    roles,
    usable,
)
from bot.domain.request import Action, Kind, Request, Stage, Status, states

NAMING = frozenset(command for command, permits in PERMITS.items() if any(p.relations for p in permits))
"""The commands that name a request."""
COMMANDS = st.sampled_from(sorted(PERMITS))
ROLES = st.sampled_from(Role)


def request(*, by: int | None = None, matter: str | None = "land", sensitive: str | None = None) -> Request:
    return Request(
        id=1,
        number="482519K",
        kind=Kind.LEGAL_AID,
        person=1,
        matter=matter,
        place="03158",
        branch="centre",
        urgent=False,
        guarded=False,
        status=Status.NEW,
        version=1,
        claimed_by=by,
        created_at=0,
        sensitive=sensitive,
    )


ACTS = frozenset(Act)
"""The commands that are acts of the law; what may be done when is walked through on its own below."""


def allowed(role: Role, stands: Relation, status: Status) -> set[str]:
    return {command for command in NAMING - ACTS if denied(command, role, stands, status) is None}


# --- how one stands to a request -------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "barred", "stands"),
    [
        (request(), False, Relation.FREE),
        (request(by=7), False, Relation.MINE),
        (request(by=8), False, Relation.OTHERS),
        (request(matter=None, sensitive="violence"), False, Relation.FREE),
        (request(sensitive="faith"), False, Relation.RESERVED),
        (request(matter="faith"), False, Relation.RESERVED),
        (request(by=7, sensitive="faith"), False, Relation.MINE),
        (request(by=8, sensitive="faith"), False, Relation.OTHERS),
        (request(), True, Relation.BARRED),
        (request(by=7), True, Relation.BARRED),
        (request(by=8), True, Relation.OTHERS),
        (request(sensitive="faith"), True, Relation.BARRED),
    ],
)
def test_how_one_stands_to_a_request(asked: Request, barred: bool, stands: Relation) -> None:
    assert relation(asked, 7, Role.OFFICER, barred=barred) is stands


@pytest.mark.parametrize("role", sorted(LEADERS))
@pytest.mark.parametrize("by", [None, 7, 8])
def test_a_leader_is_barred_from_what_others_have_in_hand_too(role: Role, by: int | None) -> None:
    assert relation(request(by=by), 7, role, barred=True) is Relation.BARRED


HELD = replace(request(), custody="arrested")


@pytest.mark.parametrize(
    "asked",
    [
        HELD,
        replace(HELD, claimed_by=7),
        replace(request(), form="proceedings"),
        replace(request(), kind=Kind.NOTICE),
        replace(request(), kind=Kind.ARRESTED),
    ],
)
def test_proceedings_are_outside_of_what_a_collaborator_may_provide(asked: Request) -> None:
    assert relation(asked, 7, Role.COLLABORATOR, barred=False) is Relation.OUTSIDE
    assert relation(asked, 7, Role.LAWYER, barred=False) in (Relation.FREE, Relation.MINE)


@pytest.mark.parametrize("asked", [request(), replace(request(), form="advice", custody="none")])
def test_all_else_he_may(asked: Request) -> None:
    assert relation(asked, 7, Role.COLLABORATOR, barred=False) is Relation.FREE


def test_of_what_is_outside_he_sees_that_it_is_there() -> None:
    for status in Status:
        assert allowed(Role.COLLABORATOR, Relation.OUTSIDE, status) == {"request"}


@pytest.mark.parametrize("barred", [False, True])
def test_an_interpreter_has_to_do_with_one_request(barred: bool) -> None:
    assert relation(request(), 7, Role.INTERPRETER, barred=barred, interprets=1) is Relation.INTERPRETS
    assert relation(request(), 7, Role.INTERPRETER, barred=barred, interprets=2) is Relation.OTHERS


def test_an_interpreter_sees_and_writes_while_it_is_open_and_nothing_else() -> None:
    for status in Status:
        open_ = status is not Status.CLOSED
        assert allowed(Role.INTERPRETER, Relation.INTERPRETS, status) == (
            {"request", "note"} if open_ else set()
        )
        assert allowed(Role.INTERPRETER, Relation.OTHERS, status) == set()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.ADMIN])
def test_who_works_on_no_request_sees_none(role: Role) -> None:
    for stands in Relation:
        for status in Status:
            assert allowed(role, stands, status) == set()


# --- what is permitted -----------------------------------------------------------------------

READ = {
    "request",
    "read",
    "conversation",
    "trail",
    "note",
    "file",
    "eligibility",
    "counted",
    "dossier",
    "rights",
    "consent",
    "correct",
    "form",
    "paper",
}
HANDING = {
    "release",
    "transfer",
    "not_mine",
    "conflict",
    "matter",
    "urgent",
    "close",
    "reconnect",
    "interpreter",
}
SAYING = {"contacted", "reply", "canned", "ask", "appointment", "split", "duplicate", "helper_told"}
LEADING = {"transfer", "conflict", "bar", "matter", "urgent", "reconnect", "interpreter"}


@pytest.mark.parametrize(
    ("stands", "status", "commands"),
    [
        (Relation.FREE, Status.NEW, {"request", "claim", "not_mine", "conflict", "later"}),
        (
            Relation.MINE,
            Status.CLAIMED,
            {
                *READ,
                *HANDING,
                *SAYING,
                "extend",
            },
        ),
        (
            Relation.MINE,
            Status.ANSWERED,
            {
                *READ,
                *HANDING,
                *SAYING,
            },
        ),
        (Relation.MINE, Status.CLOSED, {*READ, "helper_told"}),
        *((Relation.OTHERS, status, {"request"}) for status in Status),
    ],
)
def test_what_an_officer_may(stands: Relation, status: Status, commands: set[str]) -> None:
    assert allowed(Role.OFFICER, stands, status) == commands


@pytest.mark.parametrize("role", sorted(LEADERS))
@pytest.mark.parametrize(
    ("stands", "status", "commands"),
    [
        (Relation.FREE, Status.NEW, {*READ, "bundle", *LEADING, "claim", "not_mine", "later"}),
        (Relation.RESERVED, Status.NEW, {*READ, "bundle", *LEADING, "claim"}),
        (
            Relation.MINE,
            Status.CLAIMED,
            {
                *READ,
                "bundle",
                *HANDING,
                *SAYING,
                "extend",
                "bar",
            },
        ),
        (
            Relation.MINE,
            Status.ANSWERED,
            {
                *READ,
                "bundle",
                *HANDING,
                *SAYING,
                "bar",
            },
        ),
        (Relation.OTHERS, Status.CLAIMED, {*READ, "bundle", *LEADING}),
        (Relation.OTHERS, Status.ANSWERED, {*READ, "bundle", *LEADING}),
        (Relation.OTHERS, Status.CLOSED, {*READ, "bundle"}),
    ],
)
def test_what_a_leader_may(role: Role, stands: Relation, status: Status, commands: set[str]) -> None:
    assert allowed(role, stands, status) == commands


@pytest.mark.parametrize(
    ("command", "who"),
    [
        ("queue", WORKERS),
        ("leave", WORKERS),
        ("leave_of", LEADERS),
        ("duty", LEADERS),
        ("disaster", LEADERS),
        ("people", LEADERS | ADMINS),
        ("remove", ADMINS | {Role.HEAD}),
        ("invite", ADMINS),
        ("set_up", ADMINS),
        ("again", ADMINS),
        ("me", EVERYONE),
        ("bar", LEADERS),
        ("reply", WORKERS),
    ],
)
def test_who_may_use_a_command_at_all(command: str, who: frozenset[Role]) -> None:
    assert roles(command) == who
    assert {role for role in Role if denied(command, role, None, None) is None} == who


def test_whoever_is_barred_may_do_nothing_with_a_request() -> None:
    for command, role, status in product(NAMING, Role, Status):
        assert denied(command, role, Relation.BARRED, status) is not None


def test_an_officer_gets_nothing_that_leaders_hand_out() -> None:
    for command, status in product(NAMING, Status):
        assert denied(command, Role.OFFICER, Relation.RESERVED, status) is not None


def test_an_administrator_has_no_business_with_requests() -> None:
    assert not any(Role.ADMIN in roles(command) for command in NAMING)
    for command, stands, status in product(NAMING, Relation, Status):
        assert denied(command, Role.ADMIN, stands, status) is Denial.ROLE


def test_what_anybody_may_a_leader_may_too() -> None:
    for command, role, stands, status in product(NAMING, LEADERS, Relation, Status):
        if denied(command, Role.OFFICER, stands, status) is None:
            assert denied(command, role, stands, status) is None


# --- the table itself ------------------------------------------------------------------------


@given(
    COMMANDS,
    ROLES,
    st.sampled_from([None, *Relation]),
    st.sampled_from([None, *Status]),
    st.sampled_from(Stage),
)
def test_a_command_is_permitted_exactly_where_a_row_of_the_table_says_so(
    command: str, role: Role, stands: Relation | None, status: Status | None, stage: Stage
) -> None:
    denial = denied(command, role, stands, status, stage)
    named = [permit for permit in PERMITS[command] if role in permit.roles]
    related = [permit for permit in named if stands in permit.relations]
    timely = [permit for permit in related if status in permit.statuses]
    said = any(stage in permit.stages for permit in timely)
    assert (denial is None) == (bool(named) and (stands is None or said))
    assert (denial is Denial.ROLE) == (role not in roles(command))
    if denial is Denial.RELATION:
        assert named
        assert not related
    if denial is Denial.STATUS:
        assert related
        assert not timely
    if denial is Denial.STAGE:
        assert timely


def test_no_row_of_the_table_is_empty_or_half() -> None:
    for permits in PERMITS.values():
        assert permits
        for permit in permits:
            assert permit.roles
            assert bool(permit.relations) == bool(permit.statuses)
            assert Relation.BARRED not in permit.relations


def test_a_command_names_a_request_or_names_none() -> None:
    for command, permits in PERMITS.items():
        assert {bool(permit.relations) for permit in permits} == {command in NAMING}


@pytest.mark.parametrize(
    ("command", "action"),
    [
        ("claim", Action.CLAIM),
        ("contacted", Action.CONTACT),
        ("reply", Action.ANSWER),
        ("release", Action.RELEASE),
        ("transfer", Action.TRANSFER),
        ("close", Action.CLOSE),
    ],
)
def test_nothing_is_permitted_that_a_request_cannot_do(command: str, action: Action) -> None:
    assert all(permit.statuses <= states(action) for permit in PERMITS[command])


# --- the acts of the law ---------------------------------------------------------------------


@pytest.mark.parametrize("act", list(Act))
def test_an_act_of_the_law_is_permitted_only_in_the_stages_of_the_law(act: Act) -> None:
    for role, stands, status, stage in product(Role, Relation, Status, Stage):
        if denied(act, role, stands, status, stage) is None:
            assert stage in stages(act)
            assert stands is Relation.MINE or role in LEADERS


@pytest.mark.parametrize("act", [Act.APPOINT, Act.CHANGE_PROVIDER])
def test_only_those_who_lead_appoint(act: Act) -> None:
    assert roles(act) == LEADERS


@pytest.mark.parametrize("command", ["release", "transfer", "not_mine"])
def test_whoever_was_appointed_in_writing_cannot_be_let_go_by_a_press(command: str) -> None:
    for role, status, stage in product(WORKERS, (Status.CLAIMED, Status.ANSWERED), PROVIDED):
        assert denied(command, role, Relation.MINE, status, stage) is Denial.STAGE


def test_what_was_accepted_ends_by_an_act_and_not_by_closing_it() -> None:
    for role, stage in product(WORKERS, Stage):
        if stage in ACCEPTED - OVER or stage is Stage.COMPLETE:
            assert denied("close", role, Relation.MINE, Status.ANSWERED, stage) is Denial.STAGE


@pytest.mark.parametrize(
    "resting", [replace(request(by=7), restricted=True), replace(request(by=7), erased=True)]
)
def test_what_rests_is_read_and_noted_and_nothing_else(resting: Request) -> None:
    assert {command for command in PERMITS if usable(command, resting)} == AT_REST
    assert all(usable(command, request(by=7)) for command in PERMITS)


def test_a_command_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        denied("forget", Role.HEAD, None, None)
