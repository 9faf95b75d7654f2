"""The sieve of the queue, as buttons carry it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sieve import NAMED, By, Sieve, read_sieve


@pytest.mark.parametrize("by", By)
def test_what_a_button_carries_is_read_again(by: By) -> None:
    sieve = Sieve(by, "03158" if by in NAMED else "")
    assert read_sieve(sieve.data) == sieve


@pytest.mark.parametrize("data", ["", "x", "p", "t", "l", "a1", "u03158", "m ", "pp"[:1]])
def test_what_is_none_is_none(data: str) -> None:
    assert read_sieve(data) is None


@given(st.text(max_size=20))
def test_anything_can_be_sent(data: str) -> None:
    sieve = read_sieve(data)
    assert sieve is None or sieve.data == data
