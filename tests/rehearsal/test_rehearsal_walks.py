"""Walks through every shipped flow, in both languages, by buttons and by numbers alone: nothing breaks, nothing leaks."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from rehearsal_walks import Tally, Walker
from shipped import shipped

from bot.chat import Text
from bot.flow import answers, engine, screens
from bot.flow.model import QuestionStep
from bot.flow.session import Value
from bot.flow.turn import Facts
from bot.loading import Loaded


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return shipped()


def wander(loaded: Loaded, walks: int) -> Tally:
    tally = Tally()
    names = sorted(loaded.flows)
    for seed in range(walks):
        chance = random.Random(seed)
        # The intake is what matters most: every second walk goes there.
        name = "legal_aid" if seed % 2 else names[seed // 2 % len(names)]
        channel = chance.choice(("telegram", "telegram", "text"))
        language, steady = chance.choice(("vi", "en")), seed % 4 == 1
        Walker(loaded, loaded.flows[name], tally, chance, language, channel, steady).walk()
    return tally


@pytest.mark.slow
def test_a_thousand_walks_break_nothing_and_meet_every_question(loaded: Loaded) -> None:
    tally = wander(loaded, 1000)
    table = tally.table(loaded.flows.values())
    output = Path("test-output")
    output.mkdir(exist_ok=True)
    (output / "walks.md").write_text(table + "\n", encoding="utf-8")
    assert tally.violations == []
    assert tally.unmet(loaded.flows.values()) == []


@pytest.mark.slow
def test_the_walkers_see_what_is_broken(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """A private answer that is shown, and a press that acts twice, are noticed."""

    def shown(step: QuestionStep, value: Value, facts: Facts) -> Text:
        return answers.read_back(replace(step, private=False), value, facts)

    with monkeypatch.context() as broken:
        broken.setattr(screens, "read_back", shown)
        assert any("private answer" in violation for violation in wander(loaded, 300).violations)
    with monkeypatch.context() as broken:
        broken.setattr(engine, "old_press", lambda session, press: False)
        assert any("press" in violation for violation in wander(loaded, 300).violations)
