"""Typed words and the choices they may mean."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.words import Meant, clean, fold, letters, light, pick

CHOICES = (
    Meant(("Cho mình", "For me"), "🙋", 1),
    Meant(("Cho người khác",), "👪", 2),
    Meant(("Đất, nhà, rừng",), "🌾", 3),
    Meant(("Xem thêm",), "▶️"),
)


@pytest.mark.parametrize(
    "typed", ["1", "1.", "1)", "(1)", " 1 ", "①", "1️⃣", "໑", "１", "1 cho mình", "1. Cho mình"]
)
def test_a_number_in_any_form_means_its_choice(typed: str) -> None:
    assert pick(typed, CHOICES) == 0


@pytest.mark.parametrize(
    "typed", ["cho mình", "CHO MÌNH", "cho  mình.", "for me", "🙋", "🙋 Cho mình", "1 🙋", "cho minh"]
)
def test_label_and_icon_mean_their_choice_without_regard_to_case_accents_and_spaces(typed: str) -> None:
    assert pick(typed, CHOICES) == 0


def test_decomposed_letters_are_the_same() -> None:
    assert pick(unicodedata.normalize("NFD", "Đất, nhà, rừng"), CHOICES) == 2
    assert pick("dat, nha, rung", CHOICES) == 2


@pytest.mark.parametrize(
    "typed", ["", " ", "4", "0", "99999999999", "2 cho mình", "cho", "1 2", "👪 cho mình"]
)
def test_anything_else_means_nothing(typed: str) -> None:
    assert pick(typed, CHOICES) is None


def test_an_icon_with_or_without_its_variation_selector_is_the_same() -> None:
    assert pick("▶", CHOICES) == 3


def test_the_exact_label_wins_over_a_folded_one_and_over_a_number() -> None:
    choices = (Meant(("Me",), "", 1), Meant(("Mẹ",), "", 2), Meant(("1",), "", 3))
    assert pick("mẹ", choices) == 1
    assert pick("me", choices) == 0
    assert pick("mé", choices) is None
    assert pick("1", choices) == 2


def test_an_icon_of_two_choices_means_neither() -> None:
    assert pick("❓", (Meant(("a",), "❓", 1), Meant(("b",), "❓", 2))) is None


def test_ten_has_an_emoji_of_its_own() -> None:
    assert pick("🔟", (Meant(("a",), "", 10),)) == 0


def test_marks_of_other_scripts_are_letters_not_accents() -> None:
    assert fold("ກິນ") != fold("ກັນ")
    assert fold("Đường") == "duong"
    assert light("?") == "?"


def test_cleaning_drops_what_nobody_sees() -> None:
    assert clean(" \u202eab\u200b\u0007c\ud800\n ") == "abc"
    assert clean("👨\u200d👩") == "👨\u200d👩"
    assert clean("\u200d\u00a0") == ""
    assert letters("a1ກ!") == 2


@settings(deadline=None)
@given(st.text())
def test_cleaning_and_folding_twice_change_nothing_more(words: str) -> None:
    assert clean(clean(words)) == clean(words)
    assert pick(words, CHOICES) in {None, 0, 1, 2, 3}
