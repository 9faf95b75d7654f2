"""The papers: an officer gets the form filled in with the person's own words, notices with their ground, and a card."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from office import draw_pages, needs_office, pdf_words
from patience import until
from PIL import Image
from stage import Stage, fresh, number_in
from test_at_the_counter import STORY as COUNTER_STORY
from test_at_the_counter import written_down
from test_citizen_for_somebody_else import sent_for
from test_officer_writes import in_hand
from word_files import template, words_in

from bot import clerk
from bot.app import App
from bot.blank_papers import DRAFT, SIGN
from bot.demo import ADMIN, settings
from bot.domain.papers import Paper
from bot.loading import NotLoadable
from bot.settings import SHIPPED, Settings
from bot.simulator.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World
from bot.store import housekeeping, reports, requests, staff
from bot.store.database import Transaction

SAMPLES = Path(__file__).parents[2] / "test-output"
STORY = "Nhà bên lấn nương của nhà tôi.\nTôi có giấy cũ của bố để lại, chưa có sổ đỏ."
HOSTILE = "{{ number }} {% for x in y %} </w:t><w:p> & <b> ]]> {_{ «»"
PHONE = "0912 345 678"


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.02)


def papers_of(who: Person) -> list[Any]:
    """The files that came from the bot, oldest first."""
    return [message for message in who.from_bot if message.file is not None]


def read(message: Any) -> str:
    """The words of a Word file that came."""
    words = words_in(message.file.content)
    return words.replace("\u00a0", " ")


def after(words: str, label: str) -> str:
    """What stands behind a label of the form, up to the end of its line; a dotted line is a tab."""
    return next(line for line in words.splitlines() if line.startswith(label)).removeprefix(label).strip()


async def refuse(house: Stage, officer: Person, number: str) -> None:
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Từ chối thụ lý", "nơi khác đang giúp")
    await house.say(officer, "Hội Luật gia tỉnh đang giúp việc này.")


@asynccontextmanager
async def another_house(bare: Settings) -> AsyncIterator[Stage]:
    """An open house with other settings."""
    world = World()
    stage = Stage(world, bare, partial(SimulatorRequest, world))
    await stage.start()
    await stage.open_house(ADMIN)
    yield stage
    await stage.stop()


async def a_mong_woman(house: Stage, story: str = STORY) -> tuple[Person, Person, str]:
    """She asks about her land on a phone that others use too; an officer takes it on."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen("Giàng Thị Mỷ")
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà")
    await house.say(citizen, story)
    await house.press(citizen, "Không có giấy")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1", PHONE)
    await house.press(citizen, "Có người khác xem", "Sáng", "Cúp máy")
    await house.say(citizen, "Mỷ")
    await house.press(citizen, "Gửi")
    number = number_in(house.heard(citizen))
    await house.press(officer, "Nhận liên hệ")
    return officer, citizen, number


# --- the form --------------------------------------------------------------------------------


async def test_the_form_of_a_mong_woman_has_her_own_words_and_leaves_open_what_nobody_asked(
    house: Stage,
) -> None:
    officer, _, number = await a_mong_woman(house)

    await house.say(officer, f"/don {number}")

    [sent] = papers_of(officer)
    assert sent.file.name == f"hoaban-don-{number.replace(' ', '')}.docx"
    words = read(sent)
    assert f"«{STORY}»" in words
    assert words.startswith(DRAFT)
    assert f"Hoa Ban: số {number}, không phải mã vụ việc" in words
    assert after(words, "Họ và tên:") == "Mỷ (tên gọi)"
    assert after(words, "Điện thoại:") == PHONE
    assert after(words, "Địa chỉ liên hệ:") == "bản Huổi Lóng xã Na Sang (Xã Na Sang)"
    assert after(words, "Lĩnh vực:") == "Đất, nhà, rừng"
    for unknown in ("Dân tộc:", "Diện người được trợ giúp pháp lý:", "Số căn cước hoặc giấy tờ khác:"):
        assert after(words, unknown) == ""
    assert words.count(SIGN) == 2
    assert "☒" not in words
    assert "TP-TGPL" not in words


async def test_what_comes_is_said_to_be_a_draft_and_that_the_server_makes_no_pdf(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    before = len(officer.from_bot)

    await house.say(officer, f"/don {number}")

    said = fresh(officer, before)
    assert house.says("paper.comes", number=number, paper="Đơn yêu cầu") in said
    assert "Bản nháp theo mẫu: kiểm tra trước khi dùng." in said
    assert house.says("paper.word_only") in said
    [noted] = await house.rows("SELECT details FROM audit WHERE what = 'paper'")
    assert noted["details"] == "form"


async def test_hostile_words_stay_words_on_the_form(house: Stage) -> None:
    officer, _, number = await a_mong_woman(house, HOSTILE)

    await house.say(officer, f"/don {number}")

    assert f"«{HOSTILE}»" in read(papers_of(officer)[-1])


async def test_who_asks_for_another_stands_apart_from_who_is_to_be_helped(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await sent_for(house)
    await house.press(officer, "Nhận liên hệ")
    [row] = await house.rows("SELECT number FROM requests")

    await house.say(officer, f"/don {row['number']}")

    applicant, _, person = read(papers_of(officer)[-1]).partition("II. NGƯỜI ĐƯỢC TRỢ GIÚP PHÁP LÝ")
    assert after(applicant, "Mối quan hệ với người được trợ giúp pháp lý:") == "người quen"
    assert after(person, "Họ và tên:") == ""
    assert "«Bà ấy bị lừa mất đôi trâu.»" in person


async def test_of_somebody_arrested_the_family_asks_and_the_name_is_theirs(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    brother = await house.citizen("Vàng A Sính")
    await house.press(brother, "Người nhà bị bắt")
    await house.say(brother, "Vàng A Páo, 30 tuổi")
    await house.press(brother, "Công an", "Hôm qua", "Không biết")
    await house.say(brother, PHONE)
    await house.press(officer, "Nhận liên hệ")

    await house.say(officer, f"/don {number_in(house.all_heard(brother))}")

    applicant, _, person = read(papers_of(officer)[-1]).partition("II. NGƯỜI ĐƯỢC TRỢ GIÚP PHÁP LÝ")
    assert after(applicant, "Điện thoại:") == PHONE
    assert after(applicant, "Mối quan hệ với người được trợ giúp pháp lý:") == "người nhà"
    assert after(person, "Họ và tên:") == "Vàng A Páo, 30 tuổi"
    assert after(person, "Điện thoại:") == ""
    await house.press(officer, "Gửi cho bà con")
    assert house.toast(officer) == house.says("paper.helper")
    assert papers_of(brother) == []


async def test_voices_and_photos_are_counted_not_described(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    citizen.photo(b"a paper")
    citizen.voice(b"OggS more")
    await house.idle()

    await house.say(officer, f"/don {number}")

    assert "Đã có ở Hoa Ban: 1 ảnh, 1 đoạn tiếng nói." in read(papers_of(officer)[-1])


async def test_of_a_notice_the_agency_stands_first_and_the_name_is_as_it_was_told(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/thongbao CA tỉnh; tạm giữ; Giàng A Dơ; hôm nay 01:30; xã Nậm Kè; số 123/TB")
    await house.press(officer, "Đúng", "Nhận liên hệ")
    [row] = await house.rows("SELECT number FROM requests")

    await house.say(officer, f"/don {row['number']}")

    words = read(papers_of(officer)[-1])
    applicant, _, person = words.partition("II. NGƯỜI ĐƯỢC TRỢ GIÚP PHÁP LÝ")
    assert after(applicant, "Họ và tên:") == "CA tỉnh"
    assert after(person, "Họ và tên:") == "Giàng A Dơ"
    assert after(person, "Địa chỉ liên hệ:") == ""
    assert after(person, "Lĩnh vực:") == ""
    assert "thông báo số 123/TB của CA tỉnh" in person


async def test_at_the_counter_the_paper_is_handed_over_not_sent(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    number = await written_down(house, officer)
    await house.press(officer, "Dặn xong", "Mình lo việc này")

    await house.say(officer, f"/don {number}")

    words = read(papers_of(officer)[-1])
    assert after(words, "Họ và tên:") == "Ông Lò Văn Ún (tên gọi)"
    assert f"«{COUNTER_STORY}»" in words
    await house.press(officer, "Gửi cho bà con")
    assert "0912 345 678" in house.toast(officer)
    assert len(papers_of(officer)) == 1


# --- notices ---------------------------------------------------------------------------------


async def test_a_refusal_comes_as_paper_with_its_ground_and_how_to_complain(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)

    await refuse(house, officer, number)

    [notice] = papers_of(officer)
    assert notice.file.name.startswith("hoaban-khong-thu-ly-")
    words = read(notice)
    assert after(words, "Căn cứ:") == "nơi khác đang giúp cùng việc này"
    assert after(words, "Theo:").startswith("Điều 30 khoản 3 điểm d Luật Trợ giúp pháp lý 2017")
    assert "Hội Luật gia tỉnh đang giúp việc này." in words
    assert "ông/bà có quyền khiếu nại" in words
    assert "0215 3000 000" in words
    assert "Giám đốc trả lời trong 3 ngày làm việc (với khiếu nại gửi đến hết 31/12/2026;" in words
    assert "trả lời trong 15 ngày (với khiếu nại gửi đến hết 31/12/2026;" in words
    await house.press(officer, "Gửi cho bà con")
    [sent] = papers_of(citizen)
    assert sent.file.content == notice.file.content
    assert "cách làm ghi ở đó" in sent.text


async def test_an_acceptance_has_the_code_of_the_register_and_what_is_still_wanted(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Thụ lý ngay, giấy sau", "Tư vấn pháp luật", "Giám đốc cho")
    await house.say(officer, "TT.TV.07.2026")

    words = read(papers_of(officer)[-1])

    assert after(words, "Mã trong sổ thụ lý:") == "TT.TV.07.2026"
    assert after(words, "Hình thức trợ giúp:") == "Tư vấn pháp luật"
    assert "khi chưa đủ giấy tờ" in words
    assert (
        "trong 5 ngày làm việc; ở vùng đặc biệt khó khăn hoặc khi bất khả kháng: 10 ngày làm việc, kể từ ngày thụ lý"
        in words
    )


async def test_from_2027_terms_that_nobody_knows_are_left_to_be_written_by_hand(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    house.advance(days=60)
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Thụ lý ngay, giấy sau", "Tư vấn pháp luật", "Giám đốc cho")
    await house.say(officer, "TT.TV.07.2027")

    accepted = read(papers_of(officer)[-1])
    await house.say(officer, f"/giay {number}")
    await house.press(officer, "Giấy báo đình chỉ (chưa làm bước này)")
    stopped = read(papers_of(officer)[-1])

    assert "sửa đổi bởi Luật 05/2026/QH16" in accepted
    assert after(accepted, "Ông/bà đưa giấy trước ngày:") == ""
    assert "ngày làm việc" not in accepted + stopped
    assert "Thời hạn trả lời, theo quy định đang có hiệu lực" in stopped


async def test_papers_wanted_names_them_as_the_officer_wrote(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, "Xin thêm giấy")
    await house.say(officer, "Sổ đỏ, giấy có tên ông bà.")

    words = read(papers_of(officer)[-1])

    assert "Sổ đỏ, giấy có tên ông bà." in words
    assert "chưa được thụ lý. Hạn trên giấy của toà án" in words


async def test_a_notice_without_its_act_is_a_draft_that_goes_to_nobody(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    heard = len(citizen.from_bot)
    await house.say(officer, f"/giay {number}")
    assert house.heard(officer) == house.says("paper.ask", number=number)

    await house.press(officer, "Giấy báo không thụ lý (chưa làm bước này)")

    assert after(read(papers_of(officer)[-1]), "Căn cứ:") == ""
    await house.press(officer, "Gửi cho bà con")
    assert house.toast(officer) == house.says("paper.no_act")
    assert len(citizen.from_bot) == heard


async def test_a_draft_from_before_the_act_is_not_sent_after_it(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/giay {number}")
    await house.press(officer, "Giấy báo không thụ lý (chưa làm bước này)")
    [report] = await house.rows("SELECT id, request FROM reports")
    house.advance(hours=1)
    await refuse(house, officer, number)

    await house.forge(officer, f"hand:{report['request']}.{report['id']}")

    assert house.toast(officer) == house.says("paper.no_act")
    assert papers_of(citizen) == []


# --- to whom it may go -----------------------------------------------------------------------


async def test_a_paper_goes_to_the_person_on_her_own_phone_and_stays_there(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/don {number}")

    await house.press(officer, "Gửi cho bà con")

    [sent] = papers_of(citizen)
    assert sent.text == house.says("citizen.paper.form")
    assert house.heard(officer) == house.says("paper.sent", number=number, paper="Đơn yêu cầu")
    assert [row["what"] for row in await house.rows("SELECT what FROM history")][-1] == "paper_sent"
    house.advance(hours=49)
    await house.read(housekeeping.tidy)
    assert await house.rows("SELECT id FROM reports") == []
    [kept] = await house.rows("SELECT id FROM files WHERE state = 'kept'")
    [hers] = await house.rows("SELECT file FROM messages WHERE file IS NOT NULL")
    assert kept["id"] == hers["file"]
    await house.forge(officer, "hand:1.1")
    assert house.toast(officer) == house.says("paper.gone")


async def test_nothing_goes_to_a_phone_that_others_read(house: Stage) -> None:
    officer, citizen, number = await a_mong_woman(house)
    await house.say(officer, f"/don {number}", f"/giay {number}")
    await house.press(officer, "Thẻ số và mã QR")
    heard, before = len(citizen.from_bot), await house.state()

    await house.press(officer, "Gửi cho bà con")

    assert house.toast(officer) == house.says("paper.guarded")
    assert len(citizen.from_bot) == heard
    assert await house.state() == before


async def test_nothing_goes_to_the_phone_in_a_sensitive_matter(house: Stage) -> None:
    """Her own phone, and the story of violence on paper: others may open the file."""
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen, "Chồng đánh tôi, đòi giết. Nhà chồng lấn nương.")
    await house.say(officer, f"/nhan {number}", f"/don {number}")
    heard = len(citizen.from_bot)

    await house.press(officer, "Gửi cho bà con")

    assert house.toast(officer) == house.says("paper.sensitive")
    assert len(citizen.from_bot) == heard


async def test_nothing_goes_to_who_asked_for_another(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    helper = await sent_for(house)
    await house.press(officer, "Nhận liên hệ")
    [row] = await house.rows("SELECT number FROM requests")
    await house.say(officer, f"/don {row['number']}")
    heard = len(helper.from_bot)

    await house.press(officer, "Gửi cho bà con")

    assert house.toast(officer) == house.says("paper.helper")
    assert len(helper.from_bot) == heard


async def test_nothing_goes_to_who_wants_to_be_left_alone(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/don {number}")
    await house.say(citizen, "thoát nhanh")
    heard = len(citizen.from_bot)

    await house.press(officer, "Gửi cho bà con")

    assert house.toast(officer) == house.says("reply.left")
    assert len(citizen.from_bot) == heard


async def test_only_who_has_it_in_hand_and_leaders_get_papers(house: Stage) -> None:
    _, citizen, number = await in_hand(house)
    other = await house.hire("Cà Văn Minh")
    admin = await house.hire("Tòng Văn Máy", "Quản trị")
    head = await house.hire("Vàng A Páo", "Giám đốc")
    before = await house.state()

    for who in (other, admin, citizen):
        for command in ("/don", "/giay", "/form", "/paper"):
            await house.say(who, f"{command} {number}")
    assert await house.state() == before
    assert house.heard(other) == house.says("request.not_yours", number=number)
    assert house.heard(citizen) == house.says("staff.only")

    await house.say(head, f"/don {number}")
    assert len(papers_of(head)) == 1


async def test_who_gave_it_away_while_it_was_made_gets_nothing(house: Stage) -> None:
    officer, _, number = await in_hand(house)

    def given_away(tx: Transaction) -> None:
        [one], request = staff.active(tx, roles=("officer",)), requests.by_number(tx, number.replace(" ", ""))
        assert request is not None
        reports.want_about(tx, "docx", one.chat, one.person, request.id, Paper.FORM)
        tx.run("UPDATE requests SET claimed_by = NULL, status = 'new'")

    await house.read(given_away)
    await house.idle()

    assert papers_of(officer) == []
    assert await house.rows("SELECT id FROM reports") == []


# --- the card --------------------------------------------------------------------------------


async def test_the_card_is_a_picture_that_goes_to_the_person_too(house: Stage) -> None:
    officer, citizen, number = await in_hand(house)
    await house.say(officer, f"/giay {number}")
    await house.press(officer, "Thẻ số và mã QR")
    await house.press(officer, "Gửi cho bà con")

    [card], [sent] = papers_of(officer), papers_of(citizen)
    assert card.file.content == sent.file.content
    SAMPLES.mkdir(exist_ok=True)
    (SAMPLES / "card.png").write_bytes(card.file.content)
    with Image.open(SAMPLES / "card.png") as image:
        assert image.height > image.width
    assert "không có tên, không có chuyện" in card.text


async def test_a_forged_choice_is_none(house: Stage) -> None:
    officer, _, number = await in_hand(house)
    await house.say(officer, f"/giay {number}")
    [row] = await house.rows("SELECT id FROM requests")

    for chosen in ("secret", "", "../form", "card.x"):
        await house.forge(officer, f"paper_of:{row['id']}.{chosen}")
        assert house.toast(officer) == house.says("press.old")
    for chosen in ("99", "x", "", "1.2"):
        await house.forge(officer, f"hand:{row['id']}.{chosen}")
    assert papers_of(officer) == []


# --- templates of the Centre's own -----------------------------------------------------------


def with_form(folder: Path, *paragraphs: str) -> Settings:
    """A province whose form was replaced."""
    province = shutil.copytree(SHIPPED / "province", folder / "province")
    (province / "form" / "form.docx").write_bytes(template(*paragraphs))
    return replace(settings(folder), libreoffice="off", province_dir=province)


async def test_a_replaced_form_is_filled_in(tmp_path: Path) -> None:
    own = with_form(
        tmp_path, "ĐƠN {{ number }}", "{{ office }}: {{ applicant_name }} {{ person_name }}", "{{ story }}"
    )
    async with another_house(own) as house:
        officer, _, number = await a_mong_woman(house)
        await house.say(officer, f"/don {number}")
        assert read(papers_of(officer)[-1]).splitlines()[1] == f"ĐƠN {number}"


async def test_a_form_with_an_unknown_placeholder_stops_the_start(tmp_path: Path) -> None:
    own = with_form(
        tmp_path, "{{ number }} {{ office }} {{ applicant_name }} {{ person_name }}", "{{ stori }}{{ story }}"
    )
    with pytest.raises(NotLoadable, match=r"form/form\.docx:2: D1 .*không có chỗ trống tên “stori”"):
        await App(own, request=partial(SimulatorRequest, World())).start()


# --- PDF -------------------------------------------------------------------------------------


@needs_office
@pytest.mark.slow
async def test_every_paper_comes_as_pdf_too_and_can_be_looked_at(tmp_path: Path) -> None:
    async with another_house(settings(tmp_path)) as house:
        officer, _, number = await a_mong_woman(house)
        await house.say(officer, f"/don {number}")
        word, pdf = papers_of(officer)
        assert pdf.file.name.endswith(".pdf")
        read_back = " ".join(pdf_words(pdf.file.content, tmp_path).split())
        assert "Tôi có giấy cũ của bố để lại, chưa có sổ đỏ." in read_back
        assert DRAFT in read_back
        assert word.file.content[:2] == b"PK"
        draw_pages(pdf.file.content, SAMPLES / "paper-form")

        await refuse(house, officer, number)
        refusal = papers_of(officer)[-1]
        assert "Điều 30 khoản 3 điểm d" in pdf_words(refusal.file.content, tmp_path)
        draw_pages(refusal.file.content, SAMPLES / "paper-refusal")
        assert list((house.settings.data_dir / "papers").iterdir()) == []


async def test_where_the_pdf_fails_the_word_file_is_there_and_it_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "office"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    async with another_house(replace(settings(tmp_path), libreoffice=str(broken))) as house:
        officer, _, number = await a_mong_woman(house)
        await house.say(officer, f"/don {number}")

        assert len(papers_of(officer)) == 1
        assert house.heard(officer) == house.says("paper.no_pdf", number=number, paper="Đơn yêu cầu")


async def test_what_a_crash_left_in_the_workshop_is_gone_at_the_next_start(house: Stage) -> None:
    left = house.settings.data_dir / "papers" / "tmp1" / "paper.docx"
    left.parent.mkdir(parents=True)
    left.write_text("words of a person")

    await house.restart()

    await until(lambda: not left.exists())  # on a thread of its own
