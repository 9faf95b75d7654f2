"""By which words a request is found: names with or without accents, in whole or in part, and telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.finding import MOST_WORDS, Found, asked, runs, same_person, words_of

FACTS = {
    "name": {"text": "Giàng Thị Mỷ"},
    "other_party": {"text": "ông Sùng A Dế"},
    "phone": {"phone": "+84912345678"},
    "person_phone": "none",
    "story": {"text": "Nhà bên lấn nương."},
}


def test_names_and_numbers_are_kept_and_nothing_else() -> None:
    kept = words_of(FACTS)
    assert (Found.NAME, "giang thi mi") in kept
    assert (Found.OTHER, "sung a de") in kept
    assert (Found.PHONE, "+84912345678") in kept
    assert not any("nuong" in words for _, words in kept)
    assert words_of({}) == frozenset()
    assert words_of({"name": {"chosen": "untold"}, "phone": {"phone": None}}) == frozenset()


@pytest.mark.parametrize(
    "typed", ["Giàng Thị Mỷ", "giang thi my", "GIÀNG  THỊ MỲ", "Thị Mỷ", "mỷ", "giàng-thị-mỷ"]
)
def test_a_name_is_found_by_itself_and_by_its_parts(typed: str) -> None:
    wanted = asked(typed)
    assert wanted is not None
    assert wanted[0] is Found.NAME
    assert wanted[1] <= runs("Giàng Thị Mỷ")


def test_a_longer_name_is_looked_for_by_threes() -> None:
    wanted = asked("Lò Thị Thu Hà")
    assert wanted == (Found.NAME, frozenset({"lo thi thu", "thi thu ha"}))


@pytest.mark.parametrize("typed", ["0912 345 678", "+84 912345678", "84912345678"])
def test_a_number_is_looked_for_as_it_is_kept(typed: str) -> None:
    assert asked(typed) == (Found.PHONE, frozenset({"+84912345678"}))


@pytest.mark.parametrize("typed", ["", "   ", "?!", "12", "999 999"])
def test_what_is_no_word_is_not_looked_for(typed: str) -> None:
    assert asked(typed) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Giàng A Sùng", "ông Giàng A Sùng ở bản trên", True),
        ("Giàng A Sùng", "giang a sung", True),
        ("Giàng Sùng", "Giàng A Sùng", True),
        ("Sùng", "Giàng A Sùng", False),
        ("Giàng A Sùng", "Sùng A Giàng", False),
        ("Giàng A Sùng", "Vừ A Sùng", False),
        ("", "", False),
    ],
)
def test_two_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@given(st.text(max_size=200))
def test_any_words_can_be_typed(typed: str) -> None:
    assert len(runs(typed)) <= 3 * MOST_WORDS
    wanted = asked(typed)
    assert wanted is None or wanted[1]
