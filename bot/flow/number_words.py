"""The vocabulary of numbers in sentences, Vietnamese with and without accents, and English."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from bot.characters import without_accents

Kind: TypeAlias = Literal[
    "digits",  # 3, 1.500, 1,5
    "word",  # ba, mười hai, twenty
    "scale",  # trăm, nghìn, k, million
    "join",  # linh, lẻ, and
    "half",  # rưỡi
    "unit",  # năm (year), người, people
    "five",  # năm: a year; five where nothing else is a number
    "about",  # khoảng
    "filler",  # dạ, là, có, a comma
    "vague",  # vài, mấy, half
    "not",  # không, chưa, a minus
    "unclear",  # «bốn năm người»: four or five
    "other",
]
Name: TypeAlias = tuple[Kind, int]

AFTER_DIGITS: Final = {"k": 1000, "tr": 1_000_000}
AFTER_A_NUMBER: Final = frozenset({"vạn", "van", "tỷ", "tỉ", "ty", "ti"})
"""Scales that are other words when no number stands before them."""
ENGLISH_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 10**9}
MINUS: Final = frozenset({"âm", "am", "minus"})
"""Before the number, at the very beginning."""

LAST: Final = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""Only after tens, hundreds and more."""
LAST_BARE: Final = frozenset({"tu", "lam", "nham"})
"""After hundreds and more «tu» may also be «từ», so the number cannot be told."""

# --- numbers -------------------------------------------------------------------------------------

_UNITS: Final = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}  # and năm, which is also a year
_TENS: Final = {name: number for name, number in _UNITS.items() if number > 1} | {"năm": 5}
_SCALES: Final = {
    "không trăm": 0,
    "mươi": 10,
    "chục": 10,
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_ENGLISH: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_ENGLISH_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _vietnamese() -> dict[str, int]:
    numbers = _UNITS | {"số không": 0, "mười": 10}
    numbers |= {f"mười {unit}": 10 + n for unit, n in (_UNITS | {"lăm": 5, "nhăm": 5}).items()}
    for tens, ten in _TENS.items():
        numbers |= {f"{tens} {unit}": 10 * ten + n for unit, n in LAST.items()}
        for word in ("mươi", "mười"):
            numbers[f"{tens} {word}"] = 10 * ten
            numbers |= {f"{tens} {word} {unit}": 10 * ten + n for unit, n in (_UNITS | LAST).items()}
    return numbers


def _english() -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(_ENGLISH)}
    for ten, name in enumerate(_ENGLISH_TENS, 2):
        numbers[name] = 10 * ten
        numbers |= {f"{name} {unit}": 10 * ten + n for n, unit in enumerate(_ENGLISH[1:10], 1)}
    return numbers


# --- the words around them -----------------------------------------------------------------------

_AROUND: Final[dict[Kind, str]] = {
    "join": "linh lẻ and",
    "half": "rưỡi",
    "unit": "tháng ngày tuần hôm giờ phút tuổi người con đứa cháu lần đồng hộ nhà sào mẫu ha hecta mét bò trâu "
    "year years month months week weeks day days hour hours people persons person children child kids times "
    "m2 m3 km2 km",
    "about": "khoảng độ chừng tầm cỡ ước gần hơn trên ngót đâu chắc about around roughly almost nearly over "
    "approximately maybe ~ ≈",
    "filler": "dạ vâng ạ thưa là có được rồi thôi nhé nha chỉ đã tất cả vnd vnđ đ i have there is are just only "
    "a of old . , ! ? ; : ( ) [ ] … \" '",
    "vague": "vài mấy dăm đôi hàng nửa half few several couple dozen",
    "not": "không ko k hông chẳng chả chưa dưới no not none never don't dont under below less - – — − /",
}
_KEPT: Final = [
    f"{no} {verb}" for no in ("không", "ko", "k", "chẳng", "chả") for verb in ("biết", "nhớ", "rõ", "chắc")
] + ["not sure", "don't know", "dont know", "don't remember"]
_UNCLEAR: Final = ("năm ba", "năm sáu", "năm bảy")


def _names() -> dict[str, Name]:
    names: dict[str, Name] = {word: (kind, 0) for kind, words in _AROUND.items() for word in words.split()}
    names |= dict.fromkeys(_KEPT, ("other", 0))
    names |= dict.fromkeys(_UNCLEAR, ("unclear", 0)) | {"năm": ("five", 5)}
    names |= {word: ("scale", n) for word, n in (_SCALES | ENGLISH_SCALES).items()}
    return names | {word: ("word", n) for word, n in (_vietnamese() | _english()).items()}


def _bare(names: dict[str, Name]) -> dict[str, Name]:
    """Without accents. Where two words fall together the later of the table is meant: «tám», not «tầm»."""
    return {without_accents(name): meaning for name, meaning in names.items()}


NAMES: Final = _names()
BARE: Final = _bare(NAMES)
