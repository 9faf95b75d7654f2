"""When a person who stopped answering is reminded, and when what was said is given up. Pure: times are arguments.

All of them are local times of the province.
"""

from __future__ import annotations

import datetime
from typing import Final

from bot.flow.deeds import sends
from bot.flow.defaults import Defaults
from bot.flow.model import Flow, SubmitStep
from bot.flow.session import Session, answers
from bot.flow.turn import Facts
from bot.flow.walk import walk

AWAY: Final = datetime.timedelta(hours=12)
"""After so long without an answer a person may have forgotten the question."""
PRESS_LASTS: Final = datetime.timedelta(hours=24)
"""A button older than this answers nothing: the person is shown where she stood."""


def reminder_due(asked_at: datetime.datetime, defaults: Defaults) -> datetime.datetime:
    """The first moment for the one reminder, outside the quiet hours."""
    return defaults.quiet_hours.next_allowed(asked_at + datetime.timedelta(days=defaults.remind_days))


def draft_ends(asked_at: datetime.datetime, days: int) -> datetime.datetime:
    """When a draft that nobody went on with is erased."""
    return asked_at + datetime.timedelta(days=days)


def may_remind(flow: Flow, session: Session, facts: Facts) -> bool:
    """Is there something to come back to, that was not sent yet, and would nobody else read it?"""
    if flow.audience == "staff" or flow.beside or not answers(session):
        return False
    way = walk(flow, session, facts)
    return not way.quiet and not any(_opens_request(flow, path) for path in way.trail)


def _opens_request(flow: Flow, path: str) -> bool:
    step = flow.steps[path]
    return isinstance(step, SubmitStep) and sends(step.deed)
