"""What a citizen does and must hear: the whole shipped intake, and the single word of the echo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Say:
    """Type words."""

    words: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press a button of the question, counted from 0 through all rows."""

    index: int


Act: TypeAlias = Say | Press


@dataclass(frozen=True, slots=True)
class Step:
    """One act. It is answered by a message that holds ``hears``; one that holds ``before`` may come first."""

    act: Act
    hears: str
    before: str | None = None


INTAKE: Final = (
    Step(Say("/language"), "Nói tiếng nào"),
    Step(Press(0), "Cần gì"),
    Step(Press(0), "ghi lời kể"),
    Step(Press(0), "Nhờ cho ai"),
    Step(Press(0), "Chuyện gì"),
    Step(Press(0), "Kể bằng lời"),
    Step(Say("Nhà bên lấn nương từ tháng trước, cắm cọc rào qua bờ ruộng."), "Có giấy"),
    Step(Press(2), "xã nào"),
    Step(Say("xã Na Sang"), "Có phải"),
    Step(Press(0), "gọi số nào"),
    Step(Say("Không có máy"), "nghe máy này", before="Đã ghi"),
    Step(Press(0), "Gọi tên gì"),
    Step(Press(0), "Gửi cho cán bộ"),
    Step(Press(0), "Đã nhận lời nhờ"),
    Step(Press(5), "Có gì thêm"),
)
"""Every question of the intake about land on one's own phone, from the language until nothing is to be added."""

ECHO: Final = (Step(Say("Nhà bên lấn nương."), "Nhà bên lấn nương."),)
