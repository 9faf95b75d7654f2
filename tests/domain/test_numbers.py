"""Request numbers: unlike the register's, forgiving in form, strict in content."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.numbers import LETTERS, make_number, read_number, show_number

NUMBER = make_number(482519)


@settings(deadline=None)
@given(st.integers(min_value=0))
def test_every_number_reads_back_from_what_is_shown(chance: int) -> None:
    number = make_number(chance)
    assert read_number(show_number(number)) == number
    assert len(number) == 7


def test_all_million_draws_differ() -> None:
    assert len({make_number(chance) for chance in range(0, 1_000_000, 7)}) == len(range(0, 1_000_000, 7))


def test_a_negative_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        make_number(-1)


@pytest.mark.parametrize("shape", ["{} ", "số {}", "SỐ: {}", "so {}", "#{}", "# {}", "Mã {}"])
@pytest.mark.parametrize("way", [str, str.lower, show_number, lambda number: "-".join(number)])
def test_forms_are_forgiven(shape: str, way: type[str]) -> None:
    assert read_number(shape.format(way(NUMBER))) == NUMBER


def test_letters_taken_for_digits_and_other_digits_are_forgiven() -> None:
    number = make_number(100200)
    assert read_number("IOO 2oo " + number[6]) == number
    assert read_number("١٠٠٢٠٠" + number[6]) == number
    with_d = next(n for n in map(make_number, range(100)) if n.endswith("D"))
    assert read_number(with_d.replace("D", "Đ")) == with_d


@pytest.mark.parametrize(
    "typed", ["", "482519", "K", "TT.TV.01.2018", "482519K1", "4825190K", "số", "0912345678"]
)
def test_other_words_are_no_number(typed: str) -> None:
    assert read_number(typed) is None


def test_every_wrong_digit_and_every_wrong_letter_is_caught() -> None:
    for chance in random.Random(1).sample(range(1_000_000), 400):
        number = make_number(chance)
        for at in range(7):
            for sign in "0123456789" if at < 6 else LETTERS:
                if sign != number[at]:
                    assert read_number(number[:at] + sign + number[at + 1 :]) is None


def test_every_two_signs_that_changed_places_are_caught() -> None:
    for chance in random.Random(2).sample(range(1_000_000), 4000):
        number = make_number(chance)
        for at in range(6):
            swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            assert swapped == number or read_number(swapped) is None


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_words_are_a_number_or_none(typed: str) -> None:
    number = read_number(typed)
    assert number is None or read_number(number) == number
