"""Numbers as people say them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.characters import without_accents
from bot.flow.amounts import GREATEST, Amount, read_amount

UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def number(words: str) -> int | None:
    amount = read_amount(words)
    return None if amount is None else amount.number


def spelled(n: int) -> str:
    tens, unit = divmod(n, 10)
    if tens == 0:
        return "số không" if n == 0 else UNITS[unit]
    last = {5: "lăm", **({1: "mốt", 4: "tư"} if tens > 1 else {})}.get(unit, UNITS[unit])
    return " ".join([UNITS[tens] + " mươi" if tens > 1 else "mười", *([last] if unit else [])])


@pytest.mark.parametrize(
    "typed", ["3", "໓", "๓", "３", "٣", "③", " 3. ", "3 people", "nhà có 3 người", "3 (ba)"]
)
def test_digits_of_any_script_are_read_among_any_words(typed: str) -> None:
    assert read_amount(typed) == Amount(3, about=False)


@pytest.mark.parametrize(
    "typed",
    [
        "khoảng 3 năm",
        "độ ba năm",
        "khoang ba nam",
        "about three",
        "~3",
        "hơn 3 năm",
        "không biết rõ, khoảng 3 năm",
    ],
)
def test_about_is_kept(typed: str) -> None:
    assert read_amount(typed) == Amount(3, about=True)


@pytest.mark.parametrize(("typed", "meant"), [("mươi người", 10), ("chục năm", 10)])
def test_a_ten_that_nobody_counted_is_about_ten(typed: str, meant: int) -> None:
    assert read_amount(typed) == Amount(meant, about=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mười hai", 12),
        ("hai mươi lăm", 25),
        ("hai lăm", 25),
        ("hai mốt", 21),
        ("hai muoi mot", 21),
        ("ba mươi tư", 34),
        ("bẩy nhăm", 75),
        ("2 chục", 20),
        ("trăm hai", 120),
        ("hai trăm mốt", 210),
        ("hai trăm mười", 210),
        ("một trăm linh hai", 102),
        ("trăm rưỡi", 150),
        ("ba trăm năm mươi", 350),
        ("hai nghìn không trăm linh năm", 2005),
        ("hai nghìn hai mươi tư", 2024),
        ("hai nghìn năm trăm", 2500),
        ("twelve", 12),
        ("twenty-five", 25),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("two hundred five", 205),
        ("two thousand five", 2005),
        ("zero", 0),
        ("số không", 0),
        ("0", 0),
    ],
)
def test_number_words_are_read(typed: str, meant: int) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000 đồng", 1_500_000),
        ("1.500.000,00", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 million", 1_500_000),
        (".5 triệu", 500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("trăm rưỡi nghìn", 150_000),
        ("3tr", 3_000_000),
        ("3tr5", 3_500_000),
        ("3 triệu 500", 3_500_000),
        ("ba triệu hai", 3_200_000),
        ("ba triệu năm trăm nghìn", 3_500_000),
        ("triệu tư", 1_400_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("hai vạn", 20_000),
        ("hai chục triệu", 20_000_000),
        ("1000 tỷ", GREATEST),
        ("200m2", 200),
    ],
)
def test_money_and_land_are_read_as_people_shorten_them(typed: str, meant: int) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("năm", 5),
        ("dạ năm ạ", 5),
        ("khoang nam", 5),
        ("ba năm", 3),
        ("năm năm", 5),
        ("nam nam", 5),
        ("năm người", 5),
        ("mười năm", 10),
        ("hai mươi năm", 20),
        ("mươi năm", 10),
        ("một trăm linh năm", 105),
        ("tôi năm nay 45 tuổi", 45),
        ("năm 2020", 2020),
        ("hai mươi năm năm", None),
        ("bốn năm người", None),
        ("năm ba người", None),
        ("trăm năm", None),
        ("năm ngoái", None),
    ],
)
def test_nam_is_five_or_a_year(typed: str, meant: int | None) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "3 hoặc 4",
        "2-3 năm",
        "ba bốn năm",
        "hai ba người",
        "ba tôi 70 tuổi",
        "3 năm 6 tháng",
        "5/3/2024",
        "5.3.2024",
    ],
)
def test_several_numbers_are_not_guessed_between(typed: str) -> None:
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không",
        "khong",
        "không có",
        "không biết",
        "k biết",
        "nửa năm",
        "vài chục",
        "I don't know",
        "and",
        "công ty",
        "ba tôi",
        "tên tôi là Ba",
        "linh",
        "rưỡi",
    ],
)
def test_words_without_a_number_are_none(typed: str) -> None:
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "-3",
        "âm 3",
        "minus three",
        "không quá 3",
        "dưới 3 năm",
        "chưa đến 3 năm",
        "3 năm rưỡi",
        "2,5",
        "1/2",
        "½",
    ],
)
def test_negative_bounded_and_broken_numbers_are_none(typed: str) -> None:
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "2,500 triệu",
        "ba triệu hai mươi",
        "hai nghìn ba nghìn",
        "hai nghìn ba triệu",
        "hai triệu nghìn",
        "hai triệu ba bốn",
        "hai ba triệu",
        "1001 tỷ",
        "hai trieu tu",
        "tram lam",
    ],
)
def test_what_may_be_read_in_two_ways_or_is_too_great_is_none(typed: str) -> None:
    assert read_amount(typed) is None


def test_words_without_accents_are_numbers_only_where_nothing_has_accents() -> None:
    assert number("sau nguoi") == 6
    assert number("sau người") is None


def test_very_long_words_are_not_read() -> None:
    assert number("3" + " " * 199) == 3
    assert number("3" + " " * 200) is None


@given(st.integers(0, 99), st.booleans(), st.sampled_from(["", " người", " tháng"]))
def test_every_number_under_a_hundred_is_read_as_it_is_spelled(n: int, accents: bool, unit: str) -> None:
    words = spelled(n) + unit
    assert number(words if accents else without_accents(words)) == n


@given(st.integers(0, GREATEST), st.sampled_from([".", ",", " ", ""]))
def test_grouped_digits_are_read(n: int, between: str) -> None:
    assert number(f"{n:,}".replace(",", between)) == n


WORDS = st.sampled_from(
    "3 4 1.500 1,5 -3 năm ba tư mốt lăm mười mươi trăm không nghìn triệu tỷ k tr rưỡi linh and hundred khoảng người "
    "vài , . / - ½ ໓".split()
)


@pytest.mark.parametrize(("words", "number"), [("tỷ lệ 3", 3), ("ty 5", 5), ("van nhà 3 cái", 3)])
def test_a_scale_without_a_number_before_it_is_another_word(words: str, number: int) -> None:
    assert read_amount(words) == Amount(number, False)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("".join)
    )
)
def test_no_words_break_the_reading(words: str) -> None:
    amount = read_amount(words)
    assert amount is None or 0 <= amount.number <= GREATEST
