"""How a translated text is shown beside the Vietnamese: by its risk and by what people have made of it.

A draft that was never read by a native speaker must not be believed; words on which a right or a life depends are not even
shown as one. A mother tongue never stands alone: who helps, or judges later what was said, reads the Vietnamese.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.flow.model import Risk

State: TypeAlias = Literal["missing", "draft", "approved", "stale", "not_needed"]
STATES: Final[tuple[State, ...]] = ("missing", "draft", "approved", "stale", "not_needed")

Display: TypeAlias = Literal["vietnamese", "draft_below", "own_first"]

Verdict: TypeAlias = Literal["approve", "compare", "reject", "not_needed"]
"""``compare``: the legal officer held what a second native speaker understood against the Vietnamese."""

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)?)\}")
"""What the program fills in."""
READERS: Final = {"low": 1, "medium": 1, "high": 2}
"""So many native speakers must have approved a text."""


REVIEWS: Final = "reviews.csv"
"""Below ``locales/``; a line is only ever added at the end."""
REVIEW_COLUMNS: Final = ("language", "key", "digest", "verdict", "reviewer", "date")


@dataclass(frozen=True, slots=True)
class Review:
    """One line of the reviews: who thought what of exactly these words (``digest``), in the order in which it was said."""

    language: str
    key: str
    digest: str
    verdict: Verdict
    reviewer: str
    date: str


def display(risk: Risk, state: State) -> Display:
    """What may be seen of a translation."""
    if state == "approved":
        return "own_first"
    if state in ("draft", "stale") and risk != "high":
        return "draft_below"
    return "vietnamese"


def state_of(vi: str, made_from: str, words: str, risk: Risk, reviews: Iterable[Review]) -> State:
    """The state of a translation, by the reviews of its key in its language. Any change on either side voids them.

    Of what the program fills in alone, nothing is to be translated.
    """
    if not words:
        nothing = digest_of(vi, "")
        waived = any(one.verdict == "not_needed" and one.digest == nothing for one in reviews)
        filled = not any(map(str.isalpha, PLACEHOLDER.sub("", vi)))
        return "not_needed" if waived or filled else "missing"
    if made_from != vi:
        return "stale"
    now = digest_of(vi, words)
    return "approved" if is_approved(risk, [one for one in reviews if one.digest == now]) else "draft"


def is_approved(risk: Risk, reviews: Iterable[Review]) -> bool:
    """Do these reviews, all of the same words, suffice? A refusal voids what was said before it."""
    standing = in_force(reviews)
    compared = any(one.verdict == "compare" for one in standing)
    return len(readers(standing)) >= READERS[risk] and (compared or risk != "high")


def in_force(reviews: Iterable[Review]) -> list[Review]:
    """Of reviews of the same words those after the last refusal."""
    standing: list[Review] = []
    for review in reviews:
        standing = [] if review.verdict == "reject" else [*standing, review]
    return standing


def readers(reviews: Iterable[Review]) -> frozenset[str]:
    """Who approved."""
    return frozenset(review.reviewer for review in reviews if review.verdict == "approve")


def digest_of(vi: str, words: str) -> str:
    """Names the Vietnamese together with what was made of it; the same however the letters are composed."""
    return hashlib.sha256(f"{nfc(vi)}\0{nfc(words)}".encode()).hexdigest()[:16]


def nfc(words: str) -> str:
    """Composed letters: the same question in two forms is one question."""
    return unicodedata.normalize("NFC", words)
