"""Grounds of the law: read with the days on which they hold, and what a wrong file of them is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.grounds import Ground, GroundOf, in_force, read_grounds
from bot.domain.law import Certainty, Term
from bot.problems import line

GROUNDS = """\
refusal:
  - id: "2017:30.3.b"
    text: trái luật
    eligibility: true
    from: "1/1/2018"
    to: "31/12/2026"
    source: Điều 30
    certainty: sourced
discontinuation:
  - {id: "2017:37.1", text: nay không nhận, from: "1/1/2018", source: Điều 37, certainty: unchecked}
conflict:
  - {id: "2017:25.1", text: vướng, from: "1/1/2018", source: Điều 25, certainty: unchecked}
complaint:
  - {id: "2017:45.1", text: không nhận, from: "1/1/2018", source: Điều 45, certainty: unchecked}
"""


def told(content: str) -> list[str]:
    _, found = read_grounds(content.encode(), "grounds.yaml")
    assert all(problem.mend_vi and problem.mend_en for problem in found)
    return [line(problem) for problem in found]


def test_grounds_are_read_with_their_days_and_lines() -> None:
    grounds, found = read_grounds(GROUNDS.encode(), "grounds.yaml")
    assert found == []
    term = Term(date(2018, 1, 1), date(2026, 12, 31))
    assert grounds[0] == Ground(
        "2017:30.3.b", GroundOf.REFUSAL, "trái luật", term, Certainty.SOURCED, 2, eligibility=True
    )
    assert not grounds[1].eligibility
    assert grounds[1].term == Term(date(2018, 1, 1))


def test_a_ground_is_in_force_from_its_first_day_to_its_last() -> None:
    grounds, _ = read_grounds(GROUNDS.encode(), "grounds.yaml")
    days = (date(2017, 12, 31), date(2018, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [len(in_force(grounds, GroundOf.REFUSAL, day)) for day in days] == [0, 1, 1, 0]
    assert len(in_force(grounds, GroundOf.CONFLICT, date(2040, 1, 1))) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("refusal:", "refusals:", "grounds.yaml:1: L3 Không có khoá “refusals” ở đây. Có phải là “refusal”?"),
        ("refusal:", "refusals:", "grounds.yaml:1: L7 Thiếu “refusal”."),
        ('"2017:30.3.b"', '"30.3.b"', "grounds.yaml:2: R1 Mã căn cứ “30.3.b” không dùng được, hoặc đã có."),
        ('"2017:30.3.b"', '"2017:30.3.đ"', "grounds.yaml:2: R1 Mã căn cứ “2017:30.3.đ” không dùng được"),
        ('"2017:30.3.b"', '""', "grounds.yaml:2: L7 “id” để trống."),
        ('"2017:37.1"', '"2017:30.3.b"', "grounds.yaml:10: R1 Mã căn cứ “2017:30.3.b” không dùng được, hoặc đã có."),
        ("    text: trái luật\n", "", "grounds.yaml:2: L7 Thiếu “text”."),
        ('    from: "1/1/2018"\n', "", "grounds.yaml:2: L7 Thiếu “from”."),
        ('"1/1/2018"', '"31/2/2018"', "grounds.yaml:5: R1 “31/2/2018” không phải là một ngày."),
        ('"1/1/2018"', "2018", "grounds.yaml:5: R1 “2018” không phải là một ngày."),
        ('"31/12/2026"', '"31/12/2016"', "grounds.yaml:6: R1 Ngày cuối đứng trước ngày đầu."),
        ("eligibility: true", "eligibility: yes", "grounds.yaml:4: L7 “eligibility” chỉ nhận true hoặc false."),
        ("    source: Điều 30\n", "", "grounds.yaml:2: L7 Thiếu “source”."),
        ("    certainty: sourced\n", "", "grounds.yaml:2: L7 Thiếu “certainty”."),
        ("certainty: sourced", "certainty: sure", "grounds.yaml:8: L3 “certainty” không nhận “sure”."),
        ("conflict:\n  - {", "conflict:\n  - a\n  - {", "grounds.yaml:12: L7 “conflict” phải là các dòng “khoá: …”."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in GROUNDS
    assert any(words.startswith(expected) for words in told(GROUNDS.replace(old, new, 1))), told(
        GROUNDS.replace(old, new, 1)
    )


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_grounds_or_problems(content: bytes) -> None:
    for given_ in (content, GROUNDS.encode() + content):
        found, problems = read_grounds(given_, "x.yaml")
        assert found or problems
