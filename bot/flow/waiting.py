"""When a person who stopped answering is reminded, and when what was said is given up. Pure: times are arguments."""

from __future__ import annotations

import datetime
from typing import Final

from bot.flow.defaults import Defaults

AWAY: Final = datetime.timedelta(hours=12)
"""After so long without an answer a person may have forgotten the question."""


def reminder_due(asked_at: datetime.datetime, defaults: Defaults) -> datetime.datetime:
    """The first moment for the one reminder, outside the quiet hours; ``asked_at`` is local time."""
    return defaults.quiet_hours.next_allowed(asked_at + datetime.timedelta(days=defaults.remind_days))


def draft_ends(asked_at: datetime.datetime, days: int) -> datetime.datetime:
    """When a draft that nobody went on with is erased."""
    return asked_at + datetime.timedelta(days=days)
