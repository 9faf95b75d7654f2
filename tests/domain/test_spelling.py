"""Folding, cutting into segments, Telex left undecoded, the order of a list."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.spelling import Segment, clean, fold, segments, sort_key, without_telex


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Mường Nhé", "muong nhe"),
        ("xã Mường Nhé", "muong nhe"),
        ("MƯỜNG   NHÉ", "muong nhe"),
        ("Pá Mỳ", "pa mi"),
        ("Pá Mì", "pa mi"),
        ("thị trấn Điện Biên Đông", "dien bien dong"),
        ("TP. Điện Biên Phủ", "dien bien phu"),
        ("huyện Nậm Pồ, tỉnh Điện Biên", "nam po"),
        ("bản Huổi Lóng", "huoi long"),
        ("Xa Dung", "xa dung"),
        ("Toả Tình", "toa tinh"),
        ("Tỏa Tình", "toa tinh"),
        ("p. Him Lam", "him lam"),
        ("Mường\u200b Nh\u202eé", "muong nhe"),
        ("xã", ""),
        ("👍", ""),
    ],
)
def test_a_name_folds_to_one_key(typed: str, key: str) -> None:
    assert fold(typed) == key
    assert fold(unicodedata.normalize("NFD", typed)) == key


@settings(deadline=None)
@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
    assert fold(clean(typed)) == fold(typed)


def test_unit_words_and_commas_cut_a_sentence() -> None:
    assert segments("Ở bản Huổi Lóng xã Na Sang, huyện Mường Chà") == (
        Segment(("ở",)),
        Segment(("huổi", "lóng"), "village"),
        Segment(("na", "sang"), "commune"),
        Segment(("mường", "chà"), "district"),
    )
    assert segments("thị trấn Tủa Chùa")[0].marker == "town"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ddieejn", "dien"),
        ("ddieejn", "dien"),
        ("D9ie65n", "dien"),
        ("diejend", "dien"),
        ("Tura", "tua"),
        ("Chuwfa", "chua"),
        ("Muwowngf", "muong"),
        ("Nhes", "nhe"),
        ("sangs", "sang"),
    ],
)
def test_telex_left_undecoded_is_taken_out(typed: str, meant: str) -> None:
    assert without_telex(Segment((clean(typed),))).words == (meant,)


def test_names_stand_in_vietnamese_order() -> None:
    names = ["Xa Dung", "Na Son", "Nà Hỳ", "Điện Biên Phủ", "Ẳng Nưa", "Nậm Kè", "Na Sang", "Búng Lao"]
    assert sorted(names, key=sort_key) == [
        "Ẳng Nưa",
        "Búng Lao",
        "Điện Biên Phủ",
        "Na Sang",
        "Na Son",
        "Nà Hỳ",
        "Nậm Kè",
        "Xa Dung",
    ]
