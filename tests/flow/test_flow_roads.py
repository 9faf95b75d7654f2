"""Loops and long silences (G5, L5), and the road to a person (A6)."""

import pytest
from flow_files import END, codes, part, problems

BYE = "  bye: {exit: done, text: Xong}\n"


def says(first: int, last: int) -> str:
    return "".join(f"  s{n}: {{say: Lời}}\n" for n in range(first, last))


def test_a_turn_is_fifty_steps_at_most() -> None:
    assert codes(says(0, 49) + END) == []
    assert codes(says(0, 50) + END) == ["L5@s0"]
    asked = says(0, 40) + "  a: {ask: text, text: A}\n" + says(40, 80) + END
    assert codes(asked) == []
    deed = says(0, 40) + "  a: {submit: call_back}\n" + says(40, 80) + END
    assert codes(deed) == []


def test_steps_that_are_skipped_are_no_part_of_the_silence() -> None:
    skipped = says(0, 60).replace("Lời}", "Lời, when: open_now()}")
    assert codes(skipped + END) == ["L5@s10"]
    branch = "  f: {branch: [{when: open_now(), next: end}, {else: s0}]}\n"
    assert codes(branch + says(0, 48) + END) == []


def test_a_loop_within_a_sub_flow_is_told_there() -> None:
    parts = part("  a: {say: A}\n  b: {goto: a, when: open_now()}\n  c: {say: C}\n")
    found = codes(f"  x: {{call: p}}\n{END}", parts=parts)
    assert found == ["parts/p.yaml G5@a"]


def test_a_loop_through_a_sub_flow_is_told_in_the_flow() -> None:
    steps = f"  x: {{call: p}}\n  f: {{branch: [{{when: open_now(), next: x}}, {{else: end}}]}}\n{END}"
    (found,) = problems(steps, parts=part("  a: {say: A}\n"))
    assert (found.file, found.step, found.says_en) == (
        "t.yaml",
        "x",
        "A loop without a question: x → x.a → f → x.",
    )


# --- a person --------------------------------------------------------------------------------


def asks(count: int) -> str:
    return "".join(f"  q{n}: {{ask: text, text: A}}\n" for n in range(count))


def test_every_question_leads_to_a_person() -> None:
    assert codes(asks(2) + END) == []
    (found,) = problems(asks(2) + BYE)
    assert (found.code, found.severity, found.step) == ("A6", "warning", "q0")
    assert "2 questions like this" in found.says_en


@pytest.mark.parametrize(
    "person",
    [
        "  p: {handoff: call_back, text: A}\n",
        "  p: {submit: call_back}\n",
        "  p: {exit: offramp, text: 'Gọi {danger_numbers}'}\n",
        "  p: {say: 'Gọi {hotline}'}\n" + BYE,
        "  p: {ask: text, text: A, allow: [talk]}\n" + BYE,
    ],
)
def test_these_name_a_person(person: str) -> None:
    assert [one for one in codes(asks(1) + person) if "A6" in one] == []


def test_a_person_is_not_far() -> None:
    assert codes(asks(15) + END) == []
    assert codes(asks(16) + END) == ["A6@q0"]
    skipped = asks(30).replace("A}", "A, when: open_now()}")
    assert codes(skipped + END) == []
    talk = asks(15) + "  p: {ask: text, text: A, allow: [talk]}\n" + BYE
    assert codes(talk) == ["A6@q0"]
    assert codes(talk.replace("  q0: {ask: text, text: A}\n", "")) == []


def test_a_question_of_a_sub_flow_is_told_at_the_call() -> None:
    assert codes(f"  c: {{call: p}}\n{BYE}", parts=part(asks(1))) == ["A6@c"]


def test_the_staff_and_flows_on_top_of_others_need_no_road() -> None:
    assert codes(asks(1) + BYE, "for: staff\n") == []
    assert codes(asks(1) + BYE, "beside: {icon: A, words: xem}\n") == []
