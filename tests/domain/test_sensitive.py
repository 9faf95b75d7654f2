"""Words that make a request sensitive, and what a wrong file of them is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.request import RESERVED, SENSITIVE_MATTERS
from bot.domain.sensitive import matters_in, read_sensitive, sensitive_in
from bot.problems import Problem, line

WORDS = """\
words:
  violence: [bị đánh, chém]
  hiv:
    - HIV
    - nhiễm h
  faith: [theo đạo]
  child: []
"""


def words_of(text: str) -> Mapping[str, tuple[str, ...]]:
    words, found = read_sensitive(text.encode(), "sensitive.yaml")
    assert found == []
    return words


def told(found: list[Problem]) -> list[str]:
    assert all(problem.severity == "error" for problem in found)
    assert all(problem.mend_vi and problem.mend_en for problem in found)
    return [line(problem) for problem in found]


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("Tôi bị đánh.", "violence"),
        ("TÔI BỊ ĐÁNH", "violence"),
        ("tôi bị,\n đánh nữa", "violence"),
        (unicodedata.normalize("NFD", "tôi bị đánh"), "violence"),
        ("anh ấy nhiễm H, ở bản", "hiv"),
        ("hiv", "hiv"),
        ("họ bắt bỏ theo đạo, tôi bị đánh", "faith"),  # what only leaders hand out comes first
        ("tôi bi danh", None),
        ("theo dao", None),
        ("theo đạođức", None),
        ("chémgió", None),
        ("nhiễm hàn", None),
        ("bị người ta đánh", None),
        ("", None),
        ("…", None),
    ],
)
def test_whole_words_with_their_accents_are_found(said: str, matter: str | None) -> None:
    assert sensitive_in(words_of(WORDS), said) == matter


def test_every_matter_is_read_and_what_is_reserved_comes_first() -> None:
    words = words_of(WORDS)
    assert set(words) == set(SENSITIVE_MATTERS)
    assert set(list(words)[: len(RESERVED)]) == RESERVED
    assert (words["hiv"], words["child"], words["commune"]) == (("HIV", "nhiễm h"), (), ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("words:", "word:", "sensitive.yaml:1: L3 Không có khoá “word” ở đây. Có phải là “words”?"),
        ("words:", "word:", "sensitive.yaml:1: L7 Thiếu “words”. Thêm “words: …”."),
        ("violence", "violense", "sensitive.yaml:2: L3 Không có khoá “violense” ở đây. Có phải là “violence”?"),
        ("[bị đánh, chém]", "bị đánh", "sensitive.yaml:2: L7 “violence” phải là một danh sách"),
        ("[bị đánh, chém]", "[bị đánh, [chém]]", "sensitive.yaml:2: L7 “violence” phải là một danh sách từ."),
        ("    - HIV", "    -", "sensitive.yaml:4: R1 “” không có chữ nào để so. Ghi một từ, hoặc bỏ dấu -"),
        ("[theo đạo]", "['!?']", "sensitive.yaml:6: R1 “!?” không có chữ nào để so."),
        ("child", "faith", "sensitive.yaml:7: L1 Khoá “faith” viết hai lần"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_words_is_told_with_its_remedy(old: str, new: str, expected: str) -> None:
    assert old in WORDS
    _, found = read_sensitive(WORDS.replace(old, new).encode(), "sensitive.yaml")
    assert any(words.startswith(expected) for words in told(found))


def test_a_stray_dash_makes_no_story_sensitive() -> None:
    words, found = read_sensitive(WORDS.replace("- HIV", "-").encode(), "sensitive.yaml")
    assert len(found) == 1
    assert sensitive_in(words, "") is None


@pytest.mark.parametrize("content", ["", "- a", "words: [a]", "words: a"])
def test_a_file_without_words_is_told(content: str) -> None:
    words, found = read_sensitive(content.encode(), "sensitive.yaml")
    assert words == {}
    assert told(found)[0].startswith("sensitive.yaml:1: L")


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_a_word_is_found_wherever_it_stands_alone(word: str, before: str, after: str) -> None:
    if any(letter.isalnum() for letter in word):
        assert sensitive_in({"hiv": (word,)}, f"{before} {word} {after}") == "hiv"


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_words_or_problems(content: bytes) -> None:
    for given_ in (content, WORDS.encode() + content):
        found, problems = read_sensitive(given_, "x.yaml")
        assert found or problems


def test_a_story_may_tell_of_several_matters() -> None:
    words = {"faith": ("theo đạo",), "violence": ("bị đánh",), "suicide": ("muốn chết",)}
    assert matters_in(words, "Tôi bị đánh, muốn chết.") == {"violence", "suicide"}
    assert sensitive_in(words, "Tôi bị đánh, muốn chết.") == "violence"
