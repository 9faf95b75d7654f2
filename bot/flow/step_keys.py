"""Which kinds of steps there are, and which keys each may have in a flow file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from bot.flow.condition_reader import RESERVED
from bot.flow.model import DONT_KNOW, SKIP, TALK, Risk
from bot.problems import Findings
from bot.yaml_tree import Scalar, Table

RESERVED_STEPS = RESERVED | {SKIP, "all", "else", "title", "words", "recap"}
RESERVED_OPTIONS = frozenset({DONT_KNOW, TALK})
"""Options that ``allow`` adds, with the program's own words."""

ID = r"[a-z][a-z0-9_]{0,31}"
_ID = re.compile(ID, re.ASCII)
COMMON = ("when", "risk", "note")
_ASK = (
    "next",
    "text",
    "options",
    "options_from",
    "allow",
    "private",
    "retry",
    "attempts",
    "before_consent",
    "sensitive",
    "depends",
)
ASKS: Mapping[str, tuple[str, ...]] = {
    "choice": ("accept", "layout"),
    "many": ("min", "max", "layout"),
    "text": ("max_chars", "valid"),
    "voice": (),
    "text_or_voice": ("max_chars",),
    "number": ("min", "max"),
    "date": (),
    "place": (),
    "phone": (),
    "file": ("accept", "max"),
}
Shares: TypeAlias = tuple[Literal["phone", "location"], ...]
SHARES: Mapping[str, Shares] = {
    "phone": ("phone",),
    "place": ("location",),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "say": ("next",),
    "ask": _ASK,
    "consent": ("next", "text", "yes", "no", "more", "if_no", "retry"),
    "set": ("next",),
    "branch": (),
    "goto": (),
    "call": ("next", "with"),
    "submit": ("next", "with", "receipt"),
    "handoff": ("text",),
    "exit": ("text",),
    "review": ("next", "text", "send", "edit", "drop", "retry"),
}
_ANYWHERE = frozenset({*COMMON, *KINDS, *(key for keys in KINDS.values() for key in keys)})


def is_id(name: str) -> bool:
    """A name as flows, steps and options have them."""
    return _ID.fullmatch(name) is not None


def kind_of(id_: str, table: Table, findings: Findings) -> str | None:
    """The one kind of a step, or None after a problem."""
    kinds = [kind for kind in KINDS if kind in table.entries]
    if len(kinds) == 1:
        return kinds[0]
    strange = [name for name in table.entries if name not in _ANYWHERE]
    if kinds:
        findings.add("kind_twice", table.line, id_, kinds=", ".join(kinds))
    elif strange:
        findings.add("key_unknown", table.lines[strange[0]], id_, name=strange[0], options=KINDS)
    else:
        findings.add("kind_missing", table.line, id_, kinds=", ".join(KINDS))
    return None


def keys_of(kind: str, table: Table) -> tuple[str, ...]:
    """The keys that a step of this kind may have."""
    ask = table.entries.get("ask")
    own = ASKS.get(ask.text, ()) if isinstance(ask, Scalar) else ()
    return (kind, *COMMON, *KINDS[kind], *own)


def usual_risk(kind: str) -> Risk:
    """How much harm a wrong translation can do where the author does not say."""
    if kind in {"ask", "review"}:
        return "medium"
    return "high" if kind in {"consent", "submit", "handoff", "exit"} else "low"
