"""A guess at the school script of Mông, from RPA."""

from __future__ import annotations

import pytest

from bot.domain.mong_scripts import _SEEN, _UNSEEN, school_script
from bot.domain.rpa import ONSETS


@pytest.mark.parametrize(
    ("rpa", "guess"),
    [
        ("lus", "lu(l/k)"),
        ("puas", "puô(l/k)"),
        ("peb", "pêz"),
        ("dev", "đêr"),
        ("noj", "naox"),
        ("tsev", "tsêr"),
        ("Koj", "Caox"),
        ("kevcai", "cêrchei"),
        ("ua", "uô"),
        ("phooj", "fôngx?"),
        ("ped", "ped?"),
        ("menyuam", "menyuam"),
        ("Canada", "Canada"),
        ("{code} /dich «Tub»", "{code} /dich «Tub»"),
        ("Tsev, 113!", "Tsêr, 113!"),
    ],
)
def test_a_word_is_guessed_and_what_is_open_is_shown(rpa: str, guess: str) -> None:
    assert school_script(rpa) == guess


def test_every_onset_has_one_guess() -> None:
    assert _SEEN.keys() | _UNSEEN.keys() == set(ONSETS)
    assert not _SEEN.keys() & _UNSEEN.keys()
