"""An older version of a flow beside the one in force: its logic as it was, its words as they are now where the step is the same.

Its texts stand under names of their own, ``legal_aid@9f3a….who.text``, so that both versions can be said at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from bot.flow.model import Flow, SayStep, SourceText, Step
from bot.flow.versions import asks_alike

AT: Final = "@"


def pinned(old: Flow, version: str, current: Flow | None) -> Flow:
    """The old flow as sessions of ``version`` go on with it; a mended comma of the current one is read in it too."""
    changed = _changed(old, current)
    texts = {_named(key, version): _words(key, text, current, changed) for key, text in old.texts.items()}
    steps: dict[str, Step] = {path: _under(step, version) for path, step in old.steps.items()}
    head: SayStep = _under(old.head, version)
    return replace(old, version=version, steps=steps, texts=texts, head=head)


def plain_key(key: str) -> str:
    """The key by which translators know the text."""
    first, dot, rest = key.partition(".")
    return f"{first.partition(AT)[0]}{dot}{rest}"


def _changed(old: Flow, current: Flow | None) -> frozenset[str]:
    """The beginnings of the keys of steps that ask otherwise now, or nothing at all: these keep their old words."""
    steps = current.steps if current else {}
    return frozenset(
        step.key for path, step in old.steps.items() if path not in steps or not asks_alike(step, steps[path])
    )


def _words(key: str, text: SourceText, current: Flow | None, changed: frozenset[str]) -> SourceText:
    now = current.texts.get(key) if current else None
    return text if now is None or any(key.startswith(f"{step}.") for step in changed) else now


def _named(key: str, version: str) -> str:
    first, dot, rest = key.partition(".")
    return f"{first}{AT}{version}{dot}{rest}"


def _under(value: Any, version: str) -> Any:
    """The same with every key of a text under its own name."""
    if isinstance(value, tuple):
        return tuple(_under(item, version) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        field.name: _named(held, version) if field.name in KEYS and held else _under(held, version)
        for field in fields(value)
        if (held := getattr(value, field.name)) is not None
    }
    return replace(value, **changes)


KEYS: Final = frozenset({"key", "label", "hint"})
"""Fields that hold, or begin, the key of a text."""


def sources_of(flows: Mapping[Any, Flow]) -> dict[str, SourceText]:
    """Every text of these flows."""
    return {key: text for flow in flows.values() for key, text in flow.texts.items()}
