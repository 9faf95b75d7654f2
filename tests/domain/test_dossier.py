"""Papers named in words: each once, none endless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dossier import LONGEST, MOST, names


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sổ đỏ", ["sổ đỏ"]),
        ("sổ đỏ, giấy khai sinh và đơn ly hôn.", ["sổ đỏ", "giấy khai sinh", "đơn ly hôn"]),
        ("1. sổ đỏ\n2) sổ hộ nghèo;\n- giấy toà", ["sổ đỏ", "sổ hộ nghèo", "giấy toà"]),
        ("sổ đỏ, sổ đỏ,, ", ["sổ đỏ"]),
        (" , ;\n", []),
        ("giấy vàng", ["giấy vàng"]),
    ],
)
def test_papers_are_parted(words: str, found: list[str]) -> None:
    assert names(words) == found


@given(st.text(max_size=400))
def test_any_words_are_some_papers(words: str) -> None:
    found = names(words)
    assert len(found) == len(set(found)) <= MOST
    assert all(0 < len(name) <= LONGEST and name == name.strip() for name in found)
