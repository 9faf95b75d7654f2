"""Whole stories of people for whom somebody else speaks: what each saw, what the officer saw, and the history."""

from __future__ import annotations

from stage import Stage, at_hour, fresh, number_in
from test_own_data import look
from test_way_of_the_law import open_law

from bot.store.history import is_whole

TO_POLICE = "Dặn người bị bắt nói: «Tôi xin trợ giúp pháp lý»."


async def test_a_brother_of_a_man_arrested_last_night(weekday: Stage) -> None:
    house = weekday
    coordinator = await house.hire("Quàng Thị Dung", "Điều phối")
    head = await house.hire("Cà Văn Minh", "Giám đốc")
    lawyer = await house.hire("Lò Thị Hoa")
    at_hour(house, 5)
    brother = await house.citizen("Sùng A Dế")

    # The brother: no consent, no story, who and where; what to tell him, and no money to anybody.
    await house.press(brother, "Người nhà bị bắt")
    await house.say(brother, "Sùng A Pó, 19 tuổi")
    assert "🔴 KHẨN" in house.heard(coordinator)
    assert "Pó" not in house.all_heard(coordinator)
    await house.press(brother, "Công an", "Hôm qua")
    await house.say(brother, "Si Pa Phìn", "1")
    await house.say(brother, "0912 345 678")
    assert TO_POLICE in house.heard(brother)
    assert "Đừng đưa tiền cho ai hứa chạy việc." in house.heard(brother)
    number = number_in(house.all_heard(brother))

    # The coordinator takes it, and accepts it before its papers come: twelve hours run from then (law, Đ31(2)).
    await house.press(coordinator, "Nhận liên hệ")
    card = house.heard(coordinator)
    for words in ("Sùng A Pó, 19 tuổi", "công an", "hôm qua", "0912 345 678"):
        assert words in card
    known = len(brother.from_bot)
    await open_law(house, coordinator, number)
    await house.press(
        coordinator, "Thụ lý ngay, giấy sau", "Tham gia tố tụng", "Bị bắt, tạm giữ", "Giám đốc cho"
    )
    await house.say(coordinator, "TT.TGTT.09.2026")
    await open_law(house, head, number)
    assert "cử người trợ giúp" in house.heard(head)
    await house.press(head, "Cử người", lawyer.user.first_name)
    await house.say(head, "31/QĐ-TGPL")

    # How his case goes is for him to hear: the brother hears nothing, the officers hear that they must tell it.
    assert fresh(brother, known) == ""
    assert house.says("law.not_told", number=number) in house.all_heard(coordinator)
    [request] = await house.rows("SELECT id, stage, custody, form FROM requests")
    assert (request["stage"], request["custody"], request["form"]) == ("appointed", "arrested", "proceedings")
    history = [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")]
    assert [what for what in history if what in ("sent", "claimed", "accept_urgent", "appoint")] == [
        "sent",
        "claimed",
        "accept_urgent",
        "appoint",
    ]
    assert await house.read(lambda tx: is_whole(tx, request["id"]))
    assert await house.rows("SELECT id FROM consents") == []

    # Nor by asking: neither where it stands nor a copy of what is kept shows on his phone.
    await house.say(brother, "/viecdanho")
    assert house.says("mine.guarded") in fresh(brother, known)
    assert "đang làm" not in fresh(brother, known)
    await look(house, brother, "Xem, lấy một bản", "Gửi cả bản")
    assert "đang làm" not in fresh(brother, known)
    assert await house.rows("SELECT kind FROM data_requests") == [{"kind": "copy"}]


async def test_a_person_whose_officer_is_her_cousin(house: Stage) -> None:
    cousin = await house.hire("Lò Thị Hoa")
    other = await house.hire("Vì Thị Lả")
    coordinator = await house.hire("Quàng Thị Dung", "Điều phối")
    woman = await house.citizen("Lò Thị Pản")
    number = await house.ask_about_land(woman)

    # She says so after sending; only who hands out requests learns it, not the cousin.
    before = len(cousin.from_bot)
    await house.press(woman, "Cán bộ cần tránh")
    await house.say(woman, "Cô Hoa là chị họ bên kia")
    assert house.says("officer.avoids", number=number) in house.all_heard(coordinator)
    assert fresh(cousin, before) == ""
    await house.say(coordinator, f"/yeucau {number}")
    assert "Cô Hoa là chị họ bên kia" in house.heard(coordinator)
    await house.say(coordinator, f"/khonggiao {number}")
    await house.press(coordinator, "Lò Thị Hoa")
    ground = next(label for label in coordinator.last.labels if "khách quan" in label)
    await house.press(coordinator, ground)

    # The cousin hears what everybody hears of what leaders hand out; another officer helps.
    assert await house.say(cousin, f"/nhan {number}") == house.says("request.handed_out", number=number)
    assert number not in await house.say(cousin, "/hangcho")
    await house.say(other, f"/nhan {number}")
    assert "lấn nương" in house.heard(other)
    assert "chị họ" not in house.all_heard(other)
    assert "chị họ" not in house.all_heard(cousin)
    assert "Cán bộ Vì Thị Lả sẽ trả lời ở đây." in house.all_heard(woman)
    history = [row["what"] for row in await house.rows("SELECT what FROM history ORDER BY id")]
    assert history[:2] == ["sent", "added"]
    assert history[-1] == "claimed"
