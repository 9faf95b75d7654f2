"""Characters of typed and written words: which of them can be seen, and what is left without accents."""

from __future__ import annotations

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
"""The only invisible character that is kept: it holds emoji together."""


def visible(words: str) -> str:
    """Without control, bidi and invisible characters, but with tabs and line ends."""
    # Most words hold nothing else: Python calls no invisible character printable.
    return words if words.isprintable() else "".join(char for char in words if _is_visible(char))


def without_accents(words: str) -> str:
    """Without the marks of any script; đ is d."""
    apart = unicodedata.normalize("NFD", words)
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D")


def _is_visible(char: str) -> bool:
    return char in f"\n\t{ZERO_WIDTH_JOINER}" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
