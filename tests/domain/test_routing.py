"""Which branch gets a request, and what a wrong file of rules is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.places import Place
from bot.domain.routing import ALL, Routing, RoutingProblems, read_routing, route

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
    return read_routing(text, "routing.yaml", PLACES)


def problems(text: str) -> list[str]:
    with pytest.raises(RoutingProblems) as raised:
        read(text)
    assert all(problem.words("en").startswith("routing.yaml:") for problem in raised.value.problems)
    return [problem.words() for problem in raised.value.problems]


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
        ("- {matters: [land], branch: north}", "routing.yaml:6: R1 Các quy tắc thiếu dòng else"),
        ("- else: nort", "R1 Không có chi nhánh “nort”. Có phải là: north."),
        ("- {matters: [lnad], branch: north}\n- else: centre", "Không có lĩnh vực “lnad”. Có phải là: land."),
        ("- {places: [Sín Thàu], branch: north}\n- else: centre", "Có phải là: Sín Thầu."),
        ("- {places: [Paris], branch: north}\n- else: centre", "Có phải là: 03158, Sín Thầu, "),
        ("- {place: [Sín Thầu], branch: north}\n- else: centre", "chữ “place” ở đây. Có phải là: places."),
        ("- {urgent: maybe, branch: north}\n- else: centre", "“maybe” không phải là yes hay no"),
        ("- {branch: north}\n- else: centre", "Quy tắc này nhận mọi việc"),
        ("- {matters: [land]}\n- else: centre", "Thiếu “branch”"),
        ("- {matters: [], branch: north}\n- else: centre", "danh sách có ít nhất một mục"),
        ("- {matters: land, branch: north}\n- else: centre", "danh sách có ít nhất một mục"),
        ("- {matters: [[land]], branch: north}\n- else: centre", "Không có lĩnh vực “”"),
        ("- else: centre\n- {matters: [land], branch: north}", "Dòng else không đứng cuối"),
        ("- else: centre\n- else: north", "routing.yaml:6: R1 Dòng else không đứng cuối"),
        ("- {else: centre, urgent: yes}", "Không biết chữ “urgent” ở đây"),
        ("- centre\n- else: centre", "“tên: giá trị”"),
        (" []", "danh sách có ít nhất một mục"),
    ],
)
def test_a_wrong_rule_is_told_with_its_remedy(rules: str, told: str) -> None:
    assert any(told in words for words in problems(f"{HEAD}rules:\n{rules}\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "routing.yaml:1: R1 Chỗ này phải là các dòng"),
        ("a: b", "routing.yaml:1: R1 Thiếu “matters”"),
        ("- a", "routing.yaml:1: R1 Chỗ này phải là các dòng"),
        ("matters: [Land, land, land]", "“Land” không dùng được"),
        ("matters: [land, land]", "“land” không dùng được"),
        ("branches: {all: {name: x}}", "“all” không dùng được"),
        ("branches: {north: {}}", "Thiếu “name”"),
        ("branches: {north: {name: ''}}", "“name” còn trống"),
        ("branches: {north: {name: x}, north: {name: y}}", "“north” có hai lần"),
        ("? [a]\n: b", "Không biết chữ “” ở đây"),
        ("a: [", "R1 Không đọc được YAML"),
        ("a: \x00", "R1 Không đọc được YAML"),
        ('a: "\\UFFFFFFFF"', "R1 Không đọc được YAML"),
        ("a: &x 1\nb: *x", "routing.yaml:1: R1 Không dùng & và *"),
        ("a:\n  !!python/name:os.system x", "routing.yaml:2: R1 Không dùng dấu !"),
        ("[" * 13 + "]" * 13, "Lồng nhau quá sâu"),
        ("a: b\n---\nc: d", "hơn một phần"),
        ("a" * 300_000, "Tệp quá lớn"),
    ],
)
def test_a_wrong_file_is_told_with_its_remedy(text: str, told: str) -> None:
    assert any(told in words for words in problems(text))


def test_all_faults_are_told_at_once_and_in_words() -> None:
    with pytest.raises(RoutingProblems, match="else") as raised:
        read(HEAD + "rule: x\nrules:\n  - {matters: [x], places: [y], urgent: z, branch: w}\n")
    assert len(raised.value.problems) == 6
    assert [problem.line for problem in raised.value.problems] == [5, 7, 7, 7, 7, 7]


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
        try:
            read(words)
        except RoutingProblems as found:
            told = found.problems
        else:
            continue
        assert told
