"""A flow as a drawing in the DOT language of Graphviz: its steps with their words, its ways with their conditions. Pure.

The order of the file runs downwards. A step with ``when`` has a dashed border and says when it is asked: drawing every way round
it would hide the ways that matter.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.flow.graph import Edge, edges
from bot.flow.model import (
    Asking,
    BranchStep,
    CallStep,
    ConsentStep,
    ExitStep,
    Flow,
    GotoStep,
    HandoffStep,
    ReviewStep,
    SayStep,
    SetStep,
    Step,
    SubmitStep,
)

WIDTH: Final = 30
"""Letters of a line within a step."""
LINES: Final = 3
LABELS: Final = 3
"""So many answers are named on one way; of more, the number."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of step is drawn. Kinds stay apart in grey too, by their shapes."""

    shape: str
    fill: str


LOOKS: Final[Mapping[str, Look]] = {
    "question": Look("box", "#e8f1f6"),
    "consent": Look("note", "#fdf0cf"),
    "review": Look("box3d", "#e4ecd9"),
    "say": Look("plaintext", "#ffffff"),
    "branch": Look("diamond", "#f2e6f4"),
    "set": Look("parallelogram", "#f2f2f2"),
    "submit": Look("cds", "#cfe8cf"),
    "handoff": Look("house", "#f8d7c4"),
    "exit": Look("oval", "#dddddd"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """By step: how many people are at it now, and how many left the flow there."""

    here: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of the drawing's own."""

    asked_when: str = "khi"
    otherwise: str = "còn lại"
    misses: str = "không trả lời được"
    here: str = "người đang ở đây"
    left: str = "người bỏ ở đây"


def drawn(flow: Flow, figures: Figures | None = None, words: Words | None = None) -> str:
    """The whole drawing."""
    drawing = _Drawing(flow, figures or Figures(), words or Words())
    return "\n".join([*drawing.head(), *drawing.steps(), *drawing.ways(), "}"]) + "\n"


@dataclass(frozen=True, slots=True)
class _Drawing:
    flow: Flow
    figures: Figures
    words: Words

    def head(self) -> Iterator[str]:
        yield f"digraph {_quoted(self.flow.id)} {{"
        yield f"label={_quoted(self._vi(f'{self.flow.id}.title') or self.flow.id)} labelloc=t fontsize=20"
        yield 'rankdir=TB nodesep=0.25 ranksep=0.35 fontname="DejaVu Sans" splines=true'
        yield 'node [fontname="DejaVu Sans" fontsize=11 style=filled color="#5c6b73"]'
        yield 'edge [fontname="DejaVu Sans" fontsize=9 color="#5c6b73" fontcolor="#44525a"]'
        yield f"start [label={_quoted('▶')} shape=circle width=0.3 fixedsize=true fillcolor=white]"
        yield f"start -> {_quoted(self._past(self.flow.start))}"

    def steps(self) -> Iterator[str]:
        """Those of a sub-flow stand in a frame with its name."""
        frame = ""
        for path, step in self.flow.steps.items():
            within = path.rpartition(".")[0]
            if within != frame:
                yield from ("}",) * bool(frame)
                if within:
                    yield f'subgraph {_quoted(f"cluster_{within}")} {{ label={_quoted(within)} fontsize=10 style=rounded color="#b8c2c8"'
                frame = within
            if not isinstance(step, GotoStep | CallStep):
                yield self._step(path, step)
        yield from ("}",) * bool(frame)

    def ways(self) -> Iterator[str]:
        """One arrow to each next step, with the answers that lead there."""
        for path, step in self.flow.steps.items():
            if isinstance(step, GotoStep | CallStep):
                continue
            labels: dict[str, list[str]] = {}
            for edge, label in self._labelled(step):
                if edge.to is not None and not edge.skipped:
                    labels.setdefault(self._past(edge.to), []).append(label)
            for to, said in labels.items():
                alone = len(labels) == 1
                yield f"{_quoted(path)} -> {_quoted(to)} [label={_quoted('' if alone else _joined(said))}]"

    def _labelled(self, step: Step) -> Iterator[tuple[Edge, str]]:
        if isinstance(step, BranchStep):
            for rule in step.rules:
                yield Edge(rule.next), rule.when.source if rule.when else self.words.otherwise
            return
        named = (
            {option.id: self._vi(option.label) for option in step.options} if isinstance(step, Asking) else {}
        )
        for edge in edges(step, self.flow.steps):
            missed = edge.gives == ":none"
            yield edge, self.words.misses if missed else named.get(edge.gives, "")

    def _past(self, path: str) -> str:
        """Where one really comes to: calls and gotos are not drawn."""
        seen: set[str] = set()
        step = self.flow.steps[path]
        while isinstance(step, GotoStep | CallStep) and path not in seen:
            seen.add(path)
            path = step.next or step.following or path
            step = self.flow.steps[path]
        return path

    def _step(self, path: str, step: Step) -> str:
        look = LOOKS[_kind(step)]
        lines = [path.rpartition(".")[2], *_wrapped(self._said(step))]
        if step.when:
            lines.append(f"({self.words.asked_when} {_short(step.when.source)})")
        if here := self.figures.here.get(path):
            lines.append(f"● {here} {self.words.here}")
        if left := self.figures.left.get(path):
            lines.append(f"✕ {left} {self.words.left}")
        style = '"filled,dashed"' if step.when else "filled"
        width = " penwidth=2.5" if self.figures.here.get(path) else ""
        label = _quoted("\n".join(lines))
        return f"{_quoted(path)} [label={label} shape={look.shape} fillcolor={_quoted(look.fill)} style={style}{width}]"

    def _said(self, step: Step) -> str:
        if isinstance(step, SetStep):
            return step.value.source
        return self._vi(step.text()) or self._vi(step.text("receipt"))

    def _vi(self, key: str) -> str:
        text = self.flow.texts.get(key)
        return text.vi if text else ""


def _kind(step: Step) -> str:
    match step:
        case ConsentStep():
            return "consent"
        case ReviewStep():
            return "review"
        case Asking():
            return "question"
        case SayStep():
            return "say"
        case BranchStep():
            return "branch"
        case SubmitStep():
            return "submit"
        case HandoffStep():
            return "handoff"
        case ExitStep():
            return "exit"
        case _:
            return "set"


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(" ".join(words.split()), WIDTH, max_lines=LINES, placeholder="…")


def _short(words: str) -> str:
    return textwrap.shorten(words, WIDTH, placeholder="…")


def _joined(labels: list[str]) -> str:
    named = [label for label in dict.fromkeys(labels) if label]
    more = f" +{len(named) - LABELS}" if len(named) > LABELS else ""
    return " / ".join(_short(label) for label in named[:LABELS]) + more


def _quoted(words: str) -> str:
    """A string of DOT: what stands in a flow cannot end it, and is no HTML."""
    kept = "".join(sign for sign in words if sign == "\n" or sign.isprintable())
    escaped = kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
