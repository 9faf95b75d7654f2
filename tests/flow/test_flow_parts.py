"""Sub-flows: what they are given, what they give, and where their problems are told (G2, G4, G7)."""

import pytest
from flow_files import END, codes, part, problems
from flow_talk import flow_of, load

from bot.flow.linking import MAX_STEPS
from bot.flow.model import CallStep, ExitStep, GotoStep, SayStep

WHO = "  who: {ask: choice, text: A, options: [{id: me, text: X}, {id: you, text: Y}]}\n"
PHONE = "  phone: {ask: phone, text: Số}\n"


def test_a_call_that_fits_is_found_well() -> None:
    parts = part(
        "  phone: {ask: phone, text: Số, when: person == 'me'}\n",
        "inputs: {person: [me, you, us]}\noutputs: {phone: phone}\n",
    )
    steps = f"{WHO}  safe: {{call: p, with: {{person: who}}}}\n"
    assert codes(f"{steps}  s: {{submit: call_back, with: {{place: safe.phone}}}}\n{END}", parts=parts) == []


def test_what_a_call_names_must_be_there() -> None:
    (missing,) = problems(f"  a: {{call: q}}\n{END}")
    assert (missing.code, missing.says_en) == ("G2", "There is no sub-flow “q”.")
    near = problems(f"  a: {{call: pp}}\n{END}", parts=part(PHONE))
    assert [one.mend_en for one in near if one.code == "G2"] == ["Did you mean “p”?"]
    assert codes(f"  a: {{call: }}\n{END}") == ["L7@a"]


def test_a_sub_flow_that_cannot_be_read_is_mended_first() -> None:
    flow, found = load(
        f"spec: 1\nflow: t\ntitle: T\nsteps:\n  a: {{call: p}}\n{END}", parts={"parts/p.yaml": "spec: 1"}
    )
    assert flow is None
    assert [(one.file, one.code) for one in found] == [
        ("parts/p.yaml", "L7"),
        ("parts/p.yaml", "L7"),
        ("t.yaml", "G2"),
    ]
    assert found[-1].mend_en == "Mend parts/p.yaml first."


def test_an_error_of_a_sub_flow_is_told_once_and_stops_every_flow_that_calls_it() -> None:
    parts = part(f"{WHO}  b: {{say: B, when: who == 'us'}}\n")
    twice = f"  a: {{call: p}}\n  b: {{call: p}}\n{END}"
    flow, found = load(f"spec: 1\nflow: t\ntitle: T\nsteps:\n{twice}", parts=parts)
    assert flow is None
    assert [(one.file, one.code, one.step) for one in found] == [("parts/p.yaml", "A2", "b")]


def test_a_sub_flow_that_nobody_calls_is_a_warning() -> None:
    assert codes(END, parts=part(PHONE)) == ["parts/p.yaml G3@None"]


# --- inputs ----------------------------------------------------------------------------------

ASKED = f"""{WHO}  many: {{ask: many, text: A, options: [{{id: me, text: X}}, {{id: you, text: Y}}]}}
  age: {{ask: number, text: A}}
  day: {{ask: date, text: A}}
  where: {{ask: place, text: A}}
  told: {{ask: text, text: A}}
  open: {{set: open_now()}}
  same: {{set: who}}
  fixed: {{set: "'me'"}}
  listed: {{ask: choice, text: A, options_from: languages}}
"""


@pytest.mark.parametrize(
    ("declared", "given", "expected"),
    [
        ("[me, you]", "who", []),
        ("[me, you, us]", "who", []),
        ("[me, you]", "same", []),
        ("[me]", "fixed", []),
        ("[me]", "\"'me'\"", []),
        ("[me]", "who", ["G7@c"]),
        ("[me]", "\"'us'\"", ["G7@c"]),
        ("[me]", "3", ["G7@c"]),
        ("[me, you]", "age", ["G7@c"]),
        ("[me, you]", "open", ["G7@c"]),
        ("[me, you]", "listed", ["G7@c"]),
        ("number", "age", []),
        ("number", "3", []),
        ("number", "who", ["G7@c"]),
        ("truth", "open", []),
        ("truth", "true", []),
        ("truth", "age", ["G7@c"]),
        ("date", "day", []),
        ("date", "age", ["G7@c"]),
        ("place", "where", []),
        ("place", "told", ["G7@c"]),
        ("text", "told", []),
        ("text", "who", []),
        ("text", "\"'lời'\"", []),
        ("text", "age", ["G7@c"]),
        ("text", "3", ["G7@c"]),
        ("number", "nobody", ["A2@c"]),
        ("number", "end", ["A5@c"]),
        ("number", "[a]", ["L7@c"]),
        ("number", "age + 1", ["A2@c"]),
        ("number", "who ==", ["A2@c"]),
    ],
)
def test_an_input_has_the_type_that_the_sub_flow_declares(
    declared: str, given: str, expected: list[str]
) -> None:
    used = "'a' == 'b'" if declared == "text" else "answered(x)"
    parts = part(
        "  a: {ask: text, text: 'A {answer.x}'}\n"
        if given in {"told", "who"} and declared == "text"
        else "  a: {call: q, with: {x: x}}\n",
        f"inputs: {{x: {declared}}}\n",
    ) | part(f"  a: {{ask: text, text: A, when: {used}}}\n", f"inputs: {{x: {declared}}}\n", "q")
    found = codes(f"{ASKED}  c: {{call: p, with: {{x: {given}}}}}\n{END}", parts=parts)
    assert [one for one in found if "parts/" not in one] == expected


def test_an_option_that_a_sub_flow_does_not_know_is_named() -> None:
    parts = part("  a: {ask: text, text: A, when: x == 'me'}\n", "inputs: {x: [me, us]}\n")
    (found,) = problems(f"{WHO}  c: {{call: p, with: {{x: who}}}}\n{END}", parts=parts)
    assert found.says_en == "The input “x” of “p” cannot be “you”."


def test_inputs_are_given_known_and_used() -> None:
    steps = f"{WHO}  c: {{call: p, with: {{persn: who}}}}\n{END}"
    found = codes(steps, parts=part(PHONE, "inputs: {person: [me, you]}\n"))
    assert found == ["parts/p.yaml G7@None", "G7@c", "G7@c"]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ("{phone: number}", "G1"),
        ("{Bad: number}", "G1"),
        ("{and: number}", "G1"),
        ("{x: words}", "L3"),
        ("{x: }", "L7"),
        ("{x: []}", "L7"),
        ("[x]", "L7"),
        ("{x: [a, [b]]}", "L7"),
    ],
)
def test_inputs_are_declared_well(inputs: str, expected: str) -> None:
    found = problems(END, parts=part(PHONE, f"inputs: {inputs}\n"))
    assert [(one.file, one.code, one.line) for one in found if one.severity == "error"] == [
        ("parts/p.yaml", expected, 3)
    ]


def test_an_input_of_a_sub_flow_has_the_options_that_are_declared() -> None:
    parts = part("  a: {ask: text, text: A, when: person == 'mee'}\n", "inputs: {person: [me, you]}\n")
    found = problems(f"{WHO}  c: {{call: p, with: {{person: who}}}}\n{END}", parts=parts)
    assert [(one.file, one.says_en) for one in found] == [
        ("parts/p.yaml", "No option “mee” in step “person”.")
    ]


# --- what a sub-flow says of its inputs ------------------------------------------------------


def test_an_input_that_is_said_aloud_is_an_answer_and_not_private() -> None:
    quoting = part("  a: {ask: text, text: 'Chào {answer.name}'}\n", "inputs: {name: text}\n")
    steps = "  n: {ask: text, text: A%s}\n  c: {call: p, with: {name: %s}}\n" + END
    assert codes(steps % ("", "n"), parts=quoting) == []
    assert codes(steps % (", private: true", "n"), parts=quoting) == ["T2@c"]
    assert codes(steps % ("", "\"'Mai'\""), parts=quoting) == ["G7@c"]


def test_a_private_answer_is_not_said_by_a_sub_flow_of_a_sub_flow() -> None:
    parts = part("  b: {call: q, with: {name: name}}\n", "inputs: {name: text}\n")
    parts |= part("  a: {ask: text, text: 'Chào {answer.name}'}\n", "inputs: {name: text}\n", "q")
    steps = "  n: {ask: text, text: A, private: true}\n  c: {call: p, with: {name: n}}\n"
    assert codes(steps + END, parts=parts) == ["T2@c"]


def test_what_a_call_gives_may_be_said_unless_it_is_private() -> None:
    steps = "  c: {call: p}\n  b: {say: 'Số {answer.c.x}'}\n" + END
    top = "outputs: {x: phone}\n"
    assert codes(steps, parts=part(PHONE, top)) == []
    assert codes(steps, parts=part(PHONE.replace("Số", "Số, private: true"), top)) == ["T2@b"]


# --- outputs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ("{x: phone}", []),
        ("{x: value}", []),
        ("{x: phon}", ["G2"]),
        ("{x: said}", ["A2"]),
        ("{x: lost}", ["G7"]),
        ("{x: }", ["L7"]),
        ("{X: phone}", ["G1"]),
        ("[x]", ["L7"]),
        ("{x: deep.y}", []),
        ("{x: deep.z}", ["G2"]),
        ("{x: deep}", ["A2"]),
    ],
)
def test_outputs_are_answers_that_some_path_asks_for(outputs: str, expected: list[str]) -> None:
    steps = f"{PHONE}  value: {{set: open_now()}}\n  deep: {{call: q}}\n  said: {{say: C, next: over}}\n"
    steps += "  lost: {ask: text, text: D}\n  over: {exit: done}\n"
    parts = part(steps, f"outputs: {outputs}\n") | part(
        "  y: {ask: text, text: E}\n", "outputs: {y: y}\n", "q"
    )
    found = problems(f"  c: {{call: p}}\n{END}", parts=parts)
    assert [one.code for one in found if one.severity == "error"] == expected


def test_an_output_that_is_not_there_is_told_where_it_is_used() -> None:
    parts = part(PHONE, "outputs: {phone: phone}\n")
    (found,) = problems(f"  c: {{call: p}}\n  b: {{say: B, when: answered(c.phon)}}\n{END}", parts=parts)
    assert (found.code, found.says_en, found.mend_en) == (
        "G7",
        "“p” gives no “phon”.",
        "Did you mean “phone”?",
    )
    assert codes(f"  c: {{call: q}}\n  b: {{say: B, when: answered(c.x)}}\n{END}") == ["G2@c"]


def test_outputs_of_outputs_end_somewhere() -> None:
    parts = part("  a: {call: q}\n", "outputs: {x: a.x}\n") | part(
        "  b: {call: p}\n", "outputs: {x: b.x}\n", "q"
    )
    found = codes(f"  c: {{call: p}}\n  d: {{say: D, when: answered(c.x)}}\n{END}", parts=parts)
    assert "parts/p.yaml G7@a" in found
    assert "G7@d" in found


# --- circles and depths ----------------------------------------------------------------------


def test_sub_flows_do_not_call_themselves() -> None:
    (found,) = problems(f"  a: {{call: p}}\n{END}", parts=part("  b: {call: p}\n"))
    assert (found.file, found.says_en) == ("parts/p.yaml", "Sub-flows call each other in a circle: p → p.")
    parts = part("  a: {call: q}\n") | part("  b: {call: p}\n", "", "q")
    round_ = [one.says_en for one in problems(f"  a: {{call: p}}\n{END}", parts=parts)]
    assert round_ == [
        "Sub-flows call each other in a circle: q → p → q.",
        "Sub-flows call each other in a circle: p → q → p.",
    ]


def test_calls_are_five_deep_at_most() -> None:
    def chain(depth: int) -> dict[str, str]:
        calls = (part(f"  a: {{call: p{n + 1}}}\n", "", f"p{n}") for n in range(depth))
        return {file: words for one in calls for file, words in one.items()} | part(PHONE, "", f"p{depth}")

    steps = f"  a: {{call: p0}}\n{END}"
    assert codes(steps, parts=chain(4)) == []
    assert codes(steps, parts=chain(5)) == ["parts/p4.yaml G7@a"]


def test_a_flow_with_its_sub_flows_has_a_limit() -> None:
    many = "".join(f"  s{n}: {{ask: text, text: A}}\n" for n in range(190))
    steps = "".join(f"  c{n}: {{call: p}}\n" for n in range(4)) + END
    flow, found = load(f"spec: 1\nflow: t\ntitle: T\nsteps:\n{steps}", parts=part(many))
    assert flow is None
    assert [(one.code, one.line) for one in found] == [("L5", 4)]
    assert str(MAX_STEPS) in found[0].says_en


# --- the way back ----------------------------------------------------------------------------


def test_done_in_a_sub_flow_goes_back_to_the_caller() -> None:
    parts = part("  a: {exit: done, when: open_now()}\n  b: {exit: done, text: Hết phần này}\n")
    flow = flow_of(f"  c: {{call: p}}\n{END}", parts=parts)
    call, quiet, said = flow.steps["c"], flow.steps["c.a"], flow.steps["c.b"]
    assert isinstance(call, CallStep)
    assert isinstance(quiet, GotoStep)
    assert isinstance(said, SayStep)
    assert (call.back, quiet.next, said.next) == ("end", "end", "end")


@pytest.mark.parametrize("last", ["  b: {exit: done}\n", "  b: {say: B}\n", PHONE])
def test_a_sub_flow_that_ends_nowhere_is_told_at_its_call(last: str) -> None:
    assert codes("  a: {say: '{hotline}'}\n  c: {call: p}\n", parts=part(last)) == ["G4@c"]


def test_a_sub_flow_may_end_the_conversation_itself() -> None:
    parts = part("  b: {exit: offramp, text: '{hotline}'}\n")
    flow = flow_of("  c: {call: p}\n", parts=parts)
    assert isinstance(flow.steps["c.b"], ExitStep)
    assert codes("  c: {call: p}\n", parts=part("  b: {submit: call_back}\n")) == []
    assert codes("  c: {call: p}\n", parts=part("  b: {exit: withdrawn}\n")) == ["parts/p.yaml L7@b"]


def test_consent_is_asked_before_the_call_or_within() -> None:
    sensitive = "  b: {ask: text, text: B, sensitive: true}\n"
    may = "  may: {consent: c, text: A, yes: {text: Y}, no: {text: N}, if_no: %s}\n"
    assert codes(f"  c: {{call: p}}\n{END}", parts=part(sensitive)) == ["A4@c"]
    assert codes(f"{may % 'end'}  c: {{call: p}}\n{END}", parts=part(sensitive)) == []
    leave = "  leave: {exit: done}\n"
    assert codes(f"  c: {{call: p}}\n{END}", parts=part(may % "leave" + sensitive + leave)) == []


def test_names_of_files_and_of_sub_flows_are_unique() -> None:
    found = codes(f"  a: {{call: t}}\n{END}", parts=part(PHONE, "", "t"))
    assert "G1@None" in found


def test_a_list_of_questions_may_name_calls_but_no_words() -> None:
    review = (
        "  r: {review: [c, c.x%s], text: R, send: {text: S}, edit: {text: E}, drop: {text: D, next: end}}\n"
    )
    parts = part(PHONE, "outputs: {x: phone}\n")
    assert codes(f"  c: {{call: p}}\n{review % ''}{END}", parts=parts) == []
    assert codes(f"  c: {{call: p}}\n{review % ', end'}{END}", parts=parts) == ["G2@r"]
    assert codes(f"  c: {{call: p}}\n{review % ', nobody'}{END}", parts=parts) == ["G2@r"]
    silent = part("  s: {say: S}\n")
    listed = review.replace("c, c.x", "c")
    assert codes(f"  c: {{call: p}}\n{listed % ''}{END}", parts=silent) == ["G2@r"]


def test_a_question_may_depend_on_those_of_a_call() -> None:
    steps = "  c: {call: p}\n  d: {ask: text, text: D, depends: [c]}\n" + END
    flow = flow_of(steps, parts=part(PHONE))
    assert getattr(flow.steps["d"], "depends", None) == ("c.phone",)
    assert codes("  d: {ask: text, text: D, depends: [d]}\n" + END) == ["A3@d"]
    assert codes("  d: {ask: text, text: D, depends: [end]}\n" + END) == ["G2@d"]
