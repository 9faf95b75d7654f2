"""An officer asks besides, by questions that stand ready; the person answers in her own way, and it stands on the card."""

from __future__ import annotations

from stage import Stage, at_hour, fresh

from bot.simulator.person import Person


async def in_hand(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


async def asked(house: Stage, title: str = "Có giấy gì") -> tuple[Person, Person, str]:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/hoi {number}")
    await house.press(officer, title)
    return officer, citizen, number


async def test_the_answers_stand_on_the_card_each_beside_its_question(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await asked(house)
    assert house.heard(officer) == house.says("asking.sent", number=number, title="Có giấy gì")
    assert "Lò Thị Hoa hỏi thêm" in house.heard(citizen)

    await house.press(citizen, "Trả lời", "Sổ đỏ", "Căn cước", "Xong")
    await house.say(citizen, "Có giấy trưởng bản viết tay.")

    assert house.heard(officer) == house.says("asking.answered", number=number, title="Có giấy gì")
    await house.press(officer, "Mở xem")
    card = house.heard(officer)
    assert "❓ Nhà có giấy nào thì bấm, rồi bấm «Xong». Sổ đỏ, giấy đất · Căn cước" in card
    assert "Có giấy trưởng bản viết tay." in card
    whats = [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")]
    assert whats[-3:] == ["asked", "asked_answered", "opened"]


async def test_the_officer_reads_options_in_his_own_language(weekday: Stage) -> None:
    house = weekday
    officer, citizen, _ = await asked(house, "Lúc nào gặp được")
    await house.say(officer, "/language")
    await house.press(officer, "English")

    await house.press(citizen, "Trả lời", "Hôm chợ phiên", "Không dặn gì")
    await house.press(officer, "Open")

    assert "market day" in house.heard(officer).lower()


async def test_a_voice_and_a_picture_come_along(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await asked(house)
    await house.press(citizen, "Trả lời", "Xong")
    citizen.voice()
    await house.idle()
    if "Xong" in " ".join(citizen.last.labels):
        await house.press(citizen, "Xong")

    assert house.says("asking.answered", number=number, title="Có giấy gì") in house.all_heard(officer)
    [row] = await house.rows("SELECT count(*) AS n FROM files WHERE kind = 'voice' AND request IS NOT NULL")
    assert row["n"] == 1


async def test_one_press_brought_twice_asks_once(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/hoi {number}")

    await house.press_twice(officer, "Lúc nào gặp được")

    assert house.all_heard(citizen).count("hỏi thêm") == 1


async def test_words_of_danger_in_an_answer_make_it_urgent(weekday: Stage) -> None:
    house = weekday
    _, citizen, _ = await asked(house, "Lúc nào gặp được")

    await house.press(citizen, "Trả lời", "Buổi sáng")
    await house.say(citizen, "Chị bị chồng đánh, sợ lắm.")

    [row] = await house.rows("SELECT urgent, sensitive FROM requests")
    assert (row["urgent"], row["sensitive"]) == (1, "violence")


async def test_asked_twice_it_is_answered_once(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await asked(house, "Lúc nào gặp được")
    first = citizen.last.message_id
    await house.later(minutes=2)
    await house.say(officer, f"/hoi {number}")
    await house.press(officer, "Lúc nào gặp được")
    assert len(await house.rows("SELECT id FROM asks")) == 1
    await house.press(citizen, "Trả lời", "Buổi sáng", "Không dặn gì")

    citizen.press_old(first)
    await house.idle()

    assert house.toast(citizen) == house.says("press.noted")


async def test_after_a_restart_the_question_still_stands(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await asked(house, "Lúc nào gặp được")
    await house.press(citizen, "Trả lời")
    await house.restart()

    await house.press(citizen, "Buổi tối", "Không dặn gì")

    assert house.says("asking.answered", number=number, title="Lúc nào gặp được") in house.all_heard(officer)


async def test_no_answer_is_told_once_after_three_days_and_a_late_one_is_taken(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await asked(house, "Lúc nào gặp được")
    await house.say(officer, f"/dagap {number}")
    before = len(officer.from_bot)

    await house.later(days=3, minutes=1)
    await house.later(days=2)

    silent = house.says("asking.silent", number=number, title="Lúc nào gặp được")
    assert fresh(officer, before).count(silent) == 1
    await house.press(citizen, "Trả lời", "Buổi sáng", "Không dặn gì")
    assert house.says("asking.answered", number=number, title="Lúc nào gặp được") in fresh(officer, before)


async def test_on_a_shared_phone_only_news_shows_until_she_opens_it(weekday: Stage) -> None:
    house = weekday
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_on_a_shared_phone(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.later(hours=1)
    before = len(citizen.from_bot)

    await house.say(officer, f"/hoi {number}")
    await house.press(officer, "Lúc nào gặp được")
    assert fresh(citizen, before) == ""
    at_hour(house, 19)
    await house.later(minutes=1)

    assert "hỏi thêm" not in fresh(citizen, before)
    await house.press(citizen, "Mở xem", "Trả lời", "Buổi tối", "Không dặn gì")
    assert "bà con đã trả lời" in house.all_heard(officer)


async def test_where_nothing_may_be_sent_nothing_is_asked(weekday: Stage) -> None:
    house = weekday
    officer, citizen, number = await in_hand(house)
    await house.say(citizen, "thoát")
    heard = len(citizen.from_bot)

    await house.say(officer, f"/hoi {number}")

    assert "Chưa gửi gì" in house.heard(officer)
    assert len(citizen.from_bot) == heard


async def test_nobody_opens_what_was_asked_of_another(weekday: Stage) -> None:
    house = weekday
    await asked(house)
    stranger = await house.citizen("Vừ A Dế")

    for data in ("asked:1", "asked:99", "asked:x"):
        assert await house.forge(stranger, data) == house.says("press.old")

    assert await house.rows("SELECT id FROM asks WHERE state <> 'asked'") == []
