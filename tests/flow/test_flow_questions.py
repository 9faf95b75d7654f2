"""Questions that can be answered (A3), and what may be written of them (L3, L5, L7)."""

import pytest
from flow_files import END, codes, problems
from flow_talk import flow_of

from bot.flow.model import ChoiceStep, FileStep, ManyStep, NumberStep, TextStep

TWO = "options: [{id: x, text: X}, {id: y, text: Y}]"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("ask: many, text: A, " + TWO, []),
        ("ask: many, text: A, min: 1, max: 2, " + TWO, []),
        ("ask: many, text: A, min: 3, " + TWO, ["A3"]),
        ("ask: many, text: A, min: 2, max: 1, " + TWO, ["A3"]),
        ("ask: many, text: A, max: 0, " + TWO, ["A3"]),
        ("ask: many, text: A", ["A3"]),
        ("ask: many, text: A, options: [{id: x, text: X}]", ["A3"]),
        ("ask: many, text: A, options: [{id: x, text: X, next: end}, {id: y, text: Y}]", ["A3"]),
        ("ask: many, text: A, options: [{id: x, text: X, hint: H}, {id: y, text: Y}]", ["A3"]),
        ("ask: many, text: A, options: [{id: x, text: X, hint: H}, {id: y, text: Y}, {id: z, text: Z}]", []),
        ("ask: many, text: A, allow: [dont_know, talk], " + TWO, []),
        ("ask: many, text: A, layout: grid2, " + TWO, []),
        ("ask: number, text: A, min: 0, max: 80", []),
        ("ask: number, text: A, min: 9, max: 8", ["A3"]),
        ("ask: number, text: A, min: -1", ["L7"]),
        ("ask: number, text: A, max: 9999999999", ["L7"]),
        ("ask: date, text: A, max: 3", ["L3"]),
        ("ask: file, text: A, max: 21", ["L7"]),
        ("ask: file, text: A, accept: [text]", ["L3"]),
        ("ask: text, text: A, valid: names", ["L3"]),
        ("ask: voice, text: A, max_chars: 3", ["L3"]),
        ("ask: choice, text: A, options: [{id: x, text: X}]", ["A3"]),
        ("ask: choice, text: A, accept: [photo], options: [{id: x, text: X}]", []),
        ("ask: choice, text: A, allow: [talk], options: [{id: x, text: X}]", []),
        ("ask: choice, text: A, options: [{id: x, text: X}, {id: y, text: Y, hint: H}]", ["A3"]),
        ("ask: choice, text: A, allow: [sleep], " + TWO, ["L3"]),
        ("ask: choice, text: A, options_from: languages", []),
        ("ask: choice, text: A, options_from: matters", ["A3", "L3"]),
        ("ask: text, text: A, options_from: languages", ["A3"]),
        ("ask: phone, text: A, options: [{id: x, text: X, share: phone, next: end}]", ["A3"]),
        ("ask: text, text: A, attempts: {max: 2, then: a}", ["A3"]),
        ("ask: text, text: A, attempts: {max: 2, then: a}, options: [{id: x, text: X}]", []),
        ("ask: text, text: A, attempts: {max: 2, then: end}", []),
        ("ask: choice, text: A, options: [{id: talk, text: X}, {id: y, text: Y}]", ["G1"]),
        ("set: who ==", ["A2"]),
        ("set: ''", ["L7"]),
        ("goto: ''", ["L7"]),
        ("submit: ''", ["L7"]),
        ("handoff: , text: A", ["L7"]),
        ("handoff: nobody, text: A", ["L3"]),
        ("goto: nowhere", ["G2"]),
    ],
)
def test_each_question_is_checked(step: str, expected: list[str]) -> None:
    found = [one.code for one in problems(f"  a: {{{step}}}\n{END}") if one.code != "G3"]
    assert sorted(set(found)) == sorted(set(expected))


def test_a_misspelled_kind_is_guessed() -> None:
    (found,) = problems(f"  a: {{aks: choice, text: A}}\n{END}")
    assert (found.code, found.says_en, found.mend_en) == (
        "L3",
        "There is no key “aks” here.",
        "Did you mean “ask”?",
    )


def test_all_options_together_are_forty_at_most() -> None:
    options = ", ".join(f"{{id: o{n}, text: Nút {n}}}" for n in range(40))
    steps = f"  a: {{ask: choice, text: A, options: [{options}]%s}}\n{END}"
    assert codes(steps % "") == []
    assert codes(steps % ", allow: [dont_know]") == ["L5@a"]


def test_what_the_kinds_keep() -> None:
    flow = flow_of(f"""
  c: {{ask: choice, text: A, options_from: languages, layout: list}}
  m: {{ask: many, text: A, min: 1, {TWO}}}
  n: {{ask: number, text: A, max: 7}}
  f: {{ask: file, text: A}}
  v: {{ask: voice, text: A}}
  t: {{ask: text, text: A, valid: year}}
{END}""")
    assert isinstance(flow.steps["c"], ChoiceStep)
    assert (flow.steps["c"].provided, flow.steps["c"].layout) == ("languages", "list")
    assert isinstance(flow.steps["m"], ManyStep)
    assert (flow.steps["m"].min, flow.steps["m"].max) == (1, 40)
    assert isinstance(flow.steps["n"], NumberStep)
    assert (flow.steps["n"].min, flow.steps["n"].max) == (0, 7)
    assert isinstance(flow.steps["f"], FileStep)
    assert (flow.steps["f"].accept, flow.steps["f"].max) == (frozenset({"photo", "document"}), 10)
    assert isinstance(flow.steps["v"], TextStep)
    assert (flow.steps["v"].words, flow.steps["v"].voice) == (False, True)
    assert isinstance(flow.steps["t"], TextStep)
    assert flow.steps["t"].valid == "year"


# --- the types of conditions -----------------------------------------------------------------

ASKED = f"""  who: {{ask: choice, text: A, {TWO}}}
  many: {{ask: many, text: A, {TWO}}}
  age: {{ask: number, text: A}}
  age2: {{ask: number, text: A}}
  day: {{ask: date, text: A}}
  where: {{ask: place, text: A}}
  same: {{set: who}}
  open: {{set: open_now()}}
  open2: {{set: open}}
  sum: {{set: age + 1}}
  word: {{set: "'x'"}}
  file: {{ask: file, text: A}}
  listed: {{ask: choice, text: A, options_from: languages}}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("'x' in many", ""),
        ("'z' in many", "A2"),
        ("many == 'x'", ""),
        ("who in many", "A2"),
        ("3 in many", "A2"),
        ("age > 3", ""),
        ("age + age2 - 1 >= sum", ""),
        ("age + who > 3", "A2"),
        ("3 < who + 1", "A2"),
        ("age == 'x'", "A2"),
        ("age in [1, 2]", ""),
        ("age in who", "A2"),
        ("years_since(day) > 3", ""),
        ("years_since(age) > 3", "A2"),
        ("day == 3", "A2"),
        ("where in communes('zone_1')", ""),
        ("where in communes('zone_9')", "A2"),
        ("who in communes('zone_1')", "A2"),
        ("where == who", "A2"),
        ("where == communes('zone_1')", "A2"),
        ("same == 'x'", ""),
        ("same == 'z'", "A2"),
        ("open", ""),
        ("open2 == true", ""),
        ("open == 'x'", "A2"),
        ("answered(open)", "A2"),
        ("word == 'x'", ""),
        ("word == 3", "A2"),
        ("sum > 3", ""),
        ("count(file) > 0", ""),
        ("file == 'x'", "A2"),
        ("listed == 'vi'", ""),
        ("many == many", "A2"),
        ("who", "A2"),
    ],
)
def test_conditions_have_types(condition: str, expected: str) -> None:
    found = codes(f'{ASKED}  s: {{say: S, when: "{condition}"}}\n{END}')
    assert found == ([f"{expected}@s"] if expected else [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("who == 'x' and not open", []),
        ("who", []),
        ("age - 1", []),
        ("3", []),
        ("day", ["A2@s"]),
        ("where", ["A2@s"]),
        ("many", ["A2@s"]),
        ("who - 1", ["A2@s"]),
        ("who == 3", ["A2@s"]),
        ("['x']", ["A2@s"]),
        ("s", ["A2@s"]),
        ("nobody", ["A2@s"]),
    ],
)
def test_a_value_is_a_word_a_number_or_a_truth(value: str, expected: list[str]) -> None:
    found = codes(f'{ASKED}  s: {{set: "{value}"}}\n{END}')
    assert [one for one in found if "A1" not in one] == expected


def test_values_that_name_each_other_are_no_answer() -> None:
    steps = "  a: {set: b}\n  b: {set: a}\n  s: {say: S, when: a == 'x'}\n" + END
    assert {"A2@a", "A2@b", "A2@s"} <= set(codes(steps))
