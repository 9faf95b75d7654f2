"""Mông in RPA: is a word written as this script writes? A syllable is onset (or none), rime, and a letter for the tone.

Onsets and rimes of White and Green Mông, with the variant spellings that occur. It judges the form, never the meaning: «the»
is a lawful syllable. Words of several syllables are taken apart where each inner one shows its tone, which keeps most
foreign names out.
"""

from __future__ import annotations

import re
from typing import Final

ONSETS: Final = (
    "p ph np nph pl plh npl nplh t th nt nth r rh nr nrh c ch nc nch k kh nk nkh q qh nq nqh tx txh ntx ntxh"
    " ts tsh nts ntsh m n ny ml l hl f v x xy s z y h g"
    " d dh hm hn hny hml"  # White Mông
    " dl dlh ndl ndlh"  # Green Mông
    " tl tlh ntl ntlh nl hnl"  # as some write
).split()
RIMES: Final = "a e i o u w ai au aw ee oo ua ia aa".split()
TONES: Final = "b j v s g m d".split()
KNOWN: Final = frozenset({"menyuam"})
"""Lawful words that the strict rule for several syllables would refuse."""


def _either(parts: list[str]) -> str:
    return "|".join(sorted(parts, key=len, reverse=True))


SYLLABLE: Final = re.compile(f"({_either(ONSETS)})?({_either(RIMES)})([{''.join(TONES)}])?")
"""Onset, rime and tone of the next syllable of a word."""
_SYLLABLE: Final = f"(?:{_either(ONSETS)})?(?:{_either(RIMES)})"
_TONE: Final = f"[{''.join(TONES)}]"
_WORD: Final = re.compile(f"(?:{_SYLLABLE}{_TONE})*{_SYLLABLE}{_TONE}?", re.IGNORECASE)
_RUN: Final = re.compile(r"[^\W\d_]+")
_BRACES: Final = re.compile(r"\{[^}]*\}|«[^»]*»|/\w+")


def is_word(word: str) -> bool:
    """Is it written as RPA writes?"""
    return word.casefold() in KNOWN or _WORD.fullmatch(word) is not None


def strange_words(sentence: str) -> list[str]:
    """Words that RPA does not write so; placeholders, commands and what is quoted in «…» are left alone."""
    return [word for word in _RUN.findall(_BRACES.sub(" ", sentence)) if not is_word(word)]
