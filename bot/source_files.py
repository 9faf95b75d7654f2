"""Reads files that people write, up to a size beyond which no such file goes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

LARGEST: Final = 5 * 1024 * 1024


def content(file: Path) -> bytes:
    """What a file holds, cut off where it is far too large: the reader then says so."""
    with file.open("rb") as handle:
        return handle.read(LARGEST)


def optional(file: Path) -> bytes:
    """What a file holds; nothing where there is none."""
    return content(file) if file.is_file() else b""
