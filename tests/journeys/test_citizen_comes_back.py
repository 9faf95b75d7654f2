"""She stops in the middle and comes back: after minutes, a night, weeks; or never. One gentle word, and then the words go."""

from __future__ import annotations

import pytest
from stage import BEFORE, INTAKE, Stage, at_hour, fresh, number_in

from bot.simulator.person import Person
from bot.store import inbox

REMINDED = "Có tin mới. Mở khi tiện."
LOCAL_S = 7 * 3600


async def telling(house: Stage, question: str = "Có giấy công an") -> Person:
    """At nine in the morning she stands before this question."""
    at_hour(house, 9)
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE[question])
    return citizen


async def days_go_by(house: Stage, days: float) -> None:
    """Hour by hour, with the bot at work."""
    for _ in range(int(days * 24)):
        house.advance(hours=1)
        house.app.worker.wake()
        await house.read(inbox.waiting)
        await house.read(inbox.waiting)  # by now the worker has had its turn
        await house.idle()


def reminders(citizen: Person) -> list[int]:
    """The hours of the province's clock at which she was reminded."""
    return [
        int((message.date + LOCAL_S) % 86_400 // 3600)
        for message in citizen.from_bot
        if message.text == REMINDED
    ]


async def draft(house: Stage) -> dict[str, object]:
    [row] = await house.rows("SELECT outcome, body FROM sessions WHERE flow = 'legal_aid'")
    return row


# --- how long she was away -------------------------------------------------------------------


async def test_after_ten_minutes_words_answer_the_question(house: Stage) -> None:
    citizen = await telling(house, "Kể bằng lời, bằng chữ")
    house.advance(hours=1 / 6)

    await house.say(citizen, "Nhà bên lấn nương.")

    assert house.heard(citizen).startswith("Có giấy công an")


async def test_after_a_night_words_are_kept_and_she_is_told_where_she_stood(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house, "Kể bằng lời, bằng chữ")
    house.advance(hours=13)

    await house.say(citizen, "Nhà bên lấn nương của mình.")

    assert house.says("recap.plain") in house.heard(citizen)
    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)
    await house.press(citizen, "Kể tiếp", "Kể ở trên rồi")
    await finish(house, citizen, "Có giấy công an")
    await house.press(officer, "Nhận liên hệ")
    assert "Nhà bên lấn nương của mình." in house.heard(officer)


async def finish(house: Stage, citizen: Person, question: str) -> str:
    questions = [asked for asked, _ in INTAKE]
    await house.press(citizen, *(label for _, label in INTAKE[questions.index(question) :]))
    return number_in(house.heard(citizen))


@pytest.mark.parametrize("away", [{"hours": 13}, {"days": 21}], ids=["13 hours", "3 weeks"])
async def test_after_long_a_press_still_goes_on(house: Stage, away: dict[str, float]) -> None:
    citizen = await telling(house, "Gọi tên gì cho tiện?")
    house.advance(**away)
    await house.idle()

    await house.say(citizen, "Cán bộ ơi, còn giúp không?")
    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)
    await house.press(citizen, "Kể tiếp")

    assert house.heard(citizen) == "Gọi tên gì cho tiện?"
    assert await finish(house, citizen, "Gọi tên gì cho tiện?")


async def test_a_voice_after_a_night_is_kept_too(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house, "Gọi tên gì cho tiện?")
    house.advance(hours=13)
    citizen.voice(b"OggS in the morning")
    await house.idle()
    assert house.says("flow.kept") in house.heard(citizen)

    await house.press(citizen, "Kể tiếp")
    await finish(house, citizen, "Gọi tên gì cho tiện?")
    await house.press(officer, "Nhận liên hệ")

    assert [m.file.content for m in officer.from_bot if m.file] == [b"OggS in the morning"]


async def test_who_had_said_nothing_yet_is_not_told_of_something_half_done(house: Stage) -> None:
    citizen = await house.citizen()
    house.advance(hours=13)

    await house.say(citizen, "Cán bộ ơi, nhà bên lấn nương nhà mình")

    assert "dở" not in house.heard(citizen)
    assert "Cần gì?" in house.heard(citizen)


# --- what the recap says ---------------------------------------------------------------------


async def test_on_ones_own_phone_the_recap_names_the_matter(house: Stage) -> None:
    citizen = await telling(house, "Gọi tên gì cho tiện?")
    house.advance(hours=13)

    await house.say(citizen, "Cán bộ ơi, còn đó không?")

    assert "Đang kể dở: Đất, nhà, rừng." in house.heard(citizen)


@pytest.mark.parametrize("shared", ["Có người khác xem", "❓ Không biết"])
async def test_on_a_phone_that_others_read_it_names_nothing(house: Stage, shared: str) -> None:
    citizen = await telling(house, "Có ai khác xem, nghe máy này không?")
    await house.press(citizen, shared)
    house.advance(hours=13)

    await house.say(citizen, "Cán bộ ơi, còn đó không?")

    assert house.heard(citizen).startswith(f"{house.says('flow.kept_words')}\n\n{house.says('recap.plain')}")
    assert "Đất" not in house.heard(citizen)


async def test_where_somebody_may_be_beaten_it_names_nothing_even_on_ones_own_phone(house: Stage) -> None:
    citizen = await telling(house, "Chuyện gì?")
    await house.press(
        citizen, "Chuyện gia đình", "Không tiện nói", "Kể sau", "Không có giấy", "Chưa muốn nói"
    )
    await house.press(citizen, "Không có máy", "Chỉ mình dùng")
    house.advance(hours=13)

    await house.say(citizen, "Cán bộ ơi, còn đó không?")

    assert house.heard(citizen).startswith(f"{house.says('flow.kept_words')}\n\n{house.says('recap.plain')}")
    assert "gia đình" not in house.heard(citizen)


async def test_start_in_the_middle_asks_before_anything_is_lost(house: Stage) -> None:
    citizen = await telling(house)

    await house.say(citizen, "/start")

    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)
    await house.press(citizen, "Kể tiếp")
    assert "Có giấy công an" in house.heard(citizen)


async def test_a_button_of_yesterday_is_old_and_leads_back(house: Stage) -> None:
    citizen = await telling(house)
    house.advance(days=1.1)

    await house.press(citizen, "Không có giấy")

    assert house.toast(citizen) == house.says("press.old")
    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)
    await house.press(citizen, "Kể tiếp", "Không có giấy")
    assert "Đang ở xã nào" in house.heard(citizen)


# --- the reminder ----------------------------------------------------------------------------


async def test_one_reminder_comes_after_two_days_and_no_other(house: Stage) -> None:
    citizen = await telling(house)

    await days_go_by(house, 1.9)
    assert reminders(citizen) == []
    await days_go_by(house, 8)

    assert len(reminders(citizen)) == 1
    await house.press(citizen, "Mở xem")
    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)


@pytest.mark.parametrize("hour", [20, 23, 3, 6])
async def test_a_reminder_never_comes_at_night(house: Stage, hour: int) -> None:
    at_hour(house, hour)
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Có giấy công an"])

    await days_go_by(house, 4)

    assert reminders(citizen) == [7]


async def test_after_days_of_silence_of_the_bot_itself_one_reminder_comes_by_day(house: Stage) -> None:
    at_hour(house, 15)
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Có giấy công an"])
    await house.stop()
    at_hour(house, 23, days=5)
    house.app = house._new_app()
    await house.start()

    await days_go_by(house, 2)

    assert reminders(citizen) == [7]


async def test_later_promises_what_is_kept_and_reminds_as_gently(house: Stage) -> None:
    citizen = await telling(house)

    await house.say(citizen, "để sau")
    assert house.heard(citizen) == house.says("flow.later", days=30)
    await days_go_by(house, 4)

    assert len(reminders(citizen)) == 1
    await house.say(citizen, "Cán bộ ơi, còn đó không?")
    assert "Kể tiếp" in " ".join(citizen.last.labels)


async def test_who_comes_back_in_between_is_reminded_later(house: Stage) -> None:
    citizen = await telling(house)
    await days_go_by(house, 1)
    await house.say(citizen, "Có giấy viết tay")
    before = len(citizen.from_bot)

    await days_go_by(house, 1.5)
    assert fresh(citizen, before) == ""
    await days_go_by(house, 1)

    assert len(reminders(citizen)) == 1


@pytest.mark.parametrize("presses", [("Có người khác xem",), ("❓ Không biết",)])
async def test_no_reminder_on_a_phone_that_others_read(house: Stage, presses: tuple[str, ...]) -> None:
    citizen = await telling(house, "Có ai khác xem, nghe máy này không?")
    await house.press(citizen, *presses)

    await days_go_by(house, 5)

    assert reminders(citizen) == []


async def test_no_reminder_where_nothing_was_said_after_sending_or_when_blocked(house: Stage) -> None:
    at_hour(house, 9)
    newcomer = await house.citizen("Sùng A Tủa")
    sender = await house.citizen()
    await house.ask_about_land(sender)
    blocker = await house.citizen("Lò Văn Ọi")
    await house.press(blocker, *BEFORE["Có giấy công an"])
    blocker.block()

    await days_go_by(house, 5)
    blocker.unblock()
    await days_go_by(house, 2)

    assert reminders(newcomer) + reminders(sender) + reminders(blocker) == []


# --- the end of a draft ----------------------------------------------------------------------


async def test_after_thirty_days_a_draft_ends_and_its_words_and_files_are_gone(house: Stage) -> None:
    citizen = await telling(house, "Kể bằng lời, bằng chữ")
    await house.say(citizen, "Nhà bên lấn nương.")
    citizen.photo(b"\xff\xd8 the paper")
    await house.idle()
    await days_go_by(house, 29.8)
    assert (await draft(house))["body"] is not None
    before = len(citizen.from_bot)

    await days_go_by(house, 1)

    assert await draft(house) == {"outcome": "expired", "body": None}
    assert await house.rows("SELECT id FROM files") == []
    assert not [file for file in (house.settings.data_dir / "files").rglob("*") if file.is_file()]
    assert fresh(citizen, before) == ""
    await house.say(citizen, "/start")
    assert "Cần gì?" in house.heard(citizen)


async def test_what_was_sent_does_not_end_with_the_conversation(house: Stage) -> None:
    citizen = await telling(house, "Gọi tên gì cho tiện?")
    number = await finish(house, citizen, "Gọi tên gì cho tiện?")

    await days_go_by(house, 31)

    assert (await house.facts(number))["matter"] == "land"
    assert await house.rows("SELECT status FROM requests") == [{"status": "new"}]
