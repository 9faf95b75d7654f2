"""What went wrong once on the way of words, of staff and of forged presses, and must not again."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import Stage, number_in
from test_citizen_in_danger import in_danger
from test_citizen_is_guarded import send_guarded
from test_officer_works import end_of_service, one_request

from bot.__main__ import main
from bot.store import inbox, requests, staff
from bot.store.database import Transaction


async def test_words_in_danger_reach_the_officer_without_another_answer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await in_danger(house)
    await house.press(citizen, "Gọi lại")
    await house.say(citizen, "Anh ấy đang đập cửa, tôi ở trong buồng")
    assert house.says("flow.kept_words") in house.heard(citizen)
    await house.press(officer, "Nhận liên hệ")
    assert "đập cửa" in house.heard(officer)


async def test_after_a_sticker_words_still_go_to_the_officer(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    citizen.sticker()
    await house.idle()
    await house.say(citizen, "Mai tôi ở nhà, cán bộ đến nhé")
    assert "Mai tôi ở nhà" in house.heard(officer)


async def test_after_a_look_at_the_first_screen_words_still_go_to_the_officer(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(citizen, "/start", "Mai tôi ở nhà, cán bộ đến nhé")
    assert "Mai tôi ở nhà" in house.heard(officer)


async def test_an_album_is_one_answer(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    citizen.album(("photo", "photo", "photo"))
    await house.idle()
    assert "Có giấy công an" in house.heard(citizen)


async def test_words_do_not_go_to_who_is_no_longer_of_the_staff(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    await end_of_service(house, "Lò Thị Hoa")
    await house.say(citizen, "Tôi quên nói: nhà bên có giấy đỏ.")
    assert "giấy đỏ" not in house.all_heard(officer)


async def test_the_phone_does_not_go_to_who_is_no_longer_of_the_staff(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ")
    await end_of_service(house, "Lò Thị Hoa")
    heard = len(officer.from_bot)
    await house.read(
        lambda tx: inbox.add(tx, "undelivered", 1, {"request": 1, "outbox": 1, "why": "blocked"})
    )
    house.app.worker.wake()
    await house.idle()
    assert "0912" not in "\n".join(message.text for message in officer.from_bot[heard:])


async def test_who_asked_that_nobody_calls_is_not_to_be_called_when_words_did_not_arrive(
    house: Stage,
) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Buổi sáng", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ")
    await house.read(lambda tx: requests.silence(tx, 1, tx.now))
    await house.read(
        lambda tx: inbox.add(tx, "undelivered", 1, {"request": 1, "outbox": 1, "why": "blocked"})
    )
    house.app.worker.wake()
    await house.idle()
    assert house.says("undelivered.no_call") in house.heard(officer)
    assert "0912" not in house.heard(officer)


async def test_who_gets_another_role_keeps_what_she_has_in_hand(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(house.admin, "/moi")
    await house.press(house.admin, "Điều phối")
    words = await house.say(house.admin, "Lò Thị Hoa")
    officer.start(words.partition("start=")[2].split()[0])
    await house.idle()
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_the_only_administrator_does_not_demote_himself_by_his_own_link(house: Stage) -> None:
    await house.say(house.admin, "/moi")
    await house.press(house.admin, "Cán bộ trợ giúp")
    words = await house.say(house.admin, "Lò Thị Hoa")
    house.admin.start(words.partition("start=")[2].split()[0])
    await house.idle()
    assert await house.read(lambda tx: len(staff.active(tx, roles=("admin",)))) == 1


async def test_do_not_write_holds_until_she_writes_first(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Đừng gọi, đừng nhắn", "Cúp máy")
    await house.press(citizen, "Gửi")
    number = number_in(house.heard(citizen))
    await house.press(officer, "Nhận liên hệ")
    await house.say(citizen, "Bây giờ nhắn được rồi")
    await house.say(officer, f"/traloi {number} Mai tôi lên xã.")
    assert house.heard(citizen) == house.says("citizen.news")


async def test_on_do_not_write_the_reply_is_refused_before_it_is_written(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await send_guarded(house, "Đừng gọi, đừng nhắn", "Cúp máy")
    await house.press(citizen, "Gửi")
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    assert await house.rows("SELECT person FROM desk") == []


@pytest.mark.parametrize("data", ["claim:99999", "claim:²", "open:99999999999999999999999", "queue:²"])
async def test_forged_buttons_of_an_officer_do_nothing(house: Stage, data: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/start")
    await house.forge(officer, data)
    assert await house.rows("SELECT error FROM inbox WHERE state = 'failed'") == []


@pytest.mark.parametrize("data", ["read:²", "read:99999999999999999999999"])
async def test_forged_buttons_of_a_citizen_do_nothing(house: Stage, data: str) -> None:
    citizen = await house.citizen()
    await house.forge(citizen, data)
    assert await house.rows("SELECT error FROM inbox WHERE state = 'failed'") == []


async def test_a_typed_page_that_is_no_number(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/queue ²")
    assert await house.rows("SELECT error FROM inbox WHERE state = 'failed'") == []


async def test_an_officers_invisible_words_are_not_sent(house: Stage) -> None:
    officer, _citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say_raw(officer, "\u200b")
    assert await house.rows("SELECT id FROM messages") == []


async def test_invisible_signs_after_sending_do_not_reach_the_officer(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ")
    await house.say(citizen, "giấy \u202eđỏ\u200b")
    assert "\u202e" not in house.heard(officer)


async def test_an_officers_file_of_25_megabytes_is_refused(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    officer.document("phim.mp4", size=25 * 1024 * 1024)
    await house.idle()
    assert house.says("file.too_big") in house.all_heard(officer)
    assert not any(message.file for message in citizen.from_bot)


async def test_a_long_caption_of_an_officer_arrives_whole(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    officer.document("don.pdf", b"%PDF", caption="a" * 1020 + "HẾT")
    await house.idle()
    assert "HẾT" in house.all_heard(citizen)


async def test_a_file_no_verb_waits_for_does_not_open_an_intake_for_the_officer(house: Stage) -> None:
    officer, _, _ = await one_request(house)
    officer.photo()
    await house.idle()
    assert "Cần gì?" not in house.heard(officer)


async def test_an_officer_can_change_the_language(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/tieng")
    assert officer.from_bot[-2].text == house.says("language.ask")
    assert house.heard(officer) == house.says("language.ask_at_work")


async def test_an_officer_who_mends_a_sent_reply_is_told_it_stays(house: Stage) -> None:
    officer, _citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    sent = officer.send("Thứ hai tôi lên.")
    await house.idle()
    heard = len(officer.from_bot)
    officer.edit(sent, "Thứ ba tôi lên.")
    await house.idle()
    assert len(officer.from_bot) > heard


async def test_words_too_late_for_a_reply_are_said_to_be_unsent(house: Stage) -> None:
    officer, _, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    house.advance(hours=0.6)
    await house.say(officer, "Mai tôi lên xã.")
    assert "gửi" in house.heard(officer).lower()


async def test_the_menu_of_an_administrator_offers_only_what_he_may(house: Stage) -> None:
    await house.say(house.admin, "/start")
    for label in house.admin.last.labels:
        await house.press(house.admin, label)
        assert house.toast(house.admin) != house.says("staff.only"), label


async def test_a_command_that_is_none_is_not_kept_as_the_story(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, "/abc")
    assert "Kể bằng lời" in house.heard(citizen)


async def test_a_label_typed_without_its_commas_is_taken(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    await house.say(citizen, "dat nha rung")
    assert "Kể bằng lời" in house.heard(citizen)


async def test_a_place_of_thousands_of_letters_makes_no_such_button(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.say(citizen, "q" * 4000, "q" * 4000)
    assert max(len(label) for label in citizen.last.labels) <= 64


async def test_going_back_from_the_phone_says_nothing_was_noted(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói", "Quay lại")
    assert house.says("talk.noted") not in house.all_heard(citizen)


async def test_the_review_shows_a_phone_as_people_write_it(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói")
    await house.say(citizen, "0912345678")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói")
    assert "0912 345 678" in house.heard(citizen)


def test_a_folder_without_the_intake_is_not_well(tmp_path: Path) -> None:
    assert main(["check", "--flows", str(tmp_path)]) == 1


def test_a_missing_folder_in_the_environment_is_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWS_DIR", str(tmp_path / "none"))
    assert main(["check"]) == 2


async def test_a_draft_of_an_older_program_ends_in_its_time_and_not_before(house: Stage) -> None:
    """The migration gives every such draft a timer that rings at once."""
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    [session] = await house.rows("SELECT id FROM sessions WHERE outcome = '' AND flow = 'legal_aid'")

    def ring_at_once(tx: Transaction) -> None:
        tx.run("UPDATE timers SET kind = 'draft_end', due_at = :now", now=tx.now)

    heard = len(citizen.from_bot)
    await house.read(ring_at_once)
    await house.say(house.admin, "/lenh")
    house.advance(days=29)
    await house.say(house.admin, "/lenh")
    [open_still] = await house.rows("SELECT id FROM sessions WHERE outcome = '' AND flow = 'legal_aid'")
    assert open_still == session
    house.advance(days=2)
    await house.say(house.admin, "/lenh")

    [ended] = await house.rows("SELECT outcome, body FROM sessions WHERE flow = 'legal_aid'")
    assert ended == {"outcome": "expired", "body": None}
    assert len(citizen.from_bot) == heard
