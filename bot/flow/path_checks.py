"""The paths of a file: where they lead and end (G3, G4, G5), and consent before what is sensitive (A4)."""

from __future__ import annotations

from bot.flow.examined import Examined
from bot.flow.graph import unagreed
from bot.flow.model import Asking, ExitStep, QuestionStep, Step, SubmitStep
from bot.flow.silence import MAX_STEPS, longest_silences, silent_loops


def check_paths(examined: Examined) -> None:
    """Every path of the file: where it leads, and what it has asked by then."""
    _check_reached(examined)
    _check_ends(examined)
    _check_silence(examined)
    if not examined.draft.part:
        _check_consent(examined)


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
        if step.id in examined.reached and not asks and longest[step.id] == MAX_STEPS:
            examined.problem(step, "silence_long", limit=MAX_STEPS)


def _check_consent(examined: Examined) -> None:
    early = unagreed(examined.flow, examined.ways)
    for path in examined.flow.steps:
        step = examined.flow.steps[path]
        if path in early and isinstance(step, Asking) and step.sensitive and not step.urgent:
            caller = examined.caller(path)
            slug = "sensitive_early" if caller is step else "call_sensitive_early"
            examined.problem(caller, slug, name=path.partition(".")[2])
