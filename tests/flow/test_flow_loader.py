"""Reading flow files: every problem at once, with its line, and never an exception."""

import unicodedata

import pytest
from flow_talk import DEEDS, PROGRAM, flow_of, load
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.file_text import MAX_BYTES
from bot.flow.loader import load_flows
from bot.flow.model import ChoiceStep, ConsentStep, ReviewStep, TextStep
from bot.flow.sentences import SENTENCES
from bot.problems import MAX_PROBLEMS, Problem, line

HEAD = "spec: 1\nflow: t\ntitle: Thử\nsteps:\n"
END = "  end: {exit: done, text: 'Xong. Gọi {hotline}'}\n"


def found(source: str | bytes, name: str = "t") -> list[tuple[str, int]]:
    """The codes and lines of the problems."""
    _, problems = load(source, name)
    return [(problem.code, problem.line) for problem in problems]


def step(lines: str) -> list[tuple[str, int]]:
    """Problems of one step, whose first key stands on line 6."""
    body = "".join(f"    {text}\n" for text in lines.strip().splitlines())
    return found(f"{HEAD}  a:\n{body}{END}")


# --- what a good file gives ------------------------------------------------------------------


def test_a_flow_keeps_order_texts_and_defaults() -> None:
    flow = flow_of("""
  hello: {say: Chào, risk: high, note: đầu tiên}
  who:
    ask: choice
    text: Nhờ cho ai
    retry: Bấm một nút
    accept: [photo]
    options:
      - {id: me, icon: "🙋", text: Cho mình}
      - {id: why, text: Sao, hint: Để biết}
  story: {ask: text_or_voice, text: Kể, private: true, sensitive: false, before_consent: urgent, max_chars: 500}
  may: {consent: v1, text: Cho ghi, yes: {text: Đồng ý}, no: {text: Không}, if_no: end}
  check: {review: [who, story], text: Gửi, send: {text: Gửi đi}, edit: {text: Sửa}, drop: {text: Thôi, next: end}}
  send: {submit: ask_aid, with: {matter: who, story: story}, receipt: Đã nhận}
  end: {exit: done, text: Xong}
""")
    assert (flow.start, flow.answers_kept_days, list(flow.steps)[-1]) == ("hello", 30, "end")
    who, story, may, check = (flow.steps[name] for name in ("who", "story", "may", "check"))
    assert isinstance(who, ChoiceStep)
    assert (who.retry, who.accept, who.options[1].hint, who.following) == (
        True,
        frozenset({"photo"}),
        "t.who.hint.why",
        "story",
    )
    assert isinstance(story, TextStep)
    assert (story.voice, story.private, story.sensitive, story.urgent, story.max_chars) == (
        True,
        True,
        False,
        True,
        500,
    )
    assert isinstance(may, ConsentStep)
    assert [(option.id, option.next) for option in may.options] == [("yes", None), ("no", "end")]
    assert isinstance(check, ReviewStep)
    assert check.steps == ("who", "story")
    hello = flow.texts["t.hello.text"]
    assert (hello.vi, hello.risk, hello.note, hello.file, hello.line) == (
        "Chào",
        "high",
        "đầu tiên",
        "t.yaml",
        6,
    )
    assert flow.texts["t.title"].vi == "Thử"
    keys = {
        "t.who.opt.me",
        "t.who.hint.why",
        "t.who.retry",
        "t.may.opt.yes",
        "t.check.opt.edit",
        "t.send.receipt",
    }
    assert keys <= flow.texts.keys()


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("say: A", "low"),
        ("ask: text, text: A", "medium"),
        ("exit: done, text: A", "high"),
        ("handoff: duty, text: A", "high"),
        ("exit: done, text: A, risk: low", "low"),
    ],
)
def test_how_much_a_wrong_translation_can_harm(text: str, risk: str) -> None:
    assert flow_of(f"  a: {{{text}}}\n{END}").texts["t.a.text"].risk == risk


def test_the_version_names_the_logic_and_not_the_words() -> None:
    steps = "  a: {ask: choice, text: A, when: 'answered(b)', options: [{id: x, icon: 🙋, text: X}], accept: [photo, voice]}\n"
    steps += "  b: {ask: text, text: B}\n" + END
    version = flow_of(steps).version
    assert len(version) == 16
    assert flow_of(steps.replace("text: A", "text: Khác").replace("🙋", "👪")).version == version
    assert flow_of(steps.replace("  b:", "\n\n  b:")).version == version
    for old, new in (
        ("id: x", "id: y"),
        ("answered(b)", "not answered(b)"),
        ("voice]", "video]"),
        ("ask: text,", "ask: phone,"),
    ):
        assert flow_of(steps.replace(old, new)).version != version


def test_every_scalar_is_a_string() -> None:
    flow = flow_of("  a: {say: 20:00}\n  b: {say: no}\n  c: {say: 0352147036}\n" + END)
    assert [flow.texts[f"t.{name}.text"].vi for name in "abc"] == ["20:00", "no", "0352147036"]


def test_several_files_are_read_and_notes_left_alone() -> None:
    good = (HEAD + END).encode()
    flows, problems = load_flows({"t.yaml": good, "u.yaml": b"spec: 1", "_notes.yaml": b"anything"})
    assert list(flows) == ["t"]
    assert {problem.file for problem in problems} == {"u.yaml"}


def test_an_error_in_what_all_share_stops_every_flow() -> None:
    flows, problems = load_flows({"t.yaml": (HEAD + END).encode(), "_defaults.yaml": b"anything"})
    assert flows == {}
    assert [(problem.file, problem.code) for problem in problems] == [("_defaults.yaml", "L7")]


def test_a_warning_does_not_stop_a_flow() -> None:
    flow, problems = load(HEAD + "  a: {say: 'Chào\tbà con'}\n" + END)
    assert flow is not None
    assert flow.texts["t.a.text"].vi == "Chào bà con"
    assert [(problem.code, problem.severity) for problem in problems] == [("L6", "warning")]


# --- files that cannot be read ---------------------------------------------------------------


def test_the_name_of_a_file_is_checked() -> None:
    _, problems = load_flows(
        {"a.yml": b"", "b.txt": b"", "Big.yaml": (HEAD + END).encode(), "flow.yaml": (HEAD + END).encode()}
    )
    assert [(problem.file, problem.code) for problem in problems] == [
        ("Big.yaml", "G1"),
        ("Big.yaml", "L7"),
        ("a.yml", "L0"),
        ("b.txt", "L0"),
        ("flow.yaml", "G1"),
        ("flow.yaml", "L7"),
    ]
    assert "a.yaml" in problems[2].mend_en


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        (b"", "L0", 1),
        (b" \n\n", "L0", 1),
        (b"# only a remark\n", "L0", 1),
        (b"\x00\x01\x02", "L0", 1),
        (b"a: 1\nb: \xff\xfe", "L6", 2),
        (b"#" * (MAX_BYTES + 1), "L5", 1),
        (b"[" * 20, "L5", 1),
        (b"a:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 20)), "L5", 13),
        (b"a: 1\n---\nb: 2\n", "L0", 2),
        (b"a: [1\nb", "L0", 2),
        (b"a: \x07", "L0", 1),
        (b'a: "\\UFFFFFFFF"', "L0", 1),
        (b"a: b: c", "L0", 1),
        (b"\ta: 1", "L0", 1),
        (b"[a, b]", "L7", 1),
        (b"just words", "L7", 1),
        (b"%YAML 3.0\n---\na: 1", "L0", 1),
    ],
)
def test_files_that_cannot_be_read_say_why(content: bytes, code: str, at: int) -> None:
    assert found(content) == [(code, at)]


def test_a_byte_order_mark_is_no_problem() -> None:
    assert load(b"\xef\xbb\xbf" + (HEAD + END).encode())[1] == []


def test_tricks_of_yaml_are_refused() -> None:
    assert step("say: &x A") == [("L4", 6)]
    assert step("say: !!str A") == [("L4", 6)]
    assert step("say: A\n<<: {next: end}") == [("L4", 7)]
    bomb = "a: &a [x]\nb: &b [*a, *a]\n"
    assert {code for code, _ in found(bomb)} == {"L3", "L4", "L7"}


def test_keys_are_checked() -> None:
    assert step("say: A\nnxt: end") == [("L3", 7)]
    assert step("say: A\nsay: B") == [("L1", 7)]
    assert step("say: A\n? [x]\n: B") == [("L7", 7)]


def test_an_unknown_key_is_met_with_a_guess_or_with_the_list() -> None:
    _, problems = load(f"{HEAD}  a: {{say: A, nxt: end, qqqqqq: B}}\n{END}")
    assert [problem.mend_en for problem in problems] == [
        "Did you mean “next”?",
        "Possible: next, note, risk, say, when.",
    ]
    assert problems[0].mend_vi == "Có phải là “next”?"


def test_capitals_and_accents_do_not_hide_what_was_meant() -> None:
    _, problems = load(f"{HEAD}  nha_dat: {{say: A, next: NHÀ_ĐẤT}}\n{END}")
    assert [problem.mend_en for problem in problems if problem.code == "G2"] == ["Did you mean “nha_dat”?"]


def test_a_long_list_of_what_is_possible_is_cut() -> None:
    steps = "".join(f"  s{n:02}: {{ask: text, text: A}}\n" for n in range(20))
    _, (problem,) = load(f"{HEAD}{steps}  z: {{exit: done, text: A, when: answered(zzzzzz)}}\n{END}")
    assert problem.mend_en.startswith("Possible: end, s00, ")
    assert problem.mend_en.endswith(", s10, …")


def test_invisible_and_loose_characters_are_mended_and_told() -> None:
    loose = unicodedata.normalize("NFD", "Chào")
    flow, problems = load(f'{HEAD}  a: {{say: "{loose}\\u200b"}}\n{END}')
    assert flow is not None
    assert flow.texts["t.a.text"].vi == "Chào"
    assert [problem.code for problem in problems] == ["L6", "L6"]
    assert found(f'{HEAD}  a: {{say: "{loose}\\ud800"}}\n{END}'.encode()) == [("L0", 5)]


def test_problems_are_capped_but_warnings_hide_no_error() -> None:
    keys = "".join(f'"k{n}": 1\n' for n in range(400))
    assert len(found(keys)) == MAX_PROBLEMS
    warned = "".join(f'  s{n}: {{say: "A\\u200b\\t"}}\n' for n in range(150))
    _, problems = load(f"{HEAD}{warned}  last: {{say: A, next: nowhere}}\n")
    assert (len(problems), problems[-1].code) == (MAX_PROBLEMS + 2, "G2")


# --- the head of a flow ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("spec: 2\nflow: t\ntitle: T\nsteps:\n" + END, [("L7", 1)]),
        ("spec: 1\nflow: u\ntitle: T\nsteps:\n" + END, [("L7", 2)]),
        ("spec: 1\nflow: t\nsteps:\n" + END, [("L7", 1)]),
        ("spec: 1\nflow: t\ntitle: T\nanswers_kept_days: 0\nsteps:\n" + END, [("L7", 4)]),
        ("spec: 1\nflow: t\ntitle: T\nanswers_kept_days: ten\nsteps:\n" + END, [("L7", 4)]),
        ("spec: 1\nflow: t\ntitle: T\nstart: nowhere\nsteps:\n" + END, [("G2", 4)]),
        ("spec: 1\nflow: t\ntitle: T\n", [("L7", 1)]),
        ("spec: 1\nflow: t\ntitle: T\nsteps: []\n", [("L7", 4)]),
        ("spec: 1\nflow: t\ntitle: T\nsteps: {}\n", [("L7", 4)]),
        ("spec: 1\nflow: t\ntitle: [T]\nsteps:\n" + END, [("L7", 3)]),
        ("spec: 1\nflow: t\ntitle:\nsteps:\n" + END, [("L7", 3)]),
    ],
)
def test_the_head_of_a_flow_is_checked(source: str, codes: list[tuple[str, int]]) -> None:
    assert found(source) == codes


def test_a_flow_may_name_its_start() -> None:
    flow, _ = load(
        f"spec: 1\nflow: t\ntitle: T\nstart: b\nanswers_kept_days: 7\nsteps:\n  b: {{ask: text, text: B}}\n{END}"
    )
    assert flow is not None
    assert (flow.start, flow.answers_kept_days) == ("b", 7)


def test_limits_of_steps_options_texts_and_icons() -> None:
    assert found(HEAD + "".join(f"  s{n}: {{say: A}}\n" for n in range(201))) == [("L5", 4)]
    options = ", ".join(f"{{id: o{n}, text: Nút {n}}}" for n in range(41))
    assert step(f"ask: choice\ntext: A\noptions: [{options}]") == [("L5", 8)]
    assert step(f"say: {'A' * 3501}") == [("L5", 6)]
    assert step(
        "ask: choice\ntext: A\noptions:\n  - {id: x, icon: 123456789, text: X}\n  - {id: y, text: Y}"
    ) == [("L5", 9)]


# --- the steps -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("say: [A]", [("L7", 6)]),
        ("text: A", [("L7", 6)]),
        ("say: A\nask: text\ntext: B", [("L7", 6)]),
        ("ask: nummer\ntext: A", [("A3", 5), ("L3", 6)]),
        ("ask: [text]\ntext: A", [("A3", 5), ("L7", 6)]),
        ("ask: text", [("L7", 6)]),
        ("ask: text\ntext: A\nprivate: yes", [("L7", 8)]),
        ("ask: text\ntext: A\nmax_chars: 5000", [("L7", 8)]),
        ("ask: text\ntext: A\naccept: [photo]", [("L3", 8)]),
        ("ask: text\ntext: A\nbefore_consent: later", [("L3", 8)]),
        ("ask: text\ntext: A\nrisk: big", [("L3", 8)]),
        ("ask: text\ntext: A\noptions: {id: x}", [("L7", 8)]),
        ("ask: text\ntext: A\noptions: [x]", [("L7", 8)]),
        ("ask: text\ntext: A\noptions:\n  - {text: X}", [("L7", 9)]),
        ("ask: text\ntext: A\noptions:\n  - {id: x}", [("L7", 9)]),
        ("ask: text\ntext: A\noptions:\n  - {id: X1, text: X}", [("G1", 9)]),
        ("ask: text\ntext: A\noptions:\n  - {id: x, text: X}\n  - {id: x, text: Y}", [("A3", 10)]),
        ("ask: text\ntext: A\noptions:\n  - {id: x, text: X, share: phone}", [("L3", 9)]),
        ("ask: phone\ntext: A\noptions:\n  - {id: x, text: X, share: location}", [("L3", 9)]),
        ("ask: text\ntext: A\noptions:\n  - {id: x, text: X, hint: H, next: end}", [("A3", 9)]),
        ("ask: text\ntext: A\nattempts: 3", [("L7", 8)]),
        ("ask: text\ntext: A\nattempts: {max: 3}", [("A3", 8)]),
        ("ask: text\ntext: A\nattempts: {then: skip}", [("L7", 8)]),
        ("ask: text\ntext: A\nattempts: {max: 0, then: skip}", [("L7", 8)]),
        ("ask: text\ntext: A\nattempts: {max: 2, then: nowhere}", [("G2", 5)]),
        ("ask: choice\ntext: A", [("A3", 5)]),
        ("ask: choice\ntext: A\noptions:\n  - {id: x, text: X, hint: H}", [("A3", 5)]),
        ("ask: choice\ntext: A\naccept: [smell]\noptions:\n  - {id: x, text: X}\n  - {id: y, text: Y}", [("L3", 8)]),
        ("ask: choice\ntext: A\naccept: [[photo]]\noptions:\n  - {id: x, text: X}\n  - {id: y, text: Y}", [("L7", 8)]),
        ("ask: choice\ntext: A\nlayout: round\noptions:\n  - {id: x, text: X}\n  - {id: y, text: Y}", [("L3", 8)]),
        ("consent: c\ntext: A\nyes: {text: Y}\nno: {text: N}", [("L7", 6)]),
        ("consent: c\ntext: A\nno: {text: N}\nif_no: end", [("L7", 6)]),
        ("consent: c\ntext: A\nyes: Y\nno: {text: N}\nif_no: end", [("L7", 8)]),
        ("consent: c\ntext: A\nyes: {text: Y}\nno: {text: N}\nmore: {text: M}\nif_no: end", [("L7", 10)]),
        ("consent:\ntext: A\nyes: {text: Y}\nno: {text: N}\nif_no: end", [("L7", 6)]),
        ("review: some\ntext: A\nsend: {text: S}\nedit: {text: E}\ndrop: {text: D, next: end}", [("L3", 6)]),
        ("review: [gone]\ntext: A\nsend: {text: S}\nedit: {text: E}\ndrop: {text: D, next: end}", [("G2", 5)]),
        ("review: all\ntext: A\nsend: {text: S}\nedit: {text: E}\ndrop: {text: D}", [("L7", 10)]),
        ("review: {}\ntext: A\nsend: {text: S}\nedit: {text: E}\ndrop: {text: D, next: end}", [("L7", 6)]),
        ("branch:\n  - {when: open_now(), next: end}", [("G6", 6)]),
        ("branch:\n  - {else: end}\n  - {when: open_now(), next: end}", [("G6", 6)]),
        ("branch:\n  - {else: end}\n  - {else: end}", [("G6", 6)]),
        ("branch:\n  - {when: open_now()}\n  - {else: end}", [("L7", 7)]),
        ("branch:\n  - {next: end}\n  - {else: end}", [("L7", 7)]),
        ("branch:\n  - {when: open_now(, next: end}\n  - {else: end}", [("A2", 7)]),
        ("branch:\n  - end\n  - {else: end}", [("L7", 7)]),
        ("branch:\n  - {else: end, when: open_now()}", [("L3", 7)]),
        ("branch: end", [("L7", 6), ("G6", 6)]),
        ("submit: fly", [("L3", 5)]),
        ("submit: ask_aid", [("A5", 5), ("A5", 5)]),
        ("submit: call_back\nwith: {bread: a}", [("A5", 5), ("A5", 5)]),
        ("submit: call_back\nwith: [want]", [("L7", 7)]),
        ("submit: call_back\nwith: {bread: [a]}", [("A5", 5), ("L7", 7)]),
        ("exit: maybe\ntext: A", [("L3", 6)]),
        ("exit: done\ntext: A\nnext: end", [("L3", 8)]),
    ],
)  # fmt: skip
def test_each_kind_of_step_is_checked(lines: str, codes: list[tuple[str, int]]) -> None:
    assert [problem for problem in step(lines) if problem[0] != "G3"] == codes


def test_a_step_must_be_a_map_with_a_good_name() -> None:
    assert found(f"{HEAD}  a: words\n{END}") == [("L7", 5)]
    assert found(f"{HEAD}  Big: {{say: A}}\n{END}") == [("G1", 5)]
    assert found(f"{HEAD}  skip: {{say: A}}\n{END}") == [("G1", 5)]
    assert found(f"{HEAD}  a.b: {{say: A}}\n{END}") == [("G1", 5)]
    assert found(f"{HEAD}  a.b: {{say: A}}\n") == [("G1", 5)]
    assert found(f"{HEAD}  answered: {{say: A}}\n{END}") == [("G1", 5)]


# --- how problems are written ----------------------------------------------------------------


def test_a_problem_is_one_line_in_two_languages() -> None:
    _, (problem, *_) = load(f"{HEAD}  a: {{ask: text, text: A, next: ende}}\n{END}")
    assert line(problem) == "t.yaml:5: G2 Không có bước “ende”. Có phải là “end”?"
    assert line(problem, english=True) == "t.yaml:5: G2 There is no step “ende”. Did you mean “end”?"
    assert problem.step == "a"


def test_words_of_the_file_stay_on_one_line() -> None:
    _, problems = load(f'{HEAD}  a: {{say: A, "{"k" * 2000}": "x"}}\n{END}')
    assert len(line(problems[0])) < 300
    assert "\n" not in line(problems[0])


def test_every_sentence_can_be_filled_and_ends() -> None:
    for sentence in SENTENCES.values():
        for words in (sentence.says_vi, sentence.says_en):
            assert words.endswith(".")
        for words in (sentence.mend_vi, sentence.mend_en):
            assert words.endswith((".", "}"))


# --- anything at all -------------------------------------------------------------------------


def fine(flows: object, problems: list[Problem]) -> None:
    assert flows or problems
    assert all("\n" not in line(problem) for problem in problems)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_flow_or_problems(content: bytes) -> None:
    fine(*load_flows({"t.yaml": content}))


_BITS = st.sampled_from(
    [
        "a",
        "say",
        "ask",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "|",
        "&x",
        "*x",
        "!t",
        "?",
        "text",
        "choice",
        "#",
        "\\u200b",
        "\t",
        "%",
    ]
)


@settings(deadline=None)
@given(st.lists(_BITS, max_size=60).map("".join))
def test_any_yaml_is_a_flow_or_problems(body: str) -> None:
    fine(*load_flows({"t.yaml": (HEAD + body).encode()}))


_WORDS = st.sampled_from(
    [
        "a",
        "b",
        "end",
        "choice",
        "text",
        "place",
        "all",
        "done",
        "skip",
        "x",
        "true",
        "3",
        "a == 'x'",
        "{answer.a}",
        "ask_aid",
        "",
    ]
)
_NODES: st.SearchStrategy[object] = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["say", "ask", "consent", "branch", "submit", "handoff", "exit", "review", "text", "options", "next", "when", "with",
     "attempts", "yes", "no", "more", "if_no", "send", "edit", "drop", "accept", "retry", "receipt", "quiet_when"]
)  # fmt: skip


def _yaml(node: object) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f'"{key}": {_yaml(value)}' for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(_yaml, node)) + "]"
    return f'"{node}"'


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "end"]), st.dictionaries(_KEYS, _NODES, max_size=6), min_size=1
    )
)
def test_any_step_is_a_flow_or_problems(steps: dict[str, dict[str, object]]) -> None:
    source = f"spec: 1\nflow: t\ntitle: T\nsteps: {_yaml(steps)}\n"
    fine(*load_flows({"t.yaml": source.encode()}, interrupt_words=PROGRAM.values(), deeds=DEEDS))
