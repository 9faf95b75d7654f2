"""``python -m bench.tied <our pid> <module> …``: that module, in a process that ends with the one that started it.

Linux's own tie holds even when the starter is killed and can no longer end its children itself.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys
from typing import Final

DEATH_SIGNAL: Final = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""


def main() -> None:
    """Tie, then become the module."""
    starter = int(sys.argv[1])
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != starter:  # it ended before the tie was made
        sys.exit(1)
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
