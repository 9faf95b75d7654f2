"""Flow files in tests, and what the checks find in them."""

from __future__ import annotations

from collections.abc import Mapping

from flow_talk import load

from bot.flow.drafts import read_draft
from bot.flow.linking import link
from bot.flow.loader import defaults_of
from bot.flow.model import Flow
from bot.flow.sentences import SENTENCES
from bot.problems import Findings, Problem

END = "  end: {exit: done, text: 'Xong. Gọi {hotline}'}\n"


def part(steps: str, top: str = "", name: str = "p") -> dict[str, str]:
    """A sub-flow, as a file."""
    return {f"parts/{name}.yaml": f"spec: 1\nflow: {name}\n{top}steps:\n{steps}"}


def problems(steps: str, top: str = "", parts: Mapping[str, str] | None = None) -> list[Problem]:
    """What is wrong with a flow of these steps, and with its sub-flows."""
    return load(f"spec: 1\nflow: t\ntitle: Thử\n{top}steps:\n{steps}", parts=parts)[1]


def codes(steps: str, top: str = "", parts: Mapping[str, str] | None = None) -> list[str]:
    """``code@step``, and the file before it where it is not the flow's own."""
    return [
        f"{'' if one.file == 't.yaml' else one.file + ' '}{one.code}@{one.step}"
        for one in problems(steps, top, parts)
    ]


def unchecked(steps: str) -> Flow:
    """A flow that the checks would refuse: the engine must live with it all the same."""
    findings = {"t.yaml": Findings("t.yaml", SENTENCES)}
    source = f"spec: 1\nflow: t\ntitle: Thử\nsteps:\n{steps}"
    draft = read_draft("t.yaml", source.encode(), findings["t.yaml"], defaults_of({}))
    assert draft is not None
    return link(draft, {}, findings, defaults_of({})).flow
