"""Versions of the law follow each other without a gap; the one of the day is found."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar import midnight_ms
from bot.domain.eligibility import Eligibility
from bot.domain.grounds import Ground, GroundOf
from bot.domain.law import Certainty, Term, cite, read_versions, version_on
from bot.domain.law_book import LawBook
from bot.domain.lifecycle import Act
from bot.domain.provisions import Provision
from bot.problems import line

VERSIONS = """\
versions:
  - {id: "2017", name: cũ, from: "1/1/2018", to: "31/12/2026", source: Luật 11/2017, certainty: sourced}
  - {id: "2027", name: mới, from: "1/1/2027", source: Luật 05/2026, certainty: sourced}
"""


@pytest.mark.parametrize(
    ("day", "id_"),
    [
        (date(2010, 1, 1), "2017"),
        (date(2018, 1, 1), "2017"),
        (date(2026, 12, 31), "2017"),
        (date(2027, 1, 1), "2027"),
        (date(2040, 1, 1), "2027"),
    ],
)
def test_the_version_of_the_day_is_found(day: date, id_: str) -> None:
    versions, found = read_versions(VERSIONS.encode(), "versions.yaml")
    assert found == []
    assert version_on(versions, day).id == id_


def test_the_new_year_begins_at_midnight_of_the_province() -> None:
    versions, _ = read_versions(VERSIONS.encode(), "versions.yaml")
    book, midnight = LawBook(versions), midnight_ms(date(2027, 1, 1))
    assert [book.version_at(midnight + ms).id for ms in (-60_000, 0, 60_000)] == ["2017", "2027", "2027"]


def test_grounds_and_provisions_change_with_the_version() -> None:
    old, new = Term(date(2018, 1, 1), date(2026, 12, 31)), Term(date(2027, 1, 1))
    grounds = tuple(
        Ground(f"{year}:30.3.a", GroundOf.REFUSAL, "một cớ", term, Certainty.SOURCED, 1)
        for year, term in ((2017, old), (2027, new))
    )
    provision = Provision(frozenset({Act.REFUSE}), "Điều 30", new, Certainty.SOURCED)
    book, midnight = LawBook(grounds=grounds, provisions=(provision,)), midnight_ms(date(2027, 1, 1))
    assert book.grounds_at(GroundOf.REFUSAL, midnight - 1) == grounds[:1]
    assert book.grounds_at(GroundOf.REFUSAL, midnight) == grounds[1:]
    assert book.grounds_at(GroundOf.CONFLICT, midnight) == ()
    assert book.provision_at(Act.REFUSE, midnight - 1) is None
    assert book.provision_at(Act.REFUSE, midnight) == provision


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        (date(2026, 11, 30), False),
        (date(2026, 12, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_change_is_soon_for_so_many_days_before_it(day: date, soon: bool) -> None:
    versions, _ = read_versions(VERSIONS.encode(), "versions.yaml")
    book = LawBook(versions, eligible=Eligibility(ahead_days=31))
    assert book.changes_soon(midnight_ms(day)) is soon


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"2027", name', '"x", name', "versions.yaml:3: R1 “x” không phải tên một bản luật."),
        (
            'from: "1/1/2027"',
            'from: "2/1/2027"',
            "versions.yaml:3: R1 Bản luật này không nối liền với bản 2017.",
        ),
        (', to: "31/12/2026"', "", "versions.yaml:3: R1 Bản luật này không nối liền với bản 2017."),
        ("name: mới, ", "", "versions.yaml:3: L7 Thiếu “name”."),
        ('  - {id: "2027"', '  - 5\n  - {id: "2027"', "versions.yaml:3: L7 “versions” phải là các dòng"),
        ("versions:", "version:", "versions.yaml:1: L7 Thiếu “versions”."),
        ("versions:", "- versions:", "versions.yaml:1: L7 Tệp phải là các dòng “khoá: …”."),
    ],
)
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in VERSIONS
    versions, found = read_versions(VERSIONS.replace(old, new, 1).encode(), "versions.yaml")
    assert versions == ()
    assert any(line(problem).startswith(expected) for problem in found), [line(problem) for problem in found]


@pytest.mark.parametrize(
    ("clause", "cited"),
    [
        ("2017:30.3.dd", "Điều 30 khoản 3 điểm đ"),
        ("2027:7.10", "Điều 7 khoản 10"),
        ("2017:25.1", "Điều 25 khoản 1"),
        ("2017:26", "Điều 26"),
        ("", ""),
    ],
)
def test_a_clause_is_cited_as_the_law_is(clause: str, cited: str) -> None:
    assert cite(clause) == cited
