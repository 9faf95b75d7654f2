"""Where a session stands: the way from the start through the answers, worked out anew every time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from bot.flow.answers import fits, target
from bot.flow.conditions import Condition
from bot.flow.model import (
    BranchStep,
    CallStep,
    ExitStep,
    Flow,
    GotoStep,
    HandoffStep,
    QuestionStep,
    SayStep,
    SetStep,
    SilentStep,
    Step,
    SubmitStep,
)
from bot.flow.session import Observed, Session, Value, answers, observations
from bot.flow.truth import Asked, evaluate, worth
from bot.flow.turn import Facts

MAX_STEPS = 50
"""Steps between two answers; more is a loop."""

Stop: TypeAlias = QuestionStep | SubmitStep | HandoffStep | ExitStep


@dataclass(frozen=True, slots=True)
class Way:
    """The way so far.

    ``answers`` are those of the steps passed, and the values set; others do not count. ``trail`` are the
    questions passed and the deeds done, in order; ``lead_in`` the says after the last of them. ``at`` is where
    it stops: None when the flow ends there, or when ``tired`` of a loop. ``seen`` was asked of the world just
    now. ``quiet``: what was answered must not be shown.
    """

    at: Stop | None
    answers: dict[str, Value]
    trail: tuple[str, ...]
    lead_in: tuple[str, ...]
    seen: tuple[Observed, ...]
    quiet: bool = False
    tired: bool = False

    @property
    def round(self) -> tuple[str, ...]:
        """The steps of a loop: from the question it came back to, or nothing."""
        if self.at is None or self.at.id not in self.trail:
            return ()
        return self.trail[self.trail.index(self.at.id) :]


def walk(flow: Flow, session: Session, facts: Facts) -> Way:
    """Go from the start to the first question without an answer, deed not done, or end.

    A question met for the second time is asked again: that is how a flow comes back to a menu.
    """
    return _Walker(flow, answers(session), observations(session), facts).go()


def holds(flow: Flow, way: Way, condition: Condition | None, facts: Facts) -> bool:
    """Is a condition of the flow itself true, where the way stands now? Nothing of it is noted as observed."""
    if condition is None:
        return False
    walker = _Walker(flow, {}, {event.name: event.value for event in way.seen}, facts, way.answers)
    return walker.is_true(condition, flow.id)


@dataclass(slots=True)
class _Walker:
    flow: Flow
    given: dict[str, Value]
    observed: dict[str, Value]
    facts: Facts
    passed: dict[str, Value] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    lead_in: list[str] = field(default_factory=list)
    seen: list[Observed] = field(default_factory=list)

    def go(self) -> Way:
        here: str | None = self.flow.start
        entered = 0
        while here is not None:
            step = self.flow.steps[here]
            if step.when is not None and not self.is_true(step.when, step.id):
                here = step.following
                continue
            entered += 1
            if entered > MAX_STEPS:
                return replace(self._way(None), tired=True)
            if isinstance(step, SilentStep):
                here = self.pass_silently(step)
            elif isinstance(step, HandoffStep | ExitStep) or not self._has_passed(step):
                return self._way(step)
            else:
                entered = 0
                self._mark(step)
                here = self._onward(step)
        return self._way(None)

    def is_true(self, condition: Condition, at: str) -> bool:
        """Does it hold at this step?"""
        return evaluate(condition, self.passed, self._world(at)) is True

    def pass_silently(self, step: SilentStep) -> str | None:
        """Where a step leads that asks nothing."""
        match step:
            case BranchStep():
                rules = step.rules
                return next(r.next for r in rules if r.when is None or self.is_true(r.when, step.id))
            case SetStep():
                self.passed[step.id] = worth(step.value, self.passed, self._world(step.id))
            case SayStep():
                self.lead_in.append(step.id)
            case GotoStep() | CallStep():
                pass
            case _:
                assert_never(step)
        return step.next or step.following

    def _has_passed(self, step: SubmitStep | QuestionStep) -> bool:
        if isinstance(step, SubmitStep):
            return self.given.get(step.id) is True
        return step.id not in self.trail and step.id in self.given and fits(step, self.given[step.id])

    def _onward(self, step: SubmitStep | QuestionStep) -> str | None:
        if isinstance(step, SubmitStep):
            return step.next or step.following
        return target(step, self.given[step.id])

    def _mark(self, step: Step) -> None:
        self.passed[step.id] = self.given[step.id]
        self.trail.append(step.id)
        self.lead_in.clear()

    def _world(self, at: str) -> Asked:
        """Facts as they were when the way first came to this step."""

        def ask(asked: str) -> Value:
            name = f"{asked}@{at}"
            if name not in self.observed:
                value = fact(self.facts, asked)
                if value is None:
                    return None
                self.observed[name] = value
                self.seen.append(Observed(name, value))
            return self.observed[name]

        return ask

    def _way(self, at: Stop | None) -> Way:
        quiet = self.flow.quiet_when
        is_quiet = self.facts.quiet or (quiet is not None and self.is_true(quiet, self.flow.id))
        return Way(at, self.passed, tuple(self.trail), tuple(self.lead_in), tuple(self.seen), is_quiet)


def fact(facts: Facts, name: str) -> Value:
    """A fact as it is now: ``open_now``, ``quiet_mode``, ``today``, ``communes.<group>.<code>``; None for what is not known."""
    if name == "today":
        return facts.today.isoformat()
    if name == "quiet_mode":
        return facts.quiet
    kind, _, rest = name.partition(".")
    if kind == "communes":
        group, _, code = rest.partition(".")
        return code in facts.groups[group] if group in facts.groups else None
    return facts.values.get(name)
