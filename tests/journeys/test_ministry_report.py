"""The half-year's report: counted by cases, with what the form says of a person only in sums; and where people leave."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from stage import BEFORE, Stage, number_in
from test_way_of_the_law import accepted

from bot import clerk
from bot.simulator.person import Person

HALF = "6 tháng cuối 2026"


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.01)


def newest_file(who: Person) -> tuple[str, bytes]:
    file = [message.file for message in who.from_bot if message.file is not None][-1]
    assert file.content is not None
    return str(file.name), file.content


def rows_of(content: bytes) -> dict[tuple[Any, Any], Any]:
    page = load_workbook(BytesIO(content)).worksheets[0]
    return {(row[0], row[1]): row[2] for row in page.iter_rows(values_only=True)}


async def reported(house: Stage, leader: Person) -> dict[tuple[Any, Any], Any]:
    await house.say(leader, f"/baocao {HALF}")
    name, content = newest_file(leader)
    assert name == "hoaban-bao-cao-2026-07-01-2026-12-31.xlsx"
    return rows_of(content)


async def test_what_was_accepted_is_counted_by_form_matter_and_sex(house: Stage) -> None:
    leader = await house.hire("Lò Văn Phối", "Điều phối")
    officer, _, number = await accepted(house)
    assert house.says("counted.sex", number=number) in house.all_heard(officer)
    await house.press(officer, "Nữ")
    assert house.heard(officer) == house.says("counted.minority", number=number)
    await house.press(officer, "Có")
    assert house.heard(officer) == house.says("counted.noted", number=number)

    rows = await reported(house, leader)

    assert rows["Vụ việc", "thụ lý trong kỳ"] == 1
    assert rows["Vụ việc", "chuyển kỳ sau"] == 1
    assert rows["Thụ lý, theo hình thức", "Tư vấn pháp luật"] == 1
    assert rows["Thụ lý, theo lĩnh vực", "Đất, nhà, rừng"] == 1
    assert rows["Thụ lý, theo giới", "nữ"] == 1
    assert not [row for row in rows if "dân tộc" in str(row[0])[:40] and row[1]]  # one is too few


async def test_what_was_noted_of_the_person_is_sealed_and_stands_nowhere_else(house: Stage) -> None:
    officer, _, number = await accepted(house)
    await house.press(officer, "Nữ", "Có")

    await house.say(officer, f"/yeucau {number}", f"/cacuoc {number}", f"/nhatky {number}")

    [row] = await house.rows("SELECT counted FROM requests")
    assert b"woman" not in bytes(row["counted"])
    since = house.all_heard(officer).rpartition(house.says("counted.noted", number=number))[2]
    assert "dân tộc" not in since.casefold()
    assert "Nữ" not in since
    assert house.says("trail.counted") in since


async def test_it_is_mended_by_the_command_and_can_be_left_out(house: Stage) -> None:
    leader = await house.hire("Lò Văn Phối", "Điều phối")
    officer, _, number = await accepted(house)
    await house.press(officer, "Nữ", "Không ghi")
    await house.say(officer, f"/namnu {number}")
    await house.press(officer, "Nam", "Không ghi")

    assert (await reported(house, leader))["Thụ lý, theo giới", "nam"] == 1


async def test_others_neither_note_nor_report(house: Stage) -> None:
    _, _, number = await accepted(house)
    other = await house.hire("Cà Thị Lả")

    await house.say(other, f"/namnu {number}")
    assert "để đếm trong báo cáo" not in house.heard(other)
    await house.say(other, "/baocao 2026")
    assert house.heard(other) == house.says("staff.other_role", role="cán bộ trợ giúp")
    assert await house.rows("SELECT 1 FROM reports WHERE kind = 'register'") == []


async def test_the_report_and_the_requests_come_as_csv_too(house: Stage) -> None:
    leader = await house.hire("Lò Văn Phối", "Điều phối")
    await accepted(house)

    for command, name in (
        (f"/baocao csv {HALF}", "bao-cao-2026-07-01-2026-12-31"),
        ("/xuat 2026 csv", "2026-01-01-2026-12-31"),
    ):
        await house.say(leader, command)
        called, content = newest_file(leader)
        assert called == f"hoaban-{name}.csv"
        header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
        assert len(header) >= 3
        assert rows
    assert await house.rows("SELECT what FROM audit WHERE what IN ('report', 'export') ORDER BY id") == [
        {"what": "report"},
        {"what": "export"},
    ]


async def test_how_the_deadlines_of_the_law_were_kept_stands_in_the_workbook(house: Stage) -> None:
    leader = await house.hire("Lò Văn Phối", "Điều phối")
    await accepted(house, "Tham gia tố tụng")
    await house.later(hours=30)

    await house.say(leader, "/xuat 2026")

    sheets = load_workbook(BytesIO(newest_file(leader)[1]))
    rows = {row[0]: row[1:] for row in sheets["Thời hạn"].iter_rows(values_only=True)}
    assert rows["cử người trợ giúp, bằng văn bản của giám đốc"] == (0, 1, 0)


async def test_where_people_leave_the_intake_is_counted_of_nobody_in_particular(house: Stage) -> None:
    leader = await house.hire("Lò Văn Phối", "Điều phối")
    leaves, sends = await house.citizen("Bà Bỏ Dở"), await house.citizen("Bà Gửi")
    await house.press(leaves, *BEFORE["Kể bằng lời, bằng chữ"])
    await house.say(leaves, "/thoat")
    await house.ask_about_land(sends)
    assert number_in(house.heard(sends))
    await house.say(sends, "/thoat")  # after it was sent nothing is left unsent

    await house.say(leader, "/thongke")

    assert await house.rows("SELECT flow, step, count FROM left_at") == [
        {"flow": "legal_aid", "step": "story", "count": 1}
    ]
    assert "bỏ dở 1. Dừng ở câu: Kể bằng lời, bằng chữ, hoặc chụp giấy.: 1." in house.all_heard(leader)


async def test_a_draft_that_nobody_went_on_with_counts_as_left(house: Stage) -> None:
    citizen = await house.citizen()
    await house.press(citizen, *BEFORE["Kể bằng lời, bằng chữ"])

    await house.later(days=31)

    assert await house.rows("SELECT step, count FROM left_at") == [{"step": "story", "count": 1}]
