"""Rounds → what is printed: a table of medians, warnings, the verdict; and the progress bar at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from bench.measure import Sample
from bench.subjects import BOT, ECHO

BAR: Final = 1.5
"""The whole bot answers at least this many times the echo's steps a second."""
FULL: Final = 0.8
"""Share of one core above which the load itself may be what limits."""
BUSY: Final = 0.3
"""Cores used by others above which they take time from the bots."""
WIDTH: Final = 30
COLUMNS: Final[tuple[tuple[str, Callable[[Sample], float], str], ...]] = (
    ("steps/s", lambda sample: sample.steps_s, ".0f"),
    ("CPU ms/step", lambda sample: sample.cpu_ms, ".2f"),
    ("p50 ms", lambda sample: sample.p50_ms, ".0f"),
    ("p95 ms", lambda sample: sample.p95_ms, ".0f"),
    ("API calls/step", lambda sample: sample.calls_step, ".2f"),
    ("bot's cores", lambda sample: sample.cores, ".2f"),
    ("load's cores", lambda sample: sample.our_cores, ".2f"),
    ("others' cores", lambda sample: sample.other_cores, ".2f"),
)


@dataclass(frozen=True, slots=True)
class Round:
    """Both bots side by side, so that what else the machine does meets both."""

    bot: Sample
    echo: Sample

    @property
    def ratio(self) -> float:
        """The bot's steps a second for one of the echo's."""
        return self.bot.steps_s / self.echo.steps_s

    @property
    def cpu_ratio(self) -> float:
        """The bot's CPU a step for one of the echo's."""
        return self.bot.cpu_ms / self.echo.cpu_ms


def table(rounds: Sequence[Round]) -> str:
    """Medians of both, as Markdown."""
    rows = [
        ["", *(name for name, _, _ in COLUMNS)],
        [BOT.name, *_medians([each.bot for each in rounds])],
        [ECHO.name, *_medians([each.echo for each in rounds])],
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(_cells(row, widths)) + " |" for row in rows]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join((lines[0], "| " + " | ".join(rule) + " |", *lines[1:]))


def verdict(rounds: Sequence[Round]) -> str:
    """One line: the paired ratio and the bar."""
    each = ", ".join(f"{it.ratio:.2f}" for it in rounds)
    cpu = median(it.cpu_ratio for it in rounds)
    return f"ratio {ratio(rounds):.2f} (bar {BAR}; rounds {each}); CPU a step {cpu:.2f} of the echo's"


def ratio(rounds: Sequence[Round]) -> float:
    """The median of the rounds' ratios."""
    return median(it.ratio for it in rounds)


def warnings(rounds: Sequence[Round]) -> list[str]:
    """What makes the figures doubtful."""
    samples = [sample for it in rounds for sample in (it.bot, it.echo)]
    ours, others = max(it.our_cores for it in samples), max(it.other_cores for it in samples)
    found = []
    if ours > FULL:
        found.append(f"warning: the load used {ours:.2f} of a core; the bots may be faster than measured")
    if others > BUSY:
        found.append(f"warning: other programs used up to {others:.2f} cores; measure on a quiet machine")
    return found


def show_progress(what: str, done: float) -> None:
    """A bar on one line, at a terminal only. ``done`` is from 0 to 1."""
    if not sys.stderr.isatty():
        return
    full = round(WIDTH * min(done, 1.0))
    print(f"\r\033[K{'█' * full}{'░' * (WIDTH - full)} {what}", end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    """Take the bar away."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _medians(samples: Sequence[Sample]) -> list[str]:
    return [f"{median(read(sample) for sample in samples):{form}}" for _, read, form in COLUMNS]


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first = row[0].ljust(widths[0])
    return [first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
