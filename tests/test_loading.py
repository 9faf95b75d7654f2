"""Loading: the shipped folders are whole, and what is wrong with others is listed instead of raised."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shipped import shipped

from bot.flow.model import CallStep
from bot.loading import load
from bot.province import read_province, without_numbers
from bot.settings import SHIPPED

pytestmark = pytest.mark.slow

FOLDERS = ("flows", "locales", "province")


@pytest.fixture
def copy(tmp_path: Path) -> dict[str, Path]:
    """The shipped folders, to be broken."""
    return {name: Path(shutil.copytree(SHIPPED / name, tmp_path / name)) for name in FOLDERS}


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """The shipped province alone, to be broken."""
    return Path(shutil.copytree(SHIPPED / "province", tmp_path / "province"))


def named(province: Path) -> set[str]:
    """The files that are named when the province is read."""
    return {problem.file for problem in read_province(province)[1] if problem.severity == "error"}


def errors(copy: dict[str, Path]) -> str:
    return "\n".join(load(copy["flows"], copy["locales"], copy["province"]).errors)


def test_what_is_shipped_loads_whole() -> None:
    loaded = shipped()

    assert loaded.errors == ()
    assert set(loaded.flows) == {
        "legal_aid",
        "status",
        "settings",
        "contacts",
        "complaint",
        "money",
        "survey",
        "ask_papers",
        "ask_place",
        "ask_when",
        "my_data",
        "rights",
        "set_up",
        "invite",
    }
    assert {step.part for step in loaded.flows["legal_aid"].steps.values() if isinstance(step, CallStep)}
    assert loaded.groups.keys() == {"zone_1", "zone_2", "zone_3", "with_numbers"}
    assert all(places for name, places in loaded.groups.items() if name != "with_numbers")
    assert loaded.texts is not None
    assert loaded.province.contacts is not None
    assert loaded.province.calendar is not None
    assert loaded.province.gazetteer is not None
    assert loaded.province.routing is not None
    assert loaded.province.waiting is not None
    assert loaded.province.law.versions
    assert loaded.province.law.grounds
    assert all(loaded.province.papers.values())
    assert loaded.province.law.provisions
    assert all(loaded.province.sensitive.values())
    assert loaded.province.first_look == ""


RULES = [
    "routing.yaml",
    "contacts.yaml",
    "promises.yaml",
    "calendar.yaml",
    "waiting.yaml",
    "law/acts.yaml",
    "law/deadlines.yaml",
    "safe_hours.yaml",
    "law/grounds.yaml",
    "law/versions.yaml",
    "sensitive.yaml",
    "form/form.docx",
    "form/refusal.docx",
]


# Rules are read only where the places that they name are known: so the places are broken alone.
@pytest.mark.parametrize("names", [["places.csv"], ["old_places.csv"], RULES])
def test_what_is_missing_of_the_province_is_named(province: Path, names: list[str]) -> None:
    for name in names:
        (province / name).unlink()

    assert named(province) >= set(names)


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a: &a [*a]", b"- x"])
@pytest.mark.parametrize("names", [["places.csv"], RULES])
def test_what_is_broken_of_the_province_is_named(province: Path, names: list[str], content: bytes) -> None:
    for name in names:
        (province / name).write_bytes(content)

    assert named(province) >= set(names)


def test_every_problem_is_listed_at_once(copy: dict[str, Path]) -> None:
    (copy["flows"] / "one.yaml").write_bytes(b"")
    (copy["flows"] / "two.yml").write_bytes(b"spec: 1")
    (copy["province"] / "routing.yaml").write_text("- x")
    (copy["province"] / "contacts.yaml").unlink()

    found = errors(copy)

    assert all(name in found for name in ("one.yaml:1:", "two.yml:1:", "routing.yaml", "contacts.yaml"))


def test_a_file_that_is_no_flow_is_left_alone(copy: dict[str, Path]) -> None:
    (copy["flows"] / "README.md").write_text("notes")
    (copy["flows"] / "folder.yaml").mkdir()

    assert errors(copy) == ""


def test_sub_flows_are_read_and_the_flows_own_tests_are_not(copy: dict[str, Path]) -> None:
    (copy["flows"] / "parts" / "odd.yaml").write_text("spec: 1")
    (copy["flows"] / "tests").mkdir(exist_ok=True)
    (copy["flows"] / "tests" / "odd.yaml").write_text("chat: []")

    found = errors(copy)

    assert "parts/odd.yaml:1:" in found
    assert "tests/odd.yaml" not in found


def test_a_file_that_ends_in_yml_is_told_wherever_it_is(copy: dict[str, Path]) -> None:
    places = [copy["flows"] / place for place in (".", "parts", "tests", "deeper/still")]
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
        (place / "two.yml").write_text("spec: 1")

    found = errors(copy)

    assert all(f"{place / 'two.yml'}:1: L0" in found for place in places)


def test_a_flow_in_a_folder_of_its_own_is_told(copy: dict[str, Path]) -> None:
    (copy["flows"] / "mine").mkdir()
    (copy["flows"] / "mine" / "two.yaml").write_text("spec: 1")

    assert "mine/two.yaml:1: G1" in errors(copy)


def test_a_condition_may_name_the_zones_of_the_province(copy: dict[str, Path]) -> None:
    steps = "  where: {ask: place, text: Xã}\n  end: {exit: done, text: 'Gọi {hotline}', when: \"where in communes('zone_%s')\"}\n"
    end = "  bye: {exit: done, text: Chào}\n"
    for zone, expected in (("3", ""), ("4", "A2")):
        flow = f"spec: 1\nflow: one\ntitle: T\nsteps:\n{steps % zone}{end}"
        (copy["flows"] / "one.yaml").write_text(flow)
        found = errors(copy)
        assert expected in found
        assert bool(found) == bool(expected)


def test_labels_are_compared_in_every_language(copy: dict[str, Path]) -> None:
    file = copy["locales"] / "en" / "invite.po"
    words = file.read_text()
    labels = re.findall(r'msgctxt "invite\.role\.opt\.\w+"\nmsgid ".*"\nmsgstr "(.*)"', words)
    file.write_text(words.replace(f'msgstr "{labels[1]}"', f'msgstr "{labels[0]}"'))

    assert "T3" in errors(copy)


def test_a_promise_of_the_centre_is_read(copy: dict[str, Path]) -> None:
    promises = copy["province"] / "promises.yaml"
    promises.write_text(promises.read_text().replace("days: none", 'days: "2"'))

    assert load(copy["flows"], copy["locales"], copy["province"]).province.first_look == "2"


def test_the_communes_without_a_number_nearby_are_named() -> None:
    loaded = shipped()
    gazetteer, contacts = loaded.province.gazetteer, loaded.province.contacts
    assert gazetteer is not None
    assert contacts is not None
    assert without_numbers(loaded.province) == "45/45"
    known = {
        place.code: {"police": ("0215 000 0001",)} for place in gazetteer.places if place.name != "Na Sang"
    }
    told = without_numbers(replace(loaded.province, contacts=replace(contacts, near=known)))
    assert told == "Xã Na Sang"


def test_hours_in_which_the_bot_would_never_write_are_told(copy: dict[str, Path]) -> None:
    hours = copy["province"] / "safe_hours.yaml"
    hours.write_text(hours.read_text().replace("17:30-20:30", "20:00-22:00"))

    assert "safe_hours.yaml:8: R1 “evening”" in errors(copy)


def test_a_consent_for_a_purpose_that_nobody_knows_is_an_error(copy: dict[str, Path]) -> None:
    flow = copy["flows"] / "legal_aid.yaml"
    flow.write_text(flow.read_text("utf-8").replace("consent: write_down_v1", "consent: sell_on_v1"), "utf-8")

    assert re.search(r"legal_aid\.yaml:\d+: L3 Không có mục đích “sell_on_v1”", errors(copy))
