"""Who does not read is spoken to: by recordings of native speakers, at first sight, when pressed, or always."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from stage import Stage

from bot.app import load_all, read_with
from bot.display import digest_of
from bot.handlers.facts import facts
from bot.settings import SHIPPED, Settings
from bot.simulator import samples
from bot.simulator.person import Person
from bot.store import people
from bot.store.database import Transaction

KHMU = "kjg-VN"
SPOKEN = ("language.invite", "legal_aid.menu.text", "legal_aid.consent.text", "legal_aid.violence.text")


def record(folder: Path, tag: str, *keys: str, withdrawn: str = "", script_of: str = "") -> None:
    """Lay approved recordings of these texts into a copy of ``locales/``; each is another file."""
    texts = load_all(Settings(token="1:x", locales_dir=folder)).texts
    assert texts is not None
    recordings, reviews = [], []
    for place, key in enumerate(keys, start=1):
        content = samples.silence(place)
        script = "other words" if key == script_of else texts.script(key)
        sha256, source = hashlib.sha256(content).hexdigest(), digest_of(script, "")
        file = folder / tag / "voices" / f"{key}.{source[:8]}.ogg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        line = f"{tag},{key},{source},{sha256},{place},s1,nữ,,CC-BY-4.0,2026-11-27"
        recordings += [f"{line},made"] + ([f"{line},withdrawn"] if key == withdrawn else [])
        reviews += [
            f"{tag},{key},{digest_of(script, sha256)},{verdict},{who},2026-11-27"
            for verdict, who in (("approve", "s2"), ("approve", "s3"), ("compare", "s4"))
        ]
    for name, lines in (("recordings.csv", recordings), ("reviews.csv", reviews)):
        with (folder / name).open("a", encoding="utf-8") as file_of_lines:
            file_of_lines.write("\n".join(lines) + "\n")


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    folder = tmp_path / "spoken"
    shutil.copytree(SHIPPED / "locales", folder)
    return folder


async def speak(house: Stage, folder: Path, *keys: str) -> None:
    """From now on the house has these recordings."""
    record(folder, KHMU, *keys)
    house.settings = replace(house.settings, locales_dir=folder)
    await house.restart()


async def newcomer(house: Stage) -> Person:
    """Somebody who wrote for the first time."""
    citizen = house.world.person("Lường Thị Pọm")
    citizen.start()
    await house.idle()
    return citizen


def voices(who: Person) -> list[str]:
    return [message.file.kind for message in who.chat if message.from_bot and message.file]


async def test_a_language_that_is_only_spoken_asks_for_itself_over_its_button(
    house: Stage, spoken: Path
) -> None:
    await speak(house, spoken, *SPOKEN)
    citizen = await newcomer(house)
    assert voices(citizen) == ["voice"]
    assert [label.partition(" ")[2] for row in citizen.last.buttons for label in row] == ["Khơ Mú (xem thử)"]
    assert "không lấy tiền" in await house.press(citizen, "Khơ Mú")


async def test_the_list_of_languages_speaks_in_the_middle_too_but_not_on_a_poor_line(
    house: Stage, spoken: Path
) -> None:
    await speak(house, spoken, *SPOKEN)
    for low_data, heard in ((0, 1), (1, 0)):
        citizen = await newcomer(house)
        await house.press(citizen, "Tiếng Việt")
        await house.say(citizen, "1", "1", "1")
        row = (await house.rows("SELECT max(id) AS id FROM people"))[0]["id"]
        await house.read(partial(people.set_setting, person=row, name="low_data", on=bool(low_data)))
        before = len(voices(citizen))
        await house.say(citizen, "đổi tiếng")
        assert len(voices(citizen)) == before + heard
        if heard:
            [label] = citizen.last.labels
            assert "Khơ Mú" in label, "its own button, under its own voice"
        await house.press(citizen, "Khơ Mú")
        chosen = await house.rows("SELECT language FROM people ORDER BY id DESC LIMIT 1")
        assert chosen == [{"language": KHMU}]
        assert "Chuyện gì?" in house.heard(citizen)


async def test_the_first_screen_is_heard_when_pressed_and_asked_again(house: Stage, spoken: Path) -> None:
    await speak(house, spoken, *SPOKEN)
    citizen = await newcomer(house)
    await house.press(citizen, "Khơ Mú")
    before = len(voices(citizen))
    assert "không lấy tiền" in await house.press(citizen, "Nghe")
    assert len(voices(citizen)) == before + 1


async def test_what_others_must_not_hear_is_played_only_when_nobody_is_near(
    house: Stage, spoken: Path
) -> None:
    await speak(house, spoken, *SPOKEN)
    citizen = await newcomer(house)
    await house.press(citizen, "Khơ Mú")
    await house.read(lambda tx: tx.run("UPDATE people SET voice = 1"))
    await house.say(citizen, "1", "1", "1", "2")
    assert "bị đánh" in house.heard(citizen)
    before = len(voices(citizen))
    assert "Có ai đang nghe không?" in await house.press(citizen, "Nghe")
    assert "bị đánh" in await house.press(citizen, "Có, để đọc thôi")
    assert len(voices(citizen)) == before
    await house.press(citizen, "Nghe", "Không có ai, nghe")
    assert len(voices(citizen)) == before + 1


async def test_who_wants_it_is_always_spoken_to_but_not_on_a_poor_line(house: Stage, spoken: Path) -> None:
    await speak(house, spoken, *SPOKEN)
    for low_data, heard in ((0, 1), (1, 0)):
        citizen = await newcomer(house)
        await house.press(citizen, "Khơ Mú")
        row = (await house.rows("SELECT max(id) AS id FROM people"))[0]["id"]
        await house.read(partial(people.set_setting, person=row, name="voice", on=True))
        await house.read(partial(people.set_setting, person=row, name="low_data", on=bool(low_data)))
        before = len(voices(citizen))
        await house.say(citizen, "1")  # the consent
        assert len(voices(citizen)) == before + heard


async def test_a_consent_names_the_recording_that_could_be_heard(house: Stage, spoken: Path) -> None:
    await speak(house, spoken, *SPOKEN)
    citizen = await newcomer(house)
    await house.press(citizen, "Khơ Mú")
    await house.say(citizen, "1", "1")  # the first screen, the consent
    heard = house.app.house.texts.recording("legal_aid.consent.text", KHMU)
    assert heard is not None
    kept = await house.rows("SELECT language, state, voice FROM consents")
    assert [tuple(row.values()) for row in kept] == [(KHMU, "missing", heard.sha256)]


async def test_a_recording_is_uploaded_once(house: Stage, spoken: Path) -> None:
    await speak(house, spoken, *SPOKEN)
    for _ in range(2):
        citizen = await newcomer(house)
    rows = await house.rows("SELECT sha256, ref FROM recording_refs")
    assert len(rows) == 1
    await house.read(lambda tx: tx.run("UPDATE recording_refs SET ref = 'of-another-bot'"))
    citizen = await newcomer(house)
    assert voices(citizen) == ["voice"]
    renewed = await house.rows("SELECT sha256, ref FROM recording_refs")
    assert renewed[0]["ref"] != "of-another-bot"


def test_of_other_words_withdrawn_or_unapproved_nothing_is_played(spoken: Path) -> None:
    record(spoken, KHMU, *SPOKEN, withdrawn=SPOKEN[1], script_of=SPOKEN[2])
    reviews = spoken / "reviews.csv"
    kept = [line for line in reviews.read_text(encoding="utf-8").splitlines() if ",s3," not in line]
    reviews.write_text(
        "\n".join(kept) + "\n", encoding="utf-8"
    )  # one native speaker: too few where the risk is high
    texts = load_all(Settings(token="1:x", locales_dir=spoken)).texts
    assert texts is not None
    assert [key for key in SPOKEN if texts.recording(key, KHMU)] == [SPOKEN[0]]
    assert "1. Nhờ giúp" in texts.script("legal_aid.menu.text")


def test_a_broken_line_is_named(spoken: Path) -> None:
    (spoken / "recordings.csv").write_text("kjg-VN,legal_aid.menu.text,made\n", encoding="utf-8")
    errors = read_with(Settings(token="1:x", locales_dir=spoken)).errors
    assert [error for error in errors if "recordings.csv:1" in error and "T6" in error]


async def test_a_master_that_is_gone_or_changed_costs_only_its_own_message(
    house: Stage, spoken: Path
) -> None:
    await speak(house, spoken, *SPOKEN)
    for master in (spoken / KHMU / "voices").iterdir():
        master.write_bytes(b"another voice")
    citizen = await newcomer(house)
    assert voices(citizen) == []
    assert "không lấy tiền" in await house.press(citizen, "Khơ Mú")
    assert await house.rows("SELECT sha256 FROM recording_refs") == []
    failed = await house.rows("SELECT DISTINCT error FROM outbox WHERE state = 'failed'")
    assert [row["error"] for row in failed] == ["the recording is gone"]


def test_a_recording_without_its_file_is_told(spoken: Path) -> None:
    record(spoken, KHMU, "language.invite")
    settings = Settings(token="1:x", locales_dir=spoken)
    assert not [line for line in read_with(settings).warnings if "T6" in line]
    next((spoken / KHMU / "voices").iterdir()).unlink()
    told = [line for line in read_with(settings).warnings if "T6" in line]
    assert len(told) == 1
    assert "recordings.csv:1" in told[0]


def test_a_language_without_a_voice_is_not_played(spoken: Path) -> None:
    record(spoken, "en", "language.invite")
    texts = load_all(Settings(token="1:x", locales_dir=spoken)).texts
    assert texts is not None
    assert texts.recording("language.invite", "en") is None


async def test_nothing_is_played_to_who_has_no_chat(house: Stage, spoken: Path) -> None:
    await speak(house, spoken, *SPOKEN)
    await newcomer(house)

    def heard(tx: Transaction) -> list[bool]:
        row = tx.only("SELECT max(id) AS id FROM people")["id"]
        people.set_language(tx, row, KHMU)
        chatting = people.load(tx, row)
        flow = house.app.house.flows["legal_aid"]
        both = (chatting, replace(chatting, came_by="counter"))
        return [facts(tx, house.app.house, who, flow).recorded("legal_aid.menu.text") for who in both]

    assert await house.read(heard) == [True, False]


@pytest.mark.parametrize(
    ("setting", "heard"),
    [({"voice": 1}, 1), ({}, 0), ({"voice": 1, "low_data": 1}, 0), ({"voice": 1, "quiet": 1}, 0)],
)
async def test_a_ready_answer_is_heard_by_who_wants_to_be_spoken_to(
    house: Stage, spoken: Path, setting: dict[str, int], heard: int
) -> None:
    await speak(house, spoken, *SPOKEN, "canned.papers_came")
    officer, citizen = await house.hire("Lò Thị Hoa"), await newcomer(house)
    await house.press(citizen, "Khơ Mú")
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    row = (await house.rows("SELECT max(id) AS id FROM people"))[0]["id"]
    for name, on in setting.items():
        await house.read(partial(people.set_setting, person=row, name=name, on=bool(on)))
    before = len(voices(citizen))
    await house.say(officer, f"/causan {number}")
    await house.press(officer, "Đã nhận giấy", "Gửi")
    assert len(voices(citizen)) == before + heard
