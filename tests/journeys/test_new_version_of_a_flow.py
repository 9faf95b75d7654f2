"""A flow is published anew while people are in the middle of it: answers stay, questions are asked once, nobody is told nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shipped import FLOWS
from stage import BEFORE, Stage

from bot.loading import load
from bot.store import releases
from bot.store.database import Transaction

STORY = BEFORE["Kể bằng lời, bằng chữ"]
INTAKE = "legal_aid.yaml"
PAPERS = '    text: "Có giấy gì liên quan không?"\n'


def intake() -> str:
    return (FLOWS / INTAKE).read_text(encoding="utf-8")


async def publish(house: Stage, *changes: tuple[str, str], moves_all: bool = False) -> None:
    """As an administrator's press does in the end."""
    settings = house.settings

    def work(tx: Transaction) -> int:
        files = releases.files(tx, releases.newest(tx))
        words = files[INTAKE].decode()
        for before, after in changes:
            assert before in words, before
            words = words.replace(before, after)
        files[INTAKE] = words.encode()
        loaded = load(settings.flows_dir, settings.locales_dir, settings.province_dir, files=files)
        assert loaded.errors == ()
        versions = {id_: flow.version for id_, flow in loaded.flows.items()}
        return releases.add(tx, files, versions, origin=releases.FROM_CHAT, moves_all=moves_all)

    await house.read(work)


async def versions(house: Stage) -> list[str]:
    return [
        row["version"]
        for row in await house.rows("SELECT version FROM sessions WHERE flow = 'legal_aid' ORDER BY id")
    ]


async def test_the_files_of_the_folder_are_the_first_release(house: Stage) -> None:
    [first] = await house.read(lambda tx: releases.latest(tx, 9))
    assert (first.id, first.origin, first.author) == (1, releases.FROM_FOLDER, None)
    kept = await house.read(lambda tx: releases.files(tx, 1))
    assert kept[INTAKE] == intake().encode()

    await house.restart()

    assert await house.read(releases.newest) == 1


async def test_a_mended_word_reaches_who_is_in_the_middle_at_once(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await publish(house, ("Kể bằng lời, bằng chữ, hoặc chụp giấy.", "Kể đi, bằng lời hay bằng chữ."))

    await house.say(citizen, "nhắc lại")

    assert "Kể đi, bằng lời hay bằng chữ." in house.heard(citizen)
    assert len(set(await versions(house))) == 1


NEW_QUESTION = (
    "  papers:\n",
    '  witness:\n    ask: choice\n    text: "Có ai thấy không?"\n    options:\n'
    '      - {id: seen, icon: "👀", text: "Có người thấy"}\n      - {id: unseen, icon: "🚫", text: "Không ai thấy"}\n\n  papers:\n',
)


async def test_a_new_question_is_asked_after_the_next_answer_and_nothing_twice(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await publish(house, NEW_QUESTION)

    await house.say(citizen, "Nhà bên lấn nương.")
    assert "Có ai thấy không?" in house.heard(citizen)
    await house.press(citizen, "Không ai thấy", "Không có giấy")
    assert house.says("flow.moved") not in house.all_heard(citizen)

    old, new = (await versions(house))[0], await house.read(lambda tx: releases.open_versions(tx))
    assert [version for flow, version in new if flow == "legal_aid"] == [old]


async def test_who_gave_an_answer_that_is_gone_ends_with_the_questions_she_began_with(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    before = await versions(house)
    await publish(house, ("{id: me, icon", "{id: myself, icon"), ("who == 'me'", "who == 'myself'"))

    await house.say(citizen, "Nhà bên lấn nương.")
    await house.press(citizen, "Không có giấy")
    await house.restart()
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1", "0912 345 678")
    await house.press(citizen, "Chỉ mình dùng")
    await house.say(citizen, "Mỷ")
    await house.press(citizen, "Gửi")

    [request] = await house.rows("SELECT flow_version FROM requests")
    assert await versions(house) == before
    assert request["flow_version"] == before[0]
    newcomer = await house.citizen("Bà Con Mới")
    await house.press(newcomer, *STORY)
    assert (await versions(house))[1] != before[0]


async def test_whoever_must_move_is_told_and_asked_again_only_what_is_gone(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await publish(
        house, ("{id: me, icon", "{id: myself, icon"), ("who == 'me'", "who == 'myself'"), moves_all=True
    )

    await house.say(citizen, "Nhà bên lấn nương.")

    assert house.says("flow.moved") in house.all_heard(citizen)
    assert "Nhờ cho ai?" in house.heard(citizen)
    await house.press(citizen, "Cho mình")
    assert "giấy" in house.heard(citizen).casefold()


async def test_whoever_stays_too_long_moves_with_a_word(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await publish(house, ("{id: me, icon", "{id: myself, icon"), ("who == 'me'", "who == 'myself'"))
    await house.later(days=20)
    await house.say(citizen, "Nhà bên lấn nương.")
    await house.press(citizen, "Kể tiếp")
    assert house.says("flow.moved") not in house.all_heard(citizen)
    await house.later(days=15)

    await house.say(citizen, "Nhà bên lấn nương, tôi nói rồi.")

    assert house.says("flow.moved") in house.all_heard(citizen)


# --- the folder and what was published in the chat -------------------------------------------


@pytest.fixture
async def own_folder(house: Stage, tmp_path: Path) -> tuple[Stage, Path]:
    """A house with a folder of flows that can be changed."""
    folder = tmp_path / "flows"
    shutil.copytree(FLOWS, folder)
    await house.stop()
    house.settings = replace(house.settings, flows_dir=folder)
    house.app = house._new_app()
    await house.start()
    return house, folder


async def _again(house: Stage, folder: Path) -> None:
    """The bot begins anew with what the folder holds now."""
    await house.stop()
    house.settings = replace(house.settings, flows_dir=folder)
    house.app = house._new_app()
    await house.start()


async def test_a_file_that_changed_in_the_folder_is_the_next_release(
    own_folder: tuple[Stage, Path], tmp_path: Path
) -> None:
    house, folder = own_folder
    later = tmp_path / "later"
    shutil.copytree(folder, later)
    (later / INTAKE).write_text(
        intake().replace("Kể bằng lời, bằng chữ, hoặc chụp giấy.", "Kể đi."), encoding="utf-8"
    )

    await _again(house, later)

    assert await house.read(releases.newest) == 2
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    assert "Kể đi." in house.heard(citizen)


async def test_what_was_published_in_the_chat_stays_when_the_folder_changed_the_same_file(
    own_folder: tuple[Stage, Path], tmp_path: Path
) -> None:
    house, folder = own_folder
    await publish(house, ("Kể bằng lời, bằng chữ, hoặc chụp giấy.", "Kể trong máy."))
    later = tmp_path / "later"
    shutil.copytree(folder, later)
    (later / INTAKE).write_text(
        intake().replace("Kể bằng lời, bằng chữ, hoặc chụp giấy.", "Kể trên đĩa."), encoding="utf-8"
    )
    (later / "money.yaml").write_text((later / "money.yaml").read_text() + "\n# a remark\n")

    await _again(house, later)

    assert await house.read(releases.newest) == 3  # the other file was taken
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    assert "Kể trong máy." in house.heard(citizen)
