"""Tai Viet in Vietnamese letters: the examples of the primer, and what is no syllable."""

from __future__ import annotations

import pytest

from bot.domain.tai_viet import reading, strange_words

PRIMER = (
    "ꪙꪱ na|ꪠꪮꪙ phòn|ꪬꪺ hùa|ꪜꪴ pù|ꪝꪷ po|ꪜꪲ pì|ꪣꪸ mia|ꪋꪰꪉ chăng|ꪒꪾ đằm|ꪝꪽ păn|ꪹꪚꪙ bườn|ꪵꪝꪉ panh|ꪶꪙ꫁ꪀ nộc|ꪼꪡ phay|ꪻꪊ chàư"
    "|ꪹꪣꪷꪉ mơng|ꪹꪜꪸꪒ pết|ꪹꪄ꫁ꪱ khảu|ꪵꪄ꫁ꪫ khẻo"
)


@pytest.mark.parametrize("pair", PRIMER.split("|"))
def test_the_examples_of_the_primer_are_read_as_it_reads_them(pair: str) -> None:
    written, read = pair.split(" ")
    assert reading(written) == read
    assert strange_words(written) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ꪀꪲ", "kì"),
        ("ꪉꪲ", "nghi"),
        ("ꪣꪱꫀ", "mà"),
        ("ꪢꪱꫂ", "mả"),
        ("ꪢꪱ꪿", "má"),
        ("ꪣꪱꫂ", "mạ"),
        ("ꪼꪕꪒꪾ", "tay đằm"),
        ("ꪄꪫꪱ", "khoà"),
    ],
)
def test_marks_of_both_ways_of_writing_count(written: str, read: str) -> None:
    assert reading(written) == read
    assert strange_words(written) == []


def test_everything_else_stays() -> None:
    assert reading("1. {name} ꪙꪱ, ꪱꪱ") == "1. {name} na, ꪱꪱ"
    assert strange_words("abc 1 ꪱꪱ ꪙ") == ["ꪱꪱ", "ꪙ"]
