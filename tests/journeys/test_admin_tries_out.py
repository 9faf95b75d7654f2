"""An administrator tries a flow out in his own chat: the real engine, marked, touching nothing; kept as a test by one press."""

from __future__ import annotations

import pytest
from stage import Stage
from test_admin_publishes import ASKED, MENDED, intake, second, sends

from bot import clerk
from bot.app import App
from bot.problems import Findings
from bot.rehearsal.chat_preview import tried
from bot.rehearsal.facts import world_of
from bot.rehearsal.playing import play
from bot.rehearsal.transcript_reader import read_transcript
from bot.rehearsal.transcript_sentences import SENTENCES
from bot.store import housekeeping


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.01)


@pytest.fixture
async def trying(house: Stage) -> Stage:
    """A house in which flows can be tried out."""
    await house.stop()
    clock = house.world.clock
    house.app = App(
        house.settings,
        request=house._request,
        now=lambda: int(clock.now() * 1000),
        load=house.app._load,
        tried=tried,
    )
    await house.start()
    return house


async def test_a_running_flow_is_tried_out_and_nothing_is_kept(trying: Stage) -> None:
    house = trying
    await house.say(house.admin, "/kichban legal_aid")
    await house.press(house.admin, "Xem thử")
    assert "🧪 XEM THỬ «legal_aid»" in house.heard(house.admin)
    assert "🙋 Nhờ giúp" in house.admin.last.labels
    await house.press(house.admin, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà, rừng")
    assert ASKED in house.heard(house.admin)
    await house.say(house.admin, "Nhà bên lấn nương.")
    assert "giấy" in house.heard(house.admin).casefold()

    assert await house.rows("SELECT 1 FROM sessions WHERE flow = 'legal_aid'") == []
    assert await house.rows("SELECT 1 FROM requests") == []
    [row] = await house.rows("SELECT typed FROM previews")
    assert "lấn nương".encode() not in bytes(row["typed"])
    assert await house.say(house.admin, "/thoi") == house.says("preview.over")
    assert await house.rows("SELECT 1 FROM previews") == []


async def test_it_begins_at_a_step_speaks_another_language_and_by_words_alone(trying: Stage) -> None:
    house = trying
    await house.say(house.admin, "/kichban legal_aid story")
    assert ASKED in house.heard(house.admin)
    await house.press(house.admin, "Tiếng khác")
    assert ASKED not in house.heard(house.admin)
    assert any("voice" in label.casefold() or "tell" in label.casefold() for label in house.admin.last.labels)
    await house.press(house.admin, "Chỉ chữ")
    assert len(house.admin.last.labels) == 4
    assert "1. " in house.heard(house.admin)
    await house.say(house.admin, "1")
    assert "🧪" in house.heard(house.admin)
    assert "Không có bước" in await house.say(
        house.admin, "/kichban legal_aid nowhere"
    ) or "nowhere" in house.heard(house.admin)


async def test_a_change_is_tried_out_before_it_is_approved_by_both(trying: Stage) -> None:
    house = trying
    head = await second(house)
    await sends(house, house.admin, intake(MENDED))
    await house.press(house.admin, "Xem thử", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà, rừng")
    assert MENDED[1] in house.heard(house.admin)
    await house.press(house.admin, "Thôi xem thử", "Xin duyệt")
    await house.press(head, "Xem thử")
    assert "🧪" in house.heard(head)


async def test_an_old_press_and_a_stranger_get_nothing(trying: Stage) -> None:
    house = trying
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/start")
    await house.say(house.admin, "/kichban legal_aid")
    await house.press(house.admin, "Xem thử")
    old = house.admin.last.message_id
    await house.press(house.admin, "Nhờ giúp")
    house.admin.press_old(old)
    await house.idle()
    assert house.toast(house.admin) == house.says("press.old")
    assert await house.forge(house.admin, "try:1.99") == house.says("press.old")
    assert await house.forge(officer, "try:1.0") == house.says("staff.other_role", role="cán bộ trợ giúp")
    await house.press(house.admin, "Thôi xem thử")
    for data in (
        "try:1.0",
        "try_language:",
        "try_channel:",
        "try_keep:",
        "flow_try:nothing",
        "flow_tryout:9",
    ):
        assert await house.forge(house.admin, data) == house.says("press.old")


async def test_one_press_keeps_the_talk_as_a_test_that_holds(trying: Stage) -> None:
    house = trying
    await house.say(house.admin, "/kichban complaint")
    await house.press(house.admin, "Xem thử")
    await house.press(house.admin, "Không biết, không có số")
    await house.press(house.admin, "Giữ làm phép thử")

    file = house.admin.from_bot[-1].file
    assert file is not None
    assert file.content is not None
    assert file.name == "complaint.test.yaml"
    findings = Findings("complaint.test.yaml", SENTENCES)
    transcript = read_transcript("complaint.test.yaml", file.content, findings)
    assert transcript is not None
    play(transcript, world_of(house.app._load(house.settings)), findings)
    assert findings.problems == ()


async def test_after_an_hour_words_are_no_longer_taken_for_it_and_it_goes(trying: Stage) -> None:
    house = trying
    await house.say(house.admin, "/kichban complaint")
    await house.press(house.admin, "Xem thử")
    await house.later(hours=2)
    assert "🧪" not in await house.say(house.admin, "xin chào")
    await house.read(housekeeping.tidy)
    assert await house.rows("SELECT 1 FROM previews") == []


async def test_without_the_means_it_is_said(house: Stage) -> None:
    await house.say(house.admin, "/kichban legal_aid story")
    assert house.heard(house.admin) == house.says("preview.none")
