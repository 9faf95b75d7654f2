"""The paths of a flow: where each step can lead, and what lies before it on every path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.flow.model import (
    SKIP,
    Asking,
    BranchStep,
    CallStep,
    ChoiceStep,
    ConsentStep,
    ExitStep,
    Flow,
    GotoStep,
    HandoffStep,
    ManyStep,
    Option,
    QuestionStep,
    ReviewStep,
    SayStep,
    SetStep,
    Step,
    SubmitStep,
    is_within,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One way out of a step; ``to`` is None where the flow just ends. ``skipped``: its ``when`` did not hold."""

    to: str | None
    skipped: bool = False
    agreed: bool = False


def edges(step: Step) -> tuple[Edge, ...]:
    """Every way out of a step."""
    ways = [*_ways(step)]
    if step.when is not None:
        ways.append(Edge(step.following, skipped=True))
    return tuple(dict.fromkeys(ways))


def targets(step: Step) -> tuple[str, ...]:
    """The steps that the author names as what comes next."""
    named = [step.next]
    if isinstance(step, Asking):
        named += [option.next for option in step.options]
        if step.attempts is not None and step.attempts.then != SKIP:
            named.append(step.attempts.then)
    if isinstance(step, BranchStep):
        named += [rule.next for rule in step.rules]
    return tuple(dict.fromkeys(name for name in named if name))


def reachable(flow: Flow, edges_of: Mapping[str, tuple[Edge, ...]]) -> set[str]:
    """The steps that some path from the start comes to."""
    found = {flow.start}
    open_ = [flow.start]
    while open_:
        ahead = {edge.to for edge in edges_of[open_.pop()] if edge.to in flow.steps}
        new = {name for name in ahead if name is not None} - found
        found |= new
        open_ += sorted(new)
    return found


def unagreed(flow: Flow, edges_of: Mapping[str, tuple[Edge, ...]]) -> set[str]:
    """The steps that some path comes to without a consent having been given."""
    refused = {name: tuple(edge for edge in ways if not edge.agreed) for name, ways in edges_of.items()}
    return reachable(flow, refused)


def always_before(flow: Flow, edges_of: Mapping[str, tuple[Edge, ...]]) -> dict[str, frozenset[str]]:
    """For every reachable step, the steps that every path to it has really been at."""
    return _always(flow, edges_of, lambda here, edge: frozenset() if edge.skipped else frozenset({here}))


def always_passed(flow: Flow, edges_of: Mapping[str, tuple[Edge, ...]]) -> dict[str, frozenset[str]]:
    """For every reachable step, what every path to it has been at or has skipped because its ``when`` did not hold.

    A call that was skipped passes all that is within it.
    """

    def brings(here: str, edge: Edge) -> frozenset[str]:
        within = {path for path in flow.steps if is_within(path, here)} if edge.skipped else set()
        return frozenset({here, *within})

    return _always(flow, edges_of, brings)


def _always(
    flow: Flow,
    edges_of: Mapping[str, tuple[Edge, ...]],
    brings: Callable[[str, Edge], frozenset[str]],
) -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {flow.start: frozenset()}
    open_ = [flow.start]
    while open_:
        here = open_.pop()
        for edge in edges_of[here]:
            if edge.to is None or edge.to not in flow.steps:
                continue
            brought = known[here] | brings(here, edge)
            before = known.get(edge.to)
            merged = brought if before is None else before & brought
            if merged != before:
                known[edge.to] = merged
                open_.append(edge.to)
    return known


def silent_loops(flow: Flow, edges_of: Mapping[str, tuple[Edge, ...]]) -> Iterator[tuple[str, ...]]:
    """Loops on which nobody is asked anything; each step is named in one loop at most."""
    ahead = {name: _silent(flow.steps[name], ways) for name, ways in edges_of.items()}
    done: set[str] = set()
    for start in flow.steps:
        loop = _loop_from(start, ahead, done)
        if loop:
            yield loop


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
        elif name not in done and name in ahead:
            path.append(name)
            open_ += [(after, depth + 1) for after in ahead[name]]
    done.update(path)
    return found


def _silent(step: Step, ways: tuple[Edge, ...]) -> tuple[str, ...]:
    asks = isinstance(step, QuestionStep)
    return tuple(edge.to for edge in ways if edge.to is not None and (edge.skipped or not asks))


def _ways(step: Step) -> Iterator[Edge]:
    onward = Edge(step.next or step.following)
    match step:
        case SayStep() | SubmitStep() | GotoStep() | SetStep() | CallStep():
            yield onward
        case BranchStep(rules=rules):
            yield from (Edge(rule.next) for rule in rules)
        case ExitStep() | HandoffStep():
            return
        case Asking():
            yield from _answers(step, onward)
        case _:
            assert_never(step)


def _answers(step: QuestionStep, onward: Edge) -> Iterator[Edge]:
    for option in moving_options(step):
        agreed = isinstance(step, ConsentStep) and option.id == "yes"
        yield Edge(option.next or onward.to, agreed=agreed)
    if takes_more_than_options(step):
        yield onward
    if step.attempts is not None:
        yield onward if step.attempts.then == SKIP else Edge(step.attempts.then)


def moving_options(step: QuestionStep) -> list[Option]:
    """The options that go on: no hints, nobody to talk to, and editing a review comes back to it."""
    return [
        option
        for option in step.options
        if not (option.hint or option.talk or option.share or isinstance(step, ManyStep))
        and not (isinstance(step, ReviewStep) and option.id == "edit")
    ]


def takes_more_than_options(step: QuestionStep) -> bool:
    """Can it be answered by something else than one of its options?"""
    if isinstance(step, ChoiceStep):
        return bool(step.accept or step.provided)
    return not isinstance(step, ConsentStep | ReviewStep)
