"""A .docx → a PDF, by LibreOffice where it is installed: another process, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

OFF: Final = "off"
"""The setting with which no PDFs are made."""
SOURCE: Final = "paper.docx"
LONGEST_S: Final = 90.0
"""The first start on a slow machine takes ten seconds; a paper takes two."""


class NoPdf(Exception):
    """LibreOffice failed or took too long; the message says which."""


def find_office(name: str) -> str | None:
    """Where LibreOffice is, by the name or path in the settings; None where there is none, or none is wanted."""
    return None if name == OFF else shutil.which(name)


async def to_pdf(document: bytes, office: str, folder: Path) -> bytes:
    """The document as PDF. ``folder`` holds its words while it is made, and nothing afterwards. Raises NoPdf."""
    room = await asyncio.to_thread(_new_room, folder, document)
    try:
        return await _made(office, room)
    finally:
        await asyncio.to_thread(shutil.rmtree, room, ignore_errors=True)


def _new_room(folder: Path, document: bytes) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=folder))
    (room / SOURCE).write_bytes(document)
    return room


async def _made(office: str, room: Path) -> bytes:
    # Of our surroundings it gets nothing: the token stands there.
    surroundings = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
    }
    process = await asyncio.create_subprocess_exec(
        office,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(room),
        SOURCE,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=surroundings,
        cwd=room,
        start_new_session=True,
    )
    try:
        await asyncio.wait_for(process.wait(), LONGEST_S)
        return await asyncio.to_thread((room / SOURCE).with_suffix(".pdf").read_bytes)
    except TimeoutError:
        raise NoPdf("LibreOffice took too long") from None
    except FileNotFoundError:
        raise NoPdf(f"LibreOffice made nothing (exit code {process.returncode})") from None
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """It starts further processes, which would outlive it: the whole group goes."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
