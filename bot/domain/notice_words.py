"""The words by which the parts of an agency's notice are known, with and without accents. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from bot.characters import without_accents
from bot.domain.lifecycle import Custody


class Agency(StrEnum):
    """Who tells the Centre (law, Đ31(3))."""

    POLICE = "police"
    PROCURACY = "procuracy"
    COURT = "court"
    BORDER = "border"
    OTHER = "other"


class Standing(StrEnum):
    """How the person stands in the proceedings, which decides how soon somebody must be told and appointed."""

    HELD = "held"
    """Bị bắt, tạm giữ."""
    DETAINED = "detained"
    """Tạm giam."""
    ACCUSED = "accused"
    """Bị can, bị cáo, at liberty."""
    VICTIM = "victim"

    @property
    def custody(self) -> Custody:
        """How the person is held."""
        return {Standing.HELD: Custody.ARRESTED, Standing.DETAINED: Custody.DETAINED}.get(self, Custody.NONE)

    @property
    def agency_hours(self) -> int:
        """Hours in which the agency must tell the Centre, from when the person asked it (law, Đ31(3))."""
        return 12 if self is Standing.HELD else 24


EXAMPLE: Final = "CA tỉnh; tạm giữ; Giàng A B; 24/11 21:30; xã Nậm Kè; số 123/TB"
NAMELESS: Final = "chưa biết tên"
"""Instead of a name that nobody told."""
BODIES: Final = {
    Agency.POLICE: "công an",
    Agency.PROCURACY: "viện kiểm sát",
    Agency.COURT: "toà án",
    Agency.BORDER: "biên phòng",
    Agency.OTHER: "cơ quan khác",
}
STANDINGS: Final = {
    Standing.HELD: "tạm giữ",
    Standing.DETAINED: "tạm giam",
    Standing.ACCUSED: "bị can tại ngoại",
    Standing.VICTIM: "bị hại",
}


def agency_of(body: str) -> Agency | None:
    if short := _SHORT.match(body):
        return _SHORT_AGENCIES[short[0].lower()]
    folded = body.casefold()
    return next((agency for agency, pattern in _AGENCIES if pattern.match(folded)), None)


_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def _spelled(pattern: str) -> str:
    """The pattern with every word also as it is typed without accents."""
    return _WORD.sub(lambda word: f"(?:{word[0]}|{without_accents(word[0])})", pattern)


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_spelled(pattern)})(?= |$)")


_AGENCIES: Final = (
    (Agency.POLICE, _begins("công an|cơ quan (?:cảnh sát )?điều tra|cqđt|cqcsđt|csđt|pc0[0-9]")),
    (Agency.PROCURACY, _begins("viện kiểm sát|vks|vksnd|viện ks")),
    (Agency.COURT, _begins("toà án|tòa án|toà|tòa|tand")),
    (Agency.BORDER, _begins("(?:đồn |bộ đội )?biên phòng|bđbp")),
    (Agency.OTHER, _begins("cơ quan khác")),
)
# Cà and Tạ are families: in small letters the short form needs a word of its level after it.
_SHORT: Final = re.compile(
    r"(?:CA|TA|BP)(?= |$)|(?:ca|ta|bp)(?= (?:tỉnh|tinh|xã|xa|phường|phuong|khu vực)\b|$)"
)
_SHORT_AGENCIES: Final = {"ca": Agency.POLICE, "ta": Agency.COURT, "bp": Agency.BORDER}
_WAY: Final = "(?:(?:người|bị can|bị cáo|bị|đang|đã|lệnh|bắt|để) )*"
STANDING_WORDS: Final = (
    (Standing.DETAINED, _begins(f"{_WAY}tạm giam")),
    (
        Standing.HELD,
        _begins(
            f"{_WAY}(?:tạm giữ(?: hình sự)?|bắt(?: khẩn cấp| quả tang| giữ)?|giữ(?: khẩn cấp| người)?|đầu thú|tự thú)"
        ),
    ),
    (Standing.VICTIM, _begins("(?:người )?(?:bị hại|nạn nhân)")),
    (
        Standing.ACCUSED,
        _begins(
            "(?:người )?(?:bị can|bị cáo|bị buộc tội|bị khởi tố|tại ngoại)(?:(?: đang| được| cho)* tại ngoại)?"
        ),
    ),
)
PLACE: Final = re.compile(
    rf"(?:^|, )(?:{_spelled('xã|phường|bản|thôn|xóm|thị trấn|huyện|trại|nhà tạm giữ')}|tt|ở|tại) \S",
    re.IGNORECASE,
)
NAME_LABEL: Final = re.compile(r"(?:họ và tên|họ tên|tên|ten|ông|bà|anh|chị|cháu) ?:? (?=\S)", re.IGNORECASE)
REFERENCE: Final = re.compile(
    r"(?:(?:thông báo |thong bao |tb |công văn |cv )?(?:số|so) ?:? ?)?(?P<number>\d+/(?:\d+/)?[^\W\d_][\w.-]*)"
    r"|(?:thông báo |thong bao |tb |công văn |cv )?(?:số|so) ?:? ?(?P<bare>\d\S*)",
    re.IGNORECASE,
)
NAME: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){1,6}")
SEPARATORS: Final = re.compile(r"[;|\n]")
BEFORE: Final = re.compile(
    rf"(?<= )(?={_spelled('tạm giữ|tạm giam|bị bắt|bị can|bị cáo|bị hại|xã|phường|bản|số')} )", re.IGNORECASE
)
DATE: Final = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\w/])")
CLOCK: Final = re.compile(
    r"(?<![\w:/])(\d{1,2})(?: ?: ?(\d{2})| ?(?:giờ|gio|h|g) ?(\d{2})?)(?![\w:/])", re.IGNORECASE
)
NEAR: Final = {
    **dict.fromkeys(("hôm nay", "hom nay", "sáng nay", "trưa nay", "chiều nay", "tối nay"), 0),
    **dict.fromkeys(("hôm qua", "hom qua", "đêm qua", "dem qua", "tối qua", "toi qua"), 1),
    **dict.fromkeys(("hôm kia", "hom kia"), 2),
}
NEAR_WORDS: Final = re.compile(rf"(?<!\w)(?:{'|'.join(NEAR)})(?!\w)", re.IGNORECASE)
AROUND_TIME: Final = frozenset("lúc luc hồi hoi ngày ngay vào vao nhận nhan từ tu , -".split())
