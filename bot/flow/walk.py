"""Where a session stands: the way from the start through the answers, worked out anew every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.flow.answers import fits, target
from bot.flow.conditions import Condition
from bot.flow.model import (
    BranchStep,
    ExitStep,
    Flow,
    HandoffStep,
    QuestionStep,
    ReviewStep,
    SayStep,
    Step,
    SubmitStep,
)
from bot.flow.session import Observed, Session, Value, answers, observations
from bot.flow.truth import evaluate
from bot.flow.turn import Facts

MAX_STEPS = 50
"""Steps between two answers; more is a loop."""

Stop: TypeAlias = QuestionStep | SubmitStep | HandoffStep | ExitStep


@dataclass(frozen=True, slots=True)
class Way:
    """The way so far.

    ``answers`` are those of the steps passed; others do not count. ``trail`` are the questions passed
    and the deeds done, in order; ``lead_in`` the says after the last of them. ``at`` is where it stops:
    None when the flow ends there, or when ``tired`` of a loop. ``seen`` was asked of the world just now.
    ``quiet``: a review that stops here only counts.
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
            if not self._holds(step, step.when):
                here = step.following
                continue
            entered += 1
            if entered > MAX_STEPS:
                return replace(self._way(None), tired=True)
            if isinstance(step, SayStep | BranchStep):
                here = self._lead(step)
            elif isinstance(step, HandoffStep | ExitStep) or not self._has_passed(step):
                return self._way(step)
            else:
                entered = 0
                self._mark(step)
                here = self._onward(step)
        return self._way(None)

    def _lead(self, step: SayStep | BranchStep) -> str | None:
        if isinstance(step, BranchStep):
            return next(rule.next for rule in step.rules if self._holds(step, rule.when))
        self.lead_in.append(step.id)
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

    def _holds(self, step: Step, condition: Condition | None) -> bool:
        if condition is None:
            return True
        return evaluate(condition, self.passed, self._asking(step, "open_now")) is True

    def _asking(self, step: Step, fact: str) -> Callable[[], bool | None]:
        """The fact as it was when the way first came to this step."""

        def ask() -> bool | None:
            name = f"{fact}.{step.id}"
            if name not in self.observed and fact in self.facts.values:
                self.observed[name] = bool(self.facts.values[fact])
                self.seen.append(Observed(name, self.observed[name]))
            value = self.observed.get(name)
            return value if isinstance(value, bool) else None

        return ask

    def _way(self, at: Stop | None) -> Way:
        quiet = isinstance(at, ReviewStep) and at.quiet_when is not None and self._holds(at, at.quiet_when)
        return Way(at, self.passed, tuple(self.trail), tuple(self.lead_in), tuple(self.seen), quiet)
