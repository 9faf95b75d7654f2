"""The paths of a flow: where each step can lead, and what lies before it on every path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, assert_never

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

OWN: Final = ":own"
NONE: Final = ":none"
"""Besides its options, a question may be answered in the person's own words, or not at all."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way out of a step; ``to`` is None where the flow, or the part, just ends.

    ``skipped``: its ``when`` did not hold. ``gives`` is the answer that leads this way: an option, OWN, or NONE
    after too many misses.
    """

    to: str | None
    skipped: bool = False
    gives: str = OWN


Ways: TypeAlias = "Mapping[str, tuple[Edge, ...]]"
"""The ways out of each step."""


def ways_of(flow: Flow) -> Ways:
    """Every way out of every step."""
    return {name: edges(step, flow.steps) for name, step in flow.steps.items()}


def edges(step: Step, steps: Mapping[str, Step]) -> tuple[Edge, ...]:
    """Every way out of a step. One to a step that is not there was told: it is taken to go on in the file."""
    ways = [*_ways(step)]
    if step.when is not None:
        ways.append(Edge(step.following, skipped=True))
    there = {None, *steps}
    known = (edge if edge.to in there else replace(edge, to=step.following or "") for edge in ways)
    return tuple(edge for edge in dict.fromkeys(known) if edge.to in there)


def reachable(flow: Flow, ways: Ways) -> set[str]:
    """The steps that some path from the start comes to."""
    return _reached(flow.start, ways, lambda _name, _edge: True)


def unagreed(flow: Flow, ways: Ways) -> set[str]:
    """The steps that some path comes to without a consent having been given."""

    def without_yes(name: str, edge: Edge) -> bool:
        return edge.skipped or edge.gives != "yes" or not isinstance(flow.steps[name], ConsentStep)

    return _reached(flow.start, ways, without_yes)


def _reached(start: str, ways: Ways, goes: Callable[[str, Edge], bool]) -> set[str]:
    found = {start}
    open_ = [start]
    while open_:
        here = open_.pop()
        for edge in ways[here]:
            if edge.to is not None and edge.to not in found and goes(here, edge):
                found.add(edge.to)
                open_.append(edge.to)
    return found


# --- what lies before a step on every path ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Before:
    """For every reachable step, what every path to it brings; as bits, since there are many of both."""

    bits: Mapping[str, int]
    known: dict[str, int] = field(default_factory=dict)

    def has(self, at: str, source: str) -> bool:
        """Does every path to the step ``at`` bring ``source``? Also true where no path leads."""
        return at not in self.known or bool(self.known[at] & self.bits[source])


def always_answered(flow: Flow, ways: Ways) -> Before:
    """What every path has asked, and got an answer to."""
    return _always(flow, ways, lambda here, edge: [] if edge.skipped or edge.gives == NONE else [here])


def always_asked(flow: Flow, ways: Ways) -> Before:
    """What every path has asked."""
    return _always(flow, ways, lambda here, edge: [] if edge.skipped else [here])


def always_passed(flow: Flow, ways: Ways) -> Before:
    """What every path has been at, or has skipped because a ``when`` did not hold.

    A call that was skipped passes all that is within it.
    """
    calls = [name for name, step in flow.steps.items() if isinstance(step, CallStep)]
    within = {call: [path for path in flow.steps if is_within(path, call)] for call in calls}
    return _always(flow, ways, lambda here, edge: [here, *(within.get(here, []) if edge.skipped else [])])


def _always(flow: Flow, ways: Ways, brings: Callable[[str, Edge], list[str]]) -> Before:
    before = Before({name: 1 << n for n, name in enumerate(flow.steps)})
    known = before.known
    brought = {
        (name, edge): sum(before.bits[one] for one in brings(name, edge))
        for name in ways
        for edge in ways[name]
    }
    known[flow.start] = 0
    changed = True
    while changed:
        changed = False
        for name in flow.steps:
            for edge in ways[name] if name in known else ():
                if edge.to is None:
                    continue
                ahead = known[name] | brought[name, edge]
                merged = ahead & known.get(edge.to, ahead)
                if merged != known.get(edge.to):
                    known[edge.to] = merged
                    changed = True
    return before


def possible_answers(flow: Flow, ways: Ways, question: str) -> Mapping[str, frozenset[str]]:
    """For every reachable step, the answers that a question can have there: options, OWN, NONE."""
    known = {flow.start: frozenset({NONE})}
    open_ = [flow.start]
    while open_:
        here = open_.pop()
        for edge in ways[here]:
            if edge.to is None:
                continue
            fresh = here == question and not edge.skipped
            ahead = frozenset({edge.gives}) if fresh else known[here]
            if not ahead <= known.get(edge.to, frozenset()) or edge.to not in known:
                known[edge.to] = known.get(edge.to, frozenset()) | ahead
                open_.append(edge.to)
    return known


# --- the ways out of one step ----------------------------------------------------------------


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
    for option in answering_options(step):
        leads = None if isinstance(step, ManyStep) else option.next
        yield Edge(leads or onward.to, gives=option.id)
    if takes_more_than_options(step) or not answering_options(step):
        yield onward  # a question that nothing answers was told: those after it are not lost for that
    if step.attempts is not None:
        yield Edge(onward.to if step.attempts.then == SKIP else step.attempts.then, gives=NONE)


def answering_options(step: QuestionStep) -> list[Option]:
    """The options that are answers: no hints, nobody to talk to, and editing a review comes back to it."""
    return [
        option
        for option in step.options
        if not (option.talk or option.share or option.hint)
        and not (isinstance(step, ReviewStep) and option.id == "edit")
    ]


def takes_more_than_options(step: QuestionStep) -> bool:
    """Can it be answered by something else than one of its options?"""
    if isinstance(step, ChoiceStep):
        return bool(step.accept or step.provided)
    return not isinstance(step, ConsentStep | ReviewStep)
