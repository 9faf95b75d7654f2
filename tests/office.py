"""LibreOffice and poppler for tests, and the reason for a skip where a machine has none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice (soffice) or poppler (pdftotext) is not installed: no PDF can be made and read",
)


def pdf_words(content: bytes, folder: Path) -> str:
    """The words of a PDF, as they stand on its pages."""
    file = folder / "read.pdf"
    file.write_bytes(content)
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)
    return read.stdout.decode()


def draw_pages(content: bytes, target: Path) -> None:
    """Pictures of the pages, to be looked at: ``<target>-1.png`` and so on."""
    target.parent.mkdir(exist_ok=True)
    file = target.with_suffix(".pdf")
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "80", "-png", str(file), str(target)], check=True)
