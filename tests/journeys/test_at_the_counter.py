"""Somebody at the counter or on the telephone: the officer presses, the request is the person's own."""

from __future__ import annotations

import pytest
from stage import Stage, fresh, number_in

from bot.simulator.person import Person
from bot.store.history import is_whole

STORY = "Con trai bán trâu của ông, không đưa tiền."


async def led(house: Stage, officer: Person, source: str = "Người đang ở quầy") -> None:
    """The first question stands before the officer."""
    await house.say(officer, "/quay")
    await house.press(officer, source)


async def written_down(house: Stage, officer: Person, source: str = "Người đang ở quầy") -> str:
    """An elderly Khơ Mú man tells; the officer types. Returns the number."""
    await led(house, officer, source)
    await house.press(officer, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Nợ, tiền công")
    await house.say(officer, STORY)
    await house.press(officer, "Không có giấy")
    await house.say(officer, "bản Púng Giắt xã Mường Mùn", "1")
    assert not any("Máy này" in label for label in officer.last.labels)
    await house.say(officer, "0912 345 678")
    await house.press(officer, "Chỉ mình dùng")
    await house.say(officer, "Ông Lò Văn Ún")
    await house.press(officer, "1 ✅ Gửi")
    return number_in(house.all_heard(officer))


async def test_an_elderly_man_at_the_counter_has_a_request_of_his_own(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    number = await written_down(house, officer)

    [request] = await house.rows("SELECT * FROM requests")
    [person] = await house.rows("SELECT * FROM people WHERE id = :id", id=request["person"])
    [consent] = await house.rows("SELECT person, given, medium FROM consents")
    assert (request["source"], request["kind"], request["helper"]) == ("counter", "legal_aid", 0)
    assert (person["came_by"], person["typed_by"]) == ("counter", request["claimed_by"] or person["typed_by"])
    assert consent == {"person": request["person"], "given": 1, "medium": "spoken"}
    assert house.says("counter.kept", number=number) in house.all_heard(officer)

    await house.press(officer, "Dặn xong", "Mình lo việc này")

    card = next(message.text for message in officer.from_bot[::-1] if STORY in message.text)
    for line in ("Tên gọi: Ông Lò Văn Ún", "0912 345 678", "Xã Mường Mùn"):
        assert line in card
    [request] = await house.rows("SELECT id, status, claimed_by FROM requests")
    assert (request["status"], request["claimed_by"]) == ("answered", person["typed_by"])
    history = await house.rows(
        "SELECT actor, what FROM history WHERE request = :id ORDER BY id", id=request["id"]
    )
    by = f"staff:{person['typed_by']}"
    assert [(row["actor"], row["what"]) for row in history] == [
        (by, "sent"),
        (by, "claimed"),
        (by, "contacted"),
    ]
    assert await house.read(lambda tx: is_whole(tx, request["id"]))


async def test_nothing_is_sent_to_the_officer_as_if_she_were_the_citizen(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    number = await written_down(house, officer)
    await house.press(officer, "Dặn xong", "Mình lo việc này")

    await house.say(officer, f"/traloi {number} Mai ông đến nhé")
    told = house.says("reply.no_chat", ways=house.says("undelivered.phone", phone="0912 345 678"))
    assert house.heard(officer) == told
    before = len(officer.from_bot)
    await house.say(officer, f"/dong {number}")
    await house.press(officer, "Đã trả lời xong")

    assert house.says("citizen.closed.answered") not in fresh(officer, before)
    assert "sẽ trả lời ở đây" not in house.all_heard(officer)
    [chat] = await house.rows("SELECT chat FROM people WHERE came_by = 'counter'")
    assert await house.rows("SELECT id FROM outbox WHERE chat = :chat", chat=chat["chat"]) == []


async def test_the_officers_own_list_is_empty_and_the_menu_is_back(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await written_down(house, officer)
    await house.press(officer, "Dặn xong")

    assert "🙋 Nhờ việc mới" not in officer.last.labels
    assert "Chào Lò Thị Hoa" in await house.say(officer, "xong rồi")
    assert await house.rows("SELECT id FROM messages") == []
    owner = await house.rows("SELECT 1 FROM requests JOIN staff ON staff.person = requests.person")
    assert owner == []


async def test_a_caller_goes_into_the_queue_where_nobody_takes_it(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    colleague = await house.hire("Cà Văn Minh")
    number = await written_down(house, officer, "Người đang gọi điện")

    assert [row["source"] for row in await house.rows("SELECT source FROM requests")] == ["phone"]
    await house.press(colleague, "Nhận liên hệ")

    assert STORY in house.heard(colleague)
    assert house.says("card.taken", number=number, officer="Cà Văn Minh") in house.all_heard(officer)


async def test_where_it_came_from_is_counted(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await written_down(house, officer)
    sources = house.app.house.texts.sources

    assert {f"source.{name}" for name in ("telegram", "counter", "phone", "agency")} <= set(sources)


async def test_danger_at_the_counter_alarms_as_anywhere(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    coordinator = await house.hire("Quàng Thị Dung", "Điều phối")
    await led(house, officer)

    await house.press(officer, "Đang nguy hiểm", "Gọi lại")

    assert "🔴" in house.heard(coordinator)
    [request] = await house.rows("SELECT kind, source FROM requests")
    assert request == {"kind": "urgent", "source": "counter"}


async def test_a_second_person_waits_until_the_first_is_done(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await led(house, officer)
    await house.press(officer, "Nhờ giúp")

    await house.say(officer, "/quay")
    assert house.says("counter.open") in house.all_heard(officer)
    assert "Cho cán bộ ghi lời kể" in house.heard(officer)
    assert house.says("counter.stopped") == await house.say(officer, "/thoi")
    assert house.says("counter.ask") == await house.say(officer, "/quay")
    assert await house.rows("SELECT id FROM sessions WHERE outcome = ''") == []


async def test_the_same_press_twice_begins_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/quay")

    await house.press_twice(officer, "Người đang ở quầy")

    assert len(await house.rows("SELECT id FROM people WHERE came_by = 'counter'")) == 1
    await house.forge(officer, "came:space")
    assert house.toast(officer) == house.says("press.old")


async def test_the_desk_works_on_while_somebody_is_written_down(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    card = officer.last.message_id
    await led(house, officer)

    await house.answer(officer, card, "Mai tôi lên xã.")
    assert "Mai tôi lên xã." in house.heard(citizen)
    assert number in await house.say(officer, "/viec")
    await house.press(officer, "Nhờ giúp")

    assert "Cho cán bộ ghi lời kể" in house.heard(officer)


async def test_an_own_conversation_on_top_comes_first(house: Stage) -> None:
    head = await house.hire("Cà Văn Minh", "Giám đốc")
    await led(house, head)
    await house.press(head, "Nhờ giúp")
    await house.say(head, "/lenh")

    await house.press(head, "Đồng ý ghi")

    assert "Nhờ cho ai?" in house.heard(head)


async def test_the_quick_exit_leaves_the_officers_chat_as_it_is(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await led(house, officer)
    await house.press(officer, "Nhờ giúp")
    before = len(officer.chat)

    await house.say(officer, "thoát nhanh")

    assert len(officer.chat) >= before
    assert await house.rows("SELECT id FROM sessions WHERE outcome = ''") == []
    assert await house.rows("SELECT id FROM people WHERE left_at IS NOT NULL") == []


async def test_she_finds_it_later_from_a_phone_of_her_own(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    number = await written_down(house, officer)
    await house.press(officer, "Đặt từ riêng")
    await house.say(officer, "con suối")
    await house.press(officer, "Dặn xong", "Mình lo việc này")
    citizen = await house.citizen("Lò Văn Ún")
    await house.press(citizen, "Việc đã nhờ", "Mở lại bằng từ riêng")
    await house.say(citizen, number, "Con suối")

    await house.say(officer, f"/traloi {number} Mai ông đến nhé")

    assert "Mai ông đến nhé" in house.heard(citizen)


async def test_at_the_counter_a_request_of_another_phone_is_looked_at_and_stays_there(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Đặt từ riêng")
    await house.say(citizen, "con suối")
    [before] = await house.rows("SELECT person FROM requests")
    await led(house, officer)

    await house.press(officer, "Việc đã nhờ", "Mở lại bằng từ riêng")
    await house.say(officer, number, "con suối")

    assert number in house.heard(officer)
    assert await house.rows("SELECT person FROM requests") == [before]


@pytest.mark.parametrize("days", [3, 40])
async def test_what_was_left_half_written_reminds_nobody(house: Stage, days: int) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await led(house, officer)
    await house.press(officer, "Nhờ giúp", "Đồng ý ghi")
    before = len(officer.from_bot)

    await house.later(days=3)
    await house.later(days=days)

    assert fresh(officer, before) == ""


async def test_a_citizen_opens_no_counter(house: Stage) -> None:
    citizen = await house.citizen()

    assert house.says("staff.only") == await house.say(citizen, "/quay")
