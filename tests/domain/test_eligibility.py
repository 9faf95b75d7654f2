"""Who may be helped: more than sixty invented people, judged a minute before and a minute after the law changes."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import date_of
from bot.domain.eligibility import (
    Answer,
    Circumstance,
    Clause,
    Eligibility,
    Every,
    Is,
    Judgement,
    Known,
    Open,
    Some,
    Truth,
    asked,
    better,
    codes,
    doubtful,
    is_begun,
    judge,
    judge_since,
    named,
    of_zone,
    settled,
    to_ask,
    truth,
)
from bot.domain.law import LawVersion
from bot.domain.law_book import LawBook
from bot.province import read_law

BOOK: Final[LawBook] = read_law(Path(__file__).parents[2] / "province")[0]
RULES: Final = BOOK.eligible
EVE_MS: Final = 1_798_736_340_000
"""31 December 2026, 23:59 in Điện Biên."""
NEW_YEAR_MS: Final = EVE_MS + 2 * 60_000
"""1 January 2027, 00:01."""
EVE, NEW_YEAR = date_of(EVE_MS), date_of(NEW_YEAR_MS)

PEOPLE: Final = (
    # who, what is so (?: not known), the answer and clauses of 2026, and of 2027; all else is not so
    ("a near-poor Kinh man with a land quarrel", "near_poor", "unlikely", "likely 7.2"),
    ("a poor Kinh man", "poor", "likely 7.2", "likely 7.2"),
    ("a Kinh man with nothing of all this", "", "unlikely", "unlikely"),
    ("a Kinh woman in zone III", "hard_area", "unlikely", "unlikely"),
    ("a Mông woman in zone III", "minority hard_area", "likely 7.4", "likely 7.6"),
    ("a Mông woman in a ward of zone I", "minority hard_area?", "maybe 7.4", "maybe 7.6"),
    ("a Khơ Mú man in zone II", "minority hard_area?", "maybe 7.4", "maybe 7.6"),
    ("a Thái man in a village not on the list", "minority", "unlikely", "unlikely"),
    ("somebody of an unsaid people in zone III", "minority? few_people? hard_area", "maybe 7.4", "maybe 7.6"),
    ("a Cống woman in phường Điện Biên Phủ", "minority few_people hard_area?", "maybe 7.4", "likely 7.6"),
    ("a Cống woman in a village not on the list", "minority few_people", "unlikely", "likely 7.6"),
    ("a Si La man in zone III", "minority few_people hard_area", "likely 7.4", "likely 7.6"),
    ("a poor Mông woman in zone III", "poor minority hard_area", "likely 7.2 7.4", "likely 7.2 7.6"),
    ("a near-poor Mông woman in zone III", "near_poor minority hard_area", "likely 7.4", "likely 7.2 7.6"),
    ("a near-poor Thái man in town", "near_poor minority hard_area?", "maybe 7.4", "likely 7.2 ?7.6"),
    ("a veteran with merit", "merit", "likely 7.1", "likely 7.1"),
    ("a martyr's mother without allowance", "martyr_kin elder", "unlikely", "likely 7.1"),
    ("a martyr's mother with allowance", "martyr_kin allowance", "likely 7.7.a", "likely 7.1"),
    ("a near-poor martyr's son", "martyr_kin near_poor", "likely 7.7.a", "likely 7.1 7.2"),
    ("a martyr's wife with the social pension", "martyr_kin social_pension", "maybe 7.7.a", "likely 7.1"),
    ("a man with agent orange, no means", "agent_orange", "unlikely", "likely 7.3"),
    ("a man with agent orange and allowance", "agent_orange allowance", "likely 7.7.b", "likely 7.3"),
    ("an elder with allowance", "elder allowance", "likely 7.7.c", "likely 7.7"),
    ("an elder without", "elder", "unlikely", "unlikely"),
    ("an elder with the social pension", "elder social_pension", "maybe 7.7.c", "maybe 7.7"),
    ("a near-poor elder", "elder near_poor", "likely 7.7.c", "likely 7.2"),
    ("an elder of whom money is not known", "elder allowance?", "maybe 7.7.c", "maybe 7.7"),
    ("a disabled man without allowance", "disabled", "unlikely", "likely 7.4"),
    ("a disabled woman with allowance", "disabled allowance", "likely 7.7.d", "likely 7.4"),
    ("a near-poor disabled man", "disabled near_poor", "likely 7.7.d", "likely 7.2 7.4"),
    ("a beaten woman without allowance", "violence", "unlikely", "unlikely"),
    ("a beaten woman with allowance", "violence allowance", "likely 7.7.e", "likely 7.7"),
    ("a near-poor beaten woman", "violence near_poor", "likely 7.7.e", "likely 7.2"),
    ("a beaten woman, household not known", "violence near_poor? poor?", "maybe 7.2 7.7.e", "maybe 7.2"),
    ("a beaten Mông woman in zone III", "violence minority hard_area", "likely 7.4", "likely 7.6"),
    ("a man with HIV", "hiv", "unlikely", "unlikely"),
    ("a man with HIV and allowance", "hiv allowance", "likely 7.7.h", "likely 7.7"),
    ("a near-poor woman with HIV", "hiv near_poor", "likely 7.7.h", "likely 7.2"),
    ("a girl of 15", "child", "likely 7.3", "likely 7.5"),
    ("a child victim", "child victim", "likely 7.3", "likely 7.5"),
    ("a boy of 17 accused", "teen accused", "likely 7.5", "likely 7.10"),
    ("a girl of 16 as victim", "teen victim", "likely 7.5", "likely 7.10"),
    ("a boy of 17 as witness", "teen other_role", "likely 7.5", "likely 7.10"),
    ("a boy of 16 who was reported, near-poor", "teen other_role near_poor", "likely 7.5", "likely 7.2 7.10"),
    ("a girl of 16 who wants to leave a marriage", "teen", "unlikely", "unlikely"),
    ("a boy of 17, nobody knows in which role", "teen accused?", "maybe 7.5", "maybe 7.10"),
    ("a grown man accused", "accused", "unlikely", "unlikely"),
    ("a near-poor man accused", "accused near_poor", "likely 7.6", "likely 7.2"),
    ("a poor man accused", "accused poor", "likely 7.2", "likely 7.2"),
    ("a worker of low income accused", "accused low_income", "unlikely", "maybe 7.8"),
    ("a worker of low income, victim of a fraud", "victim low_income", "unlikely", "maybe 7.8"),
    ("a worker of low income with a land quarrel", "low_income", "unlikely", "unlikely"),
    ("an accused whose wage is not known", "accused low_income?", "unlikely", "maybe 7.8"),
    ("a grown victim without means", "victim", "unlikely", "unlikely"),
    ("a grown witness", "other_role", "unlikely", "unlikely"),
    ("a woman who was sold", "trafficked", "likely 7.6a", "likely 7.11"),
    ("a boy of 17 with his sold sister", "teen trafficked", "likely 7.6a", "likely 7.11"),
    ("perhaps a victim of trafficking", "trafficked?", "maybe 7.6a", "maybe 7.11"),
    ("a family after the flood, about the flood", "disaster", "unlikely", "likely 7.9"),
    ("a family after the flood, near-poor", "disaster near_poor", "unlikely", "likely 7.2 7.9"),
    ("a man harmed by an office of the State", "state_harm", "unlikely", "likely 7.12"),
    ("a Lao bride", "foreigner", "unlikely", "maybe 7.13"),
    ("a Lao bride in a poor household", "foreigner poor", "likely 7.2", "likely 7.2 ?7.13"),
    ("somebody another law names", "other_law", "unlikely", "maybe 7.14"),
    ("a business owner about her company", "business", "unlikely", "unlikely"),
    ("a poor business owner about her company", "business poor", "unlikely ?7.2", "unlikely ?7.2"),
    ("a Mông trader in zone III about her shop", "business minority hard_area", "unlikely ?7.4", "unlikely ?7.6"),
    ("a poor man who may be asking about a shop", "business? poor", "likely 7.2", "likely 7.2"),
    ("somebody with the social pension only", "social_pension", "unlikely", "unlikely"),
    ("somebody with an allowance only", "allowance", "unlikely", "unlikely"),
)  # fmt: skip


def known_of(words: str) -> dict[Circumstance, Truth]:
    known = dict.fromkeys(Circumstance, Truth.NO)
    for word in words.split():
        name = Circumstance(word.rstrip("?"))
        known[name] = Truth.UNKNOWN if word.endswith("?") else Truth.YES
    return known


def judged(known: Known, day: date) -> Judgement:
    return judge(RULES, BOOK.versions, known, day)


def by_law_alone(known: Known, day: date) -> Judgement:
    """Without a look at what comes."""
    return judge(RULES, BOOK.versions[:1] if day < NEW_YEAR else BOOK.versions, known, day)


def clauses(judgement: Judgement, holds: Truth) -> set[str]:
    return {each.clause.id.partition(":")[2] for each in judgement.findings if each.holds is holds}


def test_there_are_more_than_sixty_people_and_no_two_alike() -> None:
    assert len(PEOPLE) >= 60
    assert len({words for _, words, _, _ in PEOPLE}) >= len(PEOPLE) - 1
    assert len({who for who, *_ in PEOPLE}) == len(PEOPLE)


def test_the_two_instants_are_two_minutes_and_a_law_apart() -> None:
    assert date(2026, 12, 31) == EVE
    assert date(2027, 1, 1) == NEW_YEAR
    assert (BOOK.version_at(EVE_MS).id, BOOK.version_at(NEW_YEAR_MS).id) == ("2017", "2027")


@pytest.mark.parametrize("day", [EVE, NEW_YEAR], ids=["31-dec", "1-jan"])
@pytest.mark.parametrize(("who", "words", "old", "new"), PEOPLE, ids=[who for who, *_ in PEOPLE])
def test_everyone_is_judged_by_the_law_of_the_day(
    who: str, words: str, old: str, new: str, day: date
) -> None:
    expected, *wanted = (old if day is EVE else new).split()
    found = by_law_alone(known_of(words), day)
    assert found.answer == expected, clauses(found, Truth.YES)
    assert {each.clause.id.partition(":")[0] for each in found.findings} == {found.law.id}
    listed = {clause.lstrip("?") for clause in wanted}
    assert listed == clauses(found, Truth.YES) | clauses(found, Truth.UNKNOWN), codes(found)
    if expected == Answer.LIKELY:
        sure = {clause for clause in wanted if not clause.startswith("?")}
        assert sure == clauses(found, Truth.YES)


@pytest.mark.parametrize(("who", "words", "old", "new"), PEOPLE, ids=[who for who, *_ in PEOPLE])
def test_nobody_is_told_a_no_that_the_new_year_turns(who: str, words: str, old: str, new: str) -> None:
    told = judged(known_of(words), EVE)
    turns = old.startswith("unlikely") and not new.startswith("unlikely")
    assert (told.coming is not None) is turns
    if told.coming:
        assert told.answer is Answer.MAYBE
        assert told.law.id == "2017"
        assert told.coming.law.term.first == NEW_YEAR
        assert told.coming.answer == new.split()[0]


def test_far_from_a_change_of_law_a_no_is_a_no() -> None:
    near_poor = known_of("near_poor")
    assert judged(near_poor, date(2026, 10, 2)).answer is Answer.UNLIKELY
    assert judged(near_poor, date(2026, 10, 3)).answer is Answer.MAYBE
    assert judged(near_poor, date(2027, 1, 1)).answer is Answer.LIKELY


def test_the_clauses_that_changed_within_the_old_law_are_dated() -> None:
    victim = known_of("teen victim allowance")
    assert clauses(judged(victim, date(2025, 12, 31)), Truth.YES) == {"7.7.dd"}
    assert clauses(judged(victim, date(2026, 1, 1)), Truth.YES) == {"7.5"}
    witness = known_of("teen other_role")
    assert judged(witness, date(2025, 6, 1)).answer is Answer.UNLIKELY
    sold = known_of("trafficked")
    assert judged(sold, date(2025, 6, 30)).answer is Answer.UNLIKELY
    assert clauses(judged(sold, date(2025, 7, 1)), Truth.YES) == {"7.6a"}


# --- what holds of everybody -----------------------------------------------------------------

PERSONAL: Final = tuple(each for each in Circumstance if each is not Circumstance.BUSINESS)
everybody = st.dictionaries(st.sampled_from(PERSONAL), st.sampled_from(Truth))
days = st.sampled_from(
    [date(2020, 1, 1), date(2025, 8, 1), date(2026, 1, 1), EVE, NEW_YEAR, date(2030, 1, 1)]
)


def weight(answer: Answer) -> int:
    return [*Answer].index(answer)


@settings(deadline=None)
@given(everybody, st.sampled_from(PERSONAL), days)
def test_one_more_circumstance_never_makes_it_worse(
    known: dict[Circumstance, Truth], more: Circumstance, day: date
) -> None:
    before, after = judged(known, day), judged({**known, more: Truth.YES}, day)
    assert weight(after.answer) >= weight(before.answer)


@settings(deadline=None)
@given(everybody, st.sampled_from(PERSONAL), days)
def test_what_is_not_known_is_never_a_no_where_a_yes_would_help(
    known: dict[Circumstance, Truth], open_one: Circumstance, day: date
) -> None:
    known = {**known, open_one: Truth.UNKNOWN}
    if judged({**known, open_one: Truth.YES}, day).answer is not Answer.UNLIKELY:
        assert judged(known, day).answer is not Answer.UNLIKELY


@settings(deadline=None)
@given(everybody)
def test_nobody_who_could_be_helped_in_2026_loses_by_the_new_law(known: dict[Circumstance, Truth]) -> None:
    old, new = by_law_alone(known, EVE), by_law_alone(known, NEW_YEAR)
    assert weight(new.answer) >= weight(old.answer)


@settings(deadline=None)
@given(everybody, days, days)
def test_of_receipt_and_today_the_better_stands(
    known: dict[Circumstance, Truth], received: date, day: date
) -> None:
    found = judge_since(RULES, BOOK.versions, known, received, day)
    each = (judged(known, received), judged(known, day))
    assert found in each
    assert weight(found.answer) == max(weight(one.answer) for one in each)


def test_of_two_equal_answers_the_newer_stands() -> None:
    poor = known_of("poor")
    found = judge_since(RULES, BOOK.versions, poor, EVE, NEW_YEAR)
    assert found.law.id == "2027"
    assert better(found, judged(poor, EVE)).law.id == "2017"
    assert BOOK.judge_since(poor, EVE_MS, NEW_YEAR_MS) == found


@settings(deadline=None)
@given(everybody)
def test_who_knows_nothing_of_a_person_says_maybe(known: dict[Circumstance, Truth]) -> None:
    assert judged({}, EVE).answer is Answer.MAYBE
    unknown = dict.fromkeys(known, Truth.UNKNOWN)
    assert judged(unknown, NEW_YEAR).answer is Answer.MAYBE


def test_without_rules_nobody_is_likely() -> None:
    law = LawVersion("2017", "Luật", BOOK.versions[0].term, BOOK.versions[0].certainty)
    assert judge(Eligibility(), (law,), known_of("poor"), EVE).answer is Answer.UNLIKELY


# --- conditions ------------------------------------------------------------------------------

POOR, OLD, SICK = Circumstance.POOR, Circumstance.ELDER, Circumstance.HIV


@pytest.mark.parametrize(("first", "second"), list(product(Truth, Truth)))
def test_conditions_follow_the_logic_of_three_values(first: Truth, second: Truth) -> None:
    known = {POOR: first, OLD: second}
    both, either = (joint((Is(POOR), Is(OLD))) for joint in (Every, Some))
    assert truth(both, known) is min(first, second)
    assert truth(either, known) is max(first, second)
    assert truth(Open(POOR), known) is min(first, Truth.UNKNOWN)


def test_a_condition_tells_what_it_names_what_is_open_and_what_is_doubtful() -> None:
    who = Every((Is(POOR), Some((Is(OLD), Open(SICK), Is(POOR)))))
    assert list(named(who)) == [POOR, OLD, SICK, POOR]
    assert to_ask(who, {OLD: Truth.NO}) == (POOR, SICK)
    assert doubtful(who, {SICK: Truth.YES}) == (SICK,)
    assert doubtful(who, {}) == ()
    assert is_begun(who, {SICK: Truth.YES})
    assert not is_begun(who, {SICK: Truth.UNKNOWN})


def test_an_officer_asks_what_the_law_of_these_days_depends_on_and_no_more() -> None:
    of_old, of_both = asked(RULES, [EVE]), asked(RULES, [EVE, NEW_YEAR])
    assert Circumstance.DISASTER not in of_old
    assert Circumstance.LOW_INCOME not in of_old
    assert set(of_both) == set(Circumstance)
    assert of_both[0] is Circumstance.BUSINESS


def test_what_is_kept_of_a_judgement_is_codes() -> None:
    assert codes(judged(known_of("near_poor"), EVE)) == "2027:7.2=yes"
    assert codes(judged(known_of("business poor elder social_pension"), EVE)) == (
        "2017:27=outside 2017:7.2=yes 2017:7.7.c=maybe"
    )


# --- what follows ----------------------------------------------------------------------------


def test_one_is_of_one_age_only() -> None:
    known = settled({Circumstance.TEEN: Truth.YES, Circumstance.CHILD: Truth.UNKNOWN})
    assert known == {Circumstance.TEEN: Truth.YES, Circumstance.CHILD: Truth.NO, OLD: Truth.NO}
    assert settled({OLD: Truth.NO}) == {OLD: Truth.NO}


def test_a_people_of_few_is_a_minority_and_who_is_none_is_no_people_of_few() -> None:
    few, minority = Circumstance.FEW_PEOPLE, Circumstance.MINORITY
    assert settled({few: Truth.YES}) == {few: Truth.YES, minority: Truth.YES}
    assert settled({minority: Truth.NO}) == {few: Truth.NO, minority: Truth.NO}


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("III", Truth.YES), ("II", Truth.UNKNOWN), ("I", Truth.UNKNOWN), (None, Truth.UNKNOWN)],
)
def test_in_zone_three_the_place_is_difficult_elsewhere_the_village_decides(
    zone: str | None, expected: Truth
) -> None:
    assert of_zone(RULES, zone) is expected


def test_a_clause_needs_means_only_where_it_says_so() -> None:
    by_id = {clause.id: clause for clause in RULES.clauses}
    tested: list[Clause] = [clause for clause in RULES.clauses if clause.means]
    assert {clause.id for clause in tested} == {f"2017:7.7.{point}" for point in "abcdegh"} | {"2017:7.7.dd"}
    assert RULES.needs(by_id["2017:7.2"]) == Is(POOR)
    assert RULES.needs(by_id["2017:7.7.c"]) == Every((Is(OLD), RULES.means))
