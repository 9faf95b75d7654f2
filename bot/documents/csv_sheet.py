"""Rows → the bytes of a .csv that a spreadsheet opens as it is: UTF-8 with a mark, no cell that could run as a formula."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import Final

from bot.characters import visible
from bot.documents.shapes import Sheet, Value

FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


def table(sheet: Sheet) -> bytes:
    """The line of column names and the rows of one sheet."""
    content = StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(sheet.header)
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return content.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int | float:
    """Words stay words: an apostrophe before what would be a formula."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str):
        words = visible(value)
        return f"'{words}" if words.lstrip().startswith(FORMULA) else words
    return "" if value is None else value
