"""Which places a person may have meant by typed words. It only guesses: the caller lets the person confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.domain.places import Gazetteer, Match, Reading
from bot.domain.spelling import Marker, Segment, clean, segments, without_telex

MOST: Final = 5
MOST_OF_A_DISTRICT: Final = 12
"""An old district became up to eight communes, and two names reach further; leaving one out would mislead."""
LONGEST_INPUT: Final = 200
LONGEST_NAME: Final = 4
"""In words: three, and one more where a space was typed by mistake."""

_ABBREVIATED: Final = 1
"""An abbreviated name counts like one typing error."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbouring words that may be a name: which segment, from where, how many, after which unit word."""

    segment: int
    start: int
    words: tuple[str, ...]
    spelled: str
    marker: Marker | None

    def overlaps(self, other: _Span) -> bool:
        return (
            self.segment == other.segment
            and self.start < other.start + len(other.words)
            and other.start < self.start + len(self.words)
        )


@dataclass(frozen=True, slots=True)
class _Hit:
    span: _Span
    reading: Reading
    errors: int
    abbreviated: bool = False
    district_named: bool = False
    """Is the old district it lies in named beside it?"""

    @property
    def in_village(self) -> bool:
        return self.span.marker == "village"

    @property
    def of_district(self) -> bool:
        return self.reading.is_district or self.span.marker == "district"

    @property
    def exact(self) -> bool:
        return self.errors == 0


def find(gazetteer: Gazetteer, words: str, *, telex: bool = True) -> tuple[Match, ...]:
    """The places meant, best first, each once; empty when nothing resembles a name.

    Takes names of today, old communes and old districts, with or without accents, with one or two
    typing errors, alone or in a sentence. A name with several meanings gives them all. At most
    ``MOST``; a named district gives all its communes, at most ``MOST_OF_A_DISTRICT``.
    ``telex=False`` for languages in which doubled letters are spelling.
    """
    parts = segments(words[:LONGEST_INPUT])
    hits = _hits(gazetteer, parts)
    if telex and not hits:
        hits = _hits(gazetteer, tuple(without_telex(part) for part in parts))
    return _ranked(hits)


# --- reading the words -----------------------------------------------------------------------


def _hits(gazetteer: Gazetteer, parts: Sequence[Segment]) -> list[_Hit]:
    alone = sum(len(part.words) for part in parts) <= LONGEST_NAME
    found = [hit for span in _spans(parts) for hit in _readings_near(gazetteer, span, alone=alone)]
    found = [hit for hit in found if not any(_outdoes(other, hit) for other in found)]
    named = [hit for hit in found if not hit.in_village] or found
    best = min((hit.errors for hit in named), default=0)
    # One error more than the best stays in, for sixteen pairs of names are one letter apart; a whole
    # district must be as near as the best.
    near = [hit for hit in found if hit.errors <= best + (not hit.reading.is_district)]
    near = [replace(hit, district_named=_district_beside(hit, near)) for hit in near]
    return _without_villages(_without_surroundings(near))


def _spans(parts: Sequence[Segment]) -> Iterator[_Span]:
    for number, part in enumerate(parts):
        keys = part.keys
        for start in range(len(keys)):
            marker = part.marker if start == 0 else "commune" if keys[start - 1] == "xa" else None
            for end in range(start + 1, min(start + LONGEST_NAME, len(keys)) + 1):
                spelled = " ".join(part.words[start:end])
                yield _Span(number, start, keys[start:end], spelled, marker)


def _readings_near(gazetteer: Gazetteer, span: _Span, *, alone: bool) -> Iterator[_Hit]:
    typed = " ".join(span.words)
    near = process.extract(
        typed,
        gazetteer.names.keys(),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=_errors_allowed(typed, alone=alone or span.marker in ("commune", "town")),
        limit=None,
    )
    for key, errors, _ in near:
        yield from (_Hit(span, reading, int(errors)) for reading in gazetteer.names[key])
    if len(span.words) > 1:
        for key, readings in gazetteer.names.items():
            if key.startswith(typed + " "):
                communes = (reading for reading in readings if not reading.is_district)
                yield from (_Hit(span, reading, _ABBREVIATED, abbreviated=True) for reading in communes)


def _errors_allowed(typed: str, *, alone: bool) -> int:
    """Fewer inside a sentence, where common words stand that resemble short names."""
    if alone:
        return 2 if len(typed) > 5 else 1 if len(typed) > 2 else 0
    return 2 if len(typed) > 10 else 1 if len(typed) > 5 else 0


def _outdoes(one: _Hit, other: _Hit) -> bool:
    """Does ``one`` explain the same words better? Longer wins, even with an error: Điện Biên Đôn is not Điện Biên."""
    if one.span == other.span or not one.span.overlaps(other.span):
        return False
    longer = len(one.span.words) - len(other.span.words)
    if longer > 0 and one.errors <= 1:
        return True
    if longer < 0 and other.errors <= 1:
        return False
    return (one.errors, -longer) < (other.errors, 0)


def _district_beside(hit: _Hit, others: Sequence[_Hit]) -> bool:
    return not hit.reading.is_district and any(
        other.reading.is_district
        and other.exact
        and not other.in_village
        and other.reading.place == hit.reading.place
        and not other.span.overlaps(hit.span)
        for other in others
    )


def _without_surroundings(hits: Sequence[_Hit]) -> list[_Hit]:
    """A district beside a named commune only says where that commune lies."""
    named = [hit for hit in hits if hit.exact and not (hit.in_village or hit.of_district)]
    return [
        hit for hit in hits if not hit.of_district or all(hit.span.overlaps(other.span) for other in named)
    ]


def _without_villages(hits: list[_Hit]) -> list[_Hit]:
    """Villages bear names of communes elsewhere: what follows "bản" counts little beside another name."""
    if all(hit.in_village for hit in hits):
        return hits
    return [hit for hit in hits if not hit.in_village or (hit.exact and not hit.reading.is_district)]


# --- ranking ---------------------------------------------------------------------------------


def _ranked(hits: Sequence[_Hit]) -> tuple[Match, ...]:
    best: dict[str, Match] = {}
    for hit in hits:
        match = Match(hit.reading.place, hit.reading.because, _score(hit))
        if match.place.code not in best or match.score > best[match.place.code].score:
            best[match.place.code] = match
    order = sorted(best.values(), key=lambda match: -match.score)[:MOST_OF_A_DISTRICT]
    district_named = any(match.because and match.because.is_district for match in order)
    return tuple(order if district_named else order[:MOST])


def _score(hit: _Hit) -> int:
    """100 for a name of today as it is written; only the order of the numbers means something."""
    reading, marker = hit.reading, hit.span.marker
    points = 100 - 20 * hit.errors - 5 * hit.abbreviated - 30 * hit.in_village
    points -= 4 * (clean(reading.spelled) != hit.span.spelled)
    points -= 1 * (reading.because is not None)
    points -= 12 * (reading.is_district != (marker == "district"))
    points += 10 * (marker in ("commune", "town") and not reading.is_district)
    points += 5 * (marker == "town" and reading.because is not None and reading.because.kind == "thị trấn")
    points += 15 * hit.district_named
    return points
