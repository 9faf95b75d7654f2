"""How far it is: about how many questions lie between where a person stands and the end of what she tells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bot.flow.conditions import Condition
from bot.flow.graph import edges
from bot.flow.model import BranchStep, Flow, QuestionStep, ReviewStep, SilentStep, Step
from bot.flow.truth import evaluate
from bot.flow.turn import Facts
from bot.flow.walk import Way, fact


def questions_ahead(flow: Flow, way: Way, facts: Facts) -> int:
    """The fewest questions from here to a read-back, or where none lies ahead to an end.

    A condition that is not known yet does not hold.
    """
    found = _Ahead(flow, way, facts).distances() if way.at else {}
    ends = {path: left for path, left in found.items() if _is_end(flow.steps[path])}
    to_review = [left for path, left in ends.items() if isinstance(flow.steps[path], ReviewStep)]
    return min(to_review or ends.values(), default=0)


def _is_end(step: Step) -> bool:
    return isinstance(step, ReviewStep) or not isinstance(step, QuestionStep | SilentStep)


@dataclass(frozen=True, slots=True)
class _Ahead:
    flow: Flow
    way: Way
    facts: Facts

    def distances(self) -> dict[str, int]:
        """How many questions lie between here and each step ahead, at the least."""
        start = self.way.at.id if self.way.at else self.flow.start
        found = {start: 0}
        near = deque([start])
        while near:
            here = near.popleft()
            step = self.flow.steps[here]
            skipped = here != start and step.when is not None and not self._holds(step.when)
            asks = isinstance(step, QuestionStep) and not skipped
            for there in [step.following] if skipped else self._leads(step):
                if there is not None and found[here] + asks < found.get(there, len(self.flow.steps)):
                    found[there] = found[here] + asks
                    (near.append if asks else near.appendleft)(there)
        return found

    def _leads(self, step: Step) -> Iterator[str | None]:
        if isinstance(step, BranchStep):
            yield next(r.next for r in step.rules if r.when is None or self._holds(r.when))
        elif not _is_end(step):
            yield from (edge.to for edge in edges(step, self.flow.steps) if not edge.skipped)

    def _holds(self, condition: Condition) -> bool:
        return evaluate(condition, self.way.answers, partial(fact, self.facts)) is True
