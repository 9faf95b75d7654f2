"""The texts of one language as a spreadsheet for who translates at a table, and back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill

from bot.catalogs import Row, keys_of
from bot.display import State
from bot.flow.model import Risk
from bot.texts import Texts

COLUMNS: Final = ("key", "Tiếng Việt", "risk", "state", "translation", "back-translation", "note")
KEY, VI, WORDS = 0, 1, 4
WIDTHS: Final = (34, 60, 9, 11, 60, 40, 40)
ORDER: Final[tuple[Risk, ...]] = ("high", "medium", "low")
FIRST: Final[tuple[State, ...]] = ("stale", "missing", "draft", "approved", "not_needed")
LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a table that comes back."""


class NotATable(Exception):
    """The file is no table of ours; the message says what is missing."""


def written(texts: Texts, tag: str) -> bytes:
    """An .xlsx: what is stale or missing first, and of that what is of high risk. Only the translation is read back."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tag
    sheet.append(list(COLUMNS))
    keys = sorted(
        keys_of(texts, tag),
        key=lambda key: (FIRST.index(texts.state(key, tag)), ORDER.index(texts.sources[key].risk)),
    )
    for key in keys:
        source, found = texts.sources[key], texts.catalogs.get(tag, {}).get(key)
        words = found.words if found else ""
        sheet.append([key, source.vi, source.risk, texts.state(key, tag), words, "", source.note])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E6EEF5")
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"  # words that begin with = are words
    sheet.freeze_panes = "C2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> list[Row]:
    """The lines of a table; raises NotATable."""
    if len(content) > LARGEST:
        raise NotATable("the file is larger than 5 MB")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as fault:  # what a broken zip or XML makes the library raise is many things
        raise NotATable("this is no .xlsx file") from fault
    lines = book.worksheets[0].iter_rows(values_only=True)
    if tuple(next(lines, ()))[: len(COLUMNS)] != COLUMNS:
        raise NotATable(f"the first line must be: {', '.join(COLUMNS)}")
    return list(_rows(lines))


def _rows(lines: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for line in lines:
        cells = [str(cell) if cell is not None else "" for cell in line] + [""] * len(COLUMNS)
        if cells[KEY].strip():
            yield Row(cells[KEY].strip(), cells[VI], cells[WORDS])
