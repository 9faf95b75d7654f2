"""Faults with what python-telegram-bot makes of them, and the table that tests write: test-output/faults.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from bot.simulator.faults import FaultKind

OUTPUT: Final = Path(__file__).parents[1] / "test-output" / "faults.md"
HEAD: Final = (
    "| fault | method | chat/nth | what the bot saw | what stayed in the world |\n|---|---|---|---|---|\n"
)


class Strike(NamedTuple):
    """A fault, what python-telegram-bot makes of it, and whether the call was carried out nevertheless."""

    name: str
    kind: FaultKind
    rule: dict[str, Any]
    saw: str
    done: bool


STRIKES: Final = (
    Strike("latency", "latency", {"seconds": 0.01}, "✓", True),
    Strike("time-out", "latency", {"seconds": 30}, "TimedOut", False),
    Strike("slow", "slow", {"seconds": 0.02}, "✓", True),
    Strike("slow, time-out", "slow", {"seconds": 300}, "TimedOut", True),
    Strike("error 500", "error", {"code": 500}, "NetworkError", False),
    Strike("error 502", "error", {"code": 502}, "NetworkError", False),
    Strike("error 403", "error", {"code": 403}, "Forbidden", False),
    Strike("retry_after", "retry_after", {"seconds": 3}, "RetryAfter", False),
    Strike("reset", "reset", {}, "NetworkError", False),
    Strike("lost_answer", "lost_answer", {}, "NetworkError", True),
)


class Row(NamedTuple):
    """One line of the table."""

    fault: str
    method: str
    where: str
    saw: str
    stayed: str


def told(rows: list[Row]) -> None:
    """Put rows into the table, in the place of what an earlier run told of the same."""
    lines = OUTPUT.read_text("utf-8").removeprefix(HEAD).splitlines() if OUTPUT.exists() else []
    known = {tuple(line.split(" | ")[:3]): line for line in lines}
    fresh = {(f"| {row.fault}", row.method, row.where): f"| {' | '.join(row)} |" for row in rows}
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(HEAD + "".join(f"{line}\n" for line in (known | fresh).values()), "utf-8")
