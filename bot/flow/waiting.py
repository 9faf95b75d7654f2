"""Silence: when a person counts as away, when she is reminded, how long her draft is kept. Times are those of the province."""

from __future__ import annotations

import datetime
from typing import Final

from bot.flow.defaults import Defaults
from bot.flow.model import Flow
from bot.flow.session import Session, answers
from bot.flow.turn import Facts
from bot.flow.walk import walk

AWAY: Final = datetime.timedelta(hours=12)
"""Who comes back after so long may have forgotten the question."""
PRESS_LASTS: Final = datetime.timedelta(hours=24)
"""A button older than this is no answer any more: the person is shown where she stood."""


def is_away(asked_at: datetime.datetime, now: datetime.datetime) -> bool:
    """Was the question put so long ago that the person may have forgotten it?"""
    return now - asked_at >= AWAY


def press_is_late(asked_at: datetime.datetime, now: datetime.datetime) -> bool:
    """Is the button under the question too old to be pressed?"""
    return now - asked_at > PRESS_LASTS


def reminder_due(asked_at: datetime.datetime, defaults: Defaults) -> datetime.datetime:
    """When the one reminder of a session is due: after the days of silence, and never in the quiet hours."""
    return defaults.quiet_hours.next_allowed(asked_at + datetime.timedelta(days=defaults.remind_days))


def draft_ends(asked_at: datetime.datetime, days: int) -> datetime.datetime:
    """When a draft that nobody goes on with is forgotten."""
    return asked_at + datetime.timedelta(days=days)


def may_remind(flow: Flow, session: Session, facts: Facts) -> bool:
    """Is there something to come back to, and would nobody else read it? Staff are not reminded."""
    if session.outcome or flow.audience == "staff" or not answers(session):
        return False
    return not walk(flow, session, facts).quiet
