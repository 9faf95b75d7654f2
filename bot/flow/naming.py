"""What a name in a flow file means: a step of the file, or what one of its calls gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.flow.drafts import Draft
from bot.flow.model import CallStep

MAX_DEPTH: Final = 5
"""Of calls within calls."""


def path_of(parts: Mapping[str, Draft], draft: Draft, name: str, depth: int = 0) -> str | None:
    """The path of a step, or of a call's output, below its draft."""
    if name in draft.steps:
        return name
    call, _, output = name.partition(".")
    step = draft.steps.get(call)
    part = parts.get(step.part) if isinstance(step, CallStep) else None
    if part is None or output not in part.outputs or depth > MAX_DEPTH:
        return None
    inner = path_of(parts, part, part.outputs[output], depth + 1)
    return f"{call}.{inner}" if inner else None


def outputs_of(parts: Mapping[str, Draft], draft: Draft) -> Iterator[tuple[str, str]]:
    """The path of everything that the calls of a draft give, and how the draft names it."""
    for step in draft.steps.values():
        part = parts.get(step.part) if isinstance(step, CallStep) else None
        for output in part.outputs if part else ():
            written = f"{step.id}.{output}"
            path = path_of(parts, draft, written)
            if path is not None:
                yield path, written
