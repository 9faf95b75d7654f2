"""Bytes of a file that somebody edits → its words; what is no text, or too much of it, is a problem."""

from __future__ import annotations

from collections.abc import Mapping

from bot.problems import Findings, Sentence, error

MAX_BYTES = 256 * 1024


def read_text(content: bytes, findings: Findings) -> str | None:
    """The words, or None after a problem; the findings must know the sentences below."""
    if len(content) > MAX_BYTES:
        findings.add("file_large", 1, limit=MAX_BYTES // 1024)
        return None
    if b"\0" in content:
        findings.add("file_binary", 1)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        findings.add("not_utf8", content.count(b"\n", 0, fault.start) + 1)
        return None
    if not text.strip():
        findings.add("file_empty", 1)
        return None
    return text


TEXT_SENTENCES: Mapping[str, Sentence] = {
    "file_empty": error(
        "L0", "Tệp trống hoặc không có.", "The file is empty or missing.",
        "Lấy tệp của bản phát hành rồi sửa.", "Take the file of the release and edit that.",
    ),
    "file_binary": error(
        "L0", "Tệp không phải chữ.", "The file is not text.",
        "Lưu lại dưới dạng chữ thường (UTF-8).", "Save it as plain text (UTF-8).",
    ),
    "file_large": error(
        "L5", "Tệp lớn hơn {limit} KiB.", "The file is larger than {limit} KiB.",
        "Bớt đi, hoặc tách thành nhiều tệp.", "Shorten it, or split it into several files.",
    ),
    "not_utf8": error(
        "L6", "Tệp không phải UTF-8.", "The file is not UTF-8.",
        "Lưu lại với bảng mã UTF-8.", "Save it again as UTF-8.",
    ),
}  # fmt: skip
