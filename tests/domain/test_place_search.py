"""Every place is found however it is typed; a name with several meanings gives them all; rubbish gives none."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.place_search import MOST, MOST_OF_A_DISTRICT, find
from bot.domain.places import Gazetteer

Typing = Callable[[str], str]


def every_name(gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """The 174 names, each with the code of the place that must be among the candidates."""
    new = [(place.name, place.code) for place in gazetteer.places]
    return new + [(unit.name, unit.place) for unit in gazetteer.old_units]


def bare(name: str) -> str:
    marks = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in marks if not unicodedata.combining(c)).replace("đ", "d")


def with_errors(count: int, seed: int) -> Typing:
    def typed(name: str) -> str:
        chance = random.Random(f"{name} {seed}")
        words = bare(name)
        for _ in range(count):
            words = one_error(words, chance)
        return words

    return typed


def one_error(words: str, chance: random.Random) -> str:
    """A letter left out, put in, mistaken, or two that changed places."""
    while True:
        at, letter = chance.randrange(len(words) - 1), chance.choice("abcdeghiklmnopqrstuvxy")
        changed = chance.choice(
            [
                words[:at] + words[at + 1 :],
                words[:at] + letter + words[at:],
                words[:at] + letter + words[at + 1 :],
                words[:at] + words[at + 1] + words[at] + words[at + 2 :],
            ]
        )
        if changed != words:
            return changed


def labels(gazetteer: Gazetteer, words: str) -> list[str]:
    return [match.label for match in find(gazetteer, words)]


def names(gazetteer: Gazetteer, words: str) -> list[str]:
    return [match.place.name for match in find(gazetteer, words)]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda name: name, id="as written"),
        pytest.param(bare, id="without accents"),
        pytest.param(lambda name: unicodedata.normalize("NFD", name), id="decomposed"),
        pytest.param(str.upper, id="capitals"),
        pytest.param(lambda name: f"xã {name}", id="after the unit word"),
        pytest.param(lambda name: f"nha em o {bare(name)} a", id="in a sentence"),
        pytest.param(lambda name: f"Em ở bản Huổi Lóng, xã {name}, gần suối", id="in a long sentence"),
    ],
)
def test_every_name_finds_its_place_among_the_first_three(gazetteer: Gazetteer, typed: Typing) -> None:
    for name, code in every_name(gazetteer):
        found = [match.place.code for match in find(gazetteer, typed(name))]
        assert code in found[:3], name


@pytest.mark.parametrize(
    ("errors", "first", "among_three"),
    [pytest.param(1, 0.95, 0.99, id="one error"), pytest.param(2, 0.83, 0.90, id="two errors")],
)
def test_names_with_typing_errors_are_found(
    gazetteer: Gazetteer, errors: int, first: float, among_three: float
) -> None:
    tries = [
        (code, [match.place.code for match in find(gazetteer, with_errors(errors, seed)(name))])
        for name, code in every_name(gazetteer)
        for seed in range(5)
    ]
    assert sum(code in found[:1] for code, found in tries) / len(tries) >= first
    assert sum(code in found[:3] for code, found in tries) / len(tries) >= among_three


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("Mường Chà", {"Mường Chà", "Na Sang", "Mường Lay", "Mường Tùng", "Pa Ham", "Nậm Nèn", "Mường Pồn"}),
        ("Mường Nhé", {"Mường Nhé", "Sín Thầu", "Nậm Kè", "Mường Toong", "Quảng Lâm"}),
        ("Mường Ảng", {"Mường Ảng", "Búng Lao", "Mường Lạn", "Nà Tấu"}),
        (
            "Tuần Giáo",
            {
                *("Tuần Giáo", "Sáng Nhè", "Pú Nhung", "Mường Mùn"),
                *("Tủa Chùa", "Chiềng Sinh", "Quài Tở", "Búng Lao"),
            },
        ),
        ("Tủa Chùa", {"Tủa Chùa", "Tủa Thàng", "Sín Chải", "Sính Phình", "Sáng Nhè"}),
        (
            "Điện Biên",
            {
                *("Mường Pồn", "Thanh Nưa", "Mường Thanh", "Thanh Yên", "Thanh An"),
                *("Sam Mứn", "Núa Ngam", "Mường Nhà", "Điện Biên Phủ", "Na Son"),
            },
        ),
        ("Điện Biên Đông", {"Na Son", "Xa Dung", "Mường Luân", "Pu Nhi", "Phình Giàng", "Tìa Dình"}),
        ("Nậm Pồ", {"Quảng Lâm", "Mường Chà", "Nà Hỳ", "Chà Tở", "Nà Bủng", "Si Pa Phìn"}),
        ("Mường Thanh", {"Mường Thanh", "Điện Biên Phủ"}),
        ("Sam Mứn", {"Sam Mứn", "Thanh An"}),
        ("Na Tông", {"Núa Ngam", "Tủa Chùa"}),
        ("Nà Tòng", {"Núa Ngam", "Tủa Chùa"}),
    ],
)
@pytest.mark.parametrize("way", [str, bare, str.upper])
def test_an_ambiguous_name_gives_every_reading(
    gazetteer: Gazetteer, typed: str, readings: set[str], way: Typing
) -> None:
    assert readings <= set(names(gazetteer, way(typed)))


def test_the_accents_of_a_name_decide_only_which_reading_stands_first(gazetteer: Gazetteer) -> None:
    assert labels(gazetteer, "Na Tông")[0] == "Xã Núa Ngam (xã cũ Na Tông, huyện Điện Biên)"
    assert labels(gazetteer, "Nà Tòng")[0] == "Xã Tủa Chùa (xã cũ Nà Tòng, huyện Tuần Giáo)"


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("muong nhe", {"Mường Nhé", "Mường Nhà"}),
        ("thanh minh", {"Điện Biên Phủ"}),
        ("muong lan", {"Mường Lạn", "Mường Luân"}),
        ("na sai", {"Chiềng Sinh", "Mường Lay"}),
    ],
)
def test_names_one_letter_apart_are_both_offered(gazetteer: Gazetteer, typed: str, both: set[str]) -> None:
    assert both <= set(names(gazetteer, typed))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bản Huổi Lóng xã Na Sang", "Xã Na Sang"),
        ("ban huoi long xa na sang", "Xã Na Sang"),
        ("ở mường nhé, bản nậm pố", "Xã Mường Nhé"),
        ("xa dung", "Xã Xa Dung"),
        ("xã Xa Dung", "Xã Xa Dung"),
        ("nasang", "Xã Na Sang"),
        ("bản Nậm Kè", "Xã Nậm Kè"),
        ("si pa", "Xã Si Pa Phìn"),
        ("P.Him Lam", "Phường Điện Biên Phủ (phường cũ Him Lam, thành phố Điện Biên Phủ)"),
        ("noọng hẹt", "Xã Thanh An (xã cũ Noong Hẹt, huyện Điện Biên)"),
        ("Xín Chải", "Xã Sín Chải"),
        ("thị trấn Mường Chà", "Xã Na Sang (thị trấn cũ Mường Chà, huyện Mường Chà)"),
        ("huyện Tủa Chùa", "Xã Tủa Chùa (huyện cũ Tủa Chùa)"),
        ("xã Na Tông, huyện Tuần Giáo", "Xã Tủa Chùa (xã cũ Nà Tòng, huyện Tuần Giáo)"),
        ("Tura Chuwfa", "Xã Tủa Chùa"),
        ("Muwowngf Phawng", "Xã Mường Phăng"),
        ("na\u200b sa\u202eng", "Xã Na Sang"),
        ("Mường Phăng\nđội 3", "Xã Mường Phăng"),
    ],
)
def test_the_likeliest_place_stands_first(gazetteer: Gazetteer, typed: str, first: str) -> None:
    assert labels(gazetteer, typed)[0] == first


def test_a_district_beside_a_named_commune_adds_no_candidates(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "xã Na Sang huyện Mường Chà tỉnh Điện Biên") == ["Na Sang"]


def test_a_city_typed_with_one_error_is_not_its_shorter_namesake(gazetteer: Gazetteer) -> None:
    assert "Thanh Yên" not in names(gazetteer, "Điện Biên Đôn")
    assert names(gazetteer, "Điện Biên Đôn")[0] == "Na Son"


def test_telex_is_not_decoded_where_doubled_letters_are_spelling(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "Ddieejn Bieen")
    assert find(gazetteer, "Ddieejn Bieen", telex=False) == ()


def test_only_the_beginning_of_a_long_text_is_read(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "a " * 90 + "Na Sang") == ["Na Sang"]
    assert find(gazetteer, "a " * 100 + "Na Sang") == ()


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "xã", "👍", "113", "ok", "asdf", "?!", "\u200b\u202e", "0912 345 678", "zoo siab"),
        *("không biết", "chưa nhớ", "tôi quên rồi", "ở nhà", "xin chào", "tỉnh Điện Biên"),
        *("nhà tôi ở trên núi", "bị chồng đánh đau lắm", "cán bộ ơi giúp cháu với", "Kuv nyob zos Huab Tais"),
    ],
)
def test_words_that_name_no_place_give_none(gazetteer: Gazetteer, typed: str) -> None:
    assert find(gazetteer, typed) == ()


PIECES = [
    "xã",
    "huyện",
    "bản",
    "na",
    "sang",
    "mường",
    "chà",
    "điện",
    "biên",
    "đông",
    "tt.",
    "p.",
    ",",
    "xa",
    "w",
]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
@example("XA'NA'DONG:XA'MUONG'0ANG")  # resembles a district, but much else resembles the words more
def test_any_words_give_few_places_each_once(gazetteer: Gazetteer, words: str) -> None:
    found = find(gazetteer, words)
    assert len({match.place.code for match in found}) == len(found) <= MOST_OF_A_DISTRICT
    assert len(found) <= MOST or any(match.because and match.because.is_district for match in found)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(match.label for match in found)
