"""The workbook: what was put in can be read again, dates are dates, and nothing can become a formula."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bot.documents.requests_sheet import DATE_FORMAT, WIDEST, workbook
from bot.documents.shapes import Sheet, Value

AT = datetime(2026, 11, 2, 8, 30)
SHEET = Sheet("Các việc", ("Số", "Nhận lúc", "Giờ"), (("482 519 K", AT, 7.5), ("105 333 A", None, 12)))


def opened(*sheets: Sheet) -> Workbook:
    return load_workbook(BytesIO(workbook(sheets)))


def one(value: Value) -> Workbook:
    return opened(Sheet("a", ("b",), ((value,),)))


def test_what_was_put_in_is_read_again() -> None:
    book = opened(SHEET, Sheet("Cộng", ("Mục", "Số"), (("Nhận", 2),)))
    assert book.sheetnames == ["Các việc", "Cộng"]
    rows = [list(row) for row in book["Các việc"].iter_rows(values_only=True)]
    assert rows == [["Số", "Nhận lúc", "Giờ"], ["482 519 K", AT, 7.5], ["105 333 A", None, 12]]
    assert list(book["Cộng"].iter_rows(values_only=True)) == [("Mục", "Số"), ("Nhận", 2)]


def test_a_time_is_a_date_of_the_spreadsheet() -> None:
    cell = opened(SHEET)["Các việc"]["B2"]
    assert (cell.is_date, cell.number_format) == (True, DATE_FORMAT)
    assert opened(SHEET)["Các việc"]["C2"].number_format == "0.0"


def test_the_header_stays_and_columns_are_wide_enough() -> None:
    page = opened(Sheet("a", ("Số", "Nơi"), (("482 519 K", "x" * 200), ("1", AT))))["a"]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    assert [page.column_dimensions[letter].width for letter in "AB"] == [11, WIDEST]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")", "\t=1", "=", "\x00=1\u202e"])  # fmt: skip
def test_words_never_become_a_formula(words: str) -> None:
    for book in (one(words), opened(Sheet("a", (words,), ()))):
        cells = [cell for row in book["a"].iter_rows() for cell in row]
        assert all(cell.data_type == "s" for cell in cells)
    assert one(words)["a"]["A2"].quotePrefix


@pytest.mark.slow
@given(st.text(max_size=30))
def test_any_words_are_words(words: str) -> None:
    cell = one(words)["a"]["A2"]
    assert cell.data_type == "s" or cell.value is None


def test_nobody_is_named_as_author() -> None:
    assert opened(SHEET).properties.creator == "Hoa Ban"


def test_a_long_name_of_a_sheet_is_cut() -> None:
    assert opened(Sheet("x" * 40, ("a",), ())).sheetnames == ["x" * 31]
