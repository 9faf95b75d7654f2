"""The papers of the law that the Centre signs or hands over, and what the template of each may and must name. Pure.

The templates are Word files of ``province/form``, which the Centre can replace; the card is drawn and has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.lifecycle import Act


class Paper(StrEnum):
    """A kind of paper."""

    FORM = "form"
    """Đơn yêu cầu trợ giúp pháp lý."""
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    PAPERS_WANTED = "papers_wanted"
    WITHDRAWAL = "withdrawal"
    DISCONTINUATION = "discontinuation"
    CARD = "card"
    """Number, telephone and the way back to the bot; nothing of the matter."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The placeholders that a template may name; ``required``: without these the paper would not be what it is."""

    known: frozenset[str]
    required: frozenset[str]


def _fields(required: str, optional: str) -> Fields:
    needed = frozenset(required.split())
    return Fields(needed | frozenset(optional.split()), needed)


_HOUSE: Final = "centre office hotline"
_ACT: Final = f"{_HOUSE} matter law on"
_COMPLAINT: Final = "first_answer second_answer"

FIELDS: Final[Mapping[Paper, Fields]] = {
    Paper.FORM: _fields(
        "number office applicant_name person_name story",
        f"{_HOUSE} matter attached applicant_phone applicant_address applicant_relation person_phone person_address"
        " tick_proceedings tick_advice tick_representation",
    ),
    Paper.ACCEPTANCE: _fields("number person_name code", f"{_ACT} form urgent papers_term"),
    Paper.REFUSAL: _fields("number person_name ground clause hotline", f"{_ACT} words {_COMPLAINT}"),
    Paper.PAPERS_WANTED: _fields("number person_name words", f"{_ACT} urgent papers_term"),
    Paper.WITHDRAWAL: _fields("number person_name", f"{_ACT} code"),
    Paper.DISCONTINUATION: _fields(
        "number person_name ground clause hotline", f"{_ACT} code words {_COMPLAINT}"
    ),
}
"""By paper with a template. A value that is not known is empty: the template leaves a dotted line."""

ACTS: Final[Mapping[Paper, tuple[Act, ...]]] = {
    Paper.ACCEPTANCE: (Act.ACCEPT, Act.ACCEPT_URGENT),
    Paper.REFUSAL: (Act.REFUSE,),
    Paper.PAPERS_WANTED: (Act.ASK_PAPERS,),
    Paper.WITHDRAWAL: (Act.WITHDRAW,),
    Paper.DISCONTINUATION: (Act.DISCONTINUE,),
}
"""The acts that a notice tells of. One without its act is a draft for the staff, and goes to nobody else."""


def paper_of(act: Act) -> Paper | None:
    """The notice that goes with an act."""
    return next((paper for paper, told in ACTS.items() if act in told), None)


def clause_name(ground: str) -> str:
    """A clause as it is written on paper: ``Điều 30 khoản 3 điểm a`` of ``2017:30.3.a``; empty for none."""
    parts = ground.partition(":")[2].split(".")
    named = zip(("Điều", "khoản", "điểm"), parts, strict=False)
    return " ".join(f"{name} {part.replace('dd', 'đ')}" for name, part in named if part)
