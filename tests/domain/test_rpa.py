"""The spelling of Mông in RPA: what it takes, and what it sets apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rpa import ONSETS, RIMES, TONES, is_word, strange_words


@pytest.mark.parametrize(
    "word",
    "Hmoob lus koj tsis ntawv nplaum ua yog xov tooj zos menyuam Menyuam txojcai lub aub pejxeem nyob".split(),
)
def test_words_of_the_language_are_lawful(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", "Canada Paris xã đất toà Wikipedia nhờ giúp bản".split())
def test_words_of_others_are_not(word: str) -> None:
    assert not is_word(word)


@given(st.sampled_from(["", *ONSETS]), st.sampled_from(RIMES), st.sampled_from(["", *TONES]))
def test_every_syllable_of_the_tables_is_lawful(onset: str, rime: str, tone: str) -> None:
    assert is_word(onset + rime + tone)


def test_what_is_strange_in_a_sentence_is_named_and_the_rest_left_alone() -> None:
    assert strange_words("Koj nyob lub zos twg, xã twg? {code} /help «Gửi» 113") == ["xã"]
