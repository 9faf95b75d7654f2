"""CPU time as Linux counts it in /proc, in seconds: of a process and all under it, and of everything that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TICKS_S: Final = os.sysconf("SC_CLK_TCK")
IDLE: Final = (3, 4)
"""The places of idle and waiting for the disk among the eight counters of a processor."""


def cpu_of(pid: int) -> float:
    """User and system time of a process and everything under it, so far; 0 when it is gone."""
    return sum(_ticks(each) for each in _tree(pid)) / TICKS_S


def cpu_of_all() -> float:
    """Time during which any core was not idle, what other guests of the host took included."""
    counters = Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]
    return sum(int(ticks) for place, ticks in enumerate(counters) if place not in IDLE) / TICKS_S


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _tree(int(child))


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    # utime, stime, and the same of children that have ended: fields 14 to 17 of proc(5)
    return sum(int(field) for field in fields[11:15])
