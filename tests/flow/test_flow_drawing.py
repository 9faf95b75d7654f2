"""A flow as a drawing: every step stands in it, every way is an arrow, and no word of a flow breaks out."""

from __future__ import annotations

import re

import pytest
from flow_made import flows
from flow_talk import flow_of
from hypothesis import HealthCheck, given, settings

from bot.flow.drawing import Figures, drawn
from bot.flow.model import CallStep, Flow, GotoStep

END = "  end: {exit: done, text: Xong}\n"
A = "  a: {ask: choice, text: Nhờ cho ai, options: [{id: x, text: Mình, next: end}, {id: y, text: Người khác}]}\n"
B = "  b: {ask: text, text: B, when: \"a == 'y'\"}\n"


def arrows(drawing: str) -> list[tuple[str, str, str]]:
    return re.findall(r'^"([^"]+)" -> "([^"]+)" \[label="((?:[^"\\]|\\.)*)"\]$', drawing, re.M)


def test_answers_stand_on_the_ways_they_lead() -> None:
    drawing = drawn(flow_of(A + B + END))
    assert arrows(drawing) == [("a", "end", "Mình"), ("a", "b", "Người khác"), ("b", "end", "")]
    assert '"a" [label="a\\nNhờ cho ai" shape=box' in drawing
    assert 'style="filled,dashed"' in drawing
    assert "(khi a == 'y')" in drawing


def test_many_answers_of_one_way_are_counted() -> None:
    options = ", ".join(f"{{id: o{n}, text: Nút {n}, next: end}}" for n in range(5))
    flow = flow_of(
        f"  a: {{ask: choice, text: A, options: [{options}], attempts: {{max: 2, then: b}}}}\n  b: {{ask: text, text: B}}\n{END}"
    )
    assert ("a", "end", "Nút 0 / Nút 1 / Nút 2 +2") in arrows(drawn(flow))
    assert ("a", "b", "không trả lời được") in arrows(drawn(flow))


def test_branches_say_their_conditions() -> None:
    way = "  way: {branch: [{when: \"a == 'x'\", next: b}, {else: end}]}\n"
    drawing = drawn(flow_of(A.replace(", next: end", "") + way + "  b: {ask: text, text: B}\n" + END))
    assert {("way", "b", "a == 'x'"), ("way", "end", "còn lại")} <= set(arrows(drawing))
    assert "shape=diamond" in drawing


def test_a_sub_flow_stands_in_a_frame_and_calls_and_gotos_are_passed() -> None:
    part = "spec: 1\nflow: pair\ntitle: Hai\nsteps:\n  first: {ask: text, text: Một}\n  over: {exit: done}\n"
    steps = "  one: {call: pair}\n  jump: {goto: last}\n  skipped: {say: Bỏ}\n  last: {say: Cuối}\n" + END
    flow = flow_of(steps.replace("  skipped: {say: Bỏ}\n", ""), parts={"parts/pair.yaml": part})
    drawing = drawn(flow)
    assert 'subgraph "cluster_one"' in drawing
    assert 'start -> "one.first"' in drawing
    assert not re.search(r'^"(one|jump)" \[', drawing, re.M)
    assert drawing.count("{") == drawing.count("}")


def test_people_and_those_who_left_are_told() -> None:
    drawing = drawn(flow_of(A + B + END), Figures({"a": 3}, {"b": 7}))
    assert "● 3 người đang ở đây" in drawing
    assert "✕ 7 người bỏ ở đây" in drawing
    assert "penwidth=2.5" in drawing


def test_words_of_a_flow_stay_words() -> None:
    evil = 'a" shape=none URL="javascript:x" \\" <b>đậm</b>'
    flow = flow_of("  a: {ask: text, text: '" + evil + "'}\n" + END)
    [line] = [each for each in drawn(flow).splitlines() if each.startswith('"a" [')]
    attributes = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    assert attributes == '"" [label="" shape=box fillcolor="" style=filled]'


def test_other_kinds_have_their_own_looks() -> None:
    steps = (
        "  hi: {say: Chào}\n  ok: {consent: privacy_v1, text: Ghi, yes: {text: C}, no: {text: K}, if_no: end}\n"
        '  a: {ask: text, text: A}\n  n: {set: "answered(a)"}\n'
        "  look: {review: all, text: Gửi, send: {text: G}, edit: {text: S}, drop: {text: B, next: end}}\n"
        "  send: {submit: call_back, receipt: Đã nhận}\n  hand: {handoff: duty, text: Người thật}\n" + END
    )
    drawing = drawn(flow_of(steps))
    for shape in ("plaintext", "note", "box3d", "parallelogram", "cds", "house", "oval"):
        assert f"shape={shape}" in drawing


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(flows())
def test_any_flow_can_be_drawn(flow: Flow) -> None:
    drawing = drawn(flow)
    for path, step in flow.steps.items():
        stands = f'"{path}" [label=' in drawing
        assert stands != isinstance(step, GotoStep | CallStep)
    assert {to for _, to, _ in arrows(drawing)} <= set(flow.steps)
