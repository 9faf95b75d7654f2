"""``check --explain CODE``: what a code means, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.codes import CODES, Code, Weight

ALL: Final = "all"


class UnknownCode(Exception):
    """There is no such code; the message names the nearest."""


def explanation(wanted: str, *, english: bool = False) -> str:
    """What this code means, or the list of ``all``; raises UnknownCode."""
    name = wanted.strip().upper()
    if name == ALL.upper():
        return "\n".join(f"{each}  {_name(code, english)}" for each, code in CODES.items())
    if name not in CODES:
        raise UnknownCode(_unknown(wanted, name, english))
    return _told(name, CODES[name], english)


def _told(name: str, code: Code, english: bool) -> str:
    means, why = (code.means_en, code.why_en) if english else (code.means_vi, code.why_vi)
    heads = ("What", "Why", "Wrong", "Right") if english else ("Nghĩa", "Vì sao", "Sai", "Đúng")
    parts = (f" {means}", f" {why}", _set_in(code.wrong), _set_in(code.right))
    lines = (f"{head}:{part}" for head, part in zip(heads, parts, strict=True))
    return "\n".join([f"{name}  {_name(code, english)}", _WEIGHTS[english][code.weight], *lines])


def _name(code: Code, english: bool) -> str:
    return code.name_en if english else code.name_vi


def _set_in(example: str) -> str:
    return "".join(f"\n    {line}" for line in example.splitlines())


def _unknown(wanted: str, name: str, english: bool) -> str:
    near = ", ".join(_nearest(name))
    if english:
        asked = f" Did you mean: {near}?" if near else ""
        return f"There is no code “{wanted}”.{asked} For all codes: --explain {ALL}."
    asked = f" Có phải là: {near}?" if near else ""
    return f"Không có mã “{wanted}”.{asked} Xem mọi mã: --explain {ALL}."


def _nearest(name: str) -> list[str]:
    """Those of the same letter, else those of the same number."""
    same = [code for code in CODES if code[0] == name[:1]]
    return same or [code for code in CODES if code[1] == name[-1:]]


_WEIGHTS: Final[Mapping[bool, Mapping[Weight, str]]] = {
    False: {
        "error": "Lỗi: phải sửa thì mới chạy.",
        "warning": "Cảnh báo: vẫn chạy, nhưng nên sửa.",
        "either": "Có khi là lỗi (phải sửa), có khi là cảnh báo (nên sửa).",
    },
    True: {
        "error": "An error: the bot does not start with it.",
        "warning": "A warning: the bot runs, but mend it.",
        "either": "Sometimes an error (the bot does not start), sometimes a warning.",
    },
}
