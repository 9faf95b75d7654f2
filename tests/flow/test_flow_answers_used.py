"""Answers are used only where they have been asked for (A1), and deeds get what they need (A5)."""

import pytest
from flow_files import END, codes, part

from bot.flow.deeds import DEEDS
from bot.flow.loader import load_flows

JUMP = """  x: {ask: choice, text: A, options: [{id: a, text: X}, {id: b, text: Y, next: z}]}
  y: {ask: choice, text: A, options: [{id: a, text: X}, {id: b, text: Y}]}
  n: {ask: number, text: N}
  z: {ask: text, text: Z}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("x == 'a'", []),
        ("y == 'a'", ["A1@s"]),
        ("y == 'a' or x == 'b'", ["A1@s"]),
        ("not y == 'a'", ["A1@s"]),
        ("answered(y)", []),
        ("answered(y) and y == 'a'", []),
        ("x == 'b' or (answered(y) and not y == 'a')", []),
        ("count(y) > 0", ["A1@s"]),
        ("n + 1 > 3", ["A1@s"]),
        ("answered(n) and n + 1 > 3", []),
    ],
)
def test_a_condition_asks_only_what_every_path_has_asked(condition: str, expected: list[str]) -> None:
    assert codes(f'{JUMP}  s: {{say: S, when: "{condition}"}}\n{END}') == expected


def test_branches_and_values_too() -> None:
    assert codes(f"{JUMP}  s: {{set: y == 'a'}}\n{END}") == ["A1@s"]
    assert codes(
        f"{JUMP}  s: {{branch: [{{when: y == 'a', next: end}}, {{else: t}}]}}\n  t: {{say: T}}\n{END}"
    ) == ["A1@s"]


def test_a_question_that_was_skipped_has_been_passed() -> None:
    skipped = "  a: {ask: choice, text: A, when: open_now(), options: [{id: a, text: X}, {id: b, text: Y}]}\n"
    assert codes(skipped + "  s: {say: S, when: a == 'a'}\n" + END) == []
    call = "  c: {call: p, when: open_now()}\n  s: {say: S, when: c.x == 'a'}\n" + END
    inner = part(
        "  q: {ask: choice, text: A, options: [{id: a, text: X}, {id: b, text: Y}]}\n", "outputs: {x: q}\n"
    )
    assert codes(call, parts=inner) == []


def test_what_a_call_gives_is_told_by_the_name_that_the_file_uses() -> None:
    inner = part(
        "  q: {ask: choice, text: A, options: [{id: a, text: X}, {id: b, text: Y}]}\n", "outputs: {x: q}\n"
    )
    steps = "  s: {say: S, when: c.x == 'a'}\n  c: {call: p}\n" + END
    flows, found = load_flows(
        {
            "t.yaml": f"spec: 1\nflow: t\ntitle: T\nsteps:\n{steps}".encode(),
            **{file: words.encode() for file, words in inner.items()},
        }
    )
    assert flows == {}
    assert [one.says_en for one in found if one.code == "A1"] == ["A path comes here without asking “c.x”."]
    option = steps.replace("'a'", "'z'")
    assert "A2@s" in codes(option, parts=inner)


def test_what_is_given_to_a_call_was_asked_before() -> None:
    inner = part("  q: {ask: text, text: A, when: answered(y)}\n", "inputs: {y: [a, b]}\n")
    assert codes(f"{JUMP}  c: {{call: p, with: {{y: y}}}}\n{END}", parts=inner) == ["A1@c"]
    assert codes(f"{JUMP}  c: {{call: p, with: {{y: x}}}}\n{END}", parts=inner) == []


# --- texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{say: '{answer.x}'}", []),
        ("{say: '{answer.y}'}", ["A1@s"]),
        ("{say: '{answer.y}', when: answered(y)}", []),
        ("{say: '{answer.y}', when: answered(y) and y == 'a'}", []),
        ("{say: '{answer.y}', when: x == 'b' or answered(y)}", ["A1@s"]),
        ("{say: '{answer.y}', when: answered(n) or answered(y)}", []),
        ("{say: '{answer.y}', when: not answered(y)}", ["A1@s"]),
        ("{say: '{answer.y}', when: answered(n)}", []),
        ("{say: '{answer.y}', when: open_now()}", ["A1@s"]),
        ("{ask: text, text: S, retry: '{answer.s}'}", ["A1@s"]),
        ("{ask: text, text: '{answer.z} {answer.z}'}", []),
    ],
)
def test_a_text_names_only_what_was_asked(step: str, expected: list[str]) -> None:
    assert codes(f"{JUMP}  s: {step}\n{END}") == expected


def test_a_text_may_name_what_is_asked_under_the_same_condition() -> None:
    who = (
        "  who: {ask: choice, text: A, options: [{id: me, text: X}, {id: you, text: Y}, {id: us, text: Z}]}\n"
    )
    name = "  name: {ask: text, text: N, when: who != 'me'}\n"
    said = "  s: {say: 'Chào {answer.%s}'%s}\n"
    assert codes(who + name + said % ("name", "") + END) == ["A1@s"]
    assert codes(who + name + said % ("name", ", when: who != 'me'") + END) == []
    assert codes(who + name + said % ("name", ", when: who == 'you'") + END) == []
    assert codes(who + name + said % ("name", ", when: not (who == 'me')") + END) == []
    assert codes(who + name + said % ("name", ", when: not (who == 'me' and open_now())") + END) == ["A1@s"]
    assert codes(who + name + said % ("name", ", when: who == 'me'") + END) == ["A1@s"]
    call = "  c: {call: p, when: who == 'you'}\n"
    inner = part("  n: {ask: text, text: N}\n", "outputs: {n: n}\n")
    assert codes(who + call + said % ("c.n", ", when: who == 'you'") + END, parts=inner) == []
    assert codes(who + call + said % ("c.n", ", when: who == 'us'") + END, parts=inner) == ["A1@s"]
    value = "  v: {set: open_now()}\n"
    guarded = said % ("c.n", ", when: v and years_since(d) > 1")
    assert codes(who + value + "  d: {ask: date, text: D}\n" + call + guarded + END, parts=inner) == ["A1@s"]


def test_a_recap_names_only_what_its_condition_is_about() -> None:
    steps = f"{JUMP}{END}"
    recap = "recap: {text: 'Đang kể: {answer.%s}', when: %s}\n"
    assert codes(steps, recap % ("x", "x == 'a'")) == []
    assert codes(steps, recap % ("x", "y == 'a'")) == []
    assert codes(steps, recap % ("y", "x == 'a'")) == ["A1@None"]
    assert codes(steps, recap % ("y", "answered(y) or answered(n)")) == []
    assert codes(steps, recap % ("y", "count(y) > 0")) == []
    assert codes(steps, recap % ("y", "count(y) >= 1 and open_now()")) == []
    assert codes(steps, recap % ("y", "count(y) >= 0 and open_now()")) == ["A1@None"]
    assert codes(steps, recap % ("y", "count(y) < 2")) == ["A1@None"]
    assert codes(steps, "recap: {text: '{answer.x}'}\n") == ["L7@None", "A1@None"]


# --- deeds -----------------------------------------------------------------------------------


def test_what_a_deed_needs_is_not_given_up() -> None:
    steps = "  a: {ask: text, text: A%s}\n  b: {ask: text, text: B}\n  s: {submit: ask_aid, with: {matter: a, story: b}}\n"
    assert codes(steps % "") == []
    assert codes(steps % ", attempts: {max: 2, then: skip}") == ["A5@s"]


def test_what_is_never_asked_before_is_told() -> None:
    steps = "  s: {submit: call_back, with: {place: z}}\n  z: {ask: text, text: Z}\n" + END
    assert codes(steps) == ["A5@s"]


def test_a_deed_may_be_given_a_value() -> None:
    assert codes("  v: {set: open_now()}\n  s: {submit: call_back, with: {place: v}}\n" + END) == []


def test_a_request_is_for_somebody_somewhere() -> None:
    def found(inputs: str) -> list[str]:
        asked = "".join(f"  {name}: {{ask: text, text: A}}\n" for name in ("a", "b", "c"))
        source = f"spec: 1\nflow: t\ntitle: T\nsteps:\n{asked}  s: {{submit: legal_aid_request, with: {{{inputs}}}}}\n"
        return [one.says_en for one in load_flows({"t.yaml": source.encode()}, deeds=DEEDS)[1]]

    assert found("matter: a, story: b, place: c, phone: c") == []
    assert found("matter: a, story: b, place: c") == [
        "“legal_aid_request” must be given “phone”, if only on some paths."
    ]
