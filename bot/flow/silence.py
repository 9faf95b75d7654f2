"""Steps between two questions: loops on which nobody is asked anything, and roads that are too long for one turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.flow.graph import Ways
from bot.flow.model import Flow, QuestionStep, Step, SubmitStep

MAX_STEPS: Final = 50
"""Steps that the engine goes in one turn, the question that ends it counted."""


def silent_loops(flow: Flow, ways: Ways) -> Iterator[tuple[str, ...]]:
    """Loops on which nobody is asked anything; each step is named in one loop at most."""
    ahead = {name: _silent(flow.steps[name], ways) for name in ways}
    done: set[str] = set()
    for start in flow.steps:
        loop = _loop_from(start, ahead, done)
        if loop:
            yield loop


def longest_silences(flow: Flow, ways: Ways) -> Mapping[str, int]:
    """For every step, how many steps may follow each other from it on without a question; no loops please."""
    found: dict[str, int] = {}
    open_ = [*flow.steps]
    while open_:
        name = open_[-1]
        ahead = _after(flow.steps[name], ways)
        later = [after for after, _ in ahead if after not in found]
        open_ += later
        if not later:
            found[name] = max((found[after] + counts for after, counts in ahead), default=0)
            open_.pop()
    return found


def _after(step: Step, ways: Ways) -> list[tuple[str, int]]:
    """The next steps of the same turn; a step that is skipped does not count."""
    stops = isinstance(step, QuestionStep | SubmitStep)
    return [
        (edge.to, 0 if edge.skipped else 1)
        for edge in ways[step.id]
        if edge.to is not None and (edge.skipped or not stops)
    ]


def _loop_from(start: str, ahead: Mapping[str, tuple[str, ...]], done: set[str]) -> tuple[str, ...]:
    """The first loop that a search in depth from here meets."""
    path: list[str] = []
    open_: list[tuple[str, int]] = [(start, 0)]
    found: tuple[str, ...] = ()
    while open_:
        name, depth = open_.pop()
        done.update(path[depth:])
        del path[depth:]
        if name in path:
            found = found or tuple(path[path.index(name) :])
        elif name not in done:
            path.append(name)
            open_ += [(after, depth + 1) for after in ahead[name]]
    done.update(path)
    return found


def _silent(step: Step, ways: Ways) -> tuple[str, ...]:
    asks = isinstance(step, QuestionStep)
    return tuple(edge.to for edge in ways[step.id] if edge.to is not None and (edge.skipped or not asks))
