"""Another program makes the PDF: in a folder that is gone afterwards, without our surroundings, and not for ever."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from office import draw_pages, needs_office, pdf_words
from patience import until

from bot.documents import pdf
from bot.documents.paper import fill
from bot.documents.pdf import NoPdf, find_office, to_pdf
from bot.domain.papers import FIELDS, Paper
from bot.settings import SHIPPED

SAMPLES = Path(__file__).parents[2] / "test-output"


def program(folder: Path, script: str) -> str:
    """A stand-in for LibreOffice."""
    file = folder / "office"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


async def test_what_is_made_comes_back_and_nothing_is_left(tmp_path: Path) -> None:
    office = program(tmp_path, "cat paper.docx > paper.pdf; mkdir profile; echo x > profile/y")
    assert await to_pdf(b"words", office, tmp_path / "room") == b"words"
    assert list((tmp_path / "room").iterdir()) == []
    assert (tmp_path / "room").stat().st_mode & 0o777 == 0o700


async def test_it_sees_nothing_of_our_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    seen = await to_pdf(b"", program(tmp_path, "env > paper.pdf"), tmp_path / "room")
    assert b"secret" not in seen
    assert b"HOME=" + str(tmp_path / "room").encode() in seen


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
async def test_one_that_makes_nothing_is_told_and_leaves_nothing(tmp_path: Path, script: str) -> None:
    with pytest.raises(NoPdf, match="made nothing"):
        await to_pdf(b"words", program(tmp_path, script), tmp_path / "room")
    assert list((tmp_path / "room").iterdir()) == []


async def test_one_that_hangs_is_ended_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "LONGEST_S", 0.3)
    office = program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(NoPdf, match="too long"):
        await to_pdf(b"words", office, tmp_path / "room")
    assert _is_gone(int((tmp_path / "child").read_text()))


async def test_when_the_bot_stops_it_is_ended_too(tmp_path: Path) -> None:
    office = program(tmp_path, f"echo $$ > {tmp_path}/self; mv {tmp_path}/self {tmp_path}/begun; sleep 600")
    making = asyncio.create_task(to_pdf(b"words", office, tmp_path / "room"))
    await until((tmp_path / "begun").exists)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert _is_gone(int((tmp_path / "begun").read_text()))
    assert list((tmp_path / "room").iterdir()) == []


def _is_gone(process: int) -> bool:
    """Ended, or only waiting for its parent to hear of it."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return True
    return state == "Z"


def test_it_is_looked_for_by_name_or_path(tmp_path: Path) -> None:
    office = program(tmp_path, "")
    assert find_office(office) == office
    assert find_office("off") is None
    assert find_office(str(tmp_path / "nothing")) is None


@needs_office
@pytest.mark.slow
async def test_a_paper_becomes_a_pdf_with_every_letter(tmp_path: Path) -> None:
    template = (SHIPPED / "province" / "form" / "form.docx").read_bytes()
    values = dict.fromkeys(FIELDS[Paper.FORM].known, "")
    words = "Nhà bên lấn nương, chửi rồi doạ đánh. {{ ấẩẫậ ắẳẵặ ểễệ ổỗộ ởỡợ ửữự ỷỹỵ đ }} <w:p> & «»"
    office = find_office("soffice")
    assert office is not None

    made = await to_pdf(fill(template, {**values, "story": words}), office, tmp_path / "room")

    assert made.startswith(b"%PDF")
    read = " ".join(pdf_words(made, tmp_path).split())
    assert words in read
    assert "ký, ghi rõ họ tên hoặc điểm chỉ" in read
    draw_pages(made, SAMPLES / "form-of-strange-words")
