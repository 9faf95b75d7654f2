"""What is different is said one thing at a time, in the words of the file; what is alike is not said."""

from __future__ import annotations

import pytest
from flow_made import flows
from flow_talk import flow_of
from hypothesis import HealthCheck, given, settings

from bot.flow.differences import CODES, Difference, differences
from bot.flow.model import Flow

END = "  end: {exit: done, text: Xong}\n"
A = "  a: {ask: choice, text: A, options: [{id: x, text: X}, {id: y, text: Y}]}\n"
B = "  b: {ask: text, text: B, retry: Viết lại}\n"
C = "  c: {ask: number, text: C, min: 1, max: 9}\n"
WAY = "  way: {branch: [{when: \"a == 'x'\", next: b}, {else: end}]}\n"


def told(old: str, new: str, top: str = "") -> list[tuple[str, str, str, str]]:
    found = differences(flow_of(old), flow_of(new, top))
    return [(each.what, each.step, each.before, each.after) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (A + END, A + END, []),
        (A + END, A + B + END, [("step_added", "b", "", "B")]),
        (A + B + END, A + END, [("step_removed", "b", "B", "")]),
        (A + END, A.replace("text: A", "text: Á") + END, [("text", "a", "A", "Á")]),
        (B + END, B.replace("Viết lại", "Lại") + END, [("words", "b", "Viết lại", "Lại")]),
        (
            B + END,
            B.replace(", retry: Viết lại", "") + END,
            [("words", "b", "Viết lại", ""), ("rules", "b", "", "")],
        ),
        (
            A + END,
            A.replace("id: y", "id: z") + END,
            [("option_removed", "a", "Y", ""), ("option_added", "a", "", "Y")],
        ),
        (A + END, A.replace("text: Y", "text: Ý") + END, [("option_text", "a", "Y", "Ý")]),
        (
            A + B + END,
            A.replace("text: Y", "text: Y, next: end") + B + END,
            [("option_next", "a", "Y", "end")],
        ),
        (A + END, "  a: {ask: text, text: A}\n" + END, [("kind", "a", "ChoiceStep", "TextStep")]),
        (C + END, C.replace("max: 9", "max: 8") + END, [("rules", "c", "", "")]),
        (
            A + C + END,
            A + C.replace("text: C", "text: C, when: \"a == 'x'\"") + END,
            [("when", "c", "", "a == 'x'")],
        ),
        (
            A + B + C + END,
            A.replace("ask: choice", "ask: choice, next: c") + B + C + END,
            [("next", "a", "", "c")],
        ),
        (A + WAY + B + END, A + WAY.replace("'x'", "'y'") + B + END, [("branch", "way", "", "")]),
        (A + B + END, B + A + END, [("order", "", "", "")]),
    ],
)
def test_a_difference_is_told(old: str, new: str, said: list[tuple[str, str, str, str]]) -> None:
    assert told(old, new) == said


def test_a_renamed_step_is_no_loss() -> None:
    new = A.replace("  a:", "  first:").replace("text: A", "text: Á") + END
    said = told(A + END, new, "migrate: {rename: {a: first}}\n")
    assert said == [("step_renamed", "first", "a", "first"), ("text", "first", "A", "Á")]


def test_the_flow_itself_is_told() -> None:
    new = flow_of(A + END, "answers_kept_days: 9\nrecap: {text: Đang kể dở, when: \"a == 'x'\"}\n")
    assert {each.what for each in differences(flow_of(A + END), new)} == {"kept_days", "flow_text"}
    assert differences(None, new) == (Difference("flow_added", "", after="Thử"),)


def test_a_sub_flow_that_is_called_twice_is_told_once() -> None:
    calls = "  one: {call: pair}\n  two: {call: pair}\n" + END
    part = "spec: 1\nflow: pair\ntitle: Hai\nsteps:\n  first: {ask: text, text: Một}\n  over: {exit: done}\n"
    old = flow_of(calls, parts={"parts/pair.yaml": part})
    new = flow_of(calls, parts={"parts/pair.yaml": part.replace("Một", "Mốt")})
    assert [(each.what, each.step, each.after) for each in differences(old, new)] == [
        ("text", "first", "Mốt")
    ]


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(flows(), flows())
def test_any_two_versions_can_be_told_apart(old: Flow, new: Flow) -> None:
    assert differences(old, old) == ()
    found = differences(old, new)
    assert {each.what for each in found} <= set(CODES)
    assert bool(found) or old.version == new.version or old.start != new.start
