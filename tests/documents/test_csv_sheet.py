"""CSV: read back as it was, and never a formula."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.csv_sheet import FORMULA, table
from bot.documents.shapes import Sheet, Value


def read(*row: Value) -> list[str]:
    content = table(Sheet("a", ("Số", "Nơi"), (row,))).decode("utf-8-sig")
    header, cells = csv.reader(StringIO(content, newline=""))
    assert header == ["Số", "Nơi"]
    return cells


def test_a_spreadsheet_reads_it_as_utf_8() -> None:
    assert table(Sheet("a", ("Số",), ())).startswith(b"\xef\xbb\xbf")


def test_cells_are_what_they_were() -> None:
    row = ('Xã Na Sang, bản "Huổi"\nLóng', 7, 1.5, None, datetime(2026, 11, 26, 7, 30))
    assert read(*row) == ['Xã Na Sang, bản "Huổi"\nLóng', "7", "1.5", "", "2026-11-26 07:30"]


@pytest.mark.parametrize("words", ["=1+1", "+84 912", "-1", "@SUM(A1)", "\t=1", "\x00=1"])
def test_words_never_become_a_formula(words: str) -> None:
    [cell] = read(words)
    assert not cell.lstrip().startswith(FORMULA)


@pytest.mark.slow
@given(st.text(max_size=30))
def test_any_words_are_words(words: str) -> None:
    [cell] = read(words) or [""]
    assert not cell.lstrip().startswith(FORMULA)
