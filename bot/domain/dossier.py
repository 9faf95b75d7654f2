"""The papers that a request needs: wanted, received, seen in the original. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 120
"""Characters of one paper's name."""
MOST: Final = 20
"""Papers of one request."""
_BETWEEN: Final = re.compile(r"[\n;,]+|\s+và\s+")
_MARKS: Final = " \t-–•*.0123456789)"


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper. ``received_at``: a photo, a copy, or it was brought; ``seen_at``: its original, or a certified copy, was
    before an officer's eyes (law on legal aid, Điều 29(2)(c), until 31/12/2026). ms UTC, None: not yet."""

    id: int
    name: str
    received_at: int | None = None
    seen_at: int | None = None


def names(words: str) -> list[str]:
    """The papers that are named in words, each once: «sổ đỏ, giấy khai sinh và đơn» are three."""
    parts = (" ".join(part.split()).lstrip(_MARKS)[:LONGEST].rstrip(" .") for part in _BETWEEN.split(words))
    return list(dict.fromkeys(part for part in parts if part))[:MOST]
