"""The folders are taken in anew while the bot runs: all of it or nothing, and a broken file says why."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from patience import until
from shipped import FLOWS, LOCALES
from stage import BEFORE, Stage

from bot import app as app_module
from bot.app import App

STORY = BEFORE["Kể bằng lời, bằng chữ"]
ASKED = "Kể bằng lời, bằng chữ, hoặc chụp giấy."


@pytest.fixture
async def writing(house: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A house with folders of its own, which it looks at often."""
    for folder in (FLOWS, LOCALES):
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.setattr(app_module, "WATCH_S", 0.02)
    await house.stop()
    house.settings = replace(house.settings, flows_dir=tmp_path / "flows", locales_dir=tmp_path / "locales")
    clock = house.world.clock
    house.app = App(house.settings, request=house._request, now=lambda: int(clock.now() * 1000), watches=True)
    await house.start()
    return house


def change(file: Path, before: str, after: str) -> None:
    words = file.read_text(encoding="utf-8")
    assert before in words
    file.write_text(words.replace(before, after), encoding="utf-8")


async def test_a_changed_flow_and_a_changed_text_are_said_at_once(writing: Stage) -> None:
    house = writing
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    before = house.app.house
    change(house.settings.flows_dir / "legal_aid.yaml", ASKED, "Kể đi.")
    change(house.settings.locales_dir / "vi" / "bot.yaml", '"Chỉ cách dùng"', '"Chỉ cách"')
    await until(
        lambda: (
            house.app.house is not before
            and "Kể đi." in str(house.app.house.texts.sources["legal_aid.story.text"])
        )
    )

    await house.say(citizen, "nhắc lại")

    assert "Kể đi." in house.heard(citizen)
    assert "❔ Chỉ cách" in citizen.last.labels


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("flows/legal_aid.yaml", "ask: choice", "ask: choise"),
        ("locales/vi/bot.yaml", "interrupt.help:", "interrupt.help"),
    ],
)
async def test_a_broken_file_keeps_what_runs_and_says_why(
    writing: Stage, file: str, before: str, after: str, caplog: pytest.LogCaptureFixture
) -> None:
    house, running = writing, writing.app.house
    change(house.settings.flows_dir.parent / file, before, after)

    await until(lambda: "not taken in" in caplog.text, seconds=30)

    assert house.app.house is running
    assert Path(file).name in caplog.text
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    assert ASKED in house.heard(citizen)


async def test_what_is_mended_is_taken_in_when_it_is_told(house: Stage) -> None:
    assert await house.app.reload() == ()
    await asyncio.sleep(0)
    assert house.app.house.texts.sources
