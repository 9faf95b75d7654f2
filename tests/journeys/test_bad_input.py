"""Whatever comes in that should not: a clear sentence, and nothing changes."""

from __future__ import annotations

import pytest
from stage import Stage, number_in

from bot.simulator.person import Person

MB = 1024 * 1024
RIGHT_TO_LEFT, ISOLATE, ZERO_WIDTH = "\u202e", "\u2067", "\u200b"
MARKUP = "<b>&amp;*_[x](http://a)`~#"


async def at_story(house: Stage) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    return citizen


async def at_matter(house: Stage) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình")
    return citizen


@pytest.mark.parametrize("blank", [ZERO_WIDTH, f"{ZERO_WIDTH} {RIGHT_TO_LEFT}", "\u2060\ufeff"])
async def test_an_empty_text_is_no_answer(house: Stage, blank: str) -> None:
    citizen = await at_story(house)

    await house.say_raw(citizen, blank)

    assert house.heard(citizen).startswith(house.says("flow.retry.empty"))
    assert "Kể bằng lời" in house.heard(citizen)


async def test_a_story_of_ten_thousand_characters_is_asked_for_in_parts(house: Stage) -> None:
    citizen = await at_story(house)
    before = await house.state()

    await house.say_raw(citizen, "a" * 10_000)

    assert house.heard(citizen).startswith(house.says("flow.too_long_text", max=3500))
    assert "Kể bằng lời" in house.heard(citizen)
    assert await house.state() == before


async def test_a_name_of_ten_thousand_characters_is_refused(house: Stage) -> None:
    citizen = await at_story(house)
    await house.press(citizen, "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")

    await house.say_raw(citizen, "a" * 10_000)

    assert house.heard(citizen).startswith(house.says("flow.too_long_text", max=80))


async def test_ten_thousand_characters_at_a_choice_are_kept_and_the_choice_asked_again(house: Stage) -> None:
    citizen = await at_matter(house)

    await house.say_raw(citizen, "a" * 10_000)

    assert house.heard(citizen).startswith(house.says("flow.kept_words"))
    assert "Chuyện gì?" in house.heard(citizen)


async def test_ten_thousand_characters_of_an_officer_are_refused(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    before, heard = await house.state(), house.all_heard(citizen)

    await house.say_raw(officer, "a" * 10_000)

    assert house.heard(officer) == house.says("reply.too_long", max=3000)
    assert await house.state() == before
    assert house.all_heard(citizen) == heard


async def test_a_sticker_is_not_read(house: Stage) -> None:
    citizen = await at_story(house)
    before = await house.state()

    citizen.sticker()
    await house.idle()

    assert house.heard(citizen).startswith(house.says("flow.retry.unreadable"))
    assert await house.state() == before


async def test_a_place_on_the_map_where_none_was_asked(house: Stage) -> None:
    citizen = await at_story(house)
    before = await house.state()

    citizen.location()
    await house.idle()

    assert house.heard(citizen).startswith(house.says("flow.retry.unreadable"))
    assert await house.state() == before


async def test_a_button_of_last_week_is_old(house: Stage) -> None:
    citizen = await at_matter(house)
    before = await house.state()

    house.advance(days=7)
    await house.press(citizen, "Đất, nhà")

    assert house.toast(citizen) == house.says("press.old")
    assert house.heard(citizen).startswith(house.says("recap.plain"))
    assert await house.state() == before
    assert "Chuyện gì?" in await house.press(citizen, "Kể tiếp")
    await house.press(citizen, "Đất, nhà")
    assert "Kể bằng lời" in house.heard(citizen)


async def test_a_button_of_a_finished_conversation_is_old(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    before = await house.state()

    await house.press(citizen, "Cho mình")

    assert house.toast(citizen) == house.says("press.old")
    assert await house.state() == before


async def test_a_button_of_the_intake_after_sending_was_noted(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    before, heard = await house.state(), house.all_heard(citizen)

    for label in ("Cho mình", "Gửi"):
        await house.press(citizen, label)
        assert house.toast(citizen) == house.says("press.noted")

    assert house.all_heard(citizen) == heard
    assert await house.state() == before


async def test_the_last_button_of_a_finished_conversation_pressed_again_was_noted(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    before = await house.state()

    await house.press(citizen, "Dặn xong")

    assert house.toast(citizen) == house.says("press.noted")
    assert house.says("press.begin") not in house.heard(citizen)
    assert await house.state() == before


async def test_a_press_that_comes_twice_counts_once(house: Stage) -> None:
    citizen = await at_matter(house)

    await house.press_twice(citizen, "Đất, nhà")

    assert house.toast(citizen) == house.says("press.noted")
    assert house.all_heard(citizen).count("Kể bằng lời") == 1


async def test_sending_twice_sends_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await at_story(house)
    await house.press(citizen, "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói")

    await house.press_twice(citizen, "Gửi")

    assert len(await house.rows("SELECT id FROM requests")) == 1
    assert house.all_heard(officer).count("Đất, nhà, rừng") == 1
    assert house.all_heard(citizen).count("Đã nhận lời nhờ") == 1


async def test_claiming_twice_claims_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)

    await house.press_twice(officer, "Nhận liên hệ")

    assert house.all_heard(citizen).count("sẽ trả lời ở đây") == 1
    assert len(await house.rows("SELECT id FROM history WHERE what = 'claimed'")) == 1


async def test_a_press_on_an_earlier_question_is_noted_already(house: Stage) -> None:
    citizen = await at_story(house)
    before = await house.state()
    heard = house.all_heard(citizen)

    await house.press(citizen, "Cho người khác")

    assert house.toast(citizen) == house.says("press.noted")
    assert house.all_heard(citizen) == heard
    assert await house.state() == before


async def test_marks_in_a_name_and_a_story_stay_what_was_typed(house: Stage) -> None:
    officer = await house.hire(MARKUP)
    citizen = house.world.person(MARKUP)
    citizen.start()
    await house.idle()
    await house.press(citizen, "Tiếng Việt", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, MARKUP, "3", "Na Sang", "1", "3", "1", MARKUP, "1")
    await house.press(officer, "Nhận liên hệ")

    assert f"Lời kể: {MARKUP}" in house.heard(officer)
    assert f"Tên gọi: {MARKUP}" in house.heard(officer)
    assert MARKUP in house.heard(citizen)


async def test_characters_that_turn_or_hide_words_are_not_kept(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = house.world.person(f"M{ZERO_WIDTH}ỷ{RIGHT_TO_LEFT}")
    citizen.start()
    await house.idle()
    await house.press(citizen, "Tiếng Việt", "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(
        citizen, f"Nhà{ZERO_WIDTH} bên {RIGHT_TO_LEFT}lấn{ISOLATE} nương.", "3", "Na Sang", "1", "3", "1"
    )
    await house.say(citizen, f"M{ZERO_WIDTH}ỷ{RIGHT_TO_LEFT}", "1")
    facts = await house.facts(number_in(house.heard(citizen)))
    await house.press(officer, "Nhận liên hệ")

    assert facts["story"]["text"] == "Nhà bên lấn nương."
    assert facts["name"]["text"] == "Mỷ"
    assert not any(sign in house.all_heard(officer) for sign in (RIGHT_TO_LEFT, ISOLATE, ZERO_WIDTH))


async def test_a_file_of_25_megabytes_is_refused(house: Stage) -> None:
    citizen = await at_story(house)
    before = await house.state()

    citizen.document("phim.mp4", size=25 * MB)
    await house.idle()

    assert house.heard(citizen) == house.says("file.too_big")
    assert await house.state() == before
    await house.say(citizen, "Nhà bên lấn nương.")
    assert "Có giấy công an" in house.heard(citizen)


async def test_a_file_of_25_megabytes_after_sending_is_refused(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    before = await house.state()

    citizen.document("phim.mp4", size=25 * MB)
    await house.idle()

    assert house.heard(citizen) == house.says("file.too_big")
    assert await house.state() == before


FORGED = [
    "",
    ":",
    "f",
    "f:",
    "f:1",
    "f:1.2",
    "f:1.2.3.4",
    "f:a.b.c",
    "f:-1.0.0",
    "f:999999999999999999.1.1",
    "f:٣.٣.٣",
]
FORGED += [
    "lang:",
    "lang:xx",
    "lang:../vi",
    "read:",
    "read:x",
    "read:0",
    "read:-1",
    "read:99999",
    "nonsense:1",
    "NEW",
]
FORGED += ["😀" * 16, "f:1.2.\x00", "; DROP TABLE people"]


@pytest.mark.parametrize("data", [data for data in FORGED if data])
async def test_forged_buttons_of_a_citizen_do_nothing(house: Stage, data: str) -> None:
    citizen = await at_matter(house)
    before = await house.state()

    await house.forge(citizen, data)

    assert house.toast(citizen) == house.says("press.old")
    assert await house.state() == before
    assert await house.rows("SELECT id FROM inbox WHERE state = 'failed'") == []


@pytest.mark.parametrize(
    "data", ["claim:1", "open:1", "reply:1", "close:1", "closed:1", "queue:0", "mine:", "group:1"]
)
async def test_forged_buttons_of_the_staff_are_refused_to_others(house: Stage, data: str) -> None:
    await house.ask_about_land(await house.citizen("Quàng Văn Phương"))
    citizen = await at_matter(house)
    before = await house.state()

    await house.forge(citizen, data)

    assert house.toast(citizen) == house.says("staff.only")
    assert await house.state() == before


async def test_a_button_of_somebody_elses_conversation_does_nothing(house: Stage) -> None:
    one, other = await at_matter(house), await house.citizen("Quàng Văn Phương")
    [session] = await house.rows("SELECT id FROM sessions WHERE outcome = '' ORDER BY id LIMIT 1")
    before = await house.state()

    for index in range(6):
        await house.forge(other, f"f:{session['id']}.4.{index}")

    assert await house.state() == before
    assert "Chuyện gì?" in house.heard(one)


@pytest.mark.parametrize("beyond", [0, 1, 90, 9990])
async def test_a_choice_that_was_not_offered_does_nothing(house: Stage, beyond: int) -> None:
    citizen = await at_story(house)
    index = len(citizen.last.labels) + beyond
    [session] = await house.rows("SELECT id FROM sessions WHERE outcome = '' ORDER BY id DESC LIMIT 1")
    data = citizen.last.data[0][0]
    assert data is not None
    assert data.startswith(f"f:{session['id']}.")

    await house.forge(citizen, f"{data.rpartition('.')[0]}.{index}")

    assert house.toast(citizen) == house.says("press.old")
    assert "Kể bằng lời" in house.heard(citizen)
