"""The shipped templates are what their script makes, so that a change of one can be read; and each says that it is a draft."""

from __future__ import annotations

import re

import pytest
from word_files import words_in

from bot import blank_papers
from bot.blank_papers import DRAFT, PAPERS, make
from bot.domain.papers import FIELDS, Paper
from bot.settings import SHIPPED

FOLDER = SHIPPED / "province" / "form"


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_shipped_is_what_is_made(paper: Paper) -> None:
    assert make(paper) == (FOLDER / f"{paper}.docx").read_bytes(), "python -m bot.blank_papers province/form"


def test_there_is_one_for_every_paper() -> None:
    assert set(PAPERS) == set(FIELDS)
    assert {file.stem for file in FOLDER.glob("*.docx")} == set(PAPERS)


@pytest.mark.parametrize("paper", PAPERS)
def test_each_is_marked_as_a_draft_and_claims_no_official_number(paper: Paper) -> None:
    words = words_in(make(paper))
    assert words.startswith(DRAFT)
    assert not re.search(r"Mẫu|TP-TGPL|TT 11|Ban hành", words.removeprefix(DRAFT))
    assert "huyện" not in words


def test_the_form_can_be_signed_or_marked_by_a_finger_and_leaves_the_consent_open() -> None:
    words = words_in(make(Paper.FORM))
    assert words.count(blank_papers.SIGN) == 2
    assert "☐ đồng ý   ☐ không đồng ý" in words
    assert "Điều 6 khoản 1 điểm c" in words
    assert "☒" not in words


@pytest.mark.parametrize(
    "field", ["Ngày, tháng, năm sinh", "Giới tính", "Địa chỉ liên hệ", "Điện thoại", "Ngày cấp", "Nơi cấp"]
)
def test_the_form_asks_of_both_what_the_law_wants(field: str) -> None:
    assert words_in(make(Paper.FORM)).count(field) == 2


def test_a_refusal_says_how_to_complain_and_by_when() -> None:
    words = words_in(make(Paper.REFUSAL))
    for step in ("Giám đốc Trung tâm", "Giám đốc Sở Tư pháp", "toà án", "trước ngày"):
        assert step in words
