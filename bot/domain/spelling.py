"""How Vietnamese names are written by thumbs: folding accents away, Telex left undecoded, the order of a list.

Only spelling lives here; what the names mean is in ``places``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.characters import without_accents

Marker: TypeAlias = Literal["commune", "town", "district", "village"]

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries

# "xã" with its accent always means the unit; a bare "xa" may be Xa Dung, so it stays a word.
_MARKERS: Final[tuple[tuple[str, str], ...]] = (
    (r"(?:tỉnh|tinh) (?:điện|dien) (?:biên|bien)(?! (?:phủ|phu|đông|dong)\b)|xin ch(?:ào|ao)", "\x04"),
    (r"thị xã|thi xa|tx|thành phố|thanh pho|tp|huyện|huyen|h(?=\.)", "\x02"),
    (r"thị trấn|thi tran|tt", "\x05"),
    (r"phường|phuong|p(?=\.)|xã|x(?=\.)", "\x01"),
    (r"bản|ban|thôn|thon|xóm|xom|đội|doi|tổ dân phố|tổ|khu phố|khu", "\x03"),
)
_MARKER_PATTERNS: Final = tuple((re.compile(rf"\b(?:{words})\b\.?"), sign) for words, sign in _MARKERS)
_MARKER_OF: Final[dict[str, Marker]] = {
    "\x01": "commune",
    "\x02": "district",
    "\x03": "village",
    "\x05": "town",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together, between commas or unit words; ``marker`` is the unit word before them."""

    words: tuple[str, ...]
    marker: Marker | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The words without accents."""
        return tuple(fold_word(word) for word in self.words)


def fold(text: str) -> str:
    """The key under which a name is compared: no accents, no unit words, one space, final y as i."""
    return " ".join(key for segment in segments(text) for key in segment.keys)


def fold_word(word: str) -> str:
    """One word without accents, final y as i (``Mỳ`` and ``Mì`` are one name)."""
    bare = without_accents(word)
    return bare[:-1] + "i" if bare.endswith("y") else bare


def segments(text: str) -> tuple[Segment, ...]:
    """The text cut at commas and unit words, in small letters; invisible characters are gone."""
    marked = clean(text)
    for pattern, sign in _MARKER_PATTERNS:
        marked = pattern.sub(f" {sign} ", marked)
    found = []
    for part in re.finditer(r"([\x01-\x05]?)([^\x01-\x05,.;:/()\n]+)", marked):
        words = tuple(re.findall(r"\w+", part[2]))
        if words:
            found.append(Segment(words, _MARKER_OF.get(part[1])))
    return tuple(found)


def clean(text: str) -> str:
    """Small letters, composed, one space between words; controls, zero-width and direction marks gone."""
    seen = text
    if not text.isprintable():
        seen = "".join(c for c in text if c in "\n\t" or not unicodedata.category(c).startswith("C"))
    # Once more after casefold: "İ" becomes two characters there.
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold())
    return re.sub(r"[^\S\n]+", " ", lower)


def without_telex(segment: Segment) -> Segment:
    """Keys typed for accents and left standing are taken out: ``Ddieejn`` and ``D9ie65n`` are Điện."""
    return Segment(tuple(_plain(word) for word in segment.words), segment.marker)


def _plain(word: str) -> str:
    word = re.sub(r"(?<=[^\W\d])\d+", "", fold_word(word))
    # None of these ends a Vietnamese syllable: after a vowel, or last of all, it is a tone.
    word = re.sub(r"(?<=[aeiouyw])[sfrxjz]|(?<=[aeiouywcghmnpt])[sfrxjz]$", "", word)
    word = re.sub(r"([aeo])\1", r"\1", word)
    word = re.sub(r"(?<=[aou])w", "", word).replace("w", "u")
    return re.sub(r"^dd|(?<=.)d$", lambda found: "d" if found.start() == 0 else "", word)


def sort_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Vietnamese order, word by word: first the letters (a ă â …), then the tones."""
    return tuple(_word_key(word) for word in clean(name).split())


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [], []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in TONES), "")
        plain = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        letters.append(ALPHABET.find(plain))
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)
