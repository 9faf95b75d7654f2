"""No number that leaves the house is small, and none can be reckoned from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.publishing import SMALLEST, Published, published
from bot.domain.stats import Tally

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40))


def tallies(**counts: int) -> list[Tally[str]]:
    return [Tally(key, count) for key, count in counts.items()]


@pytest.mark.parametrize(
    ("counts", "shown", "rest"),
    [
        ({"land": 20, "family": 9}, {"land": 20, "family": 9}, 0),
        ({"land": 20, "family": 9, "money": 3, "crime": 2}, {"land": 20, "family": 9}, 5),
        ({"land": 20, "family": 9, "money": 3}, {"land": 20}, 12),
        ({"land": 3, "family": 2}, {}, 5),
        ({"land": 6, "family": 1}, {}, 7),
    ],
)
def test_small_ones_become_one_sum(counts: dict[str, int], shown: dict[str, int], rest: int) -> None:
    told = published(tallies(**counts))
    assert told == Published(tuple(Tally(key, count) for key, count in shown.items()), rest)


def test_where_the_whole_is_small_nothing_is_told() -> None:
    assert published(tallies(land=3, family=1)) is None
    assert published([]) is None


@given(COUNTS)
def test_nothing_small_is_told_or_can_be_reckoned(counts: dict[str, int]) -> None:
    told = published(tallies(**counts))
    total = sum(counts.values())
    if told is None:
        assert total < SMALLEST
        return
    assert all(tally.count >= SMALLEST for tally in told.shown)
    assert told.rest == 0 or told.rest >= SMALLEST
    assert sum(tally.count for tally in told.shown) + told.rest == total
    hidden = [count for key, count in counts.items() if key not in {tally.key for tally in told.shown}]
    assert sum(hidden) == told.rest
    assert not hidden or told.rest >= SMALLEST
