"""``apart: true``: what is said in the flow goes to no request."""

from __future__ import annotations

from bot.flow.loader import load_flows

FLOW = "spec: 1\nflow: alone\ntitle: T\n{}steps:\n  a: {{ask: text, text: A}}\n  end: {{exit: done, text: 'Gọi {{hotline}}'}}\n"


def apart(top: str) -> tuple[bool, list[str]]:
    flows, problems = load_flows({"alone.yaml": FLOW.format(top).encode()})
    return any(flow.apart for flow in flows.values()), [problem.code for problem in problems]


def test_a_flow_stands_apart_only_where_it_says_so() -> None:
    assert apart("") == (False, [])
    assert apart("apart: false\n") == (False, [])
    assert apart("apart: true\n") == (True, [])


def test_anything_but_true_or_false_is_told() -> None:
    assert apart("apart: maybe\n") == (False, ["L7"])
