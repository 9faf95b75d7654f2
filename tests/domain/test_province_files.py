"""The shipped files of province/ can be read, are honest, and are explained in its readme."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.domain.calendar_reader import Foreseen, read_calendar
from bot.domain.contacts import read_contacts, read_promises
from bot.domain.deadlines import TRIGGERS, Deadline, Deadlines, Unit
from bot.domain.deadlines_reader import read_deadlines
from bot.domain.eligibility import Circumstance, Eligibility, named
from bot.domain.eligibility_reader import read_eligibility
from bot.domain.grounds import GroundOf, in_force, read_grounds
from bot.domain.ladder import HOUR_MS, MINUTE_MS, TOLD, Waiting, read_waiting
from bot.domain.law import Certainty
from bot.domain.places import Gazetteer
from bot.domain.request import SENSITIVE_MATTERS
from bot.domain.routing import Routing, place_codes, read_routing, route
from bot.domain.safe_hours import HOURS, read_safe_hours
from bot.domain.sensitive import matters_in, read_sensitive, read_urgent, sensitive_in
from bot.province import foreseen

PROVINCE = Path(__file__).parents[2] / "province"
FILES = sorted(
    path.relative_to(PROVINCE).as_posix()
    for path in PROVINCE.rglob("*")
    if path.is_file() and path.name != "README.md"
)


def shipped(name: str) -> str:
    return (PROVINCE / name).read_text("utf-8")


def routing_of(text: str, gazetteer: Gazetteer) -> Routing:
    routing, problems = read_routing(text.encode(), "routing.yaml", gazetteer.places)
    assert problems == []
    assert routing is not None
    return routing


def strings(name: str) -> dict[str, object]:
    """The file with every scalar a string."""
    read = yaml.load(shipped(name), Loader=yaml.BaseLoader)
    assert isinstance(read, dict)
    return read


def contacts() -> dict[str, object]:
    return strings("contacts.yaml")


def explained(name: str) -> str:
    """What the readme says of a file."""
    after = shipped("README.md").partition(f"## `{name}`")[2]
    return after.partition("\n## ")[0]


def test_every_request_goes_to_the_one_known_branch(gazetteer: Gazetteer) -> None:
    routing = routing_of(shipped("routing.yaml"), gazetteer)
    assert [branch.name for branch in routing.branches.values()] == [
        "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên"
    ]
    for place in gazetteer.places:
        for matter in (*routing.matters, None):
            assert route(routing, matter, place.code, urgent=True) == "centre"


def test_the_examples_in_the_rules_work_when_the_remark_signs_go(gazetteer: Gazetteer) -> None:
    lines = shipped("routing.yaml").splitlines()
    live = [line.replace("#   ", "  ", 1) if line.startswith("#   ") else line for line in lines]
    branch = [line for line in live if line.startswith(("  muong_nhe:", "    name: Chi nhánh số 1"))]
    text = "\n".join(line for line in live if line not in branch)
    text = text.replace("branches:\n", "branches:\n" + "\n".join(branch) + "\n")
    example = [
        line for line in text.splitlines() if line.startswith(("  - places:", "    matters:", "    urgent:"))
    ]
    rules = "\n".join(
        line for line in text.splitlines() if line not in example and "branch: muong_nhe" not in line
    )
    rules = rules.replace("rules:\n", "rules:\n" + "\n".join(example) + "\n    branch: muong_nhe\n")
    routing = routing_of(rules, gazetteer)
    assert route(routing, "land", "03158", urgent=False) == "muong_nhe"
    assert route(routing, "land", "03158", urgent=True) == "centre"


def test_emergency_numbers_are_strings_with_their_source() -> None:
    emergency = contacts()["emergency"]
    assert isinstance(emergency, list)
    assert [line["number"] for line in emergency] == ["113", "115", "111", "1800 8027", "112", "114"]
    assert all(line["what"] and line["source"] and line["certainty"] == "sourced" for line in emergency)
    assert all(
        isinstance(line["number"], str) for line in yaml.safe_load(shipped("contacts.yaml"))["emergency"]
    )


def test_the_shipped_contacts_and_promises_are_well_written() -> None:
    found, problems = read_contacts(shipped("contacts.yaml").encode(), "contacts.yaml", ())
    assert problems == []
    assert found is not None
    assert (found.centre, found.hours, len(found.emergency)) == (
        "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên",
        "",
        6,
    )
    assert found.near == {}
    assert read_promises(shipped("promises.yaml").encode(), "promises.yaml") == ("", [])


def test_nothing_unchecked_is_shipped() -> None:
    assert contacts()["places"] == {}
    centre = contacts()["centre"]
    assert isinstance(centre, dict)
    assert [centre[key] for key in ("phone", "address", "hours")] == ["", "", ""]
    assert "18001768" not in shipped("contacts.yaml").replace(" ", "")
    assert yaml.load(shipped("promises.yaml"), Loader=yaml.BaseLoader) == {"first_look": {"days": "none"}}


def test_the_days_off_of_2027_are_those_that_are_foreseen_and_none_is_said_to_be_sure() -> None:
    calendar, problems = read_calendar(shipped("calendar.yaml").encode(), "calendar.yaml", Foreseen())
    assert problems == []
    assert calendar is not None
    doubted = date(2027, 11, 24)
    known = {day for day in foreseen().off if day.year == 2027} - {doubted}
    assert calendar.off - known == {date(2027, 5, 2)}  # a Sunday between two days off
    assert known - calendar.off == set()
    assert not calendar.is_working_day(date(2027, 2, 10))
    assert calendar.is_working_day(date(2027, 2, 11))
    assert calendar.is_working_day(doubted)
    assert calendar.sure == set()


def test_days_off_of_other_years_are_foreseen_without_the_doubtful_one() -> None:
    calendar, _ = read_calendar(shipped("calendar.yaml").encode(), "calendar.yaml", foreseen())
    assert calendar is not None
    assert not calendar.is_working_day(date(2028, 9, 1))
    assert calendar.is_working_day(date(2026, 11, 24))
    assert calendar.is_working_day(date(2026, 8, 22))  # a Saturday worked instead of 31 August


# --- waiting, conflicts, sensitive words -----------------------------------------------------


def waiting() -> Waiting:
    read, problems = read_waiting(shipped("waiting.yaml").encode(), "waiting.yaml")
    assert problems == []
    assert read is not None
    return read


def test_the_shipped_steps_of_waiting_tell_everyone_in_turn_and_urgent_ones_sooner() -> None:
    read = waiting()
    for rungs in (read.unclaimed, read.urgent, read.urgent_by_day):
        assert [rung.what for rung in rungs] == list(TOLD)
    assert all(rung.after.working for rung in read.unclaimed)
    assert not any(rung.after.working for rung in read.urgent)  # danger does not wait for the morning
    assert read.urgent[0].after.ms == read.urgent_by_day[0].after.ms == 0
    assert all(rung.after.working for rung in read.urgent_by_day[1:])  # a word in a story wakes nobody
    assert [rung.after.ms // HOUR_MS for rung in read.unclaimed] == [2, 4, 8]
    assert (read.claim.lapse.ms, read.urgent_claim.lapse.ms) == (8 * HOUR_MS, 60 * MINUTE_MS)
    assert (read.claim.extensions, read.urgent_claim.extensions) == (2, 2)


def test_the_remarks_of_waiting_show_how_a_time_is_written() -> None:
    for span in ("8 giờ làm việc", "2 giờ", "15 phút", "8 working hours", "2 hours", "15 minutes"):
        assert span in shipped("waiting.yaml").partition("unclaimed:")[0]
        changed = shipped("waiting.yaml").replace("extend: 60 phút", f"extend: {span}")
        if span not in ("15 phút", "15 minutes"):  # shorter than the reminder
            assert read_waiting(changed.encode(), "waiting.yaml")[1] == []


def test_nobody_is_promised_the_numbers_of_waiting() -> None:
    for words in (shipped("waiting.yaml"), explained("waiting.yaml")):
        assert "không được hứa số nào" in words
        assert "promised to people" in words


def test_the_shipped_hours_follow_each_other_and_say_whose_they_are() -> None:
    hours, problems = read_safe_hours(shipped("safe_hours.yaml").encode(), "safe_hours.yaml")
    assert problems == []
    assert hours is not None
    assert [hours.shown(each) for each in HOURS] == ["07:00–10:30", "10:30–13:30", "17:30–20:30"]
    assert "Trung tâm chưa đặt" in shipped("safe_hours.yaml")


def test_every_ground_of_the_law_has_its_source_and_certainty_and_a_quoted_id() -> None:
    grounds, problems = read_grounds(shipped("law/grounds.yaml").encode(), "law/grounds.yaml")
    assert problems == []
    rows = [row for kind in yaml.safe_load(shipped("law/grounds.yaml")).values() for row in kind]
    assert [row["id"] for row in rows] == [ground.id for ground in grounds]
    assert all(isinstance(row["id"], str) for row in rows)
    assert all("Điều" in row["source"] for row in rows)
    unread = {row["id"] for row in rows if row["certainty"] == "unchecked"}
    assert {"2017:25.1", "2027:30.3.dd", "2017:37.1.a", "2017:45.1.a"} <= unread
    # What the Centre refuses on, one way or another, was read.
    assert not {"2017:25.2.a", "2017:25.2.b", "2017:25.2.c"} & unread


@pytest.mark.parametrize(
    ("day", "refusals"),
    [
        (date(2026, 12, 31), ["2017:30.3.a", "2017:30.3.b", "2017:30.3.c", "2017:30.3.d"]),
        (date(2027, 1, 1), ["2027:30.3.a", "2027:30.3.b", "2027:30.3.c", "2027:30.3.d", "2027:30.3.dd"]),
    ],
)
def test_only_the_grounds_of_the_day_can_be_a_reason_to_refuse(day: date, refusals: list[str]) -> None:
    grounds, _ = read_grounds(shipped("law/grounds.yaml").encode(), "law/grounds.yaml")
    assert [ground.id for ground in in_force(grounds, GroundOf.REFUSAL, day)] == refusals
    assert all(in_force(grounds, of, day) for of in GroundOf)


def test_the_readme_says_which_words_of_the_law_were_not_read() -> None:
    told = explained("law/grounds.yaml")
    assert "**lời của Điều 25 khoản 1 chưa đọc được**" in told
    assert "clause 1 of Article 25 were not seen**" in " ".join(told.split())


def test_the_grounds_point_to_the_lines_where_they_stand() -> None:
    grounds, _ = read_grounds(shipped("law/grounds.yaml").encode(), "law/grounds.yaml")
    lines = shipped("law/grounds.yaml").splitlines()
    assert [lines[ground.line - 1] for ground in grounds] == [f'  - id: "{ground.id}"' for ground in grounds]


def eligible() -> Eligibility:
    rules, problems = read_eligibility(shipped("law/eligible.yaml").encode(), "law/eligible.yaml")
    assert problems == []
    return rules


def test_the_persons_of_both_versions_are_all_there() -> None:
    rules = eligible()
    old = [clause.id for clause in rules.clauses if clause.id.startswith("2017:")]
    new = [clause.id for clause in rules.clauses if clause.id.startswith("2027:")]
    points = ["a", "b", "c", "d", "dd", "e", "g", "h"]
    assert old == [f"2017:7.{n}" for n in (1, 2, 3, 4, 5, 5, 6, "6a", *(f"7.{point}" for point in points))]
    assert new == [f"2027:7.{n}" for n in range(1, 15)]
    assert {clause.term.last for clause in rules.clauses if clause.id in new} == {None}


def test_no_clause_of_2027_claims_to_know_its_papers_and_none_has_a_means_test() -> None:
    new = [clause for clause in eligible().clauses if clause.id.startswith("2027:")]
    assert {(clause.papers, clause.means) for clause in new} == {("", False)}


def test_what_the_law_leaves_open_is_said() -> None:
    assert [clause.id for clause in eligible().clauses if clause.left_open] == [
        "2027:7.7",
        "2027:7.8",
        "2027:7.13",
        "2027:7.14",
    ]


def test_every_circumstance_is_of_use_and_what_is_private_is_marked() -> None:
    rules = eligible()
    used = {each for clause in (*rules.clauses, *rules.outside) for each in named(rules.needs(clause))}
    assert used == set(Circumstance)
    private = {Circumstance.MINORITY, Circumstance.POOR, Circumstance.NEAR_POOR, Circumstance.DISABLED}
    assert private | {Circumstance.HIV, Circumstance.FEW_PEOPLE} <= rules.sensitive


def test_the_zones_of_the_places_are_those_of_the_law(gazetteer: Gazetteer) -> None:
    rules = eligible()
    assert {place.zone for place in gazetteer.places} == rules.certain | rules.by_village


def test_the_conversation_names_the_peoples_of_few_that_the_list_names_the_uncertain_ones_apart() -> None:
    flow = yaml.load(
        (PROVINCE.parent / "flows/parts/eligibility.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
    )
    named_there = {each["id"]: each["text"] for each in flow["steps"]["people"]["options"]}
    few = eligible().peoples_from(date(2027, 1, 1))
    sure = [each.name for each in few if each.certainty is Certainty.SOURCED]
    unsure = [each.name for each in few if each.certainty is not Certainty.SOURCED]
    assert [named_there["few_people"], named_there["perhaps_few"]] == [", ".join(sure), ", ".join(unsure)]


def test_every_sensitive_matter_has_words_with_accents_and_in_small_letters() -> None:
    words, problems = read_sensitive(shipped("sensitive.yaml").encode(), "sensitive.yaml")
    assert problems == []
    assert set(words) == set(SENSITIVE_MATTERS)
    assert all(words.values())
    every = [word for found in words.values() for word in found]
    assert every == [word.casefold() for word in every]
    assert len(set(every)) == len(every)
    assert all(sensitive_in(words, word) for word in every)


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("Chồng tôi uống rượu rồi bạo lực, bị đánh mấy lần.", "violence"),
        ("Cháu 14 tuổi mà nhà kia kéo vợ.", "child"),
        ("Chị ấy ăn lá ngón.", "suicide"),
        ("Họ bắt bỏ đạo, bị đánh.", "faith"),
        ("Cán bộ xã không cấp sổ đỏ cho tôi.", "commune"),
        ("Nhà bên lấn nương, tôi có con dao và cái đánh cá.", None),
        ("Tôi lên xã xin giấy khai sinh cho con.", None),
    ],
)
def test_stories_are_sorted_by_the_shipped_words(said: str, matter: str | None) -> None:
    words, _ = read_sensitive(shipped("sensitive.yaml").encode(), "sensitive.yaml")
    assert sensitive_in(words, said) == matter


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Chồng tôi bị công an bắt đêm qua.", True),
        ("Em bị tạm giam ở Điện Biên Phủ", True),
        ("cong an bat con toi", True),
        ("Con tôi bị bắt nạt ở trường.", False),
        ("Nhà kia bắt vợ.", False),
        ("Cán bộ thu hồi đất.", False),
    ],
)
def test_stories_that_tell_of_an_arrest(said: str, told: bool) -> None:
    words, problems = read_urgent(shipped("urgent.yaml").encode(), "urgent.yaml")
    assert problems == []
    assert bool(matters_in(words, said)) is told


@pytest.mark.parametrize(
    "name",
    [
        "waiting.yaml",
        "safe_hours.yaml",
        "law/deadlines.yaml",
        "law/eligible.yaml",
        "law/grounds.yaml",
        "law/versions.yaml",
        "sensitive.yaml",
        "urgent.yaml",
    ],
)
def test_a_file_is_explained_in_both_languages(name: str) -> None:
    told = explained(name)
    assert "Trung tâm" in told or "cán bộ" in told
    assert " the " in told


@pytest.mark.parametrize("name", FILES)
def test_the_readme_explains_every_file(name: str) -> None:
    assert f"`{name}`" in shipped("README.md")


# --- deadlines of the law --------------------------------------------------------------------


def deadlines() -> Deadlines:
    read, problems = read_deadlines(shipped("law/deadlines.yaml").encode(), "law/deadlines.yaml")
    assert problems == []
    return read


def test_every_deadline_names_its_article_and_what_is_not_known_is_not_counted() -> None:
    for deadline in deadlines().all:
        for period in deadline.periods:
            assert "Điều" in period.law or period.unit is Unit.UNKNOWN
            assert (period.certainty is Certainty.UNKNOWN) == (period.unit is Unit.UNKNOWN)
            assert not (period.unit is Unit.UNKNOWN and period.amount)


@pytest.mark.parametrize("deadline", deadlines().all, ids=lambda deadline: deadline.id)
def test_a_deadline_holds_on_both_sides_of_the_new_year_or_says_that_it_is_not_known(
    deadline: Deadline,
) -> None:
    def units(day: date) -> set[Unit]:
        return {period.unit for period in deadline.periods if period.term.covers(day)}

    assert Unit.UNKNOWN not in units(date(2026, 12, 31))
    assert units(date(2026, 12, 31))
    assert units(date(2027, 1, 1))


def test_what_the_new_law_left_to_a_decree_or_circular_is_not_known_and_the_rest_goes_on() -> None:
    day = date(2027, 1, 1)
    left = {
        deadline.id
        for deadline in deadlines().all
        if any(each.unit is Unit.UNKNOWN and each.term.covers(day) for each in deadline.periods)
    }
    assert left == {
        "reception_reply", "assign", "supplement_proof", "advice_answer", "change_provider", "withdraw_reply",
        "complaint_first", "complaint_second",
    }  # fmt: skip


def test_every_act_that_only_ends_something_is_not_waited_for_in_vain() -> None:
    """What stops a clock can happen: an act, or what a queue of its own notes."""
    assert {end for deadline in deadlines().all for end in deadline.ends} <= set(TRIGGERS)
    for deadline in deadlines().all:
        assert not (deadline.ends & deadline.starts) or deadline.id == "withdraw_reply"


def test_the_example_of_an_exception_works_when_the_remark_signs_go(gazetteer: Gazetteer) -> None:
    lines = shipped("calendar.yaml").splitlines()
    start = next(n for n, words in enumerate(lines) if words.startswith("#   - name: Lũ"))
    example = [words.removeprefix("# ") for words in lines[start : start + 6]]
    content = "\n".join([*lines[: lines.index("exceptions: []")], "exceptions:", *example])
    places = place_codes(gazetteer.places)
    calendar, problems = read_calendar(content.encode(), "calendar.yaml", Foreseen(), places)
    assert problems == []
    assert calendar is not None
    assert not calendar.here("03160").is_working_day(date(2027, 3, 12))
    assert calendar.here("03127").is_working_day(date(2027, 3, 12))
