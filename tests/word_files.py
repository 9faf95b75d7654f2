"""Word files for tests: templates made of a few paragraphs, and the words of a finished paper."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import docx


def template(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs; ``|`` within one begins another run, as Word does where somebody typed."""
    document = docx.Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        for run in words.split("|"):
            paragraph.add_run(run)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def changed(content: bytes, parts: Mapping[str, tuple[str, str]], **more: str) -> bytes:
    """The same file with words of some parts replaced, and more parts (``__`` for a slash, ``_dot_`` for a point)."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            before, after = parts.get(name, ("", ""))
            read = old.read(name)
            new.writestr(name, read.replace(before.encode(), after.encode()) if before else read)
        for name, words in more.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), words)
    return out.getvalue()


def words_in(paper: bytes) -> str:
    """The words of a Word file: body with its tables, headers, footers; a line break as a line break."""
    document = docx.Document(BytesIO(paper))
    section = document.sections[0]
    lines = [paragraph.text for paragraph in (*section.header.paragraphs, *document.paragraphs)]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *cells])
