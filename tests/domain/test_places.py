"""The gazetteer: what the two files say, what stands on buttons, and what a wrong file is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.places import Gazetteer, Match, OldUnit, Place, read_gazetteer
from bot.problems import line

NEW = "# a remark\ncode,name,kind,zone,lat,lon\n03158,Sín Thầu,xã,III,22.38,102.293\n03127,Điện Biên Phủ,phường,I,,\n"
OLD = "name,kind,district,place,variants\nSen Thượng,xã,huyện Mường Nhé,03158,Xen Thượng; Sen Thường\n"


def problems(new: str, old: str, *, english: bool = False) -> list[str]:
    gazetteer, found = read_gazetteer(new.encode(), old.encode())
    assert gazetteer is None
    return [line(problem, english=english) for problem in found]


def test_the_province_has_45_places_and_129_old_units(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.places) == 45
    assert sum(place.kind == "phường" for place in gazetteer.places) == 3
    assert len(gazetteer.old_units) == 129
    assert {unit.place for unit in gazetteer.old_units} == {place.code for place in gazetteer.places}
    assert len({unit.district for unit in gazetteer.old_units}) == 10


def test_places_stand_in_vietnamese_order(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.places]
    assert names[:4] == ["Búng Lao", "Chà Tở", "Chiềng Sinh", "Điện Biên Phủ"]
    assert names.index("Na Son") < names.index("Nà Bủng") < names.index("Nậm Kè")


def test_a_place_is_found_by_its_code(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("03352")
    assert place is not None
    assert place.title == "Xã Thanh An"
    assert gazetteer.place("00000") is None


def test_names_that_moved_say_on_the_button_what_they_are_made_of(gazetteer: Gazetteer) -> None:
    assert [place.label for place in gazetteer.places if place.made_of] == [
        "Xã Mường Chà (gồm Nậm Tin, Pa Tần, Chà Cang, Chà Nưa cũ)",
        "Phường Mường Thanh (gồm Noong Bua, Nam Thanh, Thanh Xương cũ)",
        "Xã Sam Mứn (gồm Pom Lót, Na Ư cũ)",
    ]


def test_a_button_names_the_old_unit_that_was_typed() -> None:
    place = Place("03352", "Thanh An", "xã", "II")
    old = OldUnit("Noong Hẹt", "xã", "huyện Điện Biên", "03352")
    district = OldUnit("Điện Biên", "huyện", "", "03352")
    assert Match(place, None, 100).label == "Xã Thanh An"
    assert Match(place, old, 99).label == "Xã Thanh An (xã cũ Noong Hẹt, huyện Điện Biên)"
    assert Match(place, district, 87).label == "Xã Thanh An (huyện cũ Điện Biên)"


def test_other_spellings_are_read() -> None:
    gazetteer, problems = read_gazetteer(NEW.encode(), OLD.encode())
    assert problems == []
    assert gazetteer is not None
    (unit,) = gazetteer.old_units
    assert unit.variants == ("Xen Thượng", "Sen Thường")


@pytest.mark.parametrize(
    ("new", "old", "at"),
    [
        ("", OLD, "places.csv:1: L0 Tệp trống hoặc không có."),
        ("# a remark\n", OLD, "places.csv:1: P1 Thiếu dòng tên cột"),
        ("a" * 200_000, OLD, "places.csv:1: P1 Thiếu dòng tên cột"),
        ("code,name\n", OLD, "places.csv:1: P1 Thiếu dòng tên cột"),
        (NEW + "03159,Nậm Kè,xã\n", OLD, "places.csv:5: P1 Dòng này không đủ 6 ô"),
        (NEW + "3159,Nậm Kè,xã,III,,\n", OLD, "places.csv:5: P1 Mã “3159”"),
        (NEW + "03158,Nậm Kè,xã,III,,\n", OLD, "places.csv:5: P1 Mã “03158”"),
        (NEW + "03159,Nậm Kè,huyện,III,,\n", OLD, "places.csv:5: P1 Không biết loại “huyện”"),
        (NEW + "03159,Nậm Kè,xã,III,22°,102\n", OLD, "places.csv:5: P1 “22°,102”"),
        (NEW + "03159,Nậm Kè,xã,III,102.1,22.3\n", OLD, "places.csv:5: P1 “102.1,22.3”"),
        (NEW + "03159,xã,xã,III,,\n", OLD, "places.csv:5: P1 Tên “xã”"),
        (NEW, OLD + "Na Lay,phường,thị xã Mường Lay,99999,\n", "old_places.csv:3: P1 Không có xã, phường"),
        (NEW, OLD + "Na Lay,làng,thị xã Mường Lay,03158,\n", "old_places.csv:3: P1 Không biết loại “làng”"),
        (NEW, OLD + "Na Lay,phường,Mường Lay,03158,\n", "old_places.csv:3: P1 Tên huyện cũ"),
        (NEW, OLD + "?,phường,thị xã Mường Lay,03158,\n", "old_places.csv:3: P1 Tên “?”"),
    ],
)
def test_a_wrong_file_is_told_line_fault_and_remedy(new: str, old: str, at: str) -> None:
    assert any(words.startswith(at) for words in problems(new, old))
    assert all(words.endswith(".") for words in problems(new, old, english=True))


def test_a_file_in_another_encoding_is_told_its_line() -> None:
    gazetteer, (problem, *_) = read_gazetteer(NEW.encode() + b"\xff", OLD.encode())
    assert gazetteer is None
    assert line(problem) == "places.csv:5: L6 Tệp không phải UTF-8. Lưu lại với bảng mã UTF-8."


def test_all_faults_are_told_at_once() -> None:
    assert len(problems(NEW + "1,A,xã,I\n2,B,xã,I\n", OLD + "C,xã,huyện D,99999,\n")) == 3


def test_a_wrong_header_is_one_problem() -> None:
    assert len(problems(NEW.replace("name", "nam"), OLD)) == 1


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=200))
def test_any_bytes_give_places_or_problems(new: bytes, old: str) -> None:
    later = old.encode("utf-8", "surrogatepass")
    for content_new, content_old in ((new, later), (NEW.encode() + new, OLD.encode() + later)):
        gazetteer, found = read_gazetteer(content_new, content_old)
        assert (gazetteer is None) == bool(found)
