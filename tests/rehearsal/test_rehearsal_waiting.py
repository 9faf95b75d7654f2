"""Silence: the one reminder comes by day, only where there is something to come back to and nobody else reads it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from flow_talk import Talk, facts_for
from rehearsal_stage import beside, small

from bot.flow.deeds import DEEDS
from bot.flow.defaults import Defaults
from bot.flow.model import Flow, SubmitStep
from bot.flow.session import Answered, Session
from bot.flow.waiting import draft_ends, may_remind, reminder_due

NOON = datetime.datetime(2026, 11, 26, 12, 0)


@pytest.mark.parametrize(
    ("asked", "due"),
    [("12:00", "28 12:00"), ("19:59", "28 19:59"), ("20:00", "29 07:00"), ("03:10", "28 07:00")],
)
def test_the_reminder_comes_after_two_days_and_never_at_night(asked: str, due: str) -> None:
    at = datetime.datetime.fromisoformat(f"2026-11-26 {asked}")

    assert f"{reminder_due(at, Defaults()):%d %H:%M}" == due


def test_a_draft_is_kept_for_the_days_of_its_flow() -> None:
    assert draft_ends(NOON, 30) == datetime.datetime(2026, 12, 26, 12, 0)


def session(flow: Flow, **given: str) -> Session:
    return Session(flow.id, flow.version, tuple(Answered(step, value) for step, value in given.items()))


@pytest.mark.parametrize(
    ("given", "reminded"),
    [
        ({}, False),
        ({"who": "me"}, True),
        ({"who": "me", "alone": "none"}, True),
        ({"who": "me", "alone": "some"}, False),
    ],
)
def test_who_said_nothing_or_shares_the_phone_is_not_reminded(given: dict[str, str], reminded: bool) -> None:
    flow = small()

    assert may_remind(flow, session(flow, **given), facts_for(flow)) is reminded


def test_staff_and_whoever_only_looked_something_up_are_not_reminded() -> None:
    flow, rights = small(), beside()

    assert not may_remind(replace(flow, audience="staff"), session(flow, who="me"), facts_for(flow))
    assert not may_remind(rights, session(rights, one="a"), facts_for(rights))


@pytest.mark.parametrize(("deed", "reminded"), [("urgent_request", False), ("my_requests", True)])
def test_what_was_sent_needs_no_reminder(deed: str, reminded: bool) -> None:
    talk = Talk(
        """
  what: {ask: choice, text: "Gì?", options: [{id: a, text: Điều A}, {id: b, text: Điều B}]}
  tell: {submit: call_back, receipt: Đã báo}
  more: {ask: text, text: "Gì nữa?"}
  end: {exit: done, text: Xong}
"""
    ).say("1")
    steps = dict(talk.flow.steps)
    told = steps["tell"]
    assert isinstance(told, SubmitStep)
    steps["tell"] = replace(told, deed=deed)
    assert deed in DEEDS

    assert may_remind(replace(talk.flow, steps=steps), talk.turn.session, talk.facts) is reminded
