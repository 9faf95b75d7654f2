"""The papers of the law: each act that needs one has one, and clauses are written as on paper."""

from __future__ import annotations

import pytest

from bot.domain.lifecycle import STEPS, Act
from bot.domain.papers import ACTS, FIELDS, Paper, clause_name, paper_of


@pytest.mark.parametrize("act", Act)
def test_every_act_that_needs_a_written_notice_has_one_and_no_other(act: Act) -> None:
    assert (paper_of(act) is not None) == STEPS[act].paper


def test_every_paper_but_the_card_has_a_template() -> None:
    assert set(FIELDS) == set(Paper) - {Paper.CARD}
    assert set(ACTS) == set(FIELDS) - {Paper.FORM}


def test_a_paper_without_number_or_person_would_be_nobodys() -> None:
    assert all({"number", "person_name"} <= fields.required <= fields.known for fields in FIELDS.values())


def test_a_notice_that_takes_something_away_names_its_ground_and_whom_to_call() -> None:
    for paper in (Paper.REFUSAL, Paper.DISCONTINUATION):
        assert {"ground", "clause", "hotline"} <= FIELDS[paper].required


@pytest.mark.parametrize(
    ("ground", "name"),
    [
        ("2017:30.3.a", "Điều 30 khoản 3 điểm a"),
        ("2027:30.3.dd", "Điều 30 khoản 3 điểm đ"),
        ("2017:25.1", "Điều 25 khoản 1"),
        ("2027:37", "Điều 37"),
        ("", ""),
    ],
)
def test_a_clause_is_written_as_on_paper(ground: str, name: str) -> None:
    assert clause_name(ground) == name
