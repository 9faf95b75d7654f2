"""A day of two officers and a coordinator with twelve requests, from eight in the morning to the next noon.

What everybody saw is written to test-output/day.md, to be read.
"""

from __future__ import annotations

from pathlib import Path

from stage import Stage
from test_citizen_in_danger import in_danger
from test_officer_writes import card_of

from bot.simulator.person import Person
from bot.store.history import is_whole
from bot.texts import ZONE

OUTPUT = Path(__file__).parents[2] / "test-output"
GROUND = "có thể không khách quan"
NOTE = "Nghi nhà bên có người quen ở xã, đừng nhắc tên."


async def half_hours(house: Stage, count: int) -> None:
    for _ in range(count):
        await house.later(minutes=30)


async def test_a_day_of_two_officers_and_a_coordinator_with_twelve_requests(weekday: Stage) -> None:
    house = weekday
    hoa, minh = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    dung = await house.hire("Quàng Thị Dung", "Điều phối")
    group = await house.group(hoa, minh, dung)
    await house.say(dung, "/truc")
    await house.press(dung, "Lò Thị Hoa")

    # Eight o'clock: eleven people have asked over night, and one is in danger now.
    citizens = [await house.citizen(f"Bà Con {turn}") for turn in range(11)]
    numbers = [
        await house.ask_about_land(each, f"Chuyện của nhà {turn}.") for turn, each in enumerate(citizens)
    ]
    endangered = await in_danger(house)
    await house.press(endangered, "Chỉ nhắn")
    assert len(await house.rows("SELECT id FROM requests")) == 12
    assert "🔴 Số" in house.heard(hoa)  # she is on duty; nobody else was told in private
    assert "🔴 Số" not in house.all_heard(dung) + house.all_heard(minh)
    assert group.last.text.startswith("🔴 Số")

    # Hoa answers the one in danger at once, and takes three more.
    await house.press(hoa, "Nhận liên hệ", "Trả lời")
    await house.say(hoa, "Đang ở đâu? Cán bộ gọi công an xã ngay.")
    for number in numbers[:3]:
        await house.say(hoa, f"/nhan {number}")
    await house.say(minh, f"/nhan {numbers[0]}")
    assert house.heard(minh) == house.says("claim.taken", officer="Lò Thị Hoa", number=numbers[0])

    # A reply by answering the card, and a note that nobody outside ever reads.
    await house.answer(hoa, card_of(hoa, "Chuyện của nhà 0."), "Sáng thứ tư tôi lên bản.")
    await house.say(hoa, f"/ghichu {numbers[0]} {NOTE}")
    assert "Sáng thứ tư tôi lên bản." in house.heard(citizens[0])

    # One is not for Minh, one he must not do, one he takes and gives back.
    for number in numbers[3:6]:
        await house.say(minh, f"/yeucau {number}")
    await house.say(minh, f"/khongphai {numbers[3]}")
    await house.say(minh, f"/vuong {numbers[4]}")
    await house.press(minh, GROUND)
    await house.say(minh, f"/nhan {numbers[5]}")
    await house.say(minh, f"/huynhan {numbers[5]} Tôi sắp đi Mường Nhé.")
    queue = await house.rows("SELECT number FROM requests WHERE status = 'new'")
    assert len(queue) == 8
    assert any(GROUND in each.text for each in dung.from_bot)
    assert not any(GROUND in each.text for each in [*hoa.from_bot, *group.from_bot])
    await house.say(dung, f"/chuyen {numbers[4]}")
    assert "👔 Cà Văn Minh" not in dung.last.labels
    await house.press(dung, "Lò Thị Hoa", "Không cần lời")

    # An answer that does not arrive comes back with the reason.
    await house.say(minh, f"/nhan {numbers[6]}")
    citizens[6].block()
    await house.say(minh, f"/traloi {numbers[6]} Chị gửi thêm ảnh giấy nhé.")
    assert "lời không tới" in house.heard(minh)

    # Minh takes two more, meets nobody, and rides off.
    await house.say(minh, f"/nhan {numbers[7]}")
    await house.say(minh, f"/nhan {numbers[8]}")
    await house.say(minh, f"/dagap {numbers[8]}")
    group.migrate()
    await half_hours(house, 20)  # six in the evening

    # The group has another address; a new request still shows up there.
    late = await house.citizen("Bà Con Muộn")
    await house.ask_about_land(late, "Chuyện lúc tối.")
    assert "Xã Na Sang" in group.last.text

    # Next morning: what Minh did not meet has lapsed, what he met has not.
    await half_hours(house, 31)
    states = {row["number"]: row["status"] for row in await house.rows("SELECT number, status FROM requests")}
    assert states[numbers[7].replace(" ", "")] == "new"
    assert states[numbers[8].replace(" ", "")] == "answered"
    assert any("Cà Văn Minh chưa gặp bà con trong giờ hẹn" in each.text for each in dung.from_bot)

    # Minh leaves the Centre: everything he had comes back, and he reads no more.
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Cà Văn Minh ra", "Đúng, cho ra")
    assert [each.text for each in minh.chat if each.from_bot] == [house.says("remove.told")]
    assert await house.say(minh, f"/yeucau {numbers[8]}") == house.says("staff.only")

    # Hoa closes one; the person still needs help, and is with Hoa again.
    await house.say(hoa, f"/dong {numbers[0]}")
    await house.press(hoa, "Đã trả lời xong")
    await house.press(citizens[0], "Vẫn cần giúp")
    assert house.says("officer.reopened", number=numbers[0]) == house.heard(hoa)

    everybody = [*citizens, endangered, late]
    write_down(house, [*everybody, hoa, minh, dung], {"nhóm": group.chat})
    outside = "\n".join(each.text for who in everybody for each in who.chat)
    outside += "\n".join(each.text for each in group.chat)
    assert NOTE not in outside
    assert "Mường Nhé" not in outside
    assert GROUND not in outside
    assert not any(f"nhà {turn}." in each.text for each in group.chat for turn in range(11))
    rows = await house.rows("SELECT id FROM requests")
    assert await house.read(lambda tx: all(is_whole(tx, row["id"]) for row in rows))
    assert await house.rows("SELECT id FROM inbox WHERE state NOT IN ('done', 'open')") == []


def write_down(house: Stage, people: list[Person], rooms: dict[str, list]) -> None:  # type: ignore[type-arg]
    """What each of them saw, in order."""
    import datetime

    chats = {who.user.first_name: who.chat for who in people} | rooms
    lines = ["# Một ngày ở bàn việc", ""]
    for name, chat in chats.items():
        lines += [f"## {name}", ""]
        for each in chat:
            at = datetime.datetime.fromtimestamp(each.date, ZONE).strftime("%d/%m %H:%M")
            who = "Hoa Ban" if each.from_bot else name
            lines.append(
                f"- {at} **{who}**: {each.text.replace(chr(10), ' / ')}"
                + (f" [{' | '.join(each.labels)}]" if each.labels else "")
            )
        lines.append("")
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / "day.md").write_text("\n".join(lines), "utf-8")
