"""From every question a person is near (A6)."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Final

from bot.flow.examined import Examined
from bot.flow.model import Asking, Flow, HandoffStep, QuestionStep, Step, SubmitStep

MAX_TO_A_PERSON: Final = 15
"""Questions to answer, at the most, before a person can come in."""
_PERSON: Final = ("{hotline}", "{danger_numbers}")
_FAR: Final = 10_000


def check_person(examined: Examined) -> None:
    """Told once, at the first question; the others are counted.

    The staff are persons themselves, and what opens on top of another flow leads back to its road.
    """
    if examined.flow.audience != "citizen" or examined.flow.beside is not None:
        return
    left = _questions_to_a_person(examined)
    far = [
        path
        for path, step in examined.flow.steps.items()
        if path in examined.reached and isinstance(step, QuestionStep) and left[path] > MAX_TO_A_PERSON
    ]
    for slug, paths in (
        ("person_never", [path for path in far if left[path] >= _FAR]),
        ("person_far", [path for path in far if left[path] < _FAR]),
    ):
        if paths:
            examined.problem(examined.caller(paths[0]), slug, count=len(paths), limit=MAX_TO_A_PERSON)


def _questions_to_a_person(examined: Examined) -> Mapping[str, int]:
    """For every step, the fewest questions from it on, itself counted, until a person is named or told."""
    flow = examined.flow
    back: dict[str, list[tuple[str, int]]] = {path: [] for path in flow.steps}
    for path, ways in examined.ways.items():
        asks = isinstance(flow.steps[path], QuestionStep)
        for edge in ways:
            if edge.to is not None:
                back[edge.to].append((path, 1 if asks and not edge.skipped else 0))
    left = dict.fromkeys(flow.steps, _FAR)
    named = (path for path, step in flow.steps.items() if _names_person(examined, step))
    open_ = [(1 if isinstance(flow.steps[path], QuestionStep) else 0, path) for path in named]
    heapq.heapify(open_)
    while open_:
        far, path = heapq.heappop(open_)
        if far < left[path]:
            left[path] = far
            for before, counts in back[path]:
                heapq.heappush(open_, (far + counts, before))
    return left


def _names_person(examined: Examined, step: Step) -> bool:
    match step:
        case HandoffStep():
            return True
        case SubmitStep(deed=name):
            deed = examined.deeds.get(name)
            return deed is not None and deed.sends
        case Asking(options=options):
            return any(option.talk for option in options)
        case _:
            return _says_number(examined.flow, step)


def _says_number(flow: Flow, step: Step) -> bool:
    text = flow.texts.get(step.text())
    return text is not None and any(name in text.vi for name in _PERSON)
