"""What the table of the law says an act needs is what its dialog asks for, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from bot.domain.lifecycle import STEPS, Act, Need
from bot.handlers.law_acts import WORDS
from bot.handlers.law_choices import CHOICES

CHOSEN: Final[Mapping[str, Need | None]] = {
    "law.ask.form": Need.FORM,
    "law.ask.custody": Need.FORM,
    "law.ask.at_once": Need.WHY_AT_ONCE,
    "law.ask.refuse": Need.GROUND,
    "law.ask.change": Need.GROUND,
    "law.ask.discontinue": Need.GROUND,
    "law.ask.provider": Need.PROVIDER,
    # Only whether he is sure.
    "law.ask.withdraw": None,
    "law.ask.hand_over": None,
}
REFERENCES: Final = {Need.CODE, Need.DECISION}
WRITTEN: Final = {Need.PAPERS, Need.OUTCOME, Need.PLACE}


@pytest.mark.parametrize("act", list(Act))
def test_an_act_is_asked_what_it_needs(act: Act) -> None:
    needs = STEPS[act].needs
    chosen = {CHOSEN[choice.ask] for choice in CHOICES.get(act, ())} - {None}
    assert chosen == set(needs) - REFERENCES - WRITTEN
    asks_reference = WORDS.get(act) == "reference"
    assert asks_reference is bool(REFERENCES & set(needs))
    # Reasons are written too where a ground alone would not be understood.
    asks_words = WORDS.get(act) == "words"
    assert asks_words or not WRITTEN & set(needs)
    assert asks_words is bool(WRITTEN & set(needs)) or needs == (Need.GROUND,)
