"""Black Thái in Tai Viet: how a syllable would be written in Vietnamese letters, and which are no syllables.

A help for who checks a text and reads the script slowly; it is shown to no citizen. There is no way back: several Latin
spellings are in use. Two of the eight tones have no neighbour in Vietnamese; the nearest mark stands for them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 8
"""Signs of a syllable."""
_LOW: Final = "ꪀꪂꪄꪆꪈꪊꪌꪎꪐꪒꪔꪖꪘꪚꪜꪞꪠꪢꪤꪦꪨꪪꪬꪮ"
_HIGH: Final = "ꪁꪃꪅꪇꪉꪋꪍꪏꪑꪓꪕꪗꪙꪛꪝꪟꪡꪣꪥꪧꪩꪫꪭꪯ"
_LETTERS: Final = "c khh kh g ng ch tr x nh đ t th n b p phh ph m d r l v h".split()
_FINALS: Final = {"ꪚ": "p", "ꪒ": "t", "ꪀ": "c", "ꪣ": "m", "ꪙ": "n", "ꪉ": "ng", "ꪥ": "i", "ꪫ": "u"}
_VOWELS: Final[dict[str, tuple[str, str]]] = {
    "ꪱ": ("á", "á"), "ꪮ": ("ó", "ó"), "ꪺ": ("úa", "uố"), "ꪴ": ("ú", "ú"), "ꪳ": ("ứ", "ứ"), "ꪷ": ("ó", "ó"), "ꪲ": ("í", "í"),
    "ꪸ": ("ía", "iế"), "ꪰ": ("ắ", "ắ"), "ꪾ": ("ắm", "ắm"), "ꪽ": ("ắn", "ắn"), "ꪹ": ("ứa", "ướ"), "ꪵ": ("é", "é"), "ꪶ": ("ố", "ố"),
    "ꪼ": ("áy", "áy"), "ꪻ": ("áư", "áư"), "ꪹꪷ": ("ớ", "ớ"), "ꪹꪸ": ("ế", "ế"), "ꪹꪱ": ("áu", "áu"),
}  # fmt: skip
"""By its signs, that before the consonant first: alone, and before a final. The acute shows which letter bears the tone."""
_SHARP, _GRAVE, _HOOK, _DOT = "\u0301", "\u0300", "\u0309", "\u0323"
_TONES: Final = {
    (False, ""): _GRAVE,
    (True, ""): "",
    (False, "1"): _SHARP,
    (True, "1"): _GRAVE,
    (False, "2"): _HOOK,
    (True, "2"): _DOT,
}
"""By the class of the first consonant (high?) and the mark."""
_MARKS: Final = {"꪿": "1", "ꫀ": "1", "꫁": "2", "ꫂ": "2"}
_SYLLABLE: Final = re.compile(
    f"(?P<before>[ꪹꪵꪶꪼꪻ])?(?P<first>[{_LOW}{_HIGH}])(?P<round>ꪫ(?=[ꪱꪮꪺꪴꪳꪷꪲꪸꪰꪾꪽ]))?(?P<sign>[ꪴꪳꪷꪲꪸꪰꪾ])?(?P<mark>[꪿꫁])?(?P<after>[ꪱꪺꪽ]|ꪮ(?![ꪱꪺꪽ]))?"
    f"(?P<late>[꪿꫁])?(?P<final>[{''.join(_FINALS)}])?(?P<spaced>[ꫀꫂ])?"
)
_RUN: Final = re.compile("[\uaa80-\uaac2]+")


def reading(words: str) -> str:
    """The same with each syllable in Vietnamese letters; what is no syllable stays."""
    return _RUN.sub(lambda found: " ".join(_parted(found[0]) or (found[0],)), words)


def strange_words(words: str) -> list[str]:
    """Runs of the script that are no syllables."""
    return [run for run in _RUN.findall(words) if _parted(run) is None]


@lru_cache(maxsize=4096)
def _parted(run: str) -> tuple[str, ...] | None:
    """A run as its syllables, which often stand without a space between them; the longest first one that leaves syllables."""
    for end in range(min(len(run), LONGEST), 0, -1):
        read = _read(run[:end])
        rest = _parted(run[end:]) if read and end < len(run) else ()
        if read and rest is not None:
            return (read, *rest)
    return None


def _read(syllable: str) -> str | None:
    found = _SYLLABLE.fullmatch(syllable)
    if found is None:
        return None
    before, first, final = found["before"] or "", found["first"], found["final"] or ""
    signs = before + (found["sign"] or "") + (found["after"] or "")
    if signs not in _VOWELS:
        return None
    mark = next((_MARKS[found[name]] for name in ("mark", "late", "spaced") if found[name]), "")
    high = first in _HIGH
    closed = _FINALS.get(final, "")
    vowel = _VOWELS[signs][1 if closed else 0]
    stopped = _DOT if high else _SHARP
    tone = stopped if closed in ("p", "t", "c") else _TONES[high, mark]
    letters = unicodedata.normalize("NFD", vowel)
    plain = unicodedata.normalize("NFC", letters.replace(_SHARP, ""))
    vowel, closed = _as_written(letters, plain, closed)
    onset = _onset(first, plain) + ("o" if found["round"] else "")
    return unicodedata.normalize("NFC", onset + vowel.replace(_SHARP, tone) + closed)


def _as_written(letters: str, plain: str, closed: str) -> tuple[str, str]:
    """Vietnamese writes -nh and -ch behind front vowels, e before them as a, and -o behind a and e."""
    if plain in ("e", "ê", "i") and closed in ("ng", "c"):
        return ("a" + _SHARP if plain == "e" else letters), {"ng": "nh", "c": "ch"}[closed]
    if plain in ("a", "e") and closed == "u":
        return letters, "o"
    return letters, closed


def _onset(first: str, vowel: str) -> str:
    row = (_HIGH if first in _HIGH else _LOW).index(first)
    letter = _LETTERS[row] if row < len(_LETTERS) else ""
    if vowel[0] in "eêi":
        return {"c": "k", "ng": "ngh", "g": "gh"}.get(letter, letter)
    return letter
