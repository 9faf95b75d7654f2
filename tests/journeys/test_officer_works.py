"""An officer's day: menu, queue, claiming, reading, answering, closing, with buttons and with commands."""

from __future__ import annotations

import pytest
from stage import Stage

from bot.simulator.person import Person
from bot.store import staff
from bot.store.database import Transaction
from bot.store.history import is_whole, of_request


async def one_request(house: Stage, story: str = "Nhà bên lấn nương.") -> tuple[Person, Person, str]:
    """An officer, a citizen, and the number of her request."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    return officer, citizen, await house.ask_about_land(citizen, story)


async def end_of_service(house: Stage, name: str) -> None:
    """Somebody is no longer one of the staff."""

    def end(tx: Transaction) -> None:
        [officer] = [one for one in staff.active(tx) if one.name == name]
        tx.run("UPDATE staff SET until = :now WHERE id = :id", now=tx.now, id=officer.id)

    await house.read(end)


async def test_the_menu_offers_queue_and_own_work(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")

    await house.say(officer, "/start")
    assert "Chào Lò Thị Hoa" in house.heard(officer)
    await house.press(officer, "Hàng chờ")
    assert house.heard(officer) == house.says("queue.empty")
    await house.press(officer, house.says("button.mine"))
    assert house.heard(officer) == house.says("mine.empty")


@pytest.mark.parametrize("command", ["/lenh", "/commands", "các lệnh"])
async def test_the_commands_are_listed(house: Stage, command: str) -> None:
    officer = await house.hire("Lò Thị Hoa")

    await house.say(officer, command)

    for name in ("/hangcho", "/viec", "/yeucau", "/nhan", "/traloi", "/dong", "/thoi"):
        assert name in house.heard(officer)
    assert "/moi" not in house.heard(officer)


@pytest.mark.parametrize("command", ["/queue", "/hangcho", "hàng chờ", "hang cho"])
async def test_the_queue_by_command(house: Stage, command: str) -> None:
    officer, _, number = await one_request(house)

    await house.say(officer, command)

    assert house.heard(officer) == f"Số {number} · Đất, nhà, rừng · Xã Na Sang"
    assert "✋ Nhận liên hệ" in officer.last.labels


async def test_the_queue_is_turned_page_by_page_and_urgent_ones_stand_first(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    numbers = []
    for turn in range(6):
        citizen = await house.citizen(f"Bà Con {turn}")
        numbers.append(await house.ask_about_land(citizen))
    danger = await house.citizen("Bà Con Khẩn")
    await house.press(danger, "Đang nguy hiểm", "Chỉ nhắn")
    officer.read()

    await house.say(officer, "/queue")

    [first_page] = officer.read()
    lines = first_page.split("\n")
    assert lines[0] == house.says("queue.head", count=7, sieve="Tất cả")
    assert lines[2].startswith("1. 🔴 Số ")
    assert [line.split(" · ")[0] for line in lines[3:]] == [
        f"{n}. Số {number}" for n, number in enumerate(numbers[:4], start=2)
    ]
    shown = len(officer.from_bot)
    await house.press(officer, "Xem tiếp")
    assert len(officer.from_bot) == shown  # the same message changed
    assert [line.split(" · ")[0] for line in house.heard(officer).split("\n")[2:]] == [
        f"{n}. Số {number}" for n, number in enumerate(numbers[4:], start=6)
    ]
    await house.press(officer, "Trước", "📂 Mở xem")
    assert house.heard(officer).startswith("🔴 Số ")


async def test_what_somebody_claimed_waits_no_more(house: Stage) -> None:
    officer, _, _ = await one_request(house)
    other = await house.hire("Cà Văn Minh")

    await house.press(officer, "Nhận liên hệ")
    await house.say(other, "/queue")

    assert house.heard(other) == house.says("queue.empty")


@pytest.mark.parametrize("command", ["/mine", "/viec"])
async def test_what_is_in_my_hand(house: Stage, command: str) -> None:
    officer, _, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, command)
    assert number in house.heard(officer)
    await house.say(officer, house.says("button.mine").lower())
    assert number in house.heard(officer)
    await house.press(officer, "Mở xem")

    assert "Nhà bên lấn nương." in house.heard(officer)


async def test_a_claim_by_button_shows_all_and_tells_the_citizen(house: Stage) -> None:
    officer, citizen, _number = await one_request(house)

    await house.press(officer, "Nhận liên hệ")

    card = house.heard(officer)
    assert "Nhà bên lấn nương." in card
    assert "Nơi ở: Xã Na Sang «bản Huổi Lóng xã Na Sang»" in card
    assert officer.last.labels == [
        "✍️ Trả lời",
        "📞 Đã gặp, đã gọi",
        "📝 Ghi chú",
        "⚖️ Theo luật",
        "✅ Đóng việc",
        "➕ Cách khác",
    ]
    assert "Cán bộ Lò Thị Hoa sẽ trả lời ở đây. Chưa phải thụ lý (chưa ghi vào sổ)." in house.heard(citizen)
    [request] = await house.rows("SELECT status, next_actor, claimed_at FROM requests")
    assert (request["status"], request["next_actor"]) == ("claimed", "officer")
    assert request["claimed_at"]


@pytest.mark.parametrize("command", ["/claim", "/nhan", "/Nhan"])
async def test_a_claim_by_command(house: Stage, command: str) -> None:
    officer, _, number = await one_request(house)

    await house.say(officer, f"{command} {number}")

    assert "Nhà bên lấn nương." in house.heard(officer)


async def test_the_loser_of_a_claim_is_told_by_name_and_the_card_is_changed(house: Stage) -> None:
    winner, citizen, number = await one_request(house)
    loser = await house.hire("Cà Văn Minh")
    await house.say(loser, f"/yeucau {number}")
    card = loser.last.message_id
    winner.press("Nhận liên hệ")
    loser.press_old(card)  # before the card of the loser has changed
    await house.idle()

    assert house.toast(loser) == house.says("claim.taken", officer="Lò Thị Hoa", number=number)
    await house.say(loser, f"/nhan {number}")
    assert house.heard(loser) == house.says("claim.taken", officer="Lò Thị Hoa", number=number)

    assert "lấn nương" not in house.all_heard(loser)
    assert house.all_heard(citizen).count("sẽ trả lời ở đây") == 1


async def test_every_copy_of_the_card_says_who_has_it(house: Stage) -> None:
    others = [await house.hire("Cà Văn Minh"), await house.hire("Quàng Thị Dung", "Điều phối")]
    winner, _, number = await one_request(house)

    await house.press(winner, "Nhận liên hệ")

    for officer in others:
        assert house.heard(officer) == house.says("card.taken", officer="Lò Thị Hoa", number=number)
        assert officer.last.labels == []
        assert officer.last.edited


@pytest.mark.parametrize("shape", ["{}", " {} ", "{} ", "lower", "tight", "#", "số "])
async def test_a_number_may_be_typed_with_spaces_and_in_small_letters(house: Stage, shape: str) -> None:
    officer, _, number = await one_request(house)
    typed = {
        "lower": number.lower(),
        "tight": number.replace(" ", ""),
        "#": f"#{number}",
        "số ": f"số {number}",
    }.get(shape, shape.format(number))

    await house.say(officer, f"/yeucau {typed}")

    assert house.heard(officer).startswith(f"Số {number}")


async def test_who_has_not_claimed_sees_only_the_headline(house: Stage) -> None:
    officer, _, number = await one_request(house)
    other = await house.hire("Cà Văn Minh")
    await house.press(officer, "Nhận liên hệ")

    await house.say(other, f"/yeucau {number}")
    assert house.heard(other) == f"Số {number} · Đất, nhà, rừng · Xã Na Sang"
    assert other.last.labels == []
    [row] = await house.rows("SELECT id FROM requests")
    await house.say(other, "/start")
    await house.forge(other, f"open:{row['id']}")

    assert "lấn nương" not in house.all_heard(other)
    assert [row["what"] for row in await house.rows("SELECT what FROM audit WHERE what = 'read'")] == ["read"]


@pytest.mark.parametrize("role", ["Điều phối", "Giám đốc"])
async def test_a_leader_sees_all_and_each_look_is_noted(house: Stage, role: str) -> None:
    officer, _, number = await one_request(house)
    leader = await house.hire("Quàng Thị Dung", role)
    await house.press(officer, "Nhận liên hệ")

    await house.say(leader, f"/yeucau {number}")

    assert "Nhà bên lấn nương." in house.heard(leader)
    assert leader.last.labels == ["📝 Ghi chú", "⚖️ Theo luật", "➕ Cách khác"]
    looks = await house.rows("SELECT person, request FROM audit WHERE what = 'read'")
    assert len({look["person"] for look in looks}) == 2
    assert all(look["request"] for look in looks)


async def test_a_reply_by_button_goes_to_the_citizen_with_the_name(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    assert house.heard(officer) == house.says("reply.write", number=number)

    await house.say(officer, "Mai tôi lên xã.")

    assert house.heard(citizen) == "Cán bộ Lò Thị Hoa trả lời:\n\nMai tôi lên xã."
    assert "«Mai tôi lên xã.»" in house.heard(officer)
    await house.say(officer, "Lời này không gửi cho ai")
    assert "không gửi cho ai" not in house.all_heard(citizen)


@pytest.mark.parametrize("command", ["/reply", "/traloi"])
async def test_a_reply_by_command_in_one_line(house: Stage, command: str) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, f"{command} {number.lower()} Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_a_reply_by_command_in_two_steps(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, f"/traloi {number}", "Mai tôi lên xã.")

    assert "Mai tôi lên xã." in house.heard(citizen)


async def test_a_file_as_a_reply(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")

    officer.document("don.pdf", b"%PDF a form", caption="Điền rồi ký vào đây")
    await house.idle()

    assert citizen.last.file is not None
    assert citizen.last.file.content == b"%PDF a form"
    assert "Điền rồi ký vào đây" in house.heard(citizen)
    assert number in house.heard(officer)


@pytest.mark.parametrize("word", ["/thoi", "/cancel", "thôi"])
async def test_a_reply_can_be_thought_better_of(house: Stage, word: str) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")

    await house.say(officer, word)
    assert house.heard(officer) == house.says("desk.cleared")
    await house.say(officer, "Lời này không gửi cho ai")

    assert "không gửi cho ai" not in house.all_heard(citizen)


async def test_after_half_an_hour_words_go_to_nobody(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")

    house.advance(hours=0.6)
    await house.say(officer, "Lời này không gửi cho ai")

    assert "không gửi cho ai" not in house.all_heard(citizen)


async def test_another_command_does_not_become_a_reply(house: Stage) -> None:
    officer, citizen, _ = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    before = len(citizen.from_bot)

    await house.say(officer, "/viec")

    assert len(citizen.from_bot) == before


async def test_closing_asks_once_and_tells_the_citizen(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, f"/dong {number}")
    assert house.heard(officer) == house.says("close.ask", number=number)
    assert (await house.rows("SELECT status FROM requests")) == [{"status": "claimed"}]
    await house.press(officer, "Đã trả lời xong")

    assert house.heard(officer) == house.says("close.done", number=number, outcome="Đã trả lời xong")
    assert house.heard(citizen) == house.says("citizen.closed.answered")
    assert citizen.last.labels == ["🙋 Vẫn cần giúp", "📣 Chưa bằng lòng", "🙅 «Đây không phải tôi»"]
    [request] = await house.rows("SELECT status, closed_at, next_actor, outcome FROM requests")
    assert (request["status"], request["next_actor"], request["outcome"]) == ("closed", "none", "answered")
    assert request["closed_at"]


async def test_a_closed_request_takes_no_answer_and_no_second_closing(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Đóng việc", "Đã trả lời xong")
    before = await house.state()

    await house.press(officer, "Đã trả lời xong")
    assert house.toast(officer) == house.says("request.closed", number=number)
    await house.say(officer, f"/traloi {number} Còn một điều")
    assert house.heard(officer) == house.says("request.closed", number=number)
    await house.say(officer, f"/nhan {number}")

    assert await house.state() == before
    assert "Còn một điều" not in house.all_heard(citizen)


async def test_only_who_claimed_answers_and_closes(house: Stage) -> None:
    officer, citizen, number = await one_request(house)
    other = await house.hire("Cà Văn Minh")
    await house.press(officer, "Nhận liên hệ")
    before = await house.state()

    await house.say(other, f"/traloi {number} Lời của người khác")
    assert house.heard(other) == house.says("request.not_yours", number=number)
    await house.say(other, f"/dong {number}")
    assert house.heard(other) == house.says("request.not_yours", number=number)

    assert "Lời của người khác" not in house.all_heard(citizen)
    assert await house.state() == before


@pytest.mark.parametrize("button", ["claim", "reply", "close", "open", "queue", "mine"])
async def test_rights_that_were_taken_away_are_checked_at_each_press(house: Stage, button: str) -> None:
    officer, _citizen, _ = await one_request(house)
    await house.say(officer, "/start")
    if button != "claim":
        await house.press(officer, "Nhận liên hệ")
        await house.say(officer, "/mine")
    await end_of_service(house, "Lò Thị Hoa")
    before, heard = await house.state(), house.all_heard(officer)

    await house.press(officer, house.says(f"button.{button}"))

    assert house.toast(officer) == house.says("staff.only")
    assert await house.state() == before
    assert house.all_heard(officer) == heard


@pytest.mark.parametrize(
    "command",
    ["/queue", "/mine", "/request 482519K", "/claim 482519K", "/reply 482519K ê", "/close 482519K", "/lenh"],
)
async def test_commands_of_a_stranger_are_refused(house: Stage, command: str) -> None:
    stranger = await house.citizen("Người Lạ")
    before = await house.state()

    await house.say(stranger, command)

    assert house.heard(stranger) == house.says("staff.only")
    assert await house.state() == before


@pytest.mark.parametrize("command", ["/khongco", "/traloii 1"])
async def test_an_officer_hears_of_an_unknown_command(house: Stage, command: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    before = await house.state()

    await house.say(officer, command)

    assert house.heard(officer) == house.says("command.unknown")
    assert await house.state() == before


@pytest.mark.parametrize(
    "command", ["/moi", "/chaylai", "/caidat", "/nhansu", "/truc", "/khonggiao 1", "/nghiho 1 2"]
)
async def test_an_officer_hears_what_is_for_another_role(house: Stage, command: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    before = await house.state()

    await house.say(officer, command)

    assert house.heard(officer) == house.says("staff.other_role", role="cán bộ trợ giúp")
    assert await house.state() == before


@pytest.mark.parametrize("command", ["/claim abc", "/nhan", "/yeucau 000 000 A", "/traloi", "/dong 482"])
async def test_a_number_that_is_none_is_said(house: Stage, command: str) -> None:
    officer, _, _ = await one_request(house)
    before = await house.state()

    await house.say(officer, command)

    assert house.heard(officer) == house.says("request.unknown")
    assert await house.state() == before


async def test_an_officer_may_ask_for_help_himself(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/start")

    await house.press(officer, "Nhờ việc mới", "Nhờ giúp", "Đồng ý ghi")

    assert "Nhờ cho ai?" in house.heard(officer)


async def test_the_history_of_a_request_is_one_whole_chain(house: Stage) -> None:
    officer, _, _number = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Trả lời")
    await house.say(officer, "Mai tôi lên xã.")
    await house.press(officer, "Đóng việc", "Đã trả lời xong")
    [row] = await house.rows("SELECT id FROM requests")

    whats = await house.read(lambda tx: [link["what"] for link in of_request(tx, row["id"])])

    assert whats == ["sent", "claimed", "replied", "closed"]
    assert await house.read(lambda tx: is_whole(tx, row["id"]))
