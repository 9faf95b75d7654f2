"""Which branch gets a request, and what a wrong file of rules is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.places import Place
from bot.domain.routing import ALL, Routing, read_routing, route
from bot.domain.sentences import SENTENCES
from bot.problems import Problem, line

PLACES = (Place("03158", "Sín Thầu", "xã", "III"), Place("03127", "Điện Biên Phủ", "phường", "I"))
HEAD = """\
matters: [land, family]
branches:
  centre: {name: Trung tâm}
  north: {name: Chi nhánh số 1}
"""
RULES = """\
rules:
  - {urgent: yes, branch: all}
  - matters: [land]
    places: [Sín Thầu]
    branch: north
  - {places: ["03127"], urgent: no, branch: centre}
  - else: north
"""


def read(text: str) -> Routing:
    routing, problems = read_routing(text.encode(), "routing.yaml", PLACES)
    assert problems == []
    assert routing is not None
    return routing


def found(text: str | bytes) -> list[Problem]:
    content = text.encode() if isinstance(text, str) else text
    routing, problems = read_routing(content, "routing.yaml", PLACES)
    assert routing is None
    return problems


def problems(text: str | bytes) -> list[str]:
    assert all(line(problem, english=True).startswith("routing.yaml:") for problem in found(text))
    return [line(problem) for problem in found(text)]


@pytest.mark.parametrize(
    ("matter", "place", "urgent", "branch"),
    [
        ("land", "03158", True, ALL),
        ("land", "03158", False, "north"),
        ("family", "03158", False, "north"),
        ("family", "03127", False, "centre"),
        ("land", None, False, "north"),
        (None, "03127", False, "centre"),
        (None, None, False, "north"),
        ("unheard", "99999", False, "north"),
    ],
)
def test_the_first_rule_that_fits_takes_the_request(
    matter: str | None, place: str | None, urgent: bool, branch: str
) -> None:
    assert route(read(HEAD + RULES), matter, place, urgent) == branch


def test_a_routing_knows_its_branches_and_matters() -> None:
    routing = read(HEAD + "rules:\n  - else: centre\n")
    assert routing.branches["north"].name == "Chi nhánh số 1"
    assert routing.matters == ("land", "family")


def test_places_are_named_with_or_without_their_kind() -> None:
    rules = "rules:\n  - {places: [Phường Điện Biên Phủ], branch: north}\n  - else: centre\n"
    assert route(read(HEAD + rules), None, "03127", False) == "north"


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("- {matters: [land], branch: north}", "routing.yaml:5: R1 Các quy tắc thiếu dòng else. Thêm ở cuối: - else: centre."),
        ("- else: nort", "routing.yaml:6: R1 Không có chi nhánh “nort”. Có phải là “north”? Chi nhánh mới"),
        ("- {matters: [lnad], branch: north}\n- else: centre", "R1 Không có lĩnh vực “lnad”. Có phải là “land”?"),
        ("- {places: [Sín Thàu], branch: north}\n- else: centre", "R1 Không có xã, phường “Sín Thàu”. Có phải là “Sín Thầu”?"),
        ("- {places: [sin thau], branch: north}\n- else: centre", "Có phải là “Sín Thầu”?"),
        ("- {places: [Paris], branch: north}\n- else: centre", "Có thể viết: 03127, 03158, Phường Điện Biên Phủ, "),
        ("- {place: [Sín Thầu], branch: north}\n- else: centre", "L3 Không có khoá “place” ở đây. Có phải là “places”?"),
        ("- {urgent: maybe, branch: north}\n- else: centre", "R1 “maybe” không phải là yes hay no."),
        ("- {branch: north}\n- else: centre", "R1 Quy tắc này nhận mọi việc."),
        ("- {matters: [land]}\n- else: centre", "L7 Thiếu “branch”. Thêm “branch: …”."),
        ("- {matters: [], branch: north}\n- else: centre", "L7 “matters” để trống."),
        ("- {matters: land, branch: north}\n- else: centre", "L7 “matters” phải là một danh sách"),
        ("- {matters: [[land]], branch: north}\n- else: centre", "L7 “matters” phải là một danh sách từ."),
        ("- else: centre\n- {matters: [land], branch: north}", "routing.yaml:6: R1 Dòng else không đứng cuối."),
        ("- else: centre\n- else: north", "routing.yaml:6: R1 Dòng else không đứng cuối."),
        ("- {else: centre, urgent: yes}", "L3 Không có khoá “urgent” ở đây."),
        ("- centre\n- else: centre", "routing.yaml:6: L7 “rules” phải là các dòng “khoá: …”."),
        (" []", "routing.yaml:5: L7 “rules” để trống."),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_told_with_its_remedy(rules: str, told: str) -> None:
    assert any(told in words for words in problems(f"{HEAD}rules:\n{rules}\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "routing.yaml:1: L0 Tệp trống hoặc không có."),
        ("a: b", "routing.yaml:1: L7 Thiếu “matters”."),
        ("- a", "routing.yaml:1: L7 Tệp phải là các dòng “khoá: …”."),
        ("matters: [Land, land, land]", "R1 Tên gọi tắt “Land” không dùng được"),
        ("matters: [land, land]", "R1 Tên gọi tắt “land” không dùng được"),
        ("branches: {all: {name: x}}", "R1 Tên gọi tắt “all” không dùng được"),
        ("branches: {north: {}}", "L7 Thiếu “name”."),
        ("branches: {north: {name: ''}}", "L7 “name” để trống."),
        ("branches: {north: x}", "L7 “north” phải là các dòng “khoá: …”."),
        (
            "branches: {north: {name: x}, north: {name: y}}",
            "L1 Khoá “north” viết hai lần (lần đầu ở dòng 1).",
        ),
        ("? [a]\n: b", "L7 Khoá trước dấu hai chấm phải là một chữ."),
        ("a: [", "L0 YAML viết sai: "),
        ("a: \x00", "L0 Tệp không phải chữ."),
        ('a: "\\UFFFFFFFF"', "L0 YAML viết sai: "),
        ("a: &x 1\nb: *x", "routing.yaml:1: L4 Không dùng &x của YAML."),
        ("a:\n  !!python/name:os.system x", "routing.yaml:2: L4 Không dùng "),
        ("[" * 13 + "]" * 13, "L5 Lồng nhau sâu hơn 12 tầng."),
        ("a: b\n---\nc: d", "L0 Tệp có nhiều phần cách nhau bằng ---. Giữ một phần."),
        ("a" * 300_000, "L5 Tệp lớn hơn 256 KiB."),
        (b"a: \xff", "L6 Tệp không phải UTF-8."),
    ],
)
def test_a_wrong_file_is_told_with_its_remedy(text: str | bytes, told: str) -> None:
    assert any(told in words for words in problems(text))


def test_all_faults_are_told_at_once_and_in_words() -> None:
    told = found(HEAD + "rule: x\nrules:\n  - {matters: [x], places: [y], urgent: z, branch: w}\n")
    assert [problem.line for problem in told] == [5, 6, 7, 7, 7, 7]
    assert {problem.code for problem in told} == {"L3", "R1"}


def test_what_cannot_be_seen_is_dropped_with_a_warning() -> None:
    routing, (problem,) = read_routing((HEAD + RULES).replace("Chi", "C\u200bhi").encode(), "r.yaml", PLACES)
    assert routing is not None
    assert routing.branches["north"].name == "Chi nhánh số 1"
    assert (problem.code, problem.severity) == ("L6", "warning")


def test_every_sentence_can_be_filled_and_ends() -> None:
    for sentence in SENTENCES.values():
        for words in (sentence.says_vi, sentence.says_en, sentence.mend_vi, sentence.mend_en):
            assert words.endswith((".", "}"))


PIECES = [
    "rules:",
    "matters:",
    "branches:",
    "- ",
    "else: ",
    "centre",
    "land",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "  ",
    "&a",
]


@settings(deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_words_give_rules_or_problems(text: str) -> None:
    for words in (text, HEAD + text, HEAD + RULES + text):
        routing, told = read_routing(words.encode("utf-8", "surrogatepass"), "routing.yaml", PLACES)
        assert (routing is None) == any(problem.severity == "error" for problem in told)
