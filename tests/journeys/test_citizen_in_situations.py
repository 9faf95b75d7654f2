"""What people come with that nobody asks about: each reads the very sentence that is for them."""

from __future__ import annotations

from stage import Stage, at_hour, fresh

SAY_TO_POLICE = "Dặn người bị bắt nói: «Tôi xin trợ giúp pháp lý»."
NO_MONEY = "Đừng đưa tiền cho ai hứa chạy việc. Cán bộ giúp việc luật không lấy tiền."
NOBODY_YET = "Bây giờ chưa có người trực. Nguy hiểm: gọi 113."


async def test_a_relative_was_taken_at_night(house: Stage) -> None:
    at_hour(house, 2)
    leader = await house.hire("Quàng Văn Pâng", "Giám đốc")
    mother = await house.citizen("Vàng Thị Sú")

    await house.press(mother, "Người nhà bị bắt")
    await house.say(mother, "Vàng A Páo, 17 tuổi")
    assert "Đã báo cán bộ." in house.heard(mother)
    assert "🔴 KHẨN" in house.heard(leader)
    await house.press(mother, "Công an", "Hôm nay", "❓ Không biết")
    await house.say(mother, "0912 345 678")

    end = house.heard(mother)
    assert SAY_TO_POLICE in end
    assert NO_MONEY in end
    assert NOBODY_YET in end
    assert await house.rows("SELECT id FROM consents") == []


async def test_called_to_the_commune_house_counts_as_taken_away(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    wife = await house.citizen("Sùng Thị Dợ")
    await house.press(wife, "Người nhà bị bắt")
    await house.say(wife, "Chồng, Sùng A Sử, chừng 30 tuổi")

    await house.press(wife, "Bị mời lên xã, kiểm lâm", "Hôm qua", "❓ Không biết", "Không có máy")

    assert SAY_TO_POLICE in house.heard(wife)
    await house.press(officer, "Nhận liên hệ")
    assert "bị mời lên xã, kiểm lâm" in house.heard(officer)


async def test_who_has_no_paper_at_all_is_asked_for_none(house: Stage) -> None:
    stateless = await house.citizen("Thào A Chứ")

    await house.press(stateless, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Giấy tờ, chế độ")
    await house.say(stateless, "Nhà mình chưa có giấy gì, con chưa khai sinh.")
    await house.press(stateless, "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(stateless, "Chưa muốn nói", "1 ✅ Gửi")

    assert "Đã nhận lời nhờ. Số: " in house.heard(stateless)
    assert not any(word in house.all_heard(stateless) for word in ("căn cước", "sổ hộ khẩu", "hộ nghèo"))


async def test_a_girl_is_forced_to_marry(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    girl = await house.citizen("Giàng Thị Chía")

    await house.press(girl, "Đang nguy hiểm", "Chỉ nhắn", "Chưa muốn nói", "Trẻ em bị hại, ép cưới")

    said = house.heard(girl)
    assert "Trẻ em bị hại, bị ép cưới: gọi 111 hoặc 113." in said
    assert "Cán bộ chỉ nói với người cần để bảo vệ cháu." in said
    assert "hoà giải" not in house.all_heard(girl)
    assert "không ai biết" not in house.all_heard(girl).lower()
    await house.press(officer, "Nhận liên hệ")
    assert "CHỈ NHẮN, ĐỪNG GỌI" in house.heard(officer)


async def test_leaves_of_la_ngon(house: Stage) -> None:
    sister = await house.citizen("Vừ Thị Dí")

    await house.press(sister, "Đang nguy hiểm", "Chỉ nhắn", "Chưa muốn nói", "Lá ngón")

    said = house.heard(sister)
    assert said.startswith("Ra trạm y tế ngay. Gọi 115. Đừng ở một mình.")
    assert "?" not in said
    assert await house.rows("SELECT matter, urgent FROM requests") == [{"matter": "suicide", "urgent": 1}]


async def test_the_first_words_in_danger_are_numbers_and_what_to_say(house: Stage) -> None:
    woman = await house.citizen("Lò Thị Ín")

    await house.press(woman, "Đang nguy hiểm")

    said = house.heard(woman)
    for number in ("113", "115", "111", "1800 8027"):
        assert number in said
    assert "Nói: xã, bản, chuyện gì." in said
    assert NOBODY_YET in said


async def test_wounds_are_not_photographed_into_the_chat(house: Stage) -> None:
    woman = await house.citizen("Lò Thị Ín")

    await house.press(woman, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Chuyện gia đình", "Có người bị")

    assert "Ảnh vết đánh: giữ lại, đưa cán bộ tận tay, đừng gửi ở đây." in house.heard(woman)


async def test_who_can_only_speak_just_speaks(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    old_man = await house.citizen("Cứ A Lử")
    for part in (b"OggS one", b"OggS two", b"OggS three", b"OggS four"):
        old_man.voice(part)
        await house.idle()

    assert house.heard(old_man).startswith("Đã đưa lời nói cho cán bộ. Cán bộ nhắn lại ở đây.")
    assert "Muốn gặp người thật" in house.heard(officer)


async def test_a_joke_is_neither_threatened_nor_lost(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    boy = await house.citizen("Sùng A Trò")
    await house.press(boy, "Đang nguy hiểm", "Chỉ nhắn", "Chưa muốn nói", "Lũ, sạt lở")
    await house.say(boy, "hihi đùa thôi mà cán bộ ơi")

    said = house.all_heard(boy).lower()
    assert not any(word in said for word in ("phạt", "xử lý", "vi phạm", "chịu trách nhiệm", "cảnh cáo"))
    await house.press(officer, "Nhận liên hệ")
    assert "hihi đùa thôi" in house.all_heard(officer)


async def test_rubbish_is_answered_softly_with_a_person_to_call(house: Stage) -> None:
    boy = await house.citizen("Sùng A Trò")

    await house.say(boy, "abc", "hehe", "kkk")

    assert house.says("flow.retry.choice") in house.heard(boy)
    assert "Khó quá thì gọi người thật: 0215 3000 000." in house.heard(boy)


async def test_who_came_for_other_things_is_told_where_to_go(house: Stage) -> None:
    man = await house.citizen("Lò Văn Ọi")

    await house.say(man, "được giúp những gì")
    await house.press(man, "Không giúp thì hỏi đâu")

    said = house.heard(man)
    assert "• khai sinh, giấy xã làm: uỷ ban xã" in said
    assert "• căn cước, mất trộm, bị lừa: công an xã" in said
    assert "• mất tiền trong tài khoản: gọi ngân hàng ngay" in said
    assert "• buôn bán, làm ăn: Hội Luật gia, Đoàn Luật sư." in said
    assert "Muốn biết điều gì?" in said


async def test_in_a_group_it_says_where_and_leaves(house: Stage) -> None:
    man = await house.citizen("Lò Văn Ọi")
    group = house.world.group("Bản Huổi Lóng", [man])
    group.add_bot(by=man)
    await house.idle()

    assert "Hoa Ban chỉ nói riêng từng người. Hoa Ban rời nhóm này." in [m.text for m in group.from_bot]
    assert house.bot.id not in {i for i, s in group.room.members.items() if s in ("member", "administrator")}


async def test_somebody_asks_for_money_in_our_name(house: Stage) -> None:
    woman = await house.citizen("Lò Thị Ín")

    await house.say(woman, "gọi cho ai")
    await house.press(woman, "Bị đòi tiền")

    assert house.heard(woman).startswith(
        "Cán bộ giúp việc luật không lấy tiền, không hỏi mã OTP. Ai đòi tiền thì đừng đưa. "
        "Báo riêng giám đốc: bấm /doitien, hoặc gọi 0215 3000 000."
    )


async def test_the_receipt_says_that_no_clock_stops_and_nobody_takes_money(house: Stage) -> None:
    man = await house.citizen("Lò Văn Ọi")

    await house.ask_about_land(man)

    said = house.heard(man)
    assert "Chưa phải thụ lý (chưa ghi vào sổ)." in said
    assert "Hạn trên giấy toà, công an, uỷ ban vẫn chạy. Sắp hết hạn: gọi 0215 3000 000." in said
    assert "Cán bộ không lấy tiền. Ai đòi tiền, bấm /doitien, hoặc gọi 0215 3000 000." in said
    assert "không phải trả tiền" not in house.all_heard(man)


async def test_who_does_not_agree_is_told_that_nothing_is_kept_and_whom_to_call(house: Stage) -> None:
    man = await house.citizen("Lò Văn Ọi")
    man.voice(b"OggS before any consent")
    await house.idle()

    await house.press(man, "Không ghi, tự gọi")

    assert house.heard(man).startswith("Không ghi gì cả, lời vừa nhắn đã xoá. Gọi 0215 3000 000")
    assert await house.rows("SELECT id FROM files") == []


async def test_what_she_types_in_danger_reaches_the_officer_at_once(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    woman = await house.citizen("Lò Thị Ín")
    await house.press(woman, "Đang nguy hiểm", "Gọi lại")
    await house.press(officer, "Nhận liên hệ")
    before = len(officer.from_bot)

    await house.say(woman, "Nó đang đập cửa, trong nhà có hai đứa trẻ")

    assert "Việc" in fresh(officer, before)
    await house.press(officer, "Mở xem")
    assert "đập cửa" in house.heard(officer)
