"""Two days of three officers and a coordinator with forty requests, in a group parted into topics: everything that goes wrong at once.

A leave with a substitute, a conflict, a lapse, a lost topic, an officer who is taken out, two claims at once, an answer that does
not arrive, a note that must not leak. At the end nothing is lost and nothing waits unseen.
"""

from __future__ import annotations

from stage import Stage, at_hour
from test_citizen_in_danger import in_danger
from test_topics_of_a_group import LAND, parted, topic

from bot.handlers import mornings
from bot.simulator import forum
from bot.simulator.person import Person
from bot.store.history import is_whole

NOTE = "Nghi nhà bên có người quen ở xã, đừng nhắc tên."


async def holders(house: Stage) -> dict[str, int | None]:
    rows = await house.rows("SELECT number, claimed_by FROM requests")
    return {row["number"]: row["claimed_by"] for row in rows}


async def test_two_days_of_four_people_with_forty_requests(weekday: Stage) -> None:
    house = weekday
    hoa, minh, pao = [await house.hire(name) for name in ("Lò Thị Hoa", "Cà Văn Minh", "Vừ A Páo")]
    dung = await house.hire("Quàng Thị Dung", "Điều phối")
    group = await house.group(hoa, minh, pao, dung)
    group.migrate()
    group.make_forum()
    group.add_bot(by=house.admin, admin=True)
    await house.idle()
    await parted(house, "Theo lĩnh vực")
    await house.read(mornings.watch)

    # Thirty-nine people asked over night, and one is in danger: the group takes twenty messages a minute.
    citizens: list[Person] = []
    numbers: list[str] = []
    for turn in range(39):
        citizens.append(await house.citizen(f"Bà Con {turn}"))
        numbers.append(await house.ask_about_land(citizens[-1], f"Chuyện của nhà {turn}."))
    await house.press(await in_danger(house), "Chỉ nhắn")
    await house.later(minutes=2)
    shown = "\n".join(message.text for message in topic(group, LAND).chat)
    assert all(number in shown for number in numbers)
    assert len(topic(group, LAND).from_bot) < 25

    # Two claim the first at once; each takes ten.
    await house.say(hoa, "/hangcho")
    await house.say(minh, "/hangcho")
    hoa.press(numbers[0])
    minh.press(numbers[0])
    await house.idle()
    assert (await holders(house))[numbers[0].replace(" ", "")] in (2, 3)
    for who, some in ((hoa, numbers[1:10]), (minh, numbers[10:20]), (pao, numbers[20:28])):
        for number in some:
            await house.say(who, f"/nhan {number}")

    # A note, an answer that does not arrive, a conflict, something put off.
    await house.say(hoa, f"/ghichu {numbers[1]} {NOTE}")
    citizens[2].block()
    await house.idle()
    await house.say(hoa, f"/traloi {numbers[2]} Sáng thứ tư tôi lên.")
    assert numbers[2] in house.heard(hoa)
    assert "không" in house.heard(hoa)
    await house.say(hoa, f"/vuong {numbers[3]}")
    await house.press(hoa, "có thể không khách quan")
    assert numbers[3] not in await house.say(hoa, "/hangcho")
    await house.say(dung, f"/chuyen {numbers[3]}")
    await house.press(dung, "Vừ A Páo", "Không cần lời")
    await house.say(minh, f"/hen {numbers[10]}")
    await house.press(minh, "Thứ năm", "09:30", "Uỷ ban xã")

    # The topic is deleted by mistake; the next request finds a new one.
    forum.delete(house.world, group.room, next(each for each in group.topics if each.name == LAND))
    citizens.append(await house.citizen("Bà Con 39"))
    numbers.append(await house.ask_about_land(citizens[-1], "Chuyện của nhà 39."))
    assert numbers[-1] in topic(group, LAND).last.text

    # Minh is away from tomorrow on, and Páo stands in. Hoa is taken out of the staff.
    await house.say(minh, "/nghi 1/12-2/12")
    await house.press(minh, "Vừ A Páo")
    await house.press(pao, "Lo thay được")
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Cho Lò Thị Hoa ra", "Đúng, cho ra")
    assert 2 not in (await holders(house)).values()
    assert house.says("officer.handed_back", number=numbers[4], officer="Lò Thị Hoa") in house.all_heard(dung)
    await house.say(hoa, f"/yeucau {numbers[4]}")
    assert house.heard(hoa) == house.says("staff.only")

    # The evening, the next morning, and who writes to Minh reaches Páo.
    at_hour(house, 17.02)
    await house.later(minutes=1)
    assert "Hết ngày 30/11/2026" in house.all_heard(dung)
    assert "Cà Văn Minh nghỉ đến hết 02/12/2026" in house.all_heard(dung)
    at_hour(house, 7.6)
    await house.later(minutes=1)
    assert house.says("morning.hello") in house.all_heard(pao)
    assert house.says("morning.hello") not in house.all_heard(minh)
    await house.say(citizens[10], "Mai cán bộ lên không?")
    assert "Mai cán bộ lên không?" in house.all_heard(pao)
    await house.say(pao, f"/traloi {numbers[10]} Thứ năm Minh lên.")
    assert "Thứ năm Minh lên." in house.all_heard(citizens[10])

    # Another day: what Páo has not met lapses, what Minh has rests, since he is away.
    await house.later(hours=10)
    held = await holders(house)
    assert 4 not in {held[number.replace(" ", "")] for number in numbers[20:28]}
    assert {held[number.replace(" ", "")] for number in numbers[11:20]} == {3}

    # Nothing is lost, nothing waits unseen, no note has reached anybody outside.
    rows = await house.rows("SELECT id, status FROM requests")
    assert len(rows) == 41
    waits = {row["details"] for row in await house.rows("SELECT details FROM timers WHERE kind = 'wait'")}
    assert {str(row["id"]) for row in rows if row["status"] in ("new", "claimed")} <= waits
    for row in rows:
        assert await house.read(lambda tx, row=row: is_whole(tx, row["id"]))  # type: ignore[misc]
    outside = "\n".join(house.all_heard(each) for each in citizens)
    outside += "\n".join(message.text for message in group.chat)
    assert NOTE not in outside
    assert not any(f"Chuyện của nhà {turn}." in message.text for message in group.chat for turn in range(40))
