"""Poor ways to reach us: only a voice, only the first screen by voice, only text and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stage import Stage, number_in

from bot.chat import TEXT_ONLY
from bot.flow.model import Flow, QuestionStep
from bot.flow.screens import menu
from bot.flow.session import Screen, Session
from bot.flow.walk import Way
from bot.handlers import showing
from bot.handlers.facts import facts
from bot.handlers.house import provided
from bot.simulator.person import Person
from bot.store import people
from bot.store.database import Transaction
from bot.store.sessions import Stored

CITIZEN_FLOWS = ("legal_aid", "contacts", "rights", "settings", "status")


async def voices(house: Stage, who: Person, *parts: bytes) -> str:
    for part in parts:
        who.voice(part)
        await house.idle()
    return house.heard(who)


async def test_a_voice_at_the_first_screen_is_kept_and_danger_named(house: Stage) -> None:
    citizen = await house.citizen()

    said = await voices(house, citizen, b"OggS one")

    assert said.startswith(house.says("legal_aid.heard.text"))
    assert "113" in said
    assert "Cho cán bộ ghi lời kể" in said


async def test_who_only_sends_voices_ends_up_with_an_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    said = await voices(house, citizen, b"OggS one", b"OggS two", b"OggS three", b"OggS four")

    assert house.says("flow.passed_on") in said
    assert await house.rows("SELECT kind FROM requests") == [{"kind": "callback"}]
    await house.press(officer, "Nhận liên hệ")
    heard = [message.file.content for message in officer.from_bot if message.file]
    assert heard == [b"OggS one", b"OggS two", b"OggS three", b"OggS four"]


async def test_what_she_goes_on_saying_reaches_the_officer_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await voices(house, citizen, b"OggS one", b"OggS two", b"OggS three", b"OggS four")
    await house.press(officer, "Nhận liên hệ")

    await voices(house, citizen, b"OggS five")

    number = (await house.rows("SELECT number FROM requests"))[0]["number"]
    await house.say(officer, f"/yeucau {number}")
    heard = [message.file.content for message in officer.from_bot if message.file]
    assert heard[-1] == b"OggS five"


async def test_the_officer_answers_who_only_spoke(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await voices(house, citizen, b"OggS one", b"OggS two", b"OggS three", b"OggS four")
    await house.press(officer, "Nhận liên hệ", "Trả lời")

    officer.voice(b"OggS the answer")
    await house.idle()

    assert [message.file.content for message in citizen.from_bot if message.file] == [b"OggS the answer"]


async def test_the_whole_intake_by_numbers_on_a_channel_without_buttons(house: Stage) -> None:
    house.app.worker._channel = TEXT_ONLY
    house.app.house = replace(house.app.house, can_share=False)
    citizen = house.world.person("Vàng A Dơ")

    await house.say(citizen, "/start", "1", "1", "1", "1", "1", "Nhà bên lấn nương.", "3", "Na Sang", "1")
    await house.say(citizen, "0912 345 678", "1", "Dơ")
    assert "1 ✅ Gửi" in house.heard(citizen)
    await house.say(citizen, "1")

    facts_kept = await house.facts(number_in(house.heard(citizen)))
    assert facts_kept["matter"] == "land"
    assert facts_kept["phone"]["phone"] == "+84912345678"
    assert not any(message.labels for message in citizen.from_bot)


@pytest.mark.parametrize("flow", CITIZEN_FLOWS)
async def test_without_buttons_every_question_shows_a_number_for_every_choice(
    house: Stage, flow: str
) -> None:
    asked = house.app.house.flows[flow]
    await house.citizen()
    for step in asked.steps.values():
        if isinstance(step, QuestionStep):
            shown = (await house.read(lambda tx, step=step: as_text(tx, house, asked, step))).splitlines()  # type: ignore[misc]
            for option in step.options:
                label = f"{option.icon} {house.says(option.label)}".strip()
                assert option.share or any(numbered(line, label) for line in shown), (step.id, label)


def numbered(line: str, label: str) -> bool:
    number, _, rest = line.partition(" ")
    return number.isdecimal() and rest == label


def as_text(tx: Transaction, house: Stage, flow: Flow, step: QuestionStep) -> str:
    """A question as a channel shows it that has neither buttons nor a way to share a number."""
    [newest] = tx.all("SELECT id FROM people ORDER BY id DESC LIMIT 1")
    person = people.load(tx, newest["id"])
    session = Session(flow.id, flow.version, screen=Screen(step.id))
    world = replace(facts(tx, house.app.house, person, flow), can_share=False)
    shown = menu(flow, Way(step, {}, (), (), ()), step, session, world).question()
    message = showing.question(person, Stored(1, session, 0), shown, provided(tx, house.app.house))
    return "\n".join(part.text for part in house.app.house.texts.render(message, "vi", TEXT_ONLY))
