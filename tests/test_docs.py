"""The documents say what the program says: settings, commands, step kinds, deeds, alarms, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest
from shipped import shipped

from bot import flow_page, staff_page
from bot.chat import text
from bot.codes import CODES
from bot.domain.law_book import LawBook
from bot.domain.permits import ADMINS, roles
from bot.flow.deeds import DEEDS, PROVIDED
from bot.flow.loader import load_flows
from bot.flow.menu import INTERRUPTS
from bot.flow.model import ConsentStep, Flow, Provided, Step, TextStep, Validator
from bot.flow.step_keys import ASKS, KINDS
from bot.handlers import admin
from bot.handlers.commands import TYPED, TYPED_ON
from bot.problems import Findings, line
from bot.rehearsal.facts import world_of
from bot.rehearsal.playing import play
from bot.rehearsal.transcript_reader import read_transcript
from bot.rehearsal.transcript_sentences import SENTENCES
from bot.settings import NAMES, SHIPPED, Settings
from bot.texts import Texts

DOCS = SHIPPED / "docs"
PAGES = sorted([*SHIPPED.glob("*.md"), *DOCS.rglob("*.md")])
FENCED = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+\.md)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?<![\w/.])/[a-z]+")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def missing(words: Iterable[str], where: str) -> list[str]:
    return [word for word in words if f"`{word}`" not in where]


# --- settings --------------------------------------------------------------------------------


def test_every_setting_is_told_with_its_default() -> None:
    told = page("settings.md")
    assert missing(NAMES, told) == []
    for default in (Settings("").api_url, Settings("").rate, Settings("").database_url):
        assert default in told


def test_no_setting_is_told_that_does_not_exist() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)`", page("settings.md"), re.MULTILINE))
    assert named <= set(NAMES)


# --- commands --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts() -> Texts:
    loaded = shipped()
    assert loaded.texts is not None
    return loaded.texts


def spellings(texts: Texts, command: str) -> list[str]:
    words = texts.say(text(f"command.{command}.words"), "vi")
    return [word.strip() for word in words.split(",")]


def test_every_command_of_the_staff_is_told_in_every_spelling(texts: Texts) -> None:
    told = page("officers.md")
    names = [*TYPED, *TYPED_ON]
    assert missing((word for name in names for word in spellings(texts, name)), told) == []


def test_the_tables_of_commands_and_acts_are_those_of_the_program(texts: Texts) -> None:
    told, law = (
        page("officers.md"),
        shipped().province.law,
    )
    assert staff_page.fresh(told, texts, law) == told, "write it anew: make pages"


def test_a_page_without_marks_is_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="are missing"):
        staff_page.fresh("# Cho cán bộ", texts, LawBook())


def test_every_command_of_administrators_is_told_in_their_page(texts: Texts) -> None:
    assert (
        missing(
            (word for name in TYPED if roles(name) == ADMINS for word in spellings(texts, name)),
            page("admins.md"),
        )
        == []
    )


@pytest.mark.parametrize("name", ["officers.md", "admins.md", "head.md"])
def test_no_command_is_told_that_nobody_answers(texts: Texts, name: str) -> None:
    known = {word for key in texts.sources if key.endswith(".words") for word in _words(texts, key)}
    told = {word for quoted in re.findall(r"`(/[^`]*)`", page(name)) for word in COMMAND.findall(quoted)}
    assert told <= {*known, "/tieng", "/language"}


def _words(texts: Texts, key: str) -> Iterator[str]:
    yield from (word.strip() for word in texts.sources[key].vi.split(","))


def test_every_alarm_is_told_to_operators() -> None:
    assert missing(sorted(admin.ALARMS), page("operators.md")) == []


# --- the flow language -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def examples() -> Mapping[str, Flow]:
    """The examples of the page, each loaded as the file it would be."""
    blocks = [block for block in FENCED.findall(page("flow-language.md")) if not block.startswith("flow:")]
    files = {_file_of(block): block.encode() for block in blocks}
    assert len(files) == len(blocks)
    flows, problems = load_flows(files, groups=["zone_1", "zone_2", "zone_3"])
    assert [line(problem, english=True) for problem in problems] == []
    return flows


def test_the_flows_of_the_tutorial_load_and_its_mistake_is_told_so() -> None:
    tutorial = page("tutorial.md")
    for block in FENCED.findall(tutorial):
        flows, problems = load_flows({"visits.yaml": block.encode()})
        assert (list(flows), problems) == (["visits"], [])
    wrong = FENCED.findall(tutorial)[0].replace("ask: place", "ask: plase")
    _, problems = load_flows({"visits.yaml": wrong.encode()})
    assert any(f"flows/{line(problem)}" in tutorial for problem in problems)


def test_the_example_of_a_talk_passes() -> None:
    (block,) = [block for block in FENCED.findall(page("flow-language.md")) if block.startswith("flow:")]
    findings = Findings("talk.test.yaml", SENTENCES)
    talk = read_transcript("talk.test.yaml", block.encode(), findings)
    assert talk is not None
    play(talk, world_of(shipped()), findings)
    assert findings.problems == ()


def _file_of(block: str) -> str:
    named = re.search(r"^flow: (\w+)$", block, re.MULTILINE)
    if named is None:
        return "_defaults.yaml"
    is_part = re.search(r"^outputs:", block, re.MULTILINE)
    return f"{'parts/' if is_part else ''}{named[1]}.yaml"


def test_every_kind_of_step_has_an_example_that_loads(examples: Mapping[str, Flow]) -> None:
    shown = {type(step) for step in _steps(examples)}
    assert shown == set(get_args(Step))
    spoken = {(step.words, step.voice) for step in _steps(examples) if isinstance(step, TextStep)}
    assert spoken == {(True, False), (True, True), (False, True)}
    assert all(step.options for step in _steps(examples) if isinstance(step, ConsentStep))


def _steps(flows: Mapping[str, Flow]) -> Iterator[Step]:
    for flow in flows.values():
        yield from flow.steps.values()


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"ask"}))
def test_every_kind_stands_in_the_table(kind: str) -> None:
    assert f"\n| `{kind}` |" in page("flow-language.md")


@pytest.mark.parametrize("ask", sorted(ASKS))
def test_every_question_stands_in_the_table_with_its_keys(ask: str) -> None:
    (keys,) = re.findall(rf"^\| `ask: {ask}` \|.*\|(.*)\|$", page("flow-language.md"), re.MULTILINE)
    assert set(keys.replace("`", "").split()) == set(ASKS[ask])


@pytest.mark.parametrize("name", [*INTERRUPTS, *get_args(Provided), *get_args(Validator)])
def test_every_word_of_the_language_is_told(name: str) -> None:
    assert re.search(rf"\b{name}\b", page("flow-language.md"))


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_every_deed_is_told_with_its_inputs(name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}` \|(.*)\|(.*)\|(.*)\|$", page("flow-language.md"), re.MULTILINE)
    deed = DEEDS[name]
    assert [_listed(cell) for cell in row] == [deed.required, deed.optional, deed.gives]


def _listed(cell: str) -> set[str]:
    return {word for word in cell.replace(",", " ").split() if word}


def test_every_placeholder_is_told() -> None:
    assert missing((f"{{{name}}}" for name in PROVIDED), page("flow-language.md")) == []


def test_the_table_of_codes_is_that_of_the_program() -> None:
    assert flow_page.fresh(page("flow-language.md")) == page("flow-language.md"), "write it anew: make pages"
    assert all(f"\n| `{code}` |" in page("flow-language.md") for code in CODES)


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(SHIPPED)))
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    broken = [target for target in LINK.findall(file.read_text(encoding="utf-8")) if not _leads(file, target)]
    assert broken == []


def _leads(file: Path, target: str) -> bool:
    return (file.parent / target).is_file()


def test_the_index_names_every_page() -> None:
    index = page("index.md")
    pages = (file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md") if file.name != "index.md")
    assert [name for name in pages if f"]({name})" not in index] == []
