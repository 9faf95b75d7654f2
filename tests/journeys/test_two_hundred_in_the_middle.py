"""Two hundred people stand at every step of the intake while six edits are published, taken back and forced through."""

from __future__ import annotations

from typing import Final

import pytest
from stage import INTAKE, Stage
from test_new_version_of_a_flow import NEW_QUESTION, publish

from bot.simulator.person import Person
from bot.store import releases
from bot.store.database import Transaction

PEOPLE: Final = 200
STORY: Final = "Kể"
ANSWERS: Final = (*INTAKE, ("Kể đi,", "Kể sau với cán bộ"), ("Có ai thấy không?", "Không ai thấy"))
MYSELF: Final = (("{id: me, icon", "{id: myself, icon"), ("who == 'me'", "who == 'myself'"))


def asked(who: Person) -> str | None:
    """The question that waits, as the table knows it; None when all is sent."""
    for message in reversed(who.from_bot):
        if "Đã nhận lời nhờ" in message.text:
            return None
        if question := question_in(message.text):
            return question
    return None


def question_in(words: str) -> str | None:
    """The one that stands last: a read-back names them all before it asks."""
    found = [(words.rfind(question), question) for question, _ in ANSWERS if question in words]
    return max(found)[1] if found else None


async def act(house: Stage, who: Person, number: int) -> bool:
    """Answer the question that waits; False when there is none."""
    question = asked(who)
    if question is None:
        return False
    if question.startswith(STORY):
        await house.say(who, story(number))
    else:
        await house.press(who, dict(ANSWERS)[question])
    return True


def story(number: int) -> str:
    return f"Chuyện của người thứ {number}: nhà bên lấn nương."


async def go_back(house: Stage, release: int) -> None:
    def work(tx: Transaction) -> None:
        files = releases.files(tx, release)
        versions = {
            row["flow"]: row["version"]
            for row in tx.all(
                "SELECT flow, version FROM release_flows WHERE release = :release", release=release
            )
        }
        releases.add(tx, files, versions, origin=releases.BACK)

    await house.read(work)


@pytest.mark.slow
async def test_nobody_loses_an_answer_and_nobody_is_asked_twice_without_a_word(house: Stage) -> None:
    people = [await house.citizen(f"Bà Con {number}") for number in range(PEOPLE)]
    for number, who in enumerate(people):  # at every step, and before the first
        for _ in range(number % len(INTAKE)):
            await act(house, who, number)

    async def some_go_on(turn: int) -> None:
        for number, who in enumerate(people):
            if number % 3 == turn % 3:
                await act(house, who, number)

    edits = (
        publish(house, ("Kể bằng lời, bằng chữ, hoặc chụp giấy.", "Kể đi, bằng lời hay bằng chữ.")),
        publish(house, NEW_QUESTION),
        publish(house, *MYSELF),
        go_back(house, 2),
        publish(house, NEW_QUESTION),
        publish(house, *MYSELF, moves_all=True),
    )
    for turn, edit in enumerate(edits):
        await edit
        await some_go_on(turn)
    for number, who in enumerate(people):
        for _ in range(2 * len(ANSWERS)):
            if not await act(house, who, number):
                break
        else:
            raise AssertionError((number, [message.text[:80] for message in who.from_bot[-6:]]))

    # Requests equal submissions, and each holds what its person said.
    rows = await house.rows("SELECT number FROM requests ORDER BY id")
    assert len(rows) == PEOPLE
    stories = {(await house.facts(row["number"]))["story"]["text"] for row in rows}
    assert stories == {story(number) for number in range(PEOPLE)}
    assert await house.rows("SELECT 1 FROM inbox WHERE state = 'failed'") == []

    moved = house.says("flow.moved")
    told = 0
    for who in people:
        before: list[str] = []
        for message in who.from_bot:
            if moved in message.text:
                told += 1
                before = []
            if question := question_in(message.text):
                assert question not in before, (who.user.first_name, question)
                before.append(question)
    assert told
