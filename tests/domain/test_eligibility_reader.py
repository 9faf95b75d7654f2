"""The file of those who may be helped: read with its conditions and days, and what a wrong file of them is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.eligibility import Circumstance, Clause, Eligibility, Every, Is, Open, Some
from bot.domain.eligibility_reader import read_eligibility
from bot.domain.law import Certainty, Term
from bot.problems import line

FILE = """\
ahead: "60"
zones: {certain: [III], by_village: [I, II], source: QĐ 46, certainty: expected}
sensitive: [poor, hiv]
peoples:
  - {name: Cống, from: "1/1/2027", to: "31/12/2028", source: chưa đọc, certainty: unchecked}
means: {text: khó khăn, who: near_poor, papers: sổ, from: "1/1/2018", source: NĐ 144, certainty: sourced}
eligible:
  - id: "2017:7.5"
    words: người 16, 17 tuổi
    text: Người từ đủ 16 tuổi
    who: {all: [teen, {any: [accused, {open: victim}]}]}
    means: "true"
    papers: giấy của toà
    left_open: chưa rõ
    from: "1/1/2018"
    to: "31/12/2026"
    source: Điều 7
    certainty: sourced
  - {id: "2027:7.2", words: nhà nghèo, text: Hộ nghèo, who: poor, from: "1/1/2027", source: Đ 7, certainty: sourced}
outside:
  - {id: "2017:27", words: buôn bán, text: Kinh doanh, who: business, from: "1/1/2018", source: Đ 27, certainty: sourced}
"""


def told(content: str) -> list[str]:
    _, found = read_eligibility(content.encode(), "eligible.yaml")
    assert all(problem.mend_vi and problem.mend_en for problem in found)
    return [line(problem) for problem in found]


def test_the_file_is_read_with_its_conditions_and_days() -> None:
    rules, found = read_eligibility(FILE.encode(), "eligible.yaml")
    assert found == []
    teen, accused, victim = Circumstance.TEEN, Circumstance.ACCUSED, Circumstance.VICTIM
    old = Term(date(2018, 1, 1), date(2026, 12, 31))
    assert rules.clauses[0] == Clause(
        "2017:7.5",
        "người 16, 17 tuổi",
        "Người từ đủ 16 tuổi",
        Every((Is(teen), Some((Is(accused), Open(victim))))),
        old,
        Certainty.SOURCED,
        papers="giấy của toà",
        means=True,
        left_open="chưa rõ",
        line=8,
    )
    assert rules.clauses[1].who == Is(Circumstance.POOR)
    assert (rules.clauses[1].papers, rules.clauses[1].means) == ("", False)
    assert [clause.id for clause in rules.outside] == ["2017:27"]
    assert (rules.means, rules.means_papers) == (Is(Circumstance.NEAR_POOR), "sổ")
    assert rules.sensitive == {Circumstance.POOR, Circumstance.HIV}
    assert rules.certain == {"III"}
    assert rules.by_village == {"I", "II"}
    assert rules.ahead_days == 60


def test_the_list_of_peoples_is_that_of_the_day_or_of_one_to_come() -> None:
    rules, _ = read_eligibility(FILE.encode(), "eligible.yaml")
    days = (date(2026, 12, 31), date(2028, 12, 31), date(2029, 1, 1))
    assert [len(rules.peoples_from(day)) for day in days] == [1, 1, 0]


def test_a_row_can_say_that_its_papers_prove_the_means_too() -> None:
    told = FILE.replace('means: "true"\n', 'means: "true"\n    means_within: "true"\n')
    rules, found = read_eligibility(told.encode(), "eligible.yaml")
    assert found == []
    assert [clause.means_within for clause in rules.clauses] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ahead:", "ahaed:", "eligible.yaml:1: L3 Không có khoá “ahaed” ở đây."),
        ('"60"', '"0"', "eligible.yaml:1: L7 “ahead” phải là số từ 1 đến 366."),
        ("zones: {certain: [III], by_village: [I, II], source: QĐ 46, certainty: expected}\n", "",
         "eligible.yaml:1: L7 Thiếu “zones”."),
        ("certain: [III], ", "", "eligible.yaml:2: L7 Thiếu “certain”."),
        ("[poor, hiv]", "[poor, hiw]", "eligible.yaml:3: L3 “sensitive” không nhận “hiw”. Có phải là “hiv”?"),
        ("{name: Cống, ", "{", "eligible.yaml:5: L7 Thiếu “name”."),
        ('- {name: Cống, from: "1/1/2027", to: "31/12/2028", source: chưa đọc, certainty: unchecked}', "- Cống",
         "eligible.yaml:5: L7 “peoples” phải là các dòng “khoá: …”."),
        ('{name: Cống, from: "1/1/2027",', "{name: Cống,", "eligible.yaml:5: L7 Thiếu “from”."),
        ("means: {text", "meens: {text", "eligible.yaml:1: L7 Thiếu “means”."),
        ("text: khó khăn, ", "", "eligible.yaml:6: L7 Thiếu “text”."),
        ("who: near_poor, ", "", "eligible.yaml:6: L7 Thiếu “who”."),
        ("who: near_poor", "who: nearpoor", "eligible.yaml:6: R1 Không có hoàn cảnh “nearpoor”. Có phải là “near_poor”?"),
        ("papers: sổ, ", "", "eligible.yaml:6: L7 Thiếu “papers”."),
        ('"2017:7.5"', '"7.5"', "eligible.yaml:8: R1 Mã căn cứ “7.5” không dùng được, hoặc đã có."),
        ('"2027:7.2"', '""', "eligible.yaml:19: L7 “id” để trống."),
        ('id: "2027:7.2"', 'id: "2017:7.5", to: "1/2/2027"', None),
        ('id: "2027:7.2", words: nhà nghèo, text: Hộ nghèo, who: poor, from: "1/1/2027"',
         'id: "2017:7.5", words: nhà nghèo, text: Hộ nghèo, who: poor, from: "31/12/2026"',
         "eligible.yaml:19: R1 Mã căn cứ “2017:7.5” không dùng được, hoặc đã có."),
        ("{all: [teen,", "{all: [teeen,", "eligible.yaml:11: R1 Không có hoàn cảnh “teeen”. Có phải là “teen”?"),
        ("{open: victim}", "{open: }", "eligible.yaml:11: L7 “open” để trống."),
        ("{open: victim}", "{not: victim}", "eligible.yaml:11: L3 Không có khoá “not” ở đây."),
        ("{open: victim}", "{open: victim, any: [poor]}", "eligible.yaml:11: R1 Chỗ này phải có đúng một trong all, any, open."),
        ("{all: [teen, {any: [accused, {open: victim}]}]}", "[teen]", "eligible.yaml:11: L7 “who” phải là các dòng “khoá: …”."),
        ("[accused, {open: victim}]", "[]", "eligible.yaml:11: L7 “any” để trống."),
        ('means: "true"', "means: 1", "eligible.yaml:12: L7 “means” chỉ nhận true hoặc false."),
        ("outside:\n  - {", "outside:\n  - a\n  - {", "eligible.yaml:21: L7 “outside” phải là các dòng “khoá: …”."),
        ("    words: người 16, 17 tuổi\n", "", "eligible.yaml:8: L7 Thiếu “words”."),
        ('    from: "1/1/2018"\n', "", "eligible.yaml:8: L7 Thiếu “from”."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str | None) -> None:
    assert old in FILE
    found = told(FILE.replace(old, new, 1))
    if expected is None:
        assert found == []
    else:
        assert any(words.startswith(expected) for words in found), found


def test_of_a_wrong_file_nothing_is_kept() -> None:
    rules, found = read_eligibility(FILE.replace("who: poor", "who: pooor").encode(), "eligible.yaml")
    assert len(found) == 1
    assert rules == Eligibility()


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_rules_or_problems(content: bytes) -> None:
    for given_ in (content, FILE.encode() + content):
        rules, problems = read_eligibility(given_, "x.yaml")
        assert rules.clauses or problems
