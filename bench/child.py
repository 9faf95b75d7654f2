"""A bot as a process of its own: started, watched through /proc (Linux), and ended with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.machine import cpu_of

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ("PATH", "HOME", "LANG", "TZ")
"""Of our own environment: the rest could change what is measured."""


class Child:
    """One bot. Its words go to ``log``."""

    def __init__(self, module: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.tied", str(os.getpid()), *module],
                cwd=ROOT,
                env=kept | dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def lives(self) -> bool:
        """Is it still running?"""
        return self._process.poll() is None

    def last_words(self) -> str:
        """The end of what it logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def cpu_seconds(self) -> float:
        """User and system time of the process and everything under it, so far."""
        return cpu_of(self._process.pid)

    def kill(self) -> None:
        """End it and its group at once; nothing it wrote is kept."""
        if self.lives:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
