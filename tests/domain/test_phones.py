"""Phone numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.phones import read_line, read_phone, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "+84912345678", "84 912 345 678", "912345678"),
        *(
            "o912345678",
            "O912.345.678",
            "09123456 78",
            "٠٩١٢٣٤٥٦٧٨",
            "０９１２３４５６７８",
            "tel:+84912345678",
        ),
        *("số của em là 0912 345 678 ạ", "0912345678 gọi tối", "0912 345 678, nhắc lại 0912345678"),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert read_phone(typed) == "+84912345678"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+856 20 5512 3456", "+8562055123456"), ("0215 3825 123", "+842153825123")],
)
def test_lao_numbers_and_landlines_are_a_persons_too(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("", "113", "111", "không có máy", "0912 345 67", "01682345678", "1800 8027", "1900 969 680"),
        *("0912345678 hoặc 0987654321", "1800 FLOWERS", "9" * 300, "9" * 180),
    ],
)
def test_what_is_nobodys_number_is_none(typed: str) -> None:
    assert read_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1800 8027", "+8418008027"),
        ("1900 969 680", "+841900969680"),
        ("024 3333 5599", "+842433335599"),
        ("0912 345 678", "+84912345678"),
    ],
)
def test_an_office_may_have_any_vietnamese_line(typed: str, number: str) -> None:
    assert read_line(typed) == number


@pytest.mark.parametrize("typed", ["113", "+856 20 5512 3456", "chưa có"])
def test_an_office_has_no_short_or_foreign_line(typed: str) -> None:
    assert read_line(typed) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+84912345678", "0912 345 678"),
        ("+8418008027", "1800 8027"),
        ("+842433335599", "024 3333 5599"),
        ("+8562055123456", "+856 20 55 123 456"),
        ("113", "113"),
    ],
)
def test_numbers_are_shown_in_groups(number: str, shown: str) -> None:
    assert show_phone(number) == shown


@settings(deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="0123456789+ oO-.()x", max_size=40))
def test_any_words_give_a_number_that_reads_back_or_none(typed: str) -> None:
    number = read_phone(typed)
    if number is not None:
        assert read_phone(show_phone(number)) == number
    line = read_line(typed)
    if line is not None:
        assert read_line(show_phone(line)) == line
