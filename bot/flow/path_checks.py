"""The paths of a file (G3, G4, G5), consent before what is sensitive (A4), and the road to a person (A6)."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Final

from bot.flow.examined import Examined
from bot.flow.graph import unagreed
from bot.flow.model import Asking, ExitStep, Flow, HandoffStep, QuestionStep, Step, SubmitStep
from bot.flow.silence import MAX_SILENT, longest_silences, silent_loops

MAX_TO_A_PERSON: Final = 15
"""Questions to answer, at the most, before a person can come in."""
_PERSON: Final = ("{hotline}", "{danger_numbers}")
_FAR: Final = 10_000


def check_paths(examined: Examined) -> None:
    """Every path of the file: where it leads, and what it has asked by then."""
    _check_reached(examined)
    _check_ends(examined)
    _check_silence(examined)
    if not examined.draft.part:
        _check_consent(examined)
        if examined.flow.audience == "citizen" and examined.flow.beside is None:
            _check_person(examined)


def _check_reached(examined: Examined) -> None:
    for step in examined.own:
        if step.id not in examined.reached:
            examined.problem(step, "unreachable_submit" if isinstance(step, SubmitStep) else "unreachable")


def _check_ends(examined: Examined) -> None:
    """The end of the file is an end only for a deed that is done; of a sub-flow, it is the way back."""
    if examined.draft.part:
        return
    for step in examined.flow.steps.values():
        if step.id in examined.reached and _just_ends(examined, step):
            caller = examined.caller(step.id)
            examined.problem(caller, "no_end" if caller is step else "call_no_end")


def _just_ends(examined: Examined, step: Step) -> bool:
    returns = isinstance(step, ExitStep) and step.outcome == "done" and "." in step.id
    deed = isinstance(step, SubmitStep)
    return returns or any(edge.to is None and (edge.skipped or not deed) for edge in examined.ways[step.id])


def _check_silence(examined: Examined) -> None:
    loops = [*silent_loops(examined.flow, examined.ways)]
    for loop in loops:
        own = next((path for path in loop if "." not in path), None)
        if own is not None:
            examined.problem(examined.flow.steps[own], "loop", names=" → ".join((*loop, loop[0])))
    if loops:
        return
    longest = longest_silences(examined.flow, examined.ways)
    for step in examined.own:
        asks = isinstance(step, QuestionStep | SubmitStep)
        if step.id in examined.reached and not asks and longest[step.id] == MAX_SILENT:
            examined.problem(step, "silence_long", limit=MAX_SILENT)


def _check_consent(examined: Examined) -> None:
    early = unagreed(examined.flow, examined.ways)
    for path in examined.flow.steps:
        step = examined.flow.steps[path]
        if path in early and isinstance(step, Asking) and step.sensitive and not step.urgent:
            caller = examined.caller(path)
            slug = "sensitive_early" if caller is step else "call_sensitive_early"
            examined.problem(caller, slug, name=path.partition(".")[2])


# --- the road to a person --------------------------------------------------------------------


def _check_person(examined: Examined) -> None:
    """Told once, at the first question; the others are counted."""
    left = questions_to_a_person(examined)
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


def questions_to_a_person(examined: Examined) -> Mapping[str, int]:
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
            return deed is not None and "request_no" in deed.gives
        case Asking(options=options):
            return any(option.talk for option in options)
        case _:
            return _says_number(examined.flow, step)


def _says_number(flow: Flow, step: Step) -> bool:
    text = flow.texts.get(step.text())
    return text is not None and any(name in text.vi for name in _PERSON)
