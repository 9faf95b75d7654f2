"""The language of ``when``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.condition_reader import BadCondition, parse
from bot.flow.session import Value
from bot.flow.truth import evaluate, worth

ANSWERS: dict[str, Value] = {
    "who": "other",
    "story": {"text": "lời kể", "files": [{"id": 1, "kind": "voice"}]},
    "later": {"option": "later"},
    "place": {"place": "x01", "said": "", "files": []},
    "gone": None,
    "odd": ["a"],
    "many": {"chosen": ["land", "debt"]},
    "none": {"chosen": []},
    "papers": {"text": "", "files": [{"id": 1, "kind": "photo"}, {"id": 2, "kind": "photo"}]},
    "years": {"number": 3, "about": True, "said": "độ ba năm"},
    "total": 7,
    "since": {
        "date": {"year": 2020, "month": 3, "day": None, "lunar": False, "about": True},
        "said": "3/2020",
    },
    "sent": True,
}


WORLD: dict[str, Value] = {
    "open_now": True,
    "quiet_mode": False,
    "communes.near.x01": True,
    "communes.far.x01": False,
    "today": "2026-11-25",
}


def truth(source: str, **world: Value) -> bool | None:
    return evaluate(parse(source), ANSWERS, lambda fact: {**WORLD, **world}.get(fact))


@pytest.mark.parametrize(
    "source",
    [
        "who == 'other'",
        "who != 'me'",
        "who in ['me', 'other']",
        "who not in ['me']",
        "not who == 'me'",
        "not not who == 'other'",
        "who == 'me' or later == 'later'",
        "who == 'other' and (answered(story) or open_now())",
        "answered(later)",
        "count(story) == 2",
        "count(later) == 1",
        "count(who) >= 1",
        "count(gone) < 1",
        "count(place) <= 0",
        "count(story) > 1",
        "not answered(gone)",
        "open_now() == true",
        "not false",
        "missing == 'a' or true",
        "(((who == 'other')))",
        "place == 'x01'",
        "place in communes('near')",
        "place not in communes('far')",
        "'land' in many",
        "'divorce' not in many",
        "count(many) == 2",
        "count(none) == 0",
        "count(papers) == 2",
        "answered(none)",
        "years == 3",
        "years + 2 >= 5",
        "10 - years - total == 0",
        "years - 1 < total",
        "years_since(since) == 6",
    ],
)
def test_true_conditions(source: str) -> None:
    assert truth(source) is True


@pytest.mark.parametrize(
    "source",
    [
        "who == 'me'",
        "not true",
        "missing == 'a' and false",
        "who == 'me' or false",
        "answered(missing)",
        "place in communes('far')",
        "place not in communes('near')",
        "'debt' not in many",
        "years > 3",
    ],
)
def test_false_conditions(source: str) -> None:
    assert truth(source) is False


@pytest.mark.parametrize(
    "source",
    [
        "missing == 'a'",
        "not missing == 'a'",
        "missing == 'a' and true",
        "missing != 'a' or false",
        "gone == 'a'",
        "odd == 'a'",
        "place in communes('nowhere')",
        "years in communes('near')",
        "missing in communes('near')",
        "missing + 1 == 1",
        "who + 1 == 1",
        "sent + 1 == 2",
        "years_since(who) > 1",
        "years_since(missing) > 1",
        "total",
        "who in who",
        "who not in who",
        "who < 'z'",
        "count(who) < 'z'",
        "who",
        "not who",
        "3",
    ],
)
def test_what_is_not_known_is_not_true(source: str) -> None:
    assert truth(source) is None


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("who", "other"),
        ("years + 1", 4),
        ("who == 'other'", True),
        ("many", ["land", "debt"]),
        ("communes('near')", None),
        ("missing", None),
    ],
)
def test_an_expression_is_worth_what_is_kept_of_it(source: str, value: Value) -> None:
    assert worth(parse(source), ANSWERS, WORLD.get) == value


def test_the_day_is_needed_to_count_years() -> None:
    assert truth("years_since(since) > 1", today=None) is None


def test_who_wants_little_shown_is_known_to_conditions() -> None:
    assert truth("quiet_mode()") is False
    assert truth("not quiet_mode() and open_now()") is True


def test_a_fact_that_is_not_told_is_unknown() -> None:
    assert truth("open_now()", open_now=None) is None


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("", "condition_ends"),
        ("who ==", "condition_ends"),
        ("who = 'a'", "condition_syntax"),
        ("who == 'a", "condition_syntax"),
        ('who == "a"', "condition_syntax"),
        ("who 'a'", "condition_syntax"),
        ("and", "condition_syntax"),
        ("who == 1234567890", "condition_syntax"),
        ("answered('a')", "condition_syntax"),
        ("answered(not)", "condition_syntax"),
        ("years(a)", "condition_function"),
        ("(who == 'a'", "condition_expected"),
        ("count who", "condition_expected"),
        ("open_now(a)", "condition_expected"),
        ("who in ['a' 'b']", "condition_expected"),
        ("who in []", "condition_constant"),
        ("who in [b]", "condition_constant"),
        ("place in communes(near)", "condition_constant"),
        (")", "condition_constant"),
        ("(" * 100, "condition_too_big"),
        ("a in [" + "1," * 60 + "1]", "condition_too_big"),
        ("a" * 301, "condition_too_long"),
    ],
)
def test_what_cannot_be_read_says_why(source: str, slug: str) -> None:
    with pytest.raises(BadCondition) as bad:
        parse(source)
    assert bad.value.slug == slug


_PIECES = [
    "who",
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    "[",
    "]",
    "==",
    "<",
    "'me'",
    "7",
    "true",
    "count",
    "answered",
    ",",
]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=310), st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join)))
def test_any_text_is_a_condition_or_a_reason(source: str) -> None:
    try:
        condition = parse(source)
    except BadCondition:
        return
    assert evaluate(condition, ANSWERS, lambda fact: None) in {True, False, None}
