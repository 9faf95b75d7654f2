"""A drawing in DOT → a picture, by Graphviz where it is installed: another process, which ends."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from typing import Final, Literal, TypeAlias

Form: TypeAlias = Literal["png", "svg"]

PROGRAM: Final = "dot"
LONGEST_S: Final = 30.0
DPI: Final = 110


class NoDrawing(Exception):
    """Graphviz is missing, failed or took too long; the message says which."""


def is_there() -> bool:
    """Is Graphviz installed?"""
    return shutil.which(PROGRAM) is not None


async def to_picture(drawing: str, form: Form) -> bytes:
    """The picture; raises NoDrawing."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoDrawing("Graphviz is not installed (the program dot)")
    process = await asyncio.create_subprocess_exec(
        program,
        f"-T{form}",
        f"-Gdpi={DPI if form == 'png' else 72}",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Of our surroundings it gets nothing: the token stands there.
        env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": "/nonexistent"},
    )
    try:
        made, _ = await asyncio.wait_for(process.communicate(drawing.encode()), LONGEST_S)
    except TimeoutError:
        raise NoDrawing("Graphviz took too long") from None
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode or not made:
        raise NoDrawing(f"Graphviz made nothing (exit code {process.returncode})")
    return made
