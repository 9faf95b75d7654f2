"""What one of the staff put off: until a time it is not shown to him in the queue; all others see it."""

from __future__ import annotations

from bot.store.database import Transaction


def put_off(tx: Transaction, staff: int, request: int, until: int) -> None:
    """Not before this time (ms UTC)."""
    tx.run(
        "INSERT INTO laters (staff, request, until_at) VALUES (:staff, :request, :until)"
        " ON CONFLICT (staff, request) DO UPDATE SET until_at = :until",
        staff=staff,
        request=request,
        until=until,
    )


def forget(tx: Transaction) -> None:
    """Those whose time has come."""
    tx.run("DELETE FROM laters WHERE until_at <= :now", now=tx.now)
