"""The shipped files of province/ can be read, are honest, and are explained in its readme."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.domain.calendar_reader import Foreseen, read_calendar
from bot.domain.contacts import read_contacts, read_promises
from bot.domain.places import Gazetteer
from bot.domain.routing import Routing, read_routing, route
from bot.province import foreseen

PROVINCE = Path(__file__).parents[2] / "province"
FILES = sorted(path.name for path in PROVINCE.iterdir() if path.name != "README.md")


def shipped(name: str) -> str:
    return (PROVINCE / name).read_text("utf-8")


def routing_of(text: str, gazetteer: Gazetteer) -> Routing:
    routing, problems = read_routing(text.encode(), "routing.yaml", gazetteer.places)
    assert problems == []
    assert routing is not None
    return routing


def contacts() -> dict[str, object]:
    read = yaml.load(shipped("contacts.yaml"), Loader=yaml.BaseLoader)  # every scalar a string
    assert isinstance(read, dict)
    return read


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
    found, problems = read_contacts(shipped("contacts.yaml").encode(), "contacts.yaml")
    assert problems == []
    assert found is not None
    assert (found.centre, found.hours, len(found.emergency)) == (
        "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên",
        "",
        6,
    )
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


@pytest.mark.parametrize("name", FILES)
def test_the_readme_explains_every_file(name: str) -> None:
    assert f"`{name}`" in shipped("README.md")
