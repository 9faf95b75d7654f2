"""Rows and sums → the bytes of an .xlsx workbook. Knows no request and no language: words come said, times as dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.characters import visible
from bot.documents.shapes import Sheet, Value

AUTHOR: Final = "Hoa Ban"
DATE_FORMAT: Final = "dd/mm/yyyy hh:mm"
DECIMAL_FORMAT: Final = "0.0"
NARROWEST: Final = 8
WIDEST: Final = 42
HEADER_WIDTH: Final = 18
"""The name of a column makes it no wider than this: it goes on in the next line."""
DATE_WIDTH: Final = 17
LONGEST_TITLE: Final = 31
"""Letters in the name of a sheet; Excel takes no more."""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one file."""
    book = Workbook()
    book.properties.creator = AUTHOR
    for number, sheet in enumerate(sheets):
        page = book.active if number == 0 else book.create_sheet()
        assert isinstance(page, Worksheet)
        _fill(page, sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.title = sheet.title[:LONGEST_TITLE]
    for at, row in enumerate((sheet.header, *sheet.rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(at, column)
            assert isinstance(cell, Cell)
            _put(cell, value)
    _dress(page, sheet)


def _put(cell: Cell, value: Value) -> None:
    """Words stay words: a spreadsheet takes what begins with = + - @ for a formula, which must never run."""
    if isinstance(value, str):
        if not (words := visible(value)):
            return  # a cell without words is no cell: spreadsheets stumble over it
        cell.value = words
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = DATE_FORMAT
        elif isinstance(value, float):
            cell.number_format = DECIMAL_FORMAT


def _dress(page: Worksheet, sheet: Sheet) -> None:
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE5EA")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def _widths(sheet: Sheet) -> Iterable[int]:
    for column, name in enumerate(sheet.header):
        values = (row[column] for row in sheet.rows if column < len(row))
        widest = max([min(len(name), HEADER_WIDTH), *(_width(value) for value in values)])
        yield min(max(widest + 2, NARROWEST), WIDEST)


def _width(value: Value) -> int:
    if isinstance(value, datetime):
        return DATE_WIDTH
    return 0 if value is None else len(str(value))
