"""Where people left a conversation unsent: sums by question and day, of nobody in particular."""

from __future__ import annotations

from bot.domain.calendar import date_of, midnight_ms
from bot.domain.reporting_period import Period
from bot.domain.stats import Tally, Unsent
from bot.store.database import Transaction
from bot.store.sessions import Stored


def note(tx: Transaction, left: Stored) -> None:
    """Somebody left it at this question; who had sent the request already left nothing."""
    tx.run(
        "INSERT INTO left_at (flow, step, day, count) SELECT :flow, :step, :day, 1"
        " WHERE NOT EXISTS (SELECT 1 FROM requests WHERE session = :session)"
        " ON CONFLICT (flow, step, day) DO UPDATE SET count = left_at.count + 1",
        session=left.id,
        flow=left.session.flow,
        step=left.session.screen.step,
        day=midnight_ms(date_of(tx.now)),
    )


def of_period(tx: Transaction, flow: str, period: Period) -> Unsent:
    """How many began the flow in a period, and how many left it, at which questions."""
    begun = tx.only(
        "SELECT count(*) AS begun FROM sessions WHERE flow = :flow AND started_at >= :start AND started_at < :end",
        flow=flow,
        start=period.start_ms,
        end=period.end_ms,
    )
    rows = tx.all(
        "SELECT step, sum(count) AS count FROM left_at WHERE flow = :flow AND day >= :start AND day < :end"
        " GROUP BY step ORDER BY 2 DESC, step",
        flow=flow,
        start=period.start_ms,
        end=period.end_ms,
    )
    return Unsent(begun["begun"], tuple(Tally(row["step"], int(row["count"])) for row in rows))
