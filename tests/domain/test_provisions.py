"""On which provision an act stands, by the day; no act on two at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.law import Certainty
from bot.domain.lifecycle import STEPS, Act
from bot.domain.provisions import provision_of, read_provisions
from bot.problems import line

SHIPPED = (Path(__file__).parents[2] / "province" / "law" / "acts.yaml").read_text("utf-8")
ACTS = """\
provisions:
  - {acts: [refuse], provision: Điều 30, from: "1/1/2018", to: "31/12/2026", source: Luật, certainty: sourced}
  - {acts: [refuse, accept], provision: Điều 31, from: "1/1/2027", source: Luật, certainty: unknown}
"""


def test_an_act_stands_on_the_provision_of_the_day() -> None:
    provisions, found = read_provisions(ACTS.encode(), "acts.yaml")
    assert found == []
    days = (date(2017, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    stands = [provision_of(provisions, Act.REFUSE, day) for day in days]
    assert [each and each.words for each in stands] == [None, "Điều 30", "Điều 31"]
    assert provision_of(provisions, Act.BEGIN, days[2]) is None


def test_every_shipped_act_but_the_centres_own_stands_on_a_provision_in_both_versions() -> None:
    provisions, found = read_provisions(SHIPPED.encode(), "acts.yaml")
    assert found == []
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        without = {act for act in Act if provision_of(provisions, act, day) is None}
        assert without == {Act.BEGIN, Act.LOOK_ANEW}
    unknown = {act for each in provisions if each.certainty is Certainty.UNKNOWN for act in each.acts}
    assert Act.ASK_PAPERS in unknown
    assert Act.REFUSE not in unknown
    assert set(STEPS) == set(Act)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[refuse]", "[refuze]", "acts.yaml:2: L3 “acts” không nhận “refuze”. Có phải là “refuse”?"),
        ("acts: [refuse], ", "", "acts.yaml:2: L7 Thiếu “acts”."),
        ("provision: Điều 30, ", "", "acts.yaml:2: L7 Thiếu “provision”."),
        ('to: "31/12/2026", ', "", "acts.yaml:3: R1 Bước “refuse” có hai điều trong cùng một ngày."),
        ('"1/1/2027"', '"1/1/2010"', "acts.yaml:3: R1 Bước “refuse” có hai điều trong cùng một ngày."),
        ("provisions:\n", "provisions:\n  - 5\n", "acts.yaml:2: L7 “provisions” phải là các dòng"),
        ("provisions:", "provision:", "acts.yaml:1: L7 Thiếu “provisions”."),
    ],
)
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in ACTS
    _, found = read_provisions(ACTS.replace(old, new, 1).encode(), "acts.yaml")
    assert any(line(problem).startswith(expected) for problem in found), [line(problem) for problem in found]


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_provisions_or_problems(content: bytes) -> None:
    for given_ in (content, ACTS.encode() + content):
        found, problems = read_provisions(given_, "x.yaml")
        assert found or problems
