"""A person tells what happened: by buttons, by numbers, by words, by voice and photos; reviews, mends, sends."""

from __future__ import annotations

import pytest
from stage import Stage, number_in

from bot.simulator.person import Person

BY_NUMBERS = ("1", "1", "1", "1")


async def at_review(house: Stage, citizen: Person, story: str = "Nhà bên lấn nương.") -> None:
    """Everything is told but not yet sent."""
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, story)
    await house.press(citizen, "Không có giấy")
    await house.say(citizen, "xã Na Sang")
    await house.press(citizen, "Xã Na Sang", "Không có máy", "Chỉ mình dùng")
    await house.say(citizen, "Mỷ")


async def test_by_buttons_the_request_is_stored_whole_and_announced_without_words(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    number = await house.ask_about_land(citizen, "Nhà bên lấn nương.")

    assert "Chưa phải thụ lý" in house.heard(citizen)
    assert "không lấy tiền" in house.heard(citizen)
    facts = await house.facts(number)
    assert facts["matter"] == "land"
    assert facts["who"] == "me"
    assert facts["story"] == {"text": "Nhà bên lấn nương.", "files": []}
    assert facts["place"]["said"] == "bản Huổi Lóng xã Na Sang"
    assert facts["phone"] == {"option": "none"}
    [request] = await house.rows("SELECT * FROM requests")
    assert (request["kind"], request["status"], request["legal_basis"]) == ("legal_aid", "new", "consent")
    assert (request["urgent"], request["guarded"]) == (0, 0)
    assert house.heard(officer) == f"Số {number} · Đất, nhà, rừng · Xã Na Sang"


async def test_the_consent_is_kept_with_the_very_words_that_were_shown(house: Stage) -> None:
    citizen = await house.citizen()

    await house.press(citizen, "Nhờ giúp", "Nói kỹ hơn")
    assert "người thật đọc" in house.heard(citizen)
    await house.press(citizen, "Đồng ý ghi")

    [consent] = await house.rows("SELECT * FROM consents")
    assert (consent["purpose"], consent["given"], consent["language"]) == ("write_down_v1", 1, "vi")
    assert consent["text_key"] == "legal_aid.consent.text"
    assert consent["text_digest"]
    assert consent["withdrawn_at"] is None


async def test_by_typed_numbers_only(house: Stage) -> None:
    citizen = house.world.person("Vàng A Dơ")

    await house.say(citizen, "/start", "1", *BY_NUMBERS)
    assert "Kể bằng lời" in house.heard(citizen)
    await house.say(citizen, "Nhà bên lấn nương.", "3", "Na Sang", "1", "3", "1", "1")
    assert "Gửi cho cán bộ" in house.heard(citizen)
    await house.say(citizen, "1")

    facts = await house.facts(number_in(house.heard(citizen)))
    assert (facts["who"], facts["matter"], facts["papers"], facts["shared"]) == (
        "me",
        "land",
        "none",
        "only_me",
    )
    assert facts["name"] == {"option": "untold"}


async def test_by_typed_labels_without_accents(house: Stage) -> None:
    citizen = house.world.person("Vàng A Dơ")

    await house.say(citizen, "/start", "tieng viet", "nho giup", "DONG Y GHI", "cho minh", "dat, nha, rung")
    await house.say(citizen, "ke sau voi can bo", "khong co giay", "xa na sang", "xa na sang")
    await house.say(citizen, "khong co may", "chi minh dung", "chua muon noi", "gui")

    facts = await house.facts(number_in(house.heard(citizen)))
    assert facts["story"] == {"option": "later"}
    assert facts["phone"] == {"option": "none"}


async def test_by_typed_icons(house: Stage) -> None:
    citizen = await house.citizen()

    assert "Nhờ cho ai?" in await house.say(citizen, "🙋", "✅")
    assert "Người ấy là ai?" in await house.say(citizen, "👪")
    await house.say(citizen, "↩️")
    assert "Chuyện gì?" in await house.say(citizen, "🙋")


async def test_a_story_by_voice_and_a_paper_by_photo_reach_the_claimer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")

    citizen.voice(b"OggS voice of a person", seconds=12)
    await house.idle()
    assert "Có giấy công an" in house.heard(citizen)
    await house.press(citizen, "Có, chụp gửi")
    assert "Chụp từng tờ giấy" in house.heard(citizen)
    citizen.photo(b"\xff\xd8 photo of a paper")
    await house.idle()
    assert house.says("flow.files_so_far", files=1) in house.heard(citizen)
    await house.press(citizen, "Xong", "Sau nữa", "Không biết")
    await house.say(citizen, "Na Sang", "1", "3", "1", "1", "1")
    await house.press(officer, "Nhận liên hệ")

    kept = await house.rows("SELECT kind, state, request FROM files ORDER BY id")
    assert [(file["kind"], file["state"]) for file in kept] == [("voice", "kept"), ("photo", "kept")]
    assert all(file["request"] for file in kept)
    received = [message.file for message in officer.from_bot if message.file]
    assert [(file.kind, file.content) for file in received] == [
        ("voice", b"OggS voice of a person"),
        ("photo", b"\xff\xd8 photo of a paper"),
    ]


async def test_a_voice_at_the_first_screen_is_kept_for_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    citizen.voice(b"OggS the whole story")
    await house.idle()
    assert "Đã giữ lời này. Đang nguy hiểm thì gọi 113." in house.heard(citizen)
    assert "Cho cán bộ ghi lời kể để giúp, được không?" in house.heard(citizen)
    await house.press(citizen, "Đồng ý ghi", "Cho mình", "Khác, không biết", "Kể ở trên rồi", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")

    assert "đã nói ở trên, nghe phần gửi kèm" in house.all_heard(officer)
    assert [message.file.content for message in officer.from_bot if message.file] == [b"OggS the whole story"]


async def test_a_story_told_before_any_question_is_kept_for_the_officer(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = house.world.person("Vàng A Dơ")

    await house.say(citizen, "Hàng xóm dời cọc, lấn sang nương nhà mình ba bước chân")
    assert "Đã giữ lời này" in house.heard(citizen)
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    assert "dời cọc, lấn sang nương" in house.heard(officer)


async def test_for_a_family_matter_violence_is_asked_and_makes_it_guarded(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Chuyện gia đình")

    assert "Có ai bị đánh, bị doạ, bị ép không?" in house.heard(citizen)
    await house.press(citizen, "Có người bị", "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói")
    assert "Đã ghi" in house.heard(citizen)
    assert "Chuyện gì?" not in house.heard(citizen)
    await house.press(citizen, "Gửi")

    [request] = await house.rows("SELECT guarded, place FROM requests")
    assert request == {"guarded": 1, "place": None}
    assert "Gia đình" not in house.heard(officer)


async def test_a_paper_with_a_near_date_makes_the_request_urgent(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Công an, toà", "Kể sau")
    await house.press(citizen, "Có, sắp đến ngày")
    assert "Giấy hẹn ngày nào?" in house.heard(citizen)
    await house.press(citizen, "Hôm nay, mai", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "Gửi")

    assert "🔴 KHẨN" in house.heard(officer)
    [request] = await house.rows("SELECT urgent FROM requests")
    assert request["urgent"] == 1


async def test_the_review_reads_back_all_but_the_private_words(house: Stage) -> None:
    citizen = await house.citizen()

    await at_review(house, citizen, "Chú Sùng dời cọc.")

    shown = house.heard(citizen)
    assert "Nhờ cho ai?\n→ Cho mình" in shown
    assert "Chuyện gì?\n→ Đất, nhà, rừng" in shown
    assert "Đang ở xã nào, bản nào?\n→ Xã Na Sang" in shown
    assert "Sùng" not in shown
    assert "Mỷ" not in shown


async def test_one_answer_is_mended_and_the_rest_stays(house: Stage) -> None:
    citizen = await house.citizen()
    await at_review(house, citizen)

    await house.press(citizen, "Sửa")
    assert "Sửa câu nào?" in house.heard(citizen)
    await house.press(citizen, "Có giấy công an")
    assert "Có giấy công an, toà, uỷ ban gửi không?" in house.heard(citizen)
    await house.press(citizen, "Có, sắp đến ngày")
    assert "Giấy hẹn ngày nào?" in house.heard(citizen)
    await house.press(citizen, "Sau nữa")
    assert "Giấy ghi ngày nào?" in house.heard(citizen)
    await house.press(citizen, "Không biết")
    assert "Giấy hẹn ngày nào?\n→ Sau nữa" in house.heard(citizen)
    await house.press(citizen, "Gửi")

    facts = await house.facts(number_in(house.heard(citizen)))
    assert (facts["papers"], facts["paper_date"], facts["matter"]) == ("soon", "later", "land")
    assert facts["name"] == {"text": "Mỷ", "files": []}


async def test_looking_at_what_could_be_mended_and_mending_nothing(house: Stage) -> None:
    citizen = await house.citizen()
    await at_review(house, citizen)

    await house.press(citizen, "Sửa", "Xem tiếp", "Không sửa nữa")

    assert "Gửi cho cán bộ nhé?" in house.heard(citizen)
    assert "Chuyện gì?\n→ Đất, nhà, rừng" in house.heard(citizen)


async def test_not_sending_erases_every_word_and_file(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    citizen.voice(b"OggS what nobody shall hear")
    await house.idle()
    await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.say(citizen, "Mỷ")

    await house.press(citizen, "Không gửi")

    assert "Không gửi" in house.heard(citizen)
    assert "đã xoá" in house.heard(citizen)
    assert "0215" in house.heard(citizen)
    assert await house.rows("SELECT id FROM requests") == []
    assert await house.rows("SELECT body, outcome FROM sessions WHERE flow = 'legal_aid'") == [
        {"body": None, "outcome": "withdrawn"}
    ]
    assert await house.rows("SELECT id FROM files") == []
    assert files_on_disk(house) == []
    assert officer.from_bot[-1].text.startswith("Chào")


async def test_refusing_consent_erases_every_word_and_says_whom_to_call(house: Stage) -> None:
    citizen = house.world.person("Vàng A Dơ")
    await house.say(citizen, "Chồng tôi đem bán hết trâu rồi, tôi sợ lắm")
    citizen.voice(b"OggS what nobody shall hear")
    await house.idle()

    await house.press(citizen, "Nhờ giúp", "Không ghi, tự gọi")

    assert "đã xoá" in house.heard(citizen)
    assert "0215" in house.heard(citizen)
    assert await house.rows("SELECT id FROM requests") == []
    assert await house.rows("SELECT id FROM files") == []
    assert files_on_disk(house) == []
    assert await house.rows("SELECT id FROM inbox WHERE raw IS NOT NULL") == []
    assert await house.rows("SELECT id FROM outbox WHERE body IS NOT NULL") == []
    body = await house.read(
        lambda tx: [
            tx.open("sessions", "body", row["id"], row["body"])
            for row in tx.all("SELECT id, body FROM sessions WHERE body IS NOT NULL")
        ]
    )
    assert "trâu" not in "".join(body)
    [consent] = await house.rows("SELECT given FROM consents")
    assert consent["given"] == 0


async def test_two_people_do_not_mix(house: Stage) -> None:
    one, other = await house.citizen("Giàng Thị Mỷ"), await house.citizen("Quàng Văn Phương")

    await house.press(one, "Nhờ giúp", "Đồng ý ghi")
    await house.press(other, "Nhờ giúp")
    await house.press(one, "Cho mình")
    await house.press(other, "Đồng ý ghi", "Cho người khác", "Người quen", "Chưa biết", "Nợ, tiền công")
    await house.press(one, "Đất, nhà")
    await house.say(one, "Chuyện của Mỷ")
    await house.say(other, "Chuyện của Phương")
    for citizen in (one, other):
        await house.press(citizen, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
        await house.press(citizen, "Chưa muốn nói", "Gửi")

    first, second = await house.rows("SELECT number FROM requests ORDER BY id")
    assert number_in(house.heard(one)).replace(" ", "") == first["number"]
    mine, yours = await house.facts(first["number"]), await house.facts(second["number"])
    assert (mine["story"]["text"], mine["matter"], mine["who"]) == ("Chuyện của Mỷ", "land", "me")
    assert (yours["story"]["text"], yours["matter"], yours["who"]) == ("Chuyện của Phương", "money", "other")


async def test_a_second_request_of_one_person_is_a_request_of_its_own(house: Stage) -> None:
    citizen = await house.citizen()
    first = await house.ask_about_land(citizen, "Chuyện thứ nhất")

    await house.say(citizen, "/start")
    await house.press(citizen, "Nhờ việc mới")
    second = await house.ask_about_land(citizen, "Chuyện thứ hai")

    assert first != second
    assert (await house.facts(first))["story"]["text"] == "Chuyện thứ nhất"
    assert (await house.facts(second))["story"]["text"] == "Chuyện thứ hai"


async def test_asking_only_for_a_person_tells_the_officers(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()

    await house.press(citizen, "Gọi người thật")

    assert "0215" in house.heard(citizen)
    assert "Đã báo cán bộ" in house.heard(citizen)
    assert "Muốn gặp người thật" in house.heard(officer)
    [request] = await house.rows("SELECT kind, legal_basis FROM requests")
    assert request == {"kind": "callback", "legal_basis": "asked_for_contact"}


@pytest.mark.parametrize("hint", ["Kể bằng lời", "Kể bằng chữ", "Chụp giấy"])
async def test_a_hint_says_how_and_asks_the_same_question(house: Stage, hint: str) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", hint)

    assert "rồi" in house.heard(citizen)
    await house.say(citizen, "Nhà bên lấn nương.")
    assert "Có giấy công an" in house.heard(citizen)


def files_on_disk(house: Stage) -> list[str]:
    """Whatever bytes people sent that still lie there."""
    return [path.name for path in (house.settings.data_dir / "files").rglob("*") if path.is_file()]


async def test_the_review_says_what_was_chosen_instead_of_words(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Không có giấy")
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói")
    assert "Kể sau với cán bộ" in house.heard(citizen)
    assert "(0 " not in house.heard(citizen)
