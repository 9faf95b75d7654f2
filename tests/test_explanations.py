"""What codes mean: every code that is used is explained, twice, with examples that are what they say."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import pytest

import bot
from bot.codes import CODES
from bot.explanations import UnknownCode, explanation
from bot.flow.loader import load_flows
from bot.plain_words import SENTENCES, faults, read_plain_words
from bot.problems import Findings, Sentence
from bot.read_aloud import PLAIN
from bot.settings import SHIPPED
from bot.yaml_tree import read_tree

PLANNED = frozenset(
    "L0 L1 L3 L4 L5 L6 L7 G1 G2 G3 G4 G5 G6 G7 A1 A2 A3 A4 A5 A6 T1 T2 T3 T4 T5 T6 T7 V3 R1 P1 D1".split()
)
NO_YAML = frozenset({"T1", "T4", "P1", "D1"})
"""Their examples are a catalog, a sentence, a table, words of a paper."""


def in_every_table() -> Iterator[Sentence]:
    """The sentences of problems, wherever in the program they stand."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        for value in vars(importlib.import_module(module.name)).values():
            each = value.values() if isinstance(value, Mapping) else (value,)
            yield from (found for found in each if isinstance(found, Sentence))


def tree_codes(content: str) -> set[str]:
    findings = Findings("x.yaml", SENTENCES)
    read_tree(content.encode(), findings)
    return {problem.code for problem in findings.problems}


def flow_codes(steps: str) -> set[str]:
    lines = "".join(f"  {line}\n" for line in steps.splitlines())
    _, problems = load_flows({"one.yaml": f"spec: 1\nflow: one\ntitle: Một\nsteps:\n{lines}".encode()})
    return {problem.code for problem in problems}


def plain_faults(words: str) -> list[object]:
    plain = read_plain_words((SHIPPED / "locales" / PLAIN).read_bytes(), Findings("x", SENTENCES))
    assert plain is not None
    return list(faults(words, "notice", plain))


# --- the table -------------------------------------------------------------------------------


def test_every_code_that_is_used_is_explained() -> None:
    used = {sentence.code for sentence in in_every_table()}
    assert {"L0", "G2", "R1", "T1", "T4"} <= used
    assert used - set(CODES) == set()


def test_every_code_of_the_plan_is_explained() -> None:
    assert set(CODES) == PLANNED


@pytest.mark.parametrize("name", CODES)
def test_both_languages_say_everything(name: str) -> None:
    assert [field for field, words in asdict(CODES[name]).items() if not words.strip()] == []
    assert CODES[name].means_vi != CODES[name].means_en
    assert CODES[name].wrong != CODES[name].right


def test_an_error_is_not_explained_as_a_warning_nor_a_warning_as_an_error() -> None:
    wrong = [each for each in in_every_table() if CODES[each.code].weight not in (each.severity, "either")]
    assert wrong == []


# --- the examples ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(CODES) - NO_YAML))
def test_a_right_example_can_be_read(name: str) -> None:
    assert tree_codes(CODES[name].right) == set()


@pytest.mark.parametrize("name", ["L0", "L1", "L4", "L6"])
def test_a_wrong_file_has_its_code(name: str) -> None:
    assert name in tree_codes(CODES[name].wrong)


@pytest.mark.parametrize("name", ["G1", "G2", "G3", "G4", "G5"])
def test_a_wrong_flow_has_its_code_and_a_right_one_has_not(name: str) -> None:
    assert name in flow_codes(CODES[name].wrong)
    assert name not in flow_codes(CODES[name].right)


def test_the_hard_sentence_is_hard_and_the_plain_one_plain() -> None:
    assert len(plain_faults(CODES["T4"].wrong)) > 1
    assert plain_faults(CODES["T4"].right) == []


# --- as printed ------------------------------------------------------------------------------


def test_a_code_is_told_with_meaning_reason_and_examples() -> None:
    told = explanation(" g4 ").splitlines()
    assert told[:2] == ["G4  Đường cụt", "Lỗi: phải sửa thì mới chạy."]
    assert [line.partition(":")[0] for line in told if not line.startswith(" ")][2:] == [
        "Nghĩa",
        "Vì sao",
        "Sai",
        "Đúng",
    ]
    assert '      say: "Chào bà con."' in told


def test_a_code_is_told_in_english() -> None:
    told = explanation("T4", english=True).splitlines()
    assert told[:2] == ["T4  Hard to understand for people", "A warning: the bot runs, but mend it."]


def test_all_lists_every_code() -> None:
    assert [line.partition(" ")[0] for line in explanation("all").splitlines()] == list(CODES)


@pytest.mark.parametrize(
    ("wanted", "english", "says"),
    [
        ("T9", False, "Không có mã “T9”. Có phải là: T1, T2, T3, T4, T5, T6, T7? Xem mọi mã: --explain all."),
        ("P", True, "There is no code “P”. Did you mean: P1? For all codes: --explain all."),
        ("X7", False, "Không có mã “X7”. Có phải là: L7, G7, T7? Xem mọi mã: --explain all."),
        ("", True, "There is no code “”. For all codes: --explain all."),
        ("?", False, "Không có mã “?”. Xem mọi mã: --explain all."),
    ],
)
def test_an_unknown_code_names_the_nearest(wanted: str, english: bool, says: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        explanation(wanted, english=english)
    assert str(refused.value) == says
