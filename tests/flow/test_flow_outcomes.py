"""Conditions that cannot hold or cannot fail, and rules that nothing reaches (G6)."""

import pytest
from flow_files import END, codes, problems
from flow_talk import flow_of

from bot.flow.condition_reader import parse
from bot.flow.graph import ways_of
from bot.flow.judging import Judge

CHOICE = "  {name}: {{ask: choice, text: A, options: [{{id: a, text: X}}, {{id: b, text: Y}}{more}]}}\n"
X = CHOICE.format(name="x", more="")
Y = CHOICE.format(name="y", more="")
OTHERS = """  n: {ask: number, text: A}
  d: {ask: date, text: A}
  m: {ask: many, text: A, options: [{id: a, text: X}, {id: b, text: Y}]}
  t: {ask: text, text: A, options: [{id: later, text: X}]}
  w: {ask: place, text: A, options: [{id: untold, text: X}]}
  w2: {ask: place, text: A}
  q: {ask: text, text: A}
  v: {set: open_now()}
  k: {set: "'a'"}
  l: {ask: choice, text: A, options_from: languages, options: [{id: none, text: Z}]}
  may: {consent: c, text: A, yes: {text: Y}, no: {text: N}, if_no: end}
  r: {review: all, text: R, send: {text: S}, edit: {text: E}, drop: {text: D, next: end}}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("x == 'a'", ""),
        ("x == 'a' or x == 'b'", ""),
        ("x == 'a' or x != 'a' or not answered(x)", "always"),
        ("answered(x) or not answered(x)", "always"),
        ("x == 'a' and x == 'b'", "never"),
        ("x in ['a'] and x not in ['a', 'b']", "never"),
        ("not answered(x)", "never"),
        ("x == y and x == 'a' and y == 'b'", "never"),
        ("n > 3 or not n > 3", ""),
        ("n > 3 and not n > 3", "never"),
        ("n > 3 and x == 'a' and x == 'b'", "never"),
        ("n < 3", ""),
        ("years_since(d) > 1", ""),
        ("'a' in m", ""),
        ("'a' in m and 'a' not in m", ""),
        ("count(m) > 3 and not answered(m)", "never"),
        ("t == 'later' and not answered(t)", "never"),
        ("t == 'later'", ""),
        ("answered(t) and t != 'later'", "never"),
        ("w == 'untold'", ""),
        ("w != 'untold'", ""),
        ("w == w2", ""),
        ("w in communes('zone_1')", ""),
        ("v", ""),
        ("v and not v", "never"),
        ("k == 'a'", ""),
        ("l == 'vi'", ""),
        ("l == 'none' and not answered(l)", "never"),
        ("open_now() or not open_now()", ""),
        ("may == 'yes'", ""),
        ("may == 'no'", "never"),
        ("r == 'send'", ""),
        ("r == 'drop'", "never"),
        ("1 == 2", "changes"),
        ("x == 'a' and false", "never"),
    ],
)
def test_a_condition_can_hold_and_can_fail(condition: str, expected: str) -> None:
    steps = f'{X}{Y}{OTHERS}  s: {{say: S, when: "{condition}"}}\n{END}'
    found = [one for one in problems(steps) if one.step == "s"]
    assert [one.code for one in found] == (["G6"] if expected else [])
    assert all(expected in one.says_en or expected == "never" in one.says_en for one in found)


def test_an_answer_that_leads_elsewhere_cannot_be_met() -> None:
    steps = CHOICE.format(name="x", more=", {id: c, text: Z, next: end}")
    assert codes(steps + "  s: {say: S, when: x == 'c'}\n" + END) == ["G6@s"]
    assert codes(steps + "  s: {say: S, when: x == 'a'}\n" + END) == []


def test_an_answer_given_up_may_be_missing() -> None:
    steps = "  x: {ask: text, text: A, attempts: {max: 2, then: skip}}\n"
    assert codes(steps + "  s: {say: S, when: not answered(x)}\n" + END) == []


def test_an_option_that_only_says_something_is_no_answer() -> None:
    options = "[{id: how, text: X, hint: H}, {id: now, text: Y}, {id: soon, text: Z}]"
    steps = f"  x: {{ask: choice, text: A, options: {options}, allow: [talk, dont_know]}}\n"
    (found,) = problems(steps + "  s: {say: S, when: x == 'how'}\n" + END)
    assert (found.code, found.says_en) == ("G6", "Option “how” of step “x” is never an answer.")
    assert codes(steps + "  s: {say: S, when: x == 'talk' or x == 'now'}\n" + END) == ["G6@s"]
    assert codes(steps + "  s: {say: S, when: x == 'dont_know'}\n" + END) == []
    shared = "  x: {ask: phone, text: A, options: [{id: this, text: X, share: phone}, {id: none, text: Y}]}\n"
    assert codes(shared + "  s: {say: S, when: x == 'this'}\n" + END) == ["G6@s"]
    assert codes(shared + "  s: {say: S, when: x == 'none'}\n" + END) == []


# --- branches --------------------------------------------------------------------------------

ROADS = "  p: {say: P, next: end}\n  q: {say: Q, next: end}\n"


def branch(*rules: str, before: str = X) -> list[str]:
    listed = ", ".join(rules)
    return codes(f"{before}  f: {{branch: [{listed}]}}\n{ROADS}{END}")


def test_the_rules_of_a_branch_leave_something_for_those_below() -> None:
    on_a, on_b, rest = "{when: x == 'a', next: p}", "{when: x == 'b', next: q}", "{else: end}"
    assert branch(on_a, on_b, rest) == []
    assert branch(on_a, "{when: 'x in [''a'', ''b'']', next: q}", rest) == []
    assert branch("{when: 'x in [''a'', ''b'']', next: q}", on_a, rest) == ["G6@f"]
    assert branch("{when: answered(x), next: p}", on_b, rest) == ["G6@f"]
    assert branch(on_a, "{when: x == 'c', next: q}", rest) == ["A2@f"]
    assert branch(on_a, "{when: x ==, next: q}", rest) == ["A2@f"]


def test_the_else_of_a_branch_is_for_somebody() -> None:
    both = "{when: x == 'a' or not answered(x), next: p}", "{when: x == 'b', next: q}"
    assert branch(*both, "{else: end}") == ["G6@f"]
    (found,) = problems(f"{X}  f: {{branch: [{both[0]}, {both[1]}, {{else: end}}]}}\n{ROADS}{END}")
    assert found.says_en == "No answer reaches the else: “end”."


def test_a_rule_that_always_holds_is_told_and_not_those_below_it_too() -> None:
    assert branch("{when: true, next: p}", "{when: x == 'b', next: q}", "{else: end}") == ["G6@f"]


def test_a_branch_on_a_path_nobody_takes_is_not_judged() -> None:
    lost = "  z: {say: Z, next: end}\n" + X
    assert branch("{when: x == 'a', next: p}", "{else: q}", before=lost) == [
        "G3@x",
        "G3@f",
        "G3@p",
        "G3@q",
    ]


def test_too_many_answers_at_once_are_not_judged() -> None:
    names = [f"x{n}" for n in range(13)]
    asked = "".join(CHOICE.format(name=name, more="") for name in names)
    one = " and ".join(f"{name} == 'a'" for name in names)
    assert (
        branch(f"{{when: {one}, next: p}}", "{when: x0 == 'b', next: q}", "{else: end}", before=asked) == []
    )
    never = f"{one} and x0 == 'b'"
    assert codes(f"{asked}  s: {{say: S, when: {never}}}\n{END}") == []


def test_one_condition_may_follow_from_another() -> None:
    flow = flow_of(X + Y + END)
    judge = Judge(flow, ways_of(flow), flow.steps)
    assert judge.implies(parse("x == 'a'"), parse("x != 'b'"))
    assert not judge.implies(parse("x != 'b'"), parse("x == 'a' and y == 'a'"))
    many = " and ".join(f"answered(x) and n{n} > 1" for n in range(8))
    assert judge.implies(parse(many), parse(many))
    assert not judge.implies(parse(many), parse("x == 'a'"))
