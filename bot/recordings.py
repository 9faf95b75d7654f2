"""Recordings of native speakers: a file for each text, and one line each in ``locales/recordings.csv``.

The list is only ever added to. A speaker's voice is personal data: who withdraws consent adds a line, and the recording is
played no more (Law 91/2025/QH15 on personal data).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from bot.display import nfc
from bot.problems import Findings, Problem, warning

MISSING: Final = warning(
    "T6", "{key}: không có tệp {name} của bản thu này.", "{key}: the file {name} of this recording is missing.",
    "Chép tệp vào locales/, hoặc thêm dòng ấy với withdrawn.",
    "Lay the file into locales/, or add the line once more with withdrawn.",
)  # fmt: skip
RECORDINGS: Final = "recordings.csv"
COLUMNS: Final = tuple("language key source sha256 seconds speaker sex dialect licence date standing".split())
Standing: TypeAlias = Literal["made", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Recording:
    """A spoken text. ``source``: the digest of the script that was spoken; ``sha256`` of the file; ``speaker`` is a code and no
    name; the speaker let it be played here under ``licence``."""

    language: str
    key: str
    source: str
    sha256: str
    seconds: int
    speaker: str
    sex: str
    dialect: str
    licence: str
    date: str
    line: int = 0
    """In the list."""

    @property
    def file(self) -> str:
        """Where it lies, below ``locales/``."""
        return file_of(self.language, self.key, self.source)


def file_of(language: str, key: str, source: str) -> str:
    """The name of a recording's file; it names the script, so that two versions can lie beside each other."""
    return f"{language}/voices/{key}.{source[:8]}.ogg"


def master(folder: Path, recordings: Iterable[Recording], sha256: str) -> bytes | None:
    """The file of one of these recordings, which lie below ``folder``; None where it is missing or is another than was approved."""
    found = next((one for one in recordings if one.sha256 == sha256), None)
    try:
        content = (folder / found.file).read_bytes() if found else b""
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def without_file(folder: Path, recordings: Iterable[Recording]) -> list[Problem]:
    """Of these, those whose file does not lie below ``folder``: they stay silent, and somebody should know."""
    findings = Findings(str(folder / RECORDINGS), {"recording_missing": MISSING})
    for one in recordings:
        if not (folder / one.file).is_file():
            findings.add("recording_missing", one.line, key=one.key, name=one.file)
    return list(findings.problems)


def read_recordings(content: bytes, findings: Findings) -> Mapping[tuple[str, str], tuple[Recording, ...]]:
    """Those that may still be played if somebody approved them, in their order, by language and key."""
    made: dict[str, Recording] = {}
    lines = csv.reader(io.StringIO(nfc(content.decode("utf-8-sig", "replace"))))
    for row in lines:
        if not row or (lines.line_num == 1 and tuple(row) == COLUMNS):
            continue
        if len(row) != len(COLUMNS) or row[-1] not in get_args(Standing) or not row[4].isdecimal():
            findings.add("recording_unreadable", lines.line_num, columns=", ".join(COLUMNS))
            continue
        language, key, source, sha256, seconds, speaker, sex, dialect, licence, date, standing = row
        if standing == "withdrawn":
            made.pop(sha256, None)
        else:
            made[sha256] = Recording(
                language,
                key,
                source,
                sha256,
                int(seconds),
                speaker,
                sex,
                dialect,
                licence,
                date,
                lines.line_num,
            )
    found: dict[tuple[str, str], tuple[Recording, ...]] = {}
    for one in made.values():
        found[one.language, one.key] = (*found.get((one.language, one.key), ()), one)
    return found
