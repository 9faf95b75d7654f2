"""On the way a person goes back, asks again, asks for help or for a person, begins anew, changes the language."""

from __future__ import annotations

import pytest
from stage import Stage, number_in

from bot.chat import text
from bot.simulator.person import Person

QUESTIONS = {
    "Nhờ cho ai?": ("Nhờ giúp", "Đồng ý ghi"),
    "Chuyện gì?": ("Nhờ giúp", "Đồng ý ghi", "Cho mình"),
    "Kể bằng lời": ("Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà"),
    "Đang ở xã nào": ("Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy"),
    "Cán bộ gọi số nào?": (
        "Nhờ giúp",
        "Đồng ý ghi",
        "Cho mình",
        "Đất, nhà",
        "Kể sau",
        "Không có giấy",
        "Chưa muốn nói",
    ),
}
each_question = pytest.mark.parametrize("question", QUESTIONS)


async def led_to(house: Stage, question: str) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, *QUESTIONS[question])
    assert question in house.heard(citizen)
    return citizen


@each_question
async def test_back_asks_the_question_before_and_forward_comes_here_again(
    house: Stage, question: str
) -> None:
    citizen = await led_to(house, question)

    await house.press(citizen, "Quay lại")
    assert question not in house.heard(citizen)
    await house.press(citizen, QUESTIONS[question][-1])

    assert question in house.heard(citizen)


@each_question
@pytest.mark.parametrize("word", ["/quaylai", "quay lại", "Quay Lai", "trở lại", "↩️"])
async def test_back_can_be_typed(house: Stage, question: str, word: str) -> None:
    citizen = await led_to(house, question)

    await house.say(citizen, word)

    assert question not in house.heard(citizen)
    await house.press(citizen, QUESTIONS[question][-1])
    assert question in house.heard(citizen)


async def test_at_the_first_question_there_is_no_way_back(house: Stage) -> None:
    citizen = await house.citizen()

    await house.say(citizen, "quay lại")

    assert "Không có câu nào trước nữa" in house.heard(citizen)
    assert "Cần gì?" in house.heard(citizen)


async def test_back_takes_the_answer_back_and_the_new_one_counts(house: Stage) -> None:
    citizen = await led_to(house, "Kể bằng lời")

    await house.press(citizen, "Quay lại", "Nợ, tiền công", "Kể sau", "Không có giấy", "Chưa muốn nói")
    await house.press(citizen, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")

    assert (await house.facts(number_in(house.heard(citizen))))["matter"] == "money"


@each_question
@pytest.mark.parametrize("word", ["/nhaclai", "nhắc lại", "hoi lai"])
async def test_repeat_asks_the_same_again(house: Stage, question: str, word: str) -> None:
    citizen = await led_to(house, question)
    before = await house.state()

    await house.say(citizen, word)

    assert question in house.heard(citizen)
    assert await house.state() == before


@each_question
@pytest.mark.parametrize("word", ["chỉ cách dùng", "chi cach dung", "/chidan"])
async def test_help_says_how_and_leads_back_to_the_same_question(
    house: Stage, question: str, word: str
) -> None:
    citizen = await led_to(house, question)
    before = await house.state()

    await house.say(citizen, word)

    assert "Bấm nút" in house.heard(citizen)
    assert house.says("flow.help") == house.heard(citizen)
    assert question in await house.press(citizen, "Quay lại")
    assert await house.state() == before


@each_question
async def test_a_person_is_one_press_away_and_the_question_stays(house: Stage, question: str) -> None:
    citizen = await led_to(house, question)

    await house.press(citizen, "Gặp người thật")

    assert "Gọi người thật: 0215" in house.heard(citizen)
    assert "113" in house.heard(citizen)
    assert question in await house.press(citizen, "Kể tiếp")
    assert await house.rows("SELECT id FROM requests") == []


async def test_beginning_anew_asks_first_and_then_erases(house: Stage) -> None:
    citizen = await led_to(house, "Kể bằng lời")
    await house.say(citizen, "Nhà bên lấn nương.", "/start")
    assert house.says("recap.plain") in house.heard(citizen)
    assert "Kể tiếp, hay làm lại từ đầu?" in house.heard(citizen)

    await house.press(citizen, "Bỏ, làm lại")

    assert "Cần gì?" in house.heard(citizen)
    erased = await house.rows("SELECT outcome, body FROM sessions WHERE outcome <> '' AND flow = 'legal_aid'")
    assert erased == [{"outcome": "restarted", "body": None}]


async def test_beginning_anew_can_be_thought_better_of(house: Stage) -> None:
    citizen = await led_to(house, "Kể bằng lời")

    await house.say(citizen, "bắt đầu lại")
    await house.press(citizen, "Kể tiếp")

    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)


async def test_beginning_anew_before_any_answer_asks_nothing(house: Stage) -> None:
    citizen = await house.citizen()

    await house.say(citizen, "/start")

    assert "Cần gì?" in house.heard(citizen)
    assert "làm lại" not in house.heard(citizen)
    assert "làm lại" not in " ".join(citizen.last.labels)


async def test_after_three_misses_a_person_to_call_is_named(house: Stage) -> None:
    citizen = await led_to(house, "Chuyện gì?")

    await house.say(citizen, "hả", "gì", "sao")

    assert "Khó quá thì gọi người thật: 0215" in house.heard(citizen)
    assert "Chuyện gì?" in house.heard(citizen)


async def test_words_that_answer_nothing_are_kept_for_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Nhờ cho ai?")

    await house.say(citizen, "Chồng tôi đem bán hết trâu của nhà rồi")
    assert "Đã giữ lời này" in house.heard(citizen)
    assert "Nhờ cho ai?" in house.heard(citizen)
    await house.press(citizen, "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy", "Chưa muốn nói")
    await house.press(citizen, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")

    assert "bán hết trâu" in house.heard(officer)


async def test_a_corrected_message_changes_the_answer_that_it_gave(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời")
    story = citizen.send("Nhà bên lấn hai mét.")
    await house.idle()

    citizen.edit(story, "Nhà bên lấn ba mét.")
    await house.idle()
    assert house.says("edit.changed") in house.all_heard(citizen)
    assert "Có giấy công an" in house.heard(citizen)
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")

    assert "lấn hai mét" not in house.all_heard(officer)
    assert "lấn ba mét" in house.heard(officer)


async def test_a_corrected_message_after_sending_goes_to_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await led_to(house, "Kể bằng lời")
    story = citizen.send("Nhà bên lấn hai mét.")
    await house.idle()
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")

    citizen.edit(story, "Nhà bên lấn ba mét.")
    await house.idle()

    assert house.says("talk.edit_kept") in house.all_heard(citizen)
    await house.press(officer, "Mở xem")
    assert "lấn hai mét" in house.heard(officer)
    assert "lấn ba mét" in house.heard(officer)


async def test_english_is_chosen_and_vietnamese_again_at_the_same_question(house: Stage) -> None:
    citizen = house.world.person("Ana")
    citizen.start()
    await house.idle()
    assert "Tiếng Việt" in " ".join(citizen.last.labels)
    await house.press(citizen, "English")
    assert (await house.rows("SELECT language FROM people ORDER BY id DESC LIMIT 1"))[0]["language"] == "en"
    await house.say(citizen, "1", "1")
    who = house.app.house.texts.say(text("legal_aid.who.text"), "en")
    assert who in house.heard(citizen)

    await house.say(citizen, "/language")
    await house.press(citizen, "Tiếng Việt")

    assert "Nhờ cho ai?" in house.heard(citizen)
    await house.say(citizen, "/tieng")
    await house.press(citizen, "English")
    assert who in house.heard(citizen)


async def test_an_english_speaker_may_type_vietnamese_labels_and_english_ones(house: Stage) -> None:
    citizen = house.world.person("Ana")
    citizen.start()
    await house.idle()
    await house.press(citizen, "English")
    agree = house.app.house.texts.say(text("legal_aid.consent.opt.yes"), "en")

    await house.say(citizen, "Nhờ giúp", agree.lower())

    assert house.app.house.texts.say(text("legal_aid.who.text"), "en") in house.heard(citizen)


async def test_a_language_can_be_typed_by_name_or_number(house: Stage) -> None:
    one, other = house.world.person("Ana"), house.world.person("Vàng A Dơ")

    await house.say(one, "/start", "english")
    await house.say(other, "/start", "1")

    languages = await house.rows("SELECT language FROM people ORDER BY id DESC LIMIT 2")
    assert [row["language"] for row in languages] == ["vi", "en"]


async def test_the_first_screen_names_the_number_to_call_in_danger(house: Stage) -> None:
    citizen = house.world.person("Vàng A Dơ")
    citizen.start()
    await house.idle()

    assert "113" in house.heard(citizen)
    await house.press(citizen, "Tiếng Việt")
    assert "🆘 Đang nguy hiểm" in " ".join(citizen.last.labels)
    assert "👮 Người nhà bị bắt" in " ".join(citizen.last.labels)


async def test_a_citizens_help_command_helps(house: Stage) -> None:
    citizen = await house.citizen()
    await house.say(citizen, "/help")
    assert house.says("flow.help") in house.heard(citizen)
