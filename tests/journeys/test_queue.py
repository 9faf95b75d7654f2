"""Finding what to take: the queue sieved and turned in one message, put off until tomorrow, and who may not see what."""

from __future__ import annotations

from stage import Stage

from bot.simulator.person import Person
from bot.store import requests


async def three(house: Stage) -> tuple[Person, list[str]]:
    """An officer, and three requests: two of land in one commune, one about money elsewhere."""
    officer = await house.hire("Lò Thị Hoa")
    numbers = [await house.ask_about_land(await house.citizen(f"Bà Con {n}")) for n in range(2)]
    other = await house.citizen("Bà Con Khác")
    await house.press(other, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Nợ")
    await house.say(other, "Chủ không trả công.")
    await house.press(other, "Không có giấy")
    await house.say(other, "xã Nậm Kè", "1")
    await house.press(other, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    return officer, [*numbers, house.heard(other).partition("Số: ")[2][:9]]


def listed(words: str) -> list[str]:
    return [line.split("Số ")[1][:9] for line in words.split("\n") if "Số " in line]


async def test_the_queue_is_sieved_by_commune_matter_and_what_fits(house: Stage) -> None:
    officer, numbers = await three(house)
    await house.say(officer, "/hangcho")
    assert listed(house.heard(officer)) == numbers
    shown = len(officer.from_bot)

    await house.press(officer, "Lọc", "Theo xã", "Xã Nậm Kè")
    assert listed(house.heard(officer)) == numbers[2:]
    await house.press(officer, "Lọc", "Theo lĩnh vực", "Đất, nhà, rừng")
    assert listed(house.heard(officer)) == numbers[:2]
    await house.press(officer, "Lọc", "Chỉ việc khẩn")
    assert listed(house.heard(officer)) == []
    await house.press(officer, "Lọc", "Theo tiếng nói")
    assert house.says("queue.sieve_empty") in house.heard(officer)
    await house.press(officer, "Tất cả", "Lọc", "Hợp với mình")
    assert listed(house.heard(officer)) == numbers
    assert len(officer.from_bot) == shown  # always the one message


async def test_what_fits_are_the_communes_and_matters_he_looks_after(house: Stage) -> None:
    officer, numbers = await three(house)
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/nhansu")
    await house.press(leader, "Xếp việc: Lò Thị Hoa", "Xã nào", "Nậm Kè")

    await house.say(officer, "/hangcho")
    await house.press(officer, "Lọc", "Hợp với mình")

    assert listed(house.heard(officer)) == numbers[2:]


async def test_a_sieve_never_tells_what_the_card_does_not(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.ask_about_land(await house.citizen("Một"), "Chồng tôi đánh tôi rồi bán nương.")
    await house.ask_about_land(await house.citizen("Hai"))

    await house.say(officer, "/hangcho")
    await house.press(officer, "Lọc", "Theo xã", "Xã Na Sang")

    assert len(listed(house.heard(officer))) == 1


async def test_later_hides_it_from_me_until_the_office_opens_again(weekday: Stage) -> None:
    house = weekday
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    number = await house.ask_about_land(await house.citizen())

    await house.press(officer, "Để sau")

    assert number in house.heard(officer)
    assert await house.say(officer, "/hangcho") == house.says("queue.empty")
    assert number in await house.say(other, "/hangcho")
    await house.later(days=1)
    assert number in await house.say(officer, "/hangcho")


async def test_what_is_urgent_is_put_off_by_nobody(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    danger = await house.citizen("Bà Con Khẩn")
    await house.press(danger, "Đang nguy hiểm", "Chỉ nhắn")
    await house.say(officer, "/hangcho")

    assert not any("Để sau" in label for label in officer.last.labels)
    [row] = await house.rows("SELECT id, number FROM requests")
    shown = f"{row['number'][:3]} {row['number'][3:6]} {row['number'][6:]}"
    assert await house.forge(officer, f"later:{row['id']}") == house.says("later.urgent", number=shown)


async def test_a_forged_sieve_is_an_old_button(house: Stage) -> None:
    officer, _ = await three(house)
    await house.say(officer, "/hangcho")
    before = await house.state()

    for data in (
        "queue:0.pXX",
        "queue:0.tnothing",
        "queue:0.l-",
        "queue:0.z",
        "queue:x.a",
        "sieve:q",
        "place:0.XX",
    ):
        assert await house.forge(officer, data) == house.says("press.old"), data

    assert await house.state() == before


# --- who has what ----------------------------------------------------------------------------


async def test_a_leader_sees_who_has_how_much_and_hands_over(weekday: Stage) -> None:
    house = weekday
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, other = await house.hire("Lò Thị Hoa"), await house.hire("Cà Văn Minh")
    number = await house.ask_about_land(await house.citizen())
    await house.press(officer, "Nhận liên hệ")
    await house.say(other, "/nghi 2")

    await house.say(leader, "/phanviec")

    lines = house.heard(leader).split("\n")
    assert [line.split(":")[0] for line in lines[2:]] == ["Quàng Thị Dung", "Lò Thị Hoa", "Cà Văn Minh"]
    assert house.says("balance.count", count=1, urgent=0) in lines[3]
    assert "nghỉ" in lines[4]
    await house.press(leader, "Lò Thị Hoa")
    assert number in house.heard(leader)
    await house.press(leader, "Chuyển người khác", "Quàng Thị Dung", "Không cần lời")
    [row] = await house.rows("SELECT claimed_by FROM requests")
    assert row["claimed_by"] == 2


async def test_traits_are_ticked_and_unticked_in_one_message(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Xếp việc: Lò Thị Hoa")
    shown = len(house.admin.from_bot)

    await house.press(
        house.admin, "Tiếng nào", "Mông", "Thái", "Mông", "Xong", "Nữ hay nam", "nữ", "nam", "Xong"
    )

    assert len(house.admin.from_bot) == shown
    [row] = await house.rows("SELECT languages, sex, communes FROM staff ORDER BY id DESC LIMIT 1")
    assert (row["languages"], row["sex"], row["communes"]) == ("thai", "man", "")
    await house.say(officer, "/start")
    for data in ("person:1", "trait:1.sex", "choose:1.sex.male", "load:2"):
        refused = house.says("staff.other_role", role="cán bộ trợ giúp")
        assert await house.forge(officer, data) == refused
    for data in ("trait:2.height", "choose:2.sex.other", "choose:2", "person:99"):
        assert await house.forge(house.admin, data) == house.says("press.old")


async def test_who_speaks_what_the_person_asked_for_stands_first_when_it_is_handed_on(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.hire("Cà Văn Minh")
    await house.hire("Sùng A Tú")
    await house.say(house.admin, "/nhansu")
    await house.press(house.admin, "Xếp việc: Sùng A Tú", "Tiếng nào", "Mông")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.read(lambda tx: requests.set_facts(tx, 1, {**requests.facts(tx, 1), "speak": "mong"}))
    await house.say(officer, f"/nhan {number}", f"/chuyen {number}")

    assert officer.last.labels == ["⭐ Sùng A Tú", "👔 Cà Văn Minh"]
