"""One file under examination, within the flow that it makes together with all that it calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.flow.condition_checks import Named
from bot.flow.conditions import Condition, Expr, terms
from bot.flow.deeds import Deed
from bot.flow.drafts import Draft
from bot.flow.graph import Before, Ways, always_asked, always_passed, reachable, ways_of
from bot.flow.linking import Linked
from bot.flow.model import Asking, BranchStep, Flow, SetStep, Step
from bot.flow.step_reader import UNREAD
from bot.problems import Findings


@dataclass(frozen=True, slots=True)
class Examined:
    """``steps`` are those of the flow and, in a sub-flow, what stands for its inputs.

    Only the file's own steps are told of: what it calls is examined for itself.
    """

    linked: Linked
    findings: Mapping[str, Findings]
    deeds: Mapping[str, Deed]
    groups: Collection[str]
    parts: Mapping[str, Draft]
    inputs: Mapping[str, Step]
    ways: Ways
    reached: Collection[str]
    asked: Before
    passed: Before
    steps: Mapping[str, Step]

    @property
    def flow(self) -> Flow:
        return self.linked.flow

    @property
    def draft(self) -> Draft:
        return self.linked.draft

    @property
    def own(self) -> Iterator[Step]:
        """The steps of the file itself."""
        return (step for path, step in self.flow.steps.items() if "." not in path)

    def problem(self, step: Step, slug: str, line: int = 0, /, **values: object) -> None:
        """Note a problem of one of the file's own steps, or of its head."""
        self.findings[self.draft.file].add(slug, line or step.line, step.id or None, **values)

    def caller(self, path: str) -> Step:
        """The file's own step at which a step stands, or is called from."""
        return self.flow.steps[path.partition(".")[0]]

    def written(self, path: str) -> str:
        """How the file names a step, or what a call gives."""
        return self.linked.outputs.get(path, path)


def examined(
    linked: Linked,
    findings: Mapping[str, Findings],
    deeds: Mapping[str, Deed],
    groups: Collection[str],
    parts: Mapping[str, Draft],
    inputs: Mapping[str, Step],
) -> Examined:
    """What every check of a file needs, worked out once."""
    flow = linked.flow
    ways = ways_of(flow)
    return Examined(
        linked,
        findings,
        deeds,
        groups,
        parts,
        inputs,
        ways,
        reachable(flow, ways),
        always_asked(flow, ways),
        always_passed(flow, ways),
        {**flow.steps, **inputs},
    )


def conditions_of(step: Step) -> Iterator[Condition]:
    """The conditions that stand in a step, the value of a ``set`` among them; unreadable ones were told."""
    if step.when is not None:
        yield step.when
    if isinstance(step, SetStep) and step.value != UNREAD:
        yield step.value
    if isinstance(step, BranchStep):
        yield from (rule.when for rule in step.rules if rule.when is not None and rule.when != UNREAD)


def names_in(expressions: Iterable[Expr]) -> Iterator[str]:
    """The steps that expressions name."""
    for expr in expressions:
        for term in terms(expr):
            if isinstance(term, Named):
                yield term.step


def questions(examined: Examined) -> list[str]:
    """How the file names the answers that it may use."""
    own = [step.id for step in examined.own if isinstance(step, Asking)]
    return [*own, *examined.inputs, *examined.linked.outputs.values()]
