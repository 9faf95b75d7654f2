"""The name of a flow's logic, which no change of words, icons or layout moves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from bot.flow.conditions import Condition
from bot.flow.model import Step

_WORDING: Final = frozenset({"line", "file", "icon", "layout", "label", "names", "key"})

_PLACE: Final[Mapping[str, Any]] = {"id": "", "when": None, "next": None, "following": None}


def version_of(start: str, steps: Mapping[str, Step]) -> str:
    """Names the logic of a flow: 16 hex digits that no change of words, icons or layout moves."""
    logic = json.dumps([start, [_logic(step) for step in steps.values()]], sort_keys=True)
    return hashlib.sha256(logic.encode()).hexdigest()[:16]


def asks_alike(one: Step, other: Step) -> bool:
    """Do two steps ask the same, whatever their words and wherever they stand?"""
    return _logic(replace(one, **_PLACE)) == _logic(replace(other, **_PLACE))


def _logic(value: object) -> object:
    """The JSON of what decides where a flow goes: kinds and fields, no words."""
    if isinstance(value, Condition):
        return value.source
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_logic(item) for item in value]
    if is_dataclass(value):
        named = {f.name: _logic(getattr(value, f.name)) for f in fields(value) if f.name not in _WORDING}
        return {"kind": type(value).__name__, **named}
    return {key: _logic(item) for key, item in value.items()} if isinstance(value, Mapping) else value
