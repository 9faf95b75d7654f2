"""May this person be helped? She answers in plain words and never hears a bare no; the officer sees clause, reason and paper."""

from __future__ import annotations

import json
from typing import Final

import pytest
from stage import Stage

from bot.domain.law import cite
from bot.simulator.person import Person
from bot.store import judgements
from bot.store.database import Transaction

EVE: Final = 1_798_736_340
"""31 December 2026, 23:59 in Điện Biên, in seconds UTC."""
OFFER: Final = "Xem có được giúp không"
NOTHING_ELSE: Final = ("Chuyện khác", "Từ 18 đến 59", "Không có chuyện phạm tội", "Xong")
"""No trade, no age, no part in a crime, nothing of the list."""
NEAR_POOR_KINH: Final = (*NOTHING_ELSE, "Đồng ý, hỏi đi", "Kinh", "Có sổ cận nghèo", "Không có", "Xong")


def until(house: Stage, at: int) -> None:
    house.world.clock.advance(at - house.world.clock.now())


async def judged(house: Stage) -> list[tuple[str, str, str, str]]:
    """Every judgement kept: when, by which version, what, which clauses."""

    def found(tx: Transaction) -> list[tuple[str, str, str, str]]:
        return [
            (each.moment, each.law, str(each.answer), each.clauses)
            for row in tx.all("SELECT id FROM requests ORDER BY id")
            for each in judgements.of_request(tx, row["id"])
        ]

    return await house.read(found)


async def checked(house: Stage, citizen: Person, *answers: str) -> str:
    """Asks about land in zone III, then whether she may be helped; returns what she is told."""
    await house.ask_about_land(citizen)
    return await house.press(citizen, OFFER, *answers)


# --- the law of the day ----------------------------------------------------------------------


async def test_a_near_poor_kinh_man_hears_two_right_answers_on_two_sides_of_the_new_year(
    house: Stage,
) -> None:
    until(house, EVE)
    told = await checked(house, await house.citizen("Nguyễn Văn Tám"), *NEAR_POOR_KINH)
    assert house.says("verdict.maybe") not in told
    assert "Từ 01/01/2027 luật đổi, có thể được giúp." in told
    assert (
        house.says("verdict.later_unknown") in told
    )  # she is taken on by the coming law, whose term nobody knows

    house.advance(hours=2 / 60)
    told = await checked(house, await house.citizen("Nguyễn Văn Chín"), *NEAR_POOR_KINH)
    assert told.startswith(house.says("verdict.likely"))
    assert house.says("verdict.later_unknown") in told

    kept = await judged(house)
    assert kept[1] == ("check", "2017", "maybe", "2027:7.2=yes")
    assert kept[3] == ("check", "2027", "likely", "2027:7.2=yes")


async def test_a_mong_woman_in_zone_three_is_likely_helped(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen("Giàng Thị Mỷ")
    number = await house.ask_about_land(citizen)
    told = await house.press(
        citizen, OFFER, *NOTHING_ELSE, "Đồng ý, hỏi đi", "Mông, Thái", "Không có sổ", "Không có", "Xong"
    )
    assert house.says("verdict.likely") in told

    await house.press(officer, "Nhận liên hệ")
    card = await house.say(officer, f"/dien {number}")
    assert "Nhiều khả năng thuộc diện" in card
    assert "Điều 7 khoản 4" in card
    assert "miễn ghi dân tộc và nơi ở" in card
    assert (await judged(house))[-1] == ("check", "2017", "likely", "2017:7.4=yes")


async def test_a_business_owner_hears_who_else_can_help_and_never_a_bare_no(house: Stage) -> None:
    citizen = await house.citizen()
    told = await checked(house, citizen, "Chuyện buôn bán, công ty")
    assert told.startswith("Theo lời vừa kể, chắc luật chưa giúp việc này. Cán bộ vẫn xem lời nhờ.")
    assert "Hội Luật gia, Đoàn Luật sư" in told
    assert "Muốn dặn thêm gì không?" in told
    [request] = await house.rows("SELECT status FROM requests")
    assert request["status"] == "new"


async def test_who_does_not_know_hears_maybe(house: Stage) -> None:
    citizen = await house.citizen()
    told = await checked(house, citizen, *(["Không biết"] * 4), "Không, để cán bộ hỏi")
    assert house.says("verdict.maybe") in told


# --- with a consent of its own ---------------------------------------------------------------


async def test_private_things_are_asked_only_after_a_consent_of_their_own(house: Stage) -> None:
    citizen = await house.citizen()
    asked = await checked(house, citizen, *NOTHING_ELSE)
    assert "chuyện riêng" in asked
    told = await house.press(citizen, "Không, để cán bộ hỏi")
    assert house.says("verdict.maybe") in told

    [refused] = await house.rows("SELECT * FROM consents WHERE purpose = 'eligibility_sensitive_v1'")
    assert refused["given"] == 0
    [request] = await house.rows("SELECT number FROM requests")
    facts = await house.facts(request["number"])
    assert facts["story"]["text"]
    assert not {"minority", "poor", "hiv"} & set(facts["circumstances"])
    await house.press(citizen, OFFER, *NEAR_POOR_KINH)
    given = await house.rows(
        "SELECT given FROM consents WHERE purpose = 'eligibility_sensitive_v1' ORDER BY id"
    )
    assert [row["given"] for row in given] == [0, 1]


async def test_what_is_private_stands_nowhere_unsealed(house: Stage) -> None:
    citizen = await house.citizen()
    answers = ("Không có sổ", "Có, tiền trợ cấp", "Nhiễm HIV", "Xong")
    await checked(house, citizen, *NOTHING_ELSE, "Đồng ý, hỏi đi", "Kinh", *answers)
    assert "2017:7.7.h=yes" in (await judged(house))[-1][3]
    kept = await house.rows("SELECT details FROM history")
    kept += await house.rows("SELECT law, answer, moment FROM judgements")
    words = json.dumps(kept)
    assert "hiv" not in words
    assert "7.7" not in words
    [row] = await house.rows("SELECT clauses FROM judgements ORDER BY id DESC LIMIT 1")
    assert b"7.7" not in bytes(row["clauses"])


# --- where no verdict is given ---------------------------------------------------------------


@pytest.mark.parametrize("violence", ["Có người bị", "Không tiện nói"])
async def test_after_violence_it_is_not_offered(house: Stage, violence: str) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Chuyện gia đình", violence)
    await house.press(citizen, "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng")
    await house.press(citizen, "Chưa muốn nói", "Gửi")
    assert "Muốn dặn thêm gì không?" in house.heard(citizen)
    assert not any(OFFER in label for label in citizen.last.labels)


async def test_in_quiet_mode_it_is_not_offered(house: Stage) -> None:
    citizen = await house.citizen()
    await house.say(citizen, "/settings")
    await house.press(citizen, "Tin báo nói ít", "Chỉ báo có tin mới", "Không đổi nữa")
    await house.ask_about_land(citizen)
    assert "Muốn dặn thêm gì không?" in house.heard(citizen)
    assert not any(OFFER in label for label in citizen.last.labels)


async def test_with_a_court_date_ahead_it_is_not_offered(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau", "Có, sắp đến ngày")
    await house.press(citizen, "Tuần này", "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói")
    await house.press(citizen, "Gửi")
    assert "Muốn dặn thêm gì không?" in house.heard(citizen)
    assert not any(OFFER in label for label in citizen.last.labels)


async def test_a_helper_is_not_offered_it(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(
        citizen, "Nhờ giúp", "Đồng ý ghi", "Cho người khác", "Người nhà", "Chưa biết", "Đất, nhà"
    )
    await house.press(citizen, "Không dính gì", "Kể sau", "Không có giấy", "Chưa muốn nói", "Không có máy")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    assert "Dặn thêm gì cho người ấy không?" in house.heard(citizen)
    assert not any(OFFER in label for label in citizen.last.labels)


async def test_a_child_hears_no_verdict_of_a_machine(house: Stage) -> None:
    citizen = await house.citizen()
    told = await checked(
        house, citizen, "Chuyện khác", "Dưới 16", "Không có chuyện", "Xong", "Không, để cán bộ hỏi"
    )
    assert house.says("verdict.kept") in told
    assert "được giúp" not in told.partition("Muốn dặn")[0]


async def test_a_story_of_violence_hears_no_verdict_even_where_it_was_offered(house: Stage) -> None:
    citizen = await house.citizen()
    await house.ask_about_land(citizen, "Chồng bị rượu, tôi bị đánh mấy lần.")
    told = await house.press(citizen, OFFER, "Chuyện buôn bán")
    assert house.says("verdict.kept") in told
    assert "chắc luật chưa" not in told


async def test_of_a_people_that_is_only_perhaps_on_the_list_nobody_hears_more_than_maybe(
    house: Stage,
) -> None:
    until(house, EVE + 120)
    for said, answer in (("Cống, Si La", "likely"), ("Mảng", "maybe")):
        citizen = await house.citizen()
        await house.ask_about_land(citizen)
        await house.read(lambda tx: tx.run("UPDATE requests SET place = NULL"))
        told = await house.press(
            citizen, OFFER, *NOTHING_ELSE, "Đồng ý, hỏi đi", said, "Không có sổ", "Không có", "Xong"
        )
        assert told.startswith(house.says(f"verdict.{answer}")), said


# --- the officer asks ------------------------------------------------------------------------


async def test_an_officer_asks_point_by_point_and_sees_clause_reason_and_paper(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")

    card = await house.say(officer, f"/dien {number}")
    assert "Có thể thuộc diện" in card
    assert "Máy chỉ xếp theo lời kể; Trung tâm quyết định." in card
    asked = await house.press(officer, "Hỏi tiếp")
    assert "việc kinh doanh, thương mại?" in asked
    await house.press(officer, "Không")  # business
    asked = await house.press(officer, "Không", "Không")  # child, teen
    assert "người cao tuổi" in asked
    await house.press(officer, "Có")
    while "hộ cận nghèo" not in house.heard(officer):
        await house.press(officer, "Không")
    card = await house.press(officer, "Có", "Đủ rồi, xem kết quả")

    assert "✅ Điều 7 khoản 7 điểm c: Người cao tuổi. Giấy: " in card
    assert "giấy chứng nhận hộ cận nghèo" in card
    assert "Luật Trợ giúp pháp lý 2017" in card
    assert "lúc nhận lời nhờ: có thể (bản 2017)" in card
    facts = await house.facts(number)
    [staff] = await house.rows("SELECT id FROM staff WHERE role = 'officer'")
    assert facts["circumstances"]["near_poor"] == {"known": "YES", "by": f"staff:{staff['id']}"}


async def test_the_officer_is_told_which_peoples_are_those_of_few(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/dien {number}")
    await house.press(officer, "Hỏi tiếp")
    for _ in range(11):  # what comes before it
        await house.press(officer, "Chưa rõ")
    assert "(Cống · Si La · Mảng thì chưa chắc)" in house.heard(officer)


async def test_the_papers_of_violence_at_home_name_those_of_the_means_once(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen, "Chồng bị rượu, tôi bị đánh mấy lần.")
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/dien {number}")
    await house.press(officer, "Hỏi tiếp")
    for _ in range(22):
        heard = house.heard(officer)
        if "nạn nhân bạo lực gia đình" in heard:
            break
        await house.press(officer, "Có" if "hộ cận nghèo" in heard else "Chưa rõ")
    card = await house.press(officer, "Có", "Đủ rồi, xem kết quả")

    [line] = [line for line in card.splitlines() if line.startswith("✅ Điều 7 khoản 7 điểm e")]
    assert line.count("hộ cận nghèo") == 1


async def test_what_an_officer_noted_stands_and_can_be_put_right(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/dien {number}")
    await house.press(officer, "Hỏi tiếp", "Không", "Đủ rồi, xem kết quả")

    await house.press(citizen, OFFER, "Chuyện buôn bán, công ty")
    assert (await house.facts(number))["circumstances"]["business"]["known"] == "NO"
    assert house.says("card.grew", number=number) in house.all_heard(officer)
    await house.say(officer, f"/dien {number}")
    await house.press(officer, "Sửa điều đã ghi", "việc kinh doanh", "Có", "Đủ rồi, xem kết quả")

    assert "Theo lời kể thì chưa thuộc diện" in house.heard(officer)
    assert f"⛔ {cite('2017:27')}: Việc kinh doanh, thương mại" in house.heard(officer)


async def test_an_officer_who_does_not_have_it_neither_reads_nor_notes(house: Stage) -> None:
    officer, other, citizen = (
        await house.hire("Lò Thị Hoa"),
        await house.hire("Cà Văn Minh"),
        await house.citizen(),
    )
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    [request] = await house.rows("SELECT id FROM requests")
    before = await house.state()

    assert await house.say(other, f"/dien {number}") == house.says("request.not_yours", number=number)
    await house.say(other, "/start")
    assert "không phải việc đang giữ" in await house.forge(other, f"said:{request['id']}.poor.yes")
    assert await house.state() == before


@pytest.mark.parametrize("data", ["said:{}.poor.perhaps", "said:{}.rich.yes", "circumstance:{}.rich"])
async def test_a_forged_answer_is_an_old_button(house: Stage, data: str) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    [request] = await house.rows("SELECT id FROM requests")

    assert await house.forge(officer, data.format(request["id"])) == house.says("press.old")


async def test_it_is_judged_again_at_acceptance_by_the_law_of_that_day(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    until(house, EVE)
    citizen = await house.citizen("Nguyễn Văn Tám")
    number = await house.ask_about_land(citizen)
    await house.press(citizen, OFFER, *NEAR_POOR_KINH)
    await house.press(officer, "Nhận liên hệ")
    card = await house.say(officer, f"/hoso {number}")
    assert "Đừng trả lời bà con là không" in card

    house.advance(hours=2 / 60)
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Thụ lý ngay, giấy sau", "Tư vấn pháp luật", "Giám đốc cho")
    await house.say(officer, "TT.TV.07.2027")

    moments = [(moment, law, answer) for moment, law, answer, _ in await judged(house)]
    assert moments == [
        ("receipt", "2017", "maybe"),
        ("check", "2017", "maybe"),
        ("acceptance", "2027", "likely"),
    ]


async def test_nobody_is_refused_in_december_whom_the_law_of_january_helps(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    until(house, EVE)
    citizen = await house.citizen("Nguyễn Văn Tám")
    number = await house.ask_about_land(citizen)
    await house.press(citizen, OFFER, *NEAR_POOR_KINH)
    await house.press(officer, "Nhận liên hệ")
    heard = house.all_heard(citizen)

    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Từ chối thụ lý", "luật chỉ giúp việc cụ thể")

    assert "chưa từ chối. Từ 01/01/2027 luật đổi" in house.toast(officer)
    assert house.all_heard(citizen) == heard
    [request] = await house.rows("SELECT stage FROM requests")
    assert request["stage"] == "received"
    await house.press(officer, "nơi khác đang giúp")
    assert "viết lý do cụ thể" in house.heard(officer)
