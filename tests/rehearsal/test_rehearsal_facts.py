"""The world of rehearsals: real texts and places, invented requests; and what ``check`` says of transcripts."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shipped import shipped

from bot.__main__ import main
from bot.chat import Text, quoted, text
from bot.loading import Loaded, load
from bot.rehearsal.coverage import all_of
from bot.rehearsal.facts import facts_for, say, world_of
from bot.rehearsal.transcript import CLOCK
from bot.rehearsal.transcript_checks import check_transcripts, transcript_lines
from bot.settings import SHIPPED

LOADED = shipped()


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """The shipped flows and their transcripts, to be changed."""
    return Path(shutil.copytree(SHIPPED / "flows", tmp_path / "flows"))


def loaded(flows: Path) -> Loaded:
    return load(flows, SHIPPED / "locales", SHIPPED / "province")


def lines(flows: Path) -> tuple[list[str], list[str]]:
    return transcript_lines(loaded(flows), flows, english=True)


# --- what is shipped -------------------------------------------------------------------------


@pytest.mark.slow
def test_every_step_and_option_that_citizens_meet_is_taken_in_both_languages() -> None:
    assert check_transcripts(world_of(LOADED), SHIPPED / "flows") == []


def test_there_is_much_to_be_taken() -> None:
    assert len({one for flow in LOADED.flows.values() for _, one in all_of(flow)}) > 200


# --- what is broken --------------------------------------------------------------------------


@pytest.mark.slow
def test_a_changed_flow_breaks_its_transcripts(flows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    intake = flows / "legal_aid.yaml"
    intake.write_text(intake.read_text().replace('{id: no, icon: "✋"', '{id: nobody, icon: "✋"'))

    assert main(["check", "--english", "--flows", str(flows)]) == 1

    out = capsys.readouterr().out
    assert "danger_no_call.test.yaml:10: V3 (vi) There is no button “no” here." in out
    assert "legal_aid.yaml:1: V3 Language en: no transcript takes: u_call.nobody" in out


def test_what_no_transcript_takes_is_a_warning_a_file_and_language(flows: Path) -> None:
    shutil.rmtree(flows / "tests")

    errors, warnings = lines(flows)

    assert errors == []
    assert sum("legal_aid.yaml:1: V3" in warning for warning in warnings) == 2
    assert any(
        "parts/contact_safe.yaml:1: V3 Language vi: no transcript takes: call_time, phone" in w
        for w in warnings
    )
    assert not any("set_up.yaml" in warning for warning in warnings)
    assert any("(+" in warning for warning in warnings)


@pytest.mark.slow
def test_a_transcript_by_another_name_is_named(flows: Path) -> None:
    (flows / "tests" / "land.yaml").write_text("flow: legal_aid\n")
    (flows / "tests" / "broken.test.yaml").write_text("chat: [\n")

    errors, _ = lines(flows)

    assert any(
        "land.yaml:1: V3 The name of a test ends in .test.yaml. Rename it to land.test.yaml." in e
        for e in errors
    )
    assert any("broken.test.yaml:" in error and " L0 " in error for error in errors)


def test_nothing_is_played_while_flows_hold_errors(flows: Path) -> None:
    (flows / "bad.yaml").write_text("")

    assert lines(flows) == ([], [])


# --- the facts -------------------------------------------------------------------------------


def at(hour: int, day: int = 26) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour)


@pytest.mark.parametrize(
    ("now", "is_open"), [(at(9), True), (at(6), False), (at(17), False), (at(9, 28), False)]
)
def test_the_invented_centre_is_open_in_office_hours(now: datetime.datetime, is_open: bool) -> None:
    assert facts_for(LOADED, "vi", "telegram", now).values["open_now"] is is_open


def test_places_numbers_languages_and_words_are_the_real_ones() -> None:
    facts = facts_for(LOADED, "en", "text", CLOCK, "status")

    assert facts.find_places("Na Sang")[0].code == "03172"
    assert len(facts.all_places) == 45
    assert facts.read_phone("0912 345 678") == "+84912345678"
    assert facts.calls["quay lai"] == facts.calls["back"] == "back"
    assert "status" not in [flow for flow, _ in facts.beside]
    assert "contacts" in [flow for flow, _ in facts.beside]
    assert [one.id for one in facts.lists("languages")] == ["vi", "en", "mww-Latn-VN", "lo"]
    assert len(facts.lists("my_requests")) == 2
    assert facts.lists("papers") == ()
    assert "03158" in facts.groups["zone_3"]
    assert facts.today == CLOCK.date()
    assert not facts.can_share


def test_the_centres_own_line_may_be_a_free_number() -> None:
    assert facts_for(LOADED, "vi", "telegram", CLOCK, "set_up").read_phone("1800 8027") == "+8418008027"


def test_every_gap_of_every_text_is_filled() -> None:
    assert LOADED.texts is not None
    for key in LOADED.texts.sources:
        for language in LOADED.texts.languages:
            words = say(LOADED, Text(key), language)
            assert "{" not in words or "{answer." in LOADED.texts.sources[key].vi, words


def test_invented_numbers_stand_where_real_ones_would() -> None:
    assert "482 519 K" in say(LOADED, Text("legal_aid.send.receipt"), "vi")
    assert "113" in say(LOADED, Text("legal_aid.u_numbers.text"), "en")


def test_a_text_that_is_missing_is_named() -> None:
    assert say(LOADED, Text("flow.nothing"), "vi") == "[flow.nothing]"
    assert say(LOADED, quoted("lời của bà con"), "en") == "lời của bà con"
    line = text("review.line", question=Text("no.such"), answer=quoted("một"))
    assert "[no.such]" in say(LOADED, line, "vi")


def test_both_wordings_of_a_label_may_be_typed() -> None:
    wordings = facts_for(LOADED, "en", "telegram", CLOCK).wordings

    assert len(wordings(Text("interrupt.back"))) == 2
    assert len(wordings(quoted("Na Sang"))) == 1


def test_without_contacts_the_centre_has_no_name() -> None:
    bare = replace(LOADED, province=replace(LOADED.province, contacts=None))

    assert "…" in say(bare, text("promise.office", office="…"), "vi")
    assert say(bare, Text("legal_aid.u_numbers.text"), "vi")
