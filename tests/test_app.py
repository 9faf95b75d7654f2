"""The whole bot, taken together: starting and refusing to, stopping, strange updates, other bots, clocks that jump."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from databases import on_sqlite
from patience import until
from stage import Stage

from bot import app as app_module
from bot.app import App, is_healthy, system_clock
from bot.demo import ADMIN, settings
from bot.gateway import intake
from bot.loading import NotLoadable
from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World
from bot.store import centre, chats
from bot.store.database import Transaction
from bot.store.engine import AlreadyRunning
from bot.store.migrations import SchemaProblem
from bot.store.sealing import KeyProblem

STORY = "Chồng đánh hôm mồng Ba"
NAME = "Hạng Thị Xía"
PHONE = "0912345678"
OTHER_PARTY = "Nhà ông Chá Vàng"
CODE_WORD = "hoa mận trắng"


@pytest.fixture
async def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A bot that was not started, and a Telegram that does not answer."""
    monkeypatch.setattr(app_module, "PAUSES_S", (0.01,))
    world = World()
    world.faults.add("reset")
    return Stage(world, settings(tmp_path), partial(SimulatorRequest, world))


# --- starting and stopping


async def test_it_waits_for_a_telegram_that_is_away(away: Stage) -> None:
    starting = asyncio.create_task(away.start())
    await until(lambda: len(away.world.calls) > 3)
    away.world.faults.clear()
    await starting
    await away.open_house(ADMIN)
    await away.stop()


async def test_told_to_stop_while_it_waits_it_leaves_nothing_open(away: Stage) -> None:
    starting = asyncio.create_task(away.start())
    await until(lambda: away.world.calls)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    away.world.faults.clear()
    await away.start()
    await away.stop()


async def test_a_second_bot_on_the_same_database_is_refused(stage: Stage) -> None:
    with pytest.raises(AlreadyRunning, match="Another process is using"):
        await App(stage.settings, request=partial(SimulatorRequest, stage.world)).start()
    await stage.open_house(ADMIN)


async def test_a_missing_key_a_newer_schema_and_broken_flows_are_refused(
    stage: Stage, tmp_path: Path
) -> None:
    await stage.stop()
    key = stage.settings.secret_key_file
    key.rename(tmp_path / "kept.key")
    with pytest.raises(KeyProblem, match="Bring the key file back"):
        await stage.start()
    (tmp_path / "kept.key").rename(key)
    await stage.start()
    await stage.read(lambda tx: tx.run("UPDATE meta SET value = '99' WHERE name = 'schema'"))
    await stage.stop()
    with pytest.raises(SchemaProblem, match="Use a newer program"):
        await stage.start()
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "broken.yaml").write_text("flow: [")
    with pytest.raises(NotLoadable, match=r"broken\.yaml"):
        await App(replace(stage.settings, flows_dir=flows)).start()

    stage.settings = settings(tmp_path / "fresh")
    stage.app = stage._new_app()
    await stage.start()


async def test_after_a_restart_everybody_goes_on_where_they_were(house: Stage) -> None:
    citizen = await house.citizen(NAME)
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi")
    before = len(citizen.from_bot)
    await house.restart()
    await house.idle()
    assert len(citizen.from_bot) == before
    assert "Chuyện gì?" in await house.press(citizen, "Cho mình")


async def test_a_loop_that_breaks_is_begun_again(house: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A row that no program of ours writes breaks the sender's loop until it is gone."""

    def put(tx: Transaction) -> None:
        row = tx.new_id("outbox")
        tx.run(
            "INSERT INTO outbox (id, kind, chat, priority, body, state, created_at)"
            " SELECT :row, 'message', id, 99, :body, 'due', 0 FROM chats LIMIT 1",
            row=row,
            body=tx.seal("outbox", "body", row, '{"text": "lạ"}'),
        )

    await house.read(put)
    citizen = house.world.person("Mai")
    citizen.start()
    await until(lambda: "a loop broke" in caplog.text)
    await house.read(lambda tx: tx.run("DELETE FROM outbox WHERE priority = 99"))
    await until(lambda: citizen.from_bot)


async def test_it_gives_a_sign_of_life(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "health.json"
    await until(file.exists)
    await until(lambda: file.read_text().endswith("}"))
    file.write_text(json.dumps({"at": time.time(), "poll_age_s": 1.0}))
    assert is_healthy(tmp_path)
    for at, age in ((time.time() - 600, 1.0), (time.time(), 600.0), (time.time(), None)):
        file.write_text(json.dumps({"at": at, "poll_age_s": age}))
        assert not is_healthy(tmp_path)
    file.write_text('{"at":')
    assert not is_healthy(tmp_path)
    assert not is_healthy(tmp_path / "nowhere")


def test_its_own_clock_counts_milliseconds() -> None:
    assert abs(system_clock() - time.time() * 1000) < 5_000


# --- what comes in


async def test_an_update_that_cannot_be_parsed_fails_alone(house: Stage) -> None:
    citizen = await house.citizen(NAME)
    far = house.world.clock.now() + 900
    strange = {"message_id": "?", "date": "hôm qua", "chat": {"id": citizen.id, "type": "private"}}
    house.bot.updates.add("message", strange, far)
    house.bot.updates.add("callback_query", {"id": 5}, far)
    house.bot.updates.add("poll", {"id": "9"}, far)
    await house.idle()
    states = {row["state"] for row in await house.rows("SELECT state FROM inbox ORDER BY id DESC LIMIT 4")}
    assert states == {"failed", "done"}
    assert "Một lượt bị lỗi" in house.all_heard(house.admin)
    assert "ghi lời kể" in await house.press(citizen, "Nhờ giúp")


async def test_another_process_on_the_same_token_is_told_to_the_administrator_once(
    house: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "PAUSES_S", (0.01,))
    house.world.faults.add("error", method="getUpdates", code=409, count=4)
    house.bot.updates.drop_poll()
    await until(lambda: "máy khác đang chạy" in house.all_heard(house.admin))
    await house.say(house.admin, "/lenh")
    assert house.all_heard(house.admin).count("máy khác đang chạy") == 1


async def test_the_staffs_group_stays_the_staffs_group_when_telegram_moves_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    group.migrate()
    officer.send("/lenh", chat=group)
    await house.idle()
    assert "leaveChat" not in [call.method for call in house.world.calls]
    number = await house.ask_about_land(await house.citizen())
    assert number in group.last.text
    await house.tap(officer, "Nhận liên hệ", group)
    assert "Lò Thị Hoa đã nhận" in group.last.text


async def test_a_group_named_in_the_settings_is_the_staffs_also_after_it_moved(house: Stage) -> None:
    group = house.world.group("Cán bộ", [house.admin])
    house.settings = replace(house.settings, staff_chat=group.id)
    await house.restart()
    group.add_bot(by=house.admin)
    await house.idle()
    group.migrate()
    await house.idle()
    await house.restart()
    number = await house.ask_about_land(await house.citizen())
    assert number in group.last.text
    chat = await house.read(centre.staff_chat)
    assert chat is not None
    assert await house.read(lambda tx: chats.address_of(tx, chat)) == f"telegram:{group.id}"


@pytest.mark.parametrize("jump", [-3_600, 3 * 86_400])
async def test_a_clock_that_jumps_loses_nothing_and_throws_nobody_back(house: Stage, jump: int) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen(NAME)
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi")
    house.world.clock.advance(jump)
    if house.says("recap.plain") in await house.press(citizen, "Cho mình"):
        await house.press(citizen, "Kể tiếp", "Cho mình")  # a button of the day before yesterday is old
    await house.press(citizen, "Đất, nhà")
    await house.say(citizen, STORY)
    house.world.clock.advance(-jump)
    assert "xã nào" in await house.press(citizen, "Không có giấy")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1")
    await house.press(citizen, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")
    assert STORY in house.all_heard(officer)
    rows = await house.rows("SELECT state FROM inbox WHERE state <> 'done'")
    assert rows == []


# --- what a thief of the disk reads


@on_sqlite
async def test_a_stolen_copy_of_the_database_tells_nothing(house: Stage, tmp_path: Path) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = house.world.person(NAME, id=7_654_321_012, phone=f"+84{PHONE[1:]}")
    citizen.start()
    await house.idle()
    await house.press(citizen, "Tiếng Việt", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, STORY)
    citizen.photo(b"JFIF anh cua giay moi " * 40)
    await house.idle()
    await house.press(citizen, "Hết rồi", "Tuần này")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1", PHONE)
    await house.press(citizen, "Chỉ mình dùng")
    await house.say(citizen, NAME)
    await house.press(citizen, "Gửi", "Nói người kia")
    await house.say(citizen, OTHER_PARTY)
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, CODE_WORD)
    await house.press(citizen, "Dặn xong", "Nhờ việc mới")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Mai tôi lên bản Huổi Lóng.")

    copy = tmp_path / "stolen"
    shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("secret.key", "stolen"))
    stolen = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}

    assert any(file.name == "hoaban.db-wal" and content for file, content in stolen.items())
    assert any("files" in file.parts for file in stolen)
    secrets: tuple[str, ...] = (
        STORY,
        "mồng Ba",
        NAME,
        "Xía",
        PHONE,
        PHONE[1:],
        "0912 345 678",
        OTHER_PARTY,
        CODE_WORD,
        "Huổi Lóng",
        "Lò Thị Hoa",
    )
    secrets += ("telegram:", str(citizen.id), str(officer.id), "Mai tôi lên", "anh cua giay", "Giàng")
    for words in secrets:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            found = [file.name for file, content in stolen.items() if words.encode(encoding) in content]
            assert not found, (words, encoding)
