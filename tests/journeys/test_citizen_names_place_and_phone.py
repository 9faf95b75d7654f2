"""Where from, and which phone: names of today and of before, lists, numbers shared and typed."""

from __future__ import annotations

from stage import Stage, number_in

from bot.simulator.person import Person


async def at_place(house: Stage) -> Person:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    return citizen


async def at_phone(house: Stage) -> Person:
    citizen = await at_place(house)
    await house.press(citizen, "Chưa muốn nói")
    return citizen


async def sent_from(house: Stage, citizen: Person) -> dict[str, object]:
    """The rest of the way; what the request holds."""
    if "Cán bộ gọi số nào?" in house.heard(citizen):
        await house.press(citizen, "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    return await house.facts(number_in(house.heard(citizen)))


async def test_a_name_of_today_is_confirmed_and_stored(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "bản Huổi Lóng, xã Na Sang")
    assert "Có phải chỗ này không?" in house.heard(citizen)
    await house.press(citizen, "Xã Na Sang")

    assert (await sent_from(house, citizen))["place"] == {
        "place": "03172",
        "said": "bản Huổi Lóng, xã Na Sang",
        "files": [],
    }


async def test_a_name_without_accents_and_with_an_error_is_found(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "xa si pa phinn")

    assert any("Si Pa Phìn" in label for label in citizen.last.labels)


async def test_an_old_commune_leads_to_the_one_of_today(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "Huổi Lếch")
    assert any("Mường Toong" in label for label in citizen.last.labels)
    await house.press(citizen, "Mường Toong")

    facts = await sent_from(house, citizen)
    assert facts["place"] == {"place": "03163", "said": "Huổi Lếch", "files": []}


async def test_the_name_of_an_old_district_is_always_asked(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "Tuần Giáo")

    places = [label for label in citizen.last.labels if "Xã" in label or "Phường" in label]
    assert len(places) > 2
    await house.press(citizen, "Xem tiếp", "Quài Tở")
    assert (await sent_from(house, citizen))["place"] == {"place": "03295", "said": "Tuần Giáo", "files": []}


async def test_it_was_none_of_these_and_is_written_again(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "Na Sang")
    await house.press(citizen, "Không phải, viết lại")
    assert "Viết lại tên xã" in house.heard(citizen)
    await house.say(citizen, "Nậm Kè", "1")

    facts = await sent_from(house, citizen)
    assert facts["place"] == {"place": "03162", "said": "Nậm Kè", "files": []}


async def test_a_new_name_can_be_typed_over_the_found_ones(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "Na Sang", "Nậm Kè")

    assert any("Nậm Kè" in label for label in citizen.last.labels)


async def test_an_unknown_name_may_stay_as_it_was_said(house: Stage) -> None:
    citizen = await at_place(house)

    await house.say(citizen, "Thủ Đô Viêng Chăn")
    assert "Chưa tìm thấy xã này" in house.heard(citizen)
    await house.say(citizen, "Thủ Đô Viêng Chăn")
    await house.press(citizen, "Cứ ghi")

    facts = await sent_from(house, citizen)
    assert facts["place"] == {"place": None, "said": "Thủ Đô Viêng Chăn", "files": []}


async def test_the_list_is_turned_page_by_page_and_back(house: Stage) -> None:
    citizen = await at_place(house)
    await house.press(citizen, "Xem danh sách xã")
    first = citizen.last.labels
    await house.press(citizen, "Xem tiếp")
    second = citizen.last.labels
    assert first[0] != second[0]

    await house.press(citizen, "Xem trước")
    assert citizen.last.labels == first
    await house.press(citizen, "Xem tiếp", second[0])

    place = (await sent_from(house, citizen))["place"]
    assert isinstance(place, dict)
    assert place["place"]


async def test_every_place_of_today_stands_in_the_list(house: Stage) -> None:
    citizen = await at_place(house)
    await house.press(citizen, "Xem danh sách xã")
    seen = set()
    while True:
        seen |= {label for label in citizen.last.labels if "Xã" in label or "Phường" in label}
        if not any("Xem tiếp" in label for label in citizen.last.labels):
            break
        await house.press(citizen, "Xem tiếp")

    assert len(seen) == len(house.app.house.gazetteer.places) == 45


async def test_a_place_may_be_spoken(house: Stage) -> None:
    citizen = await at_place(house)

    citizen.voice(b"OggS where I am")
    await house.idle()

    place = (await sent_from(house, citizen))["place"]
    assert isinstance(place, dict)
    assert (place["place"], len(place["files"])) == (None, 1)


async def test_a_photo_names_no_place_and_is_kept(house: Stage) -> None:
    citizen = await at_place(house)

    citizen.photo()
    await house.idle()

    assert "Đã giữ" in house.heard(citizen)
    assert "Đang ở xã nào" in house.heard(citizen)


async def test_ones_own_number_is_shared_by_one_press(house: Stage) -> None:
    citizen = await at_phone(house)
    assert "1 📱 Máy này" in (citizen.keyboard or [])

    await house.press(citizen, "Máy này")

    assert not citizen.keyboard
    assert (await sent_from(house, citizen))["phone"] == {"phone": citizen.phone, "own": True}


async def test_a_shared_number_without_a_plus_is_the_same_number(house: Stage) -> None:
    citizen = await at_phone(house)

    citizen.contact("84912345678")
    await house.idle()

    assert (await sent_from(house, citizen))["phone"] == {"phone": "+84912345678", "own": True}


async def test_a_number_is_typed_as_people_type(house: Stage) -> None:
    citizen = await at_phone(house)

    await house.press(citizen, "Số khác")
    assert "Gõ số máy" in house.heard(citizen)
    await house.say(citizen, "số em 0912.345.678 nhé")

    assert (await sent_from(house, citizen))["phone"] == {"phone": "+84912345678", "own": False}


async def test_a_forwarded_contact_of_somebody_else_is_refused(house: Stage) -> None:
    citizen, other = await at_phone(house), house.world.person("Người Khác")

    citizen.contact(of=other)
    await house.idle()

    assert "Cán bộ gọi số nào?" in house.heard(citizen)
    assert "số của người khác, chưa ghi" in house.all_heard(citizen)
    assert (await sent_from(house, citizen))["phone"] == {"option": "none"}


async def test_a_contact_without_an_account_is_refused(house: Stage) -> None:
    citizen = await at_phone(house)

    citizen.contact("+84912345678", known=False)
    await house.idle()

    assert "số của người khác, chưa ghi" in house.all_heard(citizen)


async def test_a_wrong_number_is_asked_again(house: Stage) -> None:
    citizen = await at_phone(house)

    await house.say(citizen, "0912 345")
    assert "Số này chưa đúng" in house.heard(citizen)
    await house.say(citizen, "113")
    assert "Số này chưa đúng" in house.heard(citizen)


async def test_a_lao_number_is_taken(house: Stage) -> None:
    citizen = await at_phone(house)

    await house.say(citizen, "+856 20 55 123 456")

    assert (await sent_from(house, citizen))["phone"] == {"phone": "+8562055123456", "own": False}
