"""What is checked on a whole flow: its paths, its conditions, its texts."""

import pytest
from flow_talk import load

HEAD = "spec: 1\nflow: t\ntitle: Thử\nsteps:\n"
END = "  end: {exit: done, text: 'Xong. Gọi {hotline}'}\n"


def codes(steps: str) -> list[str]:
    _, problems = load(f"{HEAD}{steps}")
    return [f"{problem.code}@{problem.step}" for problem in problems]


# --- paths -----------------------------------------------------------------------------------


def test_a_step_that_nothing_leads_to_is_a_warning_and_a_deed_an_error() -> None:
    steps = "  a: {say: A, next: end}\n  b: {%s}\n" + END
    assert codes(steps % "say: B") == ["G3@b"]
    assert load(HEAD + steps % "say: B")[0] is not None
    assert codes(steps % "submit: call_back") == ["G3@b"]
    assert load(HEAD + steps % "submit: call_back")[0] is None


def test_every_path_must_end_with_a_deed_a_handoff_or_an_exit() -> None:
    assert codes("  a: {ask: text, text: A}\n") == ["G4@a"]
    assert codes("  a: {submit: call_back}\n") == []
    assert codes("  a: {submit: call_back, when: open_now()}\n") == ["G4@a"]
    assert codes("  a: {handoff: call_back, text: A}\n") == []
    assert codes(
        "  a: {ask: text, text: A, options: [{id: x, text: X, next: end}]}\n  end: {exit: done, text: '{hotline}', when: a == 'x'}\n"
    ) == ["G4@end"]


def test_a_loop_must_ask_something() -> None:
    assert codes("  a: {say: A}\n  b: {say: B, next: a}\n" + END) == ["G5@a", "G3@end"]
    assert codes("  a: {ask: text, text: '{hotline}'}\n  b: {say: '{hotline}', next: a}\n" + END) == [
        "G3@end"
    ]
    skipped = "  a: {ask: text, text: A, when: open_now()}\n  b: {say: '{hotline}', next: a}\n" + END
    assert codes(skipped) == ["G5@a", "G3@end"]
    two = "  a: {branch: [{when: open_now(), next: a}, {when: answered(c), next: b}, {else: c}]}\n  b: {say: B, next: a}\n  c: {ask: text, text: C}\n"
    assert codes(two + END) == ["G5@a", "G6@a"]


def test_the_way_out_of_attempts_is_a_path() -> None:
    assert (
        codes(
            "  a: {ask: text, text: A, next: end, attempts: {max: 2, then: b}}\n  b: {exit: offramp, text: '{hotline}'}\n"
            + END
        )
        == []
    )


# --- consent and inputs ----------------------------------------------------------------------

MAY = "  may: {consent: c, text: A, yes: {text: Y}, no: {text: N}, if_no: %s}\n"


def test_a_sensitive_question_needs_consent_on_every_path() -> None:
    asked = "  b: {ask: text, text: B, sensitive: true%s}\n"
    assert codes(MAY % "end" + asked % "" + END) == []
    assert codes(asked % "" + END) == ["A4@b"]
    assert codes(MAY % "b" + asked % "" + END) == ["A4@b"]
    assert codes(MAY.replace("{consent", "{when: open_now(), consent") % "end" + asked % "" + END) == ["A4@b"]
    assert codes(asked % ", before_consent: urgent" + END) == []


def test_what_a_deed_needs_is_asked_on_every_path() -> None:
    asks = "  a: {ask: text, text: A%s}\n  b: {ask: text, text: B}\n"
    deed = "  s: {submit: ask_aid, with: {matter: a, story: b%s}}\n"
    assert codes(asks % "" + deed % "") == []
    assert codes(asks % ", when: open_now()" + deed % "") == ["A5@s"]
    jump = "  z: {ask: choice, text: Z, options: [{id: x, text: X}, {id: y, text: Y, next: b}]}\n"
    assert codes(jump + asks % "" + deed % "") == ["A5@s"]
    assert codes(jump + asks % "" + deed % ", place: z") == ["A5@s"]
    assert codes("  e: {say: A, next: end}\n" + asks % "" + deed % "" + END) == ["G3@a", "G3@b", "G3@s"]


def test_an_optional_input_may_be_missing_on_some_path() -> None:
    steps = "  a: {ask: text, text: A, when: open_now()}\n  s: {submit: call_back, with: {place: a}}\n"
    assert codes(steps) == []


# --- conditions ------------------------------------------------------------------------------

ASKED = """  who: {ask: choice, text: A, options: [{id: me, text: X}, {id: you, text: Y}]}
  other: {ask: choice, text: A, options: [{id: me, text: X}, {id: us, text: Y}]}
  free: {ask: text, text: B}
  said: {say: C}
  sent: {submit: call_back}
"""


@pytest.mark.parametrize(
    "condition",
    [
        "who == 'me'",
        "'you' != who",
        "who in ['me', 'you']",
        "who == other",
        "answered(free) and answered(sent)",
        "count(free) > 1 or count(who) == 2",
        "open_now() == true",
        "not (answered(sent) or open_now())",
        "answered(who) and true",
    ],
)
def test_conditions_of_the_right_types(condition: str) -> None:
    assert (
        codes(f"{ASKED}  end: {{exit: done, text: D}}\n".replace("say: C", f'say: C, when: "{condition}"'))
        == []
    )


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("who == 'mee'", "No option “mee” in step “who”. Did you mean “me”?"),
        ("who in ['me', 'us']", "No option “us” in step “who”. Possible: me, you."),
        ("wo == 'me'", "The condition asks about “wo”, which is no step. Did you mean “who”?"),
        ("answered(said)", "Step “said” has no answer. Ask about an ask, consent or review step."),
        ("sent == true", "Step “sent” has no answer. Ask about an ask, consent or review step."),
        ("free == 'x'", "Step “free” has no options to compare with. Use answered(free) or count(free)."),
        ("who", "“who” is neither true nor false. Compare it with a value, such as == 'yes'."),
        ("not who", "“not who” is neither true nor false. Compare it with a value, such as == 'yes'."),
        ("who == 3", "The condition compares things of different kinds. Compare options with words in quotes, numbers with numbers."),
        ("who == ['me']", "The condition compares things of different kinds. Compare options with words in quotes, numbers with numbers."),
        ("count(who) in [1, 'a']", "The condition compares things of different kinds. Compare options with words in quotes, numbers with numbers."),
        ("who < 'you'", "Only numbers can be compared by size. Use count(step), == or in."),
        ("who in 'me'", "After “in” there must be a list. Write it like in ['a', 'b']."),
    ],
)  # fmt: skip
def test_conditions_of_the_wrong_types(condition: str, says: str) -> None:
    _, problems = load(f"{HEAD}{ASKED}{END}".replace("say: C", f'say: C, when: "{condition}"'))
    assert [f"{problem.says_en} {problem.mend_en}" for problem in problems if problem.code == "A2"] == [says]


def test_a_condition_that_never_changes_is_a_warning() -> None:
    assert codes(f"{ASKED}{END}".replace("say: C", 'say: C, when: "1 == 2 or true"')) == ["G6@said"]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("quiet_when: who == 'm'\n", ("A2", 4)),
        ("quiet_when: nobody == 'm'\n", ("A2", 4)),
        ("quiet_when: answered(who) or not answered(who)\n", ("G6", 4)),
        ("quiet_when: who == 'me' and who == 'you'\n", ("G6", 4)),
        ("quiet_when: true\n", ("G6", 4)),
        ("recap: {text: A, when: who == 'm'}\n", ("A2", 4)),
        ("recap: {text: A}\n", ("L7", 4)),
        ("recap: {when: who == 'me'}\n", ("L7", 4)),
    ],
)
def test_the_conditions_of_the_flow_itself_are_checked(top: str, expected: tuple[str, int]) -> None:
    _, problems = load(f"spec: 1\nflow: t\ntitle: Thử\n{top}steps:\n{ASKED}{END}")
    assert [(problem.code, problem.line, problem.step) for problem in problems] == [(*expected, None)]


# --- texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gọi {hotline}", []),
        ("Nhờ {answer.who}", []),
        ("Nhờ {answer.nobody}", ["T2@said"]),
        ("Số {request_no}", ["T2@said"]),
        ("Gọi {hotlin} {hotlin}", ["T2@said"]),
        ("Gọi {", ["T2@said"]),
        ("Gọi {Hotline}", ["T2@said"]),
    ],
)
def test_placeholders_must_be_known(text: str, expected: list[str]) -> None:
    assert codes(f"{ASKED}{END}".replace("say: C", f'say: "{text}"')) == expected


def test_a_receipt_may_name_what_its_deed_gives() -> None:
    assert codes('  a: {submit: call_back, receipt: "Số {request_no}"}\n') == []
    assert codes('  a: {submit: no_deed, receipt: "Số {request_no}"}\n') == ["L3@a", "T2@a"]


def test_a_private_answer_is_quoted_nowhere() -> None:
    assert codes(
        '  a: {ask: text, text: A, private: true}\n  b: {exit: done, text: "{answer.a} {hotline}"}\n'
    ) == ["T2@b"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Đất", "Nhà"), []),
        (("Đất", "ĐẤT."), ["T3@a"]),
        (("Đất", "dat"), ["T3@a"]),
        (("Đất", "Một cái nút mà chữ ở trên dài quá"), ["T3@a"]),
        (("giup", "Nhà"), ["T5@a"]),
    ],
)
def test_labels_are_short_distinct_and_no_interrupts(labels: tuple[str, str], expected: list[str]) -> None:
    first, second = labels
    options = f"{{id: x, text: '{first}'}}, {{id: y, text: '{second}'}}"
    assert codes(f"  a: {{ask: choice, text: A, options: [{options}]}}\n{END}") == expected
