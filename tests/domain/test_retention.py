"""How long what is kept: read strictly, counted by the calendar of the province."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar import midnight_ms
from bot.domain.retention import Kept, Retention, Span, read_retention
from bot.problems import line
from bot.settings import SHIPPED

SHIPPED_RULES = (SHIPPED / "province" / "retention.yaml").read_text("utf-8")


def problems(content: str) -> list[str]:
    return [line(problem, english=True) for problem in read_retention(content.encode(), "retention.yaml")[1]]


def rule(words: str) -> str:
    """The shipped rules with another one for what was closed."""
    kept = [one for one in SHIPPED_RULES.splitlines() if not one.startswith("closed:")]
    return "\n".join([*kept, f"closed: {words}"])


def test_the_shipped_rules_are_ours_until_the_centre_sets_them() -> None:
    rules, found = read_retention(SHIPPED_RULES.encode(), "retention.yaml")
    assert found == []
    assert rules is not None
    assert set(rules.spans) == set(Kept)
    assert all(span.ours for span in rules.spans.values())


@pytest.mark.parametrize(
    ("span", "now", "before"),
    [
        (Span(days=30), date(2026, 11, 25), date(2026, 10, 26)),
        (Span(months=12), date(2026, 11, 25), date(2025, 11, 25)),
        (Span(months=3), date(2027, 1, 31), date(2026, 10, 28)),
        (Span(months=1), date(2027, 3, 31), date(2027, 2, 28)),
    ],
)
def test_what_is_older_than_its_span_goes(span: Span, now: date, before: date) -> None:
    rules = Retention({Kept.CLOSED: span})
    assert rules.before(Kept.CLOSED, midnight_ms(now) + 1) == midnight_ms(before)


def test_the_centre_sets_its_own() -> None:
    rules, found = read_retention(rule("{days: 400, set_by: centre}").encode(), "retention.yaml")
    assert found == []
    assert rules is not None
    assert rules.spans[Kept.CLOSED] == Span(days=400, ours=False)


@pytest.mark.parametrize("words", ["{set_by: us}", "{days: 3, months: 2, set_by: us}"])
def test_days_or_months_one_of_the_two(words: str) -> None:
    [found] = problems(rule(words))
    assert "days or months, one of the two" in found


@pytest.mark.parametrize("words", ["{days: 0, set_by: us}", "{months: 999, set_by: us}", "{days: 3}", "30"])
def test_what_cannot_be_read_is_named(words: str) -> None:
    found = problems(rule(words))
    assert found
    assert all(one.startswith("retention.yaml:") for one in found)


def test_nothing_is_kept_for_ever_by_forgetting_a_rule() -> None:
    assert any("closed" in one for one in problems(SHIPPED_RULES.replace("closed:", "closd:")))
    assert problems("- a list")
