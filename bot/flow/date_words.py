"""The words of dates. What counts from today, «năm ngoái» or «3 tháng trước», is first written as a calendar does."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from bot.characters import without_accents
from bot.flow.numerals import in_digits, marks, plain


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of a date as they were said. ``short_year``: it had two digits and is of this century as yet."""

    year: int | None
    month: int | None
    day: int | None
    short_year: bool
    lunar: bool
    about: bool


def find_dates(words: str, today: datetime.date) -> tuple[Named, ...]:
    """Every date in the words; none when a number is left over that belongs to no date."""
    typed = plain(words)
    digits = in_digits(_replaced(typed, _MONTHS))
    written = without_accents(digits or "")
    if "kìa" in typed or _OPEN.search(written):
        return ()
    lunar = bool(_LUNAR.search(typed) or _LUNAR_BARE.search(written))
    sentence = _from_today(_replaced(written, _SPELLINGS), today)
    about = "~" in sentence or any(mark.kind == "about" for mark in marks(typed))
    found: list[Named] = []
    for pattern in _CALENDAR:
        found += [_named(match.groupdict(), lunar, about) for match in pattern.finditer(sentence)]
        sentence = pattern.sub("|", sentence)
    return () if re.search(r"\d", sentence) else tuple(found)


def _named(parts: dict[str, str | None], lunar: bool, about: bool) -> Named:
    year, month, day, short = (
        None if part is None else int(part) for part in (parts.get(name) for name in ("y", "m", "d", "yy"))
    )
    return Named(year if short is None else 2000 + short, month, day, short is not None, lunar, about)


# --- spellings -----------------------------------------------------------------------------------

Table: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]


def _table(*rows: tuple[str, str]) -> Table:
    return tuple((re.compile(pattern), written) for pattern, written in rows)


def _replaced(sentence: str, table: Table) -> str:
    for pattern, written in table:
        sentence = pattern.sub(written, sentence)
    return " ".join(sentence.split())


_ENGLISH_MONTHS: Final = (
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? (?<=\\d[\\s-])may|may(?=\\s\\d) june? july? aug(?:ust)? "
    "sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?"
).split()
_MONTHS: Final = _table(
    (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    (r"(?<=\d) of (?=[a-z])", " "),
    *((rf"-?\b(?:{name})\b-?", f" thang {number} ") for number, name in enumerate(_ENGLISH_MONTHS, 1)),
)
_LUNAR: Final = re.compile(r"\b(?:âm|âl|lunar)\b")
_LUNAR_BARE: Final = re.compile(
    r"\bthang (?:gieng|chap)\b|\bram\b|\bm[uo]ng \d\d? tet\b|\bam lich\b|\b(?:lich|ngay) am\b|\bal\b"
    r"|(?:thang \d\d?|/ ?\d\d?|\d{4}) am\b"
)
# Before or after a year, and in many years: no date.
_OPEN: Final = re.compile(
    r"\b(?:truoc|sau|before|after) (?:nam )?\d{4}\b|\b(?:nhieu|nhung|cac) (?:nam|thang|tuan|ngay)\b"
)
_SPELLINGS: Final = _table(
    (r"[,;!?()\[\]\"'«»“”]", " "),
    (r"\b\d\d? ?(?:gio(?: \d\d? phut)?|h(?:\d\d)?)\b|\b\d\d?:\d\d(?::\d\d)?\b", " "),  # a time of day
    (r"\bso \d[^ ]*", " "),  # the number of a paper
    (r"\bthu \d\b", " "),  # a day of the week
    (r"\b(?:(?:am|duong) lich|lich (?:am|duong)|am|al|dl|lunar)\b", " "),
    (r"\bthang gieng\b", "thang 1"),
    (r"\bthang chap\b", "thang 12"),
    (r"\bthang tu\b", "thang 4"),
    (r"\b(thang|m[uo]ng) nam\b", r"\1 5"),
    (r"\bram\b(?= thang)", "15"),
    (r"\b(m[uo]ng \d\d?) tet\b", r"\1 thang 1"),
    (r"\ban? (?=(?:day|week|month|year) ago\b)", "1 "),
)

# --- counted from today --------------------------------------------------------------------------

_AGO: Final = tuple(
    re.compile(pattern.replace("UNIT", r"(?P<unit>ngay|hom|day|tuan|week|thang|month|nam|year)s?"))
    for pattern in (
        r"(?<![\d./-])(?<!thang )(?<!ngay )(?<!hom )(?<!mung )(?<!mong )(?P<n>\d{1,3}) ?UNIT "
        r"(?:truoc|ago|qua|nay|roi|vua qua|vua roi)\b",
        r"\bcach (?:day|nay) (?:[a-z]+ )?(?P<n>\d{1,3}) ?UNIT\b(?: truoc\b)?",
    )
)
_UNITS: Final = {"ngay": "day", "hom": "day", "tuan": "week", "thang": "month", "nam": "year"}
_PAST: Final = "(?:truoc|qua|roi|vua roi|vua qua)"
_DAY_OF: Final = r"(?:\b(?P<day>(?:ngay|hom|m[uo]ng) \d\d? )|(?<!\d )\b)"  # but «3 tháng sau» is no day
_NAMED: Final = tuple(
    (re.compile(pattern), unit, count)
    for pattern, unit, count in (
        (r"\bday before yesterday\b|\bhom kia\b", "day", -2),
        (r"\bday after tomorrow\b|\bngay (?:kia|mot)\b", "day", 2),
        (r"\b(?:hom|sang|trua|chieu|toi|dem) nay\b|\btoday\b|\btonight\b", "day", 0),
        (r"\b(?:hom|sang|trua|chieu|toi|dem) qua\b|\byesterday\b", "day", -1),
        (r"\b(?:ngay|sang|trua|chieu|toi|dem) mai\b|\btomorrow\b|^mai(?: (?:a|nhe|nha|thoi))?$", "day", 1),
        (rf"\btuan {_PAST}\b|\blast week\b", "week", -1),
        (r"\btuan nay\b|\bthis week\b", "week", 0),
        (r"\btuan (?:sau|toi)\b|\bnext week\b", "week", 1),
        (rf"{_DAY_OF}(?:thang {_PAST}|last month)\b", "month", -1),
        (rf"{_DAY_OF}(?:thang nay|this month)\b", "month", 0),
        (rf"{_DAY_OF}(?:thang (?:sau|toi)|next month)\b", "month", 1),
        (rf"\bnam (?:ngoai|{_PAST})\b|\blast year\b", "year", -1),
        (r"\bnam kia\b", "year", -2),
        (r"\bnam nay\b|\bthis year\b", "year", 0),
        (r"\bnam (?:sau|toi)\b|\bnext year\b", "year", 1),
    )
)


def _from_today(sentence: str, today: datetime.date) -> str:
    """With «~» behind what is only about: weeks, other months, so many years ago."""

    def ago(match: re.Match[str]) -> str:
        unit = _UNITS.get(match["unit"], match["unit"])
        return _counted(unit, -int(match["n"]), today) + ("" if unit == "day" else " ~")

    for pattern in _AGO:
        sentence = pattern.sub(ago, sentence)
    for pattern, unit, count in _NAMED:
        loose = " ~" if unit == "week" or (unit == "month" and count) else ""
        sentence = pattern.sub(partial(_moved, _counted(unit, count, today), loose), sentence)
    return sentence


def _moved(written: str, loose: str, match: re.Match[str]) -> str:
    """«ngày 5 tháng trước» is a day, «tháng trước» about a month."""
    day = match.groupdict().get("day")
    return f"{day}{written}" if day else f"{written}{loose}"


def _counted(unit: str, count: int, today: datetime.date) -> str:
    if unit == "year":
        return f"nam {today.year + count}"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + count
        return f"thang {months % 12 + 1} nam {months // 12}"
    day = today + datetime.timedelta(days=count * (7 if unit == "week" else 1))
    return f"{day.day}/{day.month}/{day.year}"


# --- as a calendar writes ------------------------------------------------------------------------

_BEGIN: Final = r"(?<![\d/.-])"
_END: Final = r"(?!\d|[/.-]\d)"
_SEP: Final = r"(?P<sep> ?[/-] ?|\.)"
_DAY: Final = r"(?P<d>\d\d?)"
_MONTH: Final = r"(?P<m>\d\d?)"
_YEAR: Final = r"(?P<y>\d{4})"
_SHORT: Final = r"(?P<yy>\d\d)"
_CALENDAR: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEGIN}{_YEAR}{_SEP}{_MONTH}(?P=sep){_DAY}{_END}",
        rf"{_BEGIN}{_DAY}{_SEP}{_MONTH}(?P=sep)(?:{_YEAR}|{_SHORT}){_END}",
        rf"\bthang {_MONTH} {_DAY}(?: {_YEAR})?{_END}",  # March 5, 2024
        rf"(?:{_BEGIN}{_DAY} ?/? ?)?\bthang ?{_MONTH}(?!\d)"
        rf"(?: ?[/.-]? ?(?:nam )?{_YEAR}(?!\d)| ?/? ?nam {_SHORT}(?!\d))?",
        rf"{_BEGIN}{_DAY}(?: ?/ ?|\.){_MONTH}{_END}(?: (?:nam )?{_YEAR}{_END}| nam {_SHORT}{_END})?",
        rf"{_BEGIN}{_MONTH}{_SEP}{_YEAR}{_END}",
        rf"{_BEGIN}{_YEAR}{_END}",
        rf"\bnam {_SHORT}{_END}(?! ?tuoi)",
    )
)
