"""Urgency is found early: in a danger that is pressed, in a paper's date, in the words of a story, or said by an officer."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from stage import Stage, at_hour, fresh, number_in
from test_citizen_in_danger import in_danger

from bot.demo import ADMIN, settings
from bot.settings import SHIPPED
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World

NIGHT = "Bây giờ chưa có người trực"
NEAR = """places:
  "03172":
    police: ["0215 000 0001"]
    health: ["0215 000 0002", "0215 000 0003"]
"""


@pytest.fixture
async def near(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot whose Centre has set the numbers of one commune, Na Sang, and its own office hours."""
    province = tmp_path / "province"
    shutil.copytree(SHIPPED / "province", province)
    contacts = province / "contacts.yaml"
    words = contacts.read_text("utf-8").replace("places: {}\n", NEAR)
    contacts.write_text(words.replace('hours: ""', 'hours: "7:30–11:30, 13:30–17:00"'), "utf-8")
    world = World()
    stage = Stage(world, replace(settings(tmp_path), province_dir=province), partial(SimulatorRequest, world))
    await stage.start()
    await stage.open_house(ADMIN)
    yield stage
    await stage.stop()


async def tell(house: Stage, citizen: Person, story: str) -> str:
    """The intake about land with this story; what was heard right after the story."""
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    heard = await house.say(citizen, story)
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "Gửi")
    return heard


async def reasons(house: Stage) -> tuple[str, int]:
    [row] = await house.rows("SELECT urgency, urgent FROM requests")
    return row["urgency"], row["urgent"]


# --- who listens, and who is near ------------------------------------------------------------


async def test_at_night_with_nobody_on_duty_it_is_said_before_anything_and_before_the_story(
    house: Stage,
) -> None:
    at_hour(house, 23)
    citizen = await house.citizen()

    first = house.heard(citizen)
    assert first.index(NIGHT) < first.index("Cần gì?")
    assert "Cán bộ xem" not in first  # no hour was set by the Centre, so none is promised
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    heard = house.heard(citizen)
    assert heard.index(NIGHT) < heard.index("Kể bằng lời")
    other = await in_danger(house)
    assert NIGHT in house.heard(other)
    assert house.heard(other).index("113") < house.heard(other).index(NIGHT)


async def test_the_family_of_an_arrested_person_hears_first_whether_anybody_listens(house: Stage) -> None:
    citizen = await house.citizen()
    heard = await house.press(citizen, "Người nhà bị bắt")
    assert heard.index(NIGHT) < heard.index("0215 3000 000") < heard.index("Người bị bắt tên gì")


async def test_hours_are_named_but_no_hour_is_promised_while_the_calendar_is_not_sure(near: Stage) -> None:
    at_hour(near, 23)
    citizen = await near.citizen()
    assert near.says("duty.hours", hours="7:30–11:30, 13:30–17:00") in near.heard(citizen)
    assert "Cán bộ xem lúc" not in near.all_heard(citizen)


async def test_with_somebody_on_duty_it_is_said_in_danger_and_nothing_before_the_menu(house: Stage) -> None:
    officer, leader = await house.hire("Lò Thị Hoa"), await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/truc")
    await house.press(leader, "⚪ Lò Thị Hoa")
    citizen = await house.citizen()
    assert NIGHT not in house.heard(citizen)
    await house.press(citizen, "Đang nguy hiểm")
    assert "Bây giờ có người trực" in house.heard(citizen)

    officer.block()
    await house.idle()
    other = await house.citizen("Sùng Thị Chư")
    assert NIGHT in house.heard(other)  # who blocked the bot hears nothing


async def test_the_numbers_of_the_commune_are_said_once_the_place_is_known(near: Stage) -> None:
    citizen = await in_danger(near)
    await near.press(citizen, "Chỉ nhắn")
    await near.say(citizen, "Na Sang", "1")

    heard = near.heard(citizen)
    assert "công an xã 0215 000 0001" in heard
    assert "trạm y tế 0215 000 0002, 0215 000 0003" in heard
    assert "đồn biên phòng" not in heard
    assert heard.index("trạm y tế") < heard.index("Chuyện gì?")
    await near.press(citizen, "Lá ngón")
    assert "Ra trạm y tế ngay. Gọi 115. Đừng ở một mình." in near.heard(citizen)


async def test_who_is_near_is_asked_for_by_commune_and_known_from_an_own_request(near: Stage) -> None:
    citizen = await near.citizen()
    await near.say(citizen, "gọi cho ai")
    await near.press(citizen, "Người ở gần")
    assert "Đang ở xã nào?" in near.heard(citizen)
    await near.say(citizen, "Mường Pồn", "1")
    assert "0215 000" not in near.all_heard(citizen)  # no number is set there, none is invented
    await near.press(citizen, "Xem xong")
    await near.ask_about_land(citizen)
    await near.say(citizen, "gọi cho ai")
    heard = len(citizen.from_bot)
    await near.press(citizen, "Người ở gần")
    assert "trạm y tế 0215 000 0002" in fresh(citizen, heard)
    assert "Đang ở xã nào?" not in fresh(citizen, heard)


# --- found in answers and words --------------------------------------------------------------


async def test_a_child_of_fifteen_in_danger_is_told_111_and_promised_no_secret(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa", "Điều phối")
    child = await in_danger(house)
    await house.press(child, "Chỉ nhắn", "Chưa muốn nói", "Trẻ em bị hại")

    said = house.all_heard(child)
    assert "gọi 111 hoặc 113" in said
    assert "Cán bộ chỉ nói với người cần để bảo vệ cháu." in said
    assert "giữ kín" not in said
    assert "bố mẹ" not in said
    assert "Cán bộ gọi số nào?" not in said
    assert await house.rows("SELECT id FROM consents") == []
    assert await reasons(house) == ("child", 1)
    await house.press(officer, "Nhận liên hệ")
    assert "CHỈ NHẮN, ĐỪNG GỌI" in house.heard(officer)
    assert "Khẩn vì: trẻ em bị hại, bị ép" in house.heard(officer)


async def test_an_arrested_child_is_seen_to_be_one(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Người nhà bị bắt")
    await house.say(citizen, "Sùng A Pó, 15 tuổi")
    assert await reasons(house) == ("detained child", 1)


async def test_words_of_suicide_bring_the_number_at_once_and_the_alarm_at_night(house: Stage) -> None:
    leader, head = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Cà Thị Lan", "Giám đốc")
    at_hour(house, 23)
    citizen = await house.citizen()

    heard = await tell(house, citizen, "Mất nương rồi, tôi muốn chết, có lá ngón ở nhà.")

    assert "Ra trạm y tế ngay. Gọi 115. Đừng ở một mình." in heard
    assert await reasons(house) == ("suicide", 1)
    assert house.heard(leader).startswith("🔴 Số ")
    assert "muốn chết" not in house.all_heard(leader)
    await house.later(minutes=31)
    assert "Điều 30 khoản 4" in house.heard(head)
    assert any("Hồ sơ" in label or "⚖️" in label for label in head.last.labels)


async def test_words_of_violence_bring_the_numbers_but_wake_only_who_is_on_duty(weekday: Stage) -> None:
    house = weekday
    leader, head = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Cà Thị Lan", "Giám đốc")
    duty = await house.hire("Lò Thị Hoa")
    group = await house.group(leader, head, duty)
    await house.say(leader, "/truc")
    await house.press(leader, "⚪ Lò Thị Hoa")
    at_hour(house, 23)
    before = [len(who.from_bot) for who in (leader, head, duty)]
    citizen = await house.citizen()

    heard = await tell(house, citizen, "Hôm qua tôi bị đánh ở nương.")

    assert "Đang nguy hiểm thì gọi ngay: 113 công an" in heard
    assert "111" in heard
    assert await reasons(house) == ("told_violence", 1)
    assert [len(who.from_bot) for who in (leader, head, duty)] == [before[0], before[1], before[2] + 1]
    await house.later(hours=3)
    assert [len(who.from_bot) for who in (leader, head)] == before[:2]
    assert "đánh" not in group.last.text
    assert group.last.text.startswith("🔴 Số ")
    await house.later(hours=7)  # nine o'clock of a working day
    await house.later(hours=2)
    assert len(leader.from_bot) > before[0]
    assert len(head.from_bot) > before[1]


async def test_words_of_an_arrest_bring_what_to_say_and_tell_who_is_on_duty(weekday: Stage) -> None:
    leader = await weekday.hire("Quàng Thị Dung", "Điều phối")
    citizen = await weekday.citizen()
    heard = await tell(weekday, citizen, "Con tôi 15 tuổi bị công an bắt đêm qua.")
    assert "Tôi xin trợ giúp pháp lý" in heard
    assert await reasons(weekday) == ("told_child told_detained", 1)
    await weekday.press(leader, "Nhận liên hệ")
    assert "lời kể có chuyện bị bắt, bị giữ: xem ngay" in weekday.heard(leader)
    await weekday.say(leader, f"/khan {number_in(weekday.all_heard(citizen))}")
    await weekday.press(leader, "⚪ bị bắt, bị giữ")
    assert await reasons(weekday) == ("detained told_child", 1)


async def test_words_that_come_after_sending_are_heard_too(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    assert await reasons(house) == ("", 0)
    before = len(citizen.from_bot)
    await house.say(citizen, "Họ lừa bán em tôi rồi.")
    assert "113" in fresh(citizen, before)
    assert await reasons(house) == ("trafficking", 1)
    assert house.heard(leader).startswith("🔴")


async def test_a_paper_of_next_week_is_near_though_it_is_not_this_week(house: Stage) -> None:
    house.world.clock.set(1795824000)  # Friday 27 November 2026, 15:00 there is 08:00 UTC
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Công an, toà", "Kể sau")
    await house.press(citizen, "Có, sắp đến ngày", "Sau nữa")
    assert "Giấy ghi ngày nào?" in house.heard(citizen)
    await house.say(citizen, "2/12/2026")
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")

    assert await reasons(house) == ("date_soon", 1)
    await house.press(officer, "Nhận liên hệ")
    assert "Ngày trên giấy: 2/12/2026" in house.heard(officer)
    assert "Khẩn vì: giấy có ngày trong 5 ngày làm việc" in house.heard(officer)


# --- said by an officer ----------------------------------------------------------------------


async def test_a_leader_says_why_it_is_urgent_and_the_ladder_runs(house: Stage) -> None:
    leader, head = await house.hire("Quàng Thị Dung", "Điều phối"), await house.hire("Cà Thị Lan", "Giám đốc")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    before = len(head.from_bot)

    await house.say(leader, f"/khan {number}")
    assert "khẩn vì sao" in house.heard(leader)
    await house.press(leader, "toà xử trong chưa đầy 5 ngày")

    assert await reasons(house) == ("hearing_soon", 1)
    assert f"Việc {number} khẩn vì: toà xử trong chưa đầy 5 ngày làm việc." in "\n".join(
        m.text for m in leader.from_bot
    )
    await house.later(minutes=16)
    await house.later(minutes=16)
    assert "🔴 KHẨN" in fresh(head, before)
    assert "Điều 30 khoản 4" in fresh(head, before)

    await house.say(leader, f"/khan {number}")
    await house.press(leader, "🔴 toà xử trong chưa đầy 5 ngày")
    assert await reasons(house) == ("", 0)
    assert house.says("urgency.none", number=number) in "\n".join(m.text for m in leader.from_bot)
    history = await house.rows(
        "SELECT what, details FROM history WHERE what IN ('urged', 'calmed') ORDER BY id"
    )
    assert [row["what"] for row in history] == ["urged", "calmed"]


async def test_who_has_it_in_hand_may_say_so_and_others_may_not(house: Stage) -> None:
    mine, other = await house.hire("Lò Thị Hoa"), await house.hire("Lường Văn Bun")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(mine, "Nhận liên hệ")

    await house.say(other, f"/khan {number}")
    assert await reasons(house) == ("", 0)
    assert "khẩn vì sao" not in house.heard(other)
    await house.say(mine, f"/khan {number}")
    await house.press_twice(mine, "sắp hết thời hiệu")
    assert await reasons(house) == ("limit_soon", 1)
    await house.forge(mine, "urged:1.boredom.1")
    assert await reasons(house) == ("limit_soon", 1)


async def test_the_content_of_an_urgent_request_is_never_in_the_group(house: Stage) -> None:
    officer, head = await house.hire("Lò Thị Hoa"), await house.hire("Cà Thị Lan", "Giám đốc")
    group = await house.group(officer, head)
    citizen = await house.citizen()
    await tell(house, citizen, "Con Sùng Thị Máy 14 tuổi bị bắt vợ, bị nhốt ở nhà kia.")
    number = number_in(house.all_heard(citizen))
    assert await reasons(house) == ("told_violence told_child", 1)
    await house.tap(officer, "Nhận liên hệ", group)
    await house.say(officer, f"/khan {number}")
    await house.press(officer, "trẻ em bị hại")
    seen = "\n".join(message.text for message in group.chat)
    for word in ("Máy", "nhốt", "vợ", "trẻ em", "14", "bị hại"):
        assert word not in seen
