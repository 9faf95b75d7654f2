"""A notice of an agency in one line: what is understood, what is asked about, and that nothing ever raises."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.lifecycle import Custody
from bot.domain.notice_words import BODIES, STANDINGS, Agency, Standing
from bot.domain.notices import (
    Notice,
    Part,
    amended,
    hours_late,
    named,
    read_notice,
    write_notice,
)

NOW = datetime.datetime(2026, 11, 25, 8, 0)
YESTERDAY = datetime.date(2026, 11, 24)
LINE = "CA tỉnh; tạm giữ; Giàng A B; 24/11 21:30; xã Nậm Kè; số 123/TB"
WHOLE = Notice(
    "CA tỉnh",
    Standing.HELD,
    "Giàng A B",
    YESTERDAY,
    datetime.time(21, 30),
    "xã Nậm Kè",
    "123/TB",
)


def read(words: str) -> Notice:
    return read_notice(words, NOW, lambda part: part.casefold() in ("nậm kè", "na sang"))


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "số 123/TB; xã Nậm Kè; 21:30 24/11; Giàng A B; tạm giữ; CA tỉnh",
        "CA tỉnh, tạm giữ, Giàng A B, 24/11 21:30, xã Nậm Kè, số 123/TB",
        "CA tỉnh\ntạm giữ\nGiàng A B\n24/11/2026 21h30\nxã Nậm Kè\nTB số 123/TB.",
        "CA tỉnh tạm giữ Giàng A B 24/11 21:30 xã Nậm Kè số 123/TB",
        "CA tỉnh| đang bị tạm giữ Giàng A B| hôm qua lúc 21 giờ 30| xã Nậm Kè| số 123/TB",
        "CA tỉnh; tạm giữ; tên: Giàng A B; ngày 24-11-26 21g30; xã Nậm Kè; 123/TB",
        "CA tỉnh; tạm giữ; ông Giàng A B; thông báo số 123/TB ngày 24/11 hồi 21:30; xã Nậm Kè",
    ],
)
def test_a_line_is_read_in_whatever_order_and_with_whatever_marks(line: str) -> None:
    assert read(line) == WHOLE


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("CA tỉnh", Agency.POLICE),
        ("ca xã", Agency.POLICE),
        ("cong an xa Nam Ke", Agency.POLICE),
        ("Cơ quan Cảnh sát điều tra", Agency.POLICE),
        ("CQĐT", Agency.POLICE),
        ("PC02", Agency.POLICE),
        ("VKSND khu vực 2", Agency.PROCURACY),
        ("vien kiem sat", Agency.PROCURACY),
        ("Toà án khu vực 1", Agency.COURT),
        ("Tòa án", Agency.COURT),
        ("TA khu vực 1", Agency.COURT),
        ("Đồn Biên phòng Nậm Kè", Agency.BORDER),
        ("BP", Agency.BORDER),
    ],
)
def test_an_agency_is_known_by_its_name_or_short_form(words: str, agency: Agency) -> None:
    found = read(f"{words};")

    assert (found.agency, found.body) == (agency, words)


@pytest.mark.parametrize("name", ["Cà Văn Minh", "Tạ Thị Hoa", "ca van minh", "Toàn Văn Bắt", "Công Anh Tú"])
def test_a_family_is_no_agency(name: str) -> None:
    assert read(f"{name};") == Notice(name=name)


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("tạm giữ", Standing.HELD),
        ("bị bắt", Standing.HELD),
        ("bắt quả tang", Standing.HELD),
        ("tam giu hinh su", Standing.HELD),
        ("lệnh bắt khẩn cấp", Standing.HELD),
        ("đầu thú", Standing.HELD),
        ("tạm giam", Standing.DETAINED),
        ("bắt tạm giam", Standing.DETAINED),
        ("bị can đang tạm giam", Standing.DETAINED),
        ("bị can", Standing.ACCUSED),
        ("bị cáo tại ngoại", Standing.ACCUSED),
        ("bị can đang được tại ngoại", Standing.ACCUSED),
        ("Bị hại", Standing.VICTIM),
        ("nan nhan", Standing.VICTIM),
    ],
)
def test_how_somebody_stands_is_known_by_the_words_of_the_law(words: str, standing: Standing) -> None:
    assert read(f"{words};") == Notice(standing=standing)


def test_a_name_may_follow_how_somebody_stands() -> None:
    assert read("bị can Lò Văn Pản;") == Notice(standing=Standing.ACCUSED, name="Lò Văn Pản")


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("hôm nay", NOW.date(), None),
        ("đêm qua 22h", YESTERDAY, (22, 0)),
        ("hom kia", datetime.date(2026, 11, 23), None),
        ("7:05", NOW.date(), (7, 5)),
        ("21:30", YESTERDAY, (21, 30)),
        ("1/10", datetime.date(2026, 10, 1), None),
        ("24.11.2026", YESTERDAY, None),
        ("nhận 24/11 lúc 9 gio", YESTERDAY, (9, 0)),
    ],
)
def test_a_time_may_be_said_in_words(words: str, day: datetime.date, clock: tuple[int, int] | None) -> None:
    assert read(f"{words};") == Notice(day=day, clock=datetime.time(*clock) if clock else None)


def test_last_december_is_last_year() -> None:
    assert read_notice("30/12;", datetime.datetime(2027, 1, 2)).day == datetime.date(2026, 12, 30)


@pytest.mark.parametrize("words", ["31/2", "26/11", "12/3/2012", "25:00", "7:75", "1/9"])
def test_what_cannot_be_the_time_of_a_notice_is_asked_about(words: str) -> None:
    assert read(f"{words};") == Notice(rest=(words,))


def test_villages_and_communes_make_one_place() -> None:
    assert read("bản Huổi; xã Nậm Kè;").place == "bản Huổi, xã Nậm Kè"
    assert read("Nậm Kè; bản Huổi;").place == "Nậm Kè, bản Huổi"
    assert read("trại tạm giam tỉnh;").place == "trại tạm giam tỉnh"


def test_the_first_stands_and_the_second_of_a_kind_is_asked_about() -> None:
    found = read(
        "Giàng A B; Lò Văn Pản; CA tỉnh; VKS tỉnh; số 1; số 2; 24/11; 23/11; bị hại; bị can; tên X; Na Sang; Na Sang"
    )

    assert found == Notice(
        "CA tỉnh",
        Standing.VICTIM,
        "Giàng A B",
        YESTERDAY,
        None,
        "Na Sang",
        "1",
        ("Lò Văn Pản", "VKS tỉnh", "số 2", "23/11", "bị can", "tên X", "Na Sang"),
    )


@pytest.mark.parametrize("words", ["Dơ", "???", "a1 b2", "số", "123abc"])
def test_what_looks_like_nothing_is_kept_to_be_asked_about(words: str) -> None:
    assert read(f"{words};") == Notice(rest=(words,))


@pytest.mark.parametrize("words", ["", " ", ";;;", "\u200b", ", ,", "\n\n"])
def test_of_nothing_nothing_is_understood(words: str) -> None:
    assert read(words) == Notice()


# --- what it says ----------------------------------------------------------------------------


def test_the_law_knows_two_custodies_and_two_terms_for_the_agency() -> None:
    assert {each: (each.custody, each.agency_hours) for each in Standing} == {
        Standing.HELD: (Custody.ARRESTED, 12),
        Standing.DETAINED: (Custody.DETAINED, 24),
        Standing.ACCUSED: (Custody.NONE, 24),
        Standing.VICTIM: (Custody.NONE, 24),
    }


def test_every_agency_and_standing_is_known_by_its_own_words() -> None:
    assert {read(f"{words};").agency for words in BODIES.values()} == set(Agency)
    assert {read(f"{words};").standing for words in STANDINGS.values()} == set(Standing)


def test_what_was_said_later_replaces_part_by_part() -> None:
    mended = amended(WHOLE, read("tạm giam; 23/11 8:00; ???"))

    assert (mended.standing, mended.at) == (Standing.DETAINED, datetime.datetime(2026, 11, 23, 8))
    assert (mended.name, mended.body, mended.rest) == ("Giàng A B", "CA tỉnh", ("???",))
    assert amended(WHOLE, Notice()) == WHOLE


def test_somebody_says_what_a_part_is() -> None:
    asked = Notice(rest=("Dơ", "kiểm lâm", "Huổi Lóng", "12 TB"))

    assert named(asked, Part.NAME, "Dơ") == Notice(name="Dơ", rest=("kiểm lâm", "Huổi Lóng", "12 TB"))
    told = named(asked, Part.BODY, "kiểm lâm")
    assert told
    assert (told.body, told.agency) == ("cơ quan khác kiểm lâm", Agency.OTHER)
    placed = named(asked, Part.PLACE, "Huổi Lóng")
    assert placed
    assert placed.place == "ở Huổi Lóng"
    numbered = named(asked, Part.REFERENCE, "12 TB")
    assert numbered
    assert numbered.reference == "12TB"
    assert named(asked, Part.STANDING, "Dơ") is None
    again = named(Notice(), Part.BODY, "CA tỉnh")
    assert again
    assert again.agency is Agency.POLICE
    village = named(Notice(), Part.PLACE, "bản Huổi")
    assert village
    assert village.place == "bản Huổi"


@pytest.mark.parametrize(
    ("standing", "hours", "late"),
    [
        (Standing.HELD, 12, None),
        (Standing.HELD, 13, 13),
        (Standing.ACCUSED, 24, None),
        (Standing.DETAINED, 25, 25),
        (None, 99, None),
    ],
)
def test_an_agency_is_late_after_its_hours(standing: Standing | None, hours: int, late: int | None) -> None:
    notice = Notice(standing=standing, day=NOW.date(), clock=NOW.time())

    assert hours_late(notice, NOW + datetime.timedelta(hours=hours)) == late


def test_without_an_hour_nobody_is_late() -> None:
    assert hours_late(Notice(standing=Standing.HELD, day=YESTERDAY), NOW) is None


# --- anything --------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "CA tỉnh", "công an", "ca", "TA", "tạm giữ", "bị", "bị can", "tại ngoại", "bắt", "Giàng A B", "tên", "ông",
        "24/11", "24/11/2026", "21:30", "21h", "hôm qua", "lúc", "ngày", "xã", "Nậm Kè", "bản", "ở", "số", "123/TB",
        "12", ";", ",", "|", "\n", ".", ":", " ", "Dơ", "?", "/", "-", "İ", "ß", "\u0301", "h", "g", "1", "31/2",
    ]
)  # fmt: skip
LINES = st.lists(FRAGMENTS, max_size=14).map(" ".join) | st.lists(FRAGMENTS, max_size=14).map("".join)


@given(LINES | st.text(max_size=60))
@example(LINE)
def test_whatever_is_typed_is_read_and_what_is_written_is_read_the_same(words: str) -> None:
    found = read(words)

    assert read(write_notice(found)) == found
