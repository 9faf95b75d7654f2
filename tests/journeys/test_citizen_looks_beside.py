"""On top of what is being asked a person looks at other things, changes how the bot speaks, and finds her question again."""

from __future__ import annotations

import pytest
from stage import BEFORE, Stage, at_hour, fresh, number_in, under_help

from bot.chat import text
from bot.simulator.person import Person

BESIDE = {
    "status": ("Xem gì nữa?", "Xem xong", ("xem việc đã nhờ", "/viecdanho", "🔎")),
    "settings": ("Đổi gì?", "Không đổi nữa", ("đổi cách dùng", "/doicach", "Cài đặt")),
    "contacts": ("Gọi cho ai?", "Xem xong", ("gọi cho ai", "/goiai", "số điện thoại")),
    "rights": ("Muốn biết điều gì?", "Xem xong", ("được giúp gì", "/quyen", "Được giúp những gì")),
}
"""By flow: its question, the button that ends it, what opens it."""
OPENED = [(flow, words) for flow, (_, _, spoken) in BESIDE.items() for words in spoken]


async def telling(house: Stage, question: str = "Kể bằng lời, bằng chữ") -> Person:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE[question])
    return citizen


# --- opening and coming back -----------------------------------------------------------------


@pytest.mark.parametrize(("flow", "words"), OPENED)
async def test_what_is_opened_by_words_ends_in_the_same_question_once(
    house: Stage, flow: str, words: str
) -> None:
    question, over, _ = BESIDE[flow]
    citizen = await telling(house)
    await house.say(citizen, words)
    assert question in house.heard(citizen)
    before = len(citizen.from_bot)

    await house.press(citizen, over)

    assert fresh(citizen, before).count("Kể bằng lời, bằng chữ") == 1
    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)
    await house.say(citizen, "Nhà bên lấn nương.")
    assert "Có giấy công an" in house.heard(citizen)


@pytest.mark.parametrize("flow", BESIDE)
async def test_all_of_it_is_found_under_help(house: Stage, flow: str) -> None:
    question, over, _ = BESIDE[flow]
    citizen = await telling(house)

    await under_help(house, citizen, house.says(f"{flow}.title"))
    assert question in house.heard(citizen)
    await house.press(citizen, over)

    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)


@pytest.mark.parametrize("flow", BESIDE)
async def test_it_is_opened_at_the_question_that_shows_a_keyboard_too(house: Stage, flow: str) -> None:
    question, over, _ = BESIDE[flow]
    citizen = await telling(house, "Cán bộ gọi số nào?")

    await under_help(house, citizen, house.says(f"{flow}.title"))
    assert question in house.heard(citizen)
    assert citizen.keyboard is None
    await house.press(citizen, over)

    assert "Cán bộ gọi số nào?" in house.heard(citizen)
    await house.press(citizen, "Không có máy")
    assert "Có ai khác xem" in house.heard(citizen)


async def test_a_press_on_the_question_below_closes_what_is_on_top(house: Stage) -> None:
    citizen = await telling(house, "Chuyện gì?")
    await house.say(citizen, "đổi cách dùng")

    await house.press(citizen, "Đất, nhà")

    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)
    open_ones = await house.rows("SELECT flow FROM sessions WHERE outcome = '' AND flow <> 'set_up'")
    assert [row["flow"] for row in open_ones] == ["legal_aid"]


async def test_with_nothing_begun_it_stands_alone_and_ends(house: Stage) -> None:
    citizen = await house.citizen("Sùng Thị Dợ")
    await house.press(citizen, "Nhờ giúp", "Không ghi, tự gọi")

    await house.say(citizen, "/quyen")
    await house.press(citizen, "Tiền thì sao")
    assert "không lấy tiền" in house.heard(citizen)
    await house.press(citizen, "Xem xong")

    assert house.heard(citizen) == "Xem xong."


# --- what is said there is not lost ----------------------------------------------------------


async def test_a_story_told_on_top_of_the_intake_reaches_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house, "Có giấy công an")
    await house.say(citizen, "/quyen", "Nhà bên dời cọc sang nương nhà mình ba bước")
    citizen.voice(b"OggS and more")
    await house.idle()
    await house.press(citizen, "Xem xong", "Không có giấy", "Chưa muốn nói", "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "1 ✅ Gửi")

    await house.press(officer, "Nhận liên hệ")

    assert "dời cọc sang nương" in house.all_heard(officer)
    assert [m.file.content for m in officer.from_bot if m.file] == [b"OggS and more"]


async def test_a_story_told_where_nothing_was_begun_begins_the_intake(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await telling(house, "Cho cán bộ ghi lời kể")
    await house.press(citizen, "Không ghi, tự gọi")
    await house.say(citizen, "/quyen", "Nhà bên dời cọc sang nương nhà mình ba bước")

    await house.press(citizen, "Xem xong")
    assert "Cần gì?" in house.heard(citizen)
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    assert "dời cọc sang nương" in house.heard(officer)


async def test_words_on_top_of_nothing_go_to_the_request_that_was_sent(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await house.press(officer, "Nhận liên hệ")

    await house.say(citizen, "/goiai", "Mai tôi ở nhà, cán bộ đến nhé")

    assert "Mai tôi ở nhà" in house.heard(officer)
    assert "Gọi cho ai?" in house.heard(citizen)


async def test_an_edit_while_something_is_on_top_changes_the_answer_below(house: Stage) -> None:
    citizen = await telling(house)
    story = citizen.send("Nhà bên lấn hai mét.")
    await house.idle()
    await house.say(citizen, "đổi cách dùng")

    citizen.edit(story, "Nhà bên lấn ba mét.")
    await house.idle()

    assert house.says("edit.changed") in house.heard(citizen)
    assert "Có giấy công an" in house.heard(citizen)


# --- settings --------------------------------------------------------------------------------


async def test_another_language_in_the_middle_keeps_every_answer(house: Stage) -> None:
    citizen = await telling(house, "Gọi tên gì cho tiện?")

    await under_help(house, citizen, "Đổi cách dùng")
    await house.press(citizen, "Nói tiếng khác", "English")
    enough = house.says("settings.what.opt.enough", "en")
    await house.press(citizen, enough)
    assert house.says("legal_aid.name.text", "en") in house.heard(citizen)
    await house.say(citizen, "Mỷ")
    review = house.heard(citizen)
    assert house.says("lists.matters.opt.land", "en") in review
    await house.say(citizen, "1")

    [request] = await house.rows("SELECT number FROM requests")
    facts = await house.facts(request["number"])
    assert (facts["matter"], facts["name"]["text"]) == ("land", "Mỷ")


async def test_the_quiet_mode_makes_all_news_say_nothing(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.say(citizen, "đổi cách dùng")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    before = len(citizen.from_bot)

    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Mai tôi lên xã.")

    assert {message.text for message in citizen.from_bot[before:]} == {house.says("citizen.news")}
    await house.say(citizen, "xem việc đã nhờ")
    assert house.says("mine.guarded") in house.heard(citizen)


async def test_the_quiet_mode_reminds_of_nothing_and_guards_the_next_request(house: Stage) -> None:
    at_hour(house, 9)
    citizen = await telling(house)
    await house.say(citizen, "đổi cách dùng")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    before = len(citizen.from_bot)
    house.advance(days=4)
    await house.idle()
    assert len(citizen.from_bot) == before

    await house.say(citizen, "Nhà bên lấn nương.")
    await house.press(citizen, "Kể tiếp", "Kể ở trên rồi", "Không có giấy", "Chưa muốn nói", "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "1 ✅ Gửi")

    assert await house.rows("SELECT guarded FROM requests") == [{"guarded": 1}]


async def test_low_data_and_listening_are_kept(house: Stage) -> None:
    citizen = await telling(house)
    await house.say(citizen, "đổi cách dùng")

    await house.press(citizen, "Đỡ tốn mạng", "Gửi ít", "Nghe câu hỏi", "Bấm mới nghe", "Không đổi nữa")

    rows = await house.rows("SELECT low_data, voice FROM people ORDER BY id DESC LIMIT 1")
    assert rows == [{"low_data": 1, "voice": 0}]
    assert "Kể bằng lời" in house.heard(citizen)


# --- what is shown ---------------------------------------------------------------------------


async def test_a_guarded_request_prints_neither_number_nor_matter(house: Stage) -> None:
    citizen = await telling(house, "Có ai khác xem, nghe máy này không?")
    await house.press(citizen, "Có người khác xem", "Buổi sáng", "Cúp máy", "Chưa muốn nói", "1 ✅ Gửi")
    number = number_in(house.heard(citizen))
    await house.press(citizen, "Dặn xong")
    before = len(citizen.from_bot)

    await house.say(citizen, "xem việc đã nhờ")

    assert house.says("mine.guarded") in house.heard(citizen)
    assert number not in fresh(citizen, before)
    assert not any(number in label for label in citizen.last.labels)


async def test_an_open_request_says_where_it_stands_and_what_comes(house: Stage) -> None:
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)

    await house.say(citizen, "xem việc đã nhờ")
    await house.press(citizen, number)

    assert house.says("todo.wait") in house.heard(citizen)
    assert "Xem gì nữa?" in house.heard(citizen)


async def test_listening_says_honestly_that_nothing_is_recorded(house: Stage) -> None:
    citizen = await telling(house)

    await house.say(citizen, "nghe")

    none = house.app.house.texts.say(text("flow.listen.none", hotline="0215 3000 000"), "vi")
    assert house.heard(citizen).startswith(none)
    assert "Kể bằng lời, bằng chữ" in house.heard(citizen)


@pytest.mark.parametrize("low_data", [False, True])
async def test_on_a_poor_line_it_is_said_once_what_pictures_cost(house: Stage, low_data: bool) -> None:
    citizen = await house.citizen()
    await house.read(lambda tx: tx.run("UPDATE people SET low_data = :on", on=int(low_data)))
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, "Nhà bên lấn nương.")
    await house.press(citizen, "Có, chụp gửi")
    assert (house.says("citizen.photos_cost") in house.heard(citizen)) is low_data
    citizen.photo()
    await house.idle()
    assert house.says("citizen.photos_cost") not in house.heard(citizen)
