"""The English catalog: complete, fresh, with the same placeholders, labels that can be told apart, no Vietnamese left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from shipped import shipped

from bot.chat import text
from bot.flow.menu import INTERRUPTS, interrupts_of
from bot.flow.model import Asking, Flow, ReviewStep, Step
from bot.flow.text_checks import MAX_LABEL
from bot.flow.words import fold
from bot.settings import SHIPPED
from bot.texts import Texts, placeholders

KEPT_VIETNAMESE: Final = (
    "Tôi xin trợ giúp pháp lý",
    "Lá ngón",
    "Mông",
    "Thái",
    "Khơ Mú",
    "Cống",
    "Si La",
    "Mảng",
)
"""What stays Vietnamese in English: the sentence that police must hear as it is, a plant, and peoples' names."""

SHOWN_TOGETHER: Final = (
    ("flow.restart.yes", "flow.restart.no"),
    ("flow.place.none", "flow.place.list"),
    ("button.queue", "button.mine", "button.new"),
    ("button.claim", "button.open", "button.reply", "button.close"),
)
"""Buttons of the program's own that can stand under one message."""

PAYING: Final = re.compile(r"pay nothing|for free|free of charge|no cost|without cost", re.IGNORECASE)


LOADED: Final = shipped()


@pytest.fixture(scope="module")
def texts() -> Texts:
    assert LOADED.texts is not None
    return LOADED.texts


@pytest.fixture(scope="module")
def english(texts: Texts) -> dict[str, str]:
    return {key: found.words for key, found in texts.catalogs["en"].items()}


def test_every_text_has_fresh_english_and_none_is_left_over(texts: Texts) -> None:
    made_from = {key: found.made_from for key, found in texts.catalogs["en"].items() if found.words}
    assert made_from == {key: source.vi for key, source in texts.sources.items()}


def test_placeholders_are_those_of_the_vietnamese(texts: Texts, english: dict[str, str]) -> None:
    other = {
        key: words
        for key, words in english.items()
        if placeholders(words) != placeholders(texts.sources[key].vi)
    }
    assert not other


def test_english_of_a_flow_stands_in_the_file_named_after_it(texts: Texts) -> None:
    catalogs = {
        file.stem: _contexts(file.read_text("utf-8")) for file in (SHIPPED / "locales" / "en").glob("*.po")
    }
    keys = set(texts.sources) - catalogs.pop("bot")
    assert {key for flow in LOADED.flows.values() for key in flow.texts} <= keys
    for name, contexts in catalogs.items():
        assert contexts == {key for key in keys if key.partition(".")[0] == name}


def test_high_risk_texts_are_marked_for_translators(texts: Texts) -> None:
    marked: set[str] = set()
    for catalog in (SHIPPED / "locales" / "en").glob("*.po"):
        found = re.findall(
            r'^#\. risk: high\n(?:#.*\n)*msgctxt "(.+)"$', catalog.read_text("utf-8"), re.MULTILINE
        )
        marked |= set(found)
    assert marked == {key for key, source in texts.sources.items() if source.risk == "high"}


def test_no_vietnamese_is_left_but_what_must_stay(english: dict[str, str]) -> None:
    left = {key: words for key, words in english.items() if _vietnamese_letters(words)}
    assert not left


def test_arrested_people_are_told_the_very_words_to_say(english: dict[str, str]) -> None:
    assert "“Tôi xin trợ giúp pháp lý”" in english["legal_aid.d_end.text"]


def test_nobody_is_told_that_nothing_is_ever_paid(english: dict[str, str]) -> None:
    assert not {key: words for key, words in english.items() if PAYING.search(words)}


# --- labels ----------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", LOADED.flows.values(), ids=LOADED.flows.keys())
def test_labels_of_a_question_can_be_told_apart(texts: Texts, flow: Flow) -> None:
    for step in _asking(flow):
        labels = [option.label for option in step.options]
        _assert_told_apart(texts, [*labels, "interrupt.human", "interrupt.help", "interrupt.back"])


@pytest.mark.parametrize("keys", SHOWN_TOGETHER)
def test_own_buttons_that_stand_together_can_be_told_apart(texts: Texts, keys: tuple[str, ...]) -> None:
    _assert_told_apart(texts, keys)


@pytest.mark.parametrize("flow", LOADED.flows.values(), ids=LOADED.flows.keys())
def test_questions_that_a_review_offers_to_change_can_be_told_apart(texts: Texts, flow: Flow) -> None:
    for step in _asking(flow):
        if isinstance(step, ReviewStep) and step.steps:
            questions = [flow.steps[name].text() for name in step.steps]
            _assert_told_apart(texts, [*questions, "review.close"])


@pytest.mark.parametrize("flow", LOADED.flows.values(), ids=LOADED.flows.keys())
def test_labels_fit_on_a_small_phone_and_call_no_interrupt(
    texts: Texts, flow: Flow, english: dict[str, str]
) -> None:
    calls = {word for name in interrupts_of(flow) for word in _interrupt_words(english, name)}
    for step in _asking(flow):
        for option in step.options:
            label = english[option.label]
            assert len(label) <= MAX_LABEL, label
            assert fold(label) not in calls, label


def test_each_interrupt_has_words_of_its_own(english: dict[str, str]) -> None:
    words = [word for name in INTERRUPTS for word in _interrupt_words(english, name)]
    assert len(words) == len(set(words))


def test_commands_are_the_same_in_every_language(texts: Texts, english: dict[str, str]) -> None:
    for key in (key for key in texts.sources if key.endswith(".words")):
        assert _commands(english[key]) == _commands(texts.sources[key].vi), key


def test_named_commands_can_be_typed(texts: Texts, english: dict[str, str]) -> None:
    known = {"/language"}.union(
        *(_commands(words) for key, words in english.items() if key.endswith("words"))
    )
    for key, words in english.items():
        assert set(re.findall(r"(?<!\w)/[a-z]+", words)) <= known, key


def test_a_quoted_label_is_the_label_that_is_seen(texts: Texts, english: dict[str, str]) -> None:
    for key, source in texts.sources.items():
        for label in re.findall("«([^{»]+)»", source.vi):
            seen = {english[other] for other, found in texts.sources.items() if found.vi == label}
            quoted = set(re.findall("“([^”]+)”", english[key]))
            assert not seen or seen & quoted, key


# --- helpers ---------------------------------------------------------------------------------


def _contexts(catalog: str) -> set[str]:
    return set(re.findall(r'^msgctxt "(.+)"$', catalog, re.MULTILINE))


def _asking(flow: Flow) -> Iterator[Asking]:
    steps: Iterator[Step] = iter(flow.steps.values())
    return (step for step in steps if isinstance(step, Asking))


def _assert_told_apart(texts: Texts, keys: list[str] | tuple[str, ...]) -> None:
    """Typed in English or in Vietnamese, a label means one button only."""
    owners: dict[str, str] = {}
    for key in keys:
        for form in {fold(wording) for wording in texts.wordings(text(key), "en")}:
            assert form not in owners, (key, owners[form], form)
            owners[form] = key


def _interrupt_words(english: dict[str, str], name: str) -> set[str]:
    words = [*english[f"interrupt.{name}.words"].split(","), english[f"interrupt.{name}"]]
    return {fold(word) for word in words}


def _commands(words: str) -> set[str]:
    return {word.strip() for word in words.split(",") if word.strip().startswith("/")}


def _vietnamese_letters(words: str) -> list[str]:
    for kept in KEPT_VIETNAMESE:
        words = words.replace(kept, "")
    return [letter for letter in words if letter.isalpha() and not letter.isascii()]
