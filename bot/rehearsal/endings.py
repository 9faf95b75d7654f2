"""Answers as a transcript writes them, and whether one is what it wants."""

from __future__ import annotations

from bot.flow.answers import gathered
from bot.flow.session import Value
from bot.flow.truth import compared
from bot.rehearsal.transcript import Files, Wanted

NOTHING = "–"


def is_wanted(value: Value, wanted: Wanted) -> bool:
    """Is this the answer that was wanted? A place by its code, a phone by its number, words as they are."""
    match wanted:
        case Files(count):
            return len(gathered(value, "files")) == count
        case tuple():
            return compared(value) == wanted
        case _:
            return wanted in _spoken(value)


def answer_shown(value: Value) -> str:
    """An answer for a sentence about it."""
    spoken = _spoken(value)
    files = len(gathered(value, "files"))
    shown = [*spoken[:1], *([f"{{files: {files}}}"] if files else [])]
    return " ".join(shown) or NOTHING


def wanted_shown(wanted: Wanted) -> str:
    """What was wanted, for a sentence about it."""
    match wanted:
        case Files(count):
            return f"{{files: {count}}}"
        case tuple():
            return f"[{', '.join(wanted)}]"
        case _:
            return wanted


def _spoken(value: Value) -> list[str]:
    """Every way in which an answer may be written, the usual one first."""
    seen = compared(value)
    if isinstance(seen, bool):
        return [str(seen).lower()]
    if isinstance(seen, tuple):
        return [f"[{', '.join(str(one) for one in seen)}]"]
    ways = [str(seen)] if seen is not None else []
    for key in ("phone", "text", "said"):
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, str) and found:
            ways.append(found)
    return ways
